import type { Document } from '../store/index.ts';
import type { Key } from './key.ts';
import type { Organisation } from './organisation.ts';
import type { Session } from './proofs.ts';
import type { User } from './user.ts';

type View = Readonly<Record<string, unknown>>;

/**
 * What of an account may be shown to whoever may read it: named one by one, so that what is added
 * to a state is shown only when somebody says so here. Undefined for what is never shown.
 */
export function accountView(document: Document): View | undefined {
  const view = VIEWS[document.kind];
  return view && { id: document.id, revision: document.revision, ...view(document.state) };
}

const VIEWS: Readonly<Record<string, (state: object) => View>> = {
  organisation: (state) => {
    const { sessionHours, serviceLevels, provider, administrators } = state as Organisation;
    const known = provider && { issuer: provider.issuer, client: provider.client };
    return { sessionHours, serviceLevels, provider: known, administrators };
  },
  user: (given) => {
    const { name, email, roles, state } = given as User;
    return { name, email, roles, state };
  },
  key: (given) => {
    const { owner, label, scopes, expires, rotated, state } = given as Key;
    return { owner, label, scopes, expires, rotated, state };
  },
  session: (state) => {
    const { handle, expires, by, opened, ended } = state as Session;
    return { handle, expires, by, opened, ended };
  },
};
