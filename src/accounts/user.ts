import { problem } from '../base/index.ts';
import type { Document, Kind, Reader, StoredEvent } from '../store/index.ts';
import { textOf } from './organisation.ts';
import { type Role, readRoles } from './roles.ts';

/** A person of an organisation. The id is the handle; nothing here proves who somebody is. */
export interface User {
  /** Undefined once erased. */
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly roles: readonly Role[];
  /** Invited: has no way to sign in yet. Disabled: may not. */
  readonly state: 'invited' | 'active' | 'disabled';
  /** The one link that works now, if any does; a later one takes its place. */
  readonly invitation: string | undefined;
  /** Sessions of an earlier number are over: they end all at once when this grows. */
  readonly epoch: number;
}

const NEW: User = {
  name: undefined,
  email: undefined,
  roles: [],
  state: 'invited',
  invitation: undefined,
  epoch: 0,
};

export const USER: Kind<User> = {
  name: 'user',
  fields: ['state'],
  evolve: (state = NEW, event: StoredEvent) => {
    const after = (change: Partial<User>): User => ({ ...state, ...change });
    const { data, personal } = event;
    const signedOut = { epoch: state.epoch + 1 };
    switch (event.type) {
      case 'user.invited':
        return after({
          name: textOf(personal?.name),
          email: textOf(personal?.email),
          roles: readRoles(data.roles),
          invitation: textOf(data.invitation),
        });
      case 'user.linked':
        return after({ invitation: textOf(data.invitation) });
      case 'user.activated':
        return after({ state: 'active', invitation: undefined, ...signedOut });
      case 'user.edited':
        return after({ name: textOf(personal?.name), email: textOf(personal?.email) });
      case 'user.roles':
        return after({ roles: readRoles(data.roles), ...signedOut });
      case 'user.disabled':
        return after({ state: 'disabled', invitation: undefined, ...signedOut });
      case 'user.enabled':
        return after({ state: data.active === true ? 'active' : 'invited' });
      case 'user.signed-out':
        return after(signedOut);
      default:
        return state;
    }
  },
};

/** A user who is there. @throws STORE_ABSENT */
export async function userOf(reader: Reader, handle: string): Promise<Document<User>> {
  const document = await reader.document(USER, handle);
  if (document === undefined) throw problem('STORE_ABSENT', { found: `no user ${handle}` });
  return document;
}
