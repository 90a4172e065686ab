import { problem } from '../base/index.ts';
import { answerRows, type Deliver } from './answers.ts';
import { Pace } from './pace.ts';
import { RowRaising, type RowWithHits } from './raising.ts';
import { RowRecording } from './recording/rows.ts';
import { type RowBatch, RowReader } from './rows.ts';
import { scopedTo } from './scope.ts';
import type { CustomerInput, RowSignal, Screener, ScreenOptions, ScreenSummary } from './types.ts';

const DEFAULT_LIMIT = 10;

/** This thread is done with a file of some thousand rows before others are ready. */
const WORKERS_AFTER_ROWS = 4_000;

/** What has been counted so far; part of the summary, and of what a resumed run goes on from. */
export interface Counts {
  records: number;
  recordsWithHits: number;
  hits: { strong: number; possible: number; none: number };
  signals: Record<string, number>;
  lastLine: number;
}

/** Called after each record; `flush` returns when all that was recorded so far is on the disk. */
export type AfterRecord = (counts: Counts, flush: () => Promise<void>) => Promise<void> | undefined;

/** Counts of a run that has not begun. */
export function noCounts(): Counts {
  return {
    records: 0,
    recordsWithHits: 0,
    hits: { strong: 0, possible: 0, none: 0 },
    signals: {},
    lastLine: 0,
  };
}

/**
 * Screens a customer file in one pass and constant memory, and gives the hits in its order. An
 * abort ends it between two records or two questions about one: `complete` is false then, and the
 * hits so far are whole. With `workers` the questions are asked by several threads; everything else
 * is as without. Throws the INPUT_* errors for a file that cannot be read, `USAGE_OPTION` for a
 * mapping that makes no sense or a threshold that is not from 0 to 1, and `USAGE_UNKNOWN_LIST` for
 * a list that is not there.
 */
export async function screenCustomers(
  screener: Screener,
  input: CustomerInput,
  options: ScreenOptions,
): Promise<ScreenSummary> {
  return screenFrom(screener, input, options, noCounts(), () => undefined);
}

/** As `screenCustomers`, but goes on from `counts`, and calls `afterRecord` after each record. */
export async function screenFrom(
  screener: Screener,
  input: CustomerInput,
  options: ScreenOptions,
  counts: Counts,
  afterRecord: AfterRecord,
): Promise<ScreenSummary> {
  checkOptions(screener, options);
  const { threshold, limit = DEFAULT_LIMIT, datasets, abort, afterLine = 0 } = options;
  const reader = new RowReader(input, options.map);
  const wishes = { threshold, limit, datasets };
  const { engine } = screener;
  const run = new Run(options, counts, afterRecord, () => {
    const { recorder, raise } = options;
    const asked = { plan: reader.plan, wishes };
    return {
      recording: recorder && new RowRecording(recorder, engine, asked),
      raising: raise && new RowRaising(raise, engine, asked),
    };
  });
  const answering = {
    engine,
    reader,
    wishes,
    afterLine,
    workers: options.workers ?? 1,
    workersAfter: options.workersAfter ?? WORKERS_AFTER_ROWS,
    pace: run.pace,
    abort,
    deliver: run.deliver,
  };
  const complete = abort?.aborted !== true && (await run.flushing(() => answerRows(answering)));
  const last = complete ? reader : run.last;
  if (complete) run.finish(reader);
  run.pace.tell();
  return {
    records: counts.records,
    recordsWithHits: counts.recordsWithHits,
    hits: { ...counts.hits },
    signals: { ...counts.signals },
    encoding: last?.encoding ?? reader.encoding,
    delimiter: reader.delimiter,
    columns: reader.columns,
    lastLine: counts.lastLine,
    complete,
    coverage: scopedTo(screener, datasets).coverage.sentence,
  };
}

/** What is made when it is known how rows are read. */
interface Begun {
  readonly recording: RowRecording | undefined;
  readonly raising: RowRaising | undefined;
}

/** Takes the answers of one run as they come: counts them and passes them on. */
class Run {
  readonly pace: Pace;
  /** The batch of the last row that was delivered. */
  last: RowBatch | undefined;
  readonly #options: ScreenOptions;
  readonly #counts: Counts;
  readonly #afterRecord: AfterRecord;
  readonly #afterLine: number;
  readonly #rowsBefore: number;
  /** Made when the first row is there, as only then it is known how rows are read. */
  readonly #begin: () => Begun;
  #begun: Begun | undefined;
  /** Rows with hits that are being taken down: nobody gets them before. */
  #held: RowWithHits[] = [];
  #rowsSkipped = 0;

  constructor(
    options: ScreenOptions,
    counts: Counts,
    afterRecord: AfterRecord,
    begin: () => Begun,
  ) {
    this.#begin = begin;
    this.pace = new Pace(options);
    this.#options = options;
    this.#counts = counts;
    this.#afterRecord = afterRecord;
    this.#afterLine = options.afterLine ?? 0;
    this.#rowsBefore = counts.records;
  }

  readonly deliver: Deliver = async (row, batch, answer) => {
    if (batch !== this.last) this.pace.at(batch.bytes, batch.totalBytes);
    this.last = batch;
    this.#tell(row.signals);
    if (row.cells === undefined) return true;
    if (answer === undefined) {
      this.#rowsSkipped = row.rows;
    } else {
      this.#tell(answer.signals);
      this.#begun ??= this.#begin();
      const { recording } = this.#begun;
      const planned = { line: row.line, record: row.record, cells: row.cells };
      const recorded = recording?.take(planned, answer.hits);
      if (answer.hits.length > 0) this.#held.push({ row: planned, hits: answer.hits });
      const mayPass = recording === undefined ? this.#held.length > 0 : recorded !== undefined;
      if (mayPass) await this.#passAfter(recorded);
      this.#counts.records = this.#rowsBefore + row.rows - this.#rowsSkipped;
      this.#counts.lastLine = row.line;
      // Most of the time there is nothing to wait for, and a wait for nothing has its price.
      const done = this.#afterRecord(this.#counts, () => this.flush());
      if (done !== undefined) await done;
    }
    const rest = this.pace.rest();
    if (rest !== undefined) await rest;
    return this.#options.abort?.aborted !== true;
  };

  /** Rows that are no record, for example too large ones, may follow the last customer. */
  finish({ rows, bytes, totalBytes }: RowReader): void {
    this.#counts.records = this.#rowsBefore + rows - this.#rowsSkipped;
    this.pace.at(bytes, totalBytes);
  }

  /** Returns when every row that was asked is taken down, and its hits are passed on. */
  async flush(): Promise<void> {
    await this.#passAfter(this.#begun?.recording?.flush());
  }

  /** Does the work and flushes: what came before a fault of the file is sound. */
  async flushing(work: () => Promise<boolean>): Promise<boolean> {
    let complete: boolean;
    try {
      complete = await work();
    } catch (error) {
      // The first failure is the one to tell.
      await this.flush().catch(() => undefined);
      throw error;
    }
    await this.flush();
    return complete;
  }

  #tell(signals: readonly RowSignal[]): void {
    for (const signal of signals) {
      if (signal.line <= this.#afterLine) continue;
      const { kind } = signal;
      this.#counts.signals[kind] = (this.#counts.signals[kind] ?? 0) + 1;
      this.#options.onSignal?.(signal);
    }
  }

  /** Passes on what is held, once that is taken down; drops it where it cannot be. */
  async #passAfter(recorded: Promise<void> | undefined): Promise<void> {
    const held = this.#held;
    this.#held = [];
    await recorded;
    await this.#begun?.raising?.raise(held, this.#begun.recording);
    for (const { hits } of held) {
      this.#counts.recordsWithHits++;
      for (const hit of hits) {
        this.#counts.hits[hit.band]++;
        await this.#options.onHit(hit);
      }
    }
  }
}

function checkOptions(screener: Screener, { threshold, datasets }: ScreenOptions): void {
  if (threshold !== undefined && !(threshold >= 0 && threshold <= 1)) {
    throw problem('USAGE_OPTION', {
      where: 'threshold',
      expected: 'a number from 0 to 1',
      found: String(threshold),
      remedy: 'Leave it out for the default.',
    });
  }
  for (const name of datasets ?? []) {
    if (screener.lists.some((list) => list.name === name)) continue;
    throw problem('USAGE_UNKNOWN_LIST', { found: JSON.stringify(name) });
  }
}
