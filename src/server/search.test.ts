import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSearchText } from './search-text.ts';
import { type TestServer, testServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function get(url: string) {
  const response = await server.app.inject({ url: encodeURI(url) });
  return { status: response.statusCode, body: response.json() };
}

const ids = (body: { results: { id: string }[] }): string[] => body.results.map(({ id }) => id);

describe('a search', () => {
  test('without words gives everything that is a thing, and exactly three facets', async () => {
    const { status, body } = await get('/search/default');
    expect(status).toBe(200);
    expect(ids(body)).toEqual(['north-1', 'north-2', 'north-4', 'south-1', 'south-2']);
    expect(body).toMatchObject({ limit: 10, offset: 0, total: { value: 5, relation: 'eq' } });
    expect(body.facets).toEqual({
      countries: {
        label: 'Countries',
        values: [
          { name: 'mx', label: 'Mexico', count: 3 },
          { name: 'co', label: 'Colombia', count: 1 },
          { name: 'pa', label: 'Panama', count: 1 },
        ],
      },
      topics: {
        label: 'Topics',
        values: [
          { name: 'sanction', label: 'Sanctioned entity', count: 3 },
          { name: 'crime.traffick.drug', label: 'Drug trafficking', count: 1 },
        ],
      },
      datasets: {
        label: 'Data sources',
        values: [
          { name: 'test_north', label: 'Northern list', count: 3 },
          { name: 'test_south', label: 'Southern list', count: 2 },
        ],
      },
    });
  });

  test.each<[string, string[]]>([
    ['/search/all?q=quintanar', ['north-1', 'north-2']],
    ['/search/all?q=lorenzo quint', ['north-1']],
    ['/search/all?q=lorenso quintanar', []],
    ['/search/all?q=lorenso quintanar&fuzzy=true', ['north-1']],
    // Names first, then whoever says so elsewhere.
    ['/search/all?q=inventada', ['south-2', 'north-4']],
    ['/search/all?q=culiacán', ['north-4']],
    ['/search/all?q=culiacan inventada', ['north-4']],
    ['/search/all?q=culiacan quintanar', []],
    ['/search/all?q=culiacan&exclude_schema=Address', []],
    ['/search/all?q=G00123456', ['north-1']],
    ['/search/test_south?q=culiacan', []],
    ['/search/all?q=quintanar&schema=Company', ['north-2']],
    ['/search/all?q=quintanar&schema=Vessel', []],
    ['/search/all?schema=Address', ['north-4']],
    ['/search/all?schema=Sanction', ['north-5']],
    ['/search/all?schema=LegalEntity&target=true', ['north-1', 'north-2']],
    ['/search/all?schema=LegalEntity&target=false', ['south-2']],
    ['/search/test_south', ['south-1', 'south-2']],
    ['/search/all?include_dataset=test_south', ['south-1', 'south-2']],
    ['/search/all?include_dataset=mx_senators', []],
    ['/search/all?include_dataset=test_south&exclude_dataset=test_south', []],
    ['/search/all?exclude_dataset=test_north', ['south-1', 'south-2']],
    ['/search/all?exclude_schema=Address&exclude_schema=Person', ['north-2', 'south-1']],
    ['/search/all?changed_since=2026-04-01T00:00', ['north-1']],
    ['/search/all?countries=pa&countries=co', ['south-1', 'south-2']],
    ['/search/all?countries=pa&countries=co&filter_op=AND', []],
    ['/search/all?topics=sanction&topics=crime.traffick.drug&filter_op=AND', ['north-1']],
    ['/search/all?datasets=test_south&topics=sanction', ['south-1']],
    ['/search/all?filter=properties.birthDate:1971', ['south-2']],
    ['/search/all?filter=properties.birthDate:1972-01-26', []],
    ['/search/all?filter=nothing:here', []],
    ['/search/all?schema=Person&sort=properties.birthDate:desc', ['south-2', 'north-1']],
    ['/search/all?q=quintanar&sort=last_change', ['north-2', 'north-1']],
    ['/search/all?limit=2&offset=1', ['north-2', 'north-4']],
    ['/search/all?limit=0', []],
    ['/search/all?offset=100', []],
    ['/search/all?q=lorenzo AND "quintanar"', ['north-1']],
    ['/search/all?q=lorenzo/quintanar&simple=true', ['north-1']],
  ])('%s', async (url, expected) => {
    const { status, body } = await get(url);
    expect([status, ids(body)]).toEqual([200, expected]);
  });

  test('sorts what has no value last in both directions', async () => {
    const up = await get('/search/all?sort=first_seen');
    const down = await get('/search/all?sort=first_seen:desc');
    expect(ids(up.body).at(-1)).toBe('south-1');
    expect(ids(down.body).at(-1)).toBe('south-1');
  });

  test('gives the facets asked for', async () => {
    const { body } = await get('/search/all?facets=schema&facets=genders&limit=0');
    expect(Object.keys(body.facets)).toEqual(['schema', 'genders']);
    expect(body.facets.schema.values).toContainEqual({ name: 'Person', label: 'People', count: 2 });
    expect(body.facets.genders.values).toEqual([{ name: 'male', label: 'male', count: 1 }]);
  });

  test.each<[string, number, unknown]>([
    ['/search/banana', 404, { detail: 'No such dataset.' }],
    ['/search/all?schema=Banana', 400, { detail: 'Invalid schema' }],
    ['/search/all?filter=plain', 400, { detail: "Invalid filter: 'plain'" }],
    ['/search/all?sort=shoe_size', 400, { detail: 'Invalid sort field: shoe_size' }],
    [
      '/search/all?q=invalid/query',
      400,
      { detail: 'Invalid query: regular expressions (/…/) are not supported' },
    ],
  ])('%s is refused', async (url, status, detail) => {
    const answer = await get(url);
    expect([answer.status, answer.body]).toEqual([status, detail]);
  });

  test.each([
    ['limit=501', 'limit'],
    ['offset=9999', 'offset'],
    ['changed_since=yesterday', 'changed_since'],
    ['facets=names', 'facets'],
    ['filter_op=XOR', 'filter_op'],
    ['fuzzy=maybe', 'fuzzy'],
  ])('%s is 422', async (query, name) => {
    const { status, body } = await get(`/search/all?${query}`);
    expect(status).toBe(422);
    expect(body.detail[0].loc.slice(0, 2)).toEqual(['query', name]);
    expect(Object.keys(body.detail[0])).toEqual(['loc', 'msg', 'type']);
  });
});

describe('the text of a search', () => {
  test.each([
    'a/b',
    '"open',
    'one OR two',
    'NOT this',
    'this -that',
    'name:putin',
    'pu*in',
    'p?tin',
    'a\\b',
    'zakharow~',
    '(a b)',
    'a^2',
  ])('%s is not searched as words', (q) => {
    expect(readSearchText(q, false)).toHaveProperty('problem');
    expect(readSearchText(q, true)).toHaveProperty('text');
  });

  test.each([
    ['Al-Qaida', 'Al-Qaida'],
    ['+one  "two three"', 'one two three'],
    ['one AND two && three', 'one two three'],
    ['zakhar*', 'zakhar'],
    ["O'Neill", "O'Neill"],
  ])('%s is', (q, text) => {
    expect(readSearchText(q, false)).toEqual({ text });
  });
});
