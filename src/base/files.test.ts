import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskProblem, fileSha256, sha256, writeAtomically } from './files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamiz-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writeAtomically', () => {
  test('writes text, bytes and streams, and makes the folder', async () => {
    const path = join(folder, 'a', 'b.txt');
    await writeAtomically(path, 'one');
    expect(readFileSync(path, 'utf8')).toBe('one');
    async function* chunks() {
      yield 'two ';
      yield Buffer.from('three');
    }
    await writeAtomically(path, chunks());
    expect(readFileSync(path, 'utf8')).toBe('two three');
  });

  test('a write that fails half way leaves the old file and no rubbish', async () => {
    const path = join(folder, 'c.txt');
    await writeAtomically(path, 'good');
    async function* broken() {
      yield 'half';
      throw new Error('the source broke');
    }
    await expect(writeAtomically(path, broken())).rejects.toThrow('the source broke');
    expect(readFileSync(path, 'utf8')).toBe('good');
    expect(readdirSync(folder)).toEqual(['c.txt']);
  });

  test('a full disk is called a full disk', () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    expect(diskProblem(full, '/data/x')).toMatchObject({ code: 'DISK_FULL', where: '/data/x' });
    const other = new Error('else');
    expect(diskProblem(other, '/data/x')).toBe(other);
  });
});

test('files and texts have the same digest', async () => {
  const path = join(folder, 'd.txt');
  await writeAtomically(path, 'sieve');
  expect(existsSync(path)).toBe(true);
  expect(await fileSha256(path)).toBe(sha256('sieve'));
});
