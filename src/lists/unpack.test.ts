import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openListFile } from './unpack.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamiz-unpack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function unpacked(bytes: Uint8Array, name = 'file'): Promise<Buffer> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await openListFile(path)).open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const zip = (files: Record<string, Uint8Array>) => zipSync(files, { level: 6 });

describe('what is packed', () => {
  test('comes out as it went in, whichever way it was packed', async () => {
    const ways = [
      gzipSync,
      (bytes: Uint8Array) => zip({ 'SDN.XML': bytes }),
      (bytes: Uint8Array) => zipSync({ a: bytes }, { level: 0 }),
      // Two packed files behind each other are one, as gzip has it.
      (bytes: Uint8Array) =>
        Buffer.concat([gzipSync(bytes.subarray(0, 9)), gzipSync(bytes.subarray(9))]),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 20_000 }),
        fc.constantFrom(...ways),
        async (bytes, pack) => {
          expect((await unpacked(pack(bytes))).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is told by content, not by name', async () => {
    expect((await unpacked(Buffer.from('1,"A"'), 'plain.csv.gz')).toString()).toBe('1,"A"');
    expect((await unpacked(gzipSync('1,"A"'), 'packed.csv')).toString()).toBe('1,"A"');
  });

  test('can be opened more than once', async () => {
    const path = join(folder, 'twice.gz');
    writeFileSync(path, gzipSync('text'));
    const file = await openListFile(path);
    for (let i = 0; i < 2; i++) {
      let text = '';
      for await (const chunk of file.open()) text += Buffer.from(chunk).toString();
      expect(text).toBe('text');
    }
  });
});

describe('bombs', () => {
  const zeros = Buffer.alloc(16 * 1_048_576);

  test.each([
    ['gzip', gzipSync(zeros)],
    ['zip', zip({ 'SDN.XML': zeros })],
  ])('%s is refused long before it is unpacked', async (_what, bomb) => {
    const path = join(folder, 'bomb');
    writeFileSync(path, bomb);
    let total = 0;
    const reading = (async () => {
      for await (const chunk of (await openListFile(path)).open()) total += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      where: path,
      expected: expect.stringContaining('unpackRatio'),
    });
    expect(total).toBeLessThan(zeros.length / 2);
  });

  test('a small file of few letters is none', async () => {
    const text = Buffer.alloc(500_000, 'a');
    expect(await unpacked(gzipSync(text))).toHaveLength(text.length);
  });
});

describe('packed files that are not whole', () => {
  const text = Buffer.from(Array.from({ length: 5_000 }, (_, i) => `line ${i * 7919}`).join('\n'));
  const damaged = (bytes: Uint8Array) => {
    const copy = Uint8Array.from(bytes);
    for (let i = 0; i < 40; i++) copy[copy.length - 400 + i] = 0xff;
    return copy;
  };

  test.each([
    ['a gzip file that is cut', gzipSync(text).subarray(0, -2_000)],
    ['a gzip file that lacks its end', gzipSync(text).subarray(0, -4)],
    ['a damaged gzip file', damaged(gzipSync(text))],
    ['a cut archive', zip({ a: text }).subarray(0, -4_000)],
    ['an archive with two files', zip({ a: text, b: text })],
  ])('%s', async (_what, bytes) => {
    await expect(unpacked(bytes)).rejects.toMatchObject({ code: 'LIST_FORMAT' });
  });

  test('no file, or a folder', async () => {
    for (const path of [join(folder, 'nothing'), folder]) {
      await expect(openListFile(path)).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
    }
  });
});
