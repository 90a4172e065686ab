import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { curpCheckDigit, parseCurp } from './curp.ts';
import { parseRfc, rfcCheckDigit } from './rfc.ts';

const letters = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

const AZ = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const twoDigits = (number: number) => String(number).padStart(2, '0');

describe('CURP', () => {
  test('says what the published example says', () => {
    expect(parseCurp('BOXW310820HNERXN09')).toEqual({
      value: 'BOXW310820HNERXN09',
      birthDate: '1931-08-20',
      sex: 'male',
      state: 'NE',
      stateName: 'Nacido en el extranjero',
      initials: 'BOXW',
      consonants: 'RXN',
      checkDigitValid: true,
    });
  });

  test('a wrong check digit is told, not refused', () => {
    expect(parseCurp('BOXW310820HNERXN08')?.checkDigitValid).toBe(false);
  });

  test('is read with hyphens, in small letters and behind its label', () => {
    expect(parseCurp('c.u.r.p.: boxw-310820-hnerxn-09')?.value).toBe('BOXW310820HNERXN09');
  });

  test.each([
    ['one character short', 'AIMM67125HCHRRG06'],
    ['a month that does not exist', 'BOXW311320HNERXN09'],
    ['29 February of a common year', 'BOXW310229HNERXN09'],
    ['another sex letter', 'BOXW310820ANERXN09'],
    ['empty', ''],
  ])('%s is no CURP', (_, text) => {
    expect(parseCurp(text)).toBeUndefined();
  });

  test('a letter before the check digit means a birth since 2000', () => {
    const body = 'BOXW040229MDFRXNA';
    const curp = parseCurp(body + curpCheckDigit(`${body}0`));
    expect(curp).toMatchObject({ birthDate: '2004-02-29', sex: 'female', checkDigitValid: true });
    expect(curp?.stateName).toBe('Ciudad de México');
  });

  test('X is neither sex, unknown letters no state', () => {
    expect(parseCurp('BOXW310820XNERXN09')?.sex).toBeUndefined();
    expect(parseCurp('BOXW310820HTMRXN09')).toMatchObject({ state: 'TM', stateName: undefined });
  });

  test('what is put together with its check digit is read back', () => {
    const parts = fc.record({
      initials: letters(`${AZ}Ñ`, 4),
      year: fc.integer({ min: 1900, max: 2099 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      sex: fc.constantFrom('H', 'M'),
      state: fc.constantFrom('AS', 'NE', 'SL', 'ZS', 'MC'),
      consonants: letters('BCDFGHJKLMNPQRSTVWXYZ', 3),
    });
    fc.assert(
      fc.property(parts, (p) => {
        const date = `${twoDigits(p.year % 100)}${twoDigits(p.month)}${twoDigits(p.day)}`;
        const century = p.year < 2000 ? '3' : 'B';
        const body = p.initials + date + p.sex + p.state + p.consonants + century;
        const curp = parseCurp(body + curpCheckDigit(`${body}0`));
        expect(curp).toMatchObject({
          birthDate: `${p.year}-${twoDigits(p.month)}-${twoDigits(p.day)}`,
          initials: p.initials,
          state: p.state,
          consonants: p.consonants,
          checkDigitValid: true,
        });
      }),
    );
  });

  test('a slip in the first letter is nearly always seen', () => {
    const good = 'BOXW310820HNERXN09';
    // The first weight, 18, is even: a slip by five or ten places of the alphabet is not seen.
    const seen = [...AZ].filter((letter) => {
      const slipped = `${letter}${good.slice(1)}`;
      return letter !== 'B' && parseCurp(slipped)?.checkDigitValid === false;
    });
    expect(seen.length).toBeGreaterThanOrEqual(20);
  });
});

describe('RFC', () => {
  test.each([
    ['GODE561231GR8', 'person', '1956-12-31', true],
    ['MAB9307148T4', 'company', '1993-07-14', true],
    ['VACE460910SX6', 'person', '1946-09-10', false],
  ] as const)('%s is a %s key of %s, check digit %s', (text, kind, date, checkDigitValid) => {
    expect(parseRfc(text)).toMatchObject({ value: text, kind, date, checkDigitValid });
  });

  test('is read with hyphens, spaces, small letters and label', () => {
    for (const text of ['GODE-561231-GR8', 'gode 561231 gr8', 'R.F.C. GODE561231GR8']) {
      expect(parseRfc(text)?.value).toBe('GODE561231GR8');
    }
  });

  test('ten characters are a person without homoclave, nine are nothing', () => {
    expect(parseRfc('GODE561231')).toMatchObject({ kind: 'person', checkDigitValid: undefined });
    expect(parseRfc('MAB930714')).toBeUndefined();
  });

  test('the year is read in the century that makes sense for a person or a company', () => {
    expect(parseRfc('GODE010203AB1')?.date).toBe('2001-02-03');
    expect(parseRfc('GODE210203AB1')?.date).toBe('1921-02-03');
    expect(parseRfc('MAB2102038T4')?.date).toBe('2021-02-03');
  });

  test('Ñ and & are letters of a key', () => {
    expect(parseRfc('ÑU&930714AB1')?.letters).toBe('ÑU&');
    expect(parseRfc('N\u0303U&930714AB1')?.value).toBe('ÑU&930714AB1');
  });

  test.each(['', 'GODE561331GR8', 'GODE560230GR8', 'G12E561231GR8', 'GODE561231GR'])(
    '%s is no RFC',
    (text) => {
      expect(parseRfc(text)).toBeUndefined();
    },
  );

  test('what is put together with its check digit is read back', () => {
    const parts = fc.record({
      letters: fc.oneof(letters(`${AZ}Ñ&`, 3), letters(`${AZ}Ñ&`, 4)),
      year: fc.integer({ min: 0, max: 99 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      homoclave: letters(`${AZ}0123456789`, 2),
    });
    fc.assert(
      fc.property(parts, (p) => {
        const date = `${twoDigits(p.year)}${twoDigits(p.month)}${twoDigits(p.day)}`;
        const body = p.letters + date + p.homoclave;
        const rfc = parseRfc(body + rfcCheckDigit(`${body}0`));
        expect(rfc).toMatchObject({ letters: p.letters, checkDigitValid: true });
        expect(rfc?.date.slice(2).replaceAll('-', '')).toBe(date);
      }),
    );
  });
});

describe('any text', () => {
  test('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        parseCurp(text);
        parseRfc(text);
      }),
    );
  });
});

describe.skipIf(!hasSharedData)('real lists', () => {
  const values = (type: string): string[] => {
    const file = readFileSync(sharedData('matching', 'ofac_narcotics_identifiers.csv'), 'utf8');
    const rows: Record<string, string>[] = parse(file, { columns: true });
    return rows.filter((row) => row.id_type === type).map((row) => row.value!);
  };

  test('341 of the 343 CURPs on narcotics listings have the form, 339 the right digit', () => {
    const curps = values('curp').map(parseCurp);
    expect(curps).toHaveLength(343);
    expect(curps.filter((curp) => curp !== undefined)).toHaveLength(341);
    expect(curps.filter((curp) => curp?.checkDigitValid)).toHaveLength(339);
  });

  test('313 of the 320 RFCs have the form; 56 lack the homoclave, 235 have the right digit', () => {
    const rfcs = values('rfc').map(parseRfc);
    expect(rfcs).toHaveLength(320);
    expect(rfcs.filter((rfc) => rfc !== undefined)).toHaveLength(313);
    expect(rfcs.filter((rfc) => rfc && rfc.checkDigitValid === undefined)).toHaveLength(56);
    expect(rfcs.filter((rfc) => rfc?.checkDigitValid)).toHaveLength(235);
  });
});
