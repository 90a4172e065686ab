import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { Entity, type Source, schemaOf, type Value } from '../entity/index.ts';
import { buildEngine } from '../matching/index.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

interface Line {
  readonly id: string;
  readonly schema: string;
  readonly caption?: string;
  readonly properties: Record<string, string[]>;
  readonly datasets?: string[];
  readonly referents?: string[];
  readonly first_seen?: string;
  readonly last_seen?: string;
  readonly last_change?: string;
}

/** The entities of one of yente's own small test datasets, all in that dataset. */
function entities(dataset: string): Entity[] {
  const path = sharedData('matching', 'wire', dataset, 'entities.ftm.json');
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((text) => {
    const line = JSON.parse(text) as Line;
    const source: Source = { dataset, record: line.id, knownAt: '2026-01-01T00:00:00' };
    const properties = new Map<string, Value[]>();
    for (const [name, values] of Object.entries(line.properties)) {
      if (schemaOf(line.schema)?.hasProperty(name) !== true) continue;
      properties.set(
        name,
        values.map((value) => ({ value, source })),
      );
    }
    const { id, schema, caption, referents, first_seen, last_seen, last_change } = line;
    return new Entity({
      id,
      schema,
      properties,
      ...(caption !== undefined && { caption }),
      ...(referents !== undefined && { referents }),
      ...(first_seen !== undefined && { firstSeen: first_seen }),
      ...(last_seen !== undefined && { lastSeen: last_seen }),
      ...(last_change !== undefined && { lastChange: last_change }),
    });
  });
}

const ZAKHAROV = 'NK-aU5ybkbRFJucf8YMwsJvDw';
const QUERY = {
  schema: 'Person',
  properties: {
    name: ['Alexander Vyacheslavovich ZAKHAROV'],
    birthDate: ['1965'],
    country: 'Russia',
  },
};

const KEYS = [
  'id',
  'caption',
  'schema',
  'properties',
  'datasets',
  'referents',
  'target',
  'first_seen',
  'last_seen',
  'last_change',
];

/** What yente's own tests hold every entity to, also inside one another; gives how many there were. */
function checkShape(data: Record<string, unknown>): number {
  for (const key of KEYS) expect(data).toHaveProperty(key);
  expect(data['caption']).not.toBe('');
  for (const key of ['first_seen', 'last_seen', 'last_change']) {
    if (data[key] !== null) expect(data[key]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  }
  let count = 1;
  for (const values of Object.values(data['properties'] as Record<string, unknown[]>)) {
    for (const value of values) {
      if (typeof value === 'string') continue;
      count += checkShape(value as Record<string, unknown>);
    }
  }
  return count;
}

describe.skipIf(!hasSharedData)('yente’s own test data', () => {
  let server: TestServer;
  beforeAll(async () => {
    const engine = buildEngine(
      ['zala', 'parteispenden'].map((dataset) => ({
        source: { dataset, title: dataset.toUpperCase(), version: '1', published: null },
        entities: entities(dataset),
      })),
    );
    const screener = { ...testScreener(), engine };
    server = await testServer({ screener: () => screener });
  });
  afterAll(() => server.close());

  const get = async (url: string) => (await server.app.inject({ url: encodeURI(url) })).json();

  const matched = async (query: object, parameters = ''): Promise<string[]> => {
    const response = await server.app.inject({
      method: 'POST',
      url: `/match/zala?${parameters}`,
      payload: JSON.stringify({ queries: { q: query } }),
    });
    expect(response.statusCode).toBe(200);
    const { results, total } = response.json().responses.q;
    expect(total.value).toBe(results.length);
    for (const result of results) checkShape(result);
    return results.map((result: { id: string }) => result.id);
  };

  test('finds the man they look for, and not where he is left out', async () => {
    expect((await matched(QUERY))[0]).toBe(ZAKHAROV);
    expect((await matched(QUERY, 'algorithm=name-based'))[0]).toBe(ZAKHAROV);
    expect(await matched(QUERY, `exclude_entity_ids=${ZAKHAROV}`)).not.toContain(ZAKHAROV);
    expect(await matched(QUERY, 'exclude_entity_ids=ofac-45937')).not.toContain(ZAKHAROV);
    expect(await matched(QUERY, 'exclude_dataset=zala')).toEqual([]);
    expect(await matched(QUERY, 'include_dataset=mx_governors')).toEqual([]);
    expect(await matched(QUERY, 'topics=crime.cyber')).toEqual([]);
  });

  test('finds him by any of many names in two scripts', async () => {
    const name = [
      'Alexander Vyacheslavovich ZAKHAROV',
      'Александр Вячеславович Захаров',
      'Александр ЗАХАРОВ',
      'Захаров Александр Вячеславович',
    ];
    expect((await matched({ schema: 'Person', properties: { name } }))[0]).toBe(ZAKHAROV);
  });

  test('searches him', async () => {
    const ids = async (more: string): Promise<string[]> =>
      (await get(`/search/zala?q=alexander zakharov${more}`)).results.map(
        (result: { id: string }) => result.id,
      );
    expect((await ids(''))[0]).toBe(ZAKHAROV);
    expect(await ids('&countries=ru')).toContain(ZAKHAROV);
    expect(await ids('&countries=ke')).toEqual([]);
    expect(await ids('&countries=ke&countries=ru')).toContain(ZAKHAROV);
    expect(await ids('&countries=ke&countries=ru&filter_op=AND')).toEqual([]);
    expect(await ids('&changed_since=2099-01-01T00:00')).toEqual([]);
    expect(await ids('&include_dataset=zala&exclude_dataset=zala')).toEqual([]);
    expect(await ids('&limit=0')).toEqual([]);
  });

  test('keeps the datasets apart, and their facets', async () => {
    const zala = await get('/search/zala?limit=500&facets=datasets&facets=schema');
    expect(zala.facets.datasets.values).toEqual([
      { name: 'zala', label: 'ZALA', count: zala.total.value },
    ]);
    expect(zala.facets.schema.values.map(({ name }: { name: string }) => name)).toContain(
      'Address',
    );
    for (const result of zala.results) checkShape(result);
    const other = await get('/search/parteispenden?limit=0');
    expect(other.total.value).toBeGreaterThan(100);
    const all = await get('/search/default?limit=0');
    expect(all.total.value).toBe(zala.total.value + other.total.value);
  });

  test('nests every entity in the shape that is promised', async () => {
    const { results } = await get('/search/zala?limit=500');
    let nested = 0;
    for (const { id } of results.slice(0, 60)) {
      nested += checkShape(await get(`/entities/${encodeURIComponent(id)}`)) - 1;
    }
    expect(nested).toBeGreaterThan(60);
  });

  test('nests a donation between its donor and the party', async () => {
    const donor = await get('/entities/f9c295f21b233ac878fbac4d271bb6fd13d7952a');
    const [payment] = donor.properties.paymentPayer;
    expect(payment).toMatchObject({ schema: 'Payment', properties: { payer: [donor.id] } });
    expect(payment.properties.beneficiary[0]).toMatchObject({ properties: { name: ['MLPD'] } });
    expect(donor.properties.addressEntity[0]).toMatchObject({ schema: 'Address' });
  });
});
