import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { ListStore, readCatalog } from '../lists/index.ts';
import { openScreener } from '../screening/index.ts';
import { type TestServer, testServer } from './testing/server.ts';

/** Two of yente's own small test datasets, loaded as its users load theirs: by a manifest. */
const path = (name: string): string => sharedData('matching', 'wire', name, 'entities.ftm.json');

const ZAKHAROV = 'NK-aU5ybkbRFJucf8YMwsJvDw';
const DONOR = '281d01c426ce39ddf80aa0e46574843c1ba8bfc9';
const DONATION = '98a5b377dffde7307e265a7cc928297e318daaef';
const DONATION_BEFORE = '8928105b8d3748805295a0fb01ae57cc37be30a5';
const ADDRESS_ON_LINE_168 = '582e64e961eaf537d8a80856520d601519a5fb98';
const ADDRESS_ON_LINE_401 = '012a13cddb445def96357093c4ebb30c3c5ab41d';
const CDU = 'c326dd8021ee75fe9608f31ecb4e2e7388144102';

describe.skipIf(!hasSharedData)('what yente’s clients rely on', () => {
  let home: string;
  let server: TestServer;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tamiz-conformance-'));
    const clock = fixedClock('2026-04-22T10:00:00Z');
    const manifest = join(home, 'manifest.yml');
    writeFileSync(
      manifest,
      [
        'datasets:',
        `  - {name: zala, title: Zala Test Dataset, entities_url: "file://${path('zala')}"}`,
        `  - {name: parteispenden, title: Donations, path: "${path('parteispenden')}", version: 100}`,
        '  - {name: everything_here, title: Both, children: [zala, parteispenden]}',
        '  - {name: known_only, title: Not loaded, load: false, version: 20240101000000-bbb}',
      ].join('\n'),
    );
    await new ListStore({ home, clock }).loadManifest(manifest);
    const screener = await openScreener({ home, clock });
    const catalog = await readCatalog(home);
    server = await testServer({ screener: () => screener, catalog: () => catalog });
  });
  afterAll(async () => {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  });

  const fetched = (url: string) => server.app.inject({ url: encodeURI(url) });
  const get = async (url: string) => (await fetched(url)).json();
  const ids = (results: readonly { id: string }[]) => results.map(({ id }) => id);
  const posted = (url: string, fields: Record<string, string>) =>
    server.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });

  test('the catalogue tells what is loaded, current and in what', async () => {
    const { datasets, current, outdated, index_stale } = await get('/catalog');
    const named = new Map(datasets.map((d: { name: string }) => [d.name, d]));
    expect(current).toEqual(expect.arrayContaining(['zala', 'parteispenden']));
    expect([outdated, index_stale]).toEqual([[], false]);
    expect(named.get('parteispenden')).toMatchObject({
      load: true,
      version: '100',
      index_version: '100',
      index_current: true,
    });
    expect(named.get('known_only')).toMatchObject({ index_current: false, index_version: null });
    expect(named.get('everything_here')).toMatchObject({ children: ['zala', 'parteispenden'] });
  });

  test('an entity is in the dataset that it was loaded with', async () => {
    const { datasets, referents, properties } = await get(`/entities/${ZAKHAROV}`);
    expect(datasets).toContain('zala');
    expect(referents.length).toBeGreaterThan(5);
    expect(properties.birthDate[0]).toBeTypeOf('string');
    expect(properties.sanctions[0]).toMatchObject({ schema: 'Sanction' });
    const facet = async (dataset: string): Promise<string[]> =>
      (await get(`/search/${dataset}?limit=0`)).facets.datasets.values.map(
        ({ name }: { name: string }) => name,
      );
    expect(await facet('zala')).toContain('zala');
    expect(await facet('zala')).not.toContain('parteispenden');
    expect(await facet('parteispenden')).toEqual(['parteispenden']);
  });

  test('scopes, filters and limits of searches', async () => {
    const q = 'alexander zakharov';
    const total = async (rest: string) => (await get(`/search/${rest}`)).total.value;
    expect(await total(`zala?q=${q}`)).toBeGreaterThan(0);
    expect(await total(`everything_here?q=${q}`)).toBeGreaterThan(0);
    expect(await total(`parteispenden?q=${q}`)).toBe(0);
    expect(await total(`known_only?q=${q}`)).toBe(0);
    expect(await total(`zala?q=${q}&include_dataset=mx_senators`)).toBe(0);
    expect(await total(`zala?q=${q}&include_dataset=zala`)).toBeGreaterThan(0);
    expect(await total(`zala?q=${q}&include_dataset=zala&exclude_dataset=zala`)).toBe(0);
    expect(await total(`zala?q=${q}&schema=Vessel`)).toBe(0);
    const anywhere = await total('zala?q=moscow');
    expect(anywhere).toBeGreaterThan(5);
    expect(await total('zala?q=moscow&exclude_schema=Address')).toBeLessThan(anywhere);
    expect(await total(`zala?q=${q}&filter=properties.birthDate:1965-01-26§`)).toBe(0);
    expect(await total('zala?schema=Address')).toBeGreaterThan(0);
    for (const [rest, status] of [
      ['banana', 404],
      ['zala?q=invalid/query', 400],
      ['zala?q=invalid/query&simple=true', 200],
      ['zala?schema=Banana', 400],
      ['zala?limit=0', 200],
      ['zala?offset=9999', 422],
      ['zala?limit=501', 422],
      ['zala?filter=nothing', 400],
    ] as const) {
      expect([rest, (await fetched(`/search/${rest}`)).statusCode]).toEqual([rest, status]);
    }
    expect(Object.keys((await get('/search/zala')).facets).sort()).toEqual([
      ...['countries', 'datasets', 'topics'],
    ]);
  });

  test('one bad query fails the batch, in the words of yente', async () => {
    const ask = async (queries: object, more = '') => {
      const payload = JSON.stringify({ queries });
      const request = { method: 'POST', url: `/match/zala?${more}`, payload } as const;
      const response = await server.app.inject(request);
      return [response.statusCode, response.json().detail];
    };
    const good = { schema: 'Person', properties: { name: ['Alexander Zakharov'] } };
    expect((await ask({ a: good, b: { properties: {} } }))[0]).toBe(422);
    const [status, detail] = await ask({ a: good, b: { ...good, schema: 'xxx' } });
    expect([status, detail]).toEqual([
      400,
      expect.stringMatching(/^Cannot parse example entity: /),
    ]);
    expect(await ask({ a: good }, 'algorithm=neural-net')).toEqual([
      400,
      'Invalid algorithm: neural-net',
    ]);
    expect(await ask({})).toEqual([400, 'No queries provided.']);
  });

  describe('neighbours', () => {
    test('are nested through payments, and stay ids where they are not wanted', async () => {
      const plain = (await get(`/entities/${DONOR}?nested=false`)).properties;
      expect(plain.addressEntity).toHaveLength(2);
      expect(plain).not.toHaveProperty('paymentPayer');
      const { properties } = await get(`/entities/${DONOR}`);
      const payment = properties.paymentPayer.find(({ id }: { id: string }) => id === DONATION);
      expect(payment.properties.payer).toEqual([DONOR]);
      expect(ids(payment.properties.beneficiary)).toContain(CDU);
    });

    test('come by property, the whole far side with them', async () => {
      const { entity, adjacent } = await get(`/entities/${DONOR}/adjacent`);
      expect(entity.caption).toBe('Herr Christoph Alexander Kahl');
      expect(adjacent.addressEntity).toMatchObject({ total: { value: 2 }, limit: 10, offset: 0 });
      expect(adjacent.paymentPayer).toMatchObject({ total: { value: 2 } });
      const edge = await get(`/entities/${DONATION}/adjacent`);
      const [payer] = edge.adjacent.payer.results;
      expect(Object.keys(payer.properties).sort()).toEqual(['addressEntity', 'country', 'name']);
      for (const id of payer.properties.addressEntity) expect(id).toBeTypeOf('string');
    });

    test('come page by page in the order of the file', async () => {
      const page = async (offset: number) =>
        (await get(`/entities/${DONOR}/adjacent?limit=1&offset=${offset}`)).adjacent;
      const [first, second] = [await page(0), await page(1)];
      expect(ids(first.addressEntity.results)).toEqual([ADDRESS_ON_LINE_168]);
      expect(ids(second.addressEntity.results)).toEqual([ADDRESS_ON_LINE_401]);
      expect(ids(first.paymentPayer.results)).toEqual([DONATION]);
      expect(ids(second.paymentPayer.results)).toEqual([DONATION_BEFORE]);
      expect(ids(first.paymentPayer.results[0].properties.beneficiary)).toContain('fake-org');
      expect(ids(second.paymentPayer.results[0].properties.beneficiary)).toEqual([CDU]);
      const one = await get(`/entities/${DONOR}/adjacent/addressEntity?limit=1`);
      expect([ids(one.results), one.total.value]).toEqual([[ADDRESS_ON_LINE_168], 2]);
      expect((await fetched(`/entities/${DONOR}/adjacent/address`)).statusCode).toBe(404);
    });
  });

  describe('reconciliation', () => {
    test('finds, extends and suggests', async () => {
      const manifest = await get('/reconcile/zala');
      expect(manifest.identifierSpace).toMatch(/^https:\/\/www\.opensanctions\.org/);
      expect(manifest.defaultTypes.length).toBeGreaterThan(3);
      const queries = JSON.stringify({ one: { query: 'Alexander ZAKHAROV' } });
      const { one } = (await posted('/reconcile/zala', { queries })).json();
      expect(one.result[0].id).toBe(ZAKHAROV);
      const properties = [{ id: 'name' }, { id: 'birthDate' }];
      const extend = JSON.stringify({ ids: [ZAKHAROV], properties });
      const { meta, rows } = (await posted('/reconcile/zala', { extend })).json();
      expect([meta.length, meta[0].id]).toEqual([2, 'name']);
      expect(JSON.stringify(rows[ZAKHAROV].name).toLowerCase()).toContain('zakharov');
      const { result } = await get('/reconcile/zala/suggest/entity?prefix=alexander zak');
      expect(result[0].id).toBe(ZAKHAROV);
      const suggested = await get('/reconcile/zala/suggest/property?prefix=country');
      expect(ids(suggested.result)).toEqual(
        expect.arrayContaining(['LegalEntity:mainCountry', 'Thing:country']),
      );
      expect(ids((await get('/reconcile/zala/suggest/type?prefix=organ')).result)).toEqual([
        'Organization',
      ]);
      const bad = JSON.stringify({ one: { type: 'Banana' } });
      expect((await posted('/reconcile/zala', { queries: bad })).statusCode).toBe(400);
    });
  });
});
