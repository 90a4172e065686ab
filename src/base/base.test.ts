import { describe, expect, test } from 'vitest';
import { assert } from './assert.ts';
import { fixedClock, systemClock, wireTime } from './clock.ts';
import { loadData, packageRoot } from './data.ts';
import { randomId, seededRandom } from './random.ts';

describe('clock', () => {
  test('a fixed clock moves only when told', () => {
    const clock = fixedClock('2026-04-21T08:30:00Z');
    expect(wireTime(clock.now())).toBe('2026-04-21T08:30:00');
    clock.advance(1_500);
    expect(wireTime(clock.now())).toBe('2026-04-21T08:30:01');
    expect(clock.elapsedMs() - new Date('2026-04-21T08:30:00Z').getTime()).toBe(1_500);
  });

  test('the system clock never goes back', () => {
    const first = systemClock.elapsedMs();
    expect(systemClock.elapsedMs()).toBeGreaterThanOrEqual(first);
    expect(systemClock.now().getTime()).toBeGreaterThan(0);
  });
});

describe('random', () => {
  test('the same seed gives the same numbers, all in [0, 1)', () => {
    const a = seededRandom(7);
    const b = seededRandom(7);
    const numbers = Array.from({ length: 1_000 }, () => a.next());
    expect(numbers).toEqual(Array.from({ length: 1_000 }, () => b.next()));
    expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(990);
    expect(numbers.reduce((sum, n) => sum + n, 0) / 1_000).toBeCloseTo(0.5, 1);
  });

  test('ids are 32 hexadecimal digits and differ', () => {
    expect(randomId()).toMatch(/^[0-9a-f]{32}$/);
    expect(randomId()).not.toBe(randomId());
  });
});

test('a broken assumption asks to be reported', () => {
  expect(() => assert(false, 'one is two')).toThrow('Broken assumption: one is two.');
  expect(() => assert(true, 'one is one')).not.toThrow();
});

test('tables are read from the root of the package', () => {
  expect(loadData<{ name: string }>('../package.json').name).toBe('tamiz');
  expect(packageRoot).not.toContain('src');
});
