import fc from 'fast-check';
import type { JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authenticate } from './authenticate.ts';
import { cookieName } from './cookies.ts';
import { beginElsewhere, finishElsewhere } from './elsewhere.ts';
import { foundOrganisation } from './found.ts';
import { signIn } from './sign-in.ts';
import { SmallProvider } from './testing/provider.ts';
import { SmallWorld, SYNTHETIC_PASSWORD } from './testing/world.ts';
import type { User } from './user.ts';

const redirectUri = 'https://tamiz.example/v1/sign-in/return';

let world: SmallWorld;
let provider: SmallProvider;

beforeEach(async () => {
  world = await SmallWorld.begin();
  provider = await SmallProvider.start(world.clock);
  const { issuer, client, clientSecret } = provider;
  const input = { provider: { issuer, client, clientSecret } };
  await world.command('organisation', 'set-provider', 'main', input);
  await world.add('ana', ['analyst']);
  await world.command('user', 'bind', 'ana', { subject: 'subject-1' });
});

afterEach(() => provider.stop());

const begin = (more: { tenant?: string; invitation?: string } = {}) =>
  beginElsewhere(world.store, { tenant: 'main', redirectUri, ...more }, world);

const finish = (cookie: string | undefined, query: string) =>
  finishElsewhere(world.store, { cookie, query }, world);

async function signInThere() {
  const { url, cookie } = await begin();
  return await finish(cookie, await provider.visit(url));
}

const failed = { code: 'ACCOUNT_ELSEWHERE', http: 401 };

describe('signing in at another provider', () => {
  test('opens a session for whoever is bound to the subject', async () => {
    const session = await signInThere();
    expect(session).toMatchObject({ tenant: 'main', handle: 'ana' });
    const headers = { cookie: `${cookieName(true)}=${session.token}` };
    const principal = await authenticate(world.store, headers, {
      secure: true,
      clock: world.clock,
    });
    expect(principal).toMatchObject({ handle: 'ana', roles: ['analyst'] });
  });

  test('sends the browser with state, nonce and PKCE, each another every time', async () => {
    const seen = new Set<string>();
    for (let at = 0; at < 3; at += 1) {
      const { url, cookie } = await begin();
      const { searchParams } = new URL(url);
      expect(searchParams.get('scope')).toBe('openid');
      expect(searchParams.get('code_challenge_method')).toBe('S256');
      expect(searchParams.get('redirect_uri')).toBe(redirectUri);
      for (const name of ['state', 'nonce', 'code_challenge'])
        seen.add(searchParams.get(name) ?? '');
      expect(url).not.toContain('secret');
      expect(Buffer.from(cookie, 'base64url').toString()).not.toContain(provider.clientSecret);
    }
    expect(seen.size).toBe(9);
    expect(provider.asked.get('/.well-known/openid-configuration'), 'asked once').toBe(1);
  });

  test('is what the clock that is passed in says, a year later too', async () => {
    world.clock.advance(365 * 86_400_000);
    expect(await signInThere()).toMatchObject({ handle: 'ana' });
  });

  const lies: readonly (readonly [string, (claims: JWTPayload) => JWTPayload])[] = [
    ['another nonce', (claims) => ({ ...claims, nonce: 'another' })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => claims],
    ['another audience', (claims) => ({ ...claims, aud: 'another' })],
    ['two audiences and no party', (claims) => ({ ...claims, aud: ['tamiz', 'another'] })],
    ['another party', (claims) => ({ ...claims, azp: 'another' })],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['expired', (claims) => ({ ...claims, exp: (claims.iat ?? 0) - 60 })],
    ['no expiry', ({ exp: _exp, ...claims }) => claims],
    ['not valid yet', (claims) => ({ ...claims, nbf: (claims.iat ?? 0) + 600 })],
    ['no subject', ({ sub: _sub, ...claims }) => claims],
    ['an empty subject', (claims) => ({ ...claims, sub: '' })],
    ['a subject that nobody is bound to', (claims) => ({ ...claims, sub: 'subject-2' })],
  ];

  test.each(lies)('a token with %s opens nothing', async (_what, lie) => {
    provider.lie = lie;
    await expect(signInThere()).rejects.toMatchObject(failed);
    provider.lie = (claims) => claims;
    expect(await signInThere(), 'without the lie').toMatchObject({ handle: 'ana' });
  });

  test('a token that somebody else signed opens nothing', async () => {
    provider.signsWithAnother = true;
    await expect(signInThere()).rejects.toMatchObject(failed);
  });

  test('a state works once, and a second try does not even reach the provider', async () => {
    const { url, cookie } = await begin();
    const query = await provider.visit(url);
    await finish(cookie, query);
    const asked = provider.asked.get('/token');
    await expect(finish(cookie, query)).rejects.toMatchObject(failed);
    await expect(finish(cookie, await provider.visit(url))).rejects.toMatchObject(failed);
    expect(provider.asked.get('/token')).toBe(asked);
  });

  test('the browser that began must be the one that finishes', async () => {
    const mine = await begin();
    const theirs = await begin();
    const query = await provider.visit(mine.url);
    await expect(finish(theirs.cookie, query), "another's cookie").rejects.toMatchObject(failed);
    await expect(finish(undefined, query), 'no cookie').rejects.toMatchObject(failed);
    expect(await finish(mine.cookie, query)).toMatchObject({ handle: 'ana' });
  });

  test('a cookie that was changed, or is old, opens nothing', async () => {
    const { url, cookie } = await begin();
    const query = await provider.visit(url);
    for (let at = 0; at < cookie.length; at += 7) {
      const changed = cookie.slice(0, at) + (cookie[at] === 'A' ? 'B' : 'A') + cookie.slice(at + 1);
      await expect(finish(changed, query), `${at}`).rejects.toMatchObject(failed);
    }
    const [text = '', mark = ''] = cookie.split('.');
    const flow = JSON.parse(Buffer.from(text, 'base64url').toString());
    for (const more of [{ tenant: 'other' }, { tenant: 7 }, { expires: '2099-01-01T00:00:00Z' }]) {
      const other = Buffer.from(JSON.stringify({ ...flow, ...more })).toString('base64url');
      await expect(finish(`${other}.${mark}`, query)).rejects.toMatchObject(failed);
    }
    await expect(finish(`bnVsbA.${mark}`, query), 'null').rejects.toMatchObject(failed);
    world.clock.advance(10 * 60_000);
    await expect(finish(cookie, query), 'ten minutes').rejects.toMatchObject(failed);
  });

  test.each(['', 'code=x', 'error=access_denied', 'code=x&state=y', 'state=', '%'])(
    'a browser that comes back with %j opens nothing',
    async (query) => {
      const { url, cookie } = await begin();
      const { searchParams } = new URL(url);
      await expect(finish(cookie, query)).rejects.toMatchObject(failed);
      const again = await begin();
      const state = new URL(again.url).searchParams.get('state') ?? '';
      expect(state).not.toBe(searchParams.get('state'));
      const stolen = finish(again.cookie, `code=invented&state=${state}`);
      await expect(stolen).rejects.toMatchObject(failed);
    },
  );

  test('whatever a browser brings opens nothing', async () => {
    const { cookie } = await begin();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (text, query) => {
        await expect(finish(text, query)).rejects.toMatchObject(failed);
        await expect(finish(`${text}.${'A'.repeat(43)}`, query)).rejects.toMatchObject(failed);
      }),
    );
    await expect(finish(`${cookie}=`, '')).rejects.toMatchObject(failed);
  });

  test('what the provider answers is neither believed nor told', async () => {
    const { url, cookie } = await begin();
    const query = await provider.visit(url);
    provider.answer = (response) => {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"s3cret"}');
    };
    const error = await finish(cookie, query).catch((one: Error) => one);
    expect(error).toMatchObject(failed);
    expect(JSON.stringify([String(error), (error as Error).cause ?? null])).not.toContain('s3cret');

    const flood = await begin();
    const flooded = await provider.visit(flood.url);
    let sent = 0;
    provider.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (sent < 64 && response.write(Buffer.alloc(1_048_576, 0x20))) sent += 1;
        if (sent < 64) response.once('drain', more);
      };
      more();
    };
    await expect(finish(flood.cookie, flooded)).rejects.toMatchObject(failed);
    expect(sent, 'not read to its end').toBeLessThan(64);
  });

  test('disabled users stay outside, and their session ends when they are', async () => {
    await world.command('user', 'disable', 'ana');
    await expect(signInThere()).rejects.toMatchObject(failed);
    await world.command('user', 'enable', 'ana');
    expect(await signInThere()).toMatchObject({ handle: 'ana' });
    await world.command('user', 'unbind', 'ana');
    await expect(signInThere()).rejects.toMatchObject(failed);
  });
});

describe('joining with another provider', () => {
  test('an invitation binds the subject, works once, and gives no password', async () => {
    provider.subject = 'subject-bea';
    const invitation = await world.add('bea', ['reviewer'], false);
    const { url, cookie } = await begin({ invitation });
    expect(await finish(cookie, await provider.visit(url))).toMatchObject({ handle: 'bea' });
    expect(await world.state<User>('user', 'bea')).toMatchObject({ state: 'active' });
    expect(await signInThere()).toMatchObject({ handle: 'bea' });
    await expect(begin({ invitation })).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
    const given = {
      tenant: 'main',
      handle: 'bea',
      password: SYNTHETIC_PASSWORD,
      address: undefined,
    };
    await expect(signIn(world.store, given, world)).rejects.toMatchObject({
      code: 'ACCOUNT_SIGN_IN',
    });
    const recorded = JSON.stringify(world.store.events);
    expect(recorded, 'only a digest of who it is there').not.toContain('subject-bea');
  });

  test('a link of another organisation is none here', async () => {
    const founder = { tenant: 'other', handle: 'admin' };
    const { token } = await foundOrganisation(world.store, founder, world);
    const begun = begin({ invitation: token });
    await expect(begun).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
    expect(await world.state('user', 'admin')).toMatchObject({ state: 'active' });
  });

  test('nobody becomes somebody who is bound already', async () => {
    const invitation = await world.add('bea', ['reviewer'], false);
    const { url, cookie } = await begin({ invitation });
    const taken = finish(cookie, await provider.visit(url));
    await expect(taken).rejects.toMatchObject({ code: 'STORE_EXISTS' });
    expect(await world.state<User>('user', 'bea')).toMatchObject({ state: 'invited' });
    const bound = world.command('user', 'bind', 'bea', { subject: 'subject-1' });
    await expect(bound).rejects.toMatchObject({ code: 'STORE_EXISTS' });
  });

  test('a link that is used while somebody is away opens nothing', async () => {
    provider.subject = 'subject-bea';
    const invitation = await world.add('bea', ['reviewer'], false);
    const first = await begin({ invitation });
    const second = await begin({ invitation });
    const queries = [await provider.visit(first.url), await provider.visit(second.url)];
    await finish(first.cookie, queries[0]!);
    const late = finish(second.cookie, queries[1]!);
    await expect(late).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
  });
});

describe('a provider', () => {
  test('that is not named, not there, or not what it says is told in a line', async () => {
    await expect(begin({ tenant: 'other' })).rejects.toMatchObject(failed);
    await expect(begin({ tenant: '../main' })).rejects.toMatchObject(failed);
    const input = (issuer: string) => ({ provider: { issuer, client: 'tamiz' } });
    const { port } = new URL(provider.issuer);
    await world.command('organisation', 'set-provider', 'main', input(`http://localhost:${port}`));
    for (const two of [begin(), begin()].map((one) => one.catch((error: Error) => error))) {
      expect(await two, 'another issuer').toMatchObject({ code: 'ACCOUNT_PROVIDER' });
    }
    await world.command('organisation', 'set-provider', 'main', input('http://127.0.0.1:1'));
    await expect(begin(), 'nobody there').rejects.toMatchObject({ code: 'ACCOUNT_PROVIDER' });
    await world.command('organisation', 'set-provider', 'main', {});
    await expect(begin()).rejects.toMatchObject(failed);
  });

  test.each(['http://id.example', 'ftp://id.example', 'id.example', 'https://a:b@id.example', ''])(
    'cannot be %j',
    async (issuer) => {
      const set = world.command('organisation', 'set-provider', 'main', {
        provider: { issuer, client: 'tamiz' },
      });
      await expect(set).rejects.toMatchObject({ code: 'ACCOUNT_PROVIDER' });
    },
  );

  test('that changed while somebody was away is not asked', async () => {
    const { url, cookie } = await begin();
    const query = await provider.visit(url);
    const input = { provider: { issuer: provider.issuer, client: 'other' } };
    await world.command('organisation', 'set-provider', 'main', input);
    await expect(finish(cookie, query)).rejects.toMatchObject(failed);
    expect(provider.asked.get('/token')).toBeUndefined();
  });
});
