import type { Json } from '../../journal/index.ts';
import type { Engine } from '../../matching/index.ts';
import {
  type AskedTogether,
  answerOf,
  bestMatches,
  type CustomerAsked,
} from '../customers/asked.ts';
import { hitOf } from '../customers/ledger.ts';
import type { Recorder } from './recorder.ts';
import type { Way } from './ways.ts';

/** How customers are asked about again. */
export interface CustomersAsked {
  readonly threshold: number;
  /** The listings that they are asked about; everything where there are none. */
  readonly changed: readonly string[] | undefined;
  /** Whether it is only shown what would change. */
  readonly isDry: boolean;
}

/** Records that wait for the disk at the same time. */
const MOST_WAITING = 64;

/** Takes down which customers a re-screening asked, and what came of it. */
export class CustomersRecording {
  readonly #recorder: Recorder;
  readonly #engine: Engine;
  readonly #asked: CustomersAsked;
  /** The records of how they are asked: about everything, and about what changed. */
  #everything: Promise<number> | undefined;
  #changed: Promise<number> | undefined;
  #before: Promise<unknown> = Promise.resolve();

  constructor(recorder: Recorder, engine: Engine, asked: CustomersAsked) {
    this.#recorder = recorder;
    this.#engine = engine;
    this.#asked = asked;
  }

  /**
   * Takes down what was asked, after what was given before. When it returns, all of it would
   * survive a power cut; it gives the numbers of the records of customers with hits.
   */
  take(
    kind: 'everything' | 'changed',
    taken: readonly AskedTogether[],
  ): Promise<ReadonlyMap<string, number>> {
    const done = this.#before.then(() => this.#take(kind, taken));
    this.#before = done;
    // It is waited for in turn, so that one may fail before anybody looks.
    done.catch(() => undefined);
    return done;
  }

  async #take(
    kind: 'everything' | 'changed',
    taken: readonly AskedTogether[],
  ): Promise<ReadonlyMap<string, number>> {
    const numbers = new Map<string, number>();
    if (taken.length === 0) return numbers;
    const began = await this.#begin(kind);
    for (let at = 0; at < taken.length; at += MOST_WAITING) {
      const some = taken.slice(at, at + MOST_WAITING).map(async ({ text, count, record }) => {
        const { seq } = await this.#recorder.recordText(began, text, count);
        if (record !== undefined) numbers.set(record, seq);
      });
      await Promise.all(some);
    }
    return numbers;
  }

  #begin(kind: 'everything' | 'changed'): Promise<number> {
    if (kind === 'everything') {
      this.#everything ??= this.#beginAbout(undefined);
      return this.#everything;
    }
    this.#changed ??= this.#beginAbout(this.#asked.changed);
    return this.#changed;
  }

  async #beginAbout(listings: readonly string[] | undefined): Promise<number> {
    const { threshold, isDry } = this.#asked;
    const about = listings && { about: [...(await this.#recorder.about(listings))] };
    const parameters = { threshold, ...about, ...(isDry && { dryRun: true }) };
    return this.#recorder.begin(this.#engine, { way: 'customers', parameters });
  }
}

/** Asks about customers again, of whole lists; only of the listings that they were asked about. */
export const customersAgain: Way = ({ engine }, { parameters, questions, about }) => {
  const { threshold } = parameters as { readonly threshold: number };
  const only = about && new Set(about);
  return (questions as unknown as readonly CustomerAsked[]).map(([record, ...asked]) => {
    const examples = asked.map(([schema, properties]) => ({ schema, properties }));
    const matches = Array.from(
      bestMatches(engine, examples, threshold).values(),
      (one) => one.match,
    );
    const meant = matches.filter(({ entity }) => only?.has(entity.id) ?? true);
    const hits = meant.map((match) => hitOf(record, engine.listOf(match.entity), match));
    return answerOf(hits) as unknown as Json;
  });
};
