import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { Recorder } from '../screening/index.ts';
import { requestAgain } from './request-again.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

const clock = fixedClock('2026-04-22T10:00:00Z');
let taken: { readonly questions: Json; readonly answers: Json }[] = [];
let counted: unknown[] = [];
let server: TestServer;
beforeEach(async () => {
  taken = [];
  counted = [];
  const append = async ({ body, personal }: { body: object; personal: Uint8Array }) => {
    taken.push(JSON.parse(Buffer.from(personal).toString()));
    counted.push(Reflect.get(body, 'questions'));
    return { seq: taken.length - 1, at: clock.now() };
  };
  const recorder = new Recorder({ append } as never, { home: '/nowhere', clock });
  server = await testServer({ recorder });
});
afterEach(() => server.close());

const MATCH = JSON.stringify({
  queries: { a: { schema: 'Person', properties: { name: ['Lorenzo Quintanar'] } } },
});
const QUERIES = JSON.stringify({ q0: { query: 'Lorenzo Quintanar' }, q1: { query: 'Petra' } });
const FORM = new URLSearchParams({ queries: QUERIES }).toString();
const SUGGEST = '/reconcile/default/suggest/entity?prefix=lorenzo%20quin';
const WATCHMAN = '/v2/search?name=Lorenzo%20Quintanar';
const FORMLIKE = { 'content-type': 'application/x-www-form-urlencoded' };
const host = '127.0.0.1:8080';

test.each([
  ['by a client that takes gzip', '/match/default', MATCH, { 'accept-encoding': 'gzip' }],
  ['as JSON that is called a form', '/match/default', MATCH, FORMLIKE],
  ['as JSON that is called nothing', '/match/default', MATCH, {}],
  [
    'as a form that is called JSON',
    '/reconcile/default',
    FORM,
    { 'content-type': 'application/json' },
  ],
  ['by the beginning of a name', SUGGEST, undefined, {}],
  ['for an answer in another form', WATCHMAN, undefined, { accept: 'senzing/jsonl' }],
])('what is asked %s has the same answer when it is asked again', async (_, url, body, more) => {
  const headers = { host, ...more };
  const request = body === undefined ? { url } : { url, method: 'POST' as const, payload: body };
  expect((await server.app.inject({ ...request, headers })).statusCode).toBe(200);
  const [asked] = taken as [(typeof taken)[0]];
  const again = await requestAgain(testScreener(), asked, { clock, catalog: undefined });
  expect(again).toBe(asked.answers);
});

test('the manifest of a reconciliation service asks about nobody', async () => {
  await server.app.inject({ url: '/reconcile/default', headers: { host } });
  expect(taken).toEqual([]);
});

test('each query of a reconciliation batch counts', async () => {
  const url = '/reconcile/default';
  await server.app.inject({ url: `${url}?${FORM}`, headers: { host } });
  await server.app.inject({ url, method: 'POST', payload: FORM, headers: { host, ...FORMLIKE } });
  expect(counted).toEqual([2, 2]);
});
