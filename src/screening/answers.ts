import { receiveError, WorkerPool } from '../base/index.ts';
import { type Engine, type SharedEngine, shareEngine } from '../matching/index.ts';
import { type Answer, Asker, type Wishes } from './asker.ts';
import type { Pace } from './pace.ts';
import { type Answers, packQuestions, type Questions, type ThreadData } from './questions.ts';
import type { Row, RowBatch, RowReader } from './rows.ts';

/**
 * Takes each row in the order of the file, with its answer where it was asked about, and whether to
 * go on.
 */
export type Deliver = (row: Row, batch: RowBatch, answer: Answer | undefined) => Promise<boolean>;

export interface Answering {
  readonly engine: Engine;
  readonly reader: RowReader;
  readonly wishes: Wishes;
  /** Rows up to this line are delivered without being asked about. */
  readonly afterLine: number;
  /** How many threads may ask; with 1 it is this one. */
  readonly workers: number;
  /** How many rows this thread asks about before it starts others. */
  readonly workersAfter: number;
  readonly pace: Pace;
  readonly abort: AbortSignal | undefined;
  readonly deliver: Deliver;
}

/** How many batches a thread has before it: one at hand, and what keeps it busy meanwhile. */
const BATCHES_AHEAD = 3;

/** Compiled, as Node 20 loads no TypeScript: tests of threads compile the sources first. */
const entry = new URL('./asking-thread.js', import.meta.url);

/**
 * Reads a file and delivers every row with its answer, in the order of the file and one at a time.
 * The first rows are asked about in this thread; threads take over when there are more and they are
 * wanted. Who delivers cannot tell: what came before a fault is delivered before it is thrown, in
 * both ways. False when it ended before the file did.
 */
export async function answerRows(answering: Answering): Promise<boolean> {
  const { engine, reader, wishes, workers, workersAfter } = answering;
  const batches = reader.batches();
  const shared = workers > 1 ? shareEngine(engine) : undefined;
  let asker: Asker | undefined;
  let asked = 0;
  try {
    while (shared === undefined || asked < workersAfter) {
      const next = await batches.next();
      if (next.done === true) return true;
      asker ??= new Asker(engine, reader.plan, wishes);
      if (!(await answerHere(answering, asker, next.value))) return false;
      asked += next.value.rows.filter((row) => isAsked(row, answering)).length;
    }
    return await answerByThreads(answering, shared, batches);
  } finally {
    // Whoever stops early lets go of the file as well.
    await batches.return(undefined);
  }
}

function isAsked(row: Row, { afterLine }: Answering): boolean {
  return row.cells !== undefined && row.line > afterLine;
}

async function answerHere(answering: Answering, asker: Asker, batch: RowBatch): Promise<boolean> {
  const { pace, abort, deliver } = answering;
  for (const row of batch.rows) {
    let answer: Answer | undefined;
    if (isAsked(row, answering)) {
      const { line, record, cells = [] } = row;
      const asking = asker.answer({ line, record, cells });
      let step = asking.next();
      while (step.done !== true) {
        await pace.rest();
        if (abort?.aborted === true) return false;
        step = asking.next();
      }
      answer = step.value;
    }
    if (!(await deliver(row, batch, answer))) return false;
  }
  return true;
}

type Pool = WorkerPool<Questions, Answers>;

async function answerByThreads(
  answering: Answering,
  engine: SharedEngine,
  batches: AsyncGenerator<RowBatch>,
): Promise<boolean> {
  const { reader, wishes, workers, abort } = answering;
  // Not known before the first batch is read, if this thread has asked about none.
  const first = await batches.next();
  if (first.done === true) return true;
  const data: ThreadData = { engine, plan: reader.plan, wishes };
  const pool: Pool = new WorkerPool(entry, data, workers);
  const stop = (): void => void pool.close();
  abort?.addEventListener('abort', stop);
  try {
    return await inOrder(answering, pool, first.value, batches);
  } finally {
    abort?.removeEventListener('abort', stop);
    await pool.close();
  }
}

/** A batch that threads are asked about. */
interface Sent {
  readonly batch: RowBatch;
  readonly answers: Promise<Answers>;
}

async function inOrder(
  answering: Answering,
  pool: Pool,
  first: RowBatch,
  batches: AsyncGenerator<RowBatch>,
): Promise<boolean> {
  const { workers, abort } = answering;
  const send = (batch: RowBatch): Sent => {
    const asked = batch.rows.filter((row) => isAsked(row, answering));
    return { batch, answers: pool.run(packQuestions(asked)) };
  };
  const ahead: Sent[] = [send(first)];
  let end: { readonly error?: unknown } | undefined;
  for (;;) {
    while (end === undefined && ahead.length < workers * BATCHES_AHEAD) {
      try {
        const next = await batches.next();
        if (next.done === true) end = {};
        else ahead.push(send(next.value));
      } catch (error) {
        end = { error };
      }
    }
    const next = ahead.shift();
    if (next === undefined) break;
    const answers = await next.answers.catch((error: unknown) => {
      if (abort?.aborted === true) return undefined;
      throw error;
    });
    if (answers === undefined || !(await deliverAll(answering, next.batch, answers))) return false;
  }
  if (end !== undefined && 'error' in end) throw end.error;
  return true;
}

async function deliverAll(
  answering: Answering,
  batch: RowBatch,
  { answers, error }: Answers,
): Promise<boolean> {
  let at = 0;
  for (const row of batch.rows) {
    let answer: Answer | undefined;
    if (isAsked(row, answering)) {
      if (at === answers.length && error !== undefined) throw receiveError(error);
      answer = answers[at++] ?? NOTHING;
    }
    if (!(await answering.deliver(row, batch, answer))) return false;
  }
  return true;
}

const NOTHING: Answer = { signals: [], hits: [] };
