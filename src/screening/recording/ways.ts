import type { Example } from '../../entity/index.ts';
import type { Json } from '../../journal/index.ts';
import type { Engine, MatchResult } from '../../matching/index.ts';
import { Asker, type Wishes } from '../asker.ts';
import type { PlannedRow } from '../customer.ts';
import { type LookUp, lookUp } from '../look-up.ts';
import type { Plan } from '../rows.ts';
import type { HitRecord, Screener } from '../types.ts';
import { answersOf, answersOfHits } from './answers.ts';
import { customersAgain } from './customers.ts';
import type { Asked, Manner } from './recorder.ts';

/** Asks again what was taken down, of lists as they stood. */
export type Way = (
  screener: Screener,
  asked: {
    readonly parameters: Json;
    readonly questions: Json;
    /** The listings that it was about; everything where there are none. */
    readonly about?: readonly string[];
  },
) => Json | Promise<Json>;

/** A look-up as it is taken down. */
export function lookedUp(
  engine: Engine,
  { examples, threshold, limit }: LookUp,
  { matches }: MatchResult,
): readonly [Manner, Asked] {
  return [
    { way: 'look-up', parameters: { threshold, limit } },
    {
      questions: examples as unknown as Json,
      answers: answersOf(matches, (entity) => engine.listOf(entity)),
      count: { questions: examples.length, hits: matches.length },
    },
  ];
}

const lookUpAgain: Way = ({ engine }, { parameters, questions }) => {
  const { threshold, limit } = parameters as unknown as Pick<LookUp, 'threshold' | 'limit'>;
  const asked = { examples: questions as unknown as readonly Example[], threshold, limit };
  return lookedUp(engine, asked, lookUp(engine, asked))[1].answers;
};

/** How the rows of a file are asked about, as it is taken down. */
export interface RowsAsked {
  readonly plan: Plan;
  readonly wishes: Wishes;
}

/** The same for the record; what is not said is left out, as a record has no word for it. */
export const mannerOfRows = ({ plan, wishes }: RowsAsked): Manner => ({
  way: 'file',
  parameters: JSON.parse(JSON.stringify({ plan: withoutHeadings(plan), wishes })) as Json,
});

/** Rows of a customer file as they are taken down: each with its line, its id and its values. */
export const rowsAsked = (
  rows: readonly PlannedRow[],
  hits: readonly (readonly HitRecord[])[],
): Asked => ({
  questions: rows.map(({ line, record, cells }) => [line, record, ...cells]),
  answers: hits.map(answersOfHits),
  count: { questions: rows.length, hits: hits.reduce((sum, { length }) => sum + length, 0) },
});

/** A file without a header has a person where the headings are; answers do not depend on them. */
function withoutHeadings({ columns, readingOfM }: Plan): Plan {
  return { columns: columns.map((column) => ({ ...column, heading: '' })), readingOfM };
}

const rowsAgain: Way = ({ engine }, { parameters, questions }) => {
  const { plan, wishes } = parameters as unknown as RowsAsked;
  const asker = new Asker(engine, plan, wishes);
  const rows = (questions as [number, string, ...string[]][]).map(([line, record, ...cells]) => {
    return { line, record, cells };
  });
  return rows.map((row) => {
    const asking = asker.answer(row);
    for (;;) {
      const step = asking.next();
      if (step.done === true) return answersOfHits(step.value.hits);
    }
  });
};

/** The ways that this room knows; the server adds its own. */
export const WAYS: Readonly<Record<string, Way>> = {
  'look-up': lookUpAgain,
  file: rowsAgain,
  customers: customersAgain,
};
