import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  acquireLock,
  type Clock,
  type Lock,
  type Progress,
  problem,
  randomId,
  TamizError,
} from '../base/index.ts';
import type {
  CustomerInput,
  ListState,
  Recorder,
  Screener,
  ScreenOptions,
  ScreenSummary,
} from '../screening/index.ts';
import { faultOf, problemBody } from './answers.ts';
import { EventLog } from './event-log.ts';
import { HitFile } from './hit-file.ts';

/** What screens a file: `screenCustomers` of the screening room. */
export type ScreenFile = (
  screener: Screener,
  input: CustomerInput,
  options: ScreenOptions,
) => Promise<ScreenSummary>;

/** What the sender of a file asked for. */
export interface Wishes {
  readonly name: string;
  readonly threshold?: number;
  readonly limit?: number;
  readonly datasets?: readonly string[];
  /** The lists as they stood at the end of this day. */
  readonly asOf?: string;
}

export type ScreeningState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** One file that is or was screened. */
export interface Screening {
  readonly id: string;
  readonly wishes: Wishes;
  readonly upload: string;
  readonly size: number;
  readonly hits: HitFile;
  readonly events: EventLog;
  readonly abort: AbortController;
  /** Milliseconds since 1970. */
  readonly expires: number;
  state: ScreeningState;
  /** The lists it was or is screened against, once it runs. */
  lists?: readonly ListState[];
  progress?: Progress;
  summary?: ScreenSummary;
  problem?: Record<string, string>;
}

interface Settings {
  /** The lists of a day, or today's. */
  readonly lists: (asOf: string | undefined) => Promise<Screener>;
  readonly screen: ScreenFile;
  readonly clock: Clock;
  readonly folder: string;
  readonly onFault: (fault: string) => void;
  readonly recorder?: Recorder;
}

/** Files that wait or are being received. */
const MOST_WAITING = 8;

/** Screenings that are kept; the oldest that is over makes room. */
const MOST_KEPT = 100;

/** How long results are kept. */
const KEEP_MS = 24 * 60 * 60 * 1_000;

/** How often expired results are looked for. */
const SWEEP_MS = 60_000;

/**
 * The screenings of this server: one runs, a few wait. Uploads are deleted as soon as they are
 * screened, results after a day or with the server, and what a crash left behind at the next start.
 */
export class Screenings {
  readonly #settings: Settings;
  readonly #lock: Lock;
  readonly #sweeper: NodeJS.Timeout;
  readonly #all = new Map<string, Screening>();
  readonly #queue: Screening[] = [];
  #receiving = 0;
  #running: Promise<void> | undefined;
  #closed = false;

  private constructor(settings: Settings, lock: Lock) {
    this.#settings = settings;
    this.#lock = lock;
    this.#sweeper = setInterval(() => void this.#sweep(), SWEEP_MS).unref();
  }

  /** Takes the folder for this server alone and empties it. */
  static async open(settings: Settings): Promise<Screenings> {
    await mkdir(settings.folder, { recursive: true, mode: 0o700 });
    const lock = await acquireLock(join(settings.folder, 'lock'), settings.clock);
    await rm(join(settings.folder, 'files'), { recursive: true, force: true });
    await mkdir(join(settings.folder, 'files'), { mode: 0o700 });
    return new Screenings(settings, lock);
  }

  /** Receives a file with `receive`, which writes it to the path given, and queues it. */
  async add(wishes: Wishes, receive: (path: string) => Promise<number>): Promise<Screening> {
    if (this.#queue.length + this.#receiving >= MOST_WAITING || this.#closed) {
      throw problem('SERVER_BUSY', { found: `${MOST_WAITING} files that wait` });
    }
    const id = randomId();
    const path = join(this.#settings.folder, 'files', id);
    this.#receiving += 1;
    try {
      const size = await receive(`${path}.upload`);
      const screening: Screening = {
        id,
        wishes,
        upload: `${path}.upload`,
        size,
        hits: new HitFile(`${path}.hits`),
        events: new EventLog(),
        abort: new AbortController(),
        expires: this.#now() + KEEP_MS,
        state: 'queued',
      };
      await this.#sweep();
      this.#all.set(id, screening);
      this.#queue.push(screening);
      return screening;
    } finally {
      this.#receiving -= 1;
      this.#next();
    }
  }

  /** The screening of this id; `SERVER_NO_SCREENING` when there is none any more. */
  get(id: string): Screening {
    const screening = this.#all.get(id);
    if (screening === undefined || screening.expires <= this.#now()) {
      throw problem('SERVER_NO_SCREENING', { found: JSON.stringify(id.slice(0, 64)) });
    }
    return screening;
  }

  /** Stops it when it is not over, and deletes everything of it. */
  async remove(id: string): Promise<void> {
    const screening = this.get(id);
    await this.#forget(screening);
  }

  /** Stops and deletes everything. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweeper);
    for (const screening of this.#all.values()) screening.abort.abort();
    await this.#running;
    for (const screening of [...this.#all.values()]) await this.#forget(screening);
    await rm(join(this.#settings.folder, 'files'), { recursive: true, force: true });
    this.#lock.release();
  }

  #now(): number {
    return this.#settings.clock.now().getTime();
  }

  async #forget(screening: Screening): Promise<void> {
    this.#all.delete(screening.id);
    screening.abort.abort();
    const waiting = this.#queue.indexOf(screening);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    // One that runs cleans up after itself when it notices.
    if (screening.state === 'running') return;
    await this.#clean(screening);
  }

  async #clean(screening: Screening): Promise<void> {
    if (!screening.events.ended) {
      screening.state = 'cancelled';
      screening.events.end('cancelled', {});
    }
    await rm(screening.upload, { force: true });
    await screening.hits.remove();
  }

  async #sweep(): Promise<void> {
    const now = this.#now();
    const over = [...this.#all.values()].filter(({ events }) => events.ended);
    const surplus = Math.max(0, this.#all.size + 1 - MOST_KEPT);
    for (const [index, screening] of over.entries()) {
      if (index < surplus || screening.expires <= now) await this.#forget(screening);
    }
  }

  /** Starts the next one when none is running. */
  #next(): void {
    if (this.#running !== undefined || this.#closed) return;
    const screening = this.#queue.shift();
    if (screening === undefined) return;
    this.#running = this.#run(screening).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }

  async #run(screening: Screening): Promise<void> {
    const { events, hits, abort } = screening;
    screening.state = 'running';
    const end = await this.#screen(screening).then(
      (summary) => () => {
        screening.summary = summary;
        screening.state = 'done';
        events.end('done', { summary, hits: hits.count });
      },
      (error: unknown) => () => this.#fail(screening, error),
    );
    await hits.close();
    // Before anyone hears that it is over.
    await rm(screening.upload, { force: true });
    if (abort.signal.aborted) await this.#clean(screening);
    else end();
  }

  #fail(screening: Screening, error: unknown): void {
    if (!(error instanceof TamizError)) this.#settings.onFault(faultOf(error));
    screening.problem =
      error instanceof TamizError
        ? problemBody(error)
        : { detail: 'Tamiz failed while it screened this file. Please report this.' };
    screening.state = 'failed';
    screening.events.end('failed', screening.problem);
  }

  async #screen(screening: Screening): Promise<ScreenSummary> {
    const { wishes, events, hits, abort } = screening;
    const { lists, screen, clock, recorder } = this.#settings;
    const { name, asOf, ...options } = wishes;
    const input = { name, bytes: bytesOf(screening.upload), size: screening.size };
    const screener = await lists(asOf);
    screening.lists = screener.lists;
    return await screen(screener, input, {
      ...options,
      clock,
      ...(recorder && { recorder }),
      abort: abort.signal,
      onHit: async (hit) => {
        await hits.append(hit);
        events.publish('hit', hit);
      },
      onSignal: (signal) => events.publish('signal', signal),
      onProgress: (progress) => {
        screening.progress = progress;
        events.progress(progress);
      },
    });
  }
}

/** Opened when it is first read, so that nothing stays open where nobody reads. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: 262_144 });
}
