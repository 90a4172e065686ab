import type { Kind, StoredEvent } from '../store/index.ts';
import { textOf } from './organisation.ts';

/**
 * What a program signs in with. A key acts for its owner and never may more than they may: an
 * administrator grants it, and only the owner collects its secret, so that nobody who manages
 * accounts holds a key to cases.
 */
export interface Key {
  readonly owner: string;
  /** What it is for; undefined once erased. */
  readonly label: string | undefined;
  /** Actions of the policy, such as `screen:ask`. */
  readonly scopes: readonly string[];
  readonly expires: string;
  /** Undefined until it is collected. */
  readonly digest: string | undefined;
  /** When its secret was last made anew, as ISO 8601. */
  readonly rotated: string | undefined;
  readonly state: 'granted' | 'active' | 'revoked';
}

const NEW: Key = {
  owner: '',
  label: undefined,
  scopes: [],
  expires: '',
  digest: undefined,
  rotated: undefined,
  state: 'granted',
};

export const KEY: Kind<Key> = {
  name: 'key',
  fields: ['owner', 'state'],
  evolve: (state = NEW, { type, data, personal, at }: StoredEvent) => {
    if (type === 'key.granted') {
      return {
        ...NEW,
        owner: textOf(data.owner) ?? '',
        label: textOf(personal?.label),
        scopes: Array.isArray(data.scopes) ? data.scopes.map(String) : [],
        expires: textOf(data.expires) ?? '',
      };
    }
    if (type === 'key.collected') {
      return {
        ...state,
        digest: textOf(personal?.digest),
        rotated: at.toISOString(),
        state: 'active',
      };
    }
    return type === 'key.revoked' ? { ...state, digest: undefined, state: 'revoked' } : state;
  },
};
