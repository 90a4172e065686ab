import { setImmediate as turn } from 'node:timers/promises';
import { WorkerPool } from '../../base/index.ts';
import { type Engine, type SharedEngine, shareEngine } from '../../matching/index.ts';
import { type Asking, type PartAnswer, PartAsker, type PartTask } from './ask.ts';

/** What a thread is given when it starts. */
export interface ThreadData {
  readonly engine: SharedEngine;
  readonly asking: Asking;
}

/** Who asks about parts of the customers: this thread, or several. */
export interface Crew {
  /** Does a task, before those that come after where one thread does them all. */
  run(task: PartTask, onDone: (done: number) => void): Promise<PartAnswer>;
  close(): Promise<void>;
}

/** Compiled, as Node 20 loads no TypeScript: tests of threads compile the sources first. */
const entry = new URL('./asking-thread.js', import.meta.url);

/** As many threads as are wanted; this one alone where an engine cannot be shared. */
export function openCrew(
  engine: Engine,
  asking: Asking,
  { workers, abort }: { readonly workers: number; readonly abort: AbortSignal | undefined },
): Crew {
  const shared = workers > 1 ? shareEngine(engine) : undefined;
  if (shared === undefined) return new Alone(engine, asking, abort);
  const data: ThreadData = { engine: shared, asking };
  return new WorkerPool<PartTask, PartAnswer>(entry, data, workers);
}

/** How many pieces of work are done before others get their turn: some milliseconds. */
const PIECES = 64;

class Alone implements Crew {
  readonly #asker: PartAsker;
  #before: Promise<unknown> = Promise.resolve();
  #pieces = 0;
  #closed = false;

  constructor(engine: Engine, asking: Asking, abort: AbortSignal | undefined) {
    this.#asker = new PartAsker(engine, asking, () => {
      if (++this.#pieces % PIECES !== 0) return undefined;
      return turn().then(() => abort?.throwIfAborted());
    });
  }

  run(task: PartTask, onDone: (done: number) => void): Promise<PartAnswer> {
    const result = this.#before.then(async () => {
      if (this.#closed) throw new Error('It was ended.');
      return this.#asker.answer(task, onDone);
    });
    // Answers are waited for in turn, so that one may fail before anybody looks.
    this.#before = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#before;
  }
}
