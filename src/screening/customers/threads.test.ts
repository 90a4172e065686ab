import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../base/index.ts';
import { type Compiled, compileSources } from '../../base/testing/compile.ts';
import type { Entity } from '../../entity/index.ts';
import type { Entry } from '../../journal/index.ts';
import type { Lists } from './changed.ts';
import type { HitChange, RescreenOptions, RescreenSummary } from './rescreen.ts';

/**
 * What several threads find is what one finds, in the same order. Node 20 loads no TypeScript into
 * a thread, so that everything here is compiled first.
 */
interface Rooms {
  readonly EntityBuilder: typeof import('../../entity/index.ts')['EntityBuilder'];
  readonly buildEngine: typeof import('../../matching/index.ts')['buildEngine'];
  readonly loadCustomers: typeof import('./load.ts')['loadCustomers'];
  readonly rescreen: typeof import('./rescreen.ts')['rescreen'];
  readonly Recorder: typeof import('../recording/recorder.ts')['Recorder'];
}

const NOW = new Date('2026-11-26T00:00:00Z');
let compiled: Compiled;
let rooms: Rooms;
let folder = '';

beforeAll(async () => {
  compiled = await compileSources();
  const load = (path: string) => import(pathToFileURL(join(compiled.dist, path)).href);
  rooms = {
    ...(await load('entity/index.js')),
    ...(await load('matching/index.js')),
    ...(await load('screening/customers/load.js')),
    ...(await load('screening/customers/rescreen.js')),
    ...(await load('screening/recording/recorder.js')),
  };
  folder = await mkdtemp(join(tmpdir(), 'tamiz-threads-'));
  // Enough of them that threads are worth it; five parts, and one in seven is listed.
  for (const part of [0, 1, 2, 3, 4]) {
    const rows = Array.from({ length: 2_100 }, (_, at) => {
      const id = part * 10_000 + at;
      return `c-${id},${at % 7 === 0 ? 'Ximena Satizabal' : NAMES[at % 5]}`;
    });
    const bytes = (async function* () {
      yield Buffer.from(`id,name\n${rows.join('\n')}\n`);
    })();
    await rooms.loadCustomers(folder, { name: 'synthetic.csv', bytes });
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await compiled.remove();
});

const NAMES = ['Telesforo Ensayo', 'Ana Bravo', 'Eva Charlie', 'Jo Delta', 'Max Eco'];

function listsOf(version: string, ...names: string[]): Lists {
  const source = { dataset: 'us_first', record: '1', knownAt: '2026-01-01' };
  const entities: Entity[] = names.map((name, at) =>
    new rooms.EntityBuilder(`p-${at}`, 'Person', source).add('name', name).build(),
  );
  const about = { dataset: 'us_first', title: 'First', version, published: null };
  return {
    engine: rooms.buildEngine([{ source: about, entities }]),
    contents: { us_first: { version, content: version } },
    // The second person is the one who comes.
    changesSince: async () => [{ kind: 'added', id: 'p-1', holders: [] }],
  };
}

async function run(
  lists: Lists,
  options: Partial<RescreenOptions>,
): Promise<{ readonly summary: RescreenSummary; readonly told: readonly HitChange[] }> {
  const told: HitChange[] = [];
  const onChange = (change: HitChange) => void told.push(change);
  const summary = await rooms.rescreen(folder, lists, { now: NOW, onChange, ...options });
  return { summary, told };
}

describe('several threads', () => {
  test('find and tell what one does: of everybody, and then of a listing that is new', async () => {
    const before = listsOf('v1', 'SATIZABAL, Ximena');
    const one = await run(before, { dryRun: true });
    const three = await run(before, { workers: 3 });
    expect(three).toEqual(one);
    expect(one.summary).toMatchObject({ customers: 10_500, changes: { new: 1_500 } });
    const after = listsOf('v2', 'SATIZABAL, Ximena', 'ENSAYO, Telesforo');
    const alone = await run(after, { dryRun: true });
    const together = await run(after, { dryRun: true, workers: 3 });
    expect(together).toEqual(alone);
    expect(alone.summary).toMatchObject({ listings: 1, changes: { new: 1_800, gone: 0 } });
  });

  test('have the same taken down as one', async () => {
    const lists = listsOf('v2', 'SATIZABAL, Ximena', 'ENSAYO, Telesforo');
    // Of a listing that is new, and of everybody.
    for (const threshold of [{}, { threshold: 0.71 }]) {
      const all = [];
      for (const workers of [1, 3]) {
        const texts: string[] = [];
        const append = async ({ body, personal }: Entry) => {
          if (personal === undefined) texts.push(JSON.stringify(body));
          else texts.push(Buffer.from(personal as Uint8Array).toString());
          return { seq: 0, at: NOW };
        };
        const own = { home: folder, clock: fixedClock(NOW.toISOString()) };
        const recorder = new rooms.Recorder({ append }, own);
        const { summary } = await run(lists, { dryRun: true, workers, recorder, ...threshold });
        const taken = texts
          .filter((text) => text.startsWith('{"questions"'))
          .map((text) => JSON.parse(text));
        const questions = taken.flatMap((one) => one.questions);
        expect(questions.length).toBe('threshold' in threshold ? 10_500 : 1_800);
        expect(new Set(questions.map(([record]) => record)).size).toBe(questions.length);
        const hits = taken.flatMap((one) => one.answers).flat().length;
        expect(hits).toBe('threshold' in threshold ? 3_300 : 1_800);
        expect(summary.asked).toBeGreaterThanOrEqual(questions.length);
        all.push(texts.sort());
      }
      expect(all[1]).toEqual(all[0]);
    }
  });

  test.each([1, 3])('an abort ends %i at once, and nothing counts', async (workers) => {
    const lists = listsOf('v3');
    const ended = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => ended.abort(reason);
    const running = run(lists, { workers, threshold: 0.9, abort: ended.signal, onProgress });
    await expect(running).rejects.toBe(reason);
    // Everybody is still known to be who they were.
    const { summary } = await run(listsOf('v1', 'SATIZABAL, Ximena'), { dryRun: true });
    expect(summary).toMatchObject({ asked: 0, hits: 1_500 });
  });
});
