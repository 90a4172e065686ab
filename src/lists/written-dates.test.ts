import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIsoDate } from '../entity/index.ts';
import { addCountry, joined, startParty } from './party-record.ts';
import type { Signal } from './types.ts';
import { addWrittenDates, writtenDates } from './written-dates.ts';

function record() {
  const signals: Signal[] = [];
  const party = startParty(
    { id: 'x-1', record: '1', schema: 'Person', knownAt: '2026-01-01T00:00:00Z' },
    { dataset: 'test', knownAt: '', onSignal: (signal) => signals.push(signal) },
  );
  return { party, signals, built: () => party.party.build() };
}

describe('addWrittenDates', () => {
  test.each([
    ['1945, 1946', ['1945', '1946']],
    ['Approximately 1963, 30/01/1972', ['1963', '1972-01-30']],
    ['Approximately: Between 1959 and 1961', ['1959', '1960', '1961']],
    ['1963-1964', ['1963', '1964']],
    ['00/00/1977', ['1977']],
    ['dd/mm/1977', ['1977']],
    ['00/04/1977', ['1977-04']],
    ['03/1961', ['1961-03']],
    ['1972-08-10 or 1972-08-11', ['1972-08-10', '1972-08-11']],
    ['(1) 10/04/1948. (2) 10/05/1954.', ['1948-04-10', '1954-05-10']],
    ['a) 5 May 1957 b) April 1957', ['1957-05-05', '1957-04']],
    ['28/08/1965 1/01/1966', ['1965-08-28', '1966-01-01']],
    ['9/12/1960/01/02/1961', ['1960-12-09', '1961-02-01']],
    ['5/02/1981,', ['1981-02-05']],
    ['31 December 1961', ['1961-12-31']],
  ])('%s', (text, dates) => {
    const { party, signals, built } = record();
    addWrittenDates(party, 'birthDate', text);
    expect(built().texts('birthDate')).toEqual(dates);
    expect(signals).toEqual([]);
    for (const { value, original } of built().values('birthDate')) {
      expect(original ?? value).toBe(text === value ? value : text);
    }
  });

  test.each(['born in the early 1970s', 'Sep-99', '31/02/1970', '10/061962', '1980.1981'])(
    'keeps %s as a note and signals it',
    (text) => {
      const { party, signals, built } = record();
      addWrittenDates(party, 'birthDate', text);
      expect(built().texts('birthDate')).toEqual([]);
      expect(built().texts('notes')).toEqual([`birthDate: ${text}`]);
      expect(signals.map(({ kind }) => kind)).toEqual(['odd-value']);
    },
  );

  test('whatever is written, only dates come out, and nothing is lost without a word', () => {
    const piece = fc.oneof(
      fc.constantFrom('or', 'circa', '-', '/', ',', ';', '(1)', 'a)', 'between', 'and', ' '),
      fc.integer({ min: 0, max: 99_999 }).map(String),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(' ').trim();
        const { party, signals, built } = record();
        addWrittenDates(party, 'birthDate', text === '' ? undefined : text);
        const dates = built().texts('birthDate');
        for (const date of dates) expect(parseIsoDate(date)).toBe(date);
        if (/\p{L}{2}|\d{2}/u.test(text)) expect(dates.length + signals.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('only the ends of a long span are kept, and that is told', () => {
    const { party, signals, built } = record();
    addWrittenDates(party, 'birthDate', '1958 – 1990');
    expect(built().texts('birthDate')).toEqual(['1958', '1990']);
    expect(signals.map(({ found }) => found)).toEqual([
      'birthDate 1958 – 1990: only the ends are kept',
    ]);
  });

  test('a span that runs backwards is no date', () => {
    expect(writtenDates('1970-1960')).toBeUndefined();
  });
});

test('a country that is not known stays as a note; parts that are not there leave no commas', () => {
  const { party, signals, built } = record();
  addCountry(party, 'nationality', 'Peru', 'Nationality');
  addCountry(party, 'nationality', 'Atlantis', 'Nationality');
  addCountry(party, 'nationality', undefined, 'Nationality');
  expect(built().texts('nationality')).toEqual(['pe']);
  expect(built().texts('notes')).toEqual(['Nationality: Atlantis']);
  expect(signals.map(({ found }) => found)).toEqual(['country Atlantis']);
  expect(joined('A', undefined, 'B')).toBe('A, B');
  expect(joined(undefined)).toBeUndefined();
});
