import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { Recorder } from '../screening/index.ts';
import { requestAgain } from './request-again.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

interface Taken {
  readonly type: string;
  readonly body: { readonly [name: string]: Json };
  readonly personal: { readonly questions: Json; readonly answers: Json };
}

const clock = fixedClock('2026-04-22T10:00:00Z');
let taken: Taken[] = [];
let fault: Error | undefined;
let server: TestServer;
beforeEach(async () => {
  taken = [];
  fault = undefined;
  const journal = {
    append: async ({
      type,
      body,
      personal,
    }: {
      type: string;
      body: unknown;
      personal?: unknown;
    }) => {
      if (fault !== undefined) throw fault;
      const kept = JSON.parse(Buffer.from(personal as Uint8Array).toString());
      taken.push({ type, body: body as Taken['body'], personal: kept });
      return { seq: taken.length - 1, at: clock.now() };
    },
  };
  const recorder = new Recorder(journal as never, { home: '/nowhere', clock });
  server = await testServer({ recorder });
});
afterEach(() => server.close());

const lorenzo = { schema: 'Person', properties: { name: ['Lorenzo Quintanar'] } };
const json = { 'content-type': 'application/json', host: '127.0.0.1' };
const match = (payload: object, url = '/match/default') =>
  server.app.inject({ method: 'POST', url, headers: json, payload });

const WAYS = [
  ['/match', () => match({ queries: { a: lorenzo, b: lorenzo } }), 2],
  ['/match with filters', () => match({ queries: { a: lorenzo } }, FILTERED), 1],
  ['/v1/match', () => match(lorenzo, '/v1/match'), 1],
  ['/search', () => get('/search/default?q=Quintanar'), 1],
  ['/v2/search', () => get('/v2/search?name=Lorenzo%20Quintanar'), 1],
  ['/reconcile by GET', () => get(`/reconcile/default?queries=${encodeURIComponent(QUERIES)}`), 1],
  ['/reconcile by POST', () => post(`queries=${encodeURIComponent(QUERIES)}`), 1],
] as const;
const FILTERED = '/match/default?limit=1&threshold=0.9&exclude_schema=Company';
const QUERIES = JSON.stringify({ q0: { query: 'Lorenzo Quintanar', limit: 3 } });
const get = (url: string) => server.app.inject({ url, headers: { host: '127.0.0.1' } });
const post = (payload: string) =>
  server.app.inject({
    method: 'POST',
    url: '/reconcile/default',
    headers: { ...json, 'content-type': 'application/x-www-form-urlencoded' },
    payload,
  });

describe('what the lists are asked over HTTP', () => {
  test.each(WAYS)('%s is taken down, and asked again gives the same', async (_, ask, questions) => {
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    expect(answer.payload).toContain('north-1');
    expect(taken).toHaveLength(1);
    const [{ type, body, personal }] = taken as [Taken];
    expect(type).toBe('screening.asked');
    expect(body).toMatchObject({ way: 'http', questions });
    // What is about a person is beside the record, and the lists are those that were asked.
    expect(JSON.stringify(body)).not.toMatch(/quintanar|lorenzo/i);
    expect(JSON.stringify(personal.questions)).toMatch(/Quintanar/);
    expect(body['lists']).toMatchObject([
      { name: 'test_north', version: 'v1' },
      { name: 'test_south', version: 'v1' },
    ]);
    const again = await requestAgain(testScreener(), personal, { clock, catalog: undefined });
    expect(again).toBe(personal.answers);
  });

  test('another answer is told from it', async () => {
    await match({ queries: { a: lorenzo } });
    const screener = testScreener();
    const [{ personal }] = taken as [Taken];
    const engine = { ...screener.engine, match: () => ({ matches: [], total: 0 }) };
    const other = { ...screener, engine: Object.assign(Object.create(screener.engine), engine) };
    const again = await requestAgain(other, personal, { clock, catalog: undefined });
    expect(again).not.toBe(personal.answers);
  });

  test('what is refused, and what asks about no party, is not', async () => {
    expect((await match({ queries: {} })).statusCode).toBe(400);
    expect((await match({ queries: { a: lorenzo } }, '/match/no_such')).statusCode).toBe(404);
    expect((await get('/entities/north-1')).statusCode).toBe(200);
    expect((await get('/catalog')).statusCode).toBe(200);
    expect(taken).toEqual([]);
  });

  test('no answer is given that cannot be taken down', async () => {
    fault = problem('JOURNAL_STOPPED', { found: 'a full disk' });
    const answer = await match({ queries: { a: lorenzo } });
    expect(answer.statusCode).toBe(503);
    expect(answer.payload).not.toContain('north-1');
    expect(answer.json()).toMatchObject({ code: 'JOURNAL_STOPPED' });
  });
});
