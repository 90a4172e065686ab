import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDue } from './schedule.ts';

test('the next run is on the beat, still to come, and the nearest of those', () => {
  const ms = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(ms, fc.integer({ min: 1, max: 5_000 }), ms, (due, every, late) => {
      const now = due + late;
      const next = nextDue(due, every, now);
      expect((next - due) % every).toBe(0);
      expect(next).toBeGreaterThan(now);
      expect(next - every).toBeLessThanOrEqual(now);
    }),
  );
});

test('a run that began early does not come twice', () => {
  expect(nextDue(1_000, 60, 990)).toBe(1_060);
});
