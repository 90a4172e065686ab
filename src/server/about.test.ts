import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, MODEL } from '../matching/index.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ url, headers });

describe('/catalog', () => {
  test('has every list in yente’s form, and default above them', async () => {
    const { datasets, current, outdated, index_stale } = (await get('/catalog')).json();
    expect([current, outdated, index_stale]).toEqual([['test_north', 'test_south'], [], false]);
    expect(datasets[0]).toMatchObject({
      name: 'test_north',
      title: 'Northern list',
      version: 'v1',
      load: true,
      entities_url: null,
      delta_url: null,
      namespace: false,
      index_version: 'v1',
      index_current: true,
      children: [],
      publisher: { name: 'Synthetic publisher' },
    });
    expect(datasets.at(-1)).toMatchObject({
      name: 'default',
      load: false,
      children: ['test_north', 'test_south'],
      index_current: false,
    });
  });

  test('is not sent again to one who has it', async () => {
    const first = await get('/manifest');
    const etag = first.headers.etag as string;
    expect(etag).toMatch(/^"[0-9a-f]{40}"$/);
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    for (const tag of [etag, '*', `"stale", ${etag}`]) {
      const again = await get('/catalog', { 'if-none-match': tag });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
    }
    expect((await get('/catalog', { 'if-none-match': '"stale"' })).statusCode).toBe(200);
  });
});

describe('what the server says of itself', () => {
  test('its algorithm, and that it answers for yente’s', async () => {
    const { algorithms, best, default: standard } = (await get('/algorithms')).json();
    expect([best, standard]).toEqual(['tamiz-1', 'best']);
    const byName = new Map(algorithms.map((entry: { name: string }) => [entry.name, entry]));
    expect(byName.get('tamiz-1')).toMatchObject({
      features: { name: { description: expect.any(String), coefficient: expect.any(Number) } },
      docs: { config: {}, features: { 'birthDate.day': { coefficient: MODEL.birthDate.day } } },
    });
    expect(byName.get('logic-v2')).toMatchObject({
      description: expect.stringContaining('tamiz-1 answers'),
      docs: { config: { nm_number_mismatch: { type: 'float' } } },
    });
  });

  test('that it runs, and whether it has lists', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await get('/readyz')).json()).toEqual({ status: 'ok' });
    const empty = await testServer({
      screener: () => ({ ...testScreener(), engine: buildEngine([]) }),
    });
    const response = await empty.app.inject({ url: '/readyz' });
    expect([response.statusCode, response.json()]).toEqual([503, { detail: 'Index not ready.' }]);
    await empty.close();
  });

  test('its lists, coverage and threshold', async () => {
    const body = (await get('/v1/status')).json();
    expect(body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      algorithm: 'tamiz-1',
      threshold: expect.any(Number),
      coverage: { registerOnly: false },
    });
    expect(body.lists).toHaveLength(2);
  });

  test('its whole interface as OpenAPI 3.1', async () => {
    const document = (await get('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/algorithms',
      '/catalog',
      '/entities/{id}',
      '/entities/{id}/adjacent',
      '/entities/{id}/adjacent/{property}',
      '/healthz',
      '/match/{dataset}',
      '/readyz',
      '/reconcile/{dataset}',
      '/reconcile/{dataset}/extend/property',
      '/reconcile/{dataset}/preview',
      '/reconcile/{dataset}/suggest/entity',
      '/reconcile/{dataset}/suggest/property',
      '/reconcile/{dataset}/suggest/type',
      '/search/{dataset}',
      '/updatez',
      '/v1/actors',
      '/v1/entities/{id}',
      '/v1/match',
      '/v1/parties/{id}',
      '/v1/screenings',
      '/v1/screenings/{id}',
      '/v1/screenings/{id}/events',
      '/v1/screenings/{id}/hits',
      '/v1/screenings/{id}/hits.csv',
      '/v1/screenings/{id}/hits.jsonl',
      '/v1/screenings/{id}/hits.xlsx',
      '/v1/status',
      '/v2/listinfo',
      '/v2/search',
    ]);
    const names = document.paths['/match/{dataset}'].post.parameters.map(
      (parameter: { name: string }) => parameter.name,
    );
    expect(names).toContain('exclude_entity_ids');
  });
});

describe('the form of answers', () => {
  test('large ones are packed for those who take it', async () => {
    const packed = await get('/algorithms', { 'accept-encoding': 'gzip, deflate' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    const plain = await get('/algorithms', { 'accept-encoding': 'gzip;q=0, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    const small = await get('/healthz', { 'accept-encoding': 'gzip' });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('an unknown address is 404 in FastAPI’s words', async () => {
    const response = await get('/nowhere');
    expect([response.statusCode, response.json()]).toEqual([404, { detail: 'Not Found' }]);
  });

  test('a known address asked with another method is 405, and says which it takes', async () => {
    for (const [method, url, allow] of [
      ['GET', '/updatez', 'POST'],
      ['GET', '/match/default?limit=1', 'POST'],
      ['DELETE', '/entities/north-1/adjacent', 'GET, HEAD'],
    ] as const) {
      const response = await server.app.inject({ method, url });
      expect([response.statusCode, response.json()]).toEqual([
        405,
        { detail: 'Method Not Allowed' },
      ]);
      expect([response.headers.allow].flat().join().split(', ').sort()).toEqual(allow.split(', '));
    }
  });

  test('a broken address is 400, one that is too long 414', async () => {
    expect((await get('/entities/%E0%A4%A')).statusCode).toBe(400);
    const long = await get(`/search/default?q=${'a'.repeat(60_100)}`);
    expect([long.statusCode, long.json()]).toEqual([414, { detail: 'Request URI too long' }]);
    expect((await get(`/search/default?q=${'a'.repeat(20_000)}`)).statusCode).toBe(200);
  });

  test('a defect is 500 without a word of what it was, and is logged without values', async () => {
    const broken = await testServer({
      screener: () => {
        throw new Error('secret of Petra');
      },
    });
    const response = await broken.app.inject({ url: '/search/default?q=petra' });
    expect([response.statusCode, response.json()]).toEqual([500, { status: 'error' }]);
    const log = JSON.stringify(broken.lines);
    expect(log).toMatch(/"fault":"Error at /);
    expect(log).toContain('"route":"/search/:dataset"');
    expect(log).not.toMatch(/petra/i);
    await broken.close();
  });

  test('too large a body is 413 and says how much is allowed', async () => {
    const payload = `{"queries":{},"x":"${'y'.repeat(8_400_000)}"}`;
    const response = await server.app.inject({ method: 'POST', url: '/match/default', payload });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ code: 'INPUT_TOO_LARGE' });
    expect(response.json().detail).toContain('8388608 bytes');
  });
});

describe('the workbench', () => {
  let webRoot: string;
  let built: TestServer;
  beforeAll(async () => {
    webRoot = await mkdtemp(join(tmpdir(), 'tamiz-web-'));
    await mkdir(join(webRoot, 'assets'));
    await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>The page</title>');
    await writeFile(join(webRoot, 'assets', 'app-1a2b.js'), 'export {};');
    built = await testServer({ webRoot, token: 'a-token-of-some-length' });
  });
  afterAll(async () => {
    await built.close();
    await rm(webRoot, { recursive: true });
  });

  test('loads without the token, under strict headers', async () => {
    const page = await built.app.inject({ url: '/' });
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('The page')]);
    const policy = page.headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    const script = await built.app.inject({ url: '/assets/app-1a2b.js' });
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toContain('javascript');
  });

  test('answers its own addresses, but no file and no interface that is not there', async () => {
    const ask = async (url: string, accept: string) =>
      (await built.app.inject({ url, headers: { accept } })).statusCode;
    expect(await ask('/screenings/17', 'text/html')).toBe(200);
    expect(await ask('/screenings/17', 'application/json')).toBe(404);
    expect(await ask('/assets/gone.js', 'text/html')).toBe(404);
    expect(await ask('/v1/nothing', 'text/html')).toBe(404);
    expect(await ask('/../package.json', 'text/html')).toBe(404);
  });

  test('says how to build it when it is not there', async () => {
    const page = await get('/');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('npm run build');
  });
});
