import type { OnProgress } from '../../base/index.ts';
import type { Entity, Example } from '../../entity/index.ts';
import type { Engine, Match } from '../../matching/index.ts';
import type { KnownHit } from './ledger.ts';

/** A match, and which of the questions about a customer it answers. */
export interface BestMatch {
  readonly match: Match;
  readonly example: Example;
}

/** The best match of each listing with any question about a customer. */
export function bestMatches(
  engine: Engine,
  examples: readonly Example[],
  threshold: number,
  datasets?: readonly string[],
): Map<string, BestMatch> {
  const best = new Map<string, BestMatch>();
  const only = datasets && new Set(datasets);
  const options = {
    threshold,
    limit: Number.POSITIVE_INFINITY,
    ...(only && { accept: (entity: Entity) => only.has(engine.listOf(entity)) }),
  };
  for (const example of examples) {
    for (const match of engine.match(example, options).matches) {
      const { id } = match.entity;
      const before = best.get(id);
      if (before === undefined || match.score > before.match.score)
        best.set(id, { match, example });
    }
  }
  return best;
}

/** A customer with hits that are to come before a person: those that are new or another. */
export interface CustomerHits {
  readonly record: string;
  /** What the lists were asked about the customer. */
  readonly examples: readonly Example[];
  readonly threshold: number;
  /** The lists that were asked; all where it is not said. */
  readonly datasets?: readonly string[];
  /** The listings that are new or another. */
  readonly entities: readonly string[];
  /** The record of the question, where it was taken down. */
  readonly taken?: number;
}

/** Brings hits before people; where it fails, they are given again the next time. */
export type Raise = (
  engine: Engine,
  hits: readonly CustomerHits[],
  onProgress: OnProgress,
) => Promise<void>;

/** The matches of a customer's hits: threads send what was found, and not what it was found by. */
export function matchesOf(
  engine: Engine,
  { examples, threshold, datasets, entities }: CustomerHits,
): readonly BestMatch[] {
  const best = bestMatches(engine, examples, threshold, datasets);
  return entities.flatMap((id) => best.get(id) ?? []);
}

/** Customers who were asked about, and what came of it, as they stand beside one record. */
export interface AskedTogether {
  /** JSON: `questions` and `answers`, one each a customer. */
  readonly text: string;
  readonly count: { readonly questions: number; readonly hits: number };
  /** Whom it is about, where it is one customer with hits. */
  readonly record?: string;
}

/** A customer as what was asked: the identifier, then each question's schema and properties. */
export type CustomerAsked = readonly [
  record: string,
  ...asked: (readonly [schema: string, properties: Example['properties']])[],
];

/** Customers without hits that are taken down together, and characters of them. */
const CUSTOMERS = 512;
const CHARACTERS = 262_144;

/**
 * Collects what a thread asked, in the form in which it is taken down. A customer with hits has a
 * record of its own, as it is what a case begins with; the many without any share one.
 */
export class Notes {
  readonly #taken: AskedTogether[] = [];
  #without: string[] = [];
  #characters = 0;

  take(record: string, examples: readonly Example[], hits: readonly KnownHit[]): void {
    const asked: CustomerAsked = [
      record,
      ...examples.map(({ schema, properties }) => [schema, properties] as const),
    ];
    const question = JSON.stringify(asked);
    if (hits.length > 0) {
      const text = textOf([question], [JSON.stringify(answerOf(hits))]);
      this.#taken.push({ text, count: { questions: 1, hits: hits.length }, record });
      return;
    }
    // One that may be as large as a record can hold is not put to others.
    if (this.#characters + question.length > CHARACTERS) this.#putTogether();
    this.#without.push(question);
    this.#characters += question.length;
    if (this.#without.length >= CUSTOMERS) this.#putTogether();
  }

  /** Gives all that was taken since the last time. */
  all(): readonly AskedTogether[] {
    this.#putTogether();
    return this.#taken.splice(0);
  }

  #putTogether(): void {
    const questions = this.#without;
    if (questions.length === 0) return;
    this.#without = [];
    this.#characters = 0;
    const text = textOf(
      questions,
      questions.map(() => '[]'),
    );
    this.#taken.push({ text, count: { questions: questions.length, hits: 0 } });
  }
}

const textOf = (questions: readonly string[], answers: readonly string[]): string =>
  `{"questions":[${questions.join()}],"answers":[${answers.join()}]}`;

/** A customer's hits as they are taken down, in an order that depends on nothing else. */
export const answerOf = (hits: Iterable<KnownHit>) =>
  Array.from(
    hits,
    ({ entity, dataset, score, band, evidence }) =>
      [entity, dataset, score, band, evidence] as const,
  ).sort(([a], [b]) => (a < b ? -1 : 1));
