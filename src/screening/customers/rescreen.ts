import { type OnProgress, silent } from '../../base/index.ts';
import {
  type Band,
  DEFAULT_THRESHOLD,
  type Engine,
  type Evidence,
  scoreFingerprint,
} from '../../matching/index.ts';
import { CustomersRecording } from '../recording/customers.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { Asking, Found, FoundHit, PartAnswer, PartTask } from './ask.ts';
import type { CustomerHits, Raise } from './asked.ts';
import { type Cause, changedListings, type ListCause, type Lists } from './changed.ts';
import { type Crew, openCrew } from './crew.ts';
import { drop, type KnownHit, type Ledger, put, readLedger, writeLedger } from './ledger.ts';
import { clearAway } from './load.ts';
import { type CustomersState, readState, type Screened, writeState } from './state.ts';

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
  /** Ends it; everything stays as it was, and what was told is told again. */
  readonly abort?: AbortSignal;
  /** How many threads may ask; with 1 it is this one. */
  readonly workers?: number;
  /** Takes down everybody who is asked about, before anything that came of it is told. */
  readonly recorder?: Recorder;
  /** Given all hits that are new or another when only they are missing for the run to count. */
  readonly raise?: Raise;
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
 *
 * Parts of the customers are opened one at a time, by each thread that asks.
 */
export async function rescreen(
  folder: string,
  lists: Lists,
  options: RescreenOptions,
): Promise<RescreenSummary> {
  const state = await readState(folder);
  const wanted: Screened = {
    at: options.now.toISOString(),
    engine: scoreFingerprint(),
    threshold: options.threshold ?? state.screened?.threshold ?? DEFAULT_THRESHOLD,
    lists: lists.contents,
  };
  const ledger = await readLedger(folder, state.hits);
  const changed = await changedListings(state.screened, wanted, lists);
  const plan = planOf(state, ledger, changed, wanted.threshold);
  const asking: Asking = {
    folder,
    threshold: wanted.threshold,
    changed: [...(changed?.keys() ?? [])],
    isRecorded: options.recorder !== undefined,
  };
  const run = new Run(ledger, plan, options, recordingOf(lists, asking, options));
  const { workers = 1, abort } = options;
  const crew = openCrew(lists.engine, asking, {
    workers: plan.isLarge ? Math.min(workers, plan.tasks.length) : 1,
    abort,
  });
  const stop = (): void => void crew.close();
  abort?.addEventListener('abort', stop);
  try {
    await run.askAll(crew);
  } catch (error) {
    abort?.throwIfAborted();
    throw error;
  } finally {
    abort?.removeEventListener('abort', stop);
    await crew.close();
  }
  if (options.dryRun !== true) {
    await save(folder, state, wanted, ledger, {
      beforeItCounts: async () => {
        await options.beforeItCounts?.();
        await run.raise(lists.engine);
      },
    });
  }
  return run.summary(state, changed?.size ?? 0);
}

const recordingOf = (
  { engine }: Lists,
  { threshold, changed }: Asking,
  { recorder, dryRun: isDry = false }: RescreenOptions,
): CustomersRecording | undefined =>
  recorder && new CustomersRecording(recorder, engine, { threshold, changed, isDry });

async function save(
  folder: string,
  state: CustomersState,
  screened: Screened,
  ledger: Ledger,
  { beforeItCounts }: { readonly beforeItCounts: () => Promise<void> },
): Promise<void> {
  const hits = `hits-${state.next}.jsonl.gz`;
  await writeLedger(folder, hits, ledger);
  const parts = state.parts.map((part) => ({ ...part, screened: true }));
  const next = { next: state.next + 1, parts, someGone: false, hits, screened };
  await beforeItCounts();
  await writeState(folder, next);
  await clearAway(folder, next);
}

/** What is asked, and how an answer is read. */
interface Plan {
  readonly tasks: readonly PartTask[];
  readonly threshold: number;
  /** By listing, why it is asked about; undefined where everything is asked of everybody. */
  readonly changed: ReadonlyMap<string, ListCause> | undefined;
  /** What was known of the changed listings. */
  readonly known: Ledger;
  /** Whether some who have hits may be customers no more. */
  readonly someGone: boolean;
  /** Whether it is worth it to start threads. */
  readonly isLarge: boolean;
}

/** Questions that a thread is asked at once, so that no thread waits long for another. */
const QUESTIONS_IN_TASK = 50_000;
/** One thread is done with fewer questions, or parts to look into, before others have started. */
const LARGE_QUESTIONS = 10_000;
const LARGE_PARTS = 4;

function planOf(
  state: CustomersState,
  ledger: Ledger,
  changed: Plan['changed'],
  threshold: number,
): Plan {
  const known: Ledger = new Map();
  for (const hits of changed === undefined ? [] : ledger.values()) {
    for (const hit of hits.values()) if (changed?.has(hit.entity)) put(known, hit);
  }
  const again = [...known.keys()];
  const { someGone } = state;
  const looked = someGone ? [...ledger.keys()] : [];
  const tasks: PartTask[] = [];
  let questions = 0;
  let parts = 0;
  for (const part of state.parts) {
    if (changed === undefined || !part.screened) {
      questions += part.questions;
      for (let from = 0; from < part.questions; from += QUESTIONS_IN_TASK) {
        const to = Math.min(part.questions, from + QUESTIONS_IN_TASK);
        tasks.push({ kind: 'everything', part, from, to });
      }
    } else if (changed.size > 0 || looked.length > 0) {
      parts++;
      tasks.push({ kind: 'changed', part, again, looked });
    }
  }
  const isLarge = questions >= LARGE_QUESTIONS || parts >= LARGE_PARTS;
  return { tasks, threshold, changed, known, someGone, isLarge };
}

/** One re-screening: what is asked, and how the answers differ from the hits that are known. */
class Run {
  readonly #ledger: Ledger;
  readonly #plan: Plan;
  readonly #options: RescreenOptions;
  readonly #recording: CustomersRecording | undefined;
  readonly #changes = { new: 0, gone: 0, changed: 0 };
  /** Customers with hits that are new or another, where somebody is given them. */
  readonly #raised: CustomerHits[] = [];
  #asked = 0;

  constructor(
    ledger: Ledger,
    plan: Plan,
    options: RescreenOptions,
    recording: CustomersRecording | undefined,
  ) {
    this.#ledger = ledger;
    this.#plan = plan;
    this.#options = options;
    this.#recording = recording;
  }

  summary({ parts }: CustomersState, listings: number): RescreenSummary {
    const customers = parts.reduce((sum, part) => sum + part.customers, 0);
    let hits = 0;
    for (const held of this.#ledger.values()) hits += held.size;
    return { customers, asked: this.#asked, listings, changes: { ...this.#changes }, hits };
  }

  /** Has every task done, in their order, and tells what came of it. */
  async askAll(crew: Crew): Promise<void> {
    const { tasks, changed, someGone } = this.#plan;
    const parts = new Set(tasks.map(({ part }) => part));
    const indexing = [...parts].map((part): PartTask => ({ kind: 'index', part }));
    for (const answer of this.#answers(crew, 'Indexing customers', indexing)) await answer;
    // Whoever has hits and is not met with any is a customer no more, or has none any more.
    const isAll = changed === undefined;
    const unmet = new Set(isAll || someGone ? this.#ledger.keys() : []);
    for (const answer of this.#answers(crew, 'Screening customers', tasks)) {
      const { task, asked, found, held, taken } = await answer;
      this.#asked += asked;
      for (const record of held) unmet.delete(record);
      for (const one of found) {
        unmet.delete(one.record);
        const entities = await this.#take(task, one);
        if (entities.length > 0) this.#keepToRaise(one, entities, taken.get(one.record));
      }
    }
    const cause: Cause = { by: isAll ? 'everything' : 'customer' };
    for (const record of unmet) {
      await this.#settle(this.#ledger.get(record) ?? NO_HITS, [], () => cause);
    }
  }

  /** The answers to tasks, which are all begun; tells how many of their questions are done. */
  #answers(crew: Crew, stage: string, tasks: readonly PartTask[]): readonly Promise<Answered>[] {
    const { onProgress = silent } = this.#options;
    const total = tasks.reduce((sum, task) => sum + questionsOf(task), 0);
    const done = new Map<PartTask, number>();
    let all = 0;
    const tell = (task: PartTask, count: number): void => {
      all += count - (done.get(task) ?? 0);
      done.set(task, count);
      onProgress({ stage, done: all, total, unit: 'records' });
    };
    const doTask = async (task: PartTask) => {
      const answer = await crew.run(task, (count) => tell(task, count));
      const { taken: asked, ...rest } = answer;
      const taken = await this.#takeDown(task, asked);
      tell(task, questionsOf(task));
      return { ...rest, task, taken };
    };
    return tasks.map((task) => {
      const answer = doTask(task);
      // They are waited for in turn, so that one may fail before anybody looks.
      answer.catch(() => undefined);
      return answer;
    });
  }

  async #takeDown(task: PartTask, asked: PartAnswer['taken']): Promise<Numbers> {
    if (task.kind === 'index' || this.#recording === undefined) return NO_NUMBERS;
    return this.#recording.take(task.kind, asked);
  }

  /** Gives the hits that are new or another to whoever brings them before people. */
  async raise(engine: Engine): Promise<void> {
    const { raise, abort, onProgress = silent } = this.#options;
    if (raise === undefined || this.#raised.length === 0) return;
    await raise(engine, this.#raised, (progress) => {
      // Before each of them, as there may be many.
      abort?.throwIfAborted();
      onProgress(progress);
    });
  }

  #keepToRaise({ record, examples }: Found, entities: readonly string[], taken?: number): void {
    if (this.#options.raise === undefined) return;
    const { threshold } = this.#plan;
    const one = { record, examples, threshold, entities };
    this.#raised.push(taken === undefined ? one : { ...one, taken });
  }

  /** Takes what was found of a customer; gives the listings that are new or another. */
  async #take(task: PartTask, { record, hits }: Found): Promise<readonly string[]> {
    const { changed, known } = this.#plan;
    if (task.kind === 'changed') {
      const causeOf = (entity: string): Cause => changed?.get(entity) ?? { by: 'everything' };
      return this.#settle(known.get(record) ?? NO_HITS, hits, causeOf);
    }
    const cause: Cause = { by: changed === undefined ? 'everything' : 'customer' };
    return this.#settle(this.#ledger.get(record) ?? NO_HITS, hits, () => cause);
  }

  /**
   * Tells how what was found of a customer differs from what was known, and keeps it; gives the
   * listings that are new or another.
   */
  async #settle(
    known: ReadonlyMap<string, KnownHit>,
    found: readonly FoundHit[],
    causeOf: (entity: string) => Cause,
  ): Promise<readonly string[]> {
    const still = new Set(found.map(({ hit }) => hit.entity));
    // Hits are taken out and put in while they are told.
    const before = new Map(known);
    for (const old of before.values()) {
      if (still.has(old.entity)) continue;
      drop(this.#ledger, old);
      await this.#tell('gone', old, causeOf(old.entity), [], old);
    }
    const told: string[] = [];
    for (const { hit, explanation } of found) {
      const old = before.get(hit.entity);
      put(this.#ledger, hit);
      if (old !== undefined && isSame(old, hit)) continue;
      const change = old === undefined ? 'new' : 'changed';
      await this.#tell(change, hit, causeOf(hit.entity), explanation, old);
      told.push(hit.entity);
    }
    return told;
  }

  async #tell(
    change: HitChange['change'],
    hit: KnownHit,
    cause: Cause,
    explanation: readonly Evidence[],
    old?: KnownHit,
  ): Promise<void> {
    this.#changes[change]++;
    const { record, entity, caption, dataset, score, band } = hit;
    const told = { change, record, entity, caption, dataset, score, band, cause, explanation };
    const before = old && { score: old.score, band: old.band };
    await this.#options.onChange(before === undefined ? told : { ...told, before });
  }
}

/** What came of a task; who was asked is taken down by then. */
type Answered = Omit<PartAnswer, 'taken'> & {
  readonly task: PartTask;
  /** The records of customers with hits. */
  readonly taken: Numbers;
};
type Numbers = ReadonlyMap<string, number>;
const NO_NUMBERS: Numbers = new Map();

const questionsOf = (task: PartTask): number =>
  task.kind === 'everything' ? task.to - task.from : task.part.questions;

const isSame = (a: KnownHit, b: KnownHit): boolean =>
  a.score === b.score &&
  a.band === b.band &&
  a.dataset === b.dataset &&
  a.caption === b.caption &&
  a.evidence === b.evidence;

const NO_HITS: ReadonlyMap<string, KnownHit> = new Map();
