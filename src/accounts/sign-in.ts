import { problem } from '../base/index.ts';
import type { Document, Store } from '../store/index.ts';
import { csrfToken } from './forgery.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import { ORGANISATION } from './organisation.ts';
import type { Principal } from './principal.ts';
import { CREDENTIAL, SESSION } from './proofs.ts';
import { digestOf, HANDLE, newId, newSecret, sessionToken, TENANT } from './secrets.ts';
import { USER, type User } from './user.ts';
import { type AccountWorld, happening, hoursAfter, readAccounts } from './world.ts';

/** What somebody gave to sign in. */
export interface SignIn {
  readonly tenant: string;
  readonly handle: string;
  readonly password: string;
  /** Where it came from, to count failures; undefined where that says nothing. */
  readonly address: string | undefined;
}

/** A session that was opened. Its token is for the cookie, and kept nowhere else. */
export interface OpenedSession {
  readonly tenant: string;
  readonly handle: string;
  readonly token: string;
  /** What pages send back with requests that change something. */
  readonly csrf: string;
  readonly expires: Date;
}

const WELL_FORMED = new RegExp(`^${TENANT}/${HANDLE}$`);
/** No organisation and no user is called so. */
const NOBODY = '-';

/**
 * Signs a person in with their password. Whoever may not is told the same in the same words, after
 * the same work, whether there is such an organisation or person, whether they joined, or may no
 * longer.
 *
 * @throws ACCOUNT_SIGN_IN, ACCOUNT_LOCKED, ACCOUNT_BUSY
 */
export async function signIn(
  store: Store,
  given: SignIn,
  world: AccountWorld,
): Promise<OpenedSession> {
  const wellFormed = WELL_FORMED.test(`${given.tenant}/${given.handle}`);
  const tenant = wellFormed ? given.tenant : NOBODY;
  const handle = wellFormed ? given.handle : NOBODY;
  const found = await world.attempts.tried(`${tenant}/${handle}`, given.address, async () => {
    const [user, credential, organisation] = await readAccounts(store, tenant, async (reader) => [
      await reader.document(USER, handle),
      await reader.document(CREDENTIAL, handle),
      await reader.document(ORGANISATION, tenant),
    ]);
    const known = await world.passwords.verify(credential?.state.hash, given.password);
    if (!known || user?.state.state !== 'active') return undefined;
    const hours = organisation?.state.sessionHours ?? ACCOUNT_LIMITS.sessionHours;
    return { tenant, user, by: 'password', hours } as const;
  });
  if (found === undefined) {
    throw problem('ACCOUNT_SIGN_IN', { found: 'another handle or password' });
  }
  return await openSession(store, found, world);
}

/** For whom a session is opened. */
interface SessionFor {
  readonly tenant: string;
  /** As it was before it was proved who it is: what changed since ends the session. */
  readonly user: Document<User>;
  readonly by: 'password' | 'provider';
  readonly hours: number;
}

/** Opens a session for somebody who has proved who they are. */
export async function openSession(
  store: Store,
  { tenant, user, by, hours }: SessionFor,
  world: AccountWorld,
): Promise<OpenedSession> {
  const id = newId(world.entropy);
  const secret = newSecret(world.entropy);
  const expires = hoursAfter(world.clock.now(), hours);
  const opened = happening(
    { kind: SESSION.name, id, revision: 0 },
    'session.opened',
    { handle: user.id, epoch: user.state.epoch, expires: expires.toISOString(), by },
    { digest: digestOf(secret) },
  );
  await store.commit(tenant, { kind: 'user', id: user.id }, [opened]);
  const token = sessionToken({ tenant, id, secret });
  return { tenant, handle: user.id, token, csrf: csrfToken(secret), expires };
}

/** Ends the session of somebody who signs out. */
export async function signOut(store: Store, principal: Principal): Promise<void> {
  const { tenant, actor, session } = principal;
  if (session === undefined) return;
  const document = await readAccounts(store, tenant, (reader) => reader.document(SESSION, session));
  if (document === undefined || document.state.ended) return;
  await store.commit(tenant, actor, [happening(document, 'session.ended', {})]);
}
