import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { ListStore, REGISTER } from '../lists/index.ts';
import { openScreener, PastScreeners, screenCustomers } from '../screening/index.ts';
import { type TestServer, testServer } from './testing/server.ts';

const clock = fixedClock('2026-07-01T12:00:00Z');
let home: string;
let server: TestServer;

const entity = (id: string, schema: string, properties: object) =>
  JSON.stringify({ id, schema, properties });

/** A party and its act, as one list has them. */
const listed = (id: string, name: string, more: object, act: object) => [
  entity(id, 'Person', { name: [name], ...more }),
  entity(`${id}-act`, 'Sanction', { entity: [id], ...act }),
];

async function keep(list: string, day: string, lines: readonly string[]): Promise<void> {
  const path = join(home, 'own.json');
  writeFileSync(path, lines.join('\n'));
  const store = new ListStore({ home, clock: fixedClock(`${day}T10:00:00Z`) });
  await store.importFiles(list, [path], { acceptShrink: true });
}

const REFERENCE = { unscId: ['QDi.901'] };
const north = [
  ...listed('n-1', 'Lorenzo Quintanar Bermejo', {}, { ...REFERENCE, programId: ['SDGT'] }),
  ...listed('n-2', 'Petra Salgado Inventada', {}, { authority: ['Northern authority'] }),
];
const south = [
  ...listed(
    's-1',
    'QUINTANAR, Lorenzo',
    { birthDate: ['1966-07-17'] },
    { ...REFERENCE, program: ['Southern programme'], startDate: ['2026-05-10'] },
  ),
];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tamiz-parties-'));
  await keep('north_list', '2026-05-01', north.slice(2));
  await keep('north_list', '2026-06-01', north);
  await keep('south_list', '2026-06-10', south);
  const screener = await openScreener({ home, clock });
  const past = new PastScreeners({ home, clock, current: screener.engine });
  const more = { screener: () => screener, past: (day: string) => past.at(day), clock };
  server = await testServer(more, screenCustomers);
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

const fetched = (url: string) => server.app.inject({ url });
const get = async (url: string) => (await fetched(url)).json();

describe('GET /v1/parties/{id}', () => {
  test('has all listings, the asked one first, each with its sources and acts', async () => {
    const party = await get('/v1/parties/s-1');
    expect(party).toMatchObject({ id: 's-1', caption: 'QUINTANAR, Lorenzo', asOf: null });
    expect(party.listings.map(({ list, id }: { list: string; id: string }) => [list, id])).toEqual([
      ['south_list', 's-1'],
      ['north_list', 'n-1'],
    ]);
    const [first] = party.listings;
    expect(first.sources.birthDate).toMatchObject([{ value: '1966-07-17', dataset: 'south_list' }]);
    expect(first.acts[0].entity.properties.program).toEqual(['Southern programme']);
    expect(party.links).toMatchObject([{ reasons: [{ rule: 'un-reference', value: 'QDi.901' }] }]);
    expect(party.signals).toEqual([]);
  });

  test('adds up the acts of all lists for who asks, in force on the day', async () => {
    const { law } = await get('/v1/parties/s-1?actor=us-bank');
    const acts = law.effects.map((effect: { act: string; programme: string }) => {
      return `${effect.act} ${effect.programme}`;
    });
    expect(acts).toEqual(expect.arrayContaining(['block SDGT', 'caution Southern programme']));
    expect(law.date).toBe('2026-07-01');
    expect(law.words.actor.en).toContain('bank');
    expect(law.words.programmes.SDGT.en.length).toBeGreaterThan(4);
    expect(Object.keys(law.citations).length).toBeGreaterThan(0);
    for (const effect of law.effects) expect(law.words.verified[effect.verified].en).toBeTruthy();
    const mexican = (await get('/v1/parties/s-1?actor=mx-bank')).law;
    expect(mexican.effects.some(({ act }: { act: string }) => act === 'block')).toBe(false);
  });

  test('is found by the id of any of its listings, and by no other', async () => {
    expect((await get('/v1/parties/n-1')).listings).toHaveLength(2);
    const nobody = await fetched('/v1/parties/n-1-act');
    expect([nobody.statusCode, nobody.json()]).toEqual([404, { detail: 'No such party!' }]);
  });

  test('refuses an actor, a day and a tie that do not exist', async () => {
    const status = async (query: string) => (await fetched(`/v1/parties/s-1?${query}`)).statusCode;
    expect(await status('actor=us-baker')).toBe(400);
    expect(await status('date=2026-02-30')).toBe(400);
    expect(await status('as_of=2026-02-30')).toBe(400);
    expect(await status('as_of=yesterday')).toBe(422);
    expect(await status('via=cousin')).toBe(422);
  });

  test('the kinds of actors are told in both languages', async () => {
    const { kinds } = await get('/v1/actors');
    expect(kinds[0]).toMatchObject({ kind: 'bank', name: { en: 'bank', es: 'banco' } });
  });
});

describe('as of a day', () => {
  test('a party has the listings and the acts of that day, and says of which versions', async () => {
    const now = await fetched('/v1/parties/n-1');
    expect(now.headers['x-tamiz-lists']).toMatch(
      new RegExp(`^north_list@[0-9a-f]{16}, south_list@[0-9a-f]{16}, ${REGISTER}@`),
    );
    const then = await fetched('/v1/parties/n-1?as_of=2026-06-05');
    expect(then.headers['x-tamiz-as-of']).toBe('2026-06-05');
    expect(then.headers['x-tamiz-lists']).not.toContain('south_list');
    const party = then.json();
    expect(party.listings).toHaveLength(1);
    expect(party.lists.map(({ name }: { name: string }) => name)).not.toContain('south_list');
    expect(party.law).toMatchObject({ date: '2026-06-05', knownAt: '2026-06-05' });
    expect((await fetched('/v1/parties/n-1?as_of=2026-05-20')).statusCode).toBe(404);
  });

  test('every question can be asked: match, search, entities, adjacent, our own', async () => {
    const queries = {
      q: { schema: 'Person', properties: { name: ['Lorenzo Quintanar Bermejo'] } },
    };
    const found = async (day: string) => {
      const payload = { queries };
      const url = `/match/default?as_of=${day}&threshold=0.5`;
      const answer = await server.app.inject({ method: 'POST', url, payload });
      expect(answer.headers['x-tamiz-as-of']).toBe(day);
      return answer.json().responses.q.results.map(({ id }: { id: string }) => id);
    };
    expect(await found('2026-05-20')).toEqual([]);
    expect(await found('2026-06-20')).toContain('n-1');
    const hits = async (day: string) =>
      (await get(`/search/default?q=quintanar&as_of=${day}`)).total.value;
    expect([await hits('2026-05-20'), await hits('2026-06-05'), await hits('2026-06-20')]).toEqual([
      0, 1, 2,
    ]);
    const status = async (url: string) => (await fetched(url)).statusCode;
    expect(await status('/entities/n-1?as_of=2026-05-20')).toBe(404);
    expect(await status('/entities/n-1?as_of=2026-06-05')).toBe(200);
    expect(await status('/entities/n-1/adjacent?as_of=2026-05-20')).toBe(404);
    expect(await status('/entities/n-1/adjacent/sanctions?as_of=2026-06-05')).toBe(200);
    const payload = { properties: { name: 'Lorenzo Quintanar Bermejo' } };
    const own = async (day: string) =>
      (await server.app.inject({ method: 'POST', url: `/v1/match?as_of=${day}`, payload })).json();
    expect((await own('2026-05-20')).total).toBe(0);
    const { matches } = await own('2026-06-20');
    const first = matches.find((match: { entity: { id: string } }) => match.entity.id === 'n-1');
    expect(first.alsoListed).toMatchObject([{ list: 'south_list', id: 's-1' }]);
    expect((await get('/v1/entities/n-1?as_of=2026-06-05')).party.listings).toHaveLength(1);
    expect((await get('/v1/status?as_of=2026-06-05')).asOf).toBe('2026-06-05');
  });

  test('the form of yente stays, and tells in its head where the party stands', async () => {
    const answer = await fetched('/entities/n-1?as_of=2026-06-20');
    expect(answer.headers.link).toBe('</v1/parties/n-1?as_of=2026-06-20>; rel="related"');
    expect(Object.keys(answer.json())).not.toContain('party');
  });

  test('a customer file is screened against the lists of that day', async () => {
    const screened = async (day: string) => {
      const sent = await server.app.inject({
        method: 'POST',
        url: `/v1/screenings?as_of=${day}`,
        payload: 'id,name,birth_date\nc1,Lorenzo Quintanar,1966-07-17\n',
      });
      expect([sent.statusCode, sent.json().asOf]).toEqual([202, day]);
      for (;;) {
        const state = await get(`/v1/screenings/${sent.json().id}`);
        if (state.state !== 'queued' && state.state !== 'running') return state;
        await wait(5);
      }
    };
    const before = await screened('2026-06-05');
    const after = await screened('2026-06-20');
    expect(before.summary.coverage.en).not.toContain('south_list');
    expect(after.summary.coverage.en).toContain('south_list');
    expect(after.hits).toBeGreaterThan(before.hits);
    expect(after.lists.map(({ name }: { name: string }) => name)).toContain('south_list');
  });

  test('a day before the first version, and one to come, are refused with the reason', async () => {
    const early = (await fetched('/v1/status?as_of=2026-04-30')).json();
    expect(early).toMatchObject({ code: 'LIST_NOT_KEPT', found: 'no version before 2026-05-01' });
    const late = await fetched('/search/default?as_of=2026-07-02');
    expect([late.statusCode, late.json().code]).toEqual([404, 'LIST_NOT_KEPT']);
    const upload = await server.app.inject({
      method: 'POST',
      url: '/v1/screenings?as_of=2026-04-30',
      payload: 'name\nx\n',
    });
    expect(upload.statusCode).toBe(404);
  });

  test('a server that keeps no versions says so', async () => {
    const plain = await testServer();
    try {
      const answer = await plain.app.inject({ url: '/v1/status?as_of=2026-04-21' });
      expect(answer.json().code).toBe('LIST_NOT_KEPT');
    } finally {
      await plain.close();
    }
  });
});
