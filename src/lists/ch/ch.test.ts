import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { flipped, refusalOf } from '../testing/refusal.ts';
import { readChXml } from './index.ts';
import { type ChTarget, writeCh } from './testing/write-ch.ts';

// Every name and number in this file is made up; only the shapes are the publisher's.
const read = (xml: string) =>
  collect(readChXml, [memoryFile(xml)], { dataset: 'ch_seco_sanctions' });

const TARGET: ChTarget = {
  ssid: '5',
  kind: 'individual',
  set: '41',
  given: 'Juan',
  family: 'Inventado',
  variant: 'Инвентадо',
  aliases: [
    { name: 'Juan I.', quality: 'good' },
    { name: 'El Flaco', quality: 'low' },
  ],
  year: '1970',
  place: '7',
  passport: 'A000001',
  listed: '2021-08-11',
  isDelisted: false,
  remark: 'Tel. number: +593 000',
};

describe('readChXml', () => {
  test('makes a party and its sanction out of what stands in three places', async () => {
    const { byId, entities, signals, summary } = await read(writeCh([TARGET], '2026-08-27'));
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1, published: '2026-08-27' });
    expect(entities).toHaveLength(2);
    const party = byId.get('ch-5');
    expect(party?.texts('name')).toEqual(['Juan Inventado']);
    expect(party?.texts('alias')).toEqual(['Juan Инвентадо', 'Juan I.']);
    expect(party?.texts('weakAlias')).toEqual(['El Flaco']);
    expect([party?.texts('firstName'), party?.texts('lastName')]).toEqual([
      ['Juan'],
      ['Inventado'],
    ]);
    expect(party?.texts('address')).toEqual(['Calle 1, Ciudad 7, Ecuador']);
    expect(party?.texts('country')).toEqual(['ec']);
    expect(party?.texts('passportNumber')).toEqual(['A000001']);
    expect(party?.texts('phone')).toEqual(['+593 000']);
    expect(party?.values('name')[0]?.source).toEqual({
      dataset: 'ch_seco_sanctions',
      record: '5',
      heldFrom: '2021-08-11',
      knownAt: '2026-08-27T00:00:00.000Z',
    });
    const sanction = byId.get('ch-5-sanction-41');
    expect([...(sanction?.properties ?? [])].map(([key, [v]]) => [key, v?.value])).toEqual([
      ['entity', 'ch-5'],
      ['authority', 'Swiss State Secretariat for Economic Affairs (SECO)'],
      ['country', 'ch'],
      ['program', 'Ordinance on Nowhere'],
      ['provisions', 'article 1'],
      ['authorityId', '5'],
      ['recordId', 'F1'],
      ['unscId', 'F1'],
      ['listingDate', '2021-08-11'],
      ['modifiedAt', '2021-08-11'],
      ['reason', 'Made up.'],
    ]);
  });

  test('a target that was taken off the list is dropped, and links to it are not made', async () => {
    const relation = '<relation ssid="9" relation-type="related-to" target-id="6"/></individual>';
    const xml = writeCh([TARGET, { ...TARGET, ssid: '6', isDelisted: true }], '2026-08-27');
    const { byId, signals, summary } = await read(xml.replace('</individual>', relation));
    expect(summary.records).toBe(2);
    expect(byId.has('ch-6')).toBe(false);
    expect(signals.map(({ kind, record, found }) => `${kind} ${record} ${found}`)).toEqual([
      'unresolved-link 5 related-to 6',
      'dropped 6 de-listed on 2021-08-11',
    ]);
    const both = writeCh([TARGET, { ...TARGET, ssid: '6' }], '2026-08-27');
    const linked = await read(both.replace('</individual>', relation));
    const link = linked.byId.get('ch-5-relation-9');
    expect([link?.texts('object'), link?.texts('role')]).toEqual([['ch-6'], ['related-to']]);
  });

  test('what it does not know is kept or told', async () => {
    const xml = writeCh([{ ...TARGET, set: '77', place: '99' }], '2026-08-27')
      .replace('<individual>', '<individual sex="x" tone="1">')
      .replace('given-name', 'nick-name')
      .replace('calendar="Gregorian"', 'calendar="Islamic"')
      .replace('</swiss-sanctions-list>', '<thing/></swiss-sanctions-list>');
    const { byId, signals } = await read(xml);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'unknown-element thing',
      'unknown-value sex x',
      'unknown-value name-part-type nick-name',
      'odd-value date of birth 1970 (Islamic)',
      'unresolved-link place 99',
      'unresolved-link sanctions-set 77',
      'unknown-element individual/@tone',
    ]);
    expect(byId.get('ch-5')?.texts('notes')).toContain('Date of birth: 1970 (Islamic)');
  });

  test.each([
    ['no number', writeCh([{ ...TARGET, ssid: '' }], ''), 'a number'],
    ['a number used twice', writeCh([TARGET, TARGET], ''), 'each ssid once'],
    ['no name', writeCh([TARGET], '').replaceAll('primary-name', 'alias'), 'a main name'],
    ['no subject', '<swiss-sanctions-list><target ssid="1"/></swiss-sanctions-list>', 'an individ'],
  ])('refuses %s', async (_, xml, expected) => {
    await expect(read(xml)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: expect.stringContaining(expected),
    });
  });
});

const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const target: fc.Arbitrary<ChTarget> = fc.record({
  ssid: fc.integer({ min: 1, max: 99_999 }).map(String),
  kind: fc.constantFrom('individual' as const, 'entity' as const),
  set: fc.constantFrom('41', '42'),
  given: word,
  family: word,
  variant: fc.constantFrom('Пример', 'مثال'),
  aliases: fc.uniqueArray(
    fc.record({ name: word.map((w) => `Alias ${w}`), quality: fc.constantFrom('good', 'low') }),
    { selector: (alias) => alias.name, maxLength: 4 },
  ),
  year: fc.integer({ min: 1900, max: 2000 }).map(String),
  place: fc.constantFrom('7', '8'),
  passport: fc.stringMatching(/^[A-Z]\d{6}$/),
  listed: fc.integer({ min: 2000, max: 2025 }).map((year) => `${year}-03-01`),
  isDelisted: fc.boolean(),
  remark: word,
});

test('what is written is read again', async () => {
  const targets = fc.uniqueArray(target, { selector: (t) => t.ssid, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(targets, async (written) => {
      const { byId, signals, summary } = await read(writeCh(written, '2026-08-27'));
      expect(summary.records).toBe(written.length);
      const gone = written.filter((t) => t.isDelisted);
      expect(signals.map(({ kind, record }) => `${kind} ${record}`)).toEqual(
        gone.map(({ ssid }) => `dropped ${ssid}`),
      );
      for (const t of written) {
        const entity = byId.get(`ch-${t.ssid}`);
        expect(entity === undefined).toBe(t.isDelisted);
        if (entity === undefined) continue;
        const isPerson = t.kind === 'individual';
        const of = (quality: string) =>
          t.aliases.filter((a) => a.quality === quality).map((a) => a.name);
        expect(entity.texts('name')).toEqual([isPerson ? `${t.given} ${t.family}` : t.family]);
        const variant = isPerson ? `${t.given} ${t.variant}` : t.variant;
        expect(entity.texts('alias')).toEqual([variant, ...of('good')]);
        expect(entity.texts('weakAlias')).toEqual(of('low'));
        expect(entity.texts(isPerson ? 'birthDate' : 'incorporationDate')).toEqual([t.year]);
        expect(entity.texts(isPerson ? 'passportNumber' : 'idNumber')).toEqual([t.passport]);
        expect(entity.texts('address')).toEqual([`Calle 1, Ciudad ${t.place}, Ecuador`]);
        const sanction = byId.get(`ch-${t.ssid}-sanction-${t.set}`);
        expect(sanction?.texts('provisions')).toEqual([`article ${Number(t.set) - 40}`]);
        expect(sanction?.texts('listingDate')).toEqual([t.listed]);
      }
    }),
    { numRuns: 60 },
  );
});

describe('a file that is not whole', () => {
  const made = (count: number): string =>
    writeCh(
      Array.from({ length: count }, (_, i) => ({
        ...TARGET,
        variant: 'Inventada',
        ssid: String(i + 1),
        kind: i % 4 === 0 ? ('entity' as const) : ('individual' as const),
      })),
      '2026-08-27',
    );
  const refusal = (text: string | Uint8Array, before?: number) =>
    refusalOf('ch_seco_sanctions', readChXml, [memoryFile(text)], before);

  test('cut or changed anywhere, it is refused with a reason', async () => {
    const bytes = Buffer.from(made(2));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 24 }), async (at) => {
        expect(await refusal(bytes.subarray(0, at))).toMatch(/^LIST_FORMAT: ./);
        expect(await refusal(flipped(bytes, at))).toMatch(/^LIST_FORMAT: ./);
      }),
      { numRuns: 60 },
    );
  });

  test('with a third of its entries gone, it is refused; whole, it is taken', async () => {
    expect(await refusal(made(4_600))).toBeUndefined();
    // Nobody has counted a whole file here, so its range is wide; the list before is the measure.
    expect(await refusal(made(3_300))).toMatch(/number of Person: 2475 instead of/);
    expect(await refusal(made(4_600), 6_900)).toMatch(/shrunk list: 4600 instead of at least 4623/);
    expect(await refusal('<sdnList/>')).toContain('<sdnList> instead of <swiss-sanctions-list>');
  });

  test('any text is a list or our error', async () => {
    const pieces = fc.constantFrom(
      '<swiss-sanctions-list>',
      '</swiss-sanctions-list>',
      '<target ',
      'ssid="1"',
      '>',
      '<individual>',
      '</individual>',
      '</target>',
      '<identity/>',
      '<place/>',
      '&',
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

describe.skipIf(!hasSharedData)('the published sample', () => {
  test('three targets, of which one was taken off the list', async () => {
    const path = sharedData('lists', 'ch', 'seco_sample_trimmed_2026-08-27.xml');
    const { byId, entities, signals, summary } = await collect(readChXml, [diskFile(path)]);
    expect(summary).toEqual({ records: 3, published: '2026-08-27' });
    expect(entities.filter((e) => e.schema !== 'Sanction').map((e) => [e.id, e.schema])).toEqual([
      ['ch-46130', 'Organization'],
      ['ch-34461', 'Vessel'],
    ]);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'dropped de-listed on 2016-03-01',
    ]);
    expect(byId.get('ch-34461')?.texts('imoNumber')).toEqual(['8405270']);
    expect(byId.get('ch-34461-sanction-34422')?.texts('program')).toEqual([
      'Ordinance of 18 May 2016 on measures against North Korea',
    ]);
  });
});
