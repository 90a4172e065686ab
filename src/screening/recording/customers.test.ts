import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock, problem, systemEntropy } from '../../base/index.ts';
import {
  createHomeJournal,
  type Entry,
  type Journal,
  readJournal,
  readRecord,
  withJournal,
} from '../../journal/index.ts';
import { ListStore } from '../../lists/index.ts';
import { Customers } from '../customers/customers.ts';
import type { HitChange } from '../customers/rescreen.ts';
import { loadMadeUp } from '../testing/customers.ts';
import { TakenDown } from '../testing/taken.ts';
import { Recorder } from './recorder.ts';
import { replay } from './replay.ts';
import { WAYS } from './ways.ts';

/** Customers who are kept and asked about again, in a data folder with a journal. */
const clock = fixedClock('2026-11-26T00:00:00Z');
let home = '';
const place = () => ({ home, clock, entropy: systemEntropy });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-recording-'));
  await createHomeJournal(place(), 'example.com/record');
  // One with hits, and more without than one record has.
  const rows = Array.from({ length: 600 }, (_, n) => `c${n},Ana Cualquiera ${n}\n`);
  await loadMadeUp(home, `id,name\nx,Ximena Satizabal\nz,Telesforo Zurbaran\n${rows.join('')}`);
});
afterEach(() => rm(home, { recursive: true }));

const listed = (id: string, name: string) =>
  `${JSON.stringify({ id, schema: 'Person', properties: { name: [name] } })}\n`;
const XIMENA = listed('p-1', 'Ximena Satizábal Prueba');

async function importList(text: string): Promise<void> {
  const path = join(home, 'list.jsonl');
  await writeFile(path, text);
  const store = new ListStore({ home, clock });
  await store.importFiles('my_list', [path], { acceptShrink: true });
}

interface Around {
  readonly append?: (journal: Journal) => (entry: Entry) => ReturnType<Journal['append']>;
  readonly onChange?: (change: HitChange) => void;
  readonly dryRun?: boolean;
}

const rescreen = ({ append, onChange = () => {}, dryRun = false }: Around = {}) =>
  withJournal(place(), (journal) => {
    const kept = append === undefined ? journal : { append: append(journal) };
    const recorder = new Recorder(kept, { home, clock });
    return new Customers({ home, clock }).rescreen({ onChange, recorder, dryRun });
  });

const records = () => readJournal(home, (files) => files.count());

/** Asks all records again that stand behind a number; gives how many customers each is about. */
async function replayed(from: number): Promise<number[]> {
  const sizes: number[] = [];
  for (let seq = from; seq < (await records()); seq++) {
    const { type } = await readJournal(home, (files) => readRecord(files, seq));
    if (type !== 'screening.asked') continue;
    const again = await replay({ home, clock }, seq, WAYS);
    expect(again).toMatchObject({ isSame: true, differences: [], asked: { way: 'customers' } });
    sizes.push(again.asked.questions);
  }
  return sizes;
}

test('everybody who is asked is taken down once, and has the same answer of the lists of then', async () => {
  await importList(XIMENA);
  expect(await rescreen()).toMatchObject({ hits: 1, changes: { new: 1 } });
  expect((await replayed(0)).sort((a, b) => a - b)).toEqual([1, 89, 512]);
  const before = await records();
  expect(await rescreen()).toMatchObject({ asked: 0 });
  expect(await records()).toBe(before);
  await importList(XIMENA + listed('p-2', 'Telesforo Zurbarán Inventado'));
  expect(await rescreen({ dryRun: true })).toMatchObject({ changes: { new: 1 } });
  expect(await rescreen()).toMatchObject({ hits: 2, listings: 1 });
  // The dry run and the other one: the listing, how it was asked, and who.
  expect(await replayed(before)).toEqual([1, 1]);
  await importList(listed('p-2', 'Telesforo Zurbarán Inventado'));
  expect(await rescreen()).toMatchObject({ hits: 1, changes: { gone: 1 } });
  // Whoever had a hit that is gone was asked, and found nothing.
  expect((await replayed(0)).sort((a, b) => a - b)).toEqual([1, 1, 1, 1, 89, 512]);
  const about = await readJournal(home, (files) => readRecord(files, before));
  expect(about).toMatchObject({
    type: 'screening.about',
    content: { body: { listings: ['p-2'] } },
  });
  const began = await readJournal(home, (files) => readRecord(files, before + 1));
  expect(began).toMatchObject({
    type: 'screening.began',
    content: { body: { parameters: { threshold: 0.7, about: [before], dryRun: true } } },
  });
});

test('no hit is told that could not be taken down, and the next run tells it', async () => {
  await importList(XIMENA);
  const told: HitChange[] = [];
  const state = join(home, 'customers', 'state.json');
  const untouched = await readFile(state, 'utf8');
  for (const most of [0, 1, 2]) {
    let left = most;
    const refused = rescreen({
      onChange: (change) => void told.push(change),
      append: (journal) => async (entry) => {
        if (left-- > 0) return journal.append(entry);
        throw problem('DISK_FULL', { where: home, found: 'none left' });
      },
    });
    await expect(refused).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(told).toEqual([]);
    expect(await readFile(state, 'utf8')).toBe(untouched);
  }
  const before = await records();
  expect(await rescreen({ onChange: (change) => void told.push(change) })).toMatchObject({
    hits: 1,
  });
  expect(told).toMatchObject([{ change: 'new', record: 'x' }]);
  // What was asked is asked anew, and taken down anew; what was taken down before is right too.
  expect((await replayed(before)).sort((a, b) => a - b)).toEqual([1, 89, 512]);
  await replayed(0);
});

test('what is about many listings stands in as many records as it needs', async () => {
  const taken = new TakenDown();
  const recorder = new Recorder(taken, { home, clock });
  const listings = Array.from({ length: 3_000 }, (_, n) => `listing-${n}`);
  const numbers = await recorder.about(listings);
  expect(numbers).toHaveLength(3);
  expect(await recorder.about([])).toEqual([]);
  await withJournal(place(), async (journal) => {
    const wide = Array.from({ length: 20 }, (_, n) => `${'字'.repeat(4_000)}${n}`);
    expect((await new Recorder(journal, { home, clock }).about(wide)).length).toBeGreaterThan(4);
  });
});
