import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRemoteStore, type Store } from '../../store/index.ts';
import { startPostgres, type TestServer } from '../../store/testing/postgres.ts';
import { testServer } from '../testing/server.ts';
import { recordParts } from './composition.ts';
import { client, type Installation, newInstallation } from './testing/world.ts';

/** Two servers over one PostgreSQL database: the first has the journal and writes for both. */
const TOKEN = 'of-a-test-which-both-know';
let server: TestServer;
let first: Installation;
let url = '';
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startPostgres();
  url = await server.newDatabase();
  first = await newInstallation(url, {}, (work) => ends.push(work));
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await server.stop();
});

/** The second server, whose keeper is the first; it may be told another token. */
async function second(token = TOKEN, isGone = false) {
  const { app: keeper, close: endKeeper } = await testServer({
    record: { ...first.parts, keeper: { token: TOKEN, journal: first.journal } },
  });
  const store: Store = await openRemoteStore(url, {
    url: 'http://keeper',
    token,
    post: async (address, { headers, body }) => {
      if (isGone) throw new Error('nobody answers');
      const { pathname } = new URL(address);
      const host = { host: '127.0.0.1' };
      const response = await keeper.inject({
        method: 'POST',
        url: pathname,
        headers: { ...headers, ...host },
        payload: body,
      });
      return new Response(response.body, { status: response.statusCode });
    },
  });
  const { app, close } = await testServer({
    record: recordParts({ store, world: first.parts.world }),
  });
  ends.push(async () => {
    await close();
    await store.close();
    await endKeeper();
  });
  return { app, store };
}

test('what one writes the other reads, and both are the same installation', async () => {
  const { app } = await second();
  const analyst = await first.as('analyst');
  const there = client(app, { ...analyst.headers });
  const customers = [
    {
      customer: 'c-1',
      schema: 'Person',
      properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] },
    },
  ];
  const raised = await there.send('POST', '/v1/alerts', { customers });
  const [{ case: id }] = raised.json['results'] as unknown as [{ case: string }];
  expect((await analyst.send('GET', `/v1/cases/${id}`)).json).toMatchObject({ status: 'new' });
  expect((await analyst.send('POST', `/v1/cases/${id}/triage`, {})).status).toBe(200);
  const seen = await there.send('GET', `/v1/cases/${id}`);
  expect(seen.json).toMatchObject({ status: 'triage' });
  const both = await Promise.all(
    [analyst, there].map((by) =>
      by.send(
        'POST',
        `/v1/cases/${id}/comment`,
        { text: 'At the same time.' },
        { 'if-match': seen.headers['etag'] },
      ),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const refused = await there.send('POST', `/v1/cases/${id}/triage`, {});
  expect(refused).toMatchObject({ status: 409, json: { code: 'CASE_STATE' } });
});

test('whoever has not the token writes nothing, and a keeper that is gone is told', async () => {
  const { store } = await second('another-token-of-somebody');
  const happening = { kind: 'user', id: 'x', revision: 0, type: 'user.invited', data: {} };
  const write = (by: Store) => by.commit('main', { kind: 'user', id: 'x' }, [happening]);
  await expect(write(store)).rejects.toMatchObject({ code: 'SERVER_TOKEN' });
  const { store: alone } = await second(TOKEN, true);
  await expect(write(alone)).rejects.toMatchObject({ code: 'STORE_KEEPER' });
  const inject = await first.app.inject({ method: 'POST', url: '/v1/keeper/commit', payload: {} });
  expect(inject.statusCode).toBe(404);
});

test('what the second one is asked is taken down by the first', async () => {
  const { store } = await second();
  const size = first.journal.size;
  const { journal } = store as unknown as { journal: typeof first.journal };
  const personal = Buffer.from('{"questions":[]}');
  const { seq } = await journal.append({
    type: 'screening.asked',
    body: { way: 'http' },
    personal,
  });
  expect(seq).toBe(size);
  const kept = await first.journal.personal(seq);
  expect('data' in kept && kept.data.equals(personal)).toBe(true);
});
