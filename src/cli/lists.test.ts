import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acquireLock, fixedClock } from '../base/index.ts';
import { CATALOGUE } from '../lists/index.ts';
import type { ListState } from '../screening/index.ts';
import { CUSTOMERS, LIST, listedPerson } from './testing/files.ts';
import { tamiz } from './testing/line.ts';

let folder = '';
/** A data folder with one made-up list. */
let home = '';
const at = (name: string) => join(folder, name);

/** Writes a file and gives its path. */
async function written(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-lists-'));
  home = at('home');
  const list = await written('list.jsonl.gz', gzipSync(LIST));
  expect((await tamiz({ home }, 'lists', 'import', 'my_list', list)).code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

describe('tamiz lists', () => {
  test('shows what is loaded and what is not', async () => {
    const { code, out, err } = await tamiz({ home }, 'lists');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = out.split('\n');
    expect(rows[0]).toMatch(/^name +publisher +published +fetched +entities +names +state$/);
    expect(rows.find((row) => row.startsWith('us_ofac_sdn '))).toMatch(/ absent$/);
    expect(rows.find((row) => row.startsWith('my_list '))).toMatch(/2026-04-21 +4 +4 +active$/);
    expect(rows.find((row) => row.startsWith('tamiz_cartel_register'))).toMatch(/ built-in$/);
  });

  test('fits a narrow terminal', async () => {
    const { out } = await tamiz({ home, columns: 90 }, 'lists');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
  });

  test('--json has what programs need', async () => {
    const { out } = await tamiz({ home }, 'lists', '--json');
    const states = JSON.parse(out) as ListState[];
    expect(states.find(({ name }) => name === 'my_list')).toEqual({
      name: 'my_list',
      title: 'my_list',
      publisher: '',
      version: expect.stringMatching(/^[0-9a-f]{16}$/),
      published: null,
      fetched: '2026-04-21T12:00:00',
      entities: 4,
      names: 4,
      state: 'active',
    });
  });
});

/** What is not a list, and what the error says. */
const WRONG: readonly (readonly [what: string, content: string | Uint8Array, says: RegExp])[] = [
  ['an HTML page', '<!doctype html><title>Error</title>', /found an HTML page/],
  ['an error in XML', '<Error><Code>AccessDenied</Code></Error>', /LIST_FORMAT|LIST_CHECK/],
  ['XML with a DTD', '<?xml version="1.0"?><!DOCTYPE x><sdnList/>', /document type/],
  ['a customer file', CUSTOMERS, /found a table of 4 columns that begins "id,nombre/],
  ['nothing', '', /found (an empty file|no bytes|nothing)/],
  ['half a gzip file', gzipSync(LIST).subarray(0, 60), /cut or damaged/],
  ['another list', LIST, /expected files in one format: ofac-csv or ofac-xml, found ftm-json/],
];

describe('tamiz lists import', () => {
  test('tells what became of the files, and when there was nothing new', async () => {
    const list = await written('own.jsonl', listedPerson('made-up-1', 'Nadie Inventado'));
    const first = await tamiz({ home }, 'lists', 'import', 'own_list', list);
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toMatch(
      /^own_list: version [0-9a-f]{16} is active: 1 record, 1 entity, 1 name\.\n$/,
    );
    const again = await tamiz({ home }, 'lists', 'import', 'own_list', list);
    expect(again.err).toMatch(/^own_list: nothing new; version [0-9a-f]{16} stays active\.\n$/);
  });

  test.each(WRONG)('%s exits with 4, and nothing changes', async (_what, content, says) => {
    const before = (await tamiz({ home }, 'lists', '--json')).out;
    const file = await written('wrong', content);
    const { code, err } = await tamiz({ home }, 'lists', 'import', 'us_ofac_sdn', file);
    expect(code).toBe(4);
    expect(err).toMatch(/^tamiz: .+: expected .+, found .+\. .+ \[LIST_[A-Z]+\]\n$/);
    expect(err).toMatch(says);
    expect((await tamiz({ home }, 'lists', '--json')).out).toBe(before);
  });

  test('a gzip bomb is stopped, with the limit it broke', async () => {
    const bomb = `<?xml version="1.0"?><sdnList>${' '.repeat(20_000_000)}</sdnList>`;
    const file = await written('bomb.gz', gzipSync(bomb));
    const { code, err } = await tamiz({ home }, 'lists', 'import', 'us_ofac_sdn', file);
    expect(code).toBe(3);
    expect(err).toMatch(/unpackRatio\), found more\. .+ \[INPUT_TOO_LARGE\]\n$/);
  });

  test('a list that shrank is refused until a person accepts it', async () => {
    const small = await written('small.jsonl', listedPerson('made-up-1', 'Nadie Inventado'));
    const refused = await tamiz({ home }, 'lists', 'import', 'my_list', small);
    expect(refused.code).toBe(4);
    expect(refused.err).toMatch(/shrunk list: 1 instead of at least 3 .*stays active.*LIST_CHECK/);
    expect((await tamiz({ home }, 'match', 'Ximena Satizabal Prueba')).out).toContain('made-up-1');
    const copy = at('copy');
    await cp(home, copy, { recursive: true });
    const args = ['lists', 'import', 'my_list', small, '--accept-shrink'];
    expect(await tamiz({ home: copy }, ...args)).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^my_list: version .* is active: 1 record/),
    });
  });
});

describe('tamiz lists update', () => {
  test('one list that cannot be had does not keep the others from being tried', async () => {
    await mkdir(at('empty'));
    const { code, err } = await tamiz({ home }, 'lists', 'update', '--from', at('empty'));
    expect(code).toBe(3);
    const lines = err.trimEnd().split('\n');
    const fetched = CATALOGUE.filter(({ downloads }) => downloads.length > 0);
    expect(lines).toHaveLength(fetched.length + 1);
    expect(lines[0]).toMatch(/^tamiz: us_ofac_sdn: .*: expected sdn\.csv, .*found an empty folder/);
    const names = fetched.map(({ name }) => name);
    expect(lines.at(-1)).toBe(
      `${names.length} of ${names.length} lists are as before: ${names.join(', ')}.`,
    );
  });

  test('a server that answers with a page instead of a list is told', async () => {
    const server = createServer((_request, response) => {
      response.end('<!doctype html><title>Maintenance</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = ['lists', 'update', 'un_sc_sanctions', '--from', address];
    const { code, err } = await tamiz({ home }, ...args);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(4);
    expect(err).toMatch(/^tamiz: .*found an HTML page.*Nothing was changed.*\[LIST_DOWNLOAD\]\n$/);
  });

  test('an abort ends it with 130', async () => {
    const list = await written('other.jsonl', listedPerson('made-up-9', 'Otro Inventado'));
    const world = { home, abort: AbortSignal.abort() };
    expect(await tamiz(world, 'lists', 'import', 'other_list', list)).toEqual({
      code: 130,
      out: '',
      err: '',
    });
  });
});

describe('tamiz lists load-manifest', () => {
  test('loads what it names, tells what failed, and makes collections of it', async () => {
    await written('first.jsonl', listedPerson('made-up-11', 'Primera Inventada'));
    const manifest = await written(
      'manifest.yml',
      [
        'datasets:',
        '  - {name: first_list, title: The first, path: first.jsonl, version: 1}',
        '  - {name: second_list, path: absent.jsonl}',
        '  - {name: both_lists, children: [first_list, second_list]}',
      ].join('\n'),
    );
    const { code, err, out } = await tamiz({ home }, 'lists', 'load-manifest', manifest);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^first_list: version [0-9a-f]{16} is active: 1 record/m);
    expect(err).toMatch(/^tamiz: second_list: .*absent\.jsonl.*\[INPUT_NOT_FOUND\]$/m);
    const again = await tamiz({ home }, 'lists', 'load-manifest', manifest);
    expect(again.err).toMatch(/^first_list: nothing new; version [0-9a-f]{16} stays active\.$/m);
    const states = JSON.parse((await tamiz({ home }, 'lists', '--json')).out) as ListState[];
    expect(states.find(({ name }) => name === 'first_list')).toMatchObject({ title: 'The first' });
  });

  test('what is no manifest exits with 4', async () => {
    const file = await written('no-manifest.yml', 'catalogs: none');
    const { code, err } = await tamiz({ home }, 'lists', 'load-manifest', file);
    expect(code).toBe(4);
    expect(err).toMatch(/found catalogs that is no list.*\[LIST_MANIFEST\]\n$/);
  });
});

test('while somebody writes, others are told who, and reading goes on', async () => {
  const lock = await acquireLock(join(home, 'lock'), fixedClock('2026-04-21T11:59:00Z'));
  const list = await written('late.jsonl', listedPerson('made-up-8', 'Tarde Inventado'));
  const refused = await tamiz({ home }, 'lists', 'import', 'late_list', list);
  const customers = await written('customers.csv', CUSTOMERS);
  const reading = [
    await tamiz({ home }, 'lists'),
    await tamiz({ home }, 'match', 'Ximena Satizabal Prueba'),
    await tamiz({ home }, 'screen', customers),
  ];
  lock.release();
  expect(refused.code).toBe(70);
  expect(refused.err).toMatch(
    /expected to be the only process .*, found process \d+ on .+, since 2026-04-21T11:59.*Stop the other process.*\[HOME_LOCKED\]\n$/,
  );
  expect(reading.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect((await tamiz({ home }, 'lists', 'import', 'late_list', list)).code).toBe(0);
});
