import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, systemEntropy } from '../base/index.ts';
import { openJournal, withJournal } from '../journal/index.ts';
import { tamiz } from './testing/line.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-journal-cli-'));
});
afterEach(() => rm(home, { recursive: true }));

const at = (name: string) => join(home, name);
const run = (...words: string[]) => tamiz({ home }, 'journal', ...words);
const place = () => ({
  home,
  clock: fixedClock('2026-04-21T12:00:00Z'),
  entropy: systemEntropy,
});

/** A journal with some records, made by the commands and by what records for them. */
async function recorded(count: number): Promise<string> {
  const { out } = await run('create', '--origin', 'example.com/record');
  await withJournal(place(), async (journal) => {
    for (let i = 0; i < count; i++) {
      const personal = { personal: { who: `Nadie Prueba ${i}` } };
      await journal.append({ type: 'case.opened', body: { number: i }, ...personal });
    }
  });
  return out.trim();
}

describe('a journal', () => {
  test('that is not there is asked for', async () => {
    for (const words of [[], ['verify'], ['checkpoint'], ['prove', '0'], ['export', at('out')]]) {
      const { code, err } = await run(...words);
      expect({ code, err }).toMatchObject({ code: 2 });
      expect(err).toContain('Make one with `tamiz journal create`. [JOURNAL_ABSENT]');
    }
    expect(await readdir(home)).toEqual([]);
  });

  test('is made once, with a key that its owner alone can read and that is never shown', async () => {
    const made = await run('create', '--origin', 'example.com/record');
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^example\.com\/record\+[0-9a-f]{8}\+\S{44}\n$/);
    const path = at('journal/key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const secret = (await readFile(path, 'utf8')).trim();
    expect(secret).toMatch(/^PRIVATE\+KEY\+/);
    const again = await run('create');
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('[JOURNAL_EXISTS]') });
    for (const { out, err } of [made, again, await run(), await run('verify', '--json')]) {
      expect(out + err).not.toContain(secret.slice(-20));
    }
    expect((await run('create', '--origin', 'a b')).code).toBe(2);
  });

  test('without a name has one that is nobody’s', async () => {
    expect((await run('create')).out).toMatch(/^tamiz\.invalid\/journal\/[0-9a-f]{16}\+/);
  });

  test('tells its state, for people and for programs', async () => {
    const key = await recorded(3);
    const { out } = await run();
    expect(out).toMatch(/Records {4}3\nSigned {5}the first 3\nWitnessed {2}none/);
    expect(JSON.parse((await run('--json')).out)).toEqual({ key, records: 3, signed: 3 });
  });

  test('shows a record, and personal data only when asked to', async () => {
    await recorded(2);
    const { out } = await run('show', '1');
    expect(JSON.parse(out)).toMatchObject({ seq: 1, type: 'case.opened', body: { number: 1 } });
    expect(out).not.toContain('Nadie');
    const personal = JSON.parse((await run('show', '1', '--personal')).out);
    expect(personal.personal).toEqual({ state: 'kept', data: { who: 'Nadie Prueba 1' } });
    expect(await run('show', '2')).toMatchObject({ code: 2 });
    expect(await run('show', 'x')).toMatchObject({ code: 2 });
  });

  test('erases what it holds about a person, and says so', async () => {
    await recorded(2);
    const { code, out } = await run('erase', '0', '--reason', 'asked for');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Record 0: personal data erased, as record 2 says.\n',
    });
    const shown = JSON.parse((await run('show', '0', '--personal')).out);
    expect(shown.personal).toEqual({ state: 'erased' });
    expect((await run('verify')).err).toContain('personal data of 1 kept, of 1 erased');
    expect((await run('erase', '0', '--reason', 'x')).err).toContain('erased already');
  });
});

describe('tamiz journal verify', () => {
  test('says that all is well, and what it cannot exclude', async () => {
    await recorded(3);
    const { code, out, err } = await run('verify');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('3 records read; personal data of 3 kept, of 0 erased. Everything is as');
    expect(err).toContain('No witness has seen it');
  });

  test('names file, record and byte of what was changed, and fails', async () => {
    await recorded(3);
    const path = at('journal/records/000000000000.log');
    const bytes = await readFile(path);
    bytes[bytes.length - 10]! ^= 1;
    await writeFile(path, bytes);
    const { code, out, err } = await run('verify');
    expect(code).toBe(70);
    expect(out).toMatch(
      /records\/000000000000\.log, record 2, byte \d+: bytes unlike its checksum/,
    );
    expect(err).toMatch(/\d+ findings\./);
    const json = JSON.parse((await run('verify', '--json')).out);
    expect(json.findings[0]).toMatchObject({ record: 2 });
    const refused = await run('checkpoint');
    expect(refused).toMatchObject({ code: 70, out: '' });
    expect(refused.err).toContain('[JOURNAL_DAMAGED]');
  });

  test('compares with a checkpoint that somebody else kept', async () => {
    await recorded(3);
    await writeFile(at('kept'), (await run('checkpoint')).out);
    expect((await run('verify', '--against', at('kept'))).code).toBe(0);
    // The same number of other records, with the same key.
    await rm(at('journal/records'), { recursive: true });
    expect((await run('verify', '--against', at('kept'))).code).toBe(70);
    await writeFile(at('kept'), 'nonsense');
    expect(await run('verify', '--against', at('kept'))).toMatchObject({
      code: 3,
      err: expect.stringContaining('[NOTE_INVALID]'),
    });
    expect((await run('verify', '--against', at('absent'))).code).toBe(3);
  });

  test('reads what is signed while somebody writes', async () => {
    await recorded(3);
    const { journal, close } = await openJournal(place());
    await journal.append({ type: 'test.record', body: 1 });
    const { code, err } = await run('verify');
    expect(code).toBe(0);
    expect(err).toMatch(/Somebody writes to it \(process \d+ .*\): only the first 3 records\./);
    expect(await run('checkpoint')).toMatchObject({
      code: 70,
      err: expect.stringContaining('[HOME_LOCKED]'),
    });
    await close();
  });
});

describe('what is given to others', () => {
  test('a proof is checked by whoever has the key and nothing else', async () => {
    const key = await recorded(5);
    const proof = at('record-2.tlog-proof');
    expect(await run('prove', '2', '--out', proof)).toMatchObject({ code: 0, out: '' });
    expect((await run('prove', '2')).out).toBe(await readFile(proof, 'utf8'));
    const elsewhere = await mkdtemp(join(tmpdir(), 'tamiz-elsewhere-'));
    const check = (...words: string[]) =>
      tamiz({ home: elsewhere }, 'journal', 'check', proof, ...words);
    const { code, out } = await check('--key', key);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Record 2 (case.opened, 2026-04-21T12:00:00.000Z) is one of the 5 records of this log.\n',
    });
    expect(JSON.parse((await check('--key', key, '--json')).out)).toMatchObject({ size: 5 });
    expect((await check('--key', 'nonsense')).code).toBe(3);
    const text = await readFile(proof, 'utf8');
    await writeFile(proof, text.replace('index 2', 'index 1'));
    const forged = await check('--key', key);
    expect(forged).toMatchObject({ code: 3, out: '' });
    expect(forged.err).toContain('a path from the record to another root');
    await rm(elsewhere, { recursive: true });
    expect(await run('prove', '5')).toMatchObject({ code: 2 });
  });

  test('an export has what C2SP tlog-tiles asks for', async () => {
    await recorded(5);
    const { code, err } = await run('export', at('out'));
    expect(code).toBe(0);
    expect(err).toContain('5 records in 4 files');
    expect(await readdir(at('out'))).toEqual(['checkpoint', 'tile', 'vkey']);
    expect((await stat(at('out/tile/0/000.p/5'))).size).toBe(160);
    expect((await run('export', at('out'))).code).toBe(2);
  });
});

/** A witness that runs until it is stopped, as the command starts it. */
async function startWitness(folder: string, key: string, port: string) {
  const stop = new AbortController();
  let ended: ReturnType<typeof tamiz> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    const onSaid = (text: string) => {
      const address = /http:\/\/\S+/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    };
    const words = ['--log', key, '--name', 'witness.example/w', '--port', port];
    ended = tamiz({ home: folder, abort: stop.signal, onSaid }, 'witness', ...words);
    void ended.then(({ err }) => reject(new Error(err)));
  });
  const end = async () => {
    stop.abort();
    return ended as ReturnType<typeof tamiz>;
  };
  return { url, end };
}

test('a witness co-signs until it is stopped, and remembers', async () => {
  const key = await recorded(3);
  const other = await mkdtemp(join(tmpdir(), 'tamiz-witness-cli-'));
  const first = await startWitness(other, key, '0');
  expect(await run('checkpoint', '--witness', first.url)).toMatchObject({
    code: 2,
    err: expect.stringContaining('give it as --witness-key'),
  });
  expect((await run('checkpoint', '--witness', 'ftp://x')).code).toBe(2);
  expect(await tamiz({ home: other }, 'witness', '--log', key)).toMatchObject({
    code: 70,
    err: expect.stringContaining('[HOME_LOCKED]'),
  });
  const { code, out } = await first.end();
  expect(code).toBe(0);
  const witnessKey = out.trim();
  const { url, end } = await startWitness(other, key, '0');
  const signed = await run('checkpoint', '--witness', url, '--witness-key', witnessKey);
  expect(signed).toMatchObject({ code: 0 });
  expect(signed.out.match(/^— /gm)).toHaveLength(2);
  expect((await run()).out).toContain('Witnessed  the first 3, by witness.example/w at 2026-04-21');
  expect((await run('verify')).err).toContain('witness.example/w saw the first 3');
  expect((await run('prove', '0', '--out', at('proof'))).code).toBe(0);
  const checked = await run('check', at('proof'), '--key', key, '--witness-key', witnessKey);
  expect(checked.out).toContain('seen by witness.example/w at 2026-04-21T12:00:00.000Z');
  const digest = createHash('sha256').update('example.com/record').digest('hex');
  expect(await (await fetch(`${url}/${digest}/checkpoint`)).text()).toBe(signed.out);
  await end();
  const away = await run('checkpoint', '--witness', url);
  expect(away).toMatchObject({ code: 70, err: expect.stringContaining('[WITNESS_REFUSED]') });
  await rm(other, { recursive: true });
});
