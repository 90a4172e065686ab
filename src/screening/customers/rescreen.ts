import { type OnProgress, silent } from '../../base/index.ts';
import { type Entity, isA } from '../../entity/index.ts';
import type { IdChange } from '../../lists/index.ts';
import {
  type Band,
  buildEngine,
  DEFAULT_THRESHOLD,
  type Engine,
  type Evidence,
  type Match,
  scoreFingerprint,
} from '../../matching/index.ts';
import { drop, hitOf, type KnownHit, type Ledger, put, readLedger, writeLedger } from './ledger.ts';
import { clearAway } from './load.ts';
import { exampleOf, type OpenPart, openParts } from './part.ts';
import {
  type CustomersState,
  type ListContent,
  readState,
  type Screened,
  writeState,
} from './state.ts';

/** That a listing is another than it was. */
export interface ListingChange extends Pick<IdChange, 'kind' | 'id'> {
  /** Who holds or held it, where it is a wallet: they are found through it. */
  readonly holders: readonly string[];
}

/** The lists as they are now, and what became of them. */
export interface Lists {
  readonly engine: Engine;
  /** What each of its lists holds, by name. */
  readonly contents: Readonly<Record<string, ListContent>>;
  /** What changed in a list since it held `before`; undefined where that is not kept any more. */
  changesSince(name: string, before: ListContent): Promise<readonly ListingChange[] | undefined>;
}

/** Why a hit is new, gone or another. */
export type Cause =
  /** The customer was loaded, changed or removed. */
  | { readonly by: 'customer' }
  /** The listing, or a wallet that it holds, is on another version of a list. */
  | {
      readonly by: 'list';
      readonly list: string;
      readonly change: IdChange['kind'];
      readonly from: string;
      readonly to: string;
    }
  /** Everybody was asked anew: for the first time, or after a change of the engine or threshold. */
  | { readonly by: 'everything' };

/** A hit that is not what it was. */
export interface HitChange {
  readonly change: 'new' | 'gone' | 'changed';
  readonly record: string;
  readonly entity: string;
  readonly caption: string;
  readonly dataset: string;
  /** As it is; as it was where it is gone. */
  readonly score: number;
  readonly band: Band;
  /** Score and band as they were, where it was one. */
  readonly before?: { readonly score: number; readonly band: Band };
  readonly cause: Cause;
  readonly explanation: readonly Evidence[];
}

export interface RescreenOptions {
  readonly now: Date;
  readonly threshold?: number;
  /** Says what would change, and changes nothing. */
  readonly dryRun?: boolean;
  readonly onChange: (change: HitChange) => void | Promise<void>;
  /** What must be done before the hits count; where it fails, everything stays as it was. */
  readonly beforeItCounts?: () => Promise<void>;
  readonly onProgress?: OnProgress;
}

export interface RescreenSummary {
  readonly customers: number;
  /** Questions that the lists were asked. */
  readonly asked: number;
  /** Listings that changed. */
  readonly listings: number;
  readonly changes: Readonly<Record<HitChange['change'], number>>;
  /** All hits there are now. */
  readonly hits: number;
}

/**
 * Brings the hits of all customers up to date with the lists, by asking only what may have another
 * answer: customers who are new or changed about all lists, and all others about listings that are
 * new or changed, of whom `Population.mayBe` names the few who are worth asking about. The hits are
 * those that asking everybody about everything would find; a test compares with that.
 */
export async function rescreen(
  folder: string,
  lists: Lists,
  options: RescreenOptions,
): Promise<RescreenSummary> {
  const state = await readState(folder);
  const parts = await openParts(folder, state, options.onProgress);
  const wanted: Screened = {
    at: options.now.toISOString(),
    engine: scoreFingerprint(),
    threshold: options.threshold ?? state.screened?.threshold ?? DEFAULT_THRESHOLD,
    lists: lists.contents,
  };
  const ledger = await readLedger(folder, state.hits);
  const run = new Run(parts, ledger, wanted.threshold, lists.engine, options);
  const changed = await changedListings(state.screened, wanted, lists);
  if (changed === undefined) await run.askAll();
  else {
    await run.askNew();
    await run.askAbout(changed);
  }
  if (options.dryRun !== true) await save(folder, state, wanted, ledger, options);
  return run.summary(changed?.size ?? 0);
}

async function save(
  folder: string,
  state: CustomersState,
  screened: Screened,
  ledger: Ledger,
  { beforeItCounts }: RescreenOptions,
): Promise<void> {
  const hits = `hits-${state.next}.jsonl.gz`;
  await writeLedger(folder, hits, ledger);
  const parts = state.parts.map((part) => ({ ...part, screened: true }));
  const next: CustomersState = { next: state.next + 1, parts, hits, screened };
  await beforeItCounts?.();
  await writeState(folder, next);
  await clearAway(folder, next);
}

type ListCause = Extract<Cause, { by: 'list' }>;

/** By id, why a listing must be asked about again; undefined where all must be. */
async function changedListings(
  before: Screened | undefined,
  now: Screened,
  lists: Lists,
): Promise<ReadonlyMap<string, ListCause> | undefined> {
  if (before?.engine !== now.engine || before.threshold !== now.threshold) return undefined;
  const names = new Set([...Object.keys(before.lists), ...Object.keys(now.lists)]);
  const changed = new Map<string, ListCause>();
  for (const list of names) {
    const was = before.lists[list];
    const is = now.lists[list];
    if (was?.content === is?.content) continue;
    // A list that came or went is as good as a first screening.
    if (was === undefined || is === undefined) return undefined;
    const changes = await lists.changesSince(list, was);
    if (changes === undefined) return undefined;
    for (const { kind, id, holders } of changes) {
      const cause: ListCause = {
        by: 'list',
        list,
        change: kind,
        from: was.version,
        to: is.version,
      };
      changed.set(id, cause);
      for (const holder of holders) {
        if (!changed.has(holder)) changed.set(holder, { ...cause, change: 'changed' });
      }
    }
  }
  return changed;
}

/** One re-screening: what is asked, and how the answers differ from the hits that are known. */
class Run {
  readonly #parts: readonly OpenPart[];
  readonly #ledger: Ledger;
  readonly #threshold: number;
  readonly #engine: Engine;
  readonly #options: RescreenOptions;
  readonly #changes = { new: 0, gone: 0, changed: 0 };
  #asked = 0;

  constructor(
    parts: readonly OpenPart[],
    ledger: Ledger,
    threshold: number,
    engine: Engine,
    options: RescreenOptions,
  ) {
    this.#parts = parts;
    this.#ledger = ledger;
    this.#threshold = threshold;
    this.#engine = engine;
    this.#options = options;
  }

  summary(listings: number): RescreenSummary {
    let customers = 0;
    for (const part of this.#parts) customers += part.customers;
    let hits = 0;
    for (const held of this.#ledger.values()) hits += held.size;
    return { customers, asked: this.#asked, listings, changes: { ...this.#changes }, hits };
  }

  /** Everybody about everything. */
  async askAll(): Promise<void> {
    const old = new Set(this.#ledger.keys());
    await this.#askWhole(this.#parts, old, { by: 'everything' });
  }

  /** Who is new or changed, about everything; who is a customer no more has no hits. */
  async askNew(): Promise<void> {
    const stale = new Set<string>();
    const screened = this.#parts.filter(({ part }) => part.screened);
    for (const record of this.#ledger.keys()) {
      if (!screened.some((part) => part.find(record) !== undefined)) stale.add(record);
    }
    const fresh = this.#parts.filter(({ part }) => !part.screened);
    await this.#askWhole(fresh, stale, { by: 'customer' });
  }

  /**
   * Asks all that parts hold. What was known of `stale` customers and is not found again is gone.
   */
  async #askWhole(parts: readonly OpenPart[], stale: Set<string>, cause: Cause): Promise<void> {
    const { onProgress = silent } = this.#options;
    const total = parts.reduce((sum, { part }) => sum + part.questions, 0);
    let done = 0;
    for (const part of parts) {
      for (let at = 0; at < part.population.size; at++) {
        onProgress({ stage: 'Screening customers', done: ++done, total, unit: 'records' });
        if (!part.isLive(at) || part.firstOf(at) !== at) continue;
        const record = part.population.entity(at).id;
        const found = this.#ask(this.#engine, part, at);
        await this.#settle(record, this.#ledger.get(record) ?? NO_HITS, found, () => cause);
        stale.delete(record);
      }
    }
    for (const record of stale) {
      await this.#settle(record, this.#ledger.get(record) ?? NO_HITS, NO_MATCHES, () => cause);
    }
  }

  /** Everybody who was asked before, about some listings. */
  async askAbout(changed: ReadonlyMap<string, ListCause>): Promise<void> {
    if (changed.size === 0) return;
    const listings = [...changed.keys()].flatMap((id) => this.#withWallets(id));
    const engine = engineOf(this.#engine, listings);
    const known = this.#knownHits(changed);
    const causeOf = (entity: string): Cause => changed.get(entity) ?? { by: 'everything' };
    for (const part of this.#parts) {
      if (!part.part.screened) continue;
      for (const first of this.#whoMayBe(part, listings, known)) {
        const record = part.population.entity(first).id;
        const found = this.#ask(engine, part, first);
        // A wallet that did not change itself stands there for the sake of its holder.
        for (const id of found.keys()) if (!changed.has(id)) found.delete(id);
        await this.#settle(record, known.get(record) ?? NO_HITS, found, causeOf);
      }
    }
  }

  /** The listings of an id on every list that has it, each with the wallets that it holds. */
  #withWallets(id: string): readonly Entity[] {
    const held = this.#engine.pointingAt(id).filter((other) => isA(other.schema, 'CryptoWallet'));
    return [id, ...held.map((wallet) => wallet.id)].flatMap((each) =>
      this.#engine.everyEntity(each).filter((entity) => entity.id === each),
    );
  }

  /** What was known of these listings, by customer. */
  #knownHits(changed: ReadonlyMap<string, unknown>): Ledger {
    const known: Ledger = new Map();
    for (const hits of this.#ledger.values()) {
      for (const hit of hits.values()) if (changed.has(hit.entity)) put(known, hit);
    }
    return known;
  }

  /** The first questions of customers who may be one of the listings, or were. */
  #whoMayBe(part: OpenPart, listings: readonly Entity[], known: Ledger): ReadonlySet<number> {
    const { onProgress = silent } = this.#options;
    const firsts = new Set<number>();
    const total = listings.length;
    for (const [nth, listing] of listings.entries()) {
      onProgress({ stage: 'Looking for customers', done: nth + 1, total, unit: 'records' });
      for (const at of part.population.mayBe(listing, this.#threshold)) {
        if (part.isLive(at)) firsts.add(part.firstOf(at));
      }
    }
    for (const record of known.keys()) {
      const first = part.find(record);
      if (first !== undefined) firsts.add(first);
    }
    return firsts;
  }

  /** The best match of each listing with any question about a customer. */
  #ask(engine: Engine, part: OpenPart, first: number): Map<string, Match> {
    const best = new Map<string, Match>();
    const options = { threshold: this.#threshold, limit: Number.POSITIVE_INFINITY };
    for (const at of part.questionsOf(first)) {
      this.#asked++;
      for (const match of engine.match(exampleOf(part.population.entity(at)), options).matches) {
        const before = best.get(match.entity.id);
        if (before === undefined || match.score > before.score) best.set(match.entity.id, match);
      }
    }
    return best;
  }

  /** Tells how what was found of a customer differs from what was known, and keeps it. */
  async #settle(
    record: string,
    known: ReadonlyMap<string, KnownHit>,
    found: ReadonlyMap<string, Match>,
    causeOf: (entity: string) => Cause,
  ): Promise<void> {
    for (const old of [...known.values()]) {
      if (found.has(old.entity)) continue;
      drop(this.#ledger, old);
      const before = { score: old.score, band: old.band };
      await this.#tell('gone', old, causeOf(old.entity), [], before);
    }
    for (const match of found.values()) {
      const hit = hitOf(record, this.#engine.listOf(match.entity), match);
      const old = known.get(hit.entity);
      put(this.#ledger, hit);
      if (old === undefined) await this.#tell('new', hit, causeOf(hit.entity), match.evidence);
      else if (!isSame(old, hit)) {
        const before = { score: old.score, band: old.band };
        await this.#tell('changed', hit, causeOf(hit.entity), match.evidence, before);
      }
    }
  }

  async #tell(
    change: HitChange['change'],
    hit: KnownHit,
    cause: Cause,
    explanation: readonly Evidence[],
    before?: HitChange['before'],
  ): Promise<void> {
    this.#changes[change]++;
    const { record, entity, caption, dataset, score, band } = hit;
    const told = { change, record, entity, caption, dataset, score, band, cause, explanation };
    await this.#options.onChange(before === undefined ? told : { ...told, before });
  }
}

const isSame = (a: KnownHit, b: KnownHit): boolean =>
  a.score === b.score &&
  a.band === b.band &&
  a.dataset === b.dataset &&
  a.caption === b.caption &&
  a.evidence === b.evidence;

/** An engine over a few listings of another, each in its own list and in the same order. */
function engineOf(whole: Engine, listings: readonly Entity[]): Engine {
  return buildEngine(
    whole.segments.map((info) => {
      const { entities: _, names: __, ...source } = info;
      const own = listings.filter((entity) => whole.listOf(entity) === info.dataset);
      return { source, entities: new Set(own) };
    }),
  );
}

const NO_HITS: ReadonlyMap<string, KnownHit> = new Map();
const NO_MATCHES: ReadonlyMap<string, Match> = new Map();
