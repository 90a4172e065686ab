import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance as distanceOfBytes, slipsAllowed } from './edit-distance.ts';

/** The recurrence as it is written in textbooks, without rows, limits or early ends. */
function textbook(a: string, b: string): number {
  const d: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 0; j <= b.length; j++) d[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
      }
    }
  }
  return d[a.length]![b.length]!;
}

/** The distance of two words that stand somewhere in larger memory. */
function editDistance(a: string, b: string, limit: number): number {
  const [left, right] = [Buffer.from(`xy${a}z`), Buffer.from(`q${b}`)];
  return distanceOfBytes(left, 2, a.length, right, 1, b.length, limit);
}

const word = fc.string({ unit: fc.constantFrom(...'abcde'), maxLength: 12 });

describe('editDistance', () => {
  test.each([
    ['gerardo', 'gerarod', 1],
    ['martha', 'marhta', 1],
    ['garcia', 'garsia', 1],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
    ['same', 'same', 0],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(editDistance(a, b, 9)).toBe(distance);
  });

  test('equals the textbook up to the limit, and says limit + 1 above it', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(textbook(a, b), limit + 1));
      }),
      { numRuns: 5_000 },
    );
  });

  test('very long words are equal or too far apart', () => {
    expect(editDistance('a'.repeat(40), 'a'.repeat(40), 2)).toBe(0);
    expect(editDistance('a'.repeat(40), 'a'.repeat(41), 2)).toBe(3);
  });
});

test('short words must be equal', () => {
  expect(slipsAllowed(3, 3)).toBe(0);
  expect(slipsAllowed(3, 4)).toBe(0);
  expect(slipsAllowed(5, 4)).toBe(1);
  expect(slipsAllowed(6, 7)).toBe(1);
});
