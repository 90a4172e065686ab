import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded, openServer } from './database.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { openStore, rebuildStore, type StorePlace } from './open.ts';
import { type Note, noteKind, secretKind } from './testing/notes.ts';
import { startPostgres, type TestServer } from './testing/postgres.ts';
import { dump, newJournal, newStore, placeOf, withTemplate } from './testing/world.ts';
import type { Actor, Happening, Kind, Search, Store } from './types.ts';

/** One suite for both databases: whoever uses the store need not know which one it is. */
let server: TestServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const ana: Actor = { kind: 'user', id: 'ana' };
const scope = { tenant: 'main', compartments: [] };

const written = (id: string, revision: number, line = 'a line', rank = 1): Happening => ({
  kind: 'note',
  id,
  revision,
  type: 'note.written',
  data: { rank },
  personal: { line },
});
const closed = (id: string, revision: number): Happening => {
  return { kind: 'note', id, revision, type: 'note.closed', data: {} };
};
const noteOf = (store: Store, id: string, tenant = 'main') =>
  store.read({ tenant, compartments: [] }, (reader) => reader.document(noteKind, id));

describe.each(['PGlite', 'PostgreSQL'])('a store in %s', (which) => {
  const place = async (home: string): Promise<StorePlace> => {
    if (which === 'PostgreSQL') return placeOf(home, await server.newDatabase());
    await withTemplate(home);
    return placeOf(home);
  };
  const opened = async () => {
    const { home, journal, close } = await newJournal();
    const where = await place(home);
    return { home, journal, place: where, store: await newStore(where, journal), close };
  };

  test('shows what was committed, as it stands and as it came to be', async () => {
    const { store } = await opened();
    const first = await store.commit('main', ana, [written('a', 0, 'one')]);
    expect(first.documents).toEqual([
      { kind: 'note', id: 'a', revision: 1, state: note({ lines: ['one'] }) },
    ]);
    await store.commit('main', ana, [written('a', 1, 'two'), closed('a', 2)]);
    const document = await noteOf(store, 'a');
    expect(document).toEqual({
      kind: 'note',
      id: 'a',
      revision: 3,
      state: note({ status: 'closed', lines: ['one', 'two'] }),
    });
    const history = await store.read(scope, (reader) => reader.history(noteKind, 'a'));
    expect(history.map(({ type, revision }) => [type, revision])).toEqual([
      ['note.written', 1],
      ['note.written', 2],
      ['note.closed', 3],
    ]);
    expect(history[0]).toMatchObject({ actor: ana, seq: first.seq, personal: { line: 'one' } });
    expect(history[0]?.at).toEqual(first.at);
    expect(history[2]?.personal).toBeUndefined();
  });

  test('lets one of many win who decided on the same document', async () => {
    const { store } = await opened();
    await store.commit('main', ana, [written('a', 0)]);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => store.commit('main', ana, [written('a', 1, `${i}`)])),
    );
    const won = tries.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    for (const lost of tries.filter(({ status }) => status === 'rejected')) {
      expect(lost).toMatchObject({ reason: { code: 'STORE_CONFLICT' } });
    }
    expect((await noteOf(store, 'a'))?.revision).toBe(2);
  });

  test('commits all of several documents or nothing', async () => {
    const { store, journal } = await opened();
    await store.commit('main', ana, [written('a', 0)]);
    const size = journal.size;
    const both = store.commit('main', ana, [written('b', 0), written('a', 0)]);
    await expect(both).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    expect(journal.size).toBe(size);
    expect(await noteOf(store, 'b')).toBeUndefined();
    await store.commit('main', ana, [written('b', 0), written('a', 1)]);
    expect((await noteOf(store, 'b'))?.revision).toBe(1);
    expect((await noteOf(store, 'a'))?.revision).toBe(2);
  });

  test('finds by fields, in order, page by page', async () => {
    const { store } = await opened();
    const ids = Array.from({ length: 30 }, (_, i) => `n${String(i).padStart(2, '0')}`);
    await Promise.all(
      ids.map((id, i) => store.commit('main', ana, [written(id, 0, 'x', (i * 7) % 30)])),
    );
    await store.commit('main', ana, [closed('n04', 1)]);
    const found = await store.read(scope, (reader) =>
      reader.find(noteKind, { where: { status: 'open' }, orderBy: 'rank', limit: 5, offset: 5 }),
    );
    expect(found.total).toBe(29);
    const ranks = ids
      .map((id, i) => ({ id, rank: (i * 7) % 30 }))
      .filter(({ id }) => id !== 'n04')
      .sort((a, b) => a.rank - b.rank);
    expect(found.documents.map(({ id }) => id)).toEqual(ranks.slice(5, 10).map(({ id }) => id));
    const either = await store.read(scope, (reader) =>
      reader.find(noteKind, { where: { status: ['open', 'closed'], rank: 28 } }),
    );
    expect(either.documents.map(({ id }) => id)).toEqual(['n04']);
    const unknown = store.read(scope, (reader) => reader.find(noteKind, { where: { line: 'x' } }));
    await expect(unknown).rejects.toMatchObject({ code: 'STORE_INPUT' });
  });

  test('finds by a field that its kind got later, and no more by what it has no more', async () => {
    const { home, journal } = await newJournal();
    const where = await place(home);
    const before = [{ ...noteKind, fields: [] }, secretKind] as readonly Kind[];
    const store = await openStore({ ...where, kinds: before }, journal);
    await store.commit('main', ana, [written('a', 0, 'x', 7), written('b', 0, 'y', 8)]);
    await store.close();
    // The last line, until the note is closed.
    const last: Kind<Note & { last?: string | null }> = {
      ...noteKind,
      fields: ['rank', 'last'],
      evolve: (note, event) => {
        const after = noteKind.evolve(note, event);
        return { ...after, last: after.status === 'open' ? (after.lines.at(-1) ?? null) : null };
      },
    };
    const later = await newStore({ ...where, kinds: [last as Kind, secretKind] }, journal);
    const find = (search: Search) =>
      later.read(scope, async (reader) => {
        const { documents, total } = await reader.find(last, search);
        expect(total).toBe(documents.length);
        return documents.map(({ id }) => id);
      });
    expect(await find({ where: { rank: 8 } })).toEqual(['b']);
    await later.commit('main', ana, [written('a', 1, 'z'), written('b', 1, 'z')]);
    expect(await find({ where: { last: 'z' } })).toEqual(['a', 'b']);
    await later.commit('main', ana, [closed('a', 2)]);
    expect(await find({ where: { last: 'z' } })).toEqual(['b']);
    expect(await find({ orderBy: 'last', descending: true })).toEqual(['b', 'a']);
    expect(await find({ where: { last: [] } })).toEqual([]);
  });

  test('hides everything of another organisation, also from a query that forgets to ask', async () => {
    const { store, place: where } = await opened();
    await store.commit('main', ana, [written('a', 0, 'of main')]);
    await store.commit('other', ana, [written('a', 0, 'of other'), written('b', 0)]);
    await store.commit('main', ana, [{ ...written('s', 0), kind: 'secret' }]);
    expect((await noteOf(store, 'a', 'other'))?.state.lines).toEqual(['of other']);
    expect((await noteOf(store, 'a'))?.state.lines).toEqual(['of main']);
    expect(await noteOf(store, 'b')).toBeUndefined();
    const all = await store.read(scope, (reader) => reader.find(noteKind));
    expect(all.total).toBe(1);
    await store.close();
    const { db, close } = await (where.url ? openServer(where.url) : openEmbedded(where));
    const rows = await db.transaction().execute(async (transaction) => {
      await sql`select set_config('tamiz.tenant', 'main', true),
        set_config('tamiz.compartments', '', true),
        set_config('role', 'tamiz_reader', true)`.execute(transaction);
      const documents = await sql`select tenant, kind from tamiz.document`.execute(transaction);
      const events = await sql`select tenant, kind from tamiz.event`.execute(transaction);
      const fields = await sql`select distinct tenant, kind from tamiz.document_field`.execute(
        transaction,
      );
      const change = sql`delete from tamiz.document`.execute(transaction);
      await expect(change).rejects.toThrow(/permission denied/);
      return [...documents.rows, ...events.rows, ...fields.rows];
    });
    await close();
    const ours = { tenant: 'main', kind: 'note' };
    expect(rows).toEqual([ours, ours, ours]);
  });

  test('hides a compartment from whoever has no right to it', async () => {
    const { store } = await opened();
    const secret = { ...written('s', 0, 'hush'), kind: 'secret' };
    await store.commit('main', ana, [secret]);
    const look = (compartments: string[]) =>
      store.read({ tenant: 'main', compartments }, async (reader) => [
        (await reader.document(secretKind, 's'))?.revision,
        (await reader.find(secretKind)).total,
        (await reader.history(secretKind, 's')).length,
      ]);
    expect(await look([])).toEqual([undefined, 0, 0]);
    expect(await look(['sar'])).toEqual([undefined, 0, 0]);
    expect(await look(['vault'])).toEqual([1, 1, 1]);
  });

  test('is the same when it is made anew from the journal', async () => {
    const { store, journal, place: where } = await opened();
    await journal.append({ type: 'screening.asked', body: { way: 'http' }, personal: 'somebody' });
    for (let i = 0; i < 300; i++) {
      await store.commit('main', { kind: 'key', id: `k${i % 3}` }, [
        written(`n${i % 7}`, Math.floor(i / 7), `line "${i}" \\ ñ 日本 😀`),
      ]);
    }
    await store.commit('main', ana, [{ ...written('s', 0), kind: 'secret' }]);
    await store.close();
    // Erasing needs the journal alone; whoever opens the documents next has them without.
    await journal.erase(5, 'asked for by the person');
    await (await openStore(where, journal)).close();
    const before = await dump(where);
    await rebuildStore(where, journal);
    expect(await dump(where)).toEqual(before);
    expect(JSON.stringify(before)).not.toContain('line \\"4\\"');
  });

  test('shows on opening what the journal had and it had not', async () => {
    const { store, journal, home } = await opened();
    await store.commit('main', ana, [written('a', 0)]);
    await store.close();
    const second = placeOf(home, await server.newDatabase());
    await (await openStore(second, journal)).close();
    const third = placeOf(home, await server.newDatabase());
    const more = await openStore(third, journal);
    await more.commit('main', ana, [written('a', 1), written('b', 0)]);
    await more.close();
    await (await openStore(second, journal)).close();
    expect(await dump(second)).toEqual(await dump(third));
  });

  test('comes from every earlier form of its tables', async () => {
    for (const until of Object.keys(MIGRATIONS)) {
      const { home, journal } = await newJournal();
      const where = await place(home);
      const { db, close } = await (where.url ? openServer(where.url) : openEmbedded(where));
      await migrate(db, until);
      await close();
      const store = await openStore(where, journal);
      await store.commit('main', ana, [written('a', 0)]);
      expect((await noteOf(store, 'a'))?.revision).toBe(1);
      await store.close();
    }
  });

  test('refuses the tables of a later version, and of another journal', async () => {
    const { store, journal, place: where } = await opened();
    await store.commit('main', ana, [written('a', 0)]);
    await store.close();
    const { journal: another } = await newJournal();
    await expect(openStore(where, another)).rejects.toMatchObject({ code: 'STORE_AHEAD' });
    const { db, close } = await (where.url ? openServer(where.url) : openEmbedded(where));
    await sql`insert into tamiz.kysely_migration (name, timestamp) values ('9999-x', '')`.execute(
      db,
    );
    await close();
    await expect(openStore(where, journal)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    await rebuildStore(where, journal);
    const again = await newStore(where, journal);
    expect((await noteOf(again, 'a'))?.revision).toBe(1);
  });

  test('has one keeper, and tells a second one who it is', async () => {
    const { journal, place: where } = await opened();
    const refusal = openStore(where, journal);
    await expect(refusal).rejects.toMatchObject({ code: 'HOME_LOCKED' });
    await expect(refusal).rejects.toThrow(new RegExp(`process ${process.pid}`));
  });

  test('keeps nothing that its document cannot take, and goes on', async () => {
    const { store, journal } = await opened();
    await store.commit('main', ana, [written('a', 0)]);
    const { size } = journal;
    const impossible = { ...closed('a', 1), type: 'note.impossible' };
    await expect(store.commit('main', ana, [impossible])).rejects.toThrow('No note can');
    expect(journal.size).toBe(size);
    expect((await store.commit('main', ana, [written('a', 1)])).documents).toHaveLength(1);
  });

  test('takes no text that a database cannot keep, and no name that is none', async () => {
    const { store, journal } = await opened();
    const size = journal.size;
    const bad: [string, Actor, Happening[]][] = [
      ['main', ana, [written('a', 0, 'with \u0000 in it')]],
      ['main', ana, [written('a', 0, 'half \ud800 a pair')]],
      ['Main', ana, [written('a', 0)]],
      ["main'", ana, [written('a', 0)]],
      ['main', ana, [written('../a', 0)]],
      ['main', { kind: 'user', id: '' }, [written('a', 0)]],
      ['main', ana, []],
      ['main', ana, [{ ...written('a', 0), kind: 'unknown' }]],
    ];
    for (const [tenant, actor, happenings] of bad) {
      const commit = store.commit(tenant, actor, happenings);
      await expect(commit).rejects.toMatchObject({ code: 'STORE_INPUT' });
    }
    expect(journal.size).toBe(size);
    await store.commit('main', ana, [written('a', 0, 'a backslash \\u0000, which is a text')]);
    expect((await noteOf(store, 'a'))?.state.lines).toEqual([
      'a backslash \\u0000, which is a text',
    ]);
  });
});

function note(changes: object) {
  return { status: 'open', rank: 1, lines: [], by: 'ana', ...changes };
}
