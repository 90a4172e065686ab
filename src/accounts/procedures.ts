import { type Static, type TSchema, Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Actor, Store } from '../store/index.ts';
import { checkHandle, EmailInput, NameInput, NoInput, PasswordInput } from './inputs.ts';
import { KEY } from './key.ts';
import { knownOf, makeLink } from './links.ts';
import { checkPassword } from './passwords.ts';
import { CREDENTIAL, isOpen } from './proofs.ts';
import { checkRoles, RolesInput } from './roles.ts';
import { digestOf, keyToken, newSecret } from './secrets.ts';
import { USER, userOf } from './user.ts';
import { type AccountWorld, happening, readAccounts } from './world.ts';

/** Who asks for something, and about which document. */
export interface Call {
  readonly tenant: string;
  readonly actor: Actor;
  readonly id: string;
}

/**
 * What a command cannot be, because it needs secrets: its answer shows one that is kept nowhere, or
 * it takes a password. Like a command it has a right, an input and a line that says what it does.
 */
export interface Procedure<Input extends TSchema = TSchema> {
  /** The kind of the document whose id the call names. */
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly right: string;
  readonly creates: boolean;
  readonly input: Input;
  /** What whoever asked is told, once. */
  run(
    store: Store,
    call: Call,
    input: Static<Input>,
    world: AccountWorld,
  ): Promise<{ readonly token?: string; readonly expires?: string }>;
}

const procedure = <Input extends TSchema>(definition: Procedure<Input>) => definition;

/** Makes a user and the link with which they join. */
export const inviteUser = procedure({
  kind: USER.name,
  name: 'invite',
  summary: 'Makes a user, and the link with which they join; it is shown once and works once.',
  right: 'user:invite',
  creates: true,
  input: Type.Object(
    { name: NameInput, email: Type.Optional(EmailInput), roles: RolesInput },
    { additionalProperties: false },
  ),
  run: async (store, { tenant, actor, id }, { name, email, roles: asked }, world) => {
    checkHandle(id);
    const roles = checkRoles(asked);
    const there = await readAccounts(store, tenant, (reader) => reader.document(USER, id));
    if (there !== undefined) throw problem('STORE_EXISTS', { found: id });
    const { id: invitation, link, issued } = makeLink(tenant, id, world);
    const personal = email === undefined ? { name } : { name, email };
    const user = { kind: USER.name, id, revision: 0 };
    const invited = happening(user, 'user.invited', { roles, invitation }, personal);
    await store.commit(tenant, actor, [invited, issued]);
    return { token: link.token, expires: link.expires.toISOString() };
  },
});

/** Makes another link for somebody who lost theirs, or forgot their password. */
export const linkUser = procedure({
  kind: USER.name,
  name: 'link',
  summary: 'Makes another link with which a user chooses a password; earlier ones end.',
  right: 'user:link',
  creates: false,
  input: NoInput,
  run: async (store, { tenant, actor, id }, _input, world) => {
    // Whoever is signed in has to know their password to change it; a link would get around that.
    if (actor.kind === 'user' && actor.id === id) throw problem('ACCOUNT_SELF', { found: id });
    const user = await readAccounts(store, tenant, (reader) => userOf(reader, id));
    if (user.state.state === 'disabled') throw problem('ACCOUNT_STATE', { found: 'disabled' });
    const { id: invitation, link, issued } = makeLink(tenant, id, world);
    await store.commit(tenant, actor, [happening(user, 'user.linked', { invitation }), issued]);
    return { token: link.token, expires: link.expires.toISOString() };
  },
});

/** Gives the owner of a key its secret. */
export const collectKey = procedure({
  kind: KEY.name,
  name: 'collect',
  summary: 'Makes the secret of a key of your own, shown once; an earlier one ends.',
  right: 'key:collect',
  creates: false,
  input: NoInput,
  run: async (store, { tenant, actor, id }, _input, world) => {
    const key = await readAccounts(store, tenant, (reader) => reader.document(KEY, id));
    if (key === undefined || actor.kind !== 'user' || key.state.owner !== actor.id) {
      throw problem('STORE_ABSENT', { found: 'no key of yours with this id' });
    }
    const { state, expires } = key.state;
    if (state === 'revoked' || !isOpen(expires, world.clock.now())) {
      throw problem('ACCOUNT_STATE', { found: state === 'revoked' ? state : 'expired' });
    }
    const secret = newSecret(world.entropy);
    const personal = { digest: digestOf(secret) };
    await store.commit(tenant, actor, [happening(key, 'key.collected', {}, personal)]);
    return { token: keyToken({ tenant, id, secret }), expires };
  },
});

/** Changes one's own password. */
export const changePassword = procedure({
  kind: USER.name,
  name: 'change-password',
  summary: 'Changes your own password; all your sessions end.',
  right: 'account:password',
  creates: false,
  input: Type.Object(
    { current: PasswordInput, password: PasswordInput },
    { additionalProperties: false },
  ),
  run: async (store, { tenant, actor, id }, { current, password }, world) => {
    if (actor.kind !== 'user' || actor.id !== id) throw problem('ACCOUNT_RIGHT', { found: id });
    const [user, credential] = await readAccounts(store, tenant, async (reader) => [
      await userOf(reader, id),
      await reader.document(CREDENTIAL, id),
    ]);
    // Whoever finds an open session must not find the password by trying.
    const right = await world.attempts.tried(`${tenant}/${id}`, undefined, async () => {
      return (await world.passwords.verify(credential?.state.hash, current)) || undefined;
    });
    if (!right) throw problem('ACCOUNT_SIGN_IN', { found: 'another password' });
    checkPassword(password, knownOf(user));
    const hash = await world.passwords.hash(password);
    const kept = credential ?? { kind: CREDENTIAL.name, id, revision: 0 };
    await store.commit(tenant, actor, [
      happening(kept, 'credential.password', {}, { hash }),
      happening(user, 'user.signed-out', {}),
    ]);
    return {};
  },
});

/** What has to do with secrets, and is asked for like a command. */
export const ACCOUNT_PROCEDURES: readonly Procedure[] = [
  inviteUser,
  linkUser,
  collectKey,
  changePassword,
] as readonly Procedure[];
