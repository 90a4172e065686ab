import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock, systemEntropy } from '../base/index.ts';
import { openJournal } from '../journal/index.ts';
import { CUSTOMERS, LIST } from './testing/files.ts';
import { tamiz } from './testing/line.ts';

let home = '';
const at = (name: string) => join(home, name);
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-replay-'));
  await writeFile(at('customers.csv'), CUSTOMERS);
  await writeFile(at('list.jsonl'), LIST);
  expect((await tamiz({ home }, 'lists', 'import', 'my_list', at('list.jsonl'))).code).toBe(0);
});
afterAll(() => rm(home, { recursive: true }));

const run = (...args: string[]) => tamiz({ home }, ...args);
const records = async () => JSON.parse((await run('journal', '--json')).out).records as number;

test('questions are taken down from the day on which there is a journal, and asked again', async () => {
  const before = await run('match', 'Ximena Satizabal');
  expect(before.code).toBe(0);
  expect((await run('journal')).code).toBe(2);
  await run('journal', 'create');
  expect((await run('match', 'Ximena Satizabal')).out).toBe(before.out);
  expect(await records()).toBe(1);
  expect((await run('screen', at('customers.csv'), '--out', at('hits.jsonl'))).code).toBe(0);
  const after = await records();
  expect(after).toBeGreaterThan(2);
  expect((await run('replay', '1')).err).toContain('a record of screening.began');
  for (let seq = 0; seq < after; seq++) {
    if (seq === 1) continue;
    const replayed = await run('replay', String(seq));
    expect(replayed).toMatchObject({ code: 0 });
    expect(replayed.out).toContain('The answer is the same.');
  }
  const json = JSON.parse((await run('replay', '0', '--json')).out);
  expect(json).toMatchObject({ isSame: true, asked: { seq: 0, way: 'look-up', questions: 1 } });
});

test('while another process has the journal, nothing is answered that it cannot take down', async () => {
  const { close } = await openJournal({
    home,
    clock: fixedClock('2026-11-26T00:00:00Z'),
    entropy: systemEntropy,
  });
  try {
    const refused = await run('match', 'Ximena Satizabal');
    expect(refused.out).toBe('');
    expect(refused.err).toContain('HOME_LOCKED');
    await rm(at('none.jsonl'), { force: true });
    const file = await run('screen', at('customers.csv'), '--out', at('none.jsonl'));
    expect(file.err).toContain('HOME_LOCKED');
    await expect(readFile(at('none.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' });
  } finally {
    await close();
  }
});

test('who is screened again is taken down, and what cannot be writes over no older output', async () => {
  expect((await run('customers', 'load', at('customers.csv'))).code).toBe(0);
  const before = await records();
  const rescreen = ['customers', 'rescreen', '--out', at('changes.jsonl')];
  expect((await run(...rescreen)).code).toBe(0);
  const changes = await readFile(at('changes.jsonl'), 'utf8');
  expect(changes).toContain('"new"');
  // Two with hits, those without, and how they were asked.
  expect(await records()).toBe(before + 4);
  const asked = ['replay', String(before + 1), '--json'];
  expect(JSON.parse((await run(...asked)).out)).toMatchObject({
    isSame: true,
    asked: { way: 'customers', parameters: { threshold: 0.7 } },
  });
  expect((await run('watch', '--once')).code).toBe(0);
  expect(await records()).toBe(before + 4);
  const again = ['watch', '--once', '--dry-run', '--threshold', '0.71'];
  expect((await run(...again)).code).toBe(0);
  expect(await records()).toBe(before + 8);
  const archive = ['journal', 'archive', String(before + 1), '--out', at('again.zip')];
  expect((await run(...archive)).code).toBe(0);
  const { close } = await openJournal({
    home,
    clock: fixedClock('2026-11-26T00:00:00Z'),
    entropy: systemEntropy,
  });
  try {
    for (const words of [
      [...rescreen, '--threshold', '0.9'],
      ['watch', '--once', '--threshold', '.9'],
    ]) {
      expect(await run(...words)).toMatchObject({
        out: '',
        err: expect.stringContaining('HOME_LOCKED'),
      });
    }
    expect(await readFile(at('changes.jsonl'), 'utf8')).toBe(changes);
  } finally {
    await close();
  }
});

test('old questions are forgotten by a day, or one record by its number, never by both', async () => {
  const reason = ['--reason', 'not needed'];
  const none = await run('journal', 'erase', '--before', '2000-01-01', '--with-hits', ...reason);
  expect(none).toMatchObject({ code: 0, out: expect.stringContaining('of 0 records') });
  for (const words of [[], ['0', '--before', '2000-01-01'], ['--before', 'once']]) {
    expect((await run('journal', 'erase', ...words, ...reason)).code).toBe(2);
  }
});

test('what is no question, or no number, is told', async () => {
  await run('journal', 'erase', '0', '--reason', 'asked by the person');
  expect((await run('replay', '0')).err).toContain('personal data that was erased');
  const last = (await records()) - 1;
  expect((await run('replay', String(last))).err).toContain('a record of journal.erased');
  for (const number of ['x', '-1', '1e3', '99999']) {
    expect((await run('replay', number)).code, number).toBe(2);
  }
});

test('an archive has all that belongs to records, and shows when any of it was changed', async () => {
  await run('match', 'Ximena Satizabal');
  const seq = (await records()) - 1;
  const out = at('archive.zip');
  const made = await run('journal', 'archive', String(seq), '0', '--out', out);
  expect(made).toMatchObject({ code: 0 });
  const { key } = JSON.parse((await run('journal', '--json')).out);
  const checked = await run('journal', 'check', out, '--key', key);
  expect(checked.code).toBe(0);
  expect(checked.out).toContain(`Record ${seq}: screening.asked`);
  expect(checked.out).toMatch(new RegExp(`Record ${seq}: .*with its personal data`));
  // What was erased before is not in it.
  expect(checked.out).toMatch(/Record 0: .*without personal data/);
  const files = unzipSync(await readFile(out));
  const read = (name: string) => JSON.parse(strFromU8(files[name] as Uint8Array));
  expect(read(`record-${seq}/asked-again.json`)).toMatchObject({ isSame: true });
  expect(read('record-0/asked-again.json')).toMatchObject({
    impossible: expect.stringContaining('erased'),
  });
  expect(read(`record-${seq}/lists.json`)).toContainEqual(
    expect.objectContaining({ name: 'my_list', manifest: expect.objectContaining({ records: 4 }) }),
  );
  expect(read(`record-${seq}/personal.json`).text).toContain('Ximena Satizabal');
  const changes: [string, Record<string, Uint8Array | undefined>][] = [
    ['another file', { 'record-0/lists.json': strToU8('[]') }],
    ['one file less', { 'README.txt': undefined }],
    ['one more', { 'more.txt': strToU8('x') }],
    ['other sums', { SHA256SUMS: strToU8('x') }],
    ['no proof', { 'archive.tlog-proof': undefined }],
  ];
  for (const [what, change] of changes) {
    const changed = Object.entries({ ...files, ...change }).filter(([, bytes]) => bytes);
    await writeFile(out, zipSync(Object.fromEntries(changed) as Record<string, Uint8Array>));
    expect([what, (await run('journal', 'check', out, '--key', key)).code]).toEqual([what, 3]);
  }
  await writeFile(out, Buffer.from('PK no archive'));
  expect((await run('journal', 'check', out, '--key', key)).code).toBe(3);
});
