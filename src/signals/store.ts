import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Clock,
  type OnProgress,
  problem,
  randomId,
  sha256,
  TamizError,
  withHomeLock,
} from '../base/index.ts';
import { download, type Net, openListFile, systemNet } from '../lists/index.ts';
import { decisionOn, type Verdict } from './decide.ts';
import { type Signals, signalsOf } from './events.ts';
import { readKept, writeKept } from './kept.ts';
import { SIGNAL_LIMITS } from './limits.ts';
import { builtInParties, type KnownParty, PartyIndex } from './parties.ts';
import { contentKey } from './propose.ts';
import { type Feed, readFeed } from './read-feed.ts';
import type { Decision, KeptItem, SignalEvent } from './types.ts';

export interface SignalStoreOptions {
  /** The data folder; signals are in `signals` below it. */
  readonly home: string;
  readonly clock: Clock;
  readonly net?: Net;
}

export interface ReadOptions {
  readonly onProgress?: OnProgress;
  readonly abort?: AbortSignal;
}

/** What taking feeds in came to. */
export interface Taken {
  /** Items that were not kept before. */
  readonly fresh: number;
  readonly known: number;
  /** Events that are new, or whose proposal is another than before. */
  readonly changed: readonly SignalEvent[];
  readonly signals: Signals;
}

/**
 * Keeps announcements and what people decided about them. Items and decisions are only ever added;
 * events are worked out from them. It changes nothing else in the data folder.
 */
export class SignalStore {
  readonly #home: string;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #net: Net;

  constructor({ home, clock, net = systemNet }: SignalStoreOptions) {
    this.#home = home;
    this.#folder = join(home, 'signals');
    this.#clock = clock;
    this.#net = net;
  }

  /**
   * Reads a feed from a file or an https address; nothing is kept yet.
   * @throws SIGNAL_FORMAT, SIGNAL_DOWNLOAD, INPUT_NOT_FOUND, INPUT_TOO_LARGE
   */
  async read(source: string, options: ReadOptions = {}): Promise<Feed> {
    try {
      if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source)) return await this.#fetch(source, options);
      return await readFeed(await openListFile(source));
    } catch (error) {
      throw asOfFeed(error);
    }
  }

  async #fetch(address: string, options: ReadOptions): Promise<Feed> {
    if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
      throw problem('SIGNAL_DOWNLOAD', { where: address, found: 'an address without https' });
    }
    const folder = join(this.#home, 'downloads', 'signals');
    const target = join(folder, `${sha256(address).slice(0, 16)}-${randomId()}`);
    try {
      const maxBytes = SIGNAL_LIMITS.feedBytes;
      await download(address, target, { ...options, net: this.#net, maxBytes });
      const file = await openListFile(target);
      return await readFeed({ name: address, open: () => file.open() });
    } finally {
      for (const end of ['', '.part', '.part.json']) await rm(`${target}${end}`, { force: true });
    }
  }

  /** Keeps the items of feeds. The order of feeds, and reading one again, change nothing. */
  async take(feeds: readonly Feed[]): Promise<Taken> {
    return this.#locked(async () => {
      const kept = await readKept(this.#folder, 'items');
      const decisions = await readKept(this.#folder, 'decisions');
      const parties = await this.#parties();
      const { events } = signalsOf(kept, decisions, parties);
      const before = new Map(events.map((event) => [event.id, event.seen]));
      const readAt = this.#clock.now().toISOString();
      const incoming = feeds.flatMap(({ name, items }) =>
        items.map((item) => ({ item, feed: name, readAt })),
      );
      const items = merged(kept, incoming);
      if (items.length > SIGNAL_LIMITS.keptItems) {
        const expected = `at most ${SIGNAL_LIMITS.keptItems} items in all (keptItems)`;
        throw problem('INPUT_TOO_LARGE', {
          where: this.#folder,
          expected,
          found: `${items.length}`,
        });
      }
      if (items.some((one, at) => one !== kept[at])) await writeKept(this.#folder, 'items', items);
      const signals = signalsOf(items, decisions, parties);
      const fresh = items.length - kept.length;
      const changed = signals.events.filter(
        ({ ids, seen }) => !ids.some((id) => before.get(id) === seen),
      );
      return { fresh, known: incoming.length - fresh, changed, signals };
    });
  }

  /** All events, as the rules, the parties and the decisions of this moment have them. */
  async signals(): Promise<Signals> {
    const items = await readKept(this.#folder, 'items');
    const decisions = await readKept(this.#folder, 'decisions');
    return signalsOf(items, decisions, await this.#parties());
  }

  /**
   * Records what a person says of an event, and gives the event as it then is.
   * @throws SIGNAL_UNKNOWN, USAGE_OPTION
   */
  async decide(id: string, verdict: Verdict): Promise<SignalEvent> {
    return this.#locked(async () => {
      const items = await readKept(this.#folder, 'items');
      const before = await readKept(this.#folder, 'decisions');
      const parties = await this.#parties();
      const event = eventIn(signalsOf(items, before, parties), id);
      const at = this.#clock.now().toISOString();
      const decisions: readonly Decision[] = [...before, decisionOn(event, verdict, at)];
      await writeKept(this.#folder, 'decisions', decisions);
      return eventIn(signalsOf(items, decisions, parties), id);
    });
  }

  /** Searches announcements, those kept as well, for these parties besides the built-in ones. */
  async watch(parties: readonly KnownParty[]): Promise<void> {
    const found = `${parties.length}`;
    if (parties.length > SIGNAL_LIMITS.watchedParties) {
      const expected = `at most ${SIGNAL_LIMITS.watchedParties} parties (watchedParties)`;
      throw problem('INPUT_TOO_LARGE', { where: 'parties', expected, found });
    }
    await this.#locked(() => writeKept(this.#folder, 'parties', parties));
  }

  #locked<Result>(work: () => Promise<Result>): Promise<Result> {
    return withHomeLock({ home: this.#home, clock: this.#clock }, work);
  }

  async #parties(): Promise<PartyIndex> {
    const watched = await readKept(this.#folder, 'parties');
    return new PartyIndex([...builtInParties(), ...watched]);
  }
}

/** What goes wrong in the rooms below says that it is about a list; here it is about a feed. */
function asOfFeed(error: unknown): unknown {
  if (!(error instanceof TamizError)) return error;
  const code = { LIST_DOWNLOAD: 'SIGNAL_DOWNLOAD', LIST_FORMAT: 'SIGNAL_FORMAT' } as const;
  if (error.code !== 'LIST_DOWNLOAD' && error.code !== 'LIST_FORMAT') return error;
  const where = error.where === undefined ? {} : { where: error.where };
  return problem(code[error.code], { ...where, found: error.found, cause: error });
}

function eventIn({ events }: Signals, id: string): SignalEvent {
  const event = events.find(({ ids }) => ids.includes(id));
  if (event === undefined) throw problem('SIGNAL_UNKNOWN', { found: JSON.stringify(id) });
  return event;
}

/** Both together, each content once with its first reading, in an order of their own. */
function merged(kept: readonly KeptItem[], incoming: readonly KeptItem[]): readonly KeptItem[] {
  const byContent = new Map<string, KeptItem>();
  const first = ({ readAt, feed }: KeptItem) => `${readAt} ${feed}`;
  for (const one of [...kept, ...incoming]) {
    const key = contentKey(one.item);
    const known = byContent.get(key);
    if (known === undefined || first(one) < first(known)) byContent.set(key, one);
  }
  return [...byContent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
