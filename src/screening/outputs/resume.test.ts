import { existsSync, readFileSync } from 'node:fs';
import {
  appendFile,
  copyFile,
  link,
  mkdtemp,
  readFile,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeEngine, listed, screenerOf } from '../testing/fake.ts';
import type { Screener, ScreenSummary } from '../types.ts';
import { type FileOptions, screenFile } from './to-file.ts';

const names = ['Ana Prueba', 'Luis Ficticio', 'Nadie', 'Eva Nadie'];
const screener = screenerOf(
  fakeEngine([listed('p-1', 'Ana Prueba', 'us_test'), listed('p-2', 'Luis Ficticio', 'un_test')]),
);

/** 200 customers, with a bad date here and there, one duplicate id and one ragged row. */
const FILE = `id,name,dob\n${Array.from({ length: 200 }, (_, i) => {
  const date = i % 7 === 0 ? '31/02/1980' : '';
  return i === 150 ? 'c3,"Ana\nPrueba"\n' : `c${i},${names[(i * 7) % 4]},${date}\n`;
}).join('')}`;

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-resume-'));
  path = join(folder, 'customers.csv');
  await writeFile(path, FILE);
});
afterEach(() => rm(folder, { recursive: true }));

const run = (output: string, more: Partial<FileOptions> = {}, by: Screener = screener) =>
  screenFile(by, path, { output, checkpointEvery: 10, ...more });

/** Aborts after so many hits. */
async function interrupted(output: string, afterHits: number): Promise<ScreenSummary> {
  const abort = new AbortController();
  let left = afterHits;
  return run(output, {
    abort: abort.signal,
    onHit: () => {
      if (--left === 0) abort.abort();
    },
  });
}

/** Dies after so many hits, as by a fault in the middle of a record; the output is torn further. */
async function killed(output: string, afterHits: number): Promise<void> {
  let left = afterHits;
  const onHit = () => {
    if (--left === 0) throw new Error('killed');
  };
  await expect(run(output, { onHit })).rejects.toThrow('killed');
  await appendFile(output, '{"record":"c17","que');
}

const usage = (found: RegExp) =>
  expect.objectContaining({ code: 'USAGE_RESUME', message: expect.stringMatching(found) });

describe.each(['jsonl', 'csv'])('an interrupted run to .%s', (ending) => {
  const out = (name: string) => join(folder, `${name}.${ending}`);

  test('goes on, and ends as one that was not interrupted', async () => {
    const whole = await run(out('whole'));
    expect(whole.complete).toBe(true);
    expect(existsSync(`${out('whole')}.progress.json`)).toBe(false);
    const first = await interrupted(out('hits'), 13);
    expect(first.complete).toBe(false);
    expect(existsSync(`${out('hits')}.progress.json`)).toBe(true);
    const second = await run(out('hits'), { resume: true });
    expect(second).toEqual(whole);
    expect(await readFile(out('hits'))).toEqual(await readFile(out('whole')));
    expect(existsSync(`${out('hits')}.progress.json`)).toBe(false);
  });

  test('goes on from its last entry after it was killed in the middle of a line', async () => {
    const whole = await run(out('whole'));
    await killed(out('hits'), 40);
    expect(await run(out('hits'), { resume: true })).toEqual(whole);
    expect(await readFile(out('hits'))).toEqual(await readFile(out('whole')));
  });

  test('may be interrupted wherever, and again', async () => {
    const whole = await run(out('whole'));
    const hits = fc.integer({ min: 1, max: 60 });
    const check = fc.asyncProperty(hits, hits, fc.boolean(), async (one, two, kill) => {
      await rm(`${out('hits')}.progress.json`, { force: true });
      await (kill ? killed(out('hits'), one) : interrupted(out('hits'), one));
      const abort = new AbortController();
      let left = two;
      const onHit = () => {
        if (--left === 0) abort.abort();
      };
      const again = await run(out('hits'), { resume: true, abort: abort.signal, onHit });
      const last = again.complete ? again : await run(out('hits'), { resume: true });
      expect(last).toEqual(whole);
      expect(await readFile(out('hits'))).toEqual(await readFile(out('whole')));
    });
    await fc.assert(check, { numRuns: 8 });
  });

  test('is valid as it stands after an abort', async () => {
    await interrupted(out('hits'), 13);
    const lines = (await readFile(out('hits'), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBe(ending === 'csv' ? 14 : 13);
    if (ending === 'jsonl') for (const line of lines) JSON.parse(line);
  });
});

describe('what cannot be gone on with is refused', () => {
  const out = () => join(folder, 'hits.jsonl');

  test('a customer file that changed', async () => {
    await interrupted(out(), 13);
    await writeFile(path, FILE.replace('Nadie', 'Nadia'));
    await expect(run(out(), { resume: true })).rejects.toThrow(usage(/file that has changed/));
    await writeFile(path, `${FILE}c900,Ana Prueba,\n`);
    await expect(run(out(), { resume: true })).rejects.toThrow(usage(/file that has changed/));
  });

  test('other options, or other lists', async () => {
    await interrupted(out(), 13);
    const other = usage(/other options or other list versions/);
    await expect(run(out(), { resume: true, threshold: 0.9 })).rejects.toThrow(other);
    await expect(run(out(), { resume: true, map: { dob: 'alias' } })).rejects.toThrow(other);
    const newer = fakeEngine([]);
    const engine = {
      ...newer,
      segments: newer.segments.map((segment) => ({ ...segment, version: 'v2' })),
    };
    await expect(run(out(), { resume: true }, screenerOf(engine))).rejects.toThrow(other);
    expect((await run(out(), { resume: true })).complete).toBe(true);
  });

  test('an output that lost some of its bytes', async () => {
    await interrupted(out(), 13);
    await truncate(out(), 100);
    await expect(run(out(), { resume: true })).rejects.toThrow(usage(/output of 100 bytes/));
  });

  test('a progress file that is torn or of another kind', async () => {
    await interrupted(out(), 13);
    await writeFile(`${out()}.progress.json`, '{"version":1,');
    await expect(run(out(), { resume: true })).rejects.toThrow(usage(/not whole/));
    await writeFile(`${out()}.progress.json`, '{"version":2}');
    await expect(run(out(), { resume: true })).rejects.toThrow(usage(/another version/));
  });

  test('an output without one; but nothing at all is simply begun', async () => {
    expect((await run(out(), { resume: true })).records).toBe(200);
    await expect(run(out(), { resume: true })).rejects.toThrow(usage(/its run was complete/));
  });

  test('a workbook; an aborted one is whole', async () => {
    const workbook = join(folder, 'hits.xlsx');
    expect((await interrupted(workbook, 13)).complete).toBe(false);
    expect(Object.keys(unzipSync(await readFile(workbook))).length).toBe(7);
    await expect(run(workbook, { resume: true })).rejects.toThrow(usage(/hits\.xlsx/));
  });
});

test('on a slow disk there are fewer entries, so that they take little of the time', async () => {
  await writeFile(path, `id,name\n${'c,Nadie\n'.repeat(7_500)}`);
  const output = join(folder, 'hits.jsonl');
  const saved: number[] = [];
  let now = 0;
  /** Each entry takes a second, each look at the clock four milliseconds. */
  const elapsedMs = (): number => {
    const text = existsSync(`${output}.progress.json`)
      ? readFileSync(`${output}.progress.json`, 'utf8')
      : '{}';
    const records = JSON.parse(text).counts?.records;
    if (records !== undefined && records !== saved.at(-1)) {
      saved.push(records);
      now += 1_000;
    }
    now += 4;
    return now;
  };
  await screenFile(screener, path, { output, clock: { now: () => new Date(now), elapsedMs } });
  expect(saved.slice(0, 2)).toEqual([0, 1_000]);
  for (const [i, records] of saved.slice(2).entries()) {
    expect(records - (saved[i + 1] as number)).toBeGreaterThan(1_900);
  }
  expect(saved.length).toBeGreaterThan(3);
});

test('the customer file itself is never written over', async () => {
  const copy = join(folder, 'copy.csv');
  await copyFile(path, copy);
  await expect(screenFile(screener, copy, { output: copy })).rejects.toThrow(
    expect.objectContaining({ code: 'USAGE_OUTPUT' }),
  );
  const linked = join(folder, 'linked.jsonl');
  await link(copy, linked);
  await expect(screenFile(screener, copy, { output: linked })).rejects.toThrow(
    expect.objectContaining({ code: 'USAGE_OUTPUT' }),
  );
  expect(await readFile(copy, 'utf8')).toBe(FILE);
  const missing = screenFile(screener, join(folder, 'no.csv'), { output: join(folder, 'x.csv') });
  await expect(missing).rejects.toThrow(expect.objectContaining({ code: 'INPUT_NOT_FOUND' }));
});
