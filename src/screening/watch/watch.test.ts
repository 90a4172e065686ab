import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock, fixedClock, seededRandom } from '../../base/index.ts';
import { ListStore } from '../../lists/index.ts';
import { memoryNet } from '../../lists/testing/memory-net.ts';
import { openLists } from '../customers/lists.ts';
import { type HitChange, rescreen } from '../customers/rescreen.ts';
import { customersFolder, readState } from '../customers/state.ts';
import { Outbox } from '../outbox/outbox.ts';
import { systemPost, webhookAddress } from '../outbox/post.ts';
import { signer } from '../outbox/signature.ts';
import { Stage } from '../outbox/staged.ts';
import { loadMadeUp } from '../testing/customers.ts';
import {
  type Received,
  type Receiver,
  refuses,
  startReceiver,
  takes,
} from '../testing/receiver.ts';
import { type WatchEvent, type WatchOptions, watchDry, watchEvery, watchOnce } from './watch.ts';

const SECRET = 'a-made-up-secret-of-a-test';
const HOUR_MS = 3_600_000;
const person = (id: string, name: string): string =>
  `${JSON.stringify({ id, schema: 'Person', properties: { name: [name] } })}\n`;
const ONE = person('made-up-1', 'Ximena Satizábal Prueba');
const TWO = person('made-up-2', 'Telesforo Inventado Zurbarán');
const CUSTOMERS = [
  'id,name',
  'c1,Satizabal Prueba Ximena',
  'c2,Telesforo Inventado Zurbarán',
  'c3,Nadie Ninguno',
].join('\n');

let home: string;
let receiver: Receiver;
let clock: ReturnType<typeof fixedClock>;
let events: WatchEvent[];
const at = (name: string): string => join(home, name);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-watch-'));
  receiver = await startReceiver();
  clock = fixedClock('2026-04-21T12:00:00Z');
  events = [];
});
afterEach(async () => {
  await receiver.close();
  await rm(home, { recursive: true, force: true });
});

const importList = async (text: string, name = 'my_list'): Promise<void> => {
  await writeFile(at('list.jsonl'), text);
  await new ListStore({ home, clock }).importFiles(name, [at('list.jsonl')], {
    acceptShrink: true,
  });
};

const options = (more: Partial<WatchOptions> = {}): WatchOptions => ({
  home,
  clock,
  random: seededRandom(1),
  wait: async (ms) => clock.advance(ms),
  abort: new AbortController().signal,
  environment: {},
  output: at('changes.jsonl'),
  webhook: {
    address: webhookAddress(receiver.address),
    sign: signer(SECRET),
    post: systemPost,
  },
  tell: (event) => events.push(event),
  ...more,
});

interface Told {
  readonly id: string;
  readonly part: number;
  readonly parts: number;
  readonly changes: readonly HitChange[];
}
const told = ({ body }: Received): Told => JSON.parse(body) as Told;
const short = ({ change, record, entity }: HitChange): string => `${change} ${record} ${entity}`;
const allTold = (): string[] => receiver.received.flatMap((one) => told(one).changes.map(short));
const written = async (): Promise<string[]> =>
  (await readFile(at('changes.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => short(JSON.parse(line) as HitChange));
const kinds = (): string[] => events.map(({ kind }) => kind);

describe('a run', () => {
  test('tells what is new, what is gone, and says nothing where nothing changed', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    const first = await watchOnce(options());
    expect(first).toMatchObject({ delivered: true, failure: undefined });
    expect(first.summary?.changes).toEqual({ new: 1, gone: 0, changed: 0 });

    expect((await watchOnce(options())).summary).toBeUndefined();
    expect(kinds()).toEqual(['screened', 'delivered', 'nothing-new']);

    await importList(ONE + TWO);
    await watchOnce(options());
    await loadMadeUp(home, 'id,name\nc1,Satizabal Prueba Ximena\n', true);
    await watchOnce(options());
    const all = ['new c1 made-up-1', 'new c2 made-up-2', 'gone c2 made-up-2'];
    expect(allTold()).toEqual(all);
    expect(await written()).toEqual(all);
    const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys).toEqual(receiver.received.map((one) => told(one).id));
  });

  test('a message holds ids, scores and causes, and nothing else of a customer', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    await watchOnce(options());
    await importList(ONE + TWO);
    await watchOnce(options());
    const [first, second] = receiver.received.map(told);
    expect(first?.changes).toEqual([
      {
        change: 'new',
        record: 'c1',
        entity: 'made-up-1',
        dataset: 'my_list',
        score: expect.any(Number),
        band: 'possible',
        cause: { by: 'everything' },
      },
    ]);
    expect(second).toMatchObject({ type: 'hits.changed', part: 1, parts: 1 });
    expect(second?.changes[0]?.cause).toMatchObject({ by: 'list', list: 'my_list' });
    const bodies = receiver.received.map(({ body }) => body.toLowerCase()).join();
    for (const word of ['satiz', 'ximena', 'telesforo', 'zurbar'])
      expect(bodies).not.toContain(word);
    const line = JSON.parse((await readFile(at('changes.jsonl'), 'utf8')).split('\n')[0] ?? '');
    expect(line).toMatchObject({ at: '2026-04-21T12:00:00.000Z', record: 'c1' });
    expect(line.explanation.length).toBeGreaterThan(0);
  });

  test('many changes make several messages, each of its own part', async () => {
    const names = Array.from({ length: 1_001 }, (_, i) => `x${i},Satizabal Prueba Ximena`);
    await importList(ONE);
    await loadMadeUp(home, ['id,name', ...names].join('\n'));
    await watchOnce(options());
    const parts = receiver.received.map(told);
    expect(parts.map(({ part, parts: of, changes }) => [part, of, changes.length])).toEqual([
      [1, 3, 500],
      [2, 3, 500],
      [3, 3, 1],
    ]);
    expect(new Set(allTold()).size).toBe(1_001);
    expect(await written()).toEqual(allTold());
  });

  test('without a webhook no message is made, and an output that is a stream gets the lines', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    let text = '';
    const output = new Writable({
      write: (chunk, _encoding, done) => {
        text += String(chunk);
        done();
      },
    });
    const { webhook: _, ...rest } = options({ output });
    expect(await watchOnce(rest)).toMatchObject({ delivered: true });
    expect(short(JSON.parse(text) as HitChange)).toBe('new c1 made-up-1');
    expect(await new Outbox(home).waiting()).toEqual([]);
  });

  test('shown only, it changes nothing', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    const state = await readState(customersFolder(home));
    const shown: string[] = [];
    const summary = await watchDry({ home, clock }, (change) => void shown.push(short(change)));
    expect(shown).toEqual(['new c1 made-up-1']);
    expect(summary.changes.new).toBe(1);
    expect(await readState(customersFolder(home))).toEqual(state);
    expect(existsSync(at('outbox')) || existsSync(at('watch.json'))).toBe(false);
  });

  test('without customers, or without room for the output, nothing is begun', async () => {
    await expect(watchOnce(options())).rejects.toMatchObject({ code: 'CUSTOMERS_ABSENT' });
    await expect(watchDry({ home, clock }, () => {})).rejects.toMatchObject({
      code: 'CUSTOMERS_ABSENT',
    });
    await loadMadeUp(home, CUSTOMERS);
    const output = at('nowhere/changes.jsonl');
    await expect(watchOnce(options({ output }))).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });

  test('two do not watch one data folder', async () => {
    await loadMadeUp(home, CUSTOMERS);
    await acquireLock(at('outbox/lock'), clock);
    await expect(watchOnce(options())).rejects.toMatchObject({ code: 'HOME_LOCKED' });
  });
});

describe('a receiver that is away', () => {
  test('gets everything when it is back, in order, also from another process', async () => {
    receiver.answer(refuses(503));
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    expect(await watchOnce(options())).toMatchObject({ delivered: false });
    await importList(ONE + TWO);
    expect(await watchOnce(options())).toMatchObject({ delivered: false });
    expect(events.at(-1)).toEqual({ kind: 'waiting', messages: 2 });
    receiver.answer(takes);
    const before = receiver.received.length;
    expect(await watchOnce(options())).toMatchObject({ summary: undefined, delivered: true });
    const ids = receiver.received.slice(before).map((one) => told(one).changes.map(short));
    expect(ids).toEqual([['new c1 made-up-1'], ['new c2 made-up-2']]);
    expect(await new Outbox(home).waiting()).toEqual([]);
  });

  test('and is gone for good leaves the message in failed/, and a run that says so', async () => {
    receiver.answer(refuses(410));
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    expect(await watchOnce(options())).toMatchObject({ delivered: false });
    expect(kinds()).toEqual(['screened', 'given-up']);
    expect(await readdir(at('outbox/failed'))).toHaveLength(1);
  });
});

describe('a crash', () => {
  /** Does what a run does up to some point, and then stops as a process that is killed. */
  async function runUntil(point: 'before the state counts' | 'after it'): Promise<void> {
    const folder = customersFolder(home);
    const outbox = new Outbox(home);
    await outbox.prepare();
    const state = await readState(folder);
    const now = clock.now();
    const stage = await Stage.begin(outbox, state, now, { messages: true });
    const lists = await openLists({ home, clock });
    const killed = new Error('killed');
    const beforeItCounts = async () => {
      await stage.keep();
      if (point === 'before the state counts') throw killed;
    };
    const onChange = (change: HitChange) => stage.add(change);
    const run = rescreen(folder, lists, { now, onChange, beforeItCounts });
    if (point === 'after it') await run;
    else await expect(run).rejects.toBe(killed);
    await stage.close();
  }

  test('before a run counts leaves nothing to tell of it', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    await runUntil('before the state counts');
    // By the time it is started again, the listing is another.
    await importList(TWO);
    clock.advance(1_000);
    await watchOnce(options());
    expect(allTold()).toEqual(['new c2 made-up-2']);
    expect(await written()).toEqual(['new c2 made-up-2']);
    // Nothing is left beside the customers, and the next file of hits has the number of the lost.
    const files = await readdir(customersFolder(home));
    expect(files.filter((name) => /hits/.test(name))).toEqual(['hits-2.jsonl.gz']);
  });

  test('after it counts loses nothing, and what follows is told behind it', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    await runUntil('after it');
    expect((await stat(at('outbox/staged.jsonl'))).mode & 0o777).toBe(0o600);
    await importList(TWO);
    clock.advance(1_000);
    await watchOnce(options());
    expect(allTold()).toEqual(['new c1 made-up-1', 'gone c1 made-up-1', 'new c2 made-up-2']);
    expect(existsSync(at('outbox/staged.jsonl'))).toBe(false);
  });

  test('while messages are made gives the same messages again, not others', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    await runUntil('after it');
    const staged = await readFile(at('outbox/staged.jsonl'));
    receiver.answer(refuses(500));
    await watchOnce(options());
    const once = await new Outbox(home).waiting();
    // As if the stage had not been cleared away, and half a line of the output were there.
    await writeFile(at('outbox/staged.jsonl'), staged);
    await writeFile(at('changes.jsonl'), '{"at":"2026');
    await watchOnce(options());
    expect(await new Outbox(home).waiting()).toEqual(once);
    const lines = (await readFile(at('changes.jsonl'), 'utf8')).split('\n');
    expect(lines[0]).toBe('{"at":"2026');
    expect(short(JSON.parse(lines[1] ?? '') as HitChange)).toBe('new c1 made-up-1');
  });

  test('in the first line of a stage, or a disk that forgets, stops nobody', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    await runUntil('after it');
    const staged = await readFile(at('outbox/staged.jsonl'), 'utf8');
    await writeFile(at('outbox/staged.jsonl'), `${staged}{"change":"ne`);
    await watchOnce(options());
    // What can be read of it is kept for a person to look at.
    const failed = await readdir(at('outbox/failed'));
    expect(failed).toEqual([expect.stringMatching(/^staged-[0-9a-f]{32}\.jsonl$/)]);
    await writeFile(at('outbox/staged.jsonl'), '{"run":"0');
    await watchOnce(options());
    expect(existsSync(at('outbox/staged.jsonl'))).toBe(false);
  });
});

describe('lists', () => {
  const INDEX = 'https://example.org/index.json';
  const load = async (entities: string, version: string, broken = false) => {
    const net = memoryNet({
      [INDEX]: `datasets:
  - {name: good_list, entities_url: "https://example.org/good.jsonl", version: "${version}"}
  - {name: other_list, entities_url: "https://example.org/other.jsonl", version: "${version}"}
`,
      'https://example.org/other.jsonl': entities,
      ...(broken ? {} : { 'https://example.org/good.jsonl': TWO }),
    });
    return net;
  };

  test('are updated first; one that fails is told, and keeps no other back', async () => {
    await new ListStore({ home, clock }).loadManifest(INDEX, {
      net: await load(person('made-up-9', 'Quien Sea'), '1'),
    });
    await loadMadeUp(home, CUSTOMERS);
    await watchOnce(options({ net: await load(ONE, '1') }));
    expect(allTold()).toEqual(['new c2 made-up-2']);
    const result = await watchOnce(options({ net: await load(ONE, '2', true) }));
    expect(result.failure).toMatchObject({ code: 'LIST_DOWNLOAD' });
    expect(allTold()).toEqual(['new c2 made-up-2', 'new c1 made-up-1']);
    const failures = events.filter(({ kind }) => kind === 'list-failed');
    expect(failures).toMatchObject([{ name: 'good_list' }]);
    expect(kinds()).toContain('list');
  });
});

describe('on a schedule', () => {
  /** Watches until this many waits between runs are over, and says how long each was. */
  async function watchFor(beats: number, during: (beat: number) => Promise<void>) {
    const ending = new AbortController();
    const waits: number[] = [];
    await watchEvery(
      HOUR_MS,
      options({
        abort: ending.signal,
        wait: async (ms) => {
          clock.advance(ms);
          if (ms < HOUR_MS / 2) return;
          waits.push(ms);
          if (waits.length === beats) ending.abort();
          else await during(waits.length);
        },
      }),
    );
    return waits;
  }

  test('it runs every so often, sends, and ends when it is told to', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    const waits = await watchFor(3, async (beat) => {
      if (beat === 1) await importList(ONE + TWO);
    });
    expect(waits).toEqual([HOUR_MS, HOUR_MS, HOUR_MS]);
    expect(allTold()).toEqual(['new c1 made-up-1', 'new c2 made-up-2']);
    expect(kinds().filter((kind) => kind === 'nothing-new')).toHaveLength(1);
  });

  test('whoever ends it in the middle of a download ends it well', async () => {
    const manifest = 'https://example.org/manifest.yml';
    const entities_url = 'https://example.org/one.jsonl';
    const text = JSON.stringify({ datasets: [{ name: 'one_list', entities_url, version: '1' }] });
    await new ListStore({ home, clock }).loadManifest(manifest, {
      net: memoryNet({ [manifest]: text, [entities_url]: ONE }),
    });
    await loadMadeUp(home, CUSTOMERS);
    const ending = new AbortController();
    const net: WatchOptions['net'] = {
      get: async () => {
        ending.abort();
        throw ending.signal.reason;
      },
      sleep: async () => {},
    };
    await watchEvery(HOUR_MS, options({ abort: ending.signal, net }));
    expect(kinds()).not.toContain('screened');
    await acquireLock(at('outbox/lock'), clock);
  });

  test('a run that fails is told, and the next one comes', async () => {
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    const lock = await acquireLock(at('lock'), clock);
    await watchFor(2, async () => lock.release());
    expect(kinds()).toEqual(['run-failed', 'screened', 'delivered']);
  });

  test('a receiver that is away is tried meanwhile, and runs go on', async () => {
    receiver.answer(refuses(500));
    await importList(ONE);
    await loadMadeUp(home, CUSTOMERS);
    await watchFor(3, async (beat) => {
      if (beat === 1) await importList(ONE + TWO);
      if (beat === 2) receiver.answer(takes);
    });
    expect(await new Outbox(home).waiting()).toEqual([]);
    expect(receiver.received.filter(({ taken }) => taken)).toHaveLength(2);
    expect(kinds().filter((kind) => kind === 'screened')).toHaveLength(2);
  });
});
