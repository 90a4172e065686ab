import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import { assertMayListen, isLoopback } from './listen.ts';
import { type TestServer, testServer } from './testing/server.ts';

describe('listening', () => {
  test.each(['127.0.0.1', '127.8.8.8', 'localhost', 'LOCALHOST', '::1', '[::1]', 'a.localhost'])(
    '%s reaches this machine alone',
    (host) => {
      expect(isLoopback(host)).toBe(true);
      expect(() => assertMayListen(host, undefined)).not.toThrow();
    },
  );

  test.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '127.0.0.1.example',
    'localhost.example',
    '1270.0.0.1',
    '',
  ])('%j needs a token', (host) => {
    expect(() => assertMayListen(host, undefined)).toThrow(TamizError);
    expect(() => assertMayListen(host, 'a-token-of-some-length')).not.toThrow();
  });

  test('a token that can be guessed is none', () => {
    expect(() => assertMayListen('127.0.0.1', 'secret')).toThrow(/at least 16 characters/);
  });

  test('no server is made for an open host without a token', async () => {
    await expect(testServer({ host: '0.0.0.0' })).rejects.toThrow(/TAMIZ_TOKEN/);
  });
});

describe('on the loopback address', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  test('a page that rebinds its name is refused', async () => {
    const ask = (host: string) => server.app.inject({ url: '/v1/status', headers: { host } });
    const refused = await ask('evil.example:8080');
    expect([refused.statusCode, refused.json()]).toMatchObject([
      403,
      { code: 'SERVER_HOST', detail: expect.stringContaining('evil.example') },
    ]);
    expect((await ask('127.0.0.1.evil.example')).statusCode).toBe(403);
    for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080']) {
      expect((await ask(host)).statusCode).toBe(200);
    }
  });

  test('a page elsewhere cannot change anything', async () => {
    const post = (origin: string) =>
      server.app.inject({
        method: 'POST',
        url: '/v1/match',
        headers: { origin, host: '127.0.0.1:8080' },
        payload: { properties: {} },
      });
    for (const origin of ['https://evil.example', 'http://127.0.0.1:9999', 'null']) {
      expect((await post(origin)).json()).toMatchObject({ code: 'SERVER_ORIGIN' });
    }
    expect((await post('http://127.0.0.1:8080')).statusCode).toBe(200);
  });

  test('no page elsewhere may read answers', async () => {
    const response = await server.app.inject({
      url: '/v1/status',
      headers: { origin: 'https://evil.example' },
    });
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('with a token', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ host: '0.0.0.0', token: 'a-token-of-some-length' });
  });
  afterAll(() => server.close());

  const ask = (url: string, authorization?: string) =>
    server.app.inject({
      url,
      headers: { host: 'tamiz.example', ...(authorization && { authorization }) },
    });

  test.each(['/v1/status', '/catalog', '/search/default', '/openapi.json', '/entities/north-1'])(
    '%s needs it',
    async (url) => {
      const without = await ask(url);
      expect([without.statusCode, without.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(without.json()).toMatchObject({ code: 'SERVER_TOKEN', found: 'none' });
      expect((await ask(url, 'Bearer a-token-of-another-kind')).statusCode).toBe(401);
      expect((await ask(url, 'Basic a-token-of-some-length')).statusCode).toBe(401);
      expect((await ask(url, 'bearer a-token-of-some-length')).statusCode).toBe(200);
    },
  );

  test.each(['/healthz', '/readyz', '/'])('%s does not', async (url) => {
    expect((await ask(url)).statusCode).toBe(200);
  });
});
