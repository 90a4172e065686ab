import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDayOf, lastDayOf } from './days.ts';
import { type Known, knownOf, type Standing, standingOn, together } from './times.ts';
import type { Held } from './types.ts';

const on = (date: string, held: readonly Held[], knownAt?: string): Standing | undefined => {
  const known = knownOf(held, knownAt);
  return known === undefined ? undefined : standingOn(known, date);
};

describe('when something holds, as it was known', () => {
  test.each<[string, readonly Held[], readonly (readonly [string, Standing])[]]>([
    [
      'a day',
      [{ known: '2020-01-01', from: '2020-02-01' }],
      [
        ['2020-01-31', 'not-yet'],
        ['2020-02-01', 'in-force'],
      ],
    ],
    [
      'a month',
      [{ known: '2020-01-01', from: '2020-02' }],
      [
        ['2020-01-31', 'not-yet'],
        ['2020-02-01', 'uncertain'],
        ['2020-02-28', 'uncertain'],
        ['2020-02-29', 'in-force'],
      ],
    ],
    [
      'an end: its day is the first without it',
      [{ known: '2020-01-01', from: '2020-02-01', to: '2021-02-01' }],
      [
        ['2021-01-31', 'in-force'],
        ['2021-02-01', 'ended'],
      ],
    ],
    [
      'an end in a year',
      [{ known: '2020-01-01', from: '2020-02-01', to: '2021' }],
      [
        ['2020-12-31', 'in-force'],
        ['2021-01-01', 'uncertain'],
        ['2021-12-31', 'ended'],
      ],
    ],
    [
      'an end without a beginning',
      [{ known: '2020-01-01', to: '2021-02-01' }],
      [
        ['2020-05-01', 'uncertain'],
        ['2021-02-01', 'ended'],
      ],
    ],
    [
      'seen, nobody says since when',
      [{ known: '2020-05-01', seen: '2020-05-01', notBefore: '2020-02-01' }],
      [
        ['2020-01-31', 'not-yet'],
        ['2020-02-01', 'uncertain'],
        ['2020-05-01', 'in-force'],
      ],
    ],
    [
      'announced for a day',
      [{ known: '2020-01-01', from: '2020-02-01', announced: true }],
      [
        ['2020-01-31', 'not-yet'],
        ['2020-02-01', 'announced'],
      ],
    ],
    [
      'named by somebody on a day',
      [{ known: '2020-05-01', seen: '2020-05-01', announced: true }],
      [
        ['2020-04-30', 'uncertain'],
        ['2020-05-01', 'announced'],
      ],
    ],
    ['no day set', [{ known: '2020-01-01' }], [['2030-01-01', 'proposed']]],
    [
      'begun again after an end',
      [
        { known: '2020-01-01', from: '2020-01-01', to: '2021-01-01' },
        { known: '2022-01-01', from: '2022-01-01' },
      ],
      [
        ['2021-06-01', 'not-yet'],
        ['2023-01-01', 'in-force'],
      ],
    ],
  ])('%s', (_name, held, days) => {
    for (const [date, standing] of days) expect(on(date, held), date).toBe(standing);
  });

  test('a year in which something became known is known at its end', () => {
    const held = [{ known: '2021', from: '2021' }];
    expect(on('2022-01-01', held, '2021-12-30')).toBeUndefined();
    expect(on('2022-01-01', held, '2021-12-31')).toBe('in-force');
  });

  test('what was announced, then done, holds from its day', () => {
    const held: Held[] = [
      { known: '2020-01-01', from: '2020-02-01', announced: true },
      { known: '2020-03-01', from: '2020-03-01' },
    ];
    expect(on('2020-02-15', held, '2020-02-15')).toBe('announced');
    expect(on('2020-02-15', held)).toBe('not-yet');
    expect(on('2020-03-01', held)).toBe('in-force');
  });
});

describe('several sources', () => {
  const both = (a: Held, b: Held, date: string) => {
    const known = together([knownOf([a]), knownOf([b])].filter((one) => one !== undefined));
    return standingOn(known as Known, date);
  };

  test('the earliest first day counts', () => {
    const early = { known: '2020-01-01', from: '2020-02-01' };
    const late = { known: '2019-01-01', from: '2020-05-01' };
    expect(both(early, late, '2020-03-01')).toBe('in-force');
    expect(both(late, early, '2020-03-01')).toBe('in-force');
  });

  test('a source without days does not make one with days less certain', () => {
    const dated = { known: '2020-02-01', from: '2020-02-01' };
    const seen = { known: '2026-04-21', seen: '2026-04-21' };
    expect(both(seen, dated, '2020-01-31')).toBe('not-yet');
    expect(both(seen, dated, '2020-02-01')).toBe('in-force');
  });

  test('one that ended is still on by the other; when both ended, the later end counts', () => {
    const ended = { known: '2020-01-01', from: '2020-01-01', to: '2021-01-01' };
    const open = { known: '2020-01-01', from: '2020-06-01' };
    const later = { known: '2020-01-01', from: '2020-06-01', to: '2022-01-01' };
    expect(both(ended, open, '2023-01-01')).toBe('in-force');
    expect(both(open, ended, '2023-01-01')).toBe('in-force');
    expect(both(ended, later, '2021-06-01')).toBe('in-force');
    expect(both(later, ended, '2022-01-01')).toBe('ended');
  });

  test('no source is nothing known', () => expect(together([])).toBeUndefined());
});

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const partial = day.chain((one) => fc.constantFrom(one, one.slice(0, 7), one.slice(0, 4)));

describe('for any statements', () => {
  test('without an end, what is in force stays so on every later day', () => {
    const held = fc.record(
      { known: partial, from: partial, seen: partial, notBefore: partial, announced: fc.boolean() },
      { requiredKeys: ['known'] },
    );
    fc.assert(
      fc.property(fc.array(held, { minLength: 1 }), day, day, (list, a, b) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        if (on(first, list) === 'in-force') expect(on(second, list)).toBe('in-force');
      }),
    );
  });

  test('a first day is what its date says, to the day', () => {
    fc.assert(
      fc.property(partial, day, (from, date) => {
        const expected =
          date < firstDayOf(from) ? 'not-yet' : date >= lastDayOf(from) ? 'in-force' : 'uncertain';
        expect(on(date, [{ known: '2000-01-01', from }])).toBe(expected);
      }),
    );
  });

  test('nothing known later changes what was known', () => {
    const held = fc.record({ known: day, from: partial });
    fc.assert(
      fc.property(fc.array(held), held, day, day, (list, more, date, knownAt) => {
        fc.pre(more.known > knownAt);
        expect(on(date, [...list, more], knownAt)).toBe(on(date, list, knownAt));
      }),
    );
  });
});
