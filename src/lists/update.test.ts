import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock, fixedClock } from '../base/index.ts';
import { type Net, systemNet } from './net.ts';
import { ListStore } from './store.ts';
import { type BadServer, cut, startBadServer, status, whole } from './testing/bad-server.ts';
import type { UpdateOptions } from './update.ts';

/** A made-up list in the UN's form, with as many parties as the checks want. */
function unXml(individuals: number, day = '2026-05-01'): string {
  const party = (kind: string, id: number, rest: string) =>
    `<${kind}><DATAID>${id}</DATAID><FIRST_NAME>INVENTED ${kind} ${id}</FIRST_NAME>` +
    `<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>${rest}</${kind}>`;
  const birth =
    '<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR>' +
    '</INDIVIDUAL_DATE_OF_BIRTH>';
  const many = (kind: string, count: number, from: number, rest: string) =>
    Array.from({ length: count }, (_, i) => party(kind, from + i, rest)).join('\n');
  return (
    `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="${day}T00:00:00Z">` +
    `<INDIVIDUALS>${many('INDIVIDUAL', individuals, 1_000, birth)}</INDIVIDUALS>` +
    `<ENTITIES>${many('ENTITY', 90, 9_000, '')}</ENTITIES></CONSOLIDATED_LIST>`
  );
}

/** A made-up list in OFAC's form: 60 people, 200 others. */
const primary = Array.from({ length: 260 }, (_, i) => {
  const type = i < 60 ? '"individual"' : '-0- ';
  return `${i + 1},"INVENTED ${i}",${type},"NS-PLC"${',-0- '.repeat(7)},"DOB 1970."\r\n`;
}).join('');
const CONS = {
  '/CONS_PRIM.CSV': primary,
  '/CONS_ALT.CSV': '1,1,"aka","INVENTED ALIAS",-0- \r\n',
  '/CONS_ADD.CSV': '1,1,"Example Street","Exampleton","Mexico",-0- \r\n',
  '/CONS_COMMENTS.CSV': '1,"More."\r\n',
} as const;

let server: BadServer;
let home: string;
let store: ListStore;
const clock = fixedClock('2026-05-02T12:00:00Z');
const net: Net = { get: systemNet.get, sleep: async () => {} };

beforeEach(async () => {
  server = await startBadServer();
  home = mkdtempSync(join(tmpdir(), 'tamiz-update-'));
  store = new ListStore({ home, clock });
});

afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

const update = (name = 'un_sc_sanctions', options: UpdateOptions = {}) =>
  store.update(name, { net, from: server.address, ...options });

describe('from an address', () => {
  test('fetches, remembers the state of the file, and asks with it the next time', async () => {
    server.answer('/consolidated.xml', whole(unXml(120)));
    const { manifest } = await update();
    expect(manifest).toMatchObject({ published: '2026-05-01T00:00:00.000Z', records: 210 });
    expect(manifest.files[0]).toMatchObject({
      url: `${server.address}/consolidated.xml`,
      etag: '"one"',
    });
    expect(await update()).toEqual({ manifest, changed: false });
    expect(server.seen.map((seen) => seen.ifNoneMatch)).toEqual([undefined, '"one"']);
  });

  test('goes on where a run before was cut off', async () => {
    server.answer('/consolidated.xml', cut(unXml(120), 9_000), status(404));
    await expect(update()).rejects.toMatchObject({ code: 'LIST_DOWNLOAD' });
    expect(await store.active('un_sc_sanctions')).toBeUndefined();
    server.answer('/consolidated.xml', whole(unXml(120)));
    expect((await update()).manifest.records).toBe(210);
    expect(server.seen.at(-1)?.range).toBe('bytes=9000-');
    expect(readdirSync(join(home, 'downloads'))).toEqual([]);
  });

  test.each([
    ['half of it, sent as if it were whole', unXml(120).slice(0, 20_000), 'LIST_FORMAT'],
    ['a tenth of the list', unXml(12), 'LIST_CHECK'],
    ['something else', 'Service under maintenance', 'LIST_DOWNLOAD'],
    ['an error page', '<html><title>Oops</title></html>', 'LIST_DOWNLOAD'],
    ['an error document', '<Error><Code>AccessDenied</Code></Error>', 'LIST_DOWNLOAD'],
    ['nothing', '', 'LIST_DOWNLOAD'],
  ])('a good list is not replaced by %s', async (_what, body, code) => {
    server.answer('/consolidated.xml', whole(unXml(120)));
    const { manifest } = await update();
    server.answer('/consolidated.xml', whole(body, '"two"'));
    await expect(update()).rejects.toMatchObject({ code });
    expect(await store.active('un_sc_sanctions')).toEqual(manifest);
    server.answer('/consolidated.xml', whole(unXml(121), '"three"'));
    expect((await update()).manifest.records).toBe(211);
  });

  test('one changed file of a set is joined with the others as they are kept', async () => {
    for (const [path, body] of Object.entries(CONS)) server.answer(path, whole(body));
    const { manifest } = await update('us_ofac_cons');
    expect(manifest).toMatchObject({ format: 'ofac-csv', records: 260 });
    const asked = server.seen.length;
    const more = `${CONS['/CONS_ALT.CSV']}2,2,"aka","ANOTHER ALIAS",-0- \r\n`;
    server.answer('/CONS_ALT.CSV', whole(more, '"two"'));
    const second = await update('us_ofac_cons');
    expect(second.changed).toBe(true);
    expect(second.manifest.names).toBe(manifest.names + 1);
    expect(second.manifest.files.map((file) => file.etag)).toEqual([
      '"one"',
      '"two"',
      '"one"',
      '"one"',
    ]);
    expect(server.seen.slice(asked).filter((seen) => seen.ifNoneMatch === '"one"')).toHaveLength(4);
    expect((await update('us_ofac_cons')).changed).toBe(false);
  });

  test('what failed is said for each way of getting it', async () => {
    const error = update('us_ofac_cons');
    await expect(error).rejects.toMatchObject({
      code: 'LIST_DOWNLOAD',
      found: expect.stringMatching(/CONSOLIDATED\.XML.*CONS_PRIM\.CSV/),
    });
  });

  test('is for one process at a time', async () => {
    server.answer('/consolidated.xml', whole(unXml(120)));
    const lock = await acquireLock(join(home, 'lock'), clock);
    await expect(update()).rejects.toMatchObject({ code: 'HOME_LOCKED' });
    expect(server.seen).toEqual([]);
    lock.release();
    expect((await update()).changed).toBe(true);
  });

  test('a damaged version is fetched again although the server has nothing new', async () => {
    server.answer('/consolidated.xml', whole(unXml(120)));
    const { manifest } = await update();
    rmSync(join(store.versionFolder('un_sc_sanctions', manifest.version), 'entities.jsonl.gz'));
    expect((await update()).changed).toBe(true);
    let count = 0;
    for await (const _ of store.entities(manifest)) count++;
    expect(count).toBe(420);
  });
});

describe('from a folder', () => {
  const put = (name: string, content: string | Uint8Array) => {
    mkdirSync(join(home, 'files'), { recursive: true });
    writeFileSync(join(home, 'files', name), content);
  };
  const fromFolder = (name: string) => update(name, { from: join(home, 'files') });

  test("takes the publisher's names in any case, packed or not", async () => {
    put('CONS_PRIM.csv', primary);
    put('cons_alt.CSV.gz', gzipSync(CONS['/CONS_ALT.CSV']));
    put('cons_add.csv', CONS['/CONS_ADD.CSV']);
    put('notes.txt', 'not a list');
    const { manifest } = await fromFolder('us_ofac_cons');
    expect(manifest.files.map(({ origin }) => origin.toLowerCase()).sort()).toEqual([
      'cons_add.csv',
      'cons_alt.csv.gz',
      'cons_prim.csv',
    ]);
    expect(manifest.examples.map(({ found }) => found)).toContain(
      'no comments file (sdn_comments.csv): long remarks are cut',
    );
  });

  test('says which names it looks for', async () => {
    put('un.xml', unXml(120));
    await expect(fromFolder('un_sc_sanctions')).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
      expected: expect.stringContaining('consolidated.xml'),
      found: 'un.xml',
    });
    await expect(update('un_sc_sanctions', { from: join(home, 'none') })).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });

  test("the UN's file is not taken for OFAC's of the same name", async () => {
    put('consolidated.xml', unXml(120));
    await expect(fromFolder('us_ofac_cons')).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: 'un-xml',
    });
    expect((await fromFolder('un_sc_sanctions')).changed).toBe(true);
  });
});

test("a list of one's own has no address", async () => {
  await expect(update('my_list')).rejects.toMatchObject({ code: 'USAGE_UNKNOWN_LIST' });
});
