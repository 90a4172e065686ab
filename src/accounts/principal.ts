import type { Actor } from '../store/index.ts';
import type { Role } from './roles.ts';

/** Who asks: a person with a session, or a program with a key. */
export interface Principal {
  readonly tenant: string;
  readonly actor: Actor;
  /** The person, or the person whose key it is: a key acts for its owner. */
  readonly handle: string;
  /** Of the person, as they are now. */
  readonly roles: readonly Role[];
  /** What a key was granted, of what its owner may do; undefined for a person. */
  readonly scopes: readonly string[] | undefined;
  /** Compartments that are open, for the scope of what is read. */
  readonly compartments: readonly string[];
  /** The session of a person. */
  readonly session: string | undefined;
}
