import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { detectFormat } from '../detect.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { refusalOf } from '../testing/refusal.ts';
import { openListFile } from '../unpack.ts';
import { writeXlsx } from '../xlsx/testing/write-xlsx.ts';
import { listingDay } from './days.ts';
import { readAuXlsx } from './index.ts';
import { AU_COLUMNS, type AuParty, auRows, writeAu } from './testing/write-au.ts';

// Every name and number in this file is made up; only the shapes are the publisher's.
const read = (bytes: Uint8Array) =>
  collect(readAuXlsx, [memoryFile(bytes)], { dataset: 'au_dfat_sanctions' });

const PARTY: AuParty = {
  reference: 7,
  type: 'Individual',
  name: 'Juan INVENTADO',
  others: [
    { name: 'خوان', type: 'Original Script' },
    { name: 'Juan I.', type: 'Alias', strength: 'Strong' },
    { name: 'El Flaco', type: 'Alias', strength: 'Weak' },
  ],
  birth: '1945, Approximately 1963, 30/01/1972, 03/1961',
  citizenship: 'Peru;Ecuador',
  address: 'Calle 1, Quito; Chile',
  more: 'QDi.999. Passport no: Peru number A0000001, issued on 7 Aug. 2024. National id: na',
  listing: 'Listed on 25 January 2001 (amended on 3 Sep 2003)',
  committee: "1267 (ISIL (Da'esh) and Al-Qaida)",
  instrument: 'Charter of the United Nations (Made Up) Regulation 2013',
  control: 46_126,
  ban: true,
};

describe('readAuXlsx', () => {
  test('makes a party of the rows of a reference, and its sanction', async () => {
    const { entities, signals, summary } = await read(writeAu([PARTY]));
    expect(signals).toEqual([]);
    expect(summary.records).toBe(1);
    const [party, sanction] = entities;
    expect([party?.id, party?.schema]).toEqual(['au-7', 'Person']);
    expect(party?.texts('name')).toEqual(['Juan INVENTADO', 'خوان']);
    expect([party?.texts('alias'), party?.texts('weakAlias')]).toEqual([['Juan I.'], ['El Flaco']]);
    expect(party?.texts('birthDate')).toEqual(['1945', '1963', '1972-01-30', '1961-03']);
    expect(party?.texts('birthPlace')).toEqual(['Quito, Ecuador']);
    expect(party?.texts('birthCountry')).toEqual(['pe']);
    expect(party?.texts('nationality')).toEqual(['pe', 'ec']);
    expect([party?.texts('address'), party?.texts('country')]).toEqual([
      ['Calle 1, Quito'],
      ['cl'],
    ]);
    expect(party?.texts('passportNumber')).toEqual(['A0000001']);
    expect(party?.texts('topics')).toEqual(['sanction', 'crime.terror']);
    expect(party?.values('name')[0]?.source.heldFrom).toBe('2001-01-25');
    expect(sanction?.texts('program')).toEqual([PARTY.committee]);
    expect(sanction?.texts('reason')).toEqual([PARTY.instrument]);
    expect(sanction?.texts('unscId')).toEqual(['QDi.999']);
    expect(sanction?.texts('listingDate')).toEqual(['2001-01-25']);
    expect(sanction?.texts('modifiedAt')).toEqual(['2026-04-14']);
    expect(sanction?.texts('provisions')).toEqual(['Targeted Financial Sanction', 'Travel Ban']);
  });

  test('a ship; a year and a day are both numbers', async () => {
    const ship = { ...PARTY, type: 'Vessel' as const, imo: 9_000_001, birth: 1999, others: [] };
    const { entities, signals } = await read(
      writeAu([ship, { ...PARTY, reference: 8, birth: 25_569, others: [], listing: 41_340 }]),
    );
    expect(signals).toEqual([]);
    expect([entities[0]?.schema, entities[0]?.texts('imoNumber')]).toEqual(['Vessel', ['9000001']]);
    expect(entities[0]?.texts('buildDate')).toEqual(['1999']);
    expect(entities[2]?.texts('birthDate')).toEqual(['1970-01-01']);
    expect(entities[3]?.texts('listingDate')).toEqual(['2013-03-07']);
  });

  test('what it does not know is kept or told', async () => {
    const [first = [], ...rest] = auRows([
      {
        ...PARTY,
        type: 'Thing' as 'Entity',
        others: [{ name: 'X', type: 'Nickname' }],
        birth: 'unknown',
        citizenship: 'Atlantis',
        control: 'soon',
        listing: undefined,
      },
    ]);
    const odd = [...first.slice(0, 15), 'perhaps', ...first.slice(16), 'red'];
    const { entities, signals } = await read(writeXlsx([[...AU_COLUMNS, 'Colour'], odd, ...rest]));
    expect([...new Set(signals.map(({ kind, found }) => `${kind} ${found}`))]).toEqual([
      'unknown-element column Colour',
      'unknown-value Type Thing',
      'unknown-value Nickname  of X',
      'odd-value incorporationDate unknown',
      'unknown-value country Atlantis',
      'odd-value Control Date soon',
      'unknown-value Targeted Financial Sanction perhaps',
    ]);
    expect(entities[0]?.texts('notes')).toContain('Citizenship: Atlantis');
  });

  test.each([
    [
      'another spreadsheet',
      writeXlsx([
        ['Código', 'Nombre'],
        ['1', 'A'],
      ]),
      'Código, Nombre',
    ],
    ['an empty one', writeXlsx([]), 'an empty sheet'],
    ['no reference', writeXlsx([AU_COLUMNS, ['x', 'A']]), '"x"'],
    ['no name', writeXlsx([AU_COLUMNS, [1]]), 'none'],
    ['rows that stand apart', writeAu([PARTY, { ...PARTY, reference: 8 }, PARTY]), '7 again'],
  ])('refuses %s', async (_, bytes, found) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringContaining(found),
    });
  });
});

test.each([
  ['Listed on: 17 Aug. 2017 (Relisted on 3 Aug. 2020)', '2017-08-17'],
  [
    'Designated under the Regulations 2011 on 2 March 2012. Relisted on 12 January 2024.',
    '2012-03-02',
  ],
  ['First listed on 22/01/2013 (amended on 02/03/2016)', '2013-01-22'],
  ['Listed by the 1267 Committee on 10 Oct. 2002 ( amended on 5 Mar. 2009 )', '2002-10-10'],
  ['Instrument of first listing: List 2001 [F2021L00631]. Last listed on: 13/09/2025', undefined],
  ['Formerly listed. Relisted on 12 January 2024', undefined],
  ['Amendment (No. 10) Instrument 2023', undefined],
])('%s', (text, day) => expect(listingDay(text)).toBe(day));

const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const party: fc.Arbitrary<AuParty> = fc.record({
  reference: fc.integer({ min: 1, max: 99_999 }),
  type: fc.constantFrom('Individual' as const, 'Entity' as const),
  name: fc.constant('Primero Inventado'),
  others: fc.uniqueArray(
    fc.oneof(
      fc.record({ name: word, type: fc.constant('Alias'), strength: fc.constant('Strong') }),
      fc.record({ name: word, type: fc.constant('Alias'), strength: fc.constant('Weak') }),
      fc.record({ name: fc.constantFrom('Пример', 'مثال'), type: fc.constant('Original Script') }),
    ),
    { selector: (other) => other.name, maxLength: 5 },
  ),
  birth: fc.integer({ min: 1900, max: 2010 }),
  citizenship: fc.constantFrom('Peru', 'Ecuador'),
  address: word.map((city) => `Calle 1, ${city}`),
  more: word,
  listing: fc.integer({ min: 1, max: 28 }).map((day) => `Listed on ${day} Mar. 2011`),
  committee: fc.constantFrom('Autonomous (Russia)', '1373 (2001)'),
  instrument: word,
  control: fc.integer({ min: 40_000, max: 46_000 }),
  ban: fc.boolean(),
});

test('what is written is read again', async () => {
  const parties = fc.uniqueArray(party, { selector: (p) => p.reference, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parties, async (written) => {
      const { byId, signals, summary } = await read(writeAu(written));
      expect(signals).toEqual([]);
      expect(summary.records).toBe(written.length);
      for (const p of written) {
        const entity = byId.get(`au-${p.reference}`);
        const of = (type: string, strength?: string) =>
          p.others.filter((o) => o.type === type && o.strength === strength).map((o) => o.name);
        expect(entity?.texts('name')).toEqual([p.name, ...of('Original Script')]);
        expect(entity?.texts('alias')).toEqual(of('Alias', 'Strong'));
        expect(entity?.texts('weakAlias')).toEqual(of('Alias', 'Weak'));
        const dated = p.type === 'Individual' ? 'birthDate' : 'incorporationDate';
        expect(entity?.texts(dated)).toEqual([String(p.birth)]);
        expect(entity?.texts('address')).toEqual([p.address]);
        const sanction = byId.get(`au-${p.reference}-sanction`);
        expect(sanction?.texts('provisions').includes('Travel Ban')).toBe(p.ban);
        expect(sanction?.texts('program')).toEqual([p.committee]);
      }
    }),
    { numRuns: 40 },
  );
});

test('a list with a third of its entries gone is refused; whole, it is taken', async () => {
  const made = (count: number) =>
    writeAu(
      Array.from({ length: count }, (_, i) => ({
        ...PARTY,
        reference: i + 1,
        others: [],
        type: i % 3 === 0 ? ('Entity' as const) : ('Individual' as const),
      })),
    );
  const refusal = (bytes: Uint8Array, before?: number) =>
    refusalOf('au_dfat_sanctions', readAuXlsx, [memoryFile(bytes)], before);
  expect(await refusal(made(3_846))).toBeUndefined();
  expect(await refusal(made(2_564))).toMatch(/number of Person: 1709 instead of/);
  expect(await refusal(made(3_846), 6_000)).toMatch(/shrunk list: 3846 instead of at least 4021/);
});

describe.skipIf(!hasSharedData)('the published list', () => {
  const path = sharedData('lists', 'au', 'dfat_consolidated_2026-08.xlsx');

  test('11,068 rows, 3,846 parties', async () => {
    const { entities, byId, signals, summary } = await collect(readAuXlsx, [diskFile(path)]);
    expect(summary.records).toBe(3_846);
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect(['Person', 'Organization', 'Vessel', 'Sanction'].map(count)).toEqual([
      2_543, 1_041, 262, 3_846,
    ]);
    expect(byId.size).toBe(entities.length);
    const names = ['name', 'alias', 'weakAlias'].map((property) =>
      entities.reduce((sum, e) => sum + e.values(property).length, 0),
    );
    // A name that stands twice in a party counts once; 26 rows repeat one.
    expect(names.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(11_068 - 60);
    expect([...new Set(signals.map(({ kind, found }) => `${kind} ${found}`))]).toEqual([
      'odd-value birthDate 1980.1981',
      'odd-value birthDate /02/1961',
      'odd-value birthDate 10/061962',
    ]);
    const filled = (property: string) =>
      entities.filter((e) => e.texts(property).length > 0).length;
    expect(filled('imoNumber')).toBe(261);
    expect(filled('birthDate')).toBe(2_418);
  });

  test('is known by its content, and taken whole, and not with a byte changed', async () => {
    const file = await openListFile(path);
    expect(await detectFormat(file)).toEqual({ format: 'au-xlsx' });
    expect(await refusalOf('au_dfat_sanctions', readAuXlsx, [file])).toBeUndefined();
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.open()) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    const reason = await refusalOf('au_dfat_sanctions', readAuXlsx, [
      memoryFile(bytes, 'x', 65_536),
    ]);
    expect(reason).toMatch(/^LIST_FORMAT: xl\/\S+ damaged/);
  });
});
