import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../testing/server.ts';
import { readForm } from './form-body.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  server.app.inject({ url: `/reconcile/${path}`, headers });

const post = (fields: Record<string, string>, path = 'default') =>
  server.app.inject({
    method: 'POST',
    url: `/reconcile/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

const asked = (queries: object, path?: string) => post({ queries: JSON.stringify(queries) }, path);
const LORENZO = { query: 'Lorenzo Quintanar Bermejo' };

describe('the manifest', () => {
  test('says where everything is, in the words of the protocol', async () => {
    const headers = { host: '127.0.0.1:8080' };
    const manifest = (await get('test_north?key=1&x=%20', headers)).json();
    const base = 'http://127.0.0.1:8080/reconcile/test_north';
    expect(manifest).toMatchObject({
      versions: ['0.2'],
      name: 'Northern list (Tamiz)',
      identifierSpace: expect.stringMatching(/^https:\/\/www\.opensanctions\.org/),
      schemaSpace: expect.any(String),
      documentation: expect.any(String),
      batchSize: 3,
      view: { url: 'http://127.0.0.1:8080/entities/{{id}}' },
      preview: { url: `${base}/preview?id={{id}}`, width: 430, height: 300 },
      suggest: {
        entity: { service_url: base, service_path: '/suggest/entity?key=1&x=%20' },
        type: { service_url: base, service_path: '/suggest/type?key=1&x=%20' },
        property: { service_url: base, service_path: '/suggest/property?key=1&x=%20' },
      },
      extend: {
        propose_properties: { service_url: base, service_path: '/extend/property?key=1&x=%20' },
      },
    });
    const settings = manifest.extend.propose_settings;
    expect(settings.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
      ['limit', 'number'],
      ['render', 'select'],
    ]);
  });

  test('names the types of this dataset and what they extend, and no others', async () => {
    const types = async (dataset: string) =>
      (await get(dataset)).json().defaultTypes.map(({ id }: { id: string }) => id);
    const north = await types('test_north');
    expect(north).toEqual(expect.arrayContaining(['Thing', 'Person', 'Company', 'Address']));
    expect(north).not.toContain('Vessel');
    expect(north).not.toContain('Ownership');
    expect(await types('default')).toContain('Vessel');
    expect((await get('default')).json().defaultTypes[0]).toEqual({
      id: 'Thing',
      name: expect.any(String),
      description: expect.any(String),
    });
  });

  test('is there for known datasets alone', async () => {
    for (const path of ['nothing', 'nothing/suggest/type?prefix=p']) {
      const response = await get(path);
      expect([response.statusCode, response.json()]).toEqual([404, { detail: 'No such dataset.' }]);
    }
  });

  test('may be read by pages of this machine, and by no others', async () => {
    const allowed = async (origin: string) =>
      (await get('default', { origin })).headers['access-control-allow-origin'];
    expect(await allowed('http://127.0.0.1:3333')).toBe('http://127.0.0.1:3333');
    expect(await allowed('http://localhost:3333')).toBe('http://localhost:3333');
    expect(await allowed('https://example.org')).toBeUndefined();
    expect(await allowed('null')).toBeUndefined();
    const packed = await get('default', {
      origin: 'http://127.0.0.1:3333',
      'accept-encoding': 'gzip',
    });
    expect(packed.headers.vary).toBe('Origin, Accept-Encoding');
    const other = await server.app.inject({
      url: '/search/default',
      headers: { origin: 'http://127.0.0.1:3333' },
    });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('queries', () => {
  test('get candidates in the form of the protocol', async () => {
    const response = await asked({ q0: LORENZO, q1: { query: 'Nadie Semejante' } });
    expect([response.statusCode, response.headers['x-batch-size']]).toEqual([200, '2']);
    const { q0, q1 } = response.json();
    expect(q0.result[0]).toEqual({
      id: 'north-1',
      name: 'Lorenzo Quintanar Bermejo',
      description: 'Person',
      type: [{ id: 'Person', name: 'People', description: expect.any(String) }],
      score: expect.any(Number),
      match: true,
    });
    expect(q1.result).toEqual([]);
  });

  test('take a type, properties and a limit', async () => {
    const properties = [
      { pid: 'Person:birthDate', v: '1966-07-17' },
      { pid: 'Thing:country', v: ['mx'] },
      { pid: 'Unknown:thing', v: 'x' },
      { pid: 'Person:passportNumber', v: { id: 'x', name: 'G00123456' } },
    ];
    const query = { ...LORENZO, type: 'Person', properties };
    const { q, all, none, typed } = (
      await asked({
        q: query,
        all: { ...LORENZO, type: [] },
        none: { ...LORENZO, limit: 0 },
        typed: { ...LORENZO, type: [{ id: 'Company' }] },
      })
    ).json();
    expect(q.result[0].score).toBeGreaterThan(all.result[0].score);
    expect(none.result).toEqual([]);
    expect(typed.result.map(({ id }: { id: string }) => id)).not.toContain('north-1');
  });

  test('show who is below the threshold, without calling it a match', async () => {
    const { q } = (await asked({ q: { query: 'Lorenzo Quintanar Fuentes Alba Rey' } })).json();
    expect(q.result[0]).toMatchObject({ id: 'north-1', match: false });
  });

  test('keep to their dataset and to what changed', async () => {
    expect((await asked({ q: LORENZO }, 'test_south')).json().q.result).toEqual([]);
    const late = await asked({ q: LORENZO }, 'default?changed_since=2099-01-01');
    expect(late.json().q.result).toEqual([]);
    expect((await asked({ q: LORENZO }, 'default?changed_since=soon')).statusCode).toBe(422);
  });

  test.each([
    ['an unknown type', { q: { ...LORENZO, type: 'Banana' } }, /Unknown schema: "Banana"/],
    ['a type that cannot be asked for', { q: { query: 'x', type: 'Ownership' } }, /Non-matchable/],
    ['a query that is no object', { q: 1 }, /Invalid query "q"/],
    ['a limit that is none', { q: { ...LORENZO, limit: 'many' } }, /limit/],
    ['a property without an id', { q: { ...LORENZO, properties: [{ v: 1 }] } }, /pid/],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`q${i}`, LORENZO])),
      /^Too many queries in one batch \(limit: 100\)$/,
    ],
  ])('%s is refused', async (_, queries, says) => {
    const response = await asked(queries);
    expect(response.statusCode).toBe(400);
    expect(response.json().detail).toMatch(says);
  });

  test('and whatever else there is no answer to', async () => {
    const nothing = { detail: 'No queries or extend request provided.' };
    expect((await post({})).json()).toEqual(nothing);
    expect((await post({ other: '1' })).json()).toEqual(nothing);
    const empty = await server.app.inject({ method: 'POST', url: '/reconcile/default' });
    expect([empty.statusCode, empty.json()]).toEqual([400, nothing]);
    expect((await post({ queries: '{' })).statusCode).toBe(400);
    const response = await post({ queries: '{}' }, 'default?algorithm=neural-net');
    expect([response.statusCode, response.json()]).toEqual([
      400,
      { detail: 'Invalid algorithm: neural-net' },
    ]);
  });

  test('may also come in the address', async () => {
    const queries = encodeURIComponent(JSON.stringify({ status: LORENZO }));
    const { status } = (await get(`default?queries=${queries}`)).json();
    expect(status.result[0].id).toBe('north-1');
  });
});

describe('extension', () => {
  const extended = (request: object) => post({ extend: JSON.stringify(request) });

  test('gives values, for people or as they are', async () => {
    const response = await extended({
      ids: ['north-1', 'nobody'],
      properties: [
        { id: 'name' },
        { id: 'nationality', settings: { render: 'caption' } },
        { id: 'topics', settings: { limit: '1', render: 'raw' } },
        { id: 'wings' },
      ],
    });
    expect([response.statusCode, response.headers['x-batch-size']]).toEqual([200, '2']);
    expect(response.json()).toEqual({
      meta: [
        { id: 'name', name: 'Name' },
        { id: 'nationality', name: 'Nationality' },
        { id: 'topics', name: 'Topics' },
      ],
      rows: {
        'north-1': {
          name: [{ str: 'Lorenzo Quintanar Bermejo' }],
          nationality: [{ str: 'Mexico' }],
          topics: [{ str: 'sanction' }],
        },
        nobody: {},
      },
    });
  });

  test.each([
    [{ ids: ['old-1'], properties: [] }, /canonical entity ID, not a referent/],
    [{ ids: 'north-1', properties: [] }, /ids/],
    [{ ids: [], properties: {} }, /properties/],
    [{ ids: [], properties: [{ id: 'name', settings: { render: 'loud' } }] }, /bad property/],
    [{ ids: Array.from({ length: 101 }, String), properties: [] }, /Too many queries/],
  ])('refuses %j', async (request, says) => {
    const response = await extended(request);
    expect(response.statusCode).toBe(400);
    expect(response.json().detail).toMatch(says);
  });

  test('proposes properties of a type', async () => {
    const body = (await get('default/extend/property?limit=5&type=LegalEntity')).json();
    expect(body).toMatchObject({ limit: 5, type: 'LegalEntity' });
    const ids = body.properties.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(5);
    expect(ids).toEqual(expect.arrayContaining(['name', 'country']));
    const names = body.properties.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    expect((await get('default/extend/property')).json().properties.length).toBeGreaterThan(10);
    const unknown = await get('default/extend/property?type=Banana');
    expect([unknown.statusCode, unknown.json()]).toEqual([400, { detail: 'Invalid type: Banana' }]);
  });
});

describe('suggestions', () => {
  const suggested = async (path: string) => (await get(`default/suggest/${path}`)).json();

  test('complete entities, properties and types', async () => {
    const entity = await suggested('entity?prefix=lorenzo%20quin');
    expect(entity).toMatchObject({ code: '/api/status/ok', status: '200 OK' });
    expect(entity.prefix).toBe('lorenzo quin');
    expect(entity.result[0]).toMatchObject({ id: 'north-1', description: 'Person' });
    const property = await suggested('property?prefix=country');
    const ids = property.result.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['Thing:country', 'LegalEntity:mainCountry']));
    expect(ids.length).toBeLessThanOrEqual(5);
    const types = await suggested('type?prefix=organ');
    expect(types.result).toEqual([
      { id: 'Organization', name: 'Organizations', description: expect.any(String) },
    ]);
  });

  test('of nothing, or of what is not there, are none', async () => {
    for (const kind of ['entity', 'property', 'type']) {
      for (const prefix of ['', '%20', 'banana%20man']) {
        expect((await suggested(`${kind}?prefix=${prefix}`)).result).toEqual([]);
      }
      expect((await suggested(kind)).result).toEqual([]);
    }
    expect((await suggested('entity?prefix=lorenzo&limit=0')).result).toEqual([]);
    expect((await get('test_south/suggest/entity?prefix=lorenzo')).json().result).toEqual([]);
    expect((await get('default/suggest/entity?prefix=a&limit=501')).statusCode).toBe(422);
  });

  test('an entity has a small page, in which nothing runs', async () => {
    const page = await get('default/preview?id=north-1');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('Lorenzo Quintanar Bermejo');
    expect((await get('default/preview?id=nobody')).statusCode).toBe(404);
  });
});

describe('whatever is sent', () => {
  test('bytes are a form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const value of Object.values(readForm(bytes))) expect(value).toBeTypeOf('string');
      }),
    );
    const form = fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(form, (fields) => {
        const body = Buffer.from(new URLSearchParams(fields).toString());
        expect(readForm(body)).toEqual({ ...fields });
      }),
    );
  });

  test('is answered or refused', async () => {
    const query = fc.record(
      {
        query: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        type: fc.oneof(fc.constantFrom('Person', 'Thing', 'Vessel'), fc.jsonValue()),
        limit: fc.oneof(fc.integer(), fc.jsonValue()),
        properties: fc.oneof(
          fc.array(fc.record({ pid: fc.constantFrom('Thing:country', 'x'), v: fc.jsonValue() })),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    );
    const queries = fc.oneof(fc.dictionary(fc.string(), query), fc.jsonValue());
    const field = fc.constantFrom('queries', 'extend');
    const extend = fc.record({
      ids: fc.oneof(fc.array(fc.constantFrom('north-1', 'x')), fc.jsonValue()),
      properties: fc.oneof(
        fc.array(fc.record({ id: fc.constantFrom('name', 'topics'), settings: fc.jsonValue() })),
        fc.jsonValue(),
      ),
    });
    await fc.assert(
      fc.asyncProperty(field, fc.oneof(queries, extend), async (name, body) => {
        const response = await post({ [name]: JSON.stringify(body) });
        expect([200, 400]).toContain(response.statusCode);
        if (response.statusCode === 400) expect(response.json().detail).toBeTypeOf('string');
      }),
      { numRuns: 400 },
    );
  });
});
