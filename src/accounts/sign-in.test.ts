import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import { authenticate } from './authenticate.ts';
import { cookieName, endCookie, type Headers, readCookie, setCookie } from './cookies.ts';
import { acceptInvitation } from './links.ts';
import { type OpenedSession, signIn, signOut } from './sign-in.ts';
import { SmallWorld, SYNTHETIC_PASSWORD } from './testing/world.ts';

const password = SYNTHETIC_PASSWORD;
const HOUR = 3_600_000;

const enter = (world: SmallWorld, handle: string, tenant = world.tenant) =>
  signIn(world.store, { tenant, handle, password, address: '192.0.2.1' }, world);

const withCookie = (token: string, secure = true): Headers => ({
  cookie: `theme=dark; ${cookieName(secure)}=${token}`,
});
const withKey = (token: string): Headers => ({ authorization: `Bearer ${token}` });

const ask = (world: SmallWorld, headers: Headers, secure = true) =>
  authenticate(world.store, headers, { secure, clock: world.clock });

const refused = async (asked: Promise<unknown>, why?: string) =>
  await expect(asked, why).rejects.toMatchObject({ code: 'ACCOUNT_SESSION' });

/** Somebody with a session and a key. */
async function ana(roles: Parameters<SmallWorld['add']>[1] = ['analyst']) {
  const world = await SmallWorld.begin();
  await world.add('ana', roles);
  const session = await enter(world, 'ana');
  const id = 'c'.repeat(32);
  const scopes = ['screen:ask', 'sar:read'];
  await world.command('key', 'grant', id, { owner: 'ana', label: 'Feed', scopes, days: 30 });
  const actor = { kind: 'user', id: 'ana' } as const;
  const { token: key = '' } = await world.procedure('key', 'collect', id, {}, actor);
  return { world, session, key, id };
}

describe('signing in', () => {
  test('gives a session that says who somebody is', async () => {
    const { world, session, key, id } = await ana();
    expect(session).toMatchObject({ tenant: 'main', handle: 'ana' });
    expect(session.token).toMatch(/^main\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$/);
    expect(session.expires).toEqual(new Date('2026-04-21T22:00:00Z'));
    const person = await ask(world, withCookie(session.token));
    expect(person).toEqual({
      tenant: 'main',
      actor: { kind: 'user', id: 'ana' },
      handle: 'ana',
      roles: ['analyst'],
      scopes: undefined,
      compartments: [],
      session: session.token.split('.')[1],
    });
    expect(await ask(world, withKey(key))).toEqual({
      ...person,
      actor: { kind: 'key', id },
      scopes: ['sar:read', 'screen:ask'],
      session: undefined,
    });
  });

  test('tells nobody who there is: same words, same work', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst']);
    await world.add('invited', ['analyst'], false);
    await world.add('gone', ['analyst']);
    await world.command('user', 'disable', 'gone');
    const tries = [
      ['main', 'ana', 'another password altogether'],
      ['main', 'ana', ''],
      ['main', 'ana', 'x'.repeat(100_000)],
      ['main', 'invited', password],
      ['main', 'gone', password],
      ['main', 'nobody', password],
      ['other', 'ana', password],
      ['', '', ''],
      ['main', 'ANA', password],
      ['main', 'ana\u0000', password],
      ['main', '../ana', password],
      ['__proto__', 'constructor', password],
    ] as const;
    const answers = new Set<string>();
    for (const [tenant, handle, tried] of tries) {
      const { store, passwords } = world;
      const before = [store.reads, passwords.verified, passwords.hashed, store.events.length];
      const given = { tenant, handle, password: tried, address: undefined };
      const error = await signIn(store, given, world).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(TamizError);
      answers.add(`${(error as TamizError).code} ${(error as TamizError).message}`);
      const after = [store.reads, passwords.verified, passwords.hashed, store.events.length];
      const work = after.map((count, index) => count - before[index]!);
      expect(work, `${tenant} ${handle}`).toEqual([3, 1, 0, 0]);
    }
    expect([...answers]).toHaveLength(1);
  });

  test('locks an account whether or not it is there', async () => {
    for (const handle of ['ana', 'nobody']) {
      const world = await SmallWorld.begin();
      await world.add('ana', ['analyst']);
      const bad = () =>
        signIn(world.store, { tenant: 'main', handle, password: 'x', address: undefined }, world);
      for (let at = 0; at < 10; at += 1) {
        await expect(bad()).rejects.toMatchObject({ code: 'ACCOUNT_SIGN_IN' });
      }
      const { verified } = world.passwords;
      await expect(enter(world, handle)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
      expect(world.passwords.verified).toBe(verified);
    }
  });

  test('lasts as long as the organisation says', async () => {
    const { world } = await ana();
    await world.command('organisation', 'set', 'main', { sessionHours: 2 });
    const session = await enter(world, 'ana');
    world.clock.advance(2 * HOUR - 1);
    await ask(world, withCookie(session.token));
    world.clock.advance(1);
    await refused(ask(world, withCookie(session.token)));
  });

  test('opens the compartment of whoever has the right, and of a key that was granted it', async () => {
    const { world, session, key } = await ana(['reviewer', 'sar-officer']);
    expect((await ask(world, withCookie(session.token))).compartments).toEqual(['sar']);
    expect((await ask(world, withKey(key))).compartments).toEqual(['sar']);
    const id = 'd'.repeat(32);
    const scopes = ['screen:ask'];
    await world.command('key', 'grant', id, { owner: 'ana', label: 'Plain', scopes, days: 1 });
    const actor = { kind: 'user', id: 'ana' } as const;
    const { token = '' } = await world.procedure('key', 'collect', id, {}, actor);
    expect((await ask(world, withKey(token))).compartments).toEqual([]);
  });
});

describe('what ends a session or a key', () => {
  type Ends = (world: SmallWorld, session: OpenedSession) => Promise<unknown>;
  const command =
    (kind: string, name: string, id: string, input = {}): Ends =>
    (world) =>
      world.command(kind, name, id, input);
  const link: Ends = async (world) => {
    const { token = '' } = await world.procedure('user', 'link', 'ana');
    await acceptInvitation(world.store, { token, password: 'gavilan turquesa nieve' }, world);
  };
  const out: Ends = async (world, session) =>
    signOut(world.store, await ask(world, withCookie(session.token)));

  test.each<[string, Ends, boolean, boolean]>([
    ['disabled', command('user', 'disable', 'ana'), false, false],
    ['other roles', command('user', 'set-roles', 'ana', { roles: ['reviewer'] }), false, true],
    ['signed out everywhere', command('user', 'sign-out', 'ana'), false, true],
    ['another password by a link', link, false, true],
    ['signed out', out, false, true],
    ['revoked key', command('key', 'revoke', 'c'.repeat(32)), true, false],
    ['ten hours', async (world) => world.clock.advance(10 * HOUR), false, true],
    ['thirty days', async (world) => world.clock.advance(30 * 24 * HOUR), false, false],
    ['nothing', async () => undefined, true, true],
  ])('%s', async (_what, ends, sessionLives, keyLives) => {
    const { world, session, key } = await ana();
    const other = await enter(world, 'admin');
    await ends(world, session);
    const asked = ask(world, withCookie(session.token));
    if (sessionLives) await asked;
    else await refused(asked);
    if (keyLives) await ask(world, withKey(key));
    else await refused(ask(world, withKey(key)));
    const hours = world.clock.now().getTime() < other.expires.getTime();
    if (hours) await ask(world, withCookie(other.token));
  });

  test('a key has the roles of its owner of now', async () => {
    const { world, key } = await ana();
    await world.command('user', 'set-roles', 'ana', { roles: ['auditor'] });
    expect(await ask(world, withKey(key))).toMatchObject({ roles: ['auditor'], handle: 'ana' });
  });

  test('a disabled user who comes back has to sign in again', async () => {
    const { world, session } = await ana();
    await world.command('user', 'disable', 'ana');
    await world.command('user', 'enable', 'ana');
    await refused(ask(world, withCookie(session.token)));
    await ask(world, withCookie((await enter(world, 'ana')).token));
  });

  test('a session that was being opened when its user was disabled is not valid', async () => {
    const { world } = await ana();
    const opening = enter(world, 'ana');
    await Promise.all([opening, world.command('user', 'disable', 'ana')]);
    await refused(ask(world, withCookie((await opening).token)));
  });
});

describe('tokens that are not right', () => {
  test('with any one character changed, left out or doubled', async () => {
    const { world, session, key } = await ana();
    for (const [token, headers] of [
      [session.token, withCookie],
      [key, withKey],
    ] as const) {
      for (let at = 0; at < token.length; at += 1) {
        const head = token.slice(0, at);
        const tail = token.slice(at + 1);
        for (const other of ['a', 'b', '0', 'A', '_', '-', '.', '']) {
          if (token[at] === other) continue;
          await refused(ask(world, headers(head + other + tail)), `${at} as ${other}`);
        }
        await refused(ask(world, headers(token.slice(0, at + 1) + token.slice(at))), `${at} twice`);
      }
      // 43 characters hold 258 bits: the last one has neighbours that stand for the same bytes.
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      let valid = 0;
      for (const last of alphabet) {
        const asked = ask(world, headers(token.slice(0, -1) + last));
        valid += await asked.then(() => 1).catch(() => 0);
      }
      expect(valid).toBe(1);
    }
  });

  test('of another organisation, of another kind, or another person', async () => {
    const { world, session, key } = await ana();
    const other = new SmallWorld('other', 'other');
    // The same ids and secrets stand in another organisation's name.
    await refused(ask(world, withCookie(session.token.replace('main', 'other'))));
    await refused(ask(world, withKey(key.replace('main', 'other'))));
    await refused(ask(other, withCookie(session.token)), "another installation's");
    const secret = session.token.slice(-43);
    const [, id = ''] = session.token.split('.');
    await refused(ask(world, withKey(`tamiz_main_${id}_${secret}`)), 'a session as a key');
    const keyParts = key.split('_').slice(1, 3).join('.');
    await refused(ask(world, withCookie(`${keyParts}.${key.slice(-43)}`)), 'a key as a session');
    const admin = await enter(world, 'admin');
    const mixed = `${session.token.slice(0, -43)}${admin.token.slice(-43)}`;
    await refused(ask(world, withCookie(mixed)), 'the secret of another session');
  });

  test('in the wrong place, or in two', async () => {
    const { world, session, key } = await ana();
    await refused(ask(world, {}));
    await refused(ask(world, withCookie(session.token, false)), 'the name of plain HTTP over TLS');
    await ask(world, withCookie(session.token, false), false);
    const name = cookieName(true);
    const twice = `${name}=${session.token}; ${name}=${session.token}`;
    await refused(ask(world, { cookie: twice }), 'two cookies of one name');
    await refused(
      ask(world, { ...withCookie(session.token), authorization: 'Bearer x' }),
      'no way back',
    );
    await refused(ask(world, { authorization: key }));
    await refused(ask(world, { authorization: `Basic ${key}` }));
    await refused(ask(world, withKey(`${key} `.repeat(200))), 'long');
    expect(await ask(world, { authorization: `bearer  ${key}` })).toMatchObject({ handle: 'ana' });
  });

  test('made at random', async () => {
    const { world } = await ana();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string(),
        async (cookie, authorization) => {
          await refused(ask(world, { cookie }));
          await refused(ask(world, { authorization }));
        },
      ),
    );
  });

  test('whose digest was erased', async () => {
    const { world, session, key } = await ana();
    for (const event of world.store.events) {
      Object.assign(event, { personal: undefined });
    }
    await refused(ask(world, withCookie(session.token)));
    await refused(ask(world, withKey(key)));
    await expect(enter(world, 'ana')).rejects.toMatchObject({ code: 'ACCOUNT_SIGN_IN' });
  });
});

describe('cookies', () => {
  test('are for this host alone, out of reach of scripts, and over TLS where there is TLS', () => {
    expect(setCookie('t', { secure: true, seconds: 60.5 })).toBe(
      '__Host-tamiz-session=t; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure',
    );
    expect(setCookie('t', { secure: false, seconds: 60 })).toBe(
      'tamiz-session=t; Path=/; Max-Age=60; HttpOnly; SameSite=Strict',
    );
    expect(endCookie(true)).toContain('__Host-tamiz-session=; Path=/; Max-Age=0');
  });

  test('read back, whatever stands beside them', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9._-]{1,80}$/);
    const others = fc.array(fc.stringMatching(/^[a-z]{1,8}=[A-Za-z0-9]{0,8}$/), { maxLength: 5 });
    fc.assert(
      fc.property(value, others, others, (token, before, after) => {
        const cookie = [...before, `tamiz-session=${token}`, ...after].join('; ');
        expect(readCookie({ cookie }, 'tamiz-session')).toBe(token);
      }),
    );
  });
});

describe('what is recorded of sessions', () => {
  test('has neither token nor secret, not even beside the record', async () => {
    const { world, session, key } = await ana();
    const all = JSON.stringify(world.store.events);
    for (const token of [session.token, key, session.csrf]) {
      expect(all).not.toContain(token.slice(-43));
    }
    expect(all).toContain(session.token.split('.')[1]);
  });

  test('no error says a password or token', async () => {
    const { world, session } = await ana();
    const wrong = 'secreto equivocado largo';
    const told: string[] = [];
    const given = { tenant: 'main', handle: 'ana', password: wrong, address: '192.0.2.1' };
    for (const tried of [
      signIn(world.store, given, world),
      ask(world, withCookie(`${session.token}x`)),
      acceptInvitation(world.store, { token: `${session.token}`, password: wrong }, world),
    ]) {
      await tried.catch((error: TamizError) => told.push(error.message, String(error.cause)));
    }
    expect(told).toHaveLength(6);
    for (const secret of [wrong, session.token.slice(-43), 'ana']) {
      expect(told.join('\n')).not.toContain(secret);
    }
  });
});
