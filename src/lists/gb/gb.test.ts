import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { detectFormat } from '../detect.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { refusalOf } from '../testing/refusal.ts';
import { readGbCsv } from './index.ts';
import { type GbLayoutName, type GbParty, writeGb } from './testing/write-gb.ts';
import { codeOf, numbered, numbersIn } from './words.ts';

// Every name and number in this file is made up; only the shapes are the publisher's.
const encode = (text: string, layout: GbLayoutName) =>
  Buffer.from(text, layout === 'conlist2016' ? 'latin1' : 'utf8');

const PARTY: GbParty = {
  number: '7001',
  kind: 'Individual',
  regime: 'Al-Qaida',
  listed: '24/04/2002',
  names: [
    { parts: ['Juan', 'Ali', '', '', '', 'INVENTADO'], type: 'primary' },
    { parts: ['', '', '', '', '', 'EL FLACO'], type: 'weak' },
  ],
  birthDate: '00/00/1969',
  nationality: '(1) Tunisian (2) Iraq',
  passport: 'W000001',
  city: 'Túnez',
  other: 'UN Ref QI.B.99.02. Made up.',
  script: 'مثال',
};

const LAYOUTS: readonly GbLayoutName[] = ['conlist2016', 'conlist2022', 'sanctionsList'];
const read = (parties: readonly GbParty[], layout: GbLayoutName) =>
  collect(readGbCsv, [memoryFile(encode(writeGb(parties, layout), layout))], {
    dataset: 'gb_fcdo_sanctions',
  });

describe('readGbCsv', () => {
  test.each(LAYOUTS)('the layout %s', async (layout) => {
    const { entities, signals, summary } = await read([PARTY], layout);
    expect(signals).toEqual([]);
    expect(summary.records).toBe(1);
    const [party, sanction] = entities;
    const isNew = layout === 'sanctionsList';
    expect(party?.id).toBe(isNew ? 'gb-mup7001' : 'gb-7001');
    expect(party?.referents).toEqual(isNew ? ['gb-7001'] : []);
    expect(party?.texts('name')).toEqual(['Juan Ali INVENTADO']);
    expect(party?.texts('lastName')).toEqual(['INVENTADO']);
    const isOld = layout === 'conlist2016';
    expect(party?.texts('weakAlias')).toEqual(isOld ? [] : ['EL FLACO']);
    expect(party?.texts('alias')).toEqual(isOld ? ['EL FLACO'] : ['مثال']);
    expect(party?.texts('birthDate')).toEqual(['1969']);
    expect(party?.texts('nationality')).toEqual(['tn', 'iq']);
    expect(party?.texts('passportNumber')).toEqual(['W000001']);
    expect(party?.texts('address')).toEqual(['Túnez, Tunisia']);
    expect(party?.texts('topics')).toEqual(['sanction', 'crime.terror']);
    expect(party?.values('name')[0]?.source.heldFrom).toBe('2002-04-24');
    expect(sanction?.texts('authority')[0]).toMatch(isNew ? /^UK Foreign/ : /^HM Treasury/);
    expect(sanction?.texts('unscId')).toEqual(['QI.B.99.02']);
    expect(sanction?.texts('listingDate')).toEqual(['2002-04-24']);
    expect(sanction?.texts('provisions')).toEqual(isNew ? ['Asset freeze', 'Travel Ban'] : []);
    const file = memoryFile(encode(writeGb([PARTY], layout), layout));
    expect(await detectFormat(file)).toEqual({ format: isNew ? 'gb-fcdo-csv' : 'gb-hmt-csv' });
  });

  test('a ship, with what only ships have', async () => {
    const header =
      'Unique ID,Name 6,Name type,Regime Name,Designation Type,IMO number,Year Built,' +
      'Current believed flag of ship,Type of ship,Current owner/operator (s),Colour';
    const row = 'MUP9,BARCO,Primary Name,Russia,Ship,9000001,1999,Panama,Tanker,Nadie SA,red';
    const { entities, signals } = await collect(readGbCsv, [memoryFile(`${header}\n${row}\n`)]);
    const [ship] = entities;
    expect([ship?.schema, ship?.texts('imoNumber')]).toEqual(['Vessel', ['9000001']]);
    expect([ship?.texts('flag'), ship?.texts('buildDate')]).toEqual([['pa'], ['1999']]);
    expect(ship?.texts('notes')).toEqual(['Current owner or operator: Nadie SA']);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'unknown-element column Colour',
    ]);
  });

  test('what it does not know is signalled', async () => {
    const header = 'Group ID,Name 6,Alias Type,Group Type,Regime,DOB,Country,NI Number,Listed On';
    const row = '5,NADIE,Nickname,Thing,X,once upon a time,Atlantis,unknown,31/02/2002';
    const { byId, signals } = await collect(readGbCsv, [memoryFile(`${header}\n${row}\n`)]);
    expect(signals.map(({ found }) => found)).toEqual([
      'kind Thing',
      'type Nickname of NADIE',
      'no primary name; NADIE serves',
      'country Atlantis',
      'document unknown',
      'listed 31/02/2002',
    ]);
    expect(byId.get('gb-5')?.schema).toBe('LegalEntity');
    expect(byId.get('gb-5')?.texts('address')).toEqual(['Atlantis']);
  });

  test.each([
    ['another table', 'a,b\n1,2\n', 'a table without them'],
    ['a row without number', 'Group ID,Name 6,Group Type,Regime\n,A,Entity,X\n', 'none'],
    ['a group without name', 'Group ID,Name 6,Group Type,Regime\n1,,Entity,X\n', 'none'],
    ['a ragged row', 'Group ID,Name 6,Group Type,Regime\n1,A\n', 'one of 2'],
    ['a quote that does not close', 'Group ID,Name 6,Group Type,Regime\n1,"A,Entity,X\n', 'Quote'],
    ['a control character', 'Group ID,Name 6,Group Type,Regime\n1,A\0,Entity,X\n', 'control'],
    ['no header', 'Last Updated,1/1/2020\nGroup IDs,Name 6s,Group Types,Regimes\n', 'no such row'],
  ])('refuses %s', async (_, text, found) => {
    await expect(collect(readGbCsv, [memoryFile(text)])).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringContaining(found),
    });
  });
});

test.each([
  ['(1) Tripoli (2) Tunis', ['Tripoli', 'Tunis']],
  ['(1)-(2) Tunisia (3) Libya', ['Tunisia', 'Libya']],
  ['(1) Haidra (2)-(3) -', ['Haidra']],
  ['Russia|Ukraine', ['Russia', 'Ukraine']],
  ['Quito', ['Quito']],
])('the values of %s', (text, expected) => expect(numbered(text)).toEqual(expected));

test.each([
  ['A-000001 (Indian) issued on 4 June 1985', ['A-000001']],
  ['Yemeni passport number 00001 issued. Yemeni passport number 00002', ['00001', '00002']],
  ['Invented Federal ID Card 0000000001. Issued in Ulm', ['0000000001']],
  ['Civil ID no 0000000002 (Saudi Arabian)', ['0000000002']],
  ['German travel document (Reiseausweis) A 0000001 (revoked)', ['A 0000001']],
  ['no.: 0000000003', ['0000000003']],
  ['(Egypt). Issued 1993', []],
])('the numbers in %s', (text, expected) => expect(numbersIn(text)).toEqual(expected));

test.each([
  ['Tunisian', 'tn'],
  ['Italy (at time of listing)', 'it'],
  ['Lebanon citizenship', 'lb'],
  ['DRC', 'cd'],
  ['na', undefined],
])('the country of %s', (text, expected) => expect(codeOf(text)).toBe(expected));

const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const party: fc.Arbitrary<GbParty> = fc.record({
  number: fc.integer({ min: 1, max: 90_000 }).map(String),
  kind: fc.constantFrom('Individual' as const, 'Entity' as const),
  regime: fc.constantFrom('Al-Qaida', 'Syria', 'Iran, "human rights"'),
  listed: fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
    .map(([d, m]) => `${String(d).padStart(2, '0')}/${String(m).padStart(2, '0')}/2011`),
  names: fc.uniqueArray(word, { maxLength: 4 }).chain((names) =>
    fc
      .record({
        types: fc.array(fc.constantFrom('aka' as const, 'weak' as const), {
          minLength: names.length,
          maxLength: names.length,
        }),
      })
      .map(({ types }) => [
        { parts: ['Primero', '', '', '', '', 'INVENTADO'], type: 'primary' as const },
        ...names.map((name, i) => ({
          parts: ['', '', '', '', '', name],
          type: types[i] ?? ('aka' as const),
        })),
      ]),
  ),
  birthDate: fc.integer({ min: 1930, max: 2000 }).map((year) => `00/00/${year}`),
  nationality: fc.constantFrom('Tunisian', 'Iraq'),
  passport: fc.stringMatching(/^[A-Z]\d{6}$/),
  city: word,
  other: word,
  script: fc.constantFrom('مثال', 'Пример', '例子'),
});

test('what is written is read again, in each layout', async () => {
  const parties = fc.uniqueArray(party, { selector: (p) => p.number, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parties, fc.constantFrom(...LAYOUTS), async (written, layout) => {
      const { byId, signals, summary } = await read(written, layout);
      expect(signals).toEqual([]);
      expect(summary.records).toBe(written.length);
      for (const p of written) {
        const id = layout === 'sanctionsList' ? `gb-mup${p.number}` : `gb-${p.number}`;
        const entity = byId.get(id);
        const isPerson = p.kind === 'Individual';
        const last = (type: string) =>
          p.names.filter((n) => n.type === type).map(({ parts }) => parts[5] ?? '');
        const isOld = layout === 'conlist2016';
        const script = isOld ? [] : [p.script];
        const aliases = [...last('aka'), ...(isOld ? last('weak') : []), ...script];
        expect(entity?.texts('name')).toEqual(['Primero INVENTADO']);
        expect([...(entity?.texts('alias') ?? [])].sort()).toEqual(aliases.sort());
        expect([...(entity?.texts('weakAlias') ?? [])].sort()).toEqual(
          isOld ? [] : last('weak').sort(),
        );
        if (isPerson) expect(entity?.texts('birthDate')).toEqual([p.birthDate.slice(-4)]);
        expect(entity?.texts(isPerson ? 'passportNumber' : 'idNumber')).toEqual([p.passport]);
        expect(entity?.texts('address')).toEqual([`${p.city}, Tunisia`]);
        expect(byId.get(`${id}-sanction`)?.texts('program')).toEqual([p.regime]);
      }
    }),
    { numRuns: 60 },
  );
});

describe('a file that is not whole', () => {
  const made = (count: number): string =>
    writeGb(
      Array.from({ length: count }, (_, i) => ({
        ...PARTY,
        number: String(i + 1),
        kind: i % 4 === 0 ? ('Entity' as const) : ('Individual' as const),
      })),
      'sanctionsList',
    );
  const refusal = (text: string | Uint8Array, before?: number) =>
    refusalOf('gb_fcdo_sanctions', readGbCsv, [memoryFile(text)], before);

  test('half of it, or two thirds, is refused; whole, it is taken', async () => {
    const whole = made(5_000);
    expect(await refusal(whole)).toBeUndefined();
    // Wherever the cut falls: in a row it is a damaged table, between rows too short a list.
    expect(await refusal(whole.slice(0, whole.length / 2))).toMatch(/^LIST_FORMAT|number of Pers/);
    expect(await refusal(made(3_333))).toMatch(/number of Person: 2499 instead of/);
    expect(await refusal(made(5_000), 7_500)).toMatch(/shrunk list: 5000 instead of at least 5025/);
  });

  test('cut inside its last row, or with a byte that is no text, it is refused', async () => {
    const bytes = Buffer.from(made(2));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 600, max: bytes.length - 1 }), async (at) => {
        const changed = Buffer.from(bytes);
        changed[at] = 0xff;
        expect(await refusal(changed)).toMatch(/^LIST_FORMAT: bytes that are not utf-8/);
        expect(await refusal(bytes.subarray(0, at))).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });

  test('any text is a list or our error', async () => {
    const cell = fc.constantFrom('Group ID', 'Name 6', 'Group Type', 'Regime', 'A', '"', ',', '\n');
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 20 }), async (cells) => {
        const text = `Group ID,Name 6,Group Type,Regime\n${cells.join('')}`;
        const result = await collect(readGbCsv, [memoryFile(text)]).catch((e: unknown) => e);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(!hasSharedData)('the published file', () => {
  test('800 rows of OFSI’s list of 2016', async () => {
    const file = diskFile(sharedData('lists', 'uk', 'ConList_2016-02-12.csv'));
    const { entities, signals, summary } = await collect(readGbCsv, [file]);
    expect(summary).toEqual({ records: 463, published: '2016-02-12' });
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect(count('Person') + count('Organization')).toBe(463);
    // It is a part of the list: half of the groups lack the row with their main name.
    const named = signals.filter(({ found }) => found.startsWith('no primary name'));
    expect(named).toHaveLength(228);
    const others = signals.filter(({ found }) => !found.startsWith('no primary name'));
    expect(others.length).toBeLessThan(20);
    // 193 groups speak of the UN's reference; three write it in another way.
    const referred = entities.filter((e) => e.texts('unscId').length > 0);
    expect(new Set(referred.map((e) => e.texts('entity')[0])).size).toBe(190);
  });
});
