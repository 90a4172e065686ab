import { join } from 'node:path';
import type { Writable } from 'node:stream';
import {
  type Clock,
  type OnProgress,
  problem,
  type Random,
  TamizError,
  type Wait,
  withHomeLock,
  withLock,
} from '../../base/index.ts';
import type { ImportResult } from '../../lists/index.ts';
import type { Lists } from '../customers/changed.ts';
import { openLists } from '../customers/lists.ts';
import {
  type HitChange,
  type RescreenOptions,
  type RescreenSummary,
  rescreen,
} from '../customers/rescreen.ts';
import { type CustomersState, customersFolder, readState } from '../customers/state.ts';
import { Courier, type DeliveryEvent, type Webhook } from '../outbox/deliver.ts';
import { Outbox } from '../outbox/outbox.ts';
import { Stage, settleStage } from '../outbox/staged.ts';
import { openToAppend } from './out.ts';
import { nextDue } from './schedule.ts';
import { Seen } from './seen.ts';
import { type UpdateOptions, updateLoaded } from './update.ts';

/** What a watch tells while it works. */
export type WatchEvent =
  | DeliveryEvent
  | { readonly kind: 'list'; readonly result: ImportResult }
  | { readonly kind: 'list-failed'; readonly error: TamizError; readonly name: string | undefined }
  | { readonly kind: 'nothing-new' }
  | { readonly kind: 'screened'; readonly summary: RescreenSummary }
  | { readonly kind: 'run-failed'; readonly error: TamizError }
  /** Messages that are not taken yet; or that nobody is named for. */
  | { readonly kind: 'waiting'; readonly messages: number };

export interface WatchOptions extends Pick<UpdateOptions, 'from' | 'net' | 'environment'> {
  readonly home: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly wait: Wait;
  /** Ends it; what was not finished is done again the next time. */
  readonly abort: AbortSignal;
  /** How many threads may ask; with 1 it is this one. */
  readonly workers?: number;
  readonly threshold?: number;
  /** Where changes go, one line of JSON each, behind what is there. */
  readonly output: string | Writable;
  /** Without one, no messages are made. */
  readonly webhook?: Webhook;
  readonly tell: (event: WatchEvent) => void;
  readonly onProgress?: OnProgress;
  /** Opens what a run is recorded by, and what brings its hits before people, for one run. */
  readonly taking?: WithTaking;
}

/** What takes down who is asked about, and what brings hits before people. */
export type Taking = Pick<RescreenOptions, 'recorder' | 'raise'>;
export type WithTaking = <Result>(work: (taking: Taking) => Promise<Result>) => Promise<Result>;

const takingNothing: WithTaking = (work) => work({});

/** What a single run came to. */
export interface WatchResult {
  /** Undefined where nothing was new. */
  readonly summary: RescreenSummary | undefined;
  /** The first list that could not be updated. */
  readonly failure: TamizError | undefined;
  /** Whether every message is with the receiver: none waits, and none was given up. */
  readonly delivered: boolean;
}

/** Tries of a single run: enough for a receiver that is being started anew. */
const ATTEMPTS = 4;

/** Updates the lists, screens the customers again and sends what changed, once. */
export async function watchOnce(options: WatchOptions): Promise<WatchResult> {
  return withWatch(options, (watch) => watch.once());
}

/** Does the same every so often until it is aborted; a run that fails is told. */
export async function watchEvery(everyMs: number, options: WatchOptions): Promise<void> {
  await withWatch(options, (watch) => watch.every(everyMs));
}

/** Gives the changes that screening again would find, with the lists at hand; changes nothing. */
export async function watchDry(
  options: Pick<WatchOptions, 'home'> & Input,
  onChange: (change: HitChange) => void | Promise<void>,
): Promise<RescreenSummary> {
  const folder = customersFolder(options.home);
  assertLoaded(await readState(folder));
  const { taking = takingNothing } = options;
  // It changes nothing, and nothing may change under it.
  return withHomeLock(options, async () => {
    const lists = await openLists(options);
    return taking((taken) => {
      const input = { ...inputOf(options), ...taken };
      return rescreen(folder, lists, { ...input, dryRun: true, onChange });
    });
  });
}

async function withWatch<Result>(
  options: WatchOptions,
  work: (watch: Watch) => Promise<Result>,
): Promise<Result> {
  const outbox = new Outbox(options.home);
  await outbox.prepare();
  // Held for as long as it watches: two of them would send messages out of order.
  return withLock(join(outbox.folder, 'lock'), options.clock, async () => {
    await outbox.tidy();
    // An output that cannot be written is told before any work is done.
    await (await openToAppend(options.output)).close();
    return work(new Watch(outbox, options));
  });
}

type Input = Pick<WatchOptions, 'clock' | 'threshold' | 'onProgress' | 'workers'> &
  Partial<Pick<WatchOptions, 'abort' | 'taking'>>;

const inputOf = ({ clock, threshold, onProgress, abort, workers = 1 }: Input) => ({
  now: clock.now(),
  workers,
  ...(abort && { abort }),
  ...(threshold !== undefined && { threshold }),
  ...(onProgress && { onProgress }),
});

function assertLoaded({ parts, hits }: CustomersState): void {
  if (parts.length === 0 && hits === undefined) {
    throw problem('CUSTOMERS_ABSENT', { found: 'none' });
  }
}

class Watch {
  readonly #outbox: Outbox;
  readonly #options: WatchOptions;
  readonly #folder: string;
  readonly #courier: Courier | undefined;
  readonly #seen: Seen;
  #failure: TamizError | undefined;
  #gaveUp = false;

  constructor(outbox: Outbox, options: WatchOptions) {
    const { home, webhook } = options;
    this.#outbox = outbox;
    this.#options = options;
    this.#folder = customersFolder(home);
    this.#courier = webhook && new Courier({ ...options, outbox, webhook, tell: this.#tell });
    this.#seen = new Seen(options);
  }

  readonly #tell = (event: WatchEvent): void => {
    if (event.kind === 'given-up') this.#gaveUp = true;
    if (event.kind === 'list-failed') this.#failure ??= event.error;
    this.#options.tell(event);
  };

  async once(): Promise<WatchResult> {
    // Before anything is fetched or made.
    assertLoaded(await readState(this.#folder));
    const summary = await this.#run();
    const isEmpty = await this.#deliver({ attempts: ATTEMPTS });
    await this.#tellWaiting();
    return { summary, failure: this.#failure, delivered: isEmpty && !this.#gaveUp };
  }

  async every(everyMs: number): Promise<void> {
    const { clock, wait, abort } = this.#options;
    assertLoaded(await readState(this.#folder));
    let due = clock.elapsedMs();
    while (!abort.aborted) {
      try {
        await this.#run();
      } catch (error) {
        // Cut short in the middle of a download, say.
        if (abort.aborted) return;
        // Whatever it was may be over the next time; a defect of ours is not.
        if (!(error instanceof TamizError)) throw error;
        this.#tell({ kind: 'run-failed', error });
      }
      due = nextDue(due, everyMs, clock.elapsedMs());
      await this.#deliver({ until: due });
      if (!abort.aborted) await this.#tellWaiting();
      const ms = due - clock.elapsedMs();
      if (ms > 0) await wait(ms, abort);
    }
  }

  async #deliver(patience: Parameters<Courier['deliver']>[0]): Promise<boolean> {
    if (this.#options.abort.aborted) return false;
    return (await this.#courier?.deliver(patience)) ?? true;
  }

  async #tellWaiting(): Promise<void> {
    const { length: messages } = await this.#outbox.waiting();
    if (messages > 0) this.#tell({ kind: 'waiting', messages });
  }

  async #run(): Promise<RescreenSummary | undefined> {
    const { abort } = this.#options;
    await updateLoaded({
      ...this.#options,
      onUpdated: (result) => {
        if (result.changed) this.#tell({ kind: 'list', result });
      },
      onFailure: (error, name) => this.#tell({ kind: 'list-failed', error, name }),
    });
    if (abort.aborted) return undefined;
    const summary = await withHomeLock(this.#options, () => this.#rescreen());
    this.#tell(summary === undefined ? { kind: 'nothing-new' } : { kind: 'screened', summary });
    return summary;
  }

  async #rescreen(): Promise<RescreenSummary | undefined> {
    const { threshold } = this.#options;
    await this.#settle();
    const state = await readState(this.#folder);
    assertLoaded(state);
    const seen = await this.#seen.lists(threshold);
    if (await this.#seen.isAsBefore(seen, state)) return undefined;
    const lists = await openLists(this.#options);
    const { taking = takingNothing } = this.#options;
    const summary = await taking((taken) => this.#screen(state, lists, taken));
    await this.#settle();
    await this.#seen.remember(seen);
    return summary;
  }

  async #screen(state: CustomersState, lists: Lists, taken: Taking): Promise<RescreenSummary> {
    const { webhook } = this.#options;
    const input = { ...inputOf(this.#options), ...taken };
    const messages = webhook !== undefined;
    const stage = await Stage.begin(this.#outbox, state, input.now, { messages });
    try {
      const onChange = (change: HitChange) => stage.add(change);
      const beforeItCounts = () => stage.keep();
      return await rescreen(this.#folder, lists, { ...input, onChange, beforeItCounts });
    } finally {
      await stage.close();
    }
  }

  /** Makes messages and lines of what a run left, this one or one that a crash ended. */
  async #settle(): Promise<void> {
    const state = await readState(this.#folder);
    await settleStage(this.#outbox, state, () => openToAppend(this.#options.output));
  }
}
