import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import { firstAdministrator, foundOrganisation, renewAdministrator } from './found.ts';
import { ACCOUNT_COMMANDS, ACCOUNT_KINDS } from './kinds.ts';
import { acceptInvitation } from './links.ts';
import type { Organisation } from './organisation.ts';
import { ACCOUNT_PROCEDURES } from './procedures.ts';
import { ROLES, type Role } from './roles.ts';
import { SmallWorld, SYNTHETIC_PASSWORD } from './testing/world.ts';
import type { User } from './user.ts';
import { accountView } from './views.ts';

const password = SYNTHETIC_PASSWORD;
const user = (id: string) => ({ kind: 'user', id }) as const;

describe('the first start', () => {
  test('makes an organisation, and one link that works once', async () => {
    const world = new SmallWorld();
    const link = (await firstAdministrator(world.store, world))!;
    expect(link.handle).toBe('admin');
    expect(await firstAdministrator(world.store, world)).toBeUndefined();
    expect(await world.state<User>('user', 'admin')).toMatchObject({ state: 'invited' });
    const salt = (await world.state<Organisation>('organisation', 'main'))?.salt ?? '';
    expect(Buffer.from(salt, 'base64')).toHaveLength(32);

    const { token } = link;
    const joined = { tenant: 'main', handle: 'admin' };
    expect(await acceptInvitation(world.store, { token, password }, world)).toEqual(joined);
    expect(await world.state<User>('user', 'admin')).toMatchObject({ state: 'active' });
    expect(await world.state('organisation', 'main')).toMatchObject({ administrators: ['admin'] });
    const again = acceptInvitation(world.store, { token, password }, world);
    await expect(again).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
  });

  test('two at once make one organisation, and one of them has a link', async () => {
    const world = new SmallWorld();
    const links = await Promise.all([1, 2, 3].map(() => firstAdministrator(world.store, world)));
    expect(links.filter((link) => link !== undefined)).toHaveLength(1);
  });

  test('a lost link is made anew by whoever runs the machine, for administrators alone', async () => {
    const world = new SmallWorld();
    const first = (await firstAdministrator(world.store, world))!;
    const second = await renewAdministrator(
      world.store,
      { tenant: 'main', handle: 'admin' },
      world,
    );
    const old = acceptInvitation(world.store, { token: first.token, password }, world);
    await expect(old).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
    await acceptInvitation(world.store, { token: second.token, password }, world);
    await world.add('ana', ['analyst']);
    const other = renewAdministrator(world.store, { tenant: 'main', handle: 'ana' }, world);
    await expect(other).rejects.toMatchObject({ code: 'ACCOUNT_STATE' });
  });

  test.each(['', 'A', '-a', 'a.b', 'a_b', 'a'.repeat(64), 'ñ', 'a/b', '..'])(
    'no organisation is called %j',
    async (tenant) => {
      const world = new SmallWorld();
      const made = foundOrganisation(world.store, { tenant, handle: 'admin' }, world);
      await expect(made).rejects.toMatchObject({ code: 'ACCOUNT_HANDLE' });
    },
  );
});

describe('joining', () => {
  test('the link ends, is used once even by two at once, and the last one counts', async () => {
    const world = await SmallWorld.begin();
    const token = await world.add('ana', ['analyst'], false);
    const both = await Promise.allSettled(
      [1, 2].map(() => acceptInvitation(world.store, { token, password }, world)),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);

    const late = await world.add('bea', ['analyst'], false);
    world.clock.advance(96 * 3_600_000);
    const ended = acceptInvitation(world.store, { token: late, password }, world);
    await expect(ended).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
    const { token: fresh = '' } = await world.procedure('user', 'link', 'bea');
    await acceptInvitation(world.store, { token: fresh, password }, world);
    expect(await world.state<User>('user', 'bea')).toMatchObject({ state: 'active' });
  });

  test('two administrators who join at once both do', async () => {
    const world = await SmallWorld.begin();
    const tokens = await Promise.all(
      ['bea', 'cid'].map((handle) => world.add(handle, ['administrator'], false)),
    );
    await Promise.all(
      tokens.map((token) => acceptInvitation(world.store, { token, password }, world)),
    );
    const organisation = await world.state<Organisation>('organisation', 'main');
    expect(organisation?.administrators).toEqual(['admin', 'bea', 'cid']);
  });

  test.each([
    ['short', 'fourteen chars'],
    ['long', 'quince ocelot '.repeat(20)],
    ['few letters', 'abababababababababab'],
    ['the name', 'synthetic.ana-ana'],
    ['control characters', 'quince\nocelot\nvendaval'],
    ['half a letter', 'quince ocelot vendaval \ud800'],
  ])('a password that is %s is refused, and the link still works', async (_what, bad) => {
    const world = await SmallWorld.begin();
    const token = await world.add('ana', ['analyst'], false);
    const refused = acceptInvitation(world.store, { token, password: bad }, world);
    await expect(refused).rejects.toMatchObject({ code: 'ACCOUNT_PASSWORD' });
    await refused.catch((error: Error) => expect(error.message).not.toContain(bad));
    await acceptInvitation(world.store, { token, password }, world);
  });

  test('any other token is refused', async () => {
    const world = await SmallWorld.begin();
    const token = await world.add('ana', ['analyst'], false);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'a' ? 'b' : 'a';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      const tried = acceptInvitation(world.store, { token: changed, password }, world);
      await expect(tried, `character ${at}`).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const tried = acceptInvitation(world.store, { token: text, password }, world);
        await expect(tried).rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
      }),
    );
  });
});

describe('managing users', () => {
  test('a handle is given once', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst']);
    await world.command('user', 'disable', 'ana');
    await expect(world.add('ana', ['manager'])).rejects.toMatchObject({ code: 'STORE_EXISTS' });
    await expect(world.add('Ana', ['manager'])).rejects.toMatchObject({ code: 'ACCOUNT_HANDLE' });
  });

  test('a name is one line in any script, an address has an at', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst']);
    const edit = (input: object) => world.command('user', 'edit', 'ana', input);
    for (const name of ['José Ñandú-Pérez', '李 小龍', 'أنا', "O'Brien"]) {
      await edit({ name, email: 'ana@synthetic.example' });
      expect(await world.state<User>('user', 'ana')).toMatchObject({ name });
    }
    for (const name of ['', ' ', 'a\nb', 'a\u2028b', 'a\u0000', 'a'.repeat(201)]) {
      await expect(edit({ name }), name).rejects.toMatchObject({ code: 'STORE_INPUT' });
    }
    const bad = edit({ name: 'Ana', email: 'nowhere' });
    await expect(bad).rejects.toMatchObject({ code: 'STORE_INPUT' });
  });

  test('the last active administrator can be neither disabled nor given another role', async () => {
    const world = await SmallWorld.begin();
    await world.add('bea', ['administrator'], false);
    for (const actor of [user('admin'), user('bea')]) {
      const off = world.command('user', 'disable', 'admin', {}, actor);
      await expect(off).rejects.toMatchObject({ code: 'ACCOUNT_LAST' });
    }
    const role = world.command('user', 'set-roles', 'admin', { roles: ['analyst'] }, user('bea'));
    await expect(role).rejects.toMatchObject({ code: 'ACCOUNT_LAST' });
  });

  test('nobody changes their own roles, and nobody makes a link for themself', async () => {
    const world = await SmallWorld.begin();
    const roles = world.command('user', 'set-roles', 'admin', { roles: ['administrator'] });
    await expect(roles).rejects.toMatchObject({ code: 'ACCOUNT_SELF' });
    const link = world.procedure('user', 'link', 'admin');
    await expect(link).rejects.toMatchObject({ code: 'ACCOUNT_SELF' });
  });

  test('which roles go together', async () => {
    const world = await SmallWorld.begin();
    const together: string[] = [];
    for (let set = 1; set < 2 ** ROLES.length; set += 1) {
      const roles = ROLES.filter((_, index) => (set >> index) & 1);
      try {
        await world.add(`u${set}`, roles, false);
        together.push(roles.join(' '));
      } catch (error) {
        expect(error).toMatchObject({ code: 'ACCOUNT_ROLES' });
      }
    }
    expect(together).toEqual([
      'analyst',
      'reviewer',
      'analyst reviewer',
      'manager',
      'analyst manager',
      'reviewer manager',
      'analyst reviewer manager',
      'auditor',
      'administrator',
      'analyst sar-officer',
      'reviewer sar-officer',
      'analyst reviewer sar-officer',
      'manager sar-officer',
      'analyst manager sar-officer',
      'reviewer manager sar-officer',
      'analyst reviewer manager sar-officer',
      'auditor sar-officer',
    ]);
  });

  test('a disabled user comes back as they were, or as invited where they never joined', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst']);
    const token = await world.add('bea', ['analyst'], false);
    for (const handle of ['ana', 'bea']) {
      await world.command('user', 'disable', handle);
      expect((await world.command('user', 'disable', handle)).seq, 'again').toBeUndefined();
      const link = world.procedure('user', 'link', handle);
      await expect(link).rejects.toMatchObject({ code: 'ACCOUNT_STATE' });
      await world.command('user', 'enable', handle);
    }
    expect(await world.state<User>('user', 'ana')).toMatchObject({ state: 'active' });
    expect(await world.state<User>('user', 'bea')).toMatchObject({ state: 'invited' });
    const old = acceptInvitation(world.store, { token, password }, world);
    await expect(old, 'the link of before').rejects.toMatchObject({ code: 'ACCOUNT_LINK' });
  });

  test('whatever many do at once, there is an administrator, and nobody is two things', async () => {
    const handles = ['admin', 'bea', 'cid', 'dan'];
    const handle = fc.constantFrom(...handles);
    const roles = fc.constantFrom<Role[]>(['administrator'], ['analyst', 'manager'], ['auditor']);
    const step = fc.record({
      name: fc.constantFrom('disable', 'enable', 'set-roles'),
      by: handle,
      whom: handle,
      roles,
    });
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 12 }),
        async (rounds) => {
          const world = await SmallWorld.begin();
          for (const one of handles.slice(1)) await world.add(one, ['administrator']);
          for (const round of rounds) {
            const done = await Promise.allSettled(
              round.map(({ name, by, whom, roles }) =>
                world.command('user', name, whom, name === 'set-roles' ? { roles } : {}, user(by)),
              ),
            );
            for (const one of done) {
              if (one.status === 'fulfilled') continue;
              expect(one.reason).toBeInstanceOf(TamizError);
            }
            const users = await Promise.all(handles.map((one) => world.state<User>('user', one)));
            const active = handles.filter(
              (_, index) =>
                users[index]?.state === 'active' && users[index].roles.includes('administrator'),
            );
            expect(active).not.toEqual([]);
            const organisation = await world.state<Organisation>('organisation', 'main');
            expect(organisation?.administrators).toEqual(active);
          }
          conflicts += world.store.conflicts;
        },
      ),
    );
    expect(conflicts, 'some were at once').toBeGreaterThan(0);
  });
});

describe('keys', () => {
  const grant = { owner: 'ana', label: 'Synthetic feed', scopes: ['screen:ask'], days: 30 };
  const id = 'a'.repeat(32);

  test('an administrator grants one, its owner alone collects it, and again to rotate it', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst']);
    await world.command('key', 'grant', id, grant);
    for (const actor of [user('admin'), { kind: 'key', id: 'ana' } as const]) {
      const stolen = world.procedure('key', 'collect', id, {}, actor);
      await expect(stolen).rejects.toMatchObject({ code: 'STORE_ABSENT' });
    }
    const first = await world.procedure('key', 'collect', id, {}, user('ana'));
    const second = await world.procedure('key', 'collect', id, {}, user('ana'));
    expect(first.token).toMatch(new RegExp(`^tamiz_main_${id}_[A-Za-z0-9_-]{43}$`));
    expect(second.token).not.toBe(first.token);
    await world.command('key', 'revoke', id);
    const late = world.procedure('key', 'collect', id, {}, user('ana'));
    await expect(late).rejects.toMatchObject({ code: 'ACCOUNT_STATE' });
  });

  test.each(['case:approve', 'case:propose', 'user:invite', 'account:password', 'reading', '*'])(
    'none is granted %s, which is for persons or nothing at all',
    async (scope) => {
      const world = await SmallWorld.begin();
      await world.add('ana', ['analyst']);
      const granted = world.command('key', 'grant', id, {
        ...grant,
        scopes: ['screen:ask', scope],
      });
      await expect(granted).rejects.toMatchObject({ code: 'ACCOUNT_SCOPES' });
    },
  );

  test('nobody who cannot sign in is granted one', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst'], false);
    const early = world.command('key', 'grant', id, grant);
    await expect(early).rejects.toMatchObject({ code: 'ACCOUNT_STATE' });
    const nobody = world.command('key', 'grant', id, { ...grant, owner: 'nobody' });
    await expect(nobody).rejects.toMatchObject({ code: 'STORE_ABSENT' });
  });
});

describe('a password', () => {
  const next = 'gavilan turquesa nieve';

  test('is changed by whoever knows it, and a stolen session does not find it out', async () => {
    const world = await SmallWorld.begin();
    await world.add('ana', ['analyst']);
    const change = (current: string) =>
      world.procedure('user', 'change-password', 'ana', { current, password: next }, user('ana'));
    const before = await world.state<User>('user', 'ana');
    await change(password);
    const after = await world.state<User>('user', 'ana');
    expect(after?.epoch, 'sessions end').toBe((before?.epoch ?? 0) + 1);
    for (let at = 0; at < 10; at += 1) {
      await expect(change(password)).rejects.toMatchObject({ code: 'ACCOUNT_SIGN_IN' });
    }
    await expect(change(next)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
    const input = { current: next, password };
    const other = world.procedure('user', 'change-password', 'ana', input, user('admin'));
    await expect(other).rejects.toMatchObject({ code: 'ACCOUNT_RIGHT' });
  });
});

describe('what is kept', () => {
  test('no secret is in what is recorded for good, and none in what is shown', async () => {
    const world = await SmallWorld.begin();
    const invited = await world.add('ana', ['analyst']);
    const id = 'b'.repeat(32);
    const grant = { owner: 'ana', label: 'Synthetic feed', scopes: ['screen:ask'], days: 30 };
    await world.command('key', 'grant', id, grant);
    const { token = '' } = await world.procedure('key', 'collect', id, {}, user('ana'));
    const clientSecret = 'synthetic client secret';
    const provider = { issuer: 'https://id.example', client: 'tamiz', clientSecret };
    await world.command('organisation', 'set-provider', 'main', { provider });
    await world.command('user', 'edit', 'ana', { name: 'Ana Synthetic', email: 'a@b.example' });

    const secrets = [
      invited.slice(-43),
      token.slice(-43),
      clientSecret,
      password,
      await world.passwords.hash(password),
    ];
    const all = world.store.events.map(({ data }) => JSON.stringify(data)).join('\n');
    const everything = JSON.stringify(world.store.events);
    for (const secret of secrets) expect(all).not.toContain(secret);
    for (const secret of [invited, token]) expect(everything).not.toContain(secret.slice(-43));
    expect(everything).not.toContain(password);
    for (const word of ['Ana Synthetic', 'a@b.example', 'Synthetic feed']) {
      expect(all).not.toContain(word);
      expect(everything, 'the check can fail').toContain(word);
    }

    const personal = world.store.events.flatMap((event) => Object.values(event.personal ?? {}));
    const digests = personal.map(String).filter((text) => /^[0-9a-f]{64}$/.test(text));
    expect(digests.length).toBeGreaterThan(3);
    for (const { kind, id: document } of world.store.events) {
      const state = await world.state<object>(kind, document);
      const view = accountView({ kind, id: document, revision: 1, state: state! });
      const shown = JSON.stringify(view ?? {});
      for (const secret of [...secrets, ...digests]) expect(shown).not.toContain(secret);
      expect(shown).not.toContain('salt');
    }
  });

  test('events of another version and erased persons leave a document that proves nothing', () => {
    const event = {
      seq: 1,
      at: new Date(0),
      tenant: 'main',
      actor: user('x'),
      id: 'x',
      revision: 1,
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...ACCOUNT_KINDS),
        fc.array(fc.record({ type: fc.nat(20), data: fc.dictionary(fc.string(), fc.jsonValue()) })),
        (kind, events) => {
          const types = TYPES.filter((type) => type.startsWith(`${kind.name}.`));
          let state: object | undefined;
          for (const { type, data } of events) {
            const named = types[type % types.length] ?? 'other.thing';
            const one = { ...event, kind: kind.name, type: named, data, personal: undefined };
            state = kind.evolve(state, one as Parameters<typeof kind.evolve>[1]);
          }
          const text = JSON.stringify(state ?? {});
          for (const proof of ['digest', 'hash', 'salt']) expect(text).not.toContain(`"${proof}"`);
        },
      ),
    );
  });

  test('each command and procedure has a line that says what it does, and a name of its own', () => {
    const all = [
      ...ACCOUNT_COMMANDS.map((one) => ({ ...one, kind: one.kind.name })),
      ...ACCOUNT_PROCEDURES,
    ];
    expect(new Set(all.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(all.length);
    for (const { summary } of all) expect(summary).toMatch(/^[A-Z].*\.$/);
  });
});

const TYPES = [
  'organisation.founded',
  'organisation.administrators',
  'organisation.settings',
  'organisation.provider',
  'user.invited',
  'user.linked',
  'user.activated',
  'user.edited',
  'user.roles',
  'user.disabled',
  'user.enabled',
  'user.signed-out',
  'credential.password',
  'subject.bound',
  'subject.released',
  'invitation.issued',
  'invitation.used',
  'session.opened',
  'session.ended',
  'key.granted',
  'key.collected',
  'key.revoked',
];
