import { existsSync } from 'node:fs';
import { type Entity, type Example, isA, isListing } from '../../entity/index.ts';
import { buildEngine, type Engine, type Evidence, type Match } from '../../matching/index.ts';
import { type AskedTogether, bestMatches, Notes } from './asked.ts';
import { hitOf, type KnownHit } from './ledger.ts';
import { exampleOf, indexPath, type OpenPart, openPart } from './part.ts';
import type { Part } from './state.ts';

/** What is to be done with one part of the customers. */
export type PartTask =
  /** Its index is built where it is missing. */
  | { readonly kind: 'index'; readonly part: Part }
  /** Its questions from one number up to another are asked about everything. */
  | {
      readonly kind: 'everything';
      readonly part: Part;
      readonly from: number;
      readonly to: number;
    }
  /**
   * Its customers who may be one of the changed listings are asked about these, and those of
   * `again` in any case. It is told of whom in `looked` it has.
   */
  | {
      readonly kind: 'changed';
      readonly part: Part;
      readonly again: readonly string[];
      readonly looked: readonly string[];
    };

export interface PartAnswer {
  /** Questions that the lists were asked. */
  readonly asked: number;
  readonly found: readonly Found[];
  /** Of those who were looked for, the customers whom it has. */
  readonly held: readonly string[];
  /** Everybody who was asked about, where that is taken down. */
  readonly taken: readonly AskedTogether[];
}

/** What was found of a customer: hits, or that there is none where there may have been one. */
export interface Found {
  readonly record: string;
  /** What was asked. */
  readonly examples: readonly Example[];
  readonly hits: readonly FoundHit[];
}

export interface FoundHit {
  readonly hit: KnownHit;
  readonly explanation: readonly Evidence[];
}

/** What is the same for every part. */
export interface Asking {
  readonly folder: string;
  readonly threshold: number;
  /** The listings that changed, by id; none where everything is asked. */
  readonly changed: readonly string[];
  /** Whether it is taken down who is asked about. */
  readonly isRecorded: boolean;
}

/** Called after each small piece of work: gives others their turn. */
export type Rest = () => Promise<void> | undefined;

const NOTHING: PartAnswer = { asked: 0, found: [], held: [], taken: [] };

/**
 * Asks an engine about parts of the customers, one part after the other. It needs no more than
 * their folder: any thread may have one.
 */
export class PartAsker {
  readonly #engine: Engine;
  readonly #asking: Asking;
  readonly #changed: ReadonlySet<string>;
  readonly #rest: Rest;
  readonly #notes: Notes | undefined;
  #open: OpenPart | undefined;
  #about: { readonly engine: Engine; readonly listings: readonly Entity[] } | undefined;
  #asked = 0;

  constructor(engine: Engine, asking: Asking, rest: Rest = () => undefined) {
    this.#engine = engine;
    this.#asking = asking;
    this.#changed = new Set(asking.changed);
    this.#rest = rest;
    this.#notes = asking.isRecorded ? new Notes() : undefined;
  }

  /** Does a task; `tell` is called with how many questions of it are done. */
  async answer(task: PartTask, tell: (done: number) => void): Promise<PartAnswer> {
    const { folder } = this.#asking;
    if (task.kind === 'index' && existsSync(indexPath(folder, task.part))) return NOTHING;
    // The next task may be about the same part.
    if (this.#open?.part.name !== task.part.name) {
      this.#open = undefined;
      this.#open = await openPart(folder, task.part, ({ done }) => tell(done), this.#rest);
    }
    this.#asked = 0;
    if (task.kind === 'index') return NOTHING;
    if (task.kind === 'everything') return this.#everything(this.#open, task, tell);
    return this.#aboutChanged(this.#open, task, tell);
  }

  async #everything(
    part: OpenPart,
    { from, to }: Extract<PartTask, { kind: 'everything' }>,
    tell: (done: number) => void,
  ): Promise<PartAnswer> {
    const found: Found[] = [];
    for (let at = from; at < to; at++) {
      tell(at + 1 - from);
      if (!part.isLive(at) || part.firstOf(at) !== at) continue;
      const one = this.#ask(this.#engine, part, at);
      if (one.hits.length > 0) found.push(one);
      await this.#rest();
    }
    return { asked: this.#asked, found, held: [], taken: this.#notes?.all() ?? [] };
  }

  async #aboutChanged(
    part: OpenPart,
    task: Extract<PartTask, { kind: 'changed' }>,
    tell: (done: number) => void,
  ): Promise<PartAnswer> {
    const { again, looked } = task;
    this.#about ??= this.#changedListings();
    const { engine, listings } = this.#about;
    const firsts = new Set<number>();
    const inAnyCase = new Set<number>();
    for (const record of again) {
      const first = part.find(record);
      if (first !== undefined) inAnyCase.add(first);
    }
    for (const [nth, listing] of listings.entries()) {
      tell(Math.floor((nth / listings.length) * task.part.questions));
      for (const at of part.population.mayBe(listing, this.#asking.threshold)) {
        if (part.isLive(at)) firsts.add(part.firstOf(at));
      }
      await this.#rest();
    }
    const found: Found[] = [];
    for (const first of [...new Set([...firsts, ...inAnyCase])].sort((a, b) => a - b)) {
      // A wallet that did not change itself stands there for the sake of its holder.
      const one = this.#ask(engine, part, first, (id) => this.#changed.has(id));
      if (one.hits.length > 0 || inAnyCase.has(first)) found.push(one);
      await this.#rest();
    }
    const held = looked.filter((record) => part.find(record) !== undefined);
    return { asked: this.#asked, found, held, taken: this.#notes?.all() ?? [] };
  }

  /** Asks an engine about a customer, of the listings that are meant. */
  #ask(
    engine: Engine,
    part: OpenPart,
    first: number,
    isMeant: (id: string) => boolean = () => true,
  ): Found {
    const entities = Array.from(part.questionsOf(first), (at) => part.population.entity(at));
    const record = entities[0]?.id as string;
    const examples = entities.map(exampleOf);
    this.#asked += examples.length;
    const matches = bestMatches(engine, examples, this.#asking.threshold);
    const hits: FoundHit[] = [];
    for (const { match } of matches.values())
      if (isMeant(match.entity.id)) hits.push(this.#hit(record, match));
    this.#notes?.take(
      record,
      examples,
      hits.map(({ hit }) => hit),
    );
    return { record, examples, hits };
  }

  #hit(record: string, match: Match): FoundHit {
    const hit = hitOf(record, this.#engine.listOf(match.entity), match);
    return { hit, explanation: match.evidence };
  }

  /** The changed listings on every list that has them, and an engine that knows no others. */
  #changedListings(): { readonly engine: Engine; readonly listings: readonly Entity[] } {
    const listings = this.#asking.changed.flatMap((id) => this.#withWallets(id));
    return { engine: engineOf(this.#engine, listings), listings };
  }

  /** The listings of an id, each with the wallets that it holds. */
  #withWallets(id: string): readonly Entity[] {
    const held = this.#engine.pointingAt(id).filter((other) => isA(other.schema, 'CryptoWallet'));
    return [id, ...held.map((wallet) => wallet.id)].flatMap((each) =>
      // A sanction or an address is changed like any other entity, and nobody is one.
      this.#engine
        .everyEntity(each)
        .filter((entity) => entity.id === each && isListing(entity.schema)),
    );
  }
}

/**
 * An engine over a few listings of another, each in its own list and in the same order. Lists that
 * have none of them are left out: each would be asked in vain, thousands of times.
 */
function engineOf(whole: Engine, listings: readonly Entity[]): Engine {
  return buildEngine(
    whole.segments.flatMap((info) => {
      const { entities: _, names: __, ...source } = info;
      const own = listings.filter((entity) => whole.listOf(entity) === info.dataset);
      return own.length === 0 ? [] : [{ source, entities: new Set(own) }];
    }),
  );
}
