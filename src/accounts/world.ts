import type { Clock, Entropy } from '../base/index.ts';
import type { Actor, Happening, Reader, Store } from '../store/index.ts';
import { Attempts } from './attempts.ts';
import { argonPasswords, type Passwords } from './passwords.ts';
import { Providers, systemFetch } from './providers.ts';

/** What accounts need of the world outside. */
export interface AccountWorld {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly passwords: Passwords;
  /** Who failed to sign in, of late. */
  readonly attempts: Attempts;
  /** Where else people sign in. */
  readonly providers: Providers;
}

/** The world of one server: what is remembered in it ends with it. */
export function accountWorld(
  clock: Clock,
  entropy: Entropy,
  fetch: typeof globalThis.fetch = systemFetch,
): AccountWorld {
  return {
    clock,
    entropy,
    passwords: argonPasswords(entropy),
    attempts: new Attempts(clock),
    providers: new Providers(clock, fetch),
  };
}

/** Tamiz itself: what nobody asked for over the network. */
export const SYSTEM: Actor = { kind: 'system', id: 'tamiz' };

/** Reads for an organisation what belongs to accounts; none of it is in a compartment. */
export function readAccounts<Result>(
  store: Store,
  tenant: string,
  work: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  return store.read({ tenant, compartments: [] }, work);
}

/** What happens to a document that was read, or to a new one. */
export function happening(
  document: { readonly kind: string; readonly id: string; readonly revision: number },
  type: string,
  data: Happening['data'],
  personal?: Happening['personal'],
): Happening {
  const { kind, id, revision } = document;
  return { kind, id, revision, type, data, ...(personal === undefined ? {} : { personal }) };
}

export function hoursAfter(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000);
}
