import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, problem, silent, systemClock } from '../base/index.ts';
import type { Match, MatchOptions } from '../matching/index.ts';
import { type CustomerFile, readCustomers } from './records.ts';
import { scopedTo } from './scope.ts';
import type {
  CustomerInput,
  CustomerRecord,
  HitRecord,
  Screener,
  ScreenOptions,
  ScreenSummary,
} from './types.ts';

const DEFAULT_LIMIT = 10;

/** How often progress is told, in milliseconds. */
const PROGRESS_MS = 100;

/** How long records are screened before other work, an abort say, gets its turn. */
const TURN_MS = 20;

/** What has been counted so far; part of the summary, and of what a resumed run goes on from. */
export interface Counts {
  records: number;
  recordsWithHits: number;
  hits: { strong: number; possible: number; none: number };
  signals: Record<string, number>;
  lastLine: number;
}

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
 * hits so far are whole. Throws what `readCustomers` throws, `USAGE_OPTION` for a threshold that is
 * not from 0 to 1, and `USAGE_UNKNOWN_LIST` for a list that is not there.
 */
export async function screenCustomers(
  screener: Screener,
  input: CustomerInput,
  options: ScreenOptions,
): Promise<ScreenSummary> {
  return screenFrom(screener, input, options, noCounts(), async () => {});
}

/** As `screenCustomers`, but goes on from `counts`, and calls `afterRecord` after each record. */
export async function screenFrom(
  screener: Screener,
  input: CustomerInput,
  options: ScreenOptions,
  counts: Counts,
  afterRecord: (counts: Counts) => Promise<void>,
): Promise<ScreenSummary> {
  const pace = new Pace(options);
  const find = finder(screener, options, pace);
  const after = options.afterLine ?? 0;
  const file = readCustomers(input, {
    map: options.map ?? {},
    onBytes: (done, total) => pace.bytes(done, total),
    onSignal: (signal) => {
      if (signal.line <= after) return;
      counts.signals[signal.kind] = (counts.signals[signal.kind] ?? 0) + 1;
      options.onSignal?.(signal);
    },
  });
  const rowsBefore = counts.records;
  let rowsSkipped = 0;
  let complete = options.abort?.aborted !== true;
  if (complete) {
    for await (const customer of file) {
      if (customer.line <= after) {
        rowsSkipped = file.rows;
      } else {
        const matches = await find(customer);
        complete = matches !== undefined;
        if (matches === undefined) break;
        await screenOne(customer, matches, options, counts);
        counts.records = rowsBefore + file.rows - rowsSkipped;
        counts.lastLine = customer.line;
        await afterRecord(counts);
      }
      await pace.rest();
      complete = options.abort?.aborted !== true;
      if (!complete) break;
    }
  }
  // Rows that are no record, for example too large ones, may follow the last customer.
  if (complete) counts.records = rowsBefore + file.rows - rowsSkipped;
  pace.finish();
  return summary(scopedTo(screener, options.datasets), file, counts, complete);
}

async function screenOne(
  customer: CustomerRecord,
  matches: readonly (Match & { readonly dataset: string })[],
  options: ScreenOptions,
  counts: Counts,
): Promise<void> {
  if (matches.length === 0) return;
  counts.recordsWithHits++;
  // A slice of the file's text would keep all of it in memory for as long as the hit is kept.
  const own = JSON.parse(JSON.stringify([customer.record, customer.query])) as [
    string,
    CustomerRecord['query'],
  ];
  for (const { entity, dataset, score, band, evidence } of matches) {
    counts.hits[band]++;
    const hit: HitRecord = {
      record: own[0],
      query: own[1],
      entity: entity.id,
      caption: entity.caption,
      dataset,
      score: Math.round(score * 10_000) / 10_000,
      band,
      explanation: evidence,
    };
    await options.onHit(hit);
  }
}

type Found = readonly (Match & { readonly dataset: string })[];

/** What is found of a customer, or undefined when an abort came between two of its questions. */
type Find = (customer: CustomerRecord) => Promise<Found | undefined>;

/** Asks the engine every question about a customer, and merges what comes back. */
function finder(screener: Screener, options: ScreenOptions, pace: Pace): Find {
  assertThreshold(options.threshold);
  const only = options.datasets === undefined ? undefined : new Set(options.datasets);
  for (const name of only ?? []) {
    if (!screener.lists.some((list) => list.name === name)) {
      throw problem('USAGE_UNKNOWN_LIST', { found: JSON.stringify(name) });
    }
  }
  const limit = options.limit ?? DEFAULT_LIMIT;
  const matching: MatchOptions = {
    limit,
    ...(options.threshold !== undefined && { threshold: options.threshold }),
    ...(only !== undefined && { accept: (entity) => only.has(screener.engine.listOf(entity)) }),
  };
  return async (customer) => {
    const found = new Map<string, Match>();
    for (const [i, example] of [customer.example, ...(customer.also ?? [])].entries()) {
      if (Object.keys(example.properties).length === 0) continue;
      if (i > 0) {
        await pace.rest();
        if (options.abort?.aborted === true) return undefined;
      }
      for (const match of screener.engine.match(example, matching).matches) {
        const before = found.get(match.entity.id);
        if (before === undefined || match.score > before.score) found.set(match.entity.id, match);
      }
    }
    const matches = [...found.values()];
    // The engine's own order stays, unless the answers to two questions have to be merged.
    if (customer.also !== undefined) matches.sort((a, b) => b.score - a.score);
    return matches
      .slice(0, limit)
      .map((match) => ({ ...match, dataset: screener.engine.listOf(match.entity) }));
  };
}

function assertThreshold(threshold: number | undefined): void {
  if (threshold === undefined || (threshold >= 0 && threshold <= 1)) return;
  throw problem('USAGE_OPTION', {
    where: 'threshold',
    expected: 'a number from 0 to 1',
    found: String(threshold),
    remedy: 'Leave it out for the default.',
  });
}

/** Tells progress now and then, and gives other work its turn. */
class Pace {
  readonly #options: ScreenOptions;
  readonly #clock: Clock;
  #told: number;
  #turned: number;
  #done = 0;
  #total: number | undefined;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#told = this.#clock.elapsedMs();
    this.#turned = this.#told;
  }

  bytes(done: number, total: number | undefined): void {
    this.#done = done;
    this.#total = total;
  }

  async rest(): Promise<void> {
    const now = this.#clock.elapsedMs();
    if (now - this.#told >= PROGRESS_MS) {
      this.#told = now;
      this.finish();
    }
    if (now - this.#turned < TURN_MS) return;
    await turn();
    this.#turned = this.#clock.elapsedMs();
  }

  finish(): void {
    const total = this.#total === undefined ? {} : { total: this.#total };
    const tell = this.#options.onProgress ?? silent;
    tell({ stage: 'screen', done: this.#done, unit: 'bytes', ...total });
  }
}

function summary(
  screener: Screener,
  file: CustomerFile,
  counts: Counts,
  complete: boolean,
): ScreenSummary {
  return {
    records: counts.records,
    recordsWithHits: counts.recordsWithHits,
    hits: { ...counts.hits },
    signals: { ...counts.signals },
    encoding: file.encoding,
    delimiter: file.delimiter,
    columns: file.columns,
    lastLine: counts.lastLine,
    complete,
    coverage: screener.coverage.sentence,
  };
}
