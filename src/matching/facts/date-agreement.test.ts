import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIsoDate } from '../../entity/index.ts';
import { MODEL } from '../model.ts';
import { dateAgreement, packDate, visitDatesNear } from './date-agreement.ts';

const two = (number: number) => String(number).padStart(2, '0');

/** Few years and months, so that dates meet in every way; others far away. */
const isoDate = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(1965, 1966, 1967, 1968, 1956, 1976, 1866),
      fc.integer({ min: 1, max: 9999 }),
    ),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.constantFrom(4, 7, 10),
  )
  .map(([year, month, day, length]) =>
    `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`.slice(0, length),
  )
  .filter((text) => parseIsoDate(text) !== undefined);

const packed = fc
  .tuple(isoDate, fc.integer({ min: 0, max: 4 }))
  .map(([date, rough]) => packDate(date, rough === 0));

/** A date that was changed a little, so that near misses come up all the time. */
const pair = fc.oneof(
  fc.tuple(packed, packed),
  fc
    .tuple(isoDate, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.boolean())
    .map(([date, at, digit, rough]): [string, string, boolean] => [
      date,
      date.slice(0, at) +
        (/\d/.test(date[at] ?? '') ? digit : (date[at] ?? '')) +
        date.slice(at + 1),
      rough,
    ])
    .filter(([, other]) => parseIsoDate(other) !== undefined)
    .map(([date, other, rough]): [number, number] => [packDate(date), packDate(other, rough)]),
);

describe('how two dates agree', () => {
  test.each([
    ['1966-07-17', '1966-07-17', 'day'],
    ['1966-01-01', '1966-01-01', 'dayPlaceholder'],
    ['1966-07-17', '1966-07', 'month'],
    ['1966-07-17', '1966', 'year'],
    ['1966-07-17', '1966-01-01', 'yearPlaceholder'],
    ['1966-07', '1966-01-01', 'yearPlaceholder'],
    ['1966-07', '1966-07-01', 'month'],
    ['1966-05-04', '1966-04-05', 'swapped'],
    ['1966-07-17', '1966-07-11', 'digit'],
    ['1966-07-17', '1966-09-17', 'digit'],
    ['1966-07-17', '1967', 'nextYear'],
    ['1966', '1967', 'nextYear'],
    ['1952-10-07', '1957-10-07', 'yearDigit'],
    ['1966-07-17', '1976-07-17', 'yearDigit'],
    ['1966-07', '1966-12-05', 'sameYear'],
    ['1966-07-17', '1966-12-05', 'sameYear'],
    ['1966-07-17', '1967-02-03', 'yearApart'],
    ['1966-07-17', '1971-02-03', 'yearsApart'],
    ['1966', '1969', 'yearsApart'],
    ['1966-07-17', '1991-02-03', 'decadesApart'],
  ] as const)('%s and %s: %s', (a, b, how) => {
    expect(dateAgreement(packDate(a), packDate(b))).toBe(how);
    expect(dateAgreement(packDate(b), packDate(a))).toBe(how);
  });

  test('about a year allows two, and month and day count no more', () => {
    const about = packDate('1966-03', true);
    expect(dateAgreement(packDate('1968-03-01'), about)).toBe('circa');
    expect(dateAgreement(packDate('1966-03-01'), about)).toBe('circa');
    expect(dateAgreement(packDate('1969-03-01'), about)).toBe('yearsApart');
    expect(dateAgreement(about, packDate('1964', true))).toBe('circa');
  });

  test('the order of the two makes no difference', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(dateAgreement(a, b)).toBe(dateAgreement(b, a));
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a date that is worth anything beside another lies near it', () => {
  fc.assert(
    fc.property(pair, ([a, b]) => {
      let near = false;
      visitDatesNear(a, (from, to) => {
        near ||= from <= b && b <= to;
      });
      const worth = MODEL.birthDate[dateAgreement(a, b)];
      expect(near || worth <= 0, `${a} ${b} ${dateAgreement(a, b)}`).toBe(true);
    }),
    { numRuns: 20_000, examples: [[[19660504, 19660405]], [[19660717, 19660117]]] },
  );
});
