import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Unzip, UnzipInflate } from 'fflate';
import { diskProblem, LIMITS, problem } from '../base/index.ts';
import { readPrefix } from './foreign.ts';
import type { ListFile } from './types.ts';
import { isSpreadsheet } from './xlsx/index.ts';

const GZIP = [0x1f, 0x8b] as const;
const ZIP = [0x50, 0x4b, 0x03, 0x04] as const;

/**
 * A file on disk as a list file: what is packed with gzip, or alone in a ZIP archive, is unpacked
 * while it is read; a spreadsheet, which is an archive too, is given as it is. Told by content, not
 * by name. What unpacks to more than a list can have, or to
 * more than text can pack, is a bomb and throws `INPUT_TOO_LARGE` before it fills anything.
 */
export async function openListFile(path: string): Promise<ListFile> {
  const head = await readPrefix(readPath(path), 128);
  const begins = (magic: readonly number[]) => magic.every((byte, i) => head[i] === byte);
  const open = () => {
    if (begins(GZIP)) return limited(gunzip(path), path);
    if (begins(ZIP) && !isSpreadsheet(head)) return limited(unzip(path), path);
    return limited(plain(path), path);
  };
  return { name: basename(path), open };
}

/** What a source has given so far: packed bytes read, unpacked bytes out. */
interface Chunk {
  readonly bytes: Uint8Array;
  readonly packed: number;
}

async function* readPath(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  } catch (error) {
    throw diskProblem(error, path);
  }
}

async function* plain(path: string): AsyncGenerator<Chunk> {
  let packed = 0;
  for await (const bytes of readPath(path)) {
    packed += bytes.length;
    yield { bytes, packed };
  }
}

async function* gunzip(path: string): AsyncGenerator<Chunk> {
  const source = createReadStream(path);
  const stream = createGunzip();
  source.on('error', (error) => stream.destroy(error));
  try {
    for await (const bytes of source.pipe(stream)) {
      yield { bytes: bytes as Uint8Array, packed: source.bytesRead };
    }
  } catch (error) {
    throw damaged(path, error);
  } finally {
    source.destroy();
  }
}

/** The one file of a ZIP archive, as OFAC publishes some; several are not a list. */
async function* unzip(path: string): AsyncGenerator<Chunk> {
  const out: Uint8Array[] = [];
  let names: string[] = [];
  let failure: unknown;
  let packed = 0;
  const archive = new Unzip((file) => {
    names = [...names, file.name];
    file.ondata = (error, bytes) => {
      if (error !== null) failure = error;
      else out.push(bytes);
    };
    file.start();
  });
  archive.register(UnzipInflate);
  try {
    for await (const bytes of readPath(path)) {
      packed += bytes.length;
      // Small pieces, so that what a bomb unpacks to is seen before it fills the memory.
      for (let at = 0; at < bytes.length; at += PIECE) archive.push(bytes.subarray(at, at + PIECE));
      if (failure !== undefined) throw failure;
      if (names.length > 1) break;
      for (const piece of out.splice(0)) yield { bytes: piece, packed };
    }
    if (names.length === 1) archive.push(new Uint8Array(0), true);
    for (const piece of out.splice(0)) yield { bytes: piece, packed };
  } catch (error) {
    throw damaged(path, error);
  }
  if (names.length !== 1) {
    throw problem('LIST_FORMAT', {
      where: path,
      expected: 'one file in the archive',
      found: names.length === 0 ? 'none' : `several (${names.slice(0, 3).join(', ')})`,
    });
  }
}

const PIECE = 4_096;

function damaged(path: string, cause: unknown): unknown {
  const translated = diskProblem(cause, path);
  if (translated !== cause) return translated;
  return problem('LIST_FORMAT', {
    where: path,
    expected: 'a whole packed file',
    found: `one that is cut or damaged (${(cause as Error).message})`,
    cause,
  });
}

async function* limited(chunks: AsyncIterable<Chunk>, path: string): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const { bytes, packed } of chunks) {
    total += bytes.length;
    const most = Math.min(LIMITS.listFileBytes, Math.max(packed, 4_096) * LIMITS.unpackRatio);
    if (total > most) {
      throw problem('INPUT_TOO_LARGE', {
        where: path,
        expected: `at most ${most} bytes from ${packed} packed (listFileBytes, unpackRatio)`,
        found: 'more',
      });
    }
    yield bytes;
  }
}
