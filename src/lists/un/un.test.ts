import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { type Entity, parseIsoDate } from '../../entity/index.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { bareNumber } from './documents.ts';
import { readUnXml } from './index.ts';
import { unNames } from './names.ts';
import { type UnBirth, type UnParty, writeUn } from './testing/write-un.ts';

const read = (xml: string) => collect(readUnXml, [memoryFile(xml)], { dataset: 'un_sc_sanctions' });

const list = (individuals: string, entities = ''): string =>
  '<CONSOLIDATED_LIST dateGenerated="2016-02-11T14:50:41.559-05:00"><INDIVIDUALS>' +
  `${individuals}</INDIVIDUALS><ENTITIES>${entities}</ENTITIES></CONSOLIDATED_LIST>`;

const person = (more: string): string =>
  list(
    '<INDIVIDUAL xmlns:x="u" x:noNamespaceSchemaLocation="s"><DATAID>7</DATAID>' +
      '<FIRST_NAME>JUAN</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>' +
      `<LISTED_ON>2001-02-23</LISTED_ON>${more}</INDIVIDUAL>`,
  );

/** Values with the publisher's wording behind `<-`, where it differs. */
const worded = (entity: Entity | undefined, property: string): string[] =>
  (entity?.values(property) ?? []).map(({ value, original }) =>
    original === undefined ? value : `${value} <- ${original}`,
  );

describe('readUnXml', () => {
  test('makes a party and its sanction, each value with its two times', async () => {
    const { byId, summary, signals } = await read(
      person('<REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER><GENDER>Male</GENDER>'),
    );
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1, published: '2016-02-11T19:50:41.559Z' });
    const party = byId.get('un-7');
    expect(party?.schema).toBe('Person');
    expect(party?.texts('topics')).toEqual(['sanction', 'crime.terror']);
    expect(party?.values('name')).toEqual([
      {
        value: 'JUAN',
        source: {
          dataset: 'un_sc_sanctions',
          record: '7',
          heldFrom: '2001-02-23',
          knownAt: '2016-02-11T19:50:41.559Z',
        },
      },
    ]);
    const sanction = byId.get('un-7-sanction');
    expect(
      Object.fromEntries([...(sanction?.properties ?? [])].map(([k, v]) => [k, v[0]?.value])),
    ).toMatchObject({
      entity: 'un-7',
      unscId: 'QDi.001',
      program: 'Al-Qaida',
      listingDate: '2001-02-23',
      authority: 'United Nations Security Council',
    });
  });

  test.each([
    ['<DATE>1966-07-17</DATE>', 'EXACT', ['1966-07-17']],
    ['<YEAR>1961</YEAR>', 'APPROXIMATELY', ['1961 <- approximately 1961']],
    ['<YEAR>1958</YEAR><NOTE>Sep.</NOTE>', 'Exact', ['1958-09 <- 1958 (Sep.)']],
    ['<NOTE>Nov. 1973 </NOTE>', 'EXACT', ['1973-11 <- Nov. 1973']],
    ['<YEAR>1955-1956</YEAR>', 'EXACT', ['1955 <- 1955-1956', '1956 <- 1955-1956']],
    [
      '<FROM_YEAR>1966</FROM_YEAR><TO_YEAR>1967</TO_YEAR>',
      'BETWEEN',
      ['1966 <- between 1966 and 1967', '1967 <- between 1966 and 1967'],
    ],
  ])('reads the date of birth %s', async (xml, type, expected) => {
    const { byId, signals } = await read(
      person(
        `<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>${type}</TYPE_OF_DATE>${xml}` +
          '</INDIVIDUAL_DATE_OF_BIRTH>',
      ),
    );
    expect(worded(byId.get('un-7'), 'birthDate')).toEqual(expected);
    expect(signals).toEqual([]);
  });

  test.each([
    '<DATE>1966-02-31</DATE>',
    '<NOTE>30-35 years old</NOTE>',
    '<FROM_YEAR>1967</FROM_YEAR><TO_YEAR>1966</TO_YEAR>',
  ])('keeps the date of birth %s as a note and signals it', async (xml) => {
    const birth = `<INDIVIDUAL_DATE_OF_BIRTH>${xml}</INDIVIDUAL_DATE_OF_BIRTH>`;
    const { byId, signals } = await read(person(birth));
    expect(byId.get('un-7')?.texts('birthDate')).toEqual([]);
    expect(byId.get('un-7')?.texts('notes')[0]).toMatch(/^Date of birth: /);
    expect(signals).toMatchObject([{ kind: 'odd-value', record: '7' }]);
  });

  test('keeps only the ends of a long span of years', async () => {
    const { byId, signals } = await read(
      person(
        '<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1900</FROM_YEAR><TO_YEAR>1950</TO_YEAR>' +
          '</INDIVIDUAL_DATE_OF_BIRTH>',
      ),
    );
    expect(byId.get('un-7')?.texts('birthDate')).toEqual(['1900', '1950']);
    expect(signals).toHaveLength(1);
  });

  test('sorts aliases by quality and note, and takes the birth data they carry', async () => {
    const alias = (quality: string, name: string, more = '') =>
      `<INDIVIDUAL_ALIAS><QUALITY>${quality}</QUALITY><ALIAS_NAME>${name}</ALIAS_NAME>${more}` +
      '</INDIVIDUAL_ALIAS>';
    const { byId, signals } = await read(
      person(
        alias('Good', 'A One; A Two') +
          alias('Low', 'Z') +
          alias('', '') +
          alias('Good', 'Old', '<NOTE>previously listed as</NOTE>') +
          alias('Good', 'Primer', '<NOTE>original script: Пример</NOTE>') +
          alias('Good', 'N', '<NOTE>nom de guerre</NOTE><DATE_OF_BIRTH>1970</DATE_OF_BIRTH>') +
          alias('Odd', 'Q', '<COUNTRY_OF_BIRTH>Mexico</COUNTRY_OF_BIRTH>'),
      ),
    );
    const party = byId.get('un-7');
    expect(party?.texts('alias')).toEqual(['A One', 'A Two', 'Primer', 'Пример', 'N', 'Q']);
    expect(party?.texts('weakAlias')).toEqual(['Z']);
    expect(party?.texts('previousName')).toEqual(['Old']);
    expect(party?.texts('notes')).toEqual(['N: nom de guerre']);
    expect(worded(party, 'birthDate')).toEqual(['1970 <- 1970 (as N)']);
    expect(worded(party, 'birthCountry')).toEqual(['mx <- Mexico (as Q)']);
    expect(signals).toEqual([{ kind: 'unknown-value', record: '7', found: 'QUALITY Odd of Q' }]);
  });

  test('reads documents, places and addresses', async () => {
    const { byId, signals } = await read(
      person(
        '<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>' +
          '<NUMBER>Libya B/000001</NUMBER><ISSUING_COUNTRY>Libya</ISSUING_COUNTRY>' +
          '<DATE_OF_ISSUE>2011-12-07</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>' +
          '<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number' +
          '</TYPE_OF_DOCUMENT><NOTE>Italian Fiscal Code: ABCDEF70A01H501Z</NOTE>' +
          '</INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/>' +
          '<INDIVIDUAL_ADDRESS><STREET>Calle 1</STREET><CITY>Quito</CITY>' +
          '<COUNTRY>Ecuador</COUNTRY><NOTE>in 2011</NOTE></INDIVIDUAL_ADDRESS>' +
          '<INDIVIDUAL_ADDRESS><COUNTRY>Atlantis</COUNTRY></INDIVIDUAL_ADDRESS>' +
          '<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Lima</CITY><COUNTRY>Peru</COUNTRY>' +
          '</INDIVIDUAL_PLACE_OF_BIRTH><NATIONALITY><VALUE>Peru</VALUE></NATIONALITY>',
      ),
    );
    const party = byId.get('un-7');
    expect(worded(party, 'passportNumber')).toEqual([
      'B/000001 <- Passport Libya B/000001 (Libya) issued 2011-12-07',
    ]);
    expect(party?.texts('taxNumber')).toEqual(['ABCDEF70A01H501Z']);
    expect(worded(party, 'address')).toEqual([
      'Calle 1, Quito, Ecuador <- Calle 1, Quito, Ecuador (in 2011)',
      'Atlantis',
    ]);
    expect(worded(party, 'country')).toEqual(['ec <- Ecuador']);
    expect(worded(party, 'birthPlace')).toEqual(['Lima, Peru']);
    expect(party?.texts('birthCountry')).toEqual(['pe']);
    expect(party?.texts('nationality')).toEqual(['pe']);
    expect(signals.map(({ found }) => found)).toEqual(['country Atlantis']);
  });

  test('signals every element and attribute it does not know', async () => {
    const { signals } = await read(
      person('<COLOUR/><GENDER>Female</GENDER><GENDER>Male</GENDER><TITLE tone="1"/>'),
    );
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'unknown-element COLOUR',
      'unknown-element GENDER',
      'unknown-element TITLE/@tone',
    ]);
  });

  test('signals what stands between the records', async () => {
    const { signals, summary } = await read(list('<SHIP><DATAID>1</DATAID></SHIP>'));
    expect(signals).toMatchObject([{ kind: 'unknown-element', found: 'INDIVIDUALS/SHIP' }]);
    expect(summary.records).toBe(0);
  });

  test.each([
    ['no number', list('<INDIVIDUAL><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>'), 'DATAID'],
    ['no name', list('<INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL>'), 'a name'],
    [
      'a number used twice',
      list(
        '<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>',
        '<ENTITY><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME></ENTITY>',
      ),
      'each DATAID once',
    ],
  ])('refuses %s', async (_, xml, expected) => {
    await expect(read(xml)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: expect.stringContaining(expected),
    });
  });

  test('stops when it is told to', async () => {
    const reader = collect(readUnXml, [memoryFile(person(''))], { signal: AbortSignal.abort() });
    await expect(reader).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('names', () => {
  test.each([
    ['A; B (c; d)', ['A', 'B (c; d)']],
    ['a) One b) Two; Three', ['One', 'Two', 'Three']],
    ['Mr Ejemplo (例子)', ['Mr Ejemplo', '例子']],
    ['مثال (Mithal; Mithal B)', ['مثال', 'Mithal', 'Mithal B']],
    ['BUTEMBO AIRLINES (BAL)', ['BUTEMBO AIRLINES (BAL)']],
    ['Primer (original script: Пример)', ['Primer', 'Пример']],
    ['E. Ejemplo (previously listed as)', ['E. Ejemplo*']],
    ['(Mr) Ejemplo', ['(Mr) Ejemplo']],
    [' ; ', []],
  ])('%s', (field, expected) => {
    const names = unNames(field).map(({ name, previous }) => (previous ? `${name}*` : name));
    expect(names).toEqual(expected);
  });
});

test.each([
  ['D 000001', 'D 000001'],
  ['Afghan passport number SE 000012', 'SE 000012'],
  ['Jordan 123456', '123456'],
  ['TR-P 123 456', 'TR-P 123 456'],
  ['Diplomatic Passport D000123', 'D000123'],
  ['CAR diplomatic passport no. D00000001', 'D00000001'],
  ['R00000001, South Sudan', 'R00000001'],
  ['123456789 (US)', '123456789'],
  ['No12345/678', 'No12345/678'],
  ['unknown', 'unknown'],
])('the bare number of %s', (text, expected) => expect(bareNumber(text)).toBe(expected));

// Every name and number in this file is made up; only the shapes are the UN's.
const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const date = fc
  .tuple(fc.integer({ min: 1900, max: 2020 }), fc.nat({ max: 11 }), fc.nat({ max: 27 }))
  .map((n) => n.map((part, i) => String(i === 0 ? part : part + 1).padStart(2, '0')).join('-'));
const year = fc.integer({ min: 1900, max: 2000 });
const birth: fc.Arbitrary<UnBirth> = fc.oneof(
  date.map((d): UnBirth => ({ type: 'EXACT', date: d })),
  year.map((y): UnBirth => ({ type: 'APPROXIMATELY', year: String(y) })),
  fc
    .tuple(year, fc.nat({ max: 19 }))
    .map(
      ([from, span]): UnBirth => ({ type: 'BETWEEN', from: String(from), to: String(from + span) }),
    ),
);
const party: fc.Arbitrary<UnParty> = fc.record({
  dataId: fc.integer({ min: 1, max: 10_000_000 }).map(String),
  individual: fc.boolean(),
  names: fc.array(word, { minLength: 1, maxLength: 4 }),
  script: fc.constantFrom('مثال', 'Пример Имя', '例子'),
  listType: fc.constantFrom('Al-Qaida', 'DPRK', 'GB'),
  reference: fc.stringMatching(/^[A-Z]{2}[ie]\.\d{3}$/),
  listedOn: date,
  updated: fc.array(date, { maxLength: 3 }),
  comments: word,
  aliases: fc.array(
    fc.record({ quality: fc.constantFrom('Good', 'Low', 'a.k.a.', 'f.k.a.'), name: word }),
    { maxLength: 4 },
  ),
  births: fc.array(birth, { maxLength: 3 }),
  passports: fc.array(fc.stringMatching(/^[A-Z]{1,2}\d{6}$/), { maxLength: 2 }),
  nationalities: fc.array(fc.constantFrom('Mexico', 'Peru', 'Ecuador'), { maxLength: 2 }),
});

/** Spans of years as the reader spreads them out, without what is there twice. */
function birthDates(births: readonly UnBirth[]): string[] {
  const all = births.flatMap((b) => {
    if ('date' in b) return [b.date];
    if ('year' in b) return [b.year];
    const first = Number(b.from);
    return Array.from({ length: Number(b.to) - first + 1 }, (_, i) => String(first + i));
  });
  return [...new Set(all)];
}

test('what is written is read again', async () => {
  const parties = fc.uniqueArray(party, { selector: (p) => p.dataId, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parties, async (written) => {
      const { byId, entities, signals, summary } = await read(writeUn(written, '2026-08-01'));
      expect(signals).toEqual([]);
      expect(summary.records).toBe(written.length);
      expect(entities).toHaveLength(written.length * 2);
      for (const p of written) {
        const entity = byId.get(`un-${p.dataId}`);
        const aliases = (...qualities: string[]) => [
          ...new Set(p.aliases.filter((a) => qualities.includes(a.quality)).map((a) => a.name)),
        ];
        expect(entity?.schema).toBe(p.individual ? 'Person' : 'Organization');
        expect(entity?.texts('name')).toEqual([
          p.individual ? p.names.join(' ') : p.names[0],
          p.script,
        ]);
        expect(entity?.texts('alias')).toEqual(aliases('Good', 'a.k.a.'));
        expect(entity?.texts('weakAlias')).toEqual(aliases('Low'));
        expect(entity?.texts('previousName')).toEqual(aliases('f.k.a.'));
        expect(entity?.texts('birthDate')).toEqual(p.individual ? birthDates(p.births) : []);
        expect(entity?.texts('passportNumber')).toEqual(
          p.individual ? [...new Set(p.passports)] : [],
        );
        expect(entity?.texts('createdAt')).toEqual([p.listedOn]);
        expect(entity?.texts('modifiedAt')).toEqual([...p.updated].sort().slice(-1));
        expect(byId.get(`un-${p.dataId}-sanction`)?.texts('unscId')).toEqual([p.reference]);
      }
    }),
    { numRuns: 60 },
  );
});

describe.skipIf(!hasSharedData)('the published lists', () => {
  test.each([
    ['consolidated_2026-08-01.xml.gz', 736, 275, '2026-08-01T23:00:03.110Z'],
    ['consolidated_2026-02-27.xml.gz', 730, 273, '2026-02-27T00:00:09.554Z'],
    ['consolidated_2025-04-19.xml.gz', 684, 193, '2025-04-19T23:00:04.625Z'],
    ['consolidated_2016-02-11.xml', 130, 109, '2016-02-11T19:50:41.559Z'],
  ])('%s', async (name, people, organizations, published) => {
    const { entities, signals, summary } = await collect(readUnXml, [
      diskFile(sharedData('lists', 'un', name)),
    ]);
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect([count('Person'), count('Organization')]).toEqual([people, organizations]);
    expect(count('Sanction')).toBe(people + organizations);
    expect(summary).toEqual({ records: people + organizations, published });
    // Countries are another table's; everything else that these files hold is known.
    const kinds = signals.filter(({ found }) => !found.startsWith('country '));
    expect(kinds.every(({ kind }) => kind === 'odd-value')).toBe(true);
    expect(kinds.length).toBeLessThan(8);
    for (const entity of entities) {
      for (const day of entity.texts('birthDate')) expect(parseIsoDate(day)).toBe(day);
    }
  });
});
