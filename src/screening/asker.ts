import type { Engine, Match, MatchOptions } from '../matching/index.ts';
import { makeCustomer } from './customer.ts';
import type { Plan } from './rows.ts';
import type { CustomerRecord, HitRecord, RowSignal } from './types.ts';

/** What is asked of the lists for every row alike. */
export interface Wishes {
  /** Least score of a hit; the engine's own when absent. */
  readonly threshold: number | undefined;
  /** Most hits for one record. */
  readonly limit: number;
  /** Only these lists; all when absent. */
  readonly datasets: readonly string[] | undefined;
}

/** What a row needs for its question. */
export interface Question {
  readonly line: number;
  readonly record: string;
  /** Its values under the columns of the plan. */
  readonly cells: readonly string[];
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

  /** Makes a customer of a row and asks about it; stops between two questions about the same. */
  *answer(question: Question): Generator<undefined, Answer> {
    const { line, record } = question;
    let signals: RowSignal[] | undefined;
    const customer = makeCustomer(question, this.#plan, (kind, found) => {
      signals ??= [];
      signals.push({ line, record, kind, found });
    });
    let matches = this.#ask(customer.example);
    if (customer.also !== undefined) {
      const found = new Map(matches.map((match) => [match.entity.id, match]));
      for (const example of customer.also) {
        yield undefined;
        for (const match of this.#ask(example)) {
          const before = found.get(match.entity.id);
          if (before === undefined || match.score > before.score) found.set(match.entity.id, match);
        }
      }
      matches = [...found.values()].sort((a, b) => b.score - a.score).slice(0, this.#limit);
    }
    return { signals: signals ?? NONE, hits: this.#hits(customer, matches) };
  }

  #ask(example: CustomerRecord['example']): readonly Match[] {
    if (Object.keys(example.properties).length === 0) return NONE;
    return this.#engine.match(example, this.#matching).matches;
  }

  #hits(customer: CustomerRecord, matches: readonly Match[]): readonly HitRecord[] {
    if (matches.length === 0) return NONE;
    // A slice of the file's text would keep all of it in memory for as long as the hit is kept.
    const own = JSON.parse(JSON.stringify([customer.record, customer.query])) as [
      string,
      CustomerRecord['query'],
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
