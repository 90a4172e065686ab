import { problem, TamizError } from '../base/index.ts';
import type { Document, Happening, Reader, Store } from '../store/index.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import { administratorsAfter } from './organisation.ts';
import { checkPassword } from './passwords.ts';
import { CREDENTIAL, INVITATION, type Invitation, isOpen } from './proofs.ts';
import { digestOf, isSecret, newId, newSecret, readSessionToken, sessionToken } from './secrets.ts';
import { type User, userOf } from './user.ts';
import { type AccountWorld, happening, hoursAfter, readAccounts } from './world.ts';

/** A link that works once. The token is told to whoever asked for it, and kept nowhere. */
export interface Link {
  readonly handle: string;
  readonly token: string;
  readonly expires: Date;
}

/** A link that was made, and what happens so that it works. */
export function makeLink(
  tenant: string,
  handle: string,
  world: AccountWorld,
): { readonly id: string; readonly link: Link; readonly issued: Happening } {
  const id = newId(world.entropy);
  const secret = newSecret(world.entropy);
  const expires = hoursAfter(world.clock.now(), ACCOUNT_LIMITS.invitationHours);
  const issued = happening(
    { kind: INVITATION.name, id, revision: 0 },
    'invitation.issued',
    { handle, expires: expires.toISOString() },
    { digest: digestOf(secret) },
  );
  return { id, link: { handle, token: sessionToken({ tenant, id, secret }), expires }, issued };
}

/** A link that works now, and whom it is for. */
interface OpenLink {
  readonly tenant: string;
  readonly invitation: Document<Invitation>;
  readonly user: Document<User>;
}

/**
 * The link of a token. It is the user's last one, was not used and has not ended.
 * @throws ACCOUNT_LINK
 */
export async function openLink(store: Store, text: string, world: AccountWorld): Promise<OpenLink> {
  const token = readSessionToken(text);
  if (token === undefined) throw badLink();
  return await readAccounts(store, token.tenant, async (reader) => {
    const invitation = await reader.document(INVITATION, token.id);
    const right = isSecret(token.secret, invitation?.state.digest);
    if (invitation === undefined || !right || invitation.state.used) throw badLink();
    const { handle, expires } = invitation.state;
    const user = await userOf(reader, handle);
    if (user.state.invitation !== token.id || !isOpen(expires, world.clock.now())) throw badLink();
    return { tenant: token.tenant, invitation, user };
  });
}

/**
 * Chooses a password with a link: joins the organisation, or comes back after it was forgotten. The
 * link is used up, and sessions that there were end.
 *
 * @throws ACCOUNT_LINK, ACCOUNT_PASSWORD, ACCOUNT_BUSY
 */
export async function acceptInvitation(
  store: Store,
  { token, password }: { readonly token: string; readonly password: string },
  world: AccountWorld,
): Promise<{ readonly tenant: string; readonly handle: string }> {
  const { user } = await openLink(store, token, world);
  checkPassword(password, knownOf(user));
  const hash = await world.passwords.hash(password);
  return await redeemLink(store, token, world, async (reader) => {
    const kept = await reader.document(CREDENTIAL, user.id);
    const credential = kept ?? { kind: CREDENTIAL.name, id: user.id, revision: 0 };
    return [happening(credential, 'credential.password', {}, { hash })];
  });
}

/** How often something is decided anew when somebody else was quicker. */
const TRIES = 5;

/**
 * Uses a link up and makes its user active, with whatever else happens then: `proof` says what they
 * will sign in with. Of two who use one link at once, one is told that it works no more.
 *
 * @throws ACCOUNT_LINK
 */
export async function redeemLink(
  store: Store,
  token: string,
  world: AccountWorld,
  proof: (reader: Reader, user: Document<User>) => Promise<readonly Happening[]>,
): Promise<{ readonly tenant: string; readonly handle: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const { tenant, invitation, user } = await openLink(store, token, world);
    const happenings = await readAccounts(store, tenant, async (reader) => [
      happening(invitation, 'invitation.used', {}),
      happening(user, 'user.activated', {}),
      ...(await proof(reader, user)),
      ...(user.state.roles.includes('administrator')
        ? await administratorsAfter(reader, tenant, user.id, true)
        : []),
    ]);
    try {
      await store.commit(tenant, { kind: 'user', id: user.id }, happenings);
      return { tenant, handle: user.id };
    } catch (error) {
      const late = error instanceof TamizError && error.code === 'STORE_CONFLICT';
      if (!late || attempt === TRIES) throw error;
    }
  }
}

/** Words that a password of somebody must not consist of. */
export function knownOf(user: Document<User>): readonly string[] {
  const { name = '', email = '' } = user.state;
  return [user.id, email, ...email.split('@'), ...name.split(/\s+/), 'password', 'tamiz'];
}

function badLink() {
  return problem('ACCOUNT_LINK', { found: 'one that does not work, or works no more' });
}
