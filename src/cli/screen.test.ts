import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadData, packageRoot } from '../base/index.ts';
import type { HitRecord } from '../screening/index.ts';
import { CUSTOMERS, LIST } from './testing/files.ts';
import { tamiz } from './testing/line.ts';

const REGISTER_ONLY = /only against the built-in register of designated cartels.*lists update/;

let folder = '';
/** A data folder with one made-up list, and one with nothing but the register. */
let home = '';
let bare = '';
let file = '';
const out = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-screen-'));
  home = out('home');
  bare = out('bare');
  file = out('customers.csv');
  await writeFile(file, CUSTOMERS);
  await writeFile(out('list.jsonl'), LIST);
  const { code } = await tamiz({ home }, 'lists', 'import', 'my_list', out('list.jsonl'));
  expect(code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

const hitsIn = (text: string): HitRecord[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HitRecord);

describe('hits on stdout', () => {
  test('are JSON lines whose keys and order are the contract', async () => {
    const outcome = await tamiz({ home }, 'screen', file);
    expect(outcome.code).toBe(0);
    const [first, second, ...others] = hitsIn(outcome.out);
    expect(others).toEqual([]);
    const evidence = first?.explanation.find(({ feature }) => feature === 'birthDate');
    expect(JSON.stringify({ ...first, score: 0, explanation: [] })).toBe(
      '{"record":"c1","query":{"id":"c1","nombre":"Satizabal Prueba Ximena",' +
        '"fecha_nacimiento":"17/05/1970"},"entity":"made-up-1",' +
        '"caption":"Ximena Satizábal Prueba","dataset":"my_list","score":0,"band":"strong",' +
        '"explanation":[]}',
    );
    expect(String(first?.score)).toMatch(/^(1|0\.9\d{0,3})$/);
    expect(evidence?.points).toBeGreaterThan(0);
    expect(second).toMatchObject({ record: 'c3', entity: 'made-up-2', band: 'possible' });
    expect(JSON.stringify({ ...evidence, points: 0 })).toBe(
      '{"feature":"birthDate","agreement":"equal","query":"1970-05-17","listing":"1970-05-17",' +
        '"points":0,"sentence":{"en":"The birth date is the same.",' +
        '"es":"La fecha de nacimiento es la misma."}}',
    );
  });

  test('stand alone: what is for people is on stderr, and nothing there colours a file', async () => {
    const { out: hits, err } = await tamiz({ home }, 'screen', file);
    const [counts, ...others] = err.trimEnd().split('\n');
    expect(counts).toBe(`${file}: 4 records, 2 with hits: 1 strong, 1 possible.`);
    expect(others).toEqual([
      'Read as UTF-8, columns separated by ",".',
      'Columns not used: nota (see --map).',
      'Look at these: 1 × date that does not exist, first on line 3: 31/02/1980.',
      'Look at these: 1 × id that stands twice, first on line 5: c3, first on line 4.',
      expect.stringMatching(/^Screened against my_list .*the built-in register/),
      'A name alone never confirms: a person must look at every hit.',
    ]);
    expect(/[\p{Cc}](?<!\n)/u.test(hits + err)).toBe(false);
  });

  test('the summary speaks Spanish as well', async () => {
    const { err } = await tamiz({ home }, 'screen', file, '--lang', 'es');
    expect(err).toMatch(
      /: 4 registros, 2 con coincidencias: 1 de banda fuerte, 1 posible\.\nLeído como UTF-8.*\nColumnas s/,
    );
    expect(err).toContain('Revise esto: 1 × fecha que no existe, primera vez en la línea 3');
    expect(err).toContain('Se comparó con my_list');
    expect(err).toContain('Un nombre por sí solo nunca confirma');
  });
});

describe('options', () => {
  test('--list restricts, and the summary says so', async () => {
    const only = await tamiz({ home }, 'screen', file, '--list', 'tamiz_cartel_register');
    expect(only).toMatchObject({ code: 0, out: '' });
    expect(only.err).toContain('Screened only against tamiz_cartel_register (published');
    expect(only.err).not.toContain('my_list');
    const both = await tamiz({ home }, 'screen', file, '--list', 'my_list', REGISTER);
    expect(hitsIn(both.out)).toHaveLength(2);
  });

  test('--threshold and --limit', async () => {
    const high = await tamiz({ home }, 'screen', file, '--threshold', '0.95');
    expect(hitsIn(high.out).map((hit) => hit.record)).toEqual(['c1']);
    const people = 'id,name\nc1,Hermenegilda Ficticia\n';
    await writeFile(out('low.csv'), people);
    const low = await tamiz({ home }, 'screen', out('low.csv'), '--threshold', '0.01');
    expect(hitsIn(low.out).length).toBeGreaterThan(1);
    const one = await tamiz({ home }, 'screen', out('low.csv'), '--threshold=0.01', '--limit=1');
    expect(hitsIn(one.out)).toEqual(hitsIn(low.out).slice(0, 1));
  });

  test('--map says what a column holds, as often as needed', async () => {
    await writeFile(out('odd.csv'), 'Quien=es,Cuando\nXimena Satizábal Prueba,1970\n');
    const unknown = await tamiz({ home }, 'screen', out('odd.csv'));
    expect(unknown.code).toBe(3);
    expect(unknown.err).toMatch(/found the headings "Quien=es", "Cuando"\. Say what .*--map/);
    const maps = ['--map', 'Quien=es=name', '--map', 'Cuando=birthDate'];
    const { code, out: hits } = await tamiz({ home }, 'screen', out('odd.csv'), ...maps);
    expect(code).toBe(0);
    expect(hitsIn(hits)).toMatchObject([{ record: 'row-2', entity: 'made-up-1' }]);
  });

  test('--fail-on-hit exits with 1 when there are hits, and only then', async () => {
    expect((await tamiz({ home }, 'screen', file, '--fail-on-hit')).code).toBe(1);
    const none = ['screen', file, '--fail-on-hit', '--list', REGISTER];
    expect((await tamiz({ home }, ...none)).code).toBe(0);
  });

  test('the data folder is --home, else TAMIZ_HOME, else the default', async () => {
    const found = async (env: Record<string, string>, ...more: string[]) =>
      hitsIn((await tamiz({ home: bare, env }, 'screen', file, ...more)).out).length;
    expect(await found({})).toBe(0);
    expect(await found({ TAMIZ_HOME: '' })).toBe(0);
    expect(await found({ TAMIZ_HOME: home })).toBe(2);
    expect(await found({ TAMIZ_HOME: bare }, '--home', home)).toBe(2);
  });
});

const REGISTER = 'tamiz_cartel_register';

describe('output files', () => {
  test('CSV has a header and the reasons in the language asked for', async () => {
    const args = ['screen', file, '--out', out('hits.csv'), '--lang', 'es'];
    expect(await tamiz({ home }, ...args)).toMatchObject({ code: 0, out: '' });
    const text = await readFile(out('hits.csv'), 'utf8');
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows.map(({ record, entity, band }) => [record, entity, band])).toEqual([
      ['c1', 'made-up-1', 'strong'],
      ['c3', 'made-up-2', 'possible'],
    ]);
    expect(rows[0]?.['explanation']).toContain('La fecha de nacimiento es la misma.');
  });

  test('a workbook holds the hits, and says what they rest on', async () => {
    const args = ['screen', file, '--out', out('hits.xlsx')];
    expect((await tamiz({ home: bare }, ...args)).code).toBe(0);
    const parts = unzipSync(await readFile(out('hits.xlsx')));
    const text = Object.values(parts).map((part) => strFromU8(part));
    expect(text.join('')).toMatch(/Screened only against the built-in register/);
  });

  test('JSON lines in a file are those on stdout, and no progress file is left', async () => {
    const shown = await tamiz({ home }, 'screen', file);
    await tamiz({ home }, 'screen', file, '--out', out('hits.jsonl'));
    expect(await readFile(out('hits.jsonl'), 'utf8')).toBe(shown.out);
    await expect(access(out('hits.jsonl.progress.json'))).rejects.toThrow('ENOENT');
  });

  test('a list that is not loaded leaves an older output alone', async () => {
    await writeFile(out('old.jsonl'), 'older hits\n');
    for (const list of ['us_ofac_sdn', 'nope']) {
      const args = ['screen', file, '--out', out('old.jsonl'), '--list', list];
      expect((await tamiz({ home }, ...args)).code).toBeGreaterThan(1);
    }
    expect(await readFile(out('old.jsonl'), 'utf8')).toBe('older hits\n');
  });
});

describe('while only the register is there, every output says so', () => {
  test.each([
    ['JSON lines', []],
    ['CSV', ['--out', 'register.csv']],
    ['a workbook', ['--out', 'register.xlsx']],
  ])('%s', async (_name, [option, name]) => {
    const more = option === undefined ? [] : [option, out(name as string)];
    expect((await tamiz({ home: bare }, 'screen', file, ...more)).err).toMatch(REGISTER_ONLY);
  });

  test('tamiz match, tamiz lists, tamiz serve and npm start', async () => {
    expect((await tamiz({ home: bare }, 'match', 'Nadie')).err).toMatch(REGISTER_ONLY);
    const json = await tamiz({ home: bare }, 'match', 'Nadie', '--json');
    expect(JSON.parse(json.out).coverage.en).toMatch(REGISTER_ONLY);
    expect((await tamiz({ home: bare }, 'lists')).err).toMatch(
      /Only the built-in register.*get t/s,
    );
    for (const words of [['serve'], ['start', '--no-sample'], ['start']]) {
      const stop = new AbortController();
      const onSaid = (text: string) => {
        if (text.startsWith('Tamiz is at ')) stop.abort();
      };
      const world = { home: bare, abort: stop.signal, onSaid };
      const { code, err } = await tamiz(world, ...words, '--port', '0');
      expect(code).toBe(0);
      expect(err).toMatch(REGISTER_ONLY);
      expect(err).toMatch(/Tamiz is at http:\/\/127\.0\.0\.1:\d+ /);
    }
  });
});

/** Files that cannot be read, and what the error names; the room below tests each in depth. */
const BAD: readonly (readonly [what: string, content: string | Uint8Array, says: RegExp])[] = [
  ['empty', '', /found no bytes\. Check that the export finished/],
  ['header only', 'id,name\n', /found a header and nothing else/],
  ['unclosed quote', 'id,name\nc1,"Nadie\nc2,Nadie\n', /a closing quote.*Close the quote/],
  ['a million columns', `name${',x'.repeat(1_000_000)}\n1`, /limit csv/],
  ['gzip bomb', gzipSync(`name\n${'a'.repeat(20_000_000)}`), /limit unpackRatio/],
  ['cut gzip', gzipSync('id,name\nc1,Nadie\n').subarray(0, 20), /a gzip file that is whole/],
  ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4), /an Excel workbook.*Save As/],
  ['half UTF-16', Uint8Array.of(0xff, 0xfe, 0x6e, 0, 0x0a), /UTF-16.*Save the file as UTF-8/],
  ['no name', 'colour,weight\nred,1\n', /found the headings "colour", "weight"\. Say .* --map/],
];

describe('bad customer files', () => {
  test.each(BAD)('%s exits with 3 and says why', async (_what, content, says) => {
    await writeFile(out('bad.csv'), content);
    const { code, out: hits, err } = await tamiz({ home: bare }, 'screen', out('bad.csv'));
    expect({ code, hits }).toEqual({ code: 3, hits: '' });
    expect(err).toMatch(
      /^tamiz: bad\.csv(, line \d+)?: expected .+, found .+\. .+\. \[INPUT_[A-Z_]+\]\n$/,
    );
    expect(err).toMatch(says);
  });

  test('odd ones are read, and what is odd is told', async () => {
    const rows = [
      'id,name,dob,country',
      'c1,Ximena Satizábal Prueba,01/02/1970,Narnia',
      'c2,🙂,,',
      'c3,Á,,,,surplus',
      `c4,${'A'.repeat(10_000)},,`,
      'c5,\u202eAna\u200b Prueba,,',
    ];
    const text = Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`, 'utf16le');
    await writeFile(out('odd.csv'), text);
    const { code, err } = await tamiz({ home: bare }, 'screen', out('odd.csv'));
    expect(code).toBe(0);
    expect(err).toContain('5 records');
    expect(err).toContain('Read as UTF-16');
    expect(err).toContain('1 × date that can be read two ways, first on line 2');
    expect(err).toContain('1 × country that is not known, first on line 2: Narnia');
    expect(err).toContain('1 × row without a name to compare, first on line 3');
    expect(err).toContain('1 × row with more or fewer values than headings, first on line 4');
    expect(err).toContain('1 × name that was cut, first on line 5');
  });

  test('a heading cannot act on the terminal', async () => {
    await writeFile(out('evil.csv'), 'name,\u001b[31mred\u009b2J\u202e\nNadie,1\n');
    const { err } = await tamiz({ home: bare }, 'screen', out('evil.csv'));
    expect(err).toContain('Columns not used: ␛[31mred<U+009B>2J<U+202E> (see --map).');
  });
});

test('the sample customers give what their key says', async () => {
  const { expected } = loadData<{ expected: Record<string, string> }>('examples/expected.json');
  const sample = join(packageRoot, 'data', 'examples', 'customers.csv');
  const { code, out: text } = await tamiz({ home: bare }, 'screen', sample);
  expect(code).toBe(0);
  const hits = hitsIn(text);
  const planted = Object.entries(expected).filter(([, entity]) => entity !== 'none-near');
  const missed = planted.filter(
    ([record, entity]) => !hits.some((hit) => hit.record === record && hit.entity === entity),
  );
  expect(missed).toEqual([]);
  const wrong = hits.filter((hit) => expected[hit.record] === 'none-near' && hit.band === 'strong');
  expect(wrong).toEqual([]);
  const ordinary = new Set(hits.map((hit) => hit.record).filter((id) => !(id in expected)));
  expect(ordinary.size / (2_000 - Object.keys(expected).length)).toBeLessThanOrEqual(0.002);
});

test('npm start shows the best hits as a table that fits the terminal, and says how many more', async () => {
  const stop = new AbortController();
  const onSaid = (text: string) => {
    if (text.startsWith('Tamiz is at ')) stop.abort();
  };
  const world = { home: bare, columns: 100, abort: stop.signal, onSaid };
  const { code, out: table, err } = await tamiz(world, 'start', '--port', '0', '--lang', 'es');
  expect(code).toBe(0);
  const lines = table.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^registro +cliente +se parece a +puntaje +banda +además del nombre$/);
  expect(lines.at(-1)).toMatch(/^… y \d+ más: \.\/tamiz screen data\/examples\/customers\.csv/);
  expect(lines.slice(0, -1).filter((line) => [...line].length > 100)).toEqual([]);
  expect(err).toContain('Los clientes de muestra, comparados (personas ficticias');
  expect(err).toContain('2,000 registros');
});

test('an abort before the lists are open writes nothing over', async () => {
  await writeFile(out('kept.jsonl'), 'older hits\n');
  const args = ['screen', file, '--out', out('kept.jsonl')];
  const outcome = await tamiz({ home, abort: AbortSignal.abort() }, ...args);
  expect(outcome).toEqual({ code: 130, out: '', err: '' });
  expect(await readFile(out('kept.jsonl'), 'utf8')).toBe('older hits\n');
});
