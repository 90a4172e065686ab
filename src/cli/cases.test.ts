import { cp, rm, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { CASE } from '../cases/index.ts';
import type { Store } from '../store/index.ts';
import { withOwnStore } from './record.ts';
import { LIST, listedPerson } from './testing/files.ts';
import { contextOf } from './testing/line.ts';
import { servedFolder, stop } from './testing/serving.ts';

/** Hits that become cases: in the store of the folder, and by the server that has it. */
const folder = servedFolder();
const { at, run, records, start } = folder;
beforeAll(async () => {
  await writeFile(at('list.jsonl'), LIST);
  await writeFile(at('customers.csv'), customers('c1', 'c2'));
  expect((await run('lists', 'import', 'my_list', at('list.jsonl'))).code).toBe(0);
  expect((await run('customers', 'load', at('customers.csv'))).code).toBe(0);
});

/** Customers who are all called as somebody who is listed. */
const customers = (...ids: string[]) =>
  ['id,nombre', ...ids.map((id) => `${id},Ximena Satizábal Prueba`)].join('\n');

interface Shown {
  readonly customer: string | null;
  readonly alerts: readonly { readonly entity: string; readonly record: number | null }[];
}

/** All cases of the folder while no server runs, by customer. */
const cases = () =>
  withOwnStore(contextOf({ home: folder.home }), {}, async (store: Store) =>
    store.read({ tenant: 'main', compartments: [] }, async (reader) => {
      const { documents } = await reader.find(CASE, { limit: 100, orderBy: 'customer' });
      return documents.map(({ state }): Shown => state);
    }),
  );

const RESCREEN = ['customers', 'rescreen', '--cases'];

test('without a journal, or the organisation, nobody is asked', async () => {
  expect(await run(...RESCREEN)).toMatchObject({
    out: '',
    err: expect.stringContaining('JOURNAL_ABSENT'),
  });
  expect((await run('journal', 'create')).code).toBe(0);
  expect(await run(...RESCREEN)).toMatchObject({
    out: '',
    err: expect.stringContaining('STORE_ABSENT'),
  });
  expect(await run(...RESCREEN, '--actor', 'nobody')).toMatchObject({
    err: expect.stringContaining('LAW_ACTOR'),
  });
  expect(await records()).toBe(0);
  expect((await run('account', 'found', '--organisation', 'main')).code).toBe(0);
}, 60_000);

test('new hits open cases, once, also where a run is ended before it counts', async () => {
  await cp(at('customers'), at('before'), { recursive: true });
  const dry = await run(...RESCREEN, '--dry-run');
  expect(dry.err).toContain('2 new');
  expect(dry.err).not.toContain('Cases:');
  const first = await run(...RESCREEN);
  expect(first.err).toContain('Cases: 2 opened, 0 added to, 0 that say all of it already, 0 cust');
  const opened = await cases();
  expect(opened).toMatchObject([
    { customer: 'c1', alerts: [{ entity: 'made-up-1' }] },
    { customer: 'c2', alerts: [{ entity: 'made-up-1' }] },
  ]);
  // The alert says by which record of a question it was found.
  const record = opened[0]?.alerts[0]?.record;
  const again = JSON.parse((await run('replay', String(record), '--json')).out);
  expect(again).toMatchObject({ isSame: true, asked: { way: 'customers', questions: 1, hits: 1 } });
  // As a run leaves it that is ended after its cases and before it counts.
  await rm(at('customers'), { recursive: true });
  await cp(at('before'), at('customers'), { recursive: true });
  expect((await run(...RESCREEN)).err).toContain('0 opened, 0 added to, 2 that say all');
  expect(await cases()).toEqual(opened);
  const nothing = await run(...RESCREEN);
  expect(nothing.err).toContain('0 new');
  expect(nothing.err).not.toContain('Cases:');
}, 120_000);

test('a hit that comes later is added, and one that is gone raises nothing', async () => {
  await writeFile(at('longer.jsonl'), LIST + listedPerson('made-up-5', 'Ximena Satizábal'));
  expect((await run('lists', 'import', 'my_list', at('longer.jsonl'))).code).toBe(0);
  const watch = ['watch', '--once', '--cases', '--lang', 'es', '--out', at('changes.jsonl')];
  expect((await run(...watch)).err).toContain('Casos: 0 abiertos, 2 con alertas nuevas');
  const added = await cases();
  expect(added.map(({ alerts }) => alerts.length)).toEqual([2, 2]);
  const import_ = ['lists', 'import', 'my_list', at('list.jsonl'), '--accept-shrink'];
  expect((await run(...import_)).code).toBe(0);
  const gone = await run(...watch);
  expect(gone.err).toContain('2 retiradas');
  expect(gone.err).not.toContain('Casos:');
  expect(await cases()).toEqual(added);
}, 120_000);

test('a file that is screened opens cases too, for those of whom it says who they are', async () => {
  const screen = (name: string, ...more: string[]) =>
    run('screen', at(name), '--cases', '--out', at('hits.jsonl'), ...more);
  await writeFile(at('file.csv'), `${customers('c1', 'f1', '')}\nf2,Nadie Ninguno\n`);
  const first = await screen('file.csv');
  expect(first.err).toContain('Cases: 1 opened, 0 added to, 1 that say all of it already');
  expect(first.err).toContain('Customers who came into no case: 1. The first: ');
  const all = await cases();
  expect(all.map(({ customer }) => customer)).toEqual(['c1', 'c2', 'f1']);
  const record = all[2]?.alerts[0]?.record;
  const again = JSON.parse((await run('replay', String(record), '--json')).out);
  expect(again).toMatchObject({ isSame: true, asked: { way: 'file', hits: 1 } });
  expect((await screen('file.csv', '--list', 'my_list')).err).toContain('0 opened, 0 added to, 2');
  await writeFile(at('none.csv'), 'nombre\nXimena Satizábal Prueba\n');
  expect(await screen('none.csv')).toMatchObject({
    err: expect.stringContaining('CUSTOMERS_NO_ID'),
  });
  const past = await screen('file.csv', '--as-of', '2026-04-21');
  expect(past).toMatchObject({ code: 2, err: expect.stringContaining('found --as-of') });
  expect(await cases()).toEqual(all);
}, 120_000);

test('a server that runs brings them into its cases', async () => {
  const served = await start();
  await writeFile(at('more.csv'), customers('c3', 'x'.repeat(300)));
  expect((await run('customers', 'load', at('more.csv'))).code).toBe(0);
  const unknown = await run(...RESCREEN, '--organisation', 'nobody');
  expect(unknown.err).toContain('STORE_ABSENT');
  const { err } = await run(...RESCREEN);
  expect(err).toContain('Cases: 1 opened, 0 added to');
  expect(err).toContain('Customers who came into no case: 1. The first: ');
  await stop(served);
  const all = await cases();
  expect(all.map(({ customer }) => customer)).toEqual(['c1', 'c2', 'c3', 'f1']);
  expect((await run('journal', 'verify')).code).toBe(0);
}, 120_000);
