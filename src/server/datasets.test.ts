import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntityBuilder } from '../entity/index.ts';
import type { Catalog } from '../lists/index.ts';
import { buildEngine } from '../matching/index.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

/** A person of a list who stands in these datasets by the publisher's word. */
const person = (id: string, list: string, datasets: readonly string[]) =>
  new EntityBuilder(id, 'Person', { dataset: list, record: id, knownAt: '' })
    .add('name', `Nadie ${id} Inventado`)
    .build({ datasets });

const list = (dataset: string, ids: Readonly<Record<string, readonly string[]>>) => ({
  source: { dataset, title: `The list ${dataset}`, version: `${dataset}-1`, published: null },
  entities: Object.entries(ids).map(([id, datasets]) => person(id, dataset, datasets)),
});

/** `whole` is loaded as one file with datasets inside; `alone` is loaded for itself. */
const engine = buildEngine([
  list('whole', { Uno: ['inner_a'], Dos: ['inner_b', 'stranger'], Tres: ['stranger'] }),
  list('alone', { Cuatro: ['alone'] }),
  list('imported', { Cinco: ['inner_a'] }),
]);

const dataset = (name: string, more: Partial<Catalog['datasets'][number]> = {}) => ({
  ...{ name, title: `Title of ${name}`, load: false, children: [] },
  ...more,
});

const catalog: Catalog = {
  source: '/manifest.yml',
  datasets: [
    dataset('whole', {
      load: true,
      children: ['inner_a', 'group'],
      version: '2',
      indexVersion: '1',
      entitiesUrl: 'https://example.org/entities.ftm.json',
      deltaUrl: 'https://example.org/delta.json',
    }),
    dataset('group', { children: ['inner_b', 'group'] }),
    dataset('inner_a'),
    dataset('inner_b'),
    dataset('alone', { load: true, version: '7', indexVersion: '7', entitiesUrl: '/a/file.json' }),
    dataset('both', { children: ['inner_a', 'alone'] }),
  ],
};

let server: TestServer;
beforeAll(async () => {
  const screener = { ...testScreener(), engine };
  server = await testServer({ screener: () => screener, catalog: () => catalog });
});
afterAll(() => server.close());

const get = async (url: string) => (await server.app.inject({ url })).json();
const found = async (path: string): Promise<string[]> =>
  (await get(`/search/${path}`)).results.map(({ id }: { id: string }) => id);

describe('collections', () => {
  test('hold what their children hold, however deep', async () => {
    expect(await found('whole')).toEqual(['Uno', 'Dos', 'Tres']);
    expect(await found('group')).toEqual(['Dos']);
    expect(await found('inner_a')).toEqual(['Uno']);
    expect(await found('both')).toEqual(['Uno', 'Cuatro']);
    expect(await found('default')).toHaveLength(5);
    expect(await found('both?exclude_dataset=alone')).toEqual(['Uno']);
    expect(await found('whole?include_dataset=inner_b')).toEqual(['Dos']);
    expect((await server.app.inject({ url: '/search/stranger' })).statusCode).toBe(404);
  });

  test('are asked alike in /match and in reconciliation', async () => {
    const queries = { q: { schema: 'Person', properties: { name: 'Nadie Dos Inventado' } } };
    const matched = async (name: string) => {
      const payload = JSON.stringify({ queries });
      const request = { method: 'POST', url: `/match/${name}?threshold=0.3`, payload } as const;
      const { results } = (await server.app.inject(request)).json().responses.q;
      return results.map(({ id }: { id: string }) => id);
    };
    expect(await matched('group')).toEqual(['Dos']);
    expect(await matched('both')).not.toContain('Dos');
    const suggested = await get('/reconcile/group/suggest/entity?prefix=nadie');
    expect(suggested.result.map(({ id }: { id: string }) => id)).toEqual(['Dos']);
  });

  test('an entity is in the datasets that its list is known to have', async () => {
    const datasets = async (id: string) => (await get(`/entities/${id}`)).datasets;
    expect(await datasets('Uno')).toEqual(['inner_a']);
    expect(await datasets('Dos')).toEqual(['inner_b']);
    // Where none is known, the list, and after it what the publisher says.
    expect(await datasets('Tres')).toEqual(['whole', 'stranger']);
    expect(await datasets('Cinco')).toEqual(['imported', 'inner_a']);
    const { facets } = await get('/search/default?facets=datasets');
    expect(facets.datasets.values).toContainEqual({
      name: 'inner_b',
      label: 'Title of inner_b',
      count: 1,
    });
  });
});

describe('/catalog', () => {
  test('says what is loaded, what is outdated and what belongs to what', async () => {
    const { datasets, current, outdated, index_stale } = await get('/catalog');
    const names = datasets.map(({ name }: { name: string }) => name);
    expect(names).toEqual([
      ...['whole', 'group', 'inner_a', 'inner_b', 'alone', 'both', 'imported', 'default'],
    ]);
    expect(current).toEqual(['alone', 'imported']);
    expect([outdated, index_stale]).toEqual([['whole'], true]);
    expect(datasets[0]).toMatchObject({
      version: '2',
      index_version: '1',
      index_current: false,
      load: true,
      children: ['inner_a', 'group'],
      entities_url: 'https://example.org/entities.ftm.json',
      delta_url: 'https://example.org/delta.json',
    });
    expect(datasets[1]).toMatchObject({ load: false, index_version: null, index_current: false });
    // The path of a file is nobody's business.
    expect(datasets[4]).toMatchObject({ entities_url: null, index_current: true });
  });
});
