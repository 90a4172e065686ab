import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spool } from './upload.ts';

describe('an upload', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamiz-upload-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const body = (): Readable => Readable.from([Buffer.from('id,na'), Buffer.from('me\n1,x\n')]);

  test('is written for this user alone', async () => {
    const path = join(folder, 'whole');
    expect(await spool(body(), {}, path)).toBe(12);
    expect(await readFile(path, 'utf8')).toBe('id,name\n1,x\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await rm(path);
  });

  test('over the limit is refused in the middle, and the connection stays for the answer', async () => {
    const stream = new Readable({
      read() {
        this.push('endless,');
      },
    });
    await expect(spool(stream, {}, join(folder, 'large'), 11)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      expected: expect.stringContaining('at most 11 bytes'),
    });
    expect(stream.destroyed).toBe(false);
    stream.destroy();
    expect(await readdir(folder)).toEqual([]);
    expect(await spool(body(), {}, join(folder, 'fits'), 12)).toBe(12);
    await rm(join(folder, 'fits'));
  });

  test('that breaks off leaves nothing', async () => {
    const broken = new Readable({
      read() {
        this.push('id,');
        this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      },
    });
    await expect(spool(broken, {}, join(folder, 'cut'))).rejects.toThrow('aborted');
    expect(await readdir(folder)).toEqual([]);
  });

  test('on a disk that has no room for it says so', async () => {
    const full = new Readable({
      read() {
        this.destroy(Object.assign(new Error('write failed'), { code: 'ENOSPC' }));
      },
    });
    await expect(spool(full, {}, join(folder, 'full'))).rejects.toMatchObject({
      code: 'DISK_FULL',
      where: 'upload',
    });
  });
});
