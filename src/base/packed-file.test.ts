import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { damageOf, packedLines, toChunks, writePacked } from './packed-file.ts';

/** How many more bytes the pretended disk takes; undefined for as many as the real one. */
const disk = vi.hoisted(() => ({ room: undefined as number | undefined }));

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  return {
    ...fs,
    open: async (...given: Parameters<typeof fs.open>) => {
      const file = await fs.open(...given);
      const writeFile = file.writeFile.bind(file);
      file.writeFile = async (data, ...more) => {
        if (disk.room !== undefined) {
          disk.room -= (data as Uint8Array).length;
          if (disk.room < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        }
        return writeFile(data, ...more);
      };
      return file;
    },
  };
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamiz-packed-'));
  disk.room = undefined;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* stream<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

test('lines come back as they were written, whatever is in them', async () => {
  const line = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\n'));
  await fc.assert(
    fc.asyncProperty(fc.array(line), async (lines) => {
      const path = join(folder, 'lines.gz');
      await writePacked(path, toChunks(stream(lines)));
      const back: string[] = [];
      for await (const one of packedLines(path)) back.push(one);
      expect(back).toEqual(lines);
    }),
    { numRuns: 60 },
  );
});

test('long lines come back whole', async () => {
  const path = join(folder, 'long.gz');
  const lines = [
    randomBytes(700_000).toString('hex'),
    'ñ'.repeat(300_001),
    randomBytes(90_000).toString('hex'),
  ];
  await writePacked(path, toChunks(stream(lines)));
  const back: string[] = [];
  for await (const one of packedLines(path)) back.push(one);
  expect(back).toEqual(lines);
});

test('a disk that fills up in the middle is what is said, and the source is let go', async () => {
  let letGo = false;
  const endless = async function* () {
    try {
      for (;;) yield randomBytes(65_536);
    } finally {
      letGo = true;
    }
  };
  disk.room = 500_000;
  const error = { code: 'DISK_FULL' };
  await expect(writePacked(join(folder, 'x.gz'), endless())).rejects.toMatchObject(error);
  expect(letGo).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test('a source that fails is what is said, and nothing is left', async () => {
  const failing = async function* () {
    yield randomBytes(300_000);
    throw new Error('the reader stopped');
  };
  await expect(writePacked(join(folder, 'x.gz'), failing())).rejects.toThrow('the reader stopped');
  expect(readdirSync(folder)).toEqual([]);
});

test('damage is told', async () => {
  const path = join(folder, 'x.gz');
  expect(await damageOf(path, '00')).toBe('no file');
  await writePacked(path, stream([Buffer.from('x')]));
  expect(await damageOf(path, '00')).toBe('bytes that do not fit their checksum');
});
