import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, type TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { encodeEntity } from '../../entity/index.ts';
import { ListStore, REGISTER, readCatalog } from '../index.ts';
import { memoryNet } from '../testing/memory-net.ts';

let home: string;
let store: ListStore;
const clock = fixedClock('2026-05-01T12:00:00Z');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tamiz-manifest-'));
  store = new ListStore({ home, clock });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const person = (id: string, name = `Nadie ${id}`) => ({
  id,
  schema: 'Person',
  properties: { name: [name] },
});
const lines = (...all: readonly object[]): string =>
  all.map((one) => `${JSON.stringify(one)}\n`).join('');
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

function file(name: string, content: string): string {
  const path = join(home, name);
  writeFileSync(path, content);
  return path;
}
const manifest = (content: object): string => file('manifest.json', JSON.stringify(content));

async function entities(name: string, from: ListStore = store): Promise<string[]> {
  const active = await from.active(name);
  const all: string[] = [];
  if (active !== undefined) for await (const e of from.entities(active)) all.push(encodeEntity(e));
  return all.sort();
}
const names = async (name: string) =>
  (await entities(name)).map((line) => JSON.parse(line).properties.name[0][0]);

describe('a manifest of files', () => {
  test('loads several datasets, and remembers the collections', async () => {
    file('one.json', lines(person('1')));
    file('two.json', lines(person('2')));
    const path = manifest({
      datasets: [
        { name: 'list_one', title: 'First', path: 'one.json', version: '1', publisher: 'P' },
        { name: 'list_two', entities_url: join(home, 'two.json') },
        { name: 'list_off', path: 'absent.json', load: false },
        { name: 'group', title: 'Both', children: ['list_one', 'list_two'] },
      ],
    });
    const loaded = await store.loadManifest(path);
    expect(loaded.map(({ name, how }) => [name, how])).toEqual([
      ['list_one', 'whole'],
      ['list_two', 'whole'],
    ]);
    expect(await names('list_two')).toEqual(['Nadie 2']);
    const listed = (await store.lists()).filter(({ name }) => name.startsWith('list_'));
    expect(listed.map(({ name, title, publisher }) => [name, title, publisher])).toEqual([
      ['list_one', 'First', 'P'],
      ['list_two', 'list_two', ''],
    ]);
    const catalog = await readCatalog(home);
    expect(catalog?.source).toBe(path);
    expect(
      catalog?.datasets.map(({ name, indexVersion, children }) => [name, indexVersion, children]),
    ).toEqual([
      ['list_one', '1', []],
      ['list_two', expect.stringMatching(/^\d{14}$/), []],
      ['list_off', undefined, []],
      ['group', undefined, ['list_one', 'list_two']],
    ]);
  });

  test('loads nothing again that has the same version', async () => {
    file('one.json', lines(person('1')));
    const of = (version: string) =>
      manifest({ datasets: [{ name: 'list_one', path: 'one.json', version }] });
    await store.loadManifest(of('1'));
    file('one.json', lines(person('1', 'Otro')));
    expect((await store.loadManifest(of('1')))[0]?.how).toBe('unchanged');
    expect(await names('list_one')).toEqual(['Nadie 1']);
    expect((await store.loadManifest(of('2')))[0]).toMatchObject({
      how: 'whole',
      result: { changed: true },
    });
    expect(await names('list_one')).toEqual(['Otro']);
    // An older version is taken as well: it is what the manifest names.
    file('one.json', lines(person('1')));
    await store.loadManifest(of('1'));
    expect(await names('list_one')).toEqual(['Nadie 1']);
  });

  test('one that cannot be had does not keep the others back, where that is wished', async () => {
    file('two.json', lines(person('2')));
    const path = manifest({
      datasets: [
        { name: 'list_one', path: 'absent.json' },
        { name: 'list_none' },
        { name: 'list_two', path: 'two.json' },
      ],
    });
    await expect(store.loadManifest(path)).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
    const failed: [string, string][] = [];
    const loaded = await store.loadManifest(path, {
      onFailure: (name, error) => void failed.push([name, (error as TamizError).code]),
    });
    expect(loaded.map(({ name }) => name)).toEqual(['list_two']);
    expect(failed).toEqual([
      ['list_one', 'INPUT_NOT_FOUND'],
      ['list_none', 'LIST_MANIFEST'],
    ]);
  });

  test.each([
    ['a name twice', [{ name: 'list_one' }, { name: 'list_one' }], /list_one twice/],
    ['our own name', [{ name: REGISTER }], /our own/],
  ])('with %s changes nothing', async (_, datasets, says) => {
    await expect(store.loadManifest(manifest({ datasets }))).rejects.toThrow(says);
    expect(await readCatalog(home)).toBeUndefined();
  });

  test('a checksum is held to', async () => {
    const content = lines(person('1'));
    file('one.json', content);
    const of = (entities_checksum: string) =>
      manifest({ datasets: [{ name: 'list_one', path: 'one.json', entities_checksum }] });
    await expect(store.loadManifest(of('0'.repeat(40)))).rejects.toMatchObject({
      code: 'LIST_DOWNLOAD',
      found: `one with ${sha1(content)}`,
    });
    await store.loadManifest(of(sha1(content)));
    expect(await names('list_one')).toEqual(['Nadie 1']);
  });
});

const BASE = 'https://data.example.org';

/** What a publisher has at one time: a catalogue, whole files, changes. */
function published(version: string, more: Readonly<Record<string, string>> = {}) {
  const dataset = {
    name: 'remote_list',
    version,
    resources: [{ name: 'entities.ftm.json', url: `${BASE}/${version}/entities.ftm.json` }],
    delta_url: `${BASE}/delta.json`,
  };
  return memoryNet({
    [`${BASE}/index.json`]: JSON.stringify({ datasets: [dataset, { name: 'unwanted' }] }),
    ...Object.fromEntries(Object.entries(more).map(([path, text]) => [`${BASE}/${path}`, text])),
  });
}

describe('a catalogue over the network', () => {
  const load = async (net: ReturnType<typeof memoryNet>) => {
    const catalog = { url: `${BASE}/index.json`, auth_token: '$TOKEN', scope: 'remote_list' };
    const path = manifest({ catalogs: [{ ...catalog, resource_name: 'entities.ftm.json' }] });
    const environment = { TOKEN: 'secret' };
    return (await store.loadManifest(path, { net, environment }))[0];
  };
  const first = published('v1', { 'v1/entities.ftm.json': lines(person('1'), person('2')) });
  const versions = (steps: Readonly<Record<string, unknown>>) =>
    JSON.stringify({ versions: steps });
  const step2 = lines({ op: 'DEL', entity: { id: '1' } }, { op: 'ADD', entity: person('3') });
  const step3 = lines({ op: 'MOD', entity: person('3', 'Cambiada') });

  test('is asked with the token, which is kept nowhere', async () => {
    expect(await load(first)).toMatchObject({ how: 'whole' });
    expect(first.asked.map(({ authorization }) => authorization)).toEqual([
      'Token secret',
      'Token secret',
    ]);
    expect(readdirSync(join(home, 'downloads'))).toEqual([]);
    expect(readFileSync(join(home, 'lists', 'catalog.json'), 'utf8')).not.toMatch(/secret|TOKEN/);
  });

  test('gives changes to who has a version of the chain', async () => {
    await load(first);
    const net = published('v3', {
      'delta.json': versions({
        v1: `${BASE}/1`,
        v2: { url: 'v2.delta.json', checksum: sha1(step2).toUpperCase() },
        v3: `${BASE}/v3.delta.json`,
        v4: `${BASE}/never.json`,
      }),
      'v2.delta.json': step2,
      'v3.delta.json': step3,
    });
    expect(await load(net)).toMatchObject({ how: 'changes', result: { changed: true } });
    expect(net.asked.map(({ url }) => url.slice(BASE.length))).toEqual([
      ...['/index.json', '/delta.json', '/v2.delta.json', '/v3.delta.json'],
    ]);
    expect(await names('remote_list')).toEqual(['Nadie 2', 'Cambiada']);
    const again = await load(published('v3'));
    expect(again).toMatchObject({ how: 'unchanged' });
  });

  test('gives the whole file where the chain begins later, or is broken', async () => {
    const whole = { 'v3/entities.ftm.json': lines(person('2'), person('9')) };
    const chains: readonly (readonly [unknown, string | undefined])[] = [
      [{ v2: `${BASE}/v2.delta.json` }, undefined],
      [{ v1: 'x', v2: { url: 'v2.delta.json', checksum: '0' } }, 'LIST_DOWNLOAD'],
      [{ v1: 'x', v3: `${BASE}/absent.json` }, 'LIST_DOWNLOAD'],
      [{ v1: 'x', v3: `${BASE}/bad.json` }, 'LIST_FORMAT'],
      ['none', 'LIST_FORMAT'],
    ];
    for (const [chain, code] of chains) {
      rmSync(join(home, 'lists'), { recursive: true, force: true });
      await load(first);
      const delta = JSON.stringify({ versions: chain });
      const pages = { 'delta.json': delta, 'v2.delta.json': step2, 'bad.json': '{"op":' };
      const loaded = await load(published('v3', { ...whole, ...pages }));
      expect([loaded?.how, loaded?.instead?.code]).toEqual(['whole', code]);
      expect(await names('remote_list')).toEqual(['Nadie 2', 'Nadie 9']);
    }
  });

  test('a chain without changes is a version without reading', async () => {
    await load(first);
    const pages = { 'delta.json': versions({ v1: 'x', v2: `${BASE}/v2` }), v2: '' };
    const loaded = await load(published('v2', pages));
    expect(loaded).toMatchObject({ how: 'changes', result: { changed: false } });
    expect((await readCatalog(home))?.datasets[0]?.indexVersion).toBe('v2');
  });

  test('a list that shrinks by its changes is refused, and stays', async () => {
    await load(first);
    const gone = lines({ op: 'DEL', entity: { id: '1' } });
    const pages = { 'delta.json': versions({ v1: 'x', v2: `${BASE}/v2` }), v2: gone };
    await expect(load(published('v2', pages))).rejects.toMatchObject({ code: 'LIST_CHECK' });
    expect(await names('remote_list')).toHaveLength(2);
  });

  test('a plain import forgets the version, so that the whole file comes next', async () => {
    await load(first);
    await store.importFiles('remote_list', [file('x', lines(person('5'), person('6')))]);
    const pages = { 'v1/entities.ftm.json': lines(person('1'), person('2')) };
    expect(await load(published('v1', pages))).toMatchObject({ how: 'whole' });
    expect(await names('remote_list')).toEqual(['Nadie 1', 'Nadie 2']);
  });

  test('names no files of this machine', async () => {
    const net = memoryNet({
      [`${BASE}/index.json`]: JSON.stringify({
        datasets: [{ name: 'remote_list', path: file('x.json', lines(person('1'))) }],
      }),
    });
    await expect(load(net)).rejects.toMatchObject({ code: 'LIST_MANIFEST' });
    expect(existsSync(join(home, 'lists', 'remote_list'))).toBe(false);
  });
});

/** Versions of a list: which of a few people are on it, and how they are called. */
const version = fc.dictionary(
  fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'),
  fc.constantFrom('Uno', 'Dos', 'Tres'),
  { noNullPrototype: true, minKeys: 1 },
);

test('a chain of changes ends where loading the last whole file would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 2, maxLength: 4 }), async (all) => {
      const folder = mkdtempSync(join(tmpdir(), 'tamiz-chain-'));
      const [chained, whole] = ['chained', 'whole'].map(
        (name) => new ListStore({ home: join(folder, name), clock }),
      ) as [ListStore, ListStore];
      try {
        const fileOf = (people: Record<string, string>) =>
          lines(...Object.entries(people).map(([id, name]) => person(id, name)));
        const pages: Record<string, string> = {};
        const steps: Record<string, string> = {};
        for (const [i, after] of all.entries()) {
          const before = all[i - 1] ?? {};
          const gone = Object.keys(before).filter((id) => after[id] === undefined);
          const changed = Object.keys(after).filter((id) => after[id] !== before[id]);
          pages[`v${i}/entities.ftm.json`] = fileOf(after);
          pages[`v${i}.delta`] = lines(
            ...gone.map((id) => ({ op: 'DEL', entity: { id } })),
            ...changed.map((id) => ({ op: 'ADD', entity: person(id, after[id]) })),
          );
          steps[`v${i}`] = `${BASE}/v${i}.delta`;
        }
        pages['delta.json'] = JSON.stringify({ versions: steps });
        const catalog = { url: `${BASE}/index.json`, resource_name: 'entities.ftm.json' };
        const path = join(folder, 'manifest.json');
        writeFileSync(path, JSON.stringify({ catalogs: [{ ...catalog, scope: 'remote_list' }] }));
        const last = all.length - 1;
        const load = async (into: ListStore, at: number) =>
          (
            await into.loadManifest(path, { net: published(`v${at}`, pages), acceptShrink: true })
          )[0]?.how;
        await load(chained, 0);
        expect(await load(chained, last)).toBe('changes');
        expect(await load(whole, last)).toBe('whole');
        expect(await entities('remote_list', chained)).toEqual(
          await entities('remote_list', whole),
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 25 },
  );
});

describe.skipIf(!hasSharedData)('a published chain', () => {
  const wire = (...path: string[]): string =>
    readFileSync(sharedData('matching', 'wire', ...path), 'utf8');
  const AT = 'https://data.opensanctions.org';
  const delta = hasSharedData ? wire('t2', 'delta.json') : '{"versions": {}}';
  const { versions } = JSON.parse(delta) as { versions: Record<string, string> };

  test('brings the first version to the last', async () => {
    const spec = (at: string) => ({
      name: 'sanctions',
      version: at,
      entities_url: `${AT}/entities.ftm.json`,
      delta_url: `${AT}/delta.json`,
    });
    const net = memoryNet({
      [`${AT}/entities.ftm.json`]: wire('t1', 'entities.ftm.json'),
      [`${AT}/delta.json`]: delta,
      ...Object.fromEntries(
        Object.entries(versions).map(([at, url]) => [url, wire('t2', at, 'entities.delta.json')]),
      ),
    });
    const load = async (at: string) =>
      (await store.loadManifest(manifest({ datasets: [spec(at)] }), { net }))[0];
    expect(await load('20240527134702-zbn')).toMatchObject({ how: 'whole' });
    const before = (await entities('sanctions')).length;
    expect(await load('20240528134729-3iv')).toMatchObject({ how: 'changes' });
    // Four steps: two added, one added and one changed, one removed again, one added.
    expect(net.asked).toHaveLength(1 + 1 + 4);
    const after = await entities('sanctions');
    const ids = after.map((line) => JSON.parse(line).id);
    expect([before, after.length]).toEqual([7, 10]);
    expect(ids).toContain('Q4365364');
    expect(ids).not.toContain('NK-500Poltergeist');
  });
});
