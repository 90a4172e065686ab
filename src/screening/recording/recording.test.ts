import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, problem, systemEntropy } from '../../base/index.ts';
import {
  createHomeJournal,
  readJournal,
  readPersonal,
  readRecord,
  withJournal,
} from '../../journal/index.ts';
import { ListStore } from '../../lists/index.ts';
import { lookUp } from '../look-up.ts';
import { openScreener } from '../open.ts';
import { screenFile } from '../outputs/to-file.ts';
import { screenCustomers } from '../screen-file.ts';
import type { HitRecord } from '../types.ts';
import { answersOfHits, differences } from './answers.ts';
import { Recorder } from './recorder.ts';
import { replay } from './replay.ts';
import { eraseQuestions } from './retention.ts';
import { lookedUp, WAYS } from './ways.ts';

const clock = fixedClock('2026-11-26T00:00:00Z');
let home = '';
const place = () => ({ home, clock, entropy: systemEntropy });
const at = (name: string) => join(home, name);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-recording-'));
  await createHomeJournal(place(), 'example.com/record');
});
afterEach(() => rm(home, { recursive: true }));

const person = (id: string, ...name: string[]) =>
  `${JSON.stringify({ id, schema: 'Person', properties: { name } })}\n`;
const ONE = person('made-up-1', 'Ximena Satizábal Prueba');
const TWO = person('made-up-2', 'Telesforo Zurbarán Inventado');

async function importList(text: string): Promise<void> {
  await writeFile(at('list.jsonl'), text);
  await new ListStore({ home, clock }).importFiles('my_list', [at('list.jsonl')], {
    acceptShrink: true,
  });
}

const XIMENA = [{ schema: 'Person', properties: { name: ['Ximena Satizabal'] } }];

/** Looks a party up, as `tamiz match` does; gives the number of the record. */
async function ask(examples: typeof XIMENA = XIMENA): Promise<number> {
  const { engine } = await openScreener({ home, clock });
  const asked = { examples, threshold: 0.2, limit: 5 };
  return withJournal(place(), async (journal) => {
    const recorder = new Recorder(journal, { home, clock });
    const done = lookedUp(engine, asked, lookUp(engine, asked));
    return (await recorder.record(engine, ...done)).seq;
  });
}

const again = (seq: number) => replay({ home, clock }, seq, WAYS);
const records = () => readJournal(home, (files) => files.count());

describe('a question that was taken down', () => {
  test('has the same answer when it is asked again, whatever the lists became', async () => {
    await importList(ONE);
    const seq = await ask();
    expect(await again(seq)).toMatchObject({
      isSame: true,
      isSameEngine: true,
      readAnew: [],
      asked: { way: 'look-up', questions: 1, hits: 1, lists: [{ name: 'my_list' }, {}] },
    });
    await importList(TWO);
    expect((await again(seq)).isSame).toBe(true);
    const later = await ask();
    expect(await again(later)).toMatchObject({ isSame: true, asked: { hits: 0 } });
  });

  test('says nothing of a person but beside the record', async () => {
    await importList(ONE);
    const seq = await ask();
    const text = JSON.stringify(await readJournal(home, (files) => readRecord(files, seq)));
    expect(text).not.toMatch(/Ximena|made-up-1/i);
    // Nor does it have what could be compared with the answers about somebody who is guessed.
    const { content } = await readJournal(home, (files) => readRecord(files, seq));
    const said = ['engine', 'hits', 'lists', 'parameters', 'questions', 'way'];
    expect('body' in content && Object.keys(content.body as object).sort()).toEqual(said);
    const kept = await readJournal(home, (files) => readPersonal(files, seq));
    expect(kept.state === 'kept' && kept.data.toString()).toMatch(/Ximena.*made-up-1/);
  });

  test('tells an answer that is another, and by what', async () => {
    await importList(ONE);
    const seq = await ask();
    const otherwise = { ...WAYS, 'look-up': () => [['made-up-1', 'my_list', 0.5, 'none', 'x']] };
    const replayed = await replay({ home, clock }, seq, otherwise);
    expect(replayed.isSame).toBe(false);
    expect(replayed.differences.map(({ where }) => where)).toEqual(['/0/2', '/0/3', '/0/4']);
  });

  test.each([
    ['is of something else', async () => withJournal(place(), (j) => j.append(OTHER))],
    ['whose persons were erased', async () => erased(await ask())],
    ['whose lists are not kept', async () => forgotten(await ask())],
  ])('cannot be asked again where the record %s', async (_, prepare) => {
    await importList(ONE);
    await prepare();
    await expect(again(0)).rejects.toMatchObject({ code: 'REPLAY_IMPOSSIBLE' });
  });
  const OTHER = { type: 'other.thing', body: {} };
  const erased = (seq: number) => withJournal(place(), (journal) => journal.erase(seq, 'asked'));
  async function forgotten(_: number): Promise<void> {
    await importList(TWO);
    const versions = at('lists/my_list/versions');
    const active = await new ListStore({ home, clock }).active('my_list');
    for (const name of await readdir(versions)) {
      if (name !== active?.version) await rm(join(versions, name), { recursive: true });
    }
  }
});

test('old questions that found nobody are forgotten, and all where that is wanted', async () => {
  await importList(ONE);
  const found = await ask();
  const nobody = await ask([{ schema: 'Person', properties: { name: ['Nadie Ninguno'] } }]);
  const forget = (before: string, withHits: boolean) =>
    withJournal(place(), (j) => eraseQuestions(j, { before, withHits, reason: 'not needed' }));
  expect(await forget('2026-11-26', true)).toBe(0);
  expect(await forget('2026-11-27', false)).toBe(1);
  await expect(again(nobody)).rejects.toMatchObject({ code: 'REPLAY_IMPOSSIBLE' });
  expect(await again(found)).toMatchObject({ isSame: true });
  expect(await forget('2026-11-27', false)).toBe(0);
  expect(await forget('2026-11-27', true)).toBe(1);
  await expect(again(found)).rejects.toMatchObject({ code: 'REPLAY_IMPOSSIBLE' });
});

/** Every row that was taken down, with its hits, from record `from` on. */
async function rowsTaken(from: number): Promise<[row: string[], hits: unknown][]> {
  const taken: [string[], unknown][] = [];
  const size = await records();
  for (let seq = from; seq < size; seq++) {
    const { type } = await readJournal(home, (files) => readRecord(files, seq));
    if (type === 'screening.began') continue;
    const kept = await readJournal(home, (files) => readPersonal(files, seq));
    if (kept.state !== 'kept') throw new Error(`record ${seq} is ${kept.state}`);
    const { questions, answers } = JSON.parse(kept.data.toString());
    for (const [nth, row] of questions.entries()) taken.push([row, answers[nth]]);
  }
  return taken;
}

describe('a file', () => {
  const names = fc.constantFrom('Ximena Satizabal', 'Telesforo Zurbaran', 'Nadie Ninguno', 'Ana');

  test('each row is taken down once, with its hits, and gives them again', async () => {
    await importList(ONE + TWO);
    const screener = await openScreener({ home, clock });
    await fc.assert(
      fc.asyncProperty(fc.array(names, { minLength: 1, maxLength: 40 }), async (rows) => {
        const before = await records();
        const lines = rows.map((name, n) => `c${n},${name}\n`);
        await writeFile(at('customers.csv'), `id,name\n${lines.join('')}`);
        const hits = new Map<string, HitRecord[]>();
        await withJournal(place(), (journal) =>
          screenFile(screener, at('customers.csv'), {
            output: at('hits.jsonl'),
            recorder: new Recorder(journal, { home, clock }),
            onHit: (hit) => void hits.set(hit.record, [...(hits.get(hit.record) ?? []), hit]),
          }),
        );
        const taken = await rowsTaken(before);
        const wanted = rows.map((name, n) => [
          [n + 2, `c${n}`, `c${n}`, name],
          answersOfHits(hits.get(`c${n}`) ?? []),
        ]);
        const byLine = (a: unknown[], b: unknown[]) =>
          (a[0] as number[])[0]! - (b[0] as number[])[0]!;
        expect([...taken].sort(byLine)).toEqual(wanted);
        // The first says how they were asked about.
        for (let seq = before + 1; seq < (await records()); seq++) {
          expect(await again(seq)).toMatchObject({ isSame: true });
        }
      }),
      { numRuns: 15 },
    );
  });

  interface Limits {
    readonly most?: number;
    readonly onHit?: () => void;
    readonly map?: Readonly<Record<string, string>>;
  }
  /** Screens a file with a journal that takes no more than so many records. */
  async function screenWith(
    text: string,
    { most = 99, onHit = () => {}, map = {} }: Limits = {},
  ): Promise<unknown> {
    await importList(ONE);
    const screener = await openScreener({ home, clock });
    await writeFile(at('customers.csv'), text);
    return withJournal(place(), (journal) => {
      let left = most;
      const append: typeof journal.append = async (record) => {
        if (left-- > 0) return journal.append(record);
        throw problem('DISK_FULL', { where: home, found: 'none left' });
      };
      const recorder = new Recorder({ append }, { home, clock });
      const options = { output: at('hits.jsonl'), recorder, onHit, map };
      return screenFile(screener, at('customers.csv'), options);
    });
  }

  test('no hit is given that could not be taken down', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => `c${n},Ximena Satizabal\n`);
    let given = 0;
    const screening = screenWith(`id,name\n${rows.join('')}`, {
      most: 100,
      onHit: () => void given++,
    });
    await expect(screening).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await records()).toBe(100);
    expect(given).toBeGreaterThan(0);
    expect(given).toBeLessThanOrEqual(100);
  });

  test('what comes before a fault of the file is taken down and given', async () => {
    await importList(ONE);
    const screener = await openScreener({ home, clock });
    const bytes = (async function* () {
      yield Buffer.from('id,name\n');
      for (let n = 0; n < 30_000; n++) {
        yield Buffer.from(`c${n},${n === 3 ? 'Ximena Satizabal' : 'Ana'}\n`);
      }
      throw new Error('torn');
    })();
    const hits: string[] = [];
    await withJournal(place(), async (journal) => {
      const recorder = new Recorder(journal, { home, clock });
      const onHit = (hit: HitRecord) => void hits.push(hit.record);
      const screening = screenCustomers(screener, { name: 'a.csv', bytes }, { recorder, onHit });
      await expect(screening).rejects.toThrow('torn');
    });
    expect(hits).toEqual(['c3']);
    expect((await rowsTaken(0)).length).toBeGreaterThan(1_000);
  });

  test('what a row takes in a record is what is counted', async () => {
    const rows = Array.from({ length: 9 }, (_, n) => `c${n},Nadie,${'\u0001'.repeat(40_000)}\n`);
    await screenWith(`id,name,address\n${rows.join('')}`);
    expect(await rowsTaken(0)).toHaveLength(9);
  });

  test('its first line is not in the record, as it may be a person', async () => {
    await screenWith('id,name,Fulana\nc1,Ximena Satizabal,Nadie\n', {
      map: { Fulana: 'alias' },
    });
    const text = JSON.stringify(await readJournal(home, (files) => readRecord(files, 0)));
    expect(text).not.toContain('Fulana');
    expect(await again(1)).toMatchObject({ isSame: true, asked: { hits: 1 } });
  });

  test('one that was interrupted and gone on with leaves no row out', async () => {
    await importList(ONE);
    const screener = await openScreener({ home, clock });
    const lines = Array.from({ length: 900 }, (_, n) => {
      return `c${n},${n % 50 === 7 ? 'Ximena Satizabal' : 'Nadie'}\n`;
    });
    await writeFile(at('customers.csv'), `id,name\n${lines.join('')}`);
    const run = (resume: boolean, abort?: AbortController) =>
      withJournal(place(), (journal) =>
        screenFile(screener, at('customers.csv'), {
          output: at('hits.jsonl'),
          resume,
          checkpointEvery: 100,
          recorder: new Recorder(journal, { home, clock }),
          ...(abort && { abort: abort.signal, onHit: () => abort.abort() }),
        }),
      );
    expect((await run(false, new AbortController())).complete).toBe(false);
    expect((await run(true)).complete).toBe(true);
    const lineNumbers = new Set((await rowsTaken(0)).map(([row]) => Number(row[0])));
    expect([...lineNumbers].sort((a, b) => a - b)).toEqual(lines.map((_, n) => n + 2));
  });
});

test('differences are found at any depth, and no more than are asked for', () => {
  const was = { a: [1, { b: 2 }], c: 'x', d: null };
  expect(differences(was, was)).toEqual([]);
  expect(differences(was, { a: [1, { b: 3 }, 4], c: 'x', d: null })).toEqual([
    { where: '/a/1/b', was: 2, is: 3 },
    { where: '/a/2', was: undefined, is: 4 },
  ]);
  expect(differences([1, 2, 3], [4, 5, 6], 2)).toHaveLength(2);
});
