import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from './clock.ts';
import { acquireLock } from './lock.ts';

const clock = fixedClock('2026-01-02T03:04:05Z');
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamiz-lock-'));
  path = join(folder, 'home', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the lock of a data folder', () => {
  test('is held by one, and free after its release', async () => {
    const lock = await acquireLock(path, clock);
    await expect(acquireLock(path, clock)).rejects.toMatchObject({
      code: 'HOME_LOCKED',
      found: `process ${process.pid} on ${hostname()}, since 2026-01-02T03:04:05.000Z`,
    });
    lock.release();
    expect(existsSync(path)).toBe(false);
    (await acquireLock(path, clock)).release();
  });

  test('is taken by exactly one of many who try at once', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => acquireLock(path, clock)),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    expect(readdirSync(dirname(path))).toEqual(['lock']);
  });

  test('of a process that is gone is taken over', async () => {
    await (await acquireLock(path, clock)).release();
    writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: 'x' }));
    const lock = await acquireLock(path, clock);
    lock.release();
  });

  test('torn by a power cut is taken over', async () => {
    await (await acquireLock(path, clock)).release();
    writeFileSync(path, '{"pid":');
    (await acquireLock(path, clock)).release();
  });

  test.each(['null', '{}', '5', '{"pid":-1,"host":"x"}'])(
    'that says %s is taken over',
    async (text) => {
      (await acquireLock(path, clock)).release();
      writeFileSync(path, text);
      (await acquireLock(path, clock)).release();
    },
  );

  test('of another host is respected', async () => {
    await (await acquireLock(path, clock)).release();
    writeFileSync(path, JSON.stringify({ pid: 1, host: 'elsewhere', since: 'then' }));
    await expect(acquireLock(path, clock)).rejects.toMatchObject({ code: 'HOME_LOCKED' });
  });

  test('released late does not take away the lock of a later holder', async () => {
    const lock = await acquireLock(path, clock);
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname(), since: 'later' }));
    lock.release();
    expect(existsSync(path)).toBe(true);
  });
});
