import { afterAll, beforeAll, expect, test } from 'vitest';
import { SmallProvider } from '../../accounts/testing/provider.ts';
import { systemClock } from '../../base/index.ts';
import { startPostgres, type TestServer } from '../../store/testing/postgres.ts';
import { client, type Installation, newInstallation, nobody } from './testing/world.ts';

/** Signing in at a real, small OpenID Connect provider, as a browser does it. */
let server: TestServer;
let provider: SmallProvider;
let installation: Installation;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startPostgres();
  provider = await SmallProvider.start(systemClock);
  const url = await server.newDatabase();
  installation = await newInstallation(url, {}, (work) => ends.push(work));
  const admin = await installation.as('admin');
  const set = await admin.send('POST', '/v1/organisations/main/set-provider', {
    provider: {
      issuer: provider.issuer,
      client: provider.client,
      clientSecret: provider.clientSecret,
    },
  });
  expect(set.status).toBe(200);
});
afterAll(async () => {
  for (const end of ends) await end();
  await provider.stop();
  await server.stop();
});

const HOST = { host: '127.0.0.1:8080' };
const cookies = (answer: { headers: Readonly<Record<string, unknown>> }): string[] =>
  [answer.headers['set-cookie']].flat().map((text) => String(text).split(';')[0] ?? '');

test('joins by an invitation, and is known from then on', async () => {
  const admin = await installation.as('admin');
  const invited = await admin.send('POST', '/v1/users/nadie/invite', {
    name: 'Nadie Fuera',
    roles: ['analyst'],
  });
  const invitation = String(invited.json['token']);
  for (const query of [`?invitation=${invitation}`, '']) {
    const begun = await nobody(installation.app).send('GET', `/v1/elsewhere/begin${query}`);
    expect(begun.status).toBe(302);
    expect(String(begun.headers['set-cookie'])).toMatch(/SameSite=Lax/);
    const [flow = ''] = cookies(begun);
    const back = await provider.visit(String(begun.headers['location']));
    const browser = client(installation.app, { ...HOST, cookie: flow });
    const returned = await browser.send('GET', `/v1/elsewhere/return?${back}`);
    expect(returned).toMatchObject({ status: 302, headers: { location: '/' } });
    const session = client(installation.app, { ...HOST, cookie: cookies(returned)[0] ?? '' });
    const { json } = await session.send('GET', '/v1/session');
    expect(json).toMatchObject({ handle: 'nadie', roles: ['analyst'] });
    // The same answer of the provider a second time opens nothing.
    expect((await browser.send('GET', `/v1/elsewhere/return?${back}`)).status).toBe(401);
  }
});

test('is told in the same words whatever is wrong', async () => {
  const begun = await nobody(installation.app).send('GET', '/v1/elsewhere/begin');
  const back = await provider.visit(String(begun.headers['location']));
  const [flow = ''] = cookies(begun);
  const ask = (cookie: string, query: string) =>
    client(installation.app, { ...HOST, cookie }).send('GET', `/v1/elsewhere/return?${query}`);
  const tampered = `${flow.slice(0, -3)}AAA`;
  const answers = [
    await ask('', back),
    await ask(tampered, back),
    await ask(flow, back.replace(/state=[^&]+/, 'state=another')),
    await ask(flow, 'error=access_denied'),
  ];
  for (const { status, json } of answers)
    expect([status, json['code']]).toEqual([401, 'ACCOUNT_ELSEWHERE']);
  const none = await nobody(installation.app).send('GET', '/v1/elsewhere/begin?organisation=other');
  expect(none).toMatchObject({ status: 401, json: { code: 'ACCOUNT_ELSEWHERE' } });
});
