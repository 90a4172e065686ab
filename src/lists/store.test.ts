import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import type { Entity } from '../entity/index.ts';
import { CATALOGUE, ListStore, REGISTER } from './index.ts';

/** How many bytes the pretended disk still has; undefined for as many as the real one. */
const disk = vi.hoisted(() => ({ room: undefined as number | undefined }));

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  return {
    ...fs,
    open: async (...given: Parameters<typeof fs.open>) => {
      const file = await fs.open(...given);
      const writeFile = file.writeFile.bind(file);
      file.writeFile = async (data, ...more) => {
        if (disk.room !== undefined) {
          disk.room -= (data as Uint8Array | string).length;
          if (disk.room < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        }
        return writeFile(data, ...more);
      };
      return file;
    },
  };
});

let home: string;
let store: ListStore;
const clock = fixedClock('2026-05-01T12:00:00Z');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tamiz-store-'));
  store = new ListStore({ home, clock });
  disk.room = undefined;
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** FollowTheMoney lines of made-up people. */
const people = (count: number, suffix = ''): string =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `made-up-${i}`,
      schema: 'Person',
      properties: { name: [`Invented Person ${i}${suffix}`], birthDate: ['1970-01-01'] },
    }),
  ).join('\n');

function file(name: string, content: string | Uint8Array): string {
  const path = join(home, name);
  writeFileSync(path, content);
  return path;
}

async function entitiesOf(name = 'my_list'): Promise<readonly Entity[]> {
  const manifest = await store.active(name);
  const entities: Entity[] = [];
  if (manifest !== undefined) for await (const e of store.entities(manifest)) entities.push(e);
  return entities;
}

const importText = (content: string | Uint8Array, options = {}, name = 'my_list') =>
  store.importFiles(name, [file('incoming', content)], options);

/** What is in the list's folder that is not part of a kept version. */
const leftovers = (name = 'my_list') =>
  readdirSync(join(home, 'lists', name)).filter((entry) => entry.startsWith('.'));

describe('importing', () => {
  test('keeps the entities in the order of the file, with sources and counts', async () => {
    const { manifest, changed } = await importText(people(30));
    expect(changed).toBe(true);
    expect(manifest).toMatchObject({
      name: 'my_list',
      format: 'ftm-json',
      fetched: '2026-05-01T12:00:00',
      records: 30,
      entities: { Person: 30 },
      listings: 30,
      names: 30,
      files: [{ origin: 'incoming', bytes: people(30).length }],
    });
    const entities = await entitiesOf();
    expect(entities.map(({ id }) => id)).toEqual(
      Array.from({ length: 30 }, (_, i) => `made-up-${i}`),
    );
    expect(entities[3]?.values('name')[0]?.source).toMatchObject({ record: 'made-up-3' });
    expect(await store.lists()).toContainEqual({
      name: 'my_list',
      title: 'my_list',
      titleEs: 'my_list',
      publisher: '',
      active: manifest,
    });
  });

  test('is read again when another reader read it before', async () => {
    const { manifest } = await importText(people(3));
    const path = join(store.versionFolder('my_list', manifest.version), 'manifest.json');
    writeFileSync(path, JSON.stringify({ ...manifest, reader: 'an earlier one' }));
    const again = await importText(people(3));
    expect(again).toEqual({ manifest, changed: true });
    expect((await importText(people(3))).changed).toBe(false);
  });

  test.each(['null', '{}', '5', '[]', '{'])(
    '%s in place of what was written is repaired',
    async (text) => {
      const { manifest } = await importText(people(3));
      const folder = store.versionFolder('my_list', manifest.version);
      for (const path of [join(home, 'lists/my_list/active.json'), join(folder, 'manifest.json')]) {
        writeFileSync(path, text);
        await expect(store.active('my_list')).rejects.toMatchObject({ code: 'LIST_DAMAGED' });
        await importText(people(3));
        expect((await store.active('my_list'))?.version).toBe(manifest.version);
      }
    },
  );

  test('a stray file among the lists is none of ours', async () => {
    await importText(people(3));
    writeFileSync(join(home, 'lists/notes.txt'), 'hello');
    expect((await store.lists()).map(({ name }) => name)).toContain('my_list');
  });

  test('packed or not, under whatever name, the same content is the same version', async () => {
    const first = await importText(people(5));
    const again = await store.importFiles('my_list', [file('other.bin', gzipSync(people(5)))]);
    expect(again).toEqual({ manifest: first.manifest, changed: false });
    expect(await store.versions('my_list')).toHaveLength(1);
  });

  test('a line separator inside a value does not end the line', async () => {
    await importText(people(2, '\u2028second\u2029third'));
    expect((await entitiesOf())[1]?.caption).toBe('Invented Person 1\u2028second\u2029third');
  });

  test('keeps older versions and can go back to them', async () => {
    const one = await importText(people(5));
    const two = await importText(people(6));
    expect((await store.versions('my_list')).map((v) => v.records).sort()).toEqual([5, 6]);
    expect((await store.active('my_list'))?.version).toBe(two.manifest.version);
    const back = await importText(people(5));
    expect(back).toEqual({ manifest: one.manifest, changed: true });
    expect((await store.active('my_list'))?.version).toBe(one.manifest.version);
  });

  test.each([
    ['no_such list', 'USAGE_UNKNOWN_LIST'],
    ['../../elsewhere', 'USAGE_UNKNOWN_LIST'],
    [REGISTER, 'USAGE_UNKNOWN_LIST'],
    ['us_ofac_sdn', 'LIST_FORMAT'],
  ])('does not take people for %s', async (name, code) => {
    await expect(importText(people(3), {}, name)).rejects.toMatchObject({ code });
  });

  test('does not take two files of one kind, or no such file', async () => {
    const paths = [file('a', people(3)), file('b', people(4))];
    await expect(store.importFiles('my_list', paths)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: 'one file of each kind',
    });
    await expect(store.importFiles('my_list', [join(home, 'nothing')])).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });
});

describe('what goes wrong leaves the active version as it was', () => {
  /** Runs an import that must fail, and expects the version before to be untouched. */
  async function failing(run: () => Promise<unknown>, error: object): Promise<void> {
    const { manifest } = await importText(people(30));
    await expect(run()).rejects.toMatchObject(error);
    disk.room = undefined;
    expect(await store.active('my_list')).toEqual(manifest);
    expect(await entitiesOf()).toHaveLength(30);
    expect(leftovers()).toEqual([]);
    expect(existsSync(join(home, 'lock'))).toBe(false);
  }

  test('a file that breaks off', async () => {
    const broken = `${people(40)}\n{"id": "x", "schema": "Pers`;
    await failing(() => importText(broken), { code: 'LIST_FORMAT' });
  });

  test('a packed file that is cut', async () => {
    const cut = gzipSync(people(400)).subarray(0, 2_000);
    await failing(() => importText(cut), { code: 'LIST_FORMAT' });
  });

  test('a list that shrank, unless a person says so', async () => {
    await failing(() => importText(people(20)), {
      code: 'LIST_CHECK',
      found: 'shrunk list: 20 instead of at least 21 entities (0.67 of the 30 before)',
    });
    const { manifest } = await importText(people(20), { acceptShrink: true });
    expect(manifest.records).toBe(20);
    expect((await importText(people(30))).manifest.records).toBe(30);
    await expect(importText(people(20))).rejects.toMatchObject({ code: 'LIST_CHECK' });
  });

  test('a full disk, whenever it is full', async () => {
    const incoming = file('many', people(2_000));
    disk.room = 1e9;
    await store.importFiles('my_list', [incoming]);
    const needed = 1e9 - disk.room;
    // From the first file that is staged to the pointer that makes the version the active one.
    for (const share of [0.02, 0.4, 0.8, 0.999]) {
      rmSync(join(home, 'lists'), { recursive: true, force: true });
      const run = () => {
        disk.room = Math.floor(needed * share);
        return store.importFiles('my_list', [incoming]);
      };
      await failing(run, { code: 'DISK_FULL' });
    }
  });

  test('an import that is stopped', async () => {
    const caller = new AbortController();
    const options = { abort: caller.signal, onProgress: () => caller.abort() };
    await failing(() => importText(people(40), options), { name: 'AbortError' });
  });

  test('another process that writes', async () => {
    await importText(people(30));
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const lock = join(home, 'lock');
    const { hostname } = await import('node:os');
    const holder = { pid: child.pid, host: hostname(), since: '2026-05-01T11:59:00Z' };
    writeFileSync(lock, JSON.stringify(holder));
    const error = { code: 'HOME_LOCKED', found: expect.stringContaining(`process ${child.pid}`) };
    await expect(importText(people(40))).rejects.toMatchObject(error);
    expect(await entitiesOf()).toHaveLength(30);
    child.kill();
    await once(child, 'exit');
    expect((await importText(people(40))).manifest.records).toBe(40);
  });
});

describe('crashes and damage', () => {
  test('what a crash left behind is not read, and the next import removes it', async () => {
    const { manifest } = await importText(people(5));
    const folder = join(home, 'lists', 'my_list');
    mkdirSync(join(folder, '.staging-crashed'));
    writeFileSync(join(folder, '.staging-crashed', 'manifest.json'), '{"half":');
    expect(await store.active('my_list')).toEqual(manifest);
    expect(await store.versions('my_list')).toHaveLength(1);
    await importText(people(6));
    expect(leftovers()).toEqual([]);
  });

  test('a crash before the switch leaves the old one active; the new one is taken up', async () => {
    await importText(people(5));
    const pointer = join(home, 'lists', 'my_list', 'active.json');
    const before = readFileSync(pointer);
    const { manifest } = await importText(people(6));
    writeFileSync(pointer, before);
    expect((await store.active('my_list'))?.records).toBe(5);
    expect(await importText(people(6))).toEqual({ manifest, changed: true });
  });

  const damages: readonly (readonly [string, (folder: string) => void])[] = [
    ['changed entities', (f) => writeFileSync(join(f, 'entities.jsonl.gz'), gzipSync(people(1)))],
    ['missing entities', (f) => rmSync(join(f, 'entities.jsonl.gz'))],
    ['a missing manifest', (f) => rmSync(join(f, 'manifest.json'))],
    ['a torn manifest', (f) => writeFileSync(join(f, 'manifest.json'), '{"name": "my_l')],
    ['a missing folder', (f) => rmSync(f, { recursive: true })],
  ];

  test.each(damages)('%s is noticed, and mended by the same import', async (_what, harm) => {
    const { manifest } = await importText(people(8));
    harm(store.versionFolder('my_list', manifest.version));
    await expect(entitiesOf()).rejects.toMatchObject({ code: 'LIST_DAMAGED' });
    expect(await importText(people(8))).toEqual({ manifest, changed: true });
    expect(await entitiesOf()).toHaveLength(8);
    expect(leftovers()).toEqual([]);
  });

  test('a damaged version is not handed out in part', async () => {
    const { manifest } = await importText(people(8));
    const path = join(store.versionFolder('my_list', manifest.version), 'entities.jsonl.gz');
    writeFileSync(path, readFileSync(path).subarray(0, -9));
    const seen: string[] = [];
    const reading = (async () => {
      for await (const entity of store.entities(manifest)) seen.push(entity.id);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'LIST_DAMAGED' });
    expect(seen).toEqual([]);
  });
});

test('an empty home has the lists of the catalogue and no versions', async () => {
  const lists = await store.lists();
  expect(lists.map(({ name }) => name)).toEqual(CATALOGUE.map(({ name }) => name));
  expect(lists.every(({ active }) => active === undefined)).toBe(true);
  expect(await store.versions('us_ofac_sdn')).toEqual([]);
});

describe.skipIf(!hasSharedData)('published files', () => {
  const sdn = (name: string) => sharedData('lists', 'ofac', 'reconstructed_2026-04-21', name);

  test('the SDN list of April 2026, whole, and half of it refused', async () => {
    const paths = ['sdn.csv.gz', 'alt.csv.gz', 'add.csv.gz'].map(sdn);
    const { manifest } = await store.importFiles('us_ofac_sdn', paths);
    expect(manifest).toMatchObject({
      format: 'ofac-csv',
      records: 18_758,
      entities: { Person: 7_408, Organization: 9_547, Vessel: 1_461, Airplane: 342 },
    });
    expect(manifest.files.map(({ name }) => name)).toEqual([
      'add.csv.gz',
      'alt.csv.gz',
      'sdn.csv.gz',
    ]);
    let count = 0;
    for await (const _ of store.entities(manifest)) count++;
    expect(count).toBe(Object.values(manifest.entities).reduce((sum, n) => sum + n, 0));
    const older = sharedData('lists', 'ofac', 'sdn_csv', 'sdn_2021-07-07.csv.gz');
    await expect(store.importFiles('us_ofac_sdn', [older])).rejects.toMatchObject({
      code: 'LIST_CHECK',
      found: expect.stringContaining('shrunk list'),
    });
    expect((await store.active('us_ofac_sdn'))?.version).toBe(manifest.version);
  });

  test.each(['sdn_2021-06-03', 'sdn_2024-07-02'])(
    'the official primary file %s passes the checks',
    async (name) => {
      const path = sharedData('lists', 'ofac', 'sdn_csv', `${name}.csv.gz`);
      const { manifest } = await store.importFiles('us_ofac_sdn', [path]);
      expect(manifest.signals['dropped'] ?? 0).toBe(0);
    },
  );

  test.each([
    ['us_ofac_cons', ['ofac', 'cons', 'consolidated_2025-03-28.xml'], 443, '2025-03-28'],
    ['un_sc_sanctions', ['un', 'consolidated_2026-08-01.xml.gz'], 1_011, '2026-08-01'],
    ['un_sc_sanctions', ['un', 'consolidated_2016-02-11.xml'], undefined, '2016-02-11'],
  ] as const)('%s from %j', async (name, parts, records, day) => {
    const { manifest } = await store.importFiles(name, [sharedData('lists', ...parts)]);
    if (records !== undefined) expect(manifest.records).toBe(records);
    expect(manifest.published?.slice(0, 10)).toBe(day);
  });

  test.each([
    ['ca_dfatd_sema_sanctions', [['lists', 'ca', 'sema_2025-05.xml.gz']], 4_759, ['list.xml.gz']],
    [
      'au_dfat_sanctions',
      [['lists', 'au', 'dfat_consolidated_2026-08.xlsx']],
      3_846,
      ['list.xlsx.gz'],
    ],
    [
      'mx_sat_69b',
      ['definitivos', 'presuntos', 'desvirtuados'].map((part) => [
        'mexico',
        `sat_69b_${part}_2026-01-31.csv.gz`,
      ]),
      12_642,
      ['definitivo.csv.gz', 'desvirtuado.csv.gz', 'presunto.csv.gz'],
    ],
    [
      'mx_sfp_sanctioned',
      [['mexico', 'sfp_proveedores_sancionados_2026-02.csv.gz']],
      1_954,
      ['list.csv.gz'],
    ],
  ] as const)('%s is kept and read again', async (name, paths, records, kept) => {
    const files = paths.map((parts) => sharedData(...parts));
    const { manifest } = await store.importFiles(name, files);
    expect([manifest.records, manifest.files.map((file) => file.name)]).toEqual([records, kept]);
    let count = 0;
    for await (const _ of store.entities(manifest)) count++;
    expect(count).toBe(Object.values(manifest.entities).reduce((sum, n) => sum + n, 0));
    expect((await store.importFiles(name, files)).changed).toBe(false);
  });

  test.each([
    ['eu_fsf', ['lists', 'eu', 'eu_fsf_sample_one_entity_2024-12-11.xml'], 'number of Person: 1 '],
    ['gb_fcdo_sanctions', ['lists', 'uk', 'ConList_2016-02-12.csv'], 'number of Person: '],
    ['ch_seco_sanctions', ['lists', 'ch', 'seco_sample_trimmed_2026-08-27.xml'], 'number of Pers'],
    ['ca_dfatd_sema_sanctions', ['lists', 'un', 'consolidated_2016-02-11.xml'], 'un-xml'],
    ['mx_sat_69b', ['mexico', 'sat_69b_global_definitivo_notice.csv'], 'mx-69b-bis-csv'],
  ] as const)('%s: a part of it, or another list, is refused: %j', async (name, parts, found) => {
    const files = [sharedData(...parts)];
    await expect(store.importFiles(name, files)).rejects.toMatchObject({
      found: expect.stringContaining(found),
    });
    expect(await store.active(name)).toBeUndefined();
  });

  test('a list is not taken for another of the same layout', async () => {
    const cons = sharedData('lists', 'ofac', 'cons', 'consolidated_2025-03-28.xml');
    await expect(store.importFiles('us_ofac_sdn', [cons])).rejects.toMatchObject({
      code: 'LIST_CHECK',
    });
    await expect(store.importFiles('us_ofac_cons', [sdn('sdn.csv.gz')])).rejects.toMatchObject({
      code: 'LIST_CHECK',
    });
  });
});
