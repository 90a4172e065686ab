import { isIPv6 } from 'node:net';
import { type Clock, problem } from '../base/index.ts';
import { ACCOUNT_LIMITS } from './limits.ts';

interface Failures {
  count: number;
  /** When they are forgotten. */
  until: number;
}

/**
 * Counts failures of many, in bounded memory. Where there is no room, whoever has failed least is
 * forgotten: a stranger who invents names makes room for himself, and not for the one he is after.
 */
export class FailureCounter {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Failures>();

  constructor(most: number, clock: Clock) {
    this.#most = most;
    this.#clock = clock;
  }

  /** How many are remembered, for tests of the bound. */
  get size(): number {
    return this.#kept.size;
  }

  /** Whether somebody failed too often, of late. */
  isLocked(name: string): boolean {
    const failures = this.#kept.get(name);
    return failures !== undefined && failures.until > this.#now && failures.count >= this.#most;
  }

  /** Counts a failure; each makes it longer until all are forgotten. */
  fail(name: string): void {
    const now = this.#now;
    const before = this.#kept.get(name);
    const count = before !== undefined && before.until > now ? before.count + 1 : 1;
    if (before === undefined) this.#makeRoom(now);
    this.#kept.set(name, { count, until: now + ACCOUNT_LIMITS.failureMinutes * 60_000 });
  }

  /** Takes back one failure that was none. */
  forgive(name: string): void {
    const failures = this.#kept.get(name);
    if (failures === undefined) return;
    failures.count -= 1;
    if (failures.count <= 0) this.#kept.delete(name);
  }

  /** Forgets the failures of somebody. */
  forget(name: string): void {
    this.#kept.delete(name);
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }

  #makeRoom(now: number): void {
    if (this.#kept.size < ACCOUNT_LIMITS.failuresKept) return;
    let least: [string, Failures] | undefined;
    for (const entry of this.#kept) {
      const [, { count, until }] = entry;
      if (until <= now) this.#kept.delete(entry[0]);
      else if (least === undefined || count < least[1].count) least = entry;
    }
    if (this.#kept.size >= ACCOUNT_LIMITS.failuresKept && least !== undefined) {
      this.#kept.delete(least[0]);
    }
  }
}

/** Lets nobody try passwords without end: not for one account, and not from one address. */
export class Attempts {
  readonly #accounts: FailureCounter;
  readonly #addresses: FailureCounter;

  constructor(clock: Clock) {
    this.#accounts = new FailureCounter(ACCOUNT_LIMITS.accountFailures, clock);
    this.#addresses = new FailureCounter(ACCOUNT_LIMITS.addressFailures, clock);
  }

  /**
   * What an attempt gives; undefined where it fails. It counts as a failure until it succeeded:
   * whoever sends a thousand at once must not have them all looked at before the first one counts.
   * Whether there is such an account makes no difference.
   *
   * @throws ACCOUNT_LOCKED without looking, and what looking throws
   */
  async tried<Found>(
    account: string,
    from: string | undefined,
    look: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const address = from === undefined ? undefined : networkOf(from);
    const locked =
      this.#accounts.isLocked(account) ||
      (address !== undefined && this.#addresses.isLocked(address));
    if (locked) throw problem('ACCOUNT_LOCKED', { found: 'too many failures' });
    this.#accounts.fail(account);
    if (address !== undefined) this.#addresses.fail(address);
    const found = await look().catch((error: unknown) => {
      // A disk or a queue failed, and not the person.
      this.#accounts.forgive(account);
      if (address !== undefined) this.#addresses.forgive(address);
      throw error;
    });
    if (found === undefined) return undefined;
    this.#accounts.forget(account);
    // Only this one: who has one account must not thereby try another's without end.
    if (address !== undefined) this.#addresses.forgive(address);
    return found;
  }
}

/**
 * The network that an address is counted as: itself, or its first 64 bits where it is IPv6, of
 * which one customer of a provider has as many as they like.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.replace(/[\d.]+\.\d+$/, '0:0').split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail ?? '')];
  const first = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
