import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem } from './errors.ts';
import { receiveError, sendError } from './sent-error.ts';
import { type Compiled, compileSources } from './testing/compile.ts';
import { WorkerPool } from './worker-pool.ts';

let folder = '';
let compiled: Compiled;
let entry: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-pool-'));
  const path = join(folder, 'thread.mjs');
  entry = pathToFileURL(path);
  compiled = await compileSources();
  const base = pathToFileURL(join(compiled.dist, 'base', 'index.js'));
  await writeFile(path, THREAD.replace('BASE', base.href));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await compiled.remove();
});

/** A thread that adds what it was started with, and does what no thread should when told to. */
const THREAD = `
import { workerData } from 'node:worker_threads';
import { answerTasks, problem } from 'BASE';
answerTasks((task) => {
  if (task === 'fault') throw problem('INPUT_CSV', { where: 'file.csv, line 3', found: 'a quote' });
  if (task === 'bug') throw new TypeError('no such thing');
  if (task === 'die') process.exit(7);
  if (task === 'crash') setImmediate(() => { throw new RangeError('out of turn'); });
  if (task === 'hang') for (;;) {}
  return task + workerData;
});`;

const open = (size: number) => new WorkerPool<number | string, number>(entry, 1_000, size);

describe('a pool of threads', () => {
  test('answers each task to the one who asked', async () => {
    const pool = open(3);
    const tasks = Array.from({ length: 50 }, (_, i) => i);
    expect(await Promise.all(tasks.map((task) => pool.run(task)))).toEqual(
      tasks.map((task) => task + 1_000),
    );
    await pool.close();
  });

  test('an error in a thread arrives with its code and words, and the thread goes on', async () => {
    const pool = open(1);
    await expect(pool.run('fault')).rejects.toThrow(
      expect.objectContaining({ code: 'INPUT_CSV', where: 'file.csv, line 3', found: 'a quote' }),
    );
    await expect(pool.run('bug')).rejects.toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: 'no such thing',
        stack: expect.stringContaining('thread.mjs'),
      }),
    );
    expect(await pool.run(1)).toBe(1_001);
    await pool.close();
  });

  test.each([
    ['ends', 'die', 'A thread ended with code 7.'],
    ['fails out of turn', 'crash', 'out of turn'],
  ])('a thread that %s fails what it was asked and everything after', async (_, task, message) => {
    const pool = open(1);
    const first = pool.run(task);
    const second = pool.run(2);
    if (task === 'die') await expect(first).rejects.toThrow(message);
    // Either may be answered before a crash that comes out of turn; what follows may not.
    else await first.catch(() => undefined);
    await second.catch(() => undefined);
    for (;;) {
      const later = await pool.run(3).catch((error: Error) => error.message);
      if (typeof later === 'number') continue;
      expect(later).toBe(message);
      break;
    }
    await pool.close();
  });

  test('a module that is not there is an error, not a wait', async () => {
    const missing = new WorkerPool(new URL('./missing.mjs', entry), undefined, 2);
    await expect(missing.run(1)).rejects.toThrow(/Cannot find module/);
    await missing.close();
  });

  test('closing ends threads in the middle of their work and tells who waits', async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort');
    const pool = open(2);
    const waiting = [pool.run('hang'), pool.run('hang'), pool.run(1)];
    await pool.close();
    for (const one of waiting) await expect(one).rejects.toThrow('The threads were ended.');
    await expect(pool.run(1)).rejects.toThrow('The threads were ended.');
    await pool.close();
    const after = process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort');
    expect(after).toEqual(before);
  });
});

describe('an error on its way between threads', () => {
  test('keeps what an error of ours says, and its exit code', () => {
    const error = problem('DISK_FULL', { where: 'hits.csv', found: 'none left', remedy: 'Wait.' });
    const received = receiveError(structuredClone(sendError(error)));
    expect(received).toMatchObject({ ...error, message: error.message });
    expect(received).toBeInstanceOf(error.constructor);
  });

  test('keeps name, words, place and code of any other, and takes what is no error', () => {
    const error = Object.assign(new RangeError('too far'), { code: 'ERR_X' });
    const { name, message, stack, code } = error;
    expect(receiveError(structuredClone(sendError(error)))).toMatchObject({
      ...{ name, message, stack, code },
    });
    expect(receiveError(sendError('words')).message).toBe('words');
  });
});
