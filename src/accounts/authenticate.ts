import { type Clock, problem } from '../base/index.ts';
import type { Reader, Store } from '../store/index.ts';
import { cookieName, type Headers, readCookie } from './cookies.ts';
import { KEY } from './key.ts';
import type { Principal } from './principal.ts';
import { isOpen, SESSION } from './proofs.ts';
import { compartmentsOf } from './roles.ts';
import { isSecret, readKeyToken, readSessionToken, type Token } from './secrets.ts';
import { USER } from './user.ts';
import { readAccounts } from './world.ts';

/** How requests come in. */
interface Entrance {
  /** Whether over TLS, which tells the name of the cookie. */
  readonly secure: boolean;
  readonly clock: Clock;
}

/**
 * Who sends a request: by its key, where it has an `Authorization` header, else by the cookie of
 * its session. Both are looked up anew each time: whatever ends them ends them at once.
 *
 * @throws ACCOUNT_SESSION, in the same words whatever is wrong
 */
export async function authenticate(
  store: Store,
  headers: Headers,
  { secure, clock }: Entrance,
): Promise<Principal> {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const [, bearer = ''] = /^Bearer +(\S+)$/i.exec(String(authorization)) ?? [];
    return await proved(store, readKeyToken(bearer), clock, byKey);
  }
  const cookie = readCookie(headers, cookieName(secure));
  return await proved(store, readSessionToken(cookie ?? ''), clock, bySession);
}

type Proof = (reader: Reader, token: Token, now: Date) => Promise<Principal | undefined>;

async function proved(store: Store, token: Token | undefined, clock: Clock, proof: Proof) {
  const principal =
    token &&
    (await readAccounts(store, token.tenant, (reader) => proof(reader, token, clock.now())));
  if (principal === undefined) throw problem('ACCOUNT_SESSION', { found: 'none that is valid' });
  return principal;
}

const bySession: Proof = async (reader, { tenant, id, secret }, now) => {
  const session = await reader.document(SESSION, id);
  const right = isSecret(secret, session?.state.digest);
  if (session === undefined || !right) return undefined;
  const { handle, expires, epoch, ended } = session.state;
  if (ended || !isOpen(expires, now)) return undefined;
  const user = await reader.document(USER, handle);
  if (user?.state.state !== 'active' || user.state.epoch !== epoch) return undefined;
  const { roles } = user.state;
  const actor = { kind: 'user', id: handle } as const;
  const compartments = compartmentsOf(roles);
  return { tenant, actor, handle, roles, scopes: undefined, compartments, session: id };
};

const byKey: Proof = async (reader, { tenant, id, secret }, now) => {
  const key = await reader.document(KEY, id);
  const right = isSecret(secret, key?.state.digest);
  if (key === undefined || !right) return undefined;
  const { owner, scopes, expires, state } = key.state;
  if (state !== 'active' || !isOpen(expires, now)) return undefined;
  const user = await reader.document(USER, owner);
  if (user?.state.state !== 'active') return undefined;
  const { roles } = user.state;
  const actor = { kind: 'key', id } as const;
  // A key that was not granted a compartment cannot tell that there is one.
  const granted = (name: string) => scopes.some((scope) => scope.startsWith(`${name}:`));
  const compartments = compartmentsOf(roles).filter(granted);
  return { tenant, actor, handle: owner, roles, scopes, compartments, session: undefined };
};
