import type { Example } from '../entity/index.ts';
import type { Engine, Match, MatchOptions } from '../matching/index.ts';
import { examplesOfRow, type PlannedRow, queryOf } from './customer.ts';
import type { Plan } from './rows.ts';
import type { HitRecord, RowSignal } from './types.ts';

/** What is asked of the lists for every row alike. */
export interface Wishes {
  /** Least score of a hit; the engine's own when absent. */
  readonly threshold: number | undefined;
  /** Most hits for one record. */
  readonly limit: number;
  /** Only these lists; all when absent. */
  readonly datasets: readonly string[] | undefined;
}

/** What came of one row. */
export interface Answer {
  /** What its values have to tell. */
  readonly signals: readonly RowSignal[];
  readonly hits: readonly HitRecord[];
}

/** Asks an engine about rows, one by one. It needs no more of the file: any thread may have one. */
export class Asker {
  readonly #engine: Engine;
  readonly #plan: Plan;
  readonly #matching: MatchOptions;
  readonly #limit: number;

  constructor(engine: Engine, plan: Plan, { threshold, limit, datasets }: Wishes) {
    this.#engine = engine;
    this.#plan = plan;
    this.#limit = limit;
    const only = datasets === undefined ? undefined : new Set(datasets);
    this.#matching = {
      limit,
      ...(threshold !== undefined && { threshold }),
      ...(only !== undefined && { accept: (entity) => only.has(engine.listOf(entity)) }),
    };
  }

  /** Asks everything about a row; stops between two questions about the same. */
  *answer(row: PlannedRow): Generator<undefined, Answer> {
    const { line, record } = row;
    let signals: RowSignal[] | undefined;
    const [first, ...others] = examplesOfRow(row, this.#plan, (kind, found) => {
      signals ??= [];
      signals.push({ line, record, kind, found });
    });
    let matches = this.#ask(first);
    if (others.length > 0) {
      const found = new Map(matches.map((match) => [match.entity.id, match]));
      for (const example of others) {
        yield undefined;
        for (const match of this.#ask(example)) {
          const before = found.get(match.entity.id);
          if (before === undefined || match.score > before.score) found.set(match.entity.id, match);
        }
      }
      // The engine's own order stays, unless the answers to two questions have to be merged.
      matches = [...found.values()].sort((a, b) => b.score - a.score).slice(0, this.#limit);
    }
    return { signals: signals ?? NONE, hits: this.#hits(row, matches) };
  }

  #ask(example: Example): readonly Match[] {
    if (Object.keys(example.properties).length === 0) return NONE;
    return this.#engine.match(example, this.#matching).matches;
  }

  #hits(row: PlannedRow, matches: readonly Match[]): readonly HitRecord[] {
    if (matches.length === 0) return NONE;
    // A slice of the file's text would keep all of it in memory for as long as the hit is kept.
    const own = JSON.parse(JSON.stringify([row.record, queryOf(row, this.#plan)])) as [
      string,
      HitRecord['query'],
    ];
    return matches.map(({ entity, score, band, evidence }) => ({
      record: own[0],
      query: own[1],
      entity: entity.id,
      caption: entity.caption,
      dataset: this.#engine.listOf(entity),
      score: Math.round(score * 10_000) / 10_000,
      band,
      explanation: evidence,
    }));
  }
}

const NONE: readonly never[] = [];
