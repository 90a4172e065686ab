import { problem, TamizError } from '../base/index.ts';
import type { Store } from '../store/index.ts';
import { type Link, makeLink } from './links.ts';
import { ORGANISATION } from './organisation.ts';
import { HANDLE, TENANT } from './secrets.ts';
import { USER, userOf } from './user.ts';
import { type AccountWorld, happening, readAccounts, SYSTEM } from './world.ts';

/** The organisation and the user that the first start makes. */
export const FIRST = { tenant: 'main', handle: 'admin' } as const;

const FORMS = { tenant: new RegExp(`^${TENANT}$`), handle: new RegExp(`^${HANDLE}$`) };

/**
 * Makes the first organisation, with one administrator who is invited, where there is none yet. The
 * link is for whoever started Tamiz: it is told once, and works once.
 */
export async function firstAdministrator(
  store: Store,
  world: AccountWorld,
): Promise<Link | undefined> {
  try {
    return await foundOrganisation(store, FIRST, world);
  } catch (error) {
    const there = ['STORE_EXISTS', 'STORE_CONFLICT'];
    if (error instanceof TamizError && there.includes(error.code)) return undefined;
    throw error;
  }
}

/**
 * Makes an organisation with one administrator, who is invited. Only whoever runs Tamiz can, not
 * somebody in another organisation.
 *
 * @throws STORE_EXISTS, STORE_CONFLICT where somebody else made it at the same time
 */
export async function foundOrganisation(
  store: Store,
  { tenant, handle }: { readonly tenant: string; readonly handle: string },
  world: AccountWorld,
): Promise<Link> {
  for (const [part, value] of Object.entries({ tenant, handle })) {
    if (FORMS[part as keyof typeof FORMS].test(value)) continue;
    throw problem('ACCOUNT_HANDLE', { found: JSON.stringify(value.slice(0, 80)) });
  }
  const there = await readAccounts(store, tenant, (reader) =>
    reader.document(ORGANISATION, tenant),
  );
  if (there !== undefined) throw problem('STORE_EXISTS', { found: tenant });
  const { id: invitation, link, issued } = makeLink(tenant, handle, world);
  const organisation = { kind: ORGANISATION.name, id: tenant, revision: 0 };
  const user = { kind: USER.name, id: handle, revision: 0 };
  const salt = Buffer.from(world.entropy(32)).toString('base64');
  await store.commit(tenant, SYSTEM, [
    happening(organisation, 'organisation.founded', {}, { salt }),
    happening(user, 'user.invited', { roles: ['administrator'], invitation }, { name: handle }),
    issued,
  ]);
  return link;
}

/**
 * Another link for an administrator who lost theirs or forgot the password, for whoever runs Tamiz
 * and can reach its machine. The record says that it was made so.
 *
 * @throws STORE_ABSENT, ACCOUNT_STATE for anybody but an administrator who may sign in
 */
export async function renewAdministrator(
  store: Store,
  { tenant, handle }: { readonly tenant: string; readonly handle: string },
  world: AccountWorld,
): Promise<Link> {
  const user = await readAccounts(store, tenant, (reader) => userOf(reader, handle));
  if (user.state.state === 'disabled' || !user.state.roles.includes('administrator')) {
    throw problem('ACCOUNT_STATE', { found: 'somebody who may not administrate' });
  }
  const { id: invitation, link, issued } = makeLink(tenant, handle, world);
  await store.commit(tenant, SYSTEM, [happening(user, 'user.linked', { invitation }), issued]);
  return link;
}
