import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryCode, countryName } from './countries.ts';
import { datesOverlap, parseIsoDate, parseLooseDate } from './dates.ts';

const days = fc
  .date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('dates', () => {
  test('ISO dates of any precision, and only those that exist', () => {
    expect(['1966', '1966-07', '1966-07-17', '2000-02-29'].map(parseIsoDate)).toEqual([
      '1966',
      '1966-07',
      '1966-07-17',
      '2000-02-29',
    ]);
    for (const wrong of [
      '1900-02-29',
      '1966-13',
      '1966-00-01',
      '1966-04-31',
      '66',
      '',
      '1966-7-1',
    ]) {
      expect(parseIsoDate(wrong), wrong).toBeUndefined();
    }
  });

  test.each([
    ['1966-07-17', '1966-07-17'],
    ['1966-7-17', '1966-07-17'],
    ['1966-07-17T00:00:00Z', '1966-07-17'],
    ['19660717', '1966-07-17'],
    ['1966/07/17', '1966-07-17'],
    ['17/07/1966', '1966-07-17'],
    ['17.07.1966', '1966-07-17'],
    ['7/17/1966', '1966-07-17'],
    ['07/07/1966', '1966-07-07'],
    ['17 Jul 1966', '1966-07-17'],
    ['17-jul-1966', '1966-07-17'],
    ['17 de julio de 1966', '1966-07-17'],
    ['Julio 17, 1966', '1966-07-17'],
    ['17 de septiembre del 1966', '1966-09-17'],
    ['Jul 1966', '1966-07'],
    ['ene. 1970', '1970-01'],
    ['1966', '1966'],
  ])('%s is %s', (text, date) => {
    expect(parseLooseDate(text)).toEqual({ kind: 'date', date });
  });

  test('day and month that can be swapped are said to be ambiguous', () => {
    expect(parseLooseDate('03/04/1970')).toEqual({
      kind: 'ambiguous',
      date: '1970-04-03',
      other: '1970-03-04',
    });
  });

  test('what cannot be is impossible, what is no date is unknown', () => {
    for (const text of ['31/02/1970', '1970-13-01', '45/45/1970', '31 Feb 1970', '0000']) {
      expect(parseLooseDate(text), text).toEqual({ kind: 'impossible' });
    }
    for (const text of ['', 'soon', 'N/A', '12345', '17 Foo 1966', '😀']) {
      expect(parseLooseDate(text), text).toEqual({ kind: 'unknown' });
    }
  });

  test('every day written out in several ways is read back', () => {
    fc.assert(
      fc.property(days, (iso) => {
        const [year, month, day] = iso.split('-');
        expect(parseIsoDate(iso)).toBe(iso);
        expect(parseLooseDate(iso)).toEqual({ kind: 'date', date: iso });
        expect(parseLooseDate(`${year}${month}${day}`)).toEqual({ kind: 'date', date: iso });
        expect(parseLooseDate(`${day}/${month}/${year}`)).toMatchObject({ date: iso });
      }),
    );
  });

  test('no text at all makes it fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseLooseDate(text)));
  });

  test('dates overlap as far as both are known', () => {
    expect(datesOverlap('1966', '1966-07-17')).toBe(true);
    expect(datesOverlap('1966-07-17', '1966-07')).toBe(true);
    expect(datesOverlap('1966-07-17', '1966-08')).toBe(false);
  });
});

describe('countries', () => {
  test.each([
    ['Mexico', 'mx'],
    ['México', 'mx'],
    ['MX', 'mx'],
    ['Estados Unidos', 'us'],
    ['Burma', 'mm'],
    ['Korea, North', 'kp'],
    ['Corea del Norte', 'kp'],
    ['Reino Unido', 'gb'],
    ['CÔTE D’IVOIRE', 'ci'],
  ])('%s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code);
  });

  test('an unknown name is not guessed', () => {
    expect(countryCode('Atlantis')).toBeUndefined();
    for (const text of ['', 'constructor', '__proto__', 'toString']) {
      expect(countryCode(text), text).toBeUndefined();
    }
  });

  test('names are shown in both languages', () => {
    expect(countryName('mx', 'en')).toBe('Mexico');
    expect(countryName('mx', 'es')).toBe('México');
    expect(countryName('suhh', 'en')).not.toBe('');
  });
});
