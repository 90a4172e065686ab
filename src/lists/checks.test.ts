import { describe, expect, test } from 'vitest';
import { type Entity, EntityBuilder } from '../entity/index.ts';
import { CATALOGUE, describeList } from './catalogue.ts';
import { failedChecks, shrinkage } from './checks.ts';
import type { Manifest } from './manifest.ts';
import { Tally } from './tally.ts';
import type { ListDescription } from './types.ts';

const description: ListDescription = {
  ...describeList('my_list'),
  counts: { Person: [3, 5], Vessel: [0, 1] },
  fillRates: { Person: { birthDate: 0.5 } },
  shrinkLimit: 0.67,
};

function entity(record: string, schema = 'Person', born = true): Entity {
  const source = { dataset: 'my_list', record, knownAt: '2026-01-01' };
  const builder = new EntityBuilder(`x-${record}-${schema}`, schema, source);
  builder.add(schema === 'Sanction' ? 'program' : 'name', `Invented ${record}`);
  return (schema === 'Person' && born ? builder.add('birthDate', '1970') : builder).build();
}

function tallyOf(...entities: readonly Entity[]): Tally {
  const tally = new Tally();
  for (const one of entities) tally.add(one);
  return tally;
}

const named = (tally: Tally, records: number) =>
  failedChecks(description, tally, records).map(({ name, found }) => `${name}: ${found}`);

describe('a version by itself', () => {
  const four = ['1', '2', '3', '4'].map((record) => entity(record));

  test('a sane one has nothing against it', () => {
    expect(named(tallyOf(...four, entity('1', 'Sanction')), 4)).toEqual([]);
  });

  test('too few, too many, none', () => {
    expect(named(tallyOf(...four.slice(2)), 2)).toEqual(['number of Person: 2']);
    const two = [entity('8', 'Vessel'), entity('9', 'Vessel')];
    expect(named(tallyOf(...four, ...two), 6)).toEqual(['number of Vessel: 2']);
    expect(named(tallyOf(), 0)).toContain('records: none');
  });

  test('a property that is hardly there any more', () => {
    const bare = ['5', '6', '7'].map((record) => entity(record, 'Person', false));
    expect(named(tallyOf(entity('1'), ...bare), 4)).toEqual(['Person with birthDate: 25.0 %']);
  });

  test('a record that came to nothing without a word, but not one said to be dropped', () => {
    const tally = tallyOf(...four, entity('1', 'Sanction'));
    expect(named(tally, 5)).toEqual(['records: 4']);
    tally.signal({ kind: 'odd-value', record: '5', found: 'no name' });
    expect(named(tally, 5)).toEqual(['records: 4']);
    tally.signal({ kind: 'dropped', record: '5', found: 'an unknown schema' });
    expect(named(tally, 5)).toEqual([]);
    tally.signal({ kind: 'dropped', record: '4', found: 'the same line again' });
    expect(named(tally, 6)).toEqual([]);
    expect(named(tally, 7)).toEqual(['records: 6']);
  });
});

test('a version beside the active one', () => {
  const active = { listings: 100 } as Manifest;
  expect(shrinkage(description, 67, active)).toEqual([]);
  expect(shrinkage(description, 66, active)).toEqual([
    { name: 'shrunk list', expected: 'at least 67 entities (0.67 of the 100 before)', found: '66' },
  ]);
  expect(shrinkage(description, 1, active, true)).toEqual([]);
  expect(shrinkage(description, 1, undefined)).toEqual([]);
});

test('examples are kept of every kind of signal, however many there are of one', () => {
  const tally = new Tally();
  for (let i = 0; i < 500; i++) {
    tally.signal({ kind: 'unresolved-link', record: `${i}`, found: 'nobody of that name' });
  }
  tally.signal({ kind: 'dropped', record: 'x', found: 'the one that matters' });
  expect(tally.signals).toEqual({ 'unresolved-link': 500, dropped: 1 });
  expect(tally.examples).toHaveLength(101);
  expect(tally.examples.at(-1)?.record).toBe('x');
});

describe('the catalogue', () => {
  test.each(CATALOGUE.map((list) => [list.name, list] as const))('%s is whole', (_name, list) => {
    expect(list.title && list.titleEs && list.publisher && list.terms).toBeTruthy();
    for (const { url, file } of list.downloads.flat()) {
      expect(new URL(url).protocol).toBe('https:');
      const path = new URL(url).pathname.toLowerCase();
      expect(path.endsWith(`/${file}`), `${url} ends with ${file}`).toBe(true);
    }
    for (const [least, most] of Object.values(list.counts)) expect(least).toBeLessThan(most);
    for (const schema of Object.keys(list.fillRates)) expect(list.counts).toHaveProperty(schema);
  });
});
