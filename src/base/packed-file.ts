import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { hasErrno } from './errors.ts';
import { fileSha256, writeAtomically } from './files.ts';

/** Lines are handed on together: one call a line would cost more than packing it. */
const BATCH_CHARACTERS = 65_536;

/**
 * Writes chunks packed with gzip, whole or not at all; whichever side fails, the other is let go.
 * Packed quickly, as it is read as often as it is written.
 */
export async function writePacked(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const gzip = createGzip({ level: 3 });
  const [fed, written] = await Promise.allSettled([
    pipeline(chunks, gzip),
    writeAtomically(path, gzip),
  ]);
  // A source that fails fails the writing with its own error; a full disk only breaks it off.
  if (written.status === 'rejected') throw written.reason;
  if (fed.status === 'rejected') throw fed.reason;
}

/** Joins lines into chunks, each line with its line feed. */
export async function* toChunks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let batch = '';
  for await (const line of lines) {
    batch += `${line}\n`;
    if (batch.length < BATCH_CHARACTERS) continue;
    yield Buffer.from(batch);
    batch = '';
  }
  if (batch !== '') yield Buffer.from(batch);
}

/**
 * The lines of a packed file. Only a line feed ends one: Node's own `readline` also stops, in newer
 * versions, at U+2028, which JSON leaves as it is.
 */
export async function* packedLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  const source = createReadStream(path);
  const stream = source.pipe(createGunzip({ chunkSize: 262_144 }));
  source.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true });
      const lines = text.split('\n');
      const rest = lines.pop() as string;
      for (const line of lines) {
        yield begun.length === 0 ? line : [...begun, line].join('');
        begun = [];
      }
      if (rest !== '') begun.push(rest);
    }
  } finally {
    source.destroy();
  }
  if (begun.length > 0) yield begun.join('');
}

/** What is wrong with a file that must have this SHA-256; undefined when nothing is. */
export async function damageOf(path: string, expected: string): Promise<string | undefined> {
  try {
    const found = await fileSha256(path);
    return found === expected ? undefined : 'bytes that do not fit their checksum';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 'no file';
    throw error;
  }
}
