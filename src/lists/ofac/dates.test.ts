import { expect, test } from 'vitest';
import { ofacDates } from './dates.ts';

test.each([
  ['17 Jul 1966', ['1966-07-17']],
  ['7 Jul 1966', ['1966-07-07']],
  ['10 October 1969', ['1969-10-10']],
  ['Jul 1966', ['1966-07']],
  ['1966', ['1966']],
  ['circa 1966', ['1966']],
  ['circa 07 Jul 1966', ['1966']],
  ['1960 to 1962', ['1960', '1961', '1962']],
  ['circa 1979-1981', ['1979', '1980', '1981']],
  ['Mar 1962 to Feb 1963', ['1962', '1963']],
  ['01 Jan 1960 to 31 Dec 1961', ['1960', '1961']],
  ['26 Sep 1946 to 07 Dec 1946', ['1946']],
  ['01 Feb 1960 to 29 Feb 1960', ['1960-02']],
])('%s', (text, dates) => {
  expect(ofacDates(text)).toEqual(dates);
});

test.each([
  '31 Feb 1966',
  'unknown',
  '',
  '1962 to 1960',
  '1900 to 1990',
  '17 Jul 66',
  '1966 or 1967',
])('not a date: %s', (text) => {
  expect(ofacDates(text)).toBeUndefined();
});
