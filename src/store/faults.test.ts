import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock, systemEntropy } from '../base/index.ts';
import { openJournal } from '../journal/index.ts';
import { markUnfinished } from './boot.ts';
import { openEmbedded } from './database.ts';
import { openStore, rebuildStore } from './open.ts';
import { perform, type Wish } from './perform.ts';
import { noteKind, writeNote } from './testing/notes.ts';
import { startPostgres, type TestServer } from './testing/postgres.ts';
import { dump, newFolder, newJournal, newStore, placeOf, withTemplate } from './testing/world.ts';
import type { Actor, Happening } from './types.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const ana: Actor = { kind: 'user', id: 'ana' };
const scope = { tenant: 'main', compartments: [] };
const world = { clock: systemClock, entropy: systemEntropy };
const written = (id: string, revision: number, line = 'x'): Happening => {
  return { kind: 'note', id, revision, type: 'note.written', data: {}, personal: { line } };
};
const wish = (changes: Partial<Wish> = {}): Wish => {
  return { scope, actor: ana, id: 'a', input: { line: 'hello' }, ...changes };
};

describe('a command', () => {
  const opened = async () => {
    const { home, journal } = await newJournal();
    const store = await newStore(placeOf(home, await server.newDatabase()), journal);
    await store.commit('main', ana, [written('a', 0)]);
    return { store, journal };
  };

  test('is decided anew where others were faster, and nothing is lost', async () => {
    const { store } = await opened();
    await Promise.all(Array.from({ length: 8 }, () => perform(store, writeNote, wish(), world)));
    const document = await store.read(scope, (reader) => reader.document(noteKind, 'a'));
    expect(document?.revision).toBe(9);
  });

  test('is refused where it was decided on what stood before', async () => {
    const { store } = await opened();
    const first = await perform(store, writeNote, wish({ revision: 1 }), world);
    expect(first.document?.revision).toBe(2);
    const late = perform(store, writeNote, wish({ revision: 1 }), world);
    await expect(late).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });

  test('is refused without its document, with one too many, with another input', async () => {
    const { store } = await opened();
    const attempts: [Wish, object, string][] = [
      [wish({ id: 'b' }), {}, 'STORE_ABSENT'],
      [wish(), { creates: true }, 'STORE_EXISTS'],
      [wish({ input: { line: 7 } }), {}, 'STORE_INPUT'],
      [wish({ input: {} }), {}, 'STORE_INPUT'],
    ];
    for (const [asked, changes, code] of attempts) {
      const refused = perform(store, { ...writeNote, ...changes }, asked, world);
      await expect(refused).rejects.toMatchObject({ code });
    }
  });
});

describe('a database that fails', () => {
  test('loses its connections: what was acknowledged is there, and it goes on', async () => {
    const { home, journal } = await newJournal();
    const url = await server.newDatabase();
    const store = await newStore(placeOf(home, url), journal);
    const acknowledged = new Set<string>();
    const before = journal.size;
    const commits = Array.from({ length: 200 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 3));
      await store.commit('main', ana, [written(`n${i}`, 0)]).then(
        () => acknowledged.add(`n${i}`),
        (error: unknown) => expect(error).toMatchObject({ code: 'STORE_UNREACHABLE' }),
      );
    });
    const killer = new pg.Client({ connectionString: url });
    await killer.connect();
    for (let i = 0; i < 6; i++) {
      await new Promise((resolve) => setTimeout(resolve, 90));
      await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
           and application_name = 'tamiz'`,
      );
    }
    await killer.end();
    await Promise.all(commits);
    await store.commit('main', ana, [written('last', 0)]);
    const { documents, total } = await store.read(scope, (reader) =>
      reader.find(noteKind, { limit: 1000 }),
    );
    const there = new Set(documents.map(({ id }) => id));
    expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
    // What the journal took and nobody was told of is shown too: nothing is half done.
    expect(total).toBe(journal.size - before);
  });

  test('lost what it wrote in a power cut: it is made anew from the journal', async () => {
    const { home, journal } = await newJournal();
    await withTemplate(home);
    const boot = (name: string) => ({ ...placeOf(home), boot: async () => name });
    const store = await openStore(boot('first'), journal);
    await store.commit('main', ana, [written('a', 0)]);
    await store.close();
    const before = await dump(boot('first'));
    // The next one is not closed: its mark stays, as after a power cut.
    const cut = await openEmbedded(boot('first'));
    await sql`delete from tamiz.document`.execute(cut.db);
    await cut.db.destroy();
    await rm(`${home}/store/lock`);
    await (await openStore(boot('second'), journal)).close();
    expect(await dump(boot('second'))).toEqual(before);
  });

  test('was killed while it was being made: it is made again', async () => {
    const { home, journal } = await newJournal();
    await withTemplate(home);
    // Half of its files, and the mark that says so.
    await rm(`${home}/store/database/base`, { recursive: true });
    await markUnfinished(`${home}/store`);
    const store = await newStore(placeOf(home), journal);
    const { documents } = await store.commit('main', ana, [written('a', 0)]);
    expect(documents).toMatchObject([{ id: 'a', revision: 1 }]);
  });
});

test('what waits to be kept is bounded, whatever it is about', async () => {
  const { home, journal } = await newJournal();
  const store = await newStore(placeOf(home, await server.newDatabase()), journal);
  const line = 'x'.repeat(1_000_000);
  const tries = await Promise.allSettled(
    Array.from({ length: 70 }, (_, i) => store.commit('main', ana, [written(`n${i}`, 0, line)])),
  );
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(7);
  for (const error of refused) expect(error).toMatchObject({ code: 'JOURNAL_BUSY', http: 503 });
  await store.commit('main', ana, [written('later', 0)]);
});

describe('another writer', () => {
  test('of the same tables is noticed before anything is shown over it', async () => {
    const { home, journal } = await newJournal();
    const url = await server.newDatabase();
    const store = await newStore(placeOf(home, url), journal);
    await store.commit('main', ana, [written('a', 0)]);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('update tamiz.position set next = next + 1');
    await client.end();
    const commit = store.commit('main', ana, [written('b', 0)]);
    await expect(commit).rejects.toMatchObject({ code: 'STORE_AHEAD' });
    expect(await store.read(scope, (reader) => reader.document(noteKind, 'b'))).toBeUndefined();
  });

  test('with a copy of the journal that went on by itself is refused', async () => {
    const { home, journal, close } = await newJournal();
    const place = placeOf(home, await server.newDatabase());
    const copy = await newFolder();
    await cp(home, copy, { recursive: true });
    const store = await openStore(place, journal);
    await store.commit('main', ana, [written('a', 0)]);
    await store.close();
    await close();
    await rm(join(copy, 'journal', 'lock'), { force: true });
    const other = await openJournal({ home: copy, ...world });
    await other.journal.append({ type: 'screening.asked', body: { way: 'http' } });
    await expect(openStore(place, other.journal)).rejects.toMatchObject({ code: 'STORE_AHEAD' });
    await other.close();
  });
});

test('any history gives the same tables live, in two sittings, and anew', async () => {
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    rank: fc.integer({ min: -5, max: 5 }),
    line: fc.option(fc.string({ unit: 'grapheme', maxLength: 12 }), { nil: undefined }),
    tenant: fc.constantFrom('main', 'other'),
    close: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.nat(40),
      async (steps, cut) => {
        const { home, journal, close } = await newJournal();
        const place = placeOf(home, await server.newDatabase());
        const revisions = new Map<string, number>();
        const run = async (part: typeof steps) => {
          const store = await openStore(place, journal);
          await Promise.all(
            part.map(({ id, rank, line, tenant, close: closes }) => {
              if (line?.includes('\u0000')) return undefined;
              const key = `${tenant} ${id}`;
              const revision = revisions.get(key) ?? 0;
              revisions.set(key, revision + 1);
              const type = closes ? 'note.closed' : 'note.written';
              const personal = line === undefined ? {} : { personal: { line } };
              return store.commit(tenant, ana, [
                { kind: 'note', id, revision, type, data: { rank }, ...personal },
              ]);
            }),
          );
          await store.close();
        };
        await run(steps.slice(0, cut));
        await run(steps.slice(cut));
        const live = await dump(place);
        await rebuildStore(place, journal);
        expect(await dump(place)).toEqual(live);
        await close();
      },
    ),
    { numRuns: 10, seed: 5 },
  );
});
