import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HitChange } from '../screening/index.ts';
import { CUSTOMERS, LIST, listedPerson } from './testing/files.ts';
import { tamiz } from './testing/line.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-customers-'));
  await writeFile(at('customers.csv'), CUSTOMERS);
  await writeFile(at('list.jsonl'), LIST);
  const more = listedPerson('made-up-5', 'Nadie Quetzalcoatlán Prueba');
  await writeFile(at('longer.jsonl'), LIST + more);
});
afterAll(() => rm(folder, { recursive: true }));

/** A data folder of its own with the made-up list. */
async function homeWithList(name: string): Promise<string> {
  const home = at(name);
  expect((await tamiz({ home }, 'lists', 'import', 'my_list', at('list.jsonl'))).code).toBe(0);
  return home;
}

const changesIn = (text: string): HitChange[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HitChange);

describe('tamiz customers', () => {
  test('loads, asks everybody once, and then only what changed', async () => {
    const home = await homeWithList('home');
    expect((await tamiz({ home }, 'customers')).out).toContain('No customers are loaded');
    expect(await tamiz({ home }, 'customers', 'rescreen')).toMatchObject({ code: 2, out: '' });

    const loaded = await tamiz({ home }, 'customers', 'load', at('customers.csv'));
    expect(loaded).toMatchObject({ code: 0, out: '' });
    expect(loaded.err).toMatch(/3 new, 0 changed, 0 as before, 0 removed, 1 left out/);
    expect((await tamiz({ home }, 'customers')).out).toContain('Never screened');

    const first = await tamiz({ home }, 'customers', 'rescreen', '--fail-on-change');
    expect(first.code).toBe(1);
    const changes = changesIn(first.out);
    expect(changes.map(({ change, record, cause }) => [change, record, cause])).toEqual([
      ['new', 'c1', { by: 'everything' }],
      ['new', 'c3', { by: 'everything' }],
    ]);

    const again = await tamiz(
      { home },
      'customers',
      'rescreen',
      '--fail-on-change',
      '--lang',
      'es',
    );
    expect(again).toMatchObject({ code: 0, out: '' });
    expect(again.err).toContain('0 preguntas');

    const same = await tamiz({ home }, 'customers', 'load', at('customers.csv'));
    expect(same.err).toMatch(/0 new, 0 changed, 3 as before, 0 removed, 1 left out/);
    const nobody = await tamiz({ home }, 'customers', 'rescreen');
    expect(nobody.err).toContain(', 0 questions');

    const file = 'id,nombre\nc9,Nadie Quetzalcoatlan Prueba\n';
    await writeFile(at('more.csv'), file);
    await tamiz({ home }, 'customers', 'load', at('more.csv'));
    expect((await tamiz({ home }, 'customers', 'rescreen')).out).toBe('');
    await tamiz({ home }, 'lists', 'import', 'my_list', at('longer.jsonl'));
    const dry = await tamiz({ home }, 'customers', 'rescreen', '--dry-run');
    const real = await tamiz({ home }, 'customers', 'rescreen', '--out', at('changes.jsonl'));
    expect(real.out).toBe('');
    expect(await readFile(at('changes.jsonl'), 'utf8')).toBe(dry.out);
    const [change, ...others] = changesIn(dry.out);
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      change: 'new',
      record: 'c9',
      entity: 'made-up-5',
      cause: { by: 'list', list: 'my_list', change: 'added' },
    });
    // Hits hold personal data: nobody else on this machine may read them.
    expect((await stat(at('changes.jsonl'))).mode & 0o077).toBe(0);
    for (const name of await readdir(join(home, 'customers'))) {
      expect((await stat(join(home, 'customers', name))).mode & 0o077, name).toBe(0);
    }
  });

  test('removes one, those who are in no file any more, and all', async () => {
    const home = await homeWithList('removing');
    await tamiz({ home }, 'customers', 'load', at('customers.csv'));
    await tamiz({ home }, 'customers', 'rescreen');
    expect(await tamiz({ home }, 'customers', 'remove')).toMatchObject({ code: 2 });
    const one = await tamiz({ home }, 'customers', 'remove', 'c1', 'nobody');
    expect(one.err).toContain('1 removed');
    expect(one.err).toContain("1 of the identifiers are nobody's");
    const gone = changesIn((await tamiz({ home }, 'customers', 'rescreen')).out);
    expect(gone).toMatchObject([{ change: 'gone', record: 'c1', cause: { by: 'customer' } }]);

    await writeFile(at('only.csv'), 'id,nombre\nc2,Prueba Nadie\n');
    const only = await tamiz({ home }, 'customers', 'load', at('only.csv'), '--replace');
    expect(only.err).toMatch(/0 new, 1 changed, 0 as before, 1 removed/);

    expect((await tamiz({ home }, 'customers', 'remove', '--all')).code).toBe(0);
    expect((await tamiz({ home }, 'customers')).out).toContain('No customers are loaded');
    expect(await readdir(home)).not.toContain('customers');
  });

  test('refuses a file whose customers nothing names, and tells of those that nothing does', async () => {
    const home = await homeWithList('nameless');
    await writeFile(at('nameless.csv'), 'nombre\nPrueba Nadie\n');
    const refused = await tamiz({ home }, 'customers', 'load', at('nameless.csv'));
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('CUSTOMERS_NO_ID');
    await writeFile(at('twice.csv'), 'id,nombre\nc1,Prueba Nadie\nc1,Otra Nadie\n,Sin Nadie\n');
    const twice = await tamiz({ home }, 'customers', 'load', at('twice.csv'));
    expect(twice.err).toMatch(/1 new, .* 2 left out/);
  });
});

describe('the history of a list', () => {
  test('is shown, compared and asked as of a day', async () => {
    const home = at('history');
    const take = (file: string, ...more: string[]) =>
      tamiz({ home }, 'lists', 'import', 'my_list', at(file), ...more);
    await take('longer.jsonl', '--published', '2026-03-01');
    const past = await take('list.jsonl', '--published', '2026-02-01', '--past');
    expect(past.code).toBe(0);
    const log = await tamiz({ home }, 'lists', 'log', 'my_list');
    const rows = log.out.trim().split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatch(/2026-02-01 .* 4 +4 *$/);
    expect(rows[3]).toMatch(/2026-03-01 .* 5 +5 +active$/);

    const diff = await tamiz({ home }, 'lists', 'diff', 'my_list');
    expect(diff.out).toBe('+ Nadie Quetzalcoatlán Prueba  (Person, made-up-5)\n');
    expect(diff.err).toContain('1 added, 0 removed, 0 changed');
    const days = ['2026-03-05', '2026-02-05'];
    const back = await tamiz({ home }, 'lists', 'diff', 'my_list', ...days, '--json');
    expect(JSON.parse(back.out)).toMatchObject([{ change: 'removed', id: 'made-up-5' }]);
    expect((await tamiz({ home }, 'lists', 'diff', 'my_list', '2020-01-01')).code).toBe(2);

    const asked = (day: string) =>
      tamiz({ home }, 'match', 'Nadie Quetzalcoatlán Prueba', '--as-of', day);
    expect((await asked('2026-03-02')).out).toContain('made-up-5');
    const before = await asked('2026-02-28');
    expect(before.out).not.toContain('made-up-5');
    expect(before.err).toContain('as they stood on 2026-02-28');
    expect((await asked('2026-01-01')).err).toContain('No version of any list is kept');
    expect((await asked('2026-02-30')).code).toBe(2);
  });
});
