import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeDetail } from './record.ts';
import { formatRemarks, parseRemarks } from './remarks.ts';
import { detailArbitrary } from './testing/arbitrary.ts';

/** All people, numbers and addresses here are invented. */
const parsed = (remarks: string) => parseRemarks(remarks).map(({ text: _, ...rest }) => rest);

test('what was written is read back', () => {
  fc.assert(
    fc.property(fc.array(detailArbitrary, { minLength: 1, maxLength: 30 }), (details) => {
      expect(parseRemarks(formatRemarks(details))).toEqual(details);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['DOB 17 Jul 1966.', { label: 'DOB', value: '17 Jul 1966' }],
  ['alt. DOB circa 1964.', { label: 'DOB', value: 'circa 1964', alternate: true }],
  ['POB Aguililla, Michoacan, Mexico.', { label: 'POB', value: 'Aguililla, Michoacan, Mexico' }],
  ['nationality Mexico.', { label: 'nationality', value: 'Mexico' }],
  ['Gender Male.', { label: 'Gender', value: 'Male' }],
  [
    'R.F.C. EEEE-800101-AB1 (Mexico).',
    { label: 'R.F.C.', value: 'EEEE-800101-AB1', country: 'Mexico' },
  ],
  ['RFC EEEE800101AB1 (Mexico).', { label: 'RFC', value: 'EEEE800101AB1', country: 'Mexico' }],
  [
    'alt. Passport A 123 (Congo, Democratic Republic of the) issued 12 Mar 2014 expires Mar 2024.',
    {
      label: 'Passport',
      value: 'A 123',
      country: 'Congo, Democratic Republic of the',
      issued: '12 Mar 2014',
      expires: 'Mar 2024',
      alternate: true,
    },
  ],
  [
    'Passport A123 (Iran) expires 15 Aug 2023 to 15 Aug 2024.',
    { label: 'Passport', value: 'A123', country: 'Iran', expires: '15 Aug 2023 to 15 Aug 2024' },
  ],
  [
    'C.U.R.P. EEEE800101HSLXXX01 (Mexico) issued 1969.',
    { label: 'C.U.R.P.', value: 'EEEE800101HSLXXX01', country: 'Mexico', issued: '1969' },
  ],
  [
    'Folio Mercantil No. N-1 (Mexico).',
    { label: 'Folio Mercantil No.', value: 'N-1', country: 'Mexico' },
  ],
  [
    'Vessel Registration Identification IMO 1234567.',
    { label: 'Vessel Registration Identification', value: 'IMO 1234567' },
  ],
  [
    'alt. Digital Currency Address - XBT 1abcdefghij.',
    { label: 'Digital Currency Address - XBT', value: '1abcdefghij', alternate: true },
  ],
  [
    'Listing Date (EO 14024 Directive 2): 24 Feb 2022.',
    { label: 'Listing Date (EO 14024 Directive 2):', value: '24 Feb 2022' },
  ],
  ['Organization Type: Gambling; x.', { label: 'Organization Type:', value: 'Gambling' }],
  ["a.k.a. 'AL-EJEM'PLO'.", { label: 'a.k.a.', value: "AL-EJEM'PLO" }],
  ["f.k.a. 'UNO; DOS'.", { label: 'f.k.a.', value: 'UNO; DOS' }],
  ["n.k.a. ''FOOPIE''.", { label: 'n.k.a.', value: "'FOOPIE'" }],
  ['Linked To: EJEMPLO CO. (EJ) LTD..', { label: 'Linked To:', value: 'EJEMPLO CO. (EJ) LTD.' }],
  ['(Linked To: EJEMPLO S.A.)', { label: 'Linked To:', value: 'EJEMPLO S.A.' }],
  ['Email:someone@example.com.', { label: 'Email:', value: 'someone@example.com' }],
  [
    'Website http://example.com/a;b=1;c.',
    { label: 'Website', value: 'http://example.com/a;b=1;c' },
  ],
  ['Minister of Examples.', { label: '', value: 'Minister of Examples' }],
])('%s', (remarks, expected) => {
  expect(parsed(remarks)[0]).toEqual(expected);
});

describe('separators', () => {
  test('a statement may end in a period of its own', () => {
    const texts = parseRemarks('Secondary sanctions risk: See Section 11.; Gender Male.');
    expect(texts.map(({ text }) => text)).toEqual([
      'Secondary sanctions risk: See Section 11.',
      'Gender Male',
    ]);
  });

  test('a parenthesis holds together, one that never closes does not', () => {
    expect(parseRemarks('(From: a; b: c); Gender Male.')).toHaveLength(2);
    expect(parseRemarks('(From: a; b: c; Gender Male.')).toHaveLength(3);
  });

  test('a quote that never closes does not swallow the rest', () => {
    const details = parseRemarks("a.k.a. 'EJEM; Linked To: OTHER.");
    expect(details.map(({ label }) => label)).toEqual(['a.k.a.', 'Linked To:']);
  });

  test('a missing final period is no harm, and no remarks are no statements', () => {
    expect(parsed('Gender Male')).toEqual(parsed('Gender Male.'));
    expect(parseRemarks('')).toEqual([]);
    expect(formatRemarks([])).toBe('');
  });

  test('the last statement of remarks that were cut is kept unread', () => {
    const details = parseRemarks('Gender Male; Passport A12', true);
    expect(details.at(-1)).toEqual({
      label: '',
      value: 'Passport A12',
      cut: true,
      text: 'Passport A12',
    });
    expect(formatRemarks(details)).toBe('Gender Male; Passport A12');
  });
});

test('a longer label wins over the one it begins with', () => {
  expect(parsed('Registration ID 1 (Iran)')[0]?.label).toBe('Registration ID');
  expect(parsed('Passport No.: 1')[0]?.label).toBe('Passport No.:');
  expect(parsed('Passports were found')[0]?.label).toBe('');
});

test('composed statements read as the publisher writes them', () => {
  const detail = composeDetail({
    label: 'Passport',
    value: 'A1',
    country: 'Mexico',
    alternate: true,
  });
  expect(detail.text).toBe('alt. Passport A1 (Mexico)');
  expect(composeDetail({ label: 'a.k.a.', value: 'X' }).text).toBe("a.k.a. 'X'");
});
