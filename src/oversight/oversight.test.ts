import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASE_KINDS, SAR_COMPARTMENT } from '../cases/index.ts';
import type { StoredEvent } from '../store/index.ts';
import { DEFINITIONS, UNMEASURED } from './definitions.ts';
import { type OversightQuestion, oversightOf } from './oversight.ts';
import { erased, histories, play, SETTINGS } from './testing/history.ts';

/** What must hold of the measures whatever happened. */

const LATE = new Date('2031-01-01T00:00:00Z');
const ask = (changes: Partial<OversightQuestion> = {}): OversightQuestion => ({
  until: LATE,
  compartments: [],
  others: [SETTINGS],
  ...changes,
});
const bytes = async (events: readonly StoredEvent[], question: OversightQuestion) =>
  JSON.stringify(await oversightOf(events, question));
const RUNS = { numRuns: Number(process.env['TAMIZ_RUNS'] ?? 40) };

describe('the same moment gives the same numbers', () => {
  test('whatever is recorded after it, byte for byte', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (tries, n) => {
        const { events } = await play(tries);
        const until = events[n % Math.max(1, events.length)]?.at ?? LATE;
        const before = events.filter(({ at }) => at <= until);
        const then = await oversightOf(before, ask({ until }));
        expect(JSON.stringify(then)).toBe(await bytes(events, ask({ until })));
        told += then.measures.reduce((sum, { figures }) => sum + figures.length, 0);
      }),
      RUNS,
    );
    expect(told).toBeGreaterThan(RUNS.numRuns * 10);
  });

  test('also when what is said of persons was erased, but for those that say so', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat({ max: 6 }), async (tries, n) => {
        const { events } = await play(tries);
        const lasting = async (some: readonly StoredEvent[]) => {
          const { measures } = await oversightOf(some, ask());
          return measures.filter(({ beside }) => beside !== 'erasure');
        };
        const less = erased(events, ({ seq }) => seq % 7 <= n);
        expect(JSON.stringify(await lasting(less))).toBe(JSON.stringify(await lasting(events)));
      }),
      RUNS,
    );
  });
});

test('each measure comes from its own records, and can be worked out of them again', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (tries) => {
      const { events } = await play(tries);
      const all = ask({ compartments: [SAR_COMPARTMENT], listDates: async () => '2026-01-01' });
      const { measures } = await oversightOf(events, all);
      for (const { id, kinds, records, figures } of measures) {
        const own = events.filter(
          ({ kind, seq }) =>
            kinds.includes(kind) && records !== null && records.first <= seq && seq <= records.last,
        );
        expect([id, own.length]).toEqual([id, records?.events ?? 0]);
        const again = (await oversightOf(own, all)).measures.find((one) => one.id === id);
        expect([id, again?.figures]).toEqual([id, figures]);
        for (const figure of figures) {
          const { first = -1, last = -1 } = figure.records ?? {};
          expect(last).toBeLessThanOrEqual(records?.last ?? -1);
          expect(first).toBeGreaterThanOrEqual(records?.first ?? 0);
        }
      }
    }),
    // Each run works out everything anew for each measure.
    { numRuns: Math.ceil(RUNS.numRuns / 4) },
  );
});

test('whoever has no right to the compartment cannot tell that anything is in it', async () => {
  let there = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (tries) => {
      const { events } = await play(tries);
      const without = events.filter(({ kind }) => kind !== 'sar');
      there += events.length - without.length;
      expect(await bytes(events, ask())).toBe(await bytes(without, ask()));
      expect(await bytes(events, ask())).not.toContain('sar.');
    }),
    RUNS,
  );
  expect(there).toBeGreaterThan(0);
});

test('work that the commands allowed has no exception, in any order of anything', async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (tries) => {
      const { events } = await play(tries);
      const { measures } = await oversightOf(events, ask({ compartments: [SAR_COMPARTMENT] }));
      for (const id of ['four-eyes', 'sar.four-eyes']) {
        for (const figure of measures.find((one) => one.id === id)?.figures ?? []) {
          steps += figure.denominator ?? 0;
          expect([figure.by, figure.exceptions]).toEqual([figure.by, []]);
        }
      }
    }),
    RUNS,
  );
  expect(steps).toBeGreaterThan(RUNS.numRuns);
});

/** Who proposed, or began, what an event agrees to. */
const firstOf = (events: readonly StoredEvent[], { kind, id, seq }: StoredEvent) =>
  events.findLast(
    (event) =>
      event.kind === kind &&
      event.id === id &&
      event.seq < seq &&
      event.actor.kind === 'user' &&
      /\.(proposed|answered)$/.test(event.type),
  );

test('an approval that whoever proposed it gave is found in any history, and nothing else', async () => {
  const forged = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (tries, n) => {
      const { events } = await play(tries);
      const approvals = events.filter(({ type }) => type.endsWith('.approved'));
      const types = [...new Set(approvals.map(({ type }) => type))];
      const approval = approvals.find(({ type }) => type === types[n % types.length]);
      const actor = approval && firstOf(events, approval)?.actor;
      if (approval === undefined || actor === undefined) return;
      forged.set(approval.type, (forged.get(approval.type) ?? 0) + 1);
      const wrong = events.map((event) => (event === approval ? { ...event, actor } : event));
      const { measures } = await oversightOf(wrong, ask({ compartments: [SAR_COMPARTMENT] }));
      const found = measures
        .filter(({ id }) => id.endsWith('four-eyes'))
        .flatMap(({ figures }) => figures.flatMap(({ exceptions = [] }) => exceptions));
      expect(found).toEqual([approval.seq]);
    }),
    { numRuns: RUNS.numRuns * 3 },
  );
  for (const kind of ['case', 'bulk', 'redress', 'property', 'sar']) {
    expect([kind, forged.get(`${kind}.approved`) ?? 0]).not.toEqual([kind, 0]);
  }
});

test('the numbers name no customer, and say nothing that people wrote', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (tries) => {
      const told = await bytes((await play(tries)).events, ask());
      for (const word of ['customer-', 'Nadie', 'Why.', 'Satizábal', 'made-up-']) {
        expect(told).not.toContain(word);
      }
    }),
    RUNS,
  );
});

describe('the table of measures', () => {
  test('says everything in both languages, of kinds that there are', () => {
    // Reports are of another room.
    const kinds = [...[...CASE_KINDS, SETTINGS].map(({ name }) => name), 'report'];
    const ids = [...DEFINITIONS, ...UNMEASURED].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, unit, name, meaning, numerator, denominator, kinds: own } of DEFINITIONS) {
      for (const text of [name, meaning, numerator, denominator]) {
        if (text === undefined) continue;
        expect([id, text.en.length > 3, text.es.length > 3]).toEqual([id, true, true]);
      }
      if (unit === 'share') expect([id, numerator, denominator]).not.toContain(undefined);
      if (unit === 'hours') expect([id, denominator]).not.toContain(undefined);
      expect(own.filter((kind) => !kinds.includes(kind))).toEqual([]);
    }
  });

  test('is of what is worked out: every measure has numbers in some history', async () => {
    const seen = new Set<string>();
    const compartments = [SAR_COMPARTMENT];
    const listDates = async () => '2026-01-01';
    await fc.assert(
      fc.asyncProperty(histories, async (tries) => {
        const { events } = await play(tries);
        for (const until of [
          LATE,
          events[events.length >> 1]?.at ?? LATE,
          events.at(-1)?.at ?? LATE,
        ]) {
          const question = ask({ until, compartments, listDates });
          const { measures } = await oversightOf(events, question);
          for (const { id, by, figures } of measures) {
            if (figures.length > 0) seen.add(id);
            for (const figure of figures) {
              expect([id, Object.keys(figure.by)]).toEqual([id, [...by]]);
            }
          }
        }
      }),
      { ...RUNS, seed: 7 },
    );
    expect(DEFINITIONS.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });
});
