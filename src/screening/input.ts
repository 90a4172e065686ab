import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { diskProblem, LIMITS, problem, TamizError } from '../base/index.ts';
import type { CustomerInput } from './types.ts';

/** How much is read from a file at once. */
const CHUNK_BYTES = 262_144;

/** How far a file has been read; `total` is its size on disk, where that is known. */
export type OnBytes = (done: number, total: number | undefined) => void;

/** The name of an input for messages. */
export function inputName(input: CustomerInput): string {
  return 'path' in input ? basename(input.path) : input.name;
}

/**
 * The bytes of a customer file, unpacked when it is gzipped; the first chunk is large enough to
 * tell its encoding by. Throws `INPUT_NOT_FOUND`,
 * `INPUT_FORMAT` for workbooks and other known kinds of file that hold no plain rows,
 * `INPUT_PACKED` and `INPUT_TOO_LARGE` for a broken or an exploding gzip file.
 */
export async function* customerBytes(
  input: CustomerInput,
  onBytes: OnBytes,
): AsyncGenerator<Uint8Array> {
  const where = inputName(input);
  const source = atLeast(CHUNK_BYTES, counted(input, onBytes));
  const first = await source.next();
  try {
    if (first.done === true) return;
    const head = first.value;
    for (const [kind, magic] of FOREIGN) {
      if (startsWith(head, magic)) throw problem('INPUT_FORMAT', { where, found: kind });
    }
    const all = chained(head, source);
    yield* startsWith(head, [0x1f, 0x8b]) ? atLeast(CHUNK_BYTES, gunzip(all, where)) : all;
  } finally {
    // Whoever stops early, or never begins, lets go of the file as well.
    await source.return(undefined);
  }
}

async function* chained(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** Gathers small chunks: a sender of single bytes must not make every later step start over. */
async function* atLeast(
  least: number,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < least) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(chunks);
}

/** The first bytes of kinds of file that people send by mistake. */
const FOREIGN: readonly (readonly [kind: string, magic: readonly number[]])[] = [
  ['an Excel workbook (.xlsx) or another ZIP file', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook (.xls)', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

async function* counted(input: CustomerInput, onBytes: OnBytes): AsyncGenerator<Uint8Array> {
  let done = 0;
  if (!('path' in input)) {
    for await (const chunk of input.bytes) {
      done += chunk.length;
      onBytes(done, input.size);
      yield chunk;
    }
    return;
  }
  try {
    const { size } = await stat(input.path);
    for await (const chunk of createReadStream(input.path, { highWaterMark: CHUNK_BYTES })) {
      done += (chunk as Uint8Array).length;
      onBytes(done, size);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw diskProblem(error, input.path);
  }
}

/** Below this a file may repeat itself as it likes; it costs nothing to read. */
const RATIO_FROM_BYTES = 1_048_576;

async function* gunzip(
  packed: AsyncIterable<Uint8Array>,
  where: string,
): AsyncGenerator<Uint8Array> {
  const unpacker = createGunzip({ chunkSize: CHUNK_BYTES });
  let packedBytes = 0;
  let bytes = 0;
  async function* feed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      packedBytes += chunk.length;
      yield chunk;
    }
  }
  // A failure of either side reaches the loop below through the unpacker itself.
  const feeding = pipeline(Readable.from(feed()), unpacker).catch(() => undefined);
  try {
    for await (const chunk of unpacker) {
      bytes += (chunk as Uint8Array).length;
      checkUnpacked(packedBytes, bytes, where);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (error instanceof TamizError) throw error;
    const found = error instanceof Error ? error.message : 'an error';
    throw problem('INPUT_PACKED', { where, found, cause: error });
  } finally {
    unpacker.destroy();
    await feeding;
  }
}

function checkUnpacked(packed: number, bytes: number, where: string): void {
  if (bytes > LIMITS.uploadBytes) {
    const found = `more than ${LIMITS.uploadBytes} bytes once unpacked (limit uploadBytes)`;
    throw problem('INPUT_TOO_LARGE', { where, found, remedy: 'Unpack the file first.' });
  }
  if (bytes > RATIO_FROM_BYTES && bytes > packed * LIMITS.unpackRatio) {
    const times = `more than ${LIMITS.unpackRatio} times (limit unpackRatio)`;
    const found = `a gzip file that grows ${times}`;
    throw problem('INPUT_TOO_LARGE', { where, found, remedy: 'Unpack the file first.' });
  }
}
