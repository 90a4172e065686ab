import { getEventListeners } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TamizError } from '../base/index.ts';
import { type Compiled, compileSources } from '../base/testing/compile.ts';
import type { Entity } from '../entity/index.ts';
import type { Counts } from './screen-file.ts';
import { inputOf, screenerOf } from './testing/fake.ts';
import type { HitRecord, RowSignal, Screener, ScreenOptions, ScreenSummary } from './types.ts';

/**
 * What several threads make of a file is what one makes of it, to the last byte. Node 20 loads no
 * TypeScript into a thread, so that everything here is compiled first.
 */
interface Rooms {
  readonly entity: typeof import('../entity/index.ts');
  readonly matching: typeof import('../matching/index.ts');
  readonly screenFile: typeof import('./outputs/to-file.ts')['screenFile'];
  readonly screenFrom: typeof import('./screen-file.ts')['screenFrom'];
}

let compiled: Compiled;
let rooms: Rooms;
let entities: readonly Entity[];
let screener: Screener;
const about = { dataset: 'us_test', title: 'Test list', version: 'v1', published: null };

beforeAll(async () => {
  compiled = await compileSources();
  const load = (path: string) => import(pathToFileURL(join(compiled.dist, path)).href);
  rooms = {
    entity: await load('entity/index.js'),
    matching: await load('matching/index.js'),
    ...(await load('screening/outputs/to-file.js')),
    ...(await load('screening/screen-file.js')),
  };
  entities = listed(rooms.entity.EntityBuilder);
  screener = screenerOf(rooms.matching.buildEngine([{ source: about, entities }]));
});
afterAll(() => compiled.remove());

function listed(Builder: Rooms['entity']['EntityBuilder']): readonly Entity[] {
  const source = { dataset: 'us_test', record: '1', knownAt: '2026-04-21' };
  const person = (id: string, name: string, born: string) =>
    new Builder(id, 'Person', source).add('name', name).add('birthDate', born).build();
  return [
    person('p-1', 'Inventado PRUEBA FICTICIA', '1966-07-17'),
    person('p-2', 'Telesforo ZURBARÁN', '1970-02-03'),
    new Builder('w-1', 'CryptoWallet', source)
      .add('publicKey', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT')
      .add('holder', 'p-1')
      .build(),
  ];
}

type Outcome = { readonly events: readonly unknown[] } & (
  | { readonly summary: ScreenSummary }
  | { readonly error: unknown }
);

/** Everything that a run lets its caller see, in order. */
async function outcome(
  bytes: Uint8Array,
  chunk: number,
  options: Partial<ScreenOptions>,
  onEvent: (count: number) => void = () => {},
): Promise<Outcome> {
  const events: unknown[] = [];
  const seen = (event: unknown): void => {
    events.push(event);
    onEvent(events.length);
  };
  const all: ScreenOptions = {
    threshold: 0.5,
    workersAfter: 0,
    ...options,
    onHit: (hit: HitRecord) => seen(JSON.stringify(hit)),
    onSignal: (signal: RowSignal) => seen(signal),
  };
  const after = async (counts: Counts): Promise<void> => seen(structuredClone(counts));
  try {
    const input = inputOf(bytes, chunk);
    return { events, summary: await rooms.screenFrom(screener, input, all, nothing(), after) };
  } catch (error) {
    const { code, where, message } = error as TamizError;
    return { events, error: { code, where, message } };
  }
}

const nothing = (): Counts => ({
  records: 0,
  recordsWithHits: 0,
  hits: { strong: 0, possible: 0, none: 0 },
  signals: {},
  lastLine: 0,
});

const NAMES = ['Inventado Prueba Ficticia', 'Telésforo Zurbarán', 'Nadie Que Conste', 'Ana Corp'];
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 3, arbitrary: fc.constantFrom('', ' ', '1966-07-17', '31/02/1980', '03/04/1970', 'M') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** Rows as files have them: sound, odd, and broken. */
const row = fc.oneof(
  { weight: 12, arbitrary: fc.array(cell, { minLength: 5, maxLength: 5 }).map((c) => c.join(',')) },
  { weight: 3, arbitrary: fc.array(cell.map(quoted), { maxLength: 7 }).map((c) => c.join(',')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ',,,,,', 'Juan "Chapo" Ruiz,x', '"a\nb",M,,,', 'a\0b'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      `${NAMES[0]},H,17/07/1966,MX,`,
      ',F,,,1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
    ),
  },
);
const block = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 40 }),
  times: fc.integer({ min: 1, max: 60 }),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'utf8', 'latin1'),
});
const file = fc.record({
  bom: fc.boolean(),
  blocks: fc.array(block, { maxLength: 4 }),
  huge: fc.constantFrom('', '', '', 'x'.repeat(1_100_000), 'ñ'.repeat(300_000)),
  end: fc.constantFrom('', '', '', '"never closed', 'c1,"x'),
});

/** Ids repeat every 700 rows, farther apart than a batch is long. */
function bytesOf({
  bom,
  blocks,
  huge,
  end,
}: typeof file extends fc.Arbitrary<infer T> ? T : never) {
  const parts = [
    Buffer.from(`${bom ? '\ufeff' : ''}id,nombre,sexo,fecha_nacimiento,pais,wallet\n`),
  ];
  let n = 0;
  for (const { rows, times, newline, encoding } of blocks) {
    for (let i = 0; i < times; i++) {
      for (const text of rows) {
        parts.push(
          Buffer.from(text === '' ? newline : `c${n++ % 700},${text}${newline}`, encoding),
        );
      }
    }
    if (huge !== '') parts.push(Buffer.from(`c${n++},${huge}\n`));
  }
  return Buffer.concat([...parts, Buffer.from(end)]);
}

/** Each starts threads, which takes longer than what they do. */
const RUNS = 12;

describe('several threads', () => {
  test('give, in order, what one gives', { timeout: 300_000 }, async () => {
    const kinds = new Set<string>();
    const check = fc.asyncProperty(
      file,
      fc.integer({ min: 1_000, max: 300_000 }),
      fc.constantFrom(0, 0, 300),
      fc.integer({ min: 2, max: 3 }),
      async (parts, chunk, workersAfter, workers) => {
        const bytes = bytesOf(parts);
        const one = await outcome(bytes, chunk, { workers: 1 });
        expect(await outcome(bytes, chunk, { workers, workersAfter })).toEqual(one);
        kinds.add('error' in one ? 'failed' : 'ended');
        if (one.events.some((event) => typeof event === 'string')) kinds.add('hit');
        if (one.events.some((event) => (event as RowSignal).found)) kinds.add('signal');
      },
    );
    await fc.assert(check, { numRuns: RUNS });
    // Files of every kind came up, or the comparison was of little.
    expect([...kinds].sort()).toEqual(['ended', 'failed', 'hit', 'signal']);
  });

  test('stop at the same record, whatever stops them', { timeout: 300_000 }, async () => {
    const check = fc.asyncProperty(
      file.map((parts) => bytesOf({ ...parts, end: '' })),
      fc.integer({ min: 1, max: 3_000 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 1_000 }),
      async (bytes, events, abort, afterLine) => {
        const stopped = (workers: number): Promise<Outcome> => {
          const control = new AbortController();
          const options = { workers, afterLine, abort: control.signal };
          return outcome(bytes, 30_000, options, (count) => {
            if (count !== events) return;
            if (!abort) throw new Error('a full disk, say');
            control.abort();
          });
        };
        const one = await stopped(1);
        expect(await stopped(2)).toEqual(one);
      },
    );
    await fc.assert(check, { numRuns: RUNS / 2 });
  });
});

const ROWS = 1_500;
const MANY = `id,name\n${Array.from({ length: ROWS }, (_, i) => {
  return i % 10 === 0 ? `c${i},Telesforo Zurbarán\n` : `c${i},Nadie Que Conste\n`;
}).join('')}`;

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-workers-'));
  path = join(folder, 'customers.csv');
  await writeFile(path, MANY);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a run with several threads', { timeout: 300_000 }, () => {
  const out = (name: string) => join(folder, `${name}.jsonl`);
  const run = (output: string, options: Partial<Parameters<Rooms['screenFile']>[2]>) =>
    rooms.screenFile(screener, path, { threshold: 0.5, workersAfter: 0, output, ...options });

  test('goes on after a kill at any record, with any number of threads', async () => {
    const whole = await run(out('whole'), { workers: 1 });
    expect(whole.recordsWithHits).toBe(ROWS / 10);
    const check = fc.asyncProperty(
      fc.integer({ min: 1, max: ROWS / 10 }),
      fc.constantFrom([1, 2], [2, 1], [2, 3]),
      async (hits, [first, second]) => {
        await rm(`${out('hits')}.progress.json`, { force: true });
        let left = hits;
        const onHit = () => {
          if (--left === 0) throw new Error('killed');
        };
        const killed = run(out('hits'), { workers: first, onHit, checkpointEvery: 97 });
        await expect(killed).rejects.toThrow('killed');
        expect(await run(out('hits'), { workers: second, resume: true })).toEqual(whole);
        expect(await readFile(out('hits'))).toEqual(await readFile(out('whole')));
      },
    );
    await fc.assert(check, { numRuns: 5 });
  });

  test('is ended by an abort from outside, and leaves nothing behind', async () => {
    const control = new AbortController();
    const { signal } = control;
    const ports = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const before = ports();
    const onHit = () => void setTimeout(() => control.abort(), 1);
    const summary = await run(out('aborted'), { workers: 2, abort: signal, onHit });
    expect(summary.complete).toBe(false);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(ports()).toBe(before);
    const again = await run(out('aborted'), { workers: 2, resume: true });
    expect(again).toEqual(await run(out('whole'), { workers: 1 }));
    expect(await readFile(out('aborted'))).toEqual(await readFile(out('whole')));
  });

  test('tells progress to the end of the file', async () => {
    const told: number[] = [];
    await run(out('progress'), { workers: 2, onProgress: ({ done }) => told.push(done) });
    expect(told.at(-1)).toBe(Buffer.byteLength(MANY));
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('fails as one with one thread does where a listing cannot be read', async () => {
    const segment = join(folder, 'damaged.seg');
    await rooms.matching.writeSegment(segment, entities, about);
    const engine = rooms.matching.openEngine([segment]);
    const damaged = screenerOf(engine);
    // The memory that all threads read: listings are found, but are no longer what they were.
    const sections = rooms.matching.shareEngine(engine)?.segments[0];
    const blocks = [...(sections ?? [])].filter(([name]) =>
      /^entities\.(blocks|bytes)$/.test(name),
    );
    expect(blocks.length).toBe(1);
    for (const [, bytes] of blocks) bytes.fill(0x20);
    const failed = async (workers: number) => {
      const lines: number[] = [];
      const rows = ['c1,Nadie,31/02/1980', 'c2,Telesforo Zurbarán,', 'c3,Nadie,31/02/1980'];
      const onSignal = ({ line }: RowSignal) => void lines.push(line);
      const options = { threshold: 0.5, workers, workersAfter: 0, onHit: () => {}, onSignal };
      const input = inputOf(`id,name,dob\n${rows.join('\n')}\n`);
      const error = await rooms
        .screenFrom(damaged, input, options, nothing(), () => undefined)
        .then(() => undefined)
        .catch(({ name, message }: Error) => ({ name, message }));
      return { lines, error };
    };
    const one = await failed(1);
    expect(one).toEqual({ lines: [2], error: expect.anything() });
    expect(await failed(2)).toEqual(one);
  });

  test('starts no thread for a file of a few rows', async () => {
    const few = inputOf('id,name\nc1,Nadie\n');
    const started: string[] = [];
    const count = (type: string) => void started.push(type);
    process.on('worker', () => count('worker'));
    await rooms.screenFrom(
      screener,
      few,
      { workers: 8, onHit: () => {} },
      nothing(),
      async () => {},
    );
    process.removeAllListeners('worker');
    expect(started).toEqual([]);
  });
});
