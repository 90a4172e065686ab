import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageOf, Count, nearestRank, Share, Times } from './figures.ts';
import { cohensKappa } from './kappa.ts';
import { wilson } from './wilson.ts';

test("Wilson's interval, as his formula gives it", () => {
  const [low, high] = wilson(5, 10);
  expect(low).toBeCloseTo(0.2366, 4);
  expect(high).toBeCloseTo(0.7634, 4);
  expect(wilson(0, 10)[0]).toBe(0);
  expect(wilson(0, 10)[1]).toBeCloseTo(0.2775, 4);
  expect(wilson(0, 0)).toEqual([0, 1]);
});

test('kappa of a table worked out by hand, and none where it says nothing', () => {
  // Of 50: 20 both yes, 15 both no, 5 and 10 apart: .7 observed, .5 by chance.
  const rows = [
    ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
    ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
    ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
    ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
  ];
  expect(cohensKappa(rows)).toBeCloseTo(0.4);
  expect(cohensKappa(rows.filter(([first]) => first === 'no'))).toBeNull();
  expect(cohensKappa([])).toBeNull();
});

test('a percentile is a value that occurred, and as many do not exceed it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = [...values].sort((a, b) => a - b);
        const found = nearestRank(sorted, share);
        const upTo = sorted.filter((value) => value <= found).length;
        const below = sorted.filter((value) => value < found).length;
        expect(upTo / sorted.length).toBeGreaterThanOrEqual(share);
        expect(below).toBeLessThan(sorted.length * share);
      },
    ),
  );
});

test('numbers do not depend on the order in which groups come', () => {
  const added = fc.array(fc.record({ list: fc.constantFrom('a', 'b', 'c'), holds: fc.boolean() }));
  fc.assert(
    fc.property(added, (rows) => {
      const told = (some: typeof rows) => {
        const [count, share, times] = [new Count(), new Share(), new Times()];
        for (const { list, holds } of some) {
          count.add({ list }, 1);
          share.add({ list }, 1, holds);
          times.add({ list }, [1, 1], holds ? 1 : 2);
        }
        return [count.figures(), share.figures(), times.figures()];
      };
      expect(told([...rows].reverse())).toEqual(told(rows));
    }),
  );
});

test.each([
  [0, '0-1'],
  [86_399_999, '0-1'],
  [86_400_000, '1-3'],
  [7 * 86_400_000, '7-30'],
  [90 * 86_400_000, '90-'],
])('%i milliseconds are %s days', (ms, name) => {
  expect(ageOf(ms)).toBe(name);
});
