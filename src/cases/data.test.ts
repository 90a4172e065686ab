import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { loadData, packageRoot } from '../base/index.ts';
import { citations, clocks } from '../law/index.ts';
import {
  CASE_WORKFLOW,
  IGNORED_PROPERTIES,
  MEASURES,
  OUTCOMES,
  REASONS,
  SERVICE_LEVELS,
  VERDICTS,
} from './tables.ts';
import { expectSoundWorkflow } from './testing/sound-workflow.ts';

const strict = { additionalProperties: false };
const Sentence = Type.Object({ en: Type.String({ minLength: 1 }), es: Type.String() }, strict);
const Term = { id: Type.String({ pattern: '^[a-z][a-z0-9._-]*$' }), name: Sentence };
const Terms = Type.Array(Type.Object(Term, strict), { minItems: 1 });
const Ids = Type.Array(Type.String());
const About = {
  about: Type.String({ minLength: 20 }),
  checked: Type.String(),
  sources: Type.Array(Type.String(), { minItems: 1 }),
};
const State = Type.Object({ ...Term, open: Type.Boolean() }, strict);
const Step = Type.Object(
  { step: Type.String(), from: Type.Array(Type.String()), to: Type.Optional(Type.String()) },
  strict,
);
const Reason = Type.Object({ ...Term, beyondName: Type.Boolean() }, strict);
const Hours = Type.Object({ warning: Type.Integer(), breach: Type.Integer() }, strict);

const FlowTable = Type.Object(
  { ...About, initial: Type.String(), states: Type.Array(State), steps: Type.Array(Step) },
  strict,
);

const Rests = { citations: Ids, verified: Type.String() };
const Sentences = Type.Array(Sentence);
const Flow = { initial: Type.String(), states: Type.Array(State) };
const ClockOf = Type.Object(
  { clock: Type.String(), statutes: Type.Optional(Ids), step: Type.Optional(Type.String()) },
  strict,
);
const Statements = Type.Array(Type.Object({ ...Term, ...Rests }, strict));
const StepBy = Type.Object(
  {
    ...{ step: Type.String(), from: Ids, to: Type.Optional(Type.String()) },
    by: Type.String(),
    complete: Type.Optional(Type.Boolean()),
    answers: Type.Optional(Ids),
  },
  strict,
);
const ProceedingStep = Type.Object(
  {
    ...{ step: Type.String(), from: Ids, to: Type.String() },
    requires: Type.Optional(Ids),
    clocks: Type.Optional(Type.Array(ClockOf)),
  },
  strict,
);
const Target = { ...Term, days: Type.Integer({ minimum: 1 }), reached: Ids };
const MinorUnits = Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: 18 }));

const SCHEMAS: Readonly<Record<string, TSchema>> = {
  workflow: FlowTable,
  sar: FlowTable,
  reasons: Type.Object(
    {
      ...About,
      verdicts: Type.Object(
        Object.fromEntries(VERDICTS.map((verdict) => [verdict, Type.Array(Reason)])),
        strict,
      ),
      ...{ waiting: Terms, returning: Terms, reopening: Terms, revoking: Terms },
    },
    strict,
  ),
  outcomes: Type.Object(
    {
      ...About,
      outcomes: Type.Array(
        Type.Object(
          {
            ...Term,
            verdict: Type.String(),
            day: Type.Boolean(),
            clocks: Ids,
            citations: Ids,
            verified: Type.Optional(Type.String()),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
  'service-levels': Type.Object(
    {
      ...About,
      pausesWhileWaiting: Type.Boolean(),
      priorities: Type.Array(
        Type.Object(
          { ...Term, ...Object.fromEntries(MEASURES.map((measure) => [measure, Hours])) },
          strict,
        ),
      ),
    },
    strict,
  ),
  compared: Type.Object({ ...About, ignored: Ids }, strict),
  currencies: Type.Object(
    {
      ...{ ...About, verified: Type.String() },
      exponents: Type.Record(Type.String(), Ids),
      ...{ things: MinorUnits, digital: MinorUnits },
    },
    strict,
  ),
  ledger: Type.Object(
    {
      ...{ ...About, accounts: Ids, forms: Terms },
      types: Type.Array(
        Type.Object(
          {
            ...{ ...Term, ...Rests, from: Type.String(), to: Type.String(), clocks: Ids },
            ...{ second: Type.Boolean(), licence: Type.Boolean(), unlessCase: Type.Boolean() },
          },
          strict,
        ),
      ),
    },
    strict,
  ),
  redress: Type.Object(
    {
      ...{ ...About, answers: Terms },
      types: Type.Array(
        Type.Object(
          {
            ...{ ...Term, ...Rests, ...Flow, notes: Sentences, steps: Type.Array(StepBy) },
            ...{ clocks: Type.Array(ClockOf), targets: Type.Array(Type.Object(Target, strict)) },
            dossier: Type.Array(
              Type.Object({ ...Term, ...Rests, required: Type.Boolean() }, strict),
            ),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
  proceedings: Type.Object(
    {
      ...About,
      types: Type.Array(
        Type.Object(
          {
            ...{ ...Term, ...Rests, ...Flow, notes: Sentences, steps: Type.Array(ProceedingStep) },
            ...{ statutes: Statements, safeguards: Statements },
            periods: Type.Array(
              Type.Object({ ...Rests, state: Type.String(), text: Sentence }, strict),
            ),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
  citations: Type.Object(
    {
      ...About,
      citations: Type.Record(
        Type.String(),
        Type.Object(
          {
            ...{ cite: Type.String(), title: Type.String(), verified: Type.String() },
            date: Type.Union([Type.String(), Type.Null()]),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
};

describe('the tables of cases', () => {
  test('are all looked at', () => {
    const files = readdirSync(join(packageRoot, 'data/cases')).sort();
    expect(files).toEqual(
      Object.keys(SCHEMAS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  test('say everything in English and in Spanish', () => {
    let seen = 0;
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { en, es } = value as { en?: unknown; es?: unknown };
      if (en !== undefined || es !== undefined) {
        seen++;
        expect(String(en).trim()).not.toBe('');
        expect(es, String(en)).toEqual(expect.stringMatching(/\S/));
        if (String(en).split(' ').length > 3) expect(es).not.toBe(en);
      }
      for (const one of Object.values(value)) look(one);
    };
    for (const name of Object.keys(SCHEMAS)) look(loadData(`cases/${name}.json`));
    expect(seen).toBeGreaterThan(150);
  });

  test.each(Object.entries(SCHEMAS))('%s has the form that the code relies on', (name, schema) => {
    const errors = Value.Errors(schema, loadData(`cases/${name}.json`));
    expect(errors.map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([]);
  });

  test('the states of a case can all be reached, and each step is told by where it begins', () => {
    expectSoundWorkflow(CASE_WORKFLOW);
    const closing = CASE_WORKFLOW.steps.filter(({ to }) => to === 'closed');
    // Nothing closes but what was approved, and nothing is approved but what was proposed.
    expect(closing.map(({ from }) => from)).toEqual([['approved']]);
    const approving = CASE_WORKFLOW.steps.filter(({ to }) => to === 'approved');
    expect(approving.map(({ from }) => from)).toEqual([['decision_proposed']]);
  });

  test('outcomes rest on verdicts, clocks and citations that exist', () => {
    for (const { id, verdict, clocks: started, citations: cited, day, verified } of OUTCOMES) {
      expect(VERDICTS, id).toContain(verdict);
      for (const clock of started) expect(clocks.has(clock), `${id} ${clock}`).toBe(true);
      for (const citation of cited) expect(citations.has(citation), citation).toBe(true);
      expect(day, id).toBe(started.length > 0);
      expect(verified !== undefined, id).toBe(cited.length > 0);
      // That a report of suspicious activity exists must show nowhere.
      expect(JSON.stringify([id, started])).not.toMatch(/sar/i);
    }
  });

  test('a name alone is a reason for no true match', () => {
    const alone = REASONS.verdicts.true_match.filter(({ beyondName }) => !beyondName);
    expect(alone.map(({ id }) => id)).toEqual(['same-name']);
  });

  test('a warning comes before a breach, and what presses more is due sooner', () => {
    for (const measure of MEASURES) {
      let before = 0;
      for (const priority of SERVICE_LEVELS.priorities) {
        const { warning, breach } = priority[measure];
        expect(warning, `${priority.id} ${measure}`).toBeGreaterThan(0);
        expect(warning, `${priority.id} ${measure}`).toBeLessThan(breach);
        expect(breach).toBeGreaterThan(before);
        before = breach;
      }
    }
  });

  test('names and numbers of parties are never left out of what is compared', () => {
    for (const property of ['name', 'alias', 'birthDate', 'idNumber', 'address', 'publicKey']) {
      expect(IGNORED_PROPERTIES.has(property)).toBe(false);
    }
  });
});
