import { parentPort, Worker } from 'node:worker_threads';
import { receiveError, type SentError, sendError } from './sent-error.ts';

type Reply<Result> =
  | { readonly result: Result }
  | { readonly error: SentError }
  /** How far the task has come; the others end it. */
  | { readonly done: number };

interface Waiting<Result> {
  readonly onDone: (done: number) => void;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread, and who waits for its replies, in the order in which they were asked. */
interface Seat<Result> {
  readonly worker: Worker;
  readonly waiting: Waiting<Result>[];
}

/**
 * Threads that run one module and answer tasks. Each task goes to the thread with the fewest. A
 * thread that dies fails what it was asked and everything after; `close` ends all of them, and
 * whoever still waits is told so by a rejection.
 */
export class WorkerPool<Task, Result> {
  readonly #seats: readonly Seat<Result>[];
  #failure: Error | undefined;

  /** `entry` is a compiled module; `data` is what `workerData` gives in each thread. */
  constructor(entry: URL, data: unknown, size: number) {
    this.#seats = Array.from({ length: size }, () => this.#seat(entry, data));
  }

  #seat(entry: URL, data: unknown): Seat<Result> {
    const seat: Seat<Result> = { worker: new Worker(entry, { workerData: data }), waiting: [] };
    seat.worker.on('message', (reply: Reply<Result>) => {
      if ('done' in reply) {
        seat.waiting[0]?.onDone(reply.done);
        return;
      }
      const next = seat.waiting.shift();
      if ('error' in reply) next?.reject(receiveError(reply.error));
      else next?.resolve(reply.result);
    });
    seat.worker.on('messageerror', (error) => this.#fail(error));
    seat.worker.on('error', (error) => this.#fail(error));
    seat.worker.on('exit', (code) => this.#fail(new Error(`A thread ended with code ${code}.`)));
    return seat;
  }

  /**
   * Answers one task; rejects with the error of the thread, its code kept. `onDone` is told how far
   * the task has come, where the thread tells.
   */
  run(task: Task, onDone: (done: number) => void = () => {}): Promise<Result> {
    const result = new Promise<Result>((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const seat = this.#seats.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a));
      seat.waiting.push({ onDone, resolve, reject });
      seat.worker.postMessage(task);
    });
    // Replies are waited for in turn, so that one may fail before anybody looks.
    result.catch(() => undefined);
    return result;
  }

  /** Ends all threads, whatever they are doing; resolves when they are gone. */
  async close(): Promise<void> {
    this.#fail(new Error('The threads were ended.'));
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()));
  }

  /** The first failure is the one to tell. */
  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { waiting } of this.#seats) {
      for (const { reject } of waiting.splice(0)) reject(this.#failure);
    }
  }
}

/**
 * In a thread: answers each task that comes with what `answer` makes of it, one after the other.
 * `tell` says how far a task has come.
 */
export function answerTasks<Task, Result>(
  answer: (task: Task, tell: (done: number) => void) => Result | Promise<Result>,
): void {
  const post = (reply: Reply<Result>): void => parentPort?.postMessage(reply);
  const tell = (done: number): void => post({ done });
  let before: Promise<void> = Promise.resolve();
  parentPort?.on('message', (task: Task) => {
    before = before.then(async () => {
      try {
        post({ result: await answer(task, tell) });
      } catch (error) {
        post({ error: sendError(error) });
      }
    });
  });
}
