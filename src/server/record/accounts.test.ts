import { describe, expect, test } from 'vitest';
import { testServer } from '../testing/server.ts';
import { sharedInstallation } from './testing/shared.ts';
import { client, nobody, PASSWORD } from './testing/world.ts';

const installation = sharedInstallation();

const signIn = (given: object, headers = {}) =>
  nobody(installation().app).send('POST', '/v1/session', given, headers);

describe('signing in over HTTP', () => {
  test('gives a cookie that no script can read, and says who is signed in', async () => {
    const answer = await signIn({ handle: 'analyst', password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);
    const analyst = await installation().as('analyst');
    const { json } = await analyst.send('GET', '/v1/session');
    expect(json).toMatchObject({ organisation: 'main', handle: 'analyst', roles: ['analyst'] });
    expect(json['csrf']).toBe(analyst.headers['x-tamiz-csrf']);
  });

  test('tells nobody who there is', async () => {
    const wrong = [
      { handle: 'analyst', password: 'another one altogether' },
      { handle: 'nobody', password: PASSWORD },
      { handle: 'analyst', password: PASSWORD, organisation: 'nowhere' },
      { handle: '../x', password: PASSWORD },
    ];
    const answers = await Promise.all(wrong.map((given) => signIn(given)));
    const told = new Set(answers.map(({ status, json }) => JSON.stringify([status, json])));
    expect([...told]).toHaveLength(1);
    expect(answers[0]?.status).toBe(401);
  });

  test('is over when they sign out, and with it what the cookie was good for', async () => {
    const { headers } = await signIn({ handle: 'manager', password: PASSWORD });
    const { json } = await signIn({ handle: 'manager', password: PASSWORD });
    const [cookie = ''] = String(headers['set-cookie']).split(';');
    const leaving = client(installation().app, { host: '127.0.0.1:8080', cookie });
    expect((await leaving.send('GET', '/v1/session')).status).toBe(200);
    const origin = { origin: 'http://127.0.0.1:8080' };
    expect((await leaving.send('DELETE', '/v1/session', undefined, origin)).status).toBe(403);
    const csrf = String((await leaving.send('GET', '/v1/session')).json['csrf']);
    expect(csrf).not.toBe(json['csrf']);
    const token = { ...origin, 'x-tamiz-csrf': csrf };
    expect((await leaving.send('DELETE', '/v1/session', undefined, token)).status).toBe(204);
    expect((await leaving.send('GET', '/v1/session')).status).toBe(401);
  });
});

describe('requests that change something', () => {
  test('come from our own page and carry its token', async () => {
    const admin = await installation().as('admin');
    const edit = (headers: object) =>
      admin.send('POST', '/v1/users/analyst/edit', { name: 'Otra Nadie' }, headers);
    expect((await edit({ 'x-tamiz-csrf': 'another' })).status).toBe(403);
    expect((await edit({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await edit({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await edit({})).status).toBe(200);
  });

  test('do nothing where the document is another by now', async () => {
    const admin = await installation().as('admin');
    const { headers } = await admin.send('GET', '/v1/users/reviewer');
    const edit = () =>
      admin.send('POST', '/v1/users/reviewer/edit', { name: 'N' }, { 'if-match': headers['etag'] });
    expect((await edit()).status).toBe(200);
    const late = await edit();
    expect(late).toMatchObject({ status: 409, json: { code: 'STORE_CONFLICT' } });
    const odd = await admin.send(
      'POST',
      '/v1/users/reviewer/edit',
      { name: 'N' },
      { 'if-match': 'W/3' },
    );
    expect(odd.status).toBe(400);
  });
});

test('a new user joins by a link that works once', async () => {
  const admin = await installation().as('admin');
  const invited = await admin.send('POST', '/v1/users/newcomer/invite', {
    name: 'Nadie Nueva',
    roles: ['analyst'],
  });
  expect(invited).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  const token = String(invited.json['token']);
  const join = () =>
    nobody(installation().app).send('POST', '/v1/join', { token, password: PASSWORD });
  expect((await join()).status).toBe(200);
  expect((await join()).status).toBe(401);
  expect((await signIn({ handle: 'newcomer', password: PASSWORD })).status).toBe(200);
  const { json } = await admin.send('GET', '/v1/users?state=active&order_by=state');
  const handles = (json['results'] as unknown as { id: string }[]).map(({ id }) => id);
  expect(handles).toContain('newcomer');
  const history = await admin.send('GET', '/v1/users/newcomer/history');
  expect(JSON.stringify(history.json)).not.toMatch(/hash|argon|Nadie/);
});

test('a key works for its scopes, and ends when it is revoked', async () => {
  const admin = await installation().as('admin');
  const granted = await admin.send('POST', '/v1/keys/k1/grant', {
    owner: 'analyst',
    label: 'core banking',
    scopes: ['screen:ask', 'user:invite'],
    days: 30,
  });
  expect(granted.status).toBe(400);
  const grant = { owner: 'analyst', label: 'core banking', scopes: ['screen:ask'], days: 30 };
  expect((await admin.send('POST', '/v1/keys/k1/grant', grant)).status).toBe(200);
  const analyst = await installation().as('analyst');
  const { json } = await analyst.send('POST', '/v1/keys/k1/collect', {});
  const key = client(installation().app, {
    host: '127.0.0.1:8080',
    authorization: `Bearer ${String(json['token'])}`,
  });
  const question = { schema: 'Person', properties: { name: ['Petra Salgado Inventada'] } };
  expect((await key.send('POST', '/v1/match', question)).status).toBe(200);
  expect((await key.send('GET', '/v1/users')).status).toBe(403);
  expect((await analyst.send('POST', '/v1/keys/k1/revoke', {})).status).toBe(200);
  expect((await key.send('POST', '/v1/match', question)).status).toBe(401);
});

test('behind a proxy nobody counts as this machine', async () => {
  const publicUrl = 'https://tamiz.example';
  const { app, close } = await testServer({ record: { ...installation().parts, publicUrl } });
  const question = { schema: 'Person', properties: { name: ['Petra Salgado Inventada'] } };
  const ask = (headers: Record<string, string>) =>
    client(app, headers).send('POST', '/v1/match', question);
  // As a proxy asks: under the public name, or under that of this machine.
  expect((await ask({ host: 'tamiz.example' })).status).toBe(401);
  expect((await ask({ host: '127.0.0.1:8080' })).status).toBe(401);
  const given = { handle: 'analyst', password: PASSWORD };
  const page = client(app, { host: 'tamiz.example', origin: publicUrl });
  const signedIn = await page.send('POST', '/v1/session', given);
  expect(signedIn.status).toBe(200);
  expect(signedIn.headers['set-cookie']).toMatch(/^__Host-.*; Secure/);
  await close();
});
