import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explanations } from './match.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const LORENZO = {
  schema: 'Person',
  properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'], country: 'Mexico' },
};

async function post(url: string, payload: unknown, headers: Record<string, string> = {}) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const response = await server.app.inject({ method: 'POST', url, payload: body, headers });
  return { response, status: response.statusCode, body: response.json() };
}

describe('a match', () => {
  test('has every key of yente, also without a Content-Type', async () => {
    const { response, status, body } = await post('/match/default', { queries: { q1: LORENZO } });
    expect(status).toBe(200);
    expect(response.headers['x-batch-size']).toBe('1');
    expect(body.limit).toBe(5);
    const { results, total, query, status: inner } = body.responses.q1;
    expect(inner).toBe(200);
    expect(total).toEqual({ value: 1, relation: 'eq' });
    expect(query).toEqual({
      id: null,
      schema: 'Person',
      properties: {
        name: ['Lorenzo Quintanar Bermejo'],
        birthDate: ['1966-07-17'],
        country: ['mx'],
      },
    });
    expect(Object.keys(results[0]).sort()).toEqual([
      'caption',
      'datasets',
      'explanations',
      'first_seen',
      'id',
      'last_change',
      'last_seen',
      'match',
      'properties',
      'referents',
      'schema',
      'score',
      'target',
    ]);
    expect(results[0]).toMatchObject({ id: 'north-1', match: true, target: true });
    expect(results[0].last_change).toBe('2026-04-21T08:00:00');
    const { birthDate } = results[0].explanations;
    expect(Object.keys(birthDate).sort()).toEqual(['candidate', 'detail', 'query', 'score']);
    expect(birthDate.score).toBeGreaterThan(0);
  });

  test('echoes the caller’s id, coerces numbers and skips what the schema does not have', async () => {
    const { body } = await post('/match/all', {
      queries: {
        q: {
          id: 'my-1',
          schema: 'Person',
          properties: {
            name: 'Lorenzo Quintanar Bermejo',
            birthDate: [1966],
            nationality: ['México', null],
            madeUp: ['x'],
            addressEntity: [{ id: 'nested', schema: 'Address', properties: {} }],
          },
        },
      },
    });
    expect(body.responses.q.query).toEqual({
      id: 'my-1',
      schema: 'Person',
      properties: {
        name: ['Lorenzo Quintanar Bermejo'],
        birthDate: ['1966'],
        nationality: ['mx'],
      },
    });
    expect(body.responses.q.results[0].id).toBe('north-1');
  });

  test('builds a name from its parts only where there is no name', async () => {
    const parts = { firstName: ['Lorenzo'], lastName: 'Quintanar', motherName: 'Bermejo' };
    const { body } = await post('/match/all', {
      queries: {
        parts: { schema: 'Person', properties: parts },
        both: { schema: 'Person', properties: { ...parts, name: 'Somebody Else' } },
      },
    });
    const { parts: built, both } = body.responses;
    expect(built.query.properties.name).toEqual(['Lorenzo Quintanar Bermejo']);
    expect(both.query.properties.name).toEqual(['Somebody Else']);
  });

  test('takes the country of an IBAN as a hint', async () => {
    const { body } = await post('/match/all', {
      queries: { q: { schema: 'BankAccount', properties: { iban: 'DE02120300000000202051' } } },
    });
    expect(body.responses.q.query.properties.country).toEqual(['de']);
  });

  test('drops scores at or below the cutoff but counts those at or above the threshold', async () => {
    const ask = async (query: string) =>
      (await post(`/match/all?${query}`, { queries: { q: LORENZO } })).body.responses.q;
    const [found] = (await ask('threshold=0.5')).results;
    const edge = await ask(`threshold=${found.score}&cutoff=1`);
    expect(edge).toMatchObject({ results: [], total: { value: 1 } });
    const below = await ask(`threshold=1&cutoff=${found.score - 0.01}`);
    expect(below.results[0]).toMatchObject({ id: 'north-1', match: false });
    expect(below.total.value).toBe(0);
    const none = await ask('threshold=0.5&limit=0');
    expect(none).toMatchObject({ results: [], total: { value: 1 } });
  });
});

describe('the parameters of a match', () => {
  const found = async (query: string): Promise<number> => {
    const { status, body } = await post(`/match/all?${query}`, { queries: { q: LORENZO } });
    expect(status).toBe(200);
    return body.responses.q.results.length;
  };

  test.each([
    ['include_dataset=test_north', 1],
    ['include_dataset=test_south', 0],
    ['include_dataset=never_heard_of', 0],
    ['include_dataset=test_north&include_dataset=test_south', 1],
    ['include_dataset=test_north&exclude_dataset=test_north', 0],
    ['exclude_dataset=test_south', 1],
    ['exclude_schema=Person', 0],
    ['exclude_schema=Vessel', 1],
    ['topics=sanction', 1],
    ['topics=crime.cyber&topics=sanction', 1],
    ['topics=crime.cyber', 0],
    ['changed_since=2026-04-21T07:59', 1],
    ['changed_since=2026-04-21T08:00:00', 0],
    ['changed_since=2026-04-21', 1],
    ['exclude_entity_ids=north-1', 0],
    ['exclude_entity_ids=old-1', 0],
    ['exclude_entity_ids=other', 1],
    ['algorithm=LOGIC-V2', 1],
    ['algorithm=tamiz-1', 1],
    ['fuzzy=false&madeUp=1', 1],
    ['threshold=0.9&threshold=0.5', 1],
  ])('%s gives %i', async (query, count) => {
    expect(await found(query)).toBe(count);
  });

  test('scope to one list', async () => {
    const { body } = await post('/match/test_south', { queries: { q: LORENZO } });
    expect(body.responses.q.results).toEqual([]);
  });

  test('accept logic-v2’s tuning and say that it has no use', async () => {
    const { status, response } = await post('/match/all', {
      weights: { name_match: 1 },
      config: { nm_number_mismatch: 0.4 },
      queries: { q: LORENZO },
    });
    expect(status).toBe(200);
    expect(response.headers['x-tamiz-unused']).toBe('weights, config');
  });
});

describe('a batch that cannot be answered', () => {
  test.each([
    ['/match/nowhere', { queries: { q: LORENZO } }, 404, 'No such dataset.'],
    ['/match/all', { queries: {} }, 400, 'No queries provided.'],
    [
      '/match/all?algorithm=neural-net',
      { queries: { q: LORENZO } },
      400,
      'Invalid algorithm: neural-net',
    ],
    [
      '/match/all',
      { queries: { q: LORENZO }, config: { nope: 1 } },
      400,
      'Invalid configuration parameter: nope for algorithm tamiz-1',
    ],
    [
      '/match/all',
      { queries: { ok: LORENZO, bad: { schema: 'xxx', properties: {} } } },
      400,
      'Cannot parse example entity: Unknown schema: "xxx"',
    ],
    [
      '/match/all',
      { queries: { bad: { schema: 'Sanction', properties: {} } } },
      400,
      'Cannot parse example entity: Non-matchable schema for query: Sanction',
    ],
    [
      '/match/all',
      { queries: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`q${i}`, LORENZO])) },
      400,
      'Too many queries in one batch (limit: 100)',
    ],
    [
      '/match/all',
      { queries: { q: { schema: 'Person', properties: { name: 'x'.repeat(1_001) } } } },
      400,
      'Cannot parse example entity: name has 1001 characters (limit: 1000)',
    ],
    [
      '/match/all',
      {
        queries: { q: { schema: 'Person', properties: { name: Array(11).fill('x'.repeat(999)) } } },
      },
      400,
      'Cannot parse example entity: names have 10989 characters together (limit: 10000)',
    ],
    [
      '/match/all',
      { queries: { q: { schema: 'Person', properties: { name: Array(501).fill('x') } } } },
      400,
      'Cannot parse example entity: name has 501 values (limit: 500)',
    ],
  ])('%s says why', async (url, payload, status, detail) => {
    const answer = await post(url, payload);
    expect([answer.status, answer.body]).toEqual([status, { detail }]);
  });

  test('Thing may be asked for although it cannot be matched', async () => {
    const { status, body } = await post('/match/all', {
      queries: { q: { schema: 'Thing', properties: { name: 'Lorenzo Quintanar Bermejo' } } },
    });
    expect(status).toBe(200);
    expect(body.responses.q.query.schema).toBe('Thing');
  });

  const missing = (...loc: string[]) => ({ loc, msg: 'Field required', type: 'missing' });
  test.each<[string, unknown, unknown[]]>([
    ['/match/all', '', [missing('body')]],
    ['/match/all', {}, [missing('body', 'queries')]],
    [
      '/match/all',
      { queries: { fail: { properties: {} } } },
      [missing('body', 'queries', 'fail', 'schema')],
    ],
    [
      '/match/all',
      '{"queries":',
      [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }],
    ],
    [
      '/match/all',
      { queries: [] },
      [{ loc: ['body', 'queries'], msg: 'Input should be a valid dictionary', type: 'dict_type' }],
    ],
    [
      '/match/all?limit=501',
      { queries: { q: LORENZO } },
      [
        {
          loc: ['query', 'limit'],
          msg: 'Input should be less than or equal to 500',
          type: 'less_than_equal',
        },
      ],
    ],
    [
      '/match/all?limit=five&threshold=x',
      { queries: { q: LORENZO } },
      [
        {
          loc: ['query', 'limit'],
          msg: 'Input should be a valid integer, unable to parse string as an integer',
          type: 'int_parsing',
        },
        {
          loc: ['query', 'threshold'],
          msg: 'Input should be a valid number, unable to parse string as a number',
          type: 'float_parsing',
        },
      ],
    ],
    [
      `/match/all?${'exclude_entity_ids=x&'.repeat(51)}`,
      { queries: { q: LORENZO } },
      [
        {
          loc: ['query', 'exclude_entity_ids'],
          msg: 'Tuple should have at most 50 items after validation, not 51',
          type: 'too_long',
        },
      ],
    ],
  ])('%s is 422 in FastAPI’s shape', async (url, payload, detail) => {
    const answer = await post(url, payload);
    expect([answer.status, answer.body]).toEqual([422, { detail }]);
  });

  test('a value under a key with a line break is checked like any other', async () => {
    const { status } = await post('/match/all', { queries: { 'a\nb': 5 } });
    expect(status).toBe(422);
  });

  test('a query may be called __proto__', async () => {
    const payload = `{"queries":{"__proto__":${JSON.stringify(LORENZO)}}}`;
    const { status, response } = await post('/match/all', payload);
    expect(status).toBe(200);
    expect(response.body).toContain('"__proto__":{"status":200');
  });
});

test('an answer held against the built-in register alone says so', async () => {
  const screener = testScreener();
  const coverage = { ...screener.coverage, registerOnly: true };
  const small = await testServer({ screener: () => ({ ...screener, coverage }) });
  const payload = { queries: { q: LORENZO } };
  const match = await small.app.inject({ method: 'POST', url: '/match/all', payload });
  const search = await small.app.inject({ url: '/search/all' });
  for (const { headers } of [match, search]) {
    expect(headers['x-tamiz-coverage']).toBe('register-only');
  }
  const { response } = await post('/match/all', payload);
  expect(response.headers).not.toHaveProperty('x-tamiz-coverage');
  await small.close();
});

test('evidence of one feature is told apart by number', () => {
  const piece = (query: string) => ({
    feature: 'identifier' as const,
    agreement: 'equal' as const,
    query,
    listing: query,
    points: 30,
    sentence: { en: `Same number ${query}.`, es: `Mismo número ${query}.` },
  });
  expect(explanations([piece('A'), piece('B')])).toEqual({
    identifier: { detail: 'Same number A.', score: 30, query: 'A', candidate: 'A' },
    identifier_2: { detail: 'Same number B.', score: 30, query: 'B', candidate: 'B' },
  });
});
