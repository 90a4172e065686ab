import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonSource, recordName, sourceOf, topEvidence } from './src/comparison.ts';
import { parseEvent } from './src/eventBlock.ts';
import { orderedHits } from './src/hitOrder.ts';
import { isBirthDate, matchQuery, NO_FIELDS } from './src/query.ts';
import type { Evidence, HitRecord, Listing, SourcedValue } from './src/wire.ts';

const collator = new Intl.Collator('en', { numeric: true });

describe('the question of a search', () => {
  test('is not asked before there is enough', () => {
    expect(matchQuery(NO_FIELDS)).toBeNull();
    expect(matchQuery({ ...NO_FIELDS, name: ' J ' })).toBeNull();
    expect(matchQuery({ ...NO_FIELDS, country: 'mx', birthDate: '1966' })).toBeNull();
  });

  test('leaves the type open until something else is asked that only some have', () => {
    expect(matchQuery({ ...NO_FIELDS, name: 'Ana' })?.schema).toBeUndefined();
    expect(matchQuery({ ...NO_FIELDS, name: 'Ana', birthDate: '1966' })?.schema).toBe('Person');
    expect(matchQuery({ ...NO_FIELDS, id: 'QUBL660717HSLRRR03' })).toMatchObject({
      schema: 'LegalEntity',
      properties: { idNumber: ['QUBL660717HSLRRR03'] },
    });
  });

  test('puts an identifier where its form belongs', () => {
    const place = (id: string, schema = '') => {
      const query = matchQuery({ ...NO_FIELDS, id, schema });
      return [query?.schema, ...Object.keys(query?.properties ?? {})];
    };
    expect(place('IMO 9074729')).toEqual(['Vessel', 'imoNumber']);
    expect(place('9074729', 'Vessel')).toEqual(['Vessel', 'imoNumber']);
    expect(place('351234567', 'Vessel')).toEqual(['Vessel', 'mmsi']);
    expect(place(`0x${'a1'.repeat(20)}`)).toEqual(['CryptoWallet', 'publicKey']);
    expect(place('9074729', 'Company')).toEqual(['Company', 'idNumber']);
  });

  test('leaves out a birth date that is none', () => {
    for (const text of ['', '1966', '1966-07', '1966-07-17']) expect(isBirthDate(text)).toBe(true);
    for (const text of ['19', '1966-13', '17/07/1966', '1966-07-32']) {
      expect(isBirthDate(text)).toBe(false);
    }
    const query = matchQuery({ ...NO_FIELDS, name: 'Ana', birthDate: '19' });
    expect(query?.properties).toEqual({ name: ['Ana'] });
  });
});

const piece = (points: number, more: Partial<Evidence> = {}): Evidence => ({
  feature: 'name',
  agreement: 'equal',
  query: 'q',
  listing: 'l',
  points,
  sentence: { en: 'e', es: 's' },
  ...more,
});

describe('the side-by-side', () => {
  const value = (text: string, record = '1'): SourcedValue => ({
    value: text,
    dataset: 'test',
    record,
    knownAt: '2026-04-21',
  });
  const listing: Listing = {
    entity: {} as Listing['entity'],
    sources: {
      alias: [value('Lencho', '2')],
      name: [value('Lorenzo QUINTANAR')],
      birthDate: [{ ...value('1966'), original: 'circa 1966' }],
    },
  };

  test('finds where a value of the evidence comes from', () => {
    const found = (text: string) => sourceOf(piece(1, { listing: text }), listing)?.record;
    expect(found('lorenzo quintanar')).toBe('1');
    expect(found('Lencho')).toBe('2');
    expect(sourceOf(piece(1, { listing: 'circa 1966' }), listing)?.value).toBe('1966');
    expect(found('')).toBeUndefined();
    expect(found('Somebody Else')).toBeUndefined();
  });

  test('says the most frequent source once', () => {
    expect(commonSource(listing)?.record).toBe('1');
    expect(commonSource({ ...listing, sources: {} })).toBeUndefined();
  });

  test('puts first what speaks loudest, for or against', () => {
    const evidence = [piece(2), piece(-17), piece(9), piece(50, { agreement: 'missing' })];
    expect(topEvidence(evidence, 2).map((one) => one.points)).toEqual([-17, 9]);
  });

  test('puts a name together from the columns of a file', () => {
    const columns = { Nombre: 'firstName', 'Ap. Paterno': 'fatherName', Sucursal: null };
    const query = { Sucursal: 'Centro', 'Ap. Paterno': 'Quintanar', Nombre: 'Lorenzo' };
    expect(recordName(query, columns)).toBe('Lorenzo Quintanar');
    expect(recordName({ cliente: 'Ana Sol' }, { cliente: 'name' })).toBe('Ana Sol');
    expect(recordName({ Sucursal: 'Centro' }, columns)).toBeUndefined();
  });
});

describe('the order of hits', () => {
  const hit = (score: number, band: HitRecord['band']): HitRecord => ({
    record: `c${score}`,
    query: {},
    entity: 'e',
    caption: 'c',
    dataset: 'd',
    score,
    band,
    explanation: [],
  });
  const hits = fc.array(
    fc
      .record({ score: fc.integer({ min: 0, max: 9 }), strong: fc.boolean() })
      .map((one) => hit(one.score, one.strong ? 'strong' : 'possible')),
  );

  test('loses no hit and keeps file order among equals', () => {
    fc.assert(
      fc.property(hits, fc.constantFrom('ascending', 'descending'), (all, direction) => {
        const rows = orderedHits(all, 'all', { column: 'score', direction }, collator);
        expect(rows.map((row) => row.id).sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        rows.slice(1).forEach((row, index) => {
          const before = rows[index];
          const step = (row.hit.score - (before?.hit.score ?? 0)) * (direction[0] === 'a' ? 1 : -1);
          expect(step > 0 || (step === 0 && row.id > (before?.id ?? -1))).toBe(true);
        });
      }),
    );
  });

  test('a band shows its own hits only', () => {
    const all = [hit(1, 'strong'), hit(2, 'possible'), hit(3, 'strong')];
    const order = { column: 'score', direction: 'descending' } as const;
    expect(orderedHits(all, 'strong', order, collator).map((row) => row.id)).toEqual([2, 0]);
  });
});

describe('server-sent events', () => {
  test('are read with their name; comments and empty blocks are nothing', () => {
    expect(parseEvent('id: 3\nevent: hit\ndata: {"a":\ndata: 1}')).toEqual({
      name: 'hit',
      data: { a: 1 },
    });
    expect(parseEvent(': still here')).toBeUndefined();
    expect(parseEvent('retry: 2000')).toBeUndefined();
  });
});
