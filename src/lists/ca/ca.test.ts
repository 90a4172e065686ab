import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { flipped, refusalOf } from '../testing/refusal.ts';
import { aliasesIn } from './aliases.ts';
import { readCaXml } from './index.ts';
import { type CaRecord, writeCa } from './testing/write-ca.ts';

// Every name and number in this file is made up; only the shapes are the publisher's.
const read = (xml: string) =>
  collect(readCaXml, [memoryFile(xml)], { dataset: 'ca_dfatd_sema_sanctions' });

const PERSON: CaRecord = {
  country: 'Russia / Russie',
  last: 'Inventado',
  given: 'Juan Ali',
  date: '1972-08',
  aliases: ['Хуан Выдуманный', 'Juan I.'],
  schedule: '1, Part 1',
  item: '12',
  listed: '2022-03-04',
};

describe('readCaXml', () => {
  test('makes a party and its sanction, numbered by regime, schedule and item', async () => {
    const { entities, signals, summary } = await read(writeCa([PERSON]));
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1 });
    const [party, sanction] = entities;
    expect([party?.id, party?.schema]).toEqual(['ca-sema-russia-1-part-1-12', 'Person']);
    expect(party?.texts('name')).toEqual(['Juan Ali Inventado']);
    expect(party?.texts('alias')).toEqual(['Хуан Выдуманный', 'Juan I.']);
    expect(party?.texts('birthDate')).toEqual(['1972-08']);
    expect(party?.values('name')[0]?.source.heldFrom).toBe('2022-03-04');
    expect(sanction?.values('program')).toMatchObject([
      { value: 'Special Economic Measures (Russia) Regulations', original: 'Russia / Russie' },
    ]);
    expect(sanction?.texts('provisions')).toEqual(['schedule 1, Part 1, item 12']);
  });

  test('a ship and a firm', async () => {
    const ship = { country: 'Iran', thing: 'BARCO', imo: '9000001', title: 'Oil Tanker' };
    const { entities, signals } = await read(
      writeCa([
        { ...ship, date: '2004', item: '1', listed: '2023-01-02' },
        { country: 'Iran', thing: 'Nada Ltd.', item: '2', listed: '2023-01-02' },
      ]),
    );
    expect(signals).toEqual([]);
    const parties = entities.filter((e) => e.schema !== 'Sanction');
    expect(parties.map((e) => [e.id, e.schema])).toEqual([
      ['ca-sema-iran-1', 'Vessel'],
      ['ca-sema-iran-2', 'Organization'],
    ]);
    expect(parties[0]?.texts('imoNumber')).toEqual(['9000001']);
    expect([parties[0]?.texts('type'), parties[0]?.texts('buildDate')]).toEqual([
      ['Oil Tanker'],
      ['2004'],
    ]);
  });

  test.each([
    ['1972-08-10 or 1972-08-11', ['1972-08-10', '1972-08-11']],
    ['1963-1964', ['1963', '1964']],
    ['1965-07-15 OR 1969-09-28', ['1965-07-15', '1969-09-28']],
  ])('reads the date of birth %s', async (date, expected) => {
    const { entities, signals } = await read(writeCa([{ ...PERSON, date }]));
    expect(entities[0]?.texts('birthDate')).toEqual(expected);
    expect(signals).toEqual([]);
  });

  test('what it does not know is kept or told', async () => {
    const odd = { ...PERSON, country: 'Atlantis', date: 'born in the 1970s', listed: 'soon' };
    const xml = writeCa([odd]).replace('<Item>', '<Colour/><Item>');
    const { entities, signals } = await read(xml);
    expect(entities[0]?.texts('notes')).toEqual(['birthDate: born in the 1970s']);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'unknown-value Country Atlantis',
      'odd-value DateOfListing soon',
      'odd-value birthDate born in the 1970s',
      'unknown-element Colour',
    ]);
  });

  test.each([
    ['no item', writeCa([{ ...PERSON, item: '' }]), 'Item'],
    ['no name', writeCa([{ country: 'Iran', item: '1', listed: '2020-01-01' }]), 'a name'],
    ['an item listed twice', writeCa([PERSON, PERSON]), 'each item once'],
  ])('refuses %s', async (_, xml, expected) => {
    await expect(read(xml)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: expect.stringContaining(expected),
    });
  });
});

test.each([
  ['A Uno, Belarusian: Б Два, Russian : В Три', ['A Uno', 'Б Два', 'В Три']],
  ['Nada Pte. Ltd., Nada Limited', ['Nada Pte. Ltd.', 'Nada Limited']],
  ['Радио, ООО', ['Радио, ООО']],
  ['Ю Пять / Ю Шесть', ['Ю Пять', 'Ю Шесть']],
  ['Ana or Anna Nadie', ['Ana or Anna Nadie']],
  ['АО «Нет»; Banco (Nada, S. de R.L.)', ['АО «Нет»', 'Banco (Nada, S. de R.L.)']],
  ['"Завод, Нет", XX', ['"Завод, Нет"', 'XX']],
  ['(Иван НЕТ / Iван НЕТ', ['Иван НЕТ', 'Iван НЕТ']],
  ['', []],
])('the names in %s', (text, expected) => expect(aliasesIn(text)).toEqual(expected));

const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const date = fc
  .tuple(fc.integer({ min: 1940, max: 2020 }), fc.nat({ max: 11 }), fc.nat({ max: 27 }))
  .map((n) => n.map((part, i) => String(i === 0 ? part : part + 1).padStart(2, '0')).join('-'));
const record: fc.Arbitrary<CaRecord> = fc
  .record({
    kind: fc.constantFrom('Person', 'Organization', 'Vessel'),
    country: fc.constantFrom('Iran', 'Belarus / Bélarus', 'Haiti / Haïti'),
    last: word,
    given: word,
    date,
    aliases: fc.uniqueArray(fc.oneof(word, fc.constantFrom('Пример', 'مثال')), { maxLength: 3 }),
    schedule: fc.option(fc.constantFrom('1, Part 1', 'Part 2'), { nil: undefined }),
    item: fc.integer({ min: 1, max: 100_000 }).map(String),
    listed: date,
    imo: fc.stringMatching(/^9\d{6}$/),
  })
  .map(({ kind, last, given, imo, ...rest }) => ({
    ...rest,
    ...(kind === 'Person' ? { last, given } : { thing: `${given} ${last}` }),
    ...(kind === 'Vessel' && { imo }),
  }));

test('what is written is read again', async () => {
  const records = fc.uniqueArray(record, {
    selector: (r) => `${r.country} ${r.schedule} ${r.item}`,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(records, async (written) => {
      const { entities, signals, summary } = await read(writeCa(written));
      expect(signals).toEqual([]);
      expect(summary.records).toBe(written.length);
      const parties = entities.filter((e) => e.schema !== 'Sanction');
      expect(parties).toHaveLength(written.length);
      for (const [i, r] of written.entries()) {
        const party = parties[i];
        expect(party?.texts('name')).toEqual([r.thing ?? `${r.given} ${r.last}`]);
        expect(party?.texts('alias')).toEqual(r.aliases);
        expect(party?.texts('createdAt')).toEqual([r.listed]);
        const dated = r.imo ? 'buildDate' : r.thing ? 'incorporationDate' : 'birthDate';
        expect(party?.texts(dated)).toEqual([r.date]);
        expect(party?.texts('imoNumber')).toEqual(r.imo === undefined ? [] : [r.imo]);
        const sanction = entities.find((e) => e.id === `${party?.id}-sanction`);
        expect(sanction?.texts('listingDate')).toEqual([r.listed]);
        expect(sanction?.values('program')[0]?.original).toBe(r.country);
      }
    }),
    { numRuns: 100 },
  );
});

describe('a file that is not whole', () => {
  const made = (count: number): string =>
    writeCa(
      Array.from({ length: count }, (_, i) => ({
        ...PERSON,
        item: String(i + 1),
        ...(i % 10 < 3 && { last: undefined, given: undefined, thing: `Nada ${i}` }),
      })),
    );
  const refusal = (text: string | Uint8Array, before?: number) =>
    refusalOf('ca_dfatd_sema_sanctions', readCaXml, [memoryFile(text)], before);

  test('cut or changed anywhere, it is refused with a reason', async () => {
    const ascii = made(3).replace(/[^\x20-\x7e\n]/g, 'x');
    const bytes = Buffer.from(ascii);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 12 }), async (at) => {
        expect(await refusal(bytes.subarray(0, at))).toMatch(/^LIST_FORMAT: ./);
        expect(await refusal(flipped(bytes, at))).toMatch(/^LIST_FORMAT: ./);
      }),
      { numRuns: 60 },
    );
  });

  test('with a third of its entries gone, it is refused; whole, it is taken', async () => {
    expect(await refusal(made(4_759))).toBeUndefined();
    expect(await refusal(made(3_172))).toMatch(/number of Person: 2219 instead of/);
    expect(await refusal(made(4_759), 7_500)).toMatch(/shrunk list/);
    expect(await refusal('<export/>')).toContain('<export> instead of <data-set>');
  });

  test('any text is a list or our error', async () => {
    const pieces = fc.constantFrom(
      '<data-set>',
      '</data-set>',
      '<record>',
      '</record>',
      'x',
      '&',
      '<Item>1</Item>',
      '<Country>Iran</Country>',
      '<LastName>A</LastName>',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        const result = await read(parts.join('')).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(!hasSharedData)('the published list', () => {
  const path = sharedData('lists', 'ca', 'sema_2025-05.xml.gz');

  test('4,759 records', async () => {
    const { entities, byId, signals, summary } = await collect(readCaXml, [diskFile(path)]);
    expect(summary.records).toBe(4_759);
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect(['Person', 'Organization', 'Vessel', 'Sanction'].map(count)).toEqual([
      3_334, 1_316, 109, 4_759,
    ]);
    expect(byId.size).toBe(entities.length);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'odd-value birthDate Sep-99',
      'odd-value birthDate born in the early 1970s',
    ]);
    const born = entities.filter((e) => e.texts('birthDate').length > 0).length;
    expect(born).toBe(1_714);
  });

  test('is taken whole', async () => {
    const reason = await refusalOf('ca_dfatd_sema_sanctions', readCaXml, [diskFile(path)]);
    expect(reason).toBeUndefined();
  });
});
