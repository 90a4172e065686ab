import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { tamiz } from './testing/line.ts';

let home = '';
let file = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-usage-'));
  file = join(home, 'customers.csv');
  await writeFile(file, 'id,name\nc1,Nadie Prueba\n');
});
afterAll(() => rm(home, { recursive: true }));

describe('help and version', () => {
  test('the version is the package’s', async () => {
    const { version } = loadData<{ version: string }>('../package.json');
    expect(await tamiz({ home }, '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test.each([
    [[], /screen .*match .*lists .*serve .*start .*Exit codes: 0 done/s],
    [
      ['screen'],
      /--out .*--threshold .*--list .*--map .*--resume .*--workers .*--fail-on-hit .*--home/s,
    ],
    [['match'], /--schema .*--birth-date .*--curp .*--limit .*--json/s],
    [['law'], /<party>.*--date .*--known-at .*--actor .*--via .*--json .*--lang .*shipping-line/s],
    [['lists'], /update .*import/s],
    [['lists', 'update'], /--from .*--accept-shrink/s],
    [['lists', 'import'], /<name> <file\.\.\.>.*--accept-shrink/s],
    [['journal'], /create .*checkpoint .*verify .*prove .*check .*export /s],
    [['journal', 'checkpoint'], /--witness .*--witness-key .*--json/s],
    [['witness'], /--log .*--name .*--host .*--port/s],
    [['serve'], /--host .*--port/s],
    [['start'], /npm start -- .*--no-sample .*\.\/tamiz lists update/s],
  ] as const)('tamiz %j --help goes to stdout, in lines of a terminal', async (words, shows) => {
    const { code, out, err } = await tamiz({ home }, ...words, '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(shows);
    expect(out.split('\n').filter((line) => line.length > 90)).toEqual([]);
  });

  test('without a command the help is on stderr, and it is wrong use', async () => {
    const { code, out, err } = await tamiz({ home });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: tamiz <command>');
  });
});

/** Words that are wrong, the exit code, and what the error says was expected, found and to do. */
const WRONG: readonly (readonly [words: string, code: number, says: RegExp])[] = [
  ['scren FILE', 2, /a command that Tamiz knows, found .*'scren'\. Did you mean screen\?/],
  ['screen FILE --thresold 1', 2, /found unknown option '--thresold'\. Did you mean --threshold\?/],
  ['screen', 2, /found missing required argument 'file'/],
  ['screen --list un_sc_sanctions FILE', 2, /Name the file before the options/],
  ['screen FILE OTHER', 2, /found too many arguments/],
  ['screen FILE --out', 2, /expected a value behind the option/],
  ['screen FILE --threshold x', 2, /--threshold: expected a number from 0 to 1.*found "x"/],
  ['screen FILE --threshold 1.01', 2, /found "1\.01"/],
  ['screen FILE --threshold 0x1', 2, /found "0x1"/],
  ['screen FILE --limit 0', 2, /--limit: expected a whole number.*found "0"/],
  ['screen FILE --workers 65', 2, /--workers: expected a whole number from 1 to 64, found "65"/],
  ['screen FILE --limit 1e3', 2, /found "1e3"/],
  ['screen FILE --lang fr', 2, /--lang: expected en or es, found "fr"/],
  ['screen FILE --map name', 2, /--map: expected heading=property, found "name"/],
  ['screen FILE --map =name', 2, /--map: expected heading=property/],
  ['screen FILE --map Nadie=name', 2, /one of the headings "id", "name", found "Nadie"/],
  ['screen FILE --out hits.txt', 2, /\.jsonl, \.json, \.csv or \.xlsx.*found hits\.txt/],
  ['screen FILE --out FILE', 2, /found the customer file itself/],
  ['screen FILE --resume', 2, /--resume: expected --out, found none/],
  [
    'screen FILE --list nope',
    2,
    /--list: expected one of us_ofac_sdn.*found "nope"\. Run `tamiz l/,
  ],
  ['screen FILE --list us_ofac_sdn', 4, /a list that is loaded, found us_ofac_sdn.*lists update/],
  ['screen nope.csv', 3, /nope\.csv: expected a file that exists.*found no such file\. Check/],
  ['screen FOLDER', 3, /found a folder\. Check the path/],
  ['match', 2, /found missing required argument 'name'/],
  ['match EMPTY', 2, /a name with a letter or digit.*found ""\. Write the name in quotes/],
  ['match ...', 2, /a name with a letter or digit.*found "\.\.\."/],
  ['match 🙂', 2, /a name with a letter or digit/],
  ['match LONG', 3, /found 10000 characters \(limit nameCharacters, 1000\)\. Shorten the name/],
  ['match Nadie --schema Nothing', 2, /--schema: expected a FollowTheMoney schema.*entities\.md/],
  ['match Nadie --schema Sanction', 2, /--schema: expected .*found "Sanction"/],
  ['match Nadie --schema Vessel --curp X', 2, /only what the schema Vessel has, found --curp/],
  ['match Nadie --schema Value', 2, /only what the schema Value has, found a name/],
  ['match Nadie --imo 1 --birth-date 1980', 2, /found a name, --birth-date, --imo/],
  ['match Nadie --birth-date 1980-02-31', 2, /a date that exists.*found "1980-02-31"/],
  ['match Nadie --birth-date soon', 2, /a date that exists.*found "soon"/],
  ['match Nadie --country Narnia', 2, /a country, by its name or ISO code, found "Narnia"/],
  ['match Nadie --curp EMPTY', 2, /--curp: expected a value that is not blank/],
  [
    'match Nadie --home FILE',
    2,
    /expected a data folder, found a file\. Name a folder with --home/,
  ],
  ['law', 2, /found missing required argument 'party'/],
  ['law EMPTY', 2, /a value that is not blank/],
  ['law Xqzwv', 2, /a programme, the id of a listed party.*found "Xqzwv"\. Look the name up with/],
  ['law LONG', 3, /10000 characters \(limit nameCharacters, 1000\)/],
  ['law ...', 2, /a programme, the id of a listed party/],
  ['law 🙂', 2, /a programme, the id of a listed party/],
  ['law SDGT --actor bank', 2, /a kind of actor, such as us-bank; the kinds are bank, .*"bank"/],
  ['law SDGT --actor us-circus', 2, /found "us-circus"\. See docs\/reference\/law\.md/],
  ['law SDGT --date 2026-02-30', 2, /--date: expected a day such as .*found "2026-02-30"/],
  ['law SDGT --date 2026', 2, /--date: expected a day/],
  ['law SDGT --known-at soon', 2, /--known-at: expected a day/],
  ['law SDGT --via friend', 2, /owned-50, owned-less, controlled/],
  ['lists --home FILE', 2, /expected a data folder, found a file/],
  ['match Nadie --home EMPTY', 2, /--home: expected a value that is not blank/],
  ['lists nope', 2, /The commands of lists are update and import/],
  ['lists update Nope', 2, /found "Nope"\. A name of your own/],
  ['lists update my_list', 2, /a list with a publisher, found my_list\. Take its files with/],
  ['lists import my_list', 2, /found missing required argument/],
  ['lists import Nope FILE', 2, /us_ofac_sdn, .*or a name of your own, found "Nope"/],
  ['lists import my_list FILE --json', 2, /no --json where lists are changed/],
  ['lists import my_list nope.xml', 3, /nope\.xml: .*found no such file/],
  ['serve --port 65536', 2, /--port: expected a port from 0 to 65535, found "65536"/],
  ['serve --host 0.0.0.0', 2, /a loopback address, or an access token.*Set TAMIZ_TOKEN/],
  ['start --host 0.0.0.0', 2, /a loopback address, or an access token/],
];

test.each(WRONG)('tamiz %s exits with %i and says why', async (words, code, says) => {
  const stands: Record<string, string> = {
    FILE: file,
    FOLDER: home,
    EMPTY: '',
    LONG: 'Ñ'.repeat(10_000),
  };
  const args = words.split(' ').map((word) => stands[word] ?? word);
  const outcome = await tamiz({ home }, ...args);
  expect(outcome).toMatchObject({ code, out: '' });
  expect(outcome.err).toMatch(/^tamiz: (.+: )?expected .+, found .+\. .+[.?] \[[A-Z_]+\]\n$/);
  expect(outcome.err).toMatch(says);
});

describe('where to listen', () => {
  test('a port that is taken is named, with what to do', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { code, err } = await tamiz({ home }, 'serve', '--port', String(port));
    await new Promise((resolve) => taken.close(resolve));
    expect(code).toBe(2);
    expect(err).toContain(`tamiz: 127.0.0.1:${port}: expected a port that is free, found one that`);
    expect(err).toContain('Name another one with --port, or 0 for any. [USAGE_PORT]');
  });

  test('an address that this machine does not have is told so', async () => {
    // 192.0.2.0/24 is for documentation (RFC 5737).
    const env = { TAMIZ_TOKEN: 'a-token-made-up-for-a-test' };
    const outcome = await tamiz({ home, env }, 'serve', '--host', '192.0.2.1', '--port', '0');
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain('192.0.2.1:0: expected an address of this machine');
  });

  test('a token that could be guessed is refused; an empty one counts as none', async () => {
    const serve = (token: string) =>
      tamiz({ home, env: { TAMIZ_TOKEN: token } }, 'serve', '--host', '0.0.0.0');
    expect(await serve('short')).toMatchObject({
      code: 2,
      err: expect.stringContaining('at least 16'),
    });
    expect(await serve('')).toMatchObject({ code: 2, err: expect.stringContaining('no token') });
  });
});
