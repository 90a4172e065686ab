import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { problem, writeAtomically } from '../base/index.ts';

/**
 * The container of a segment file, without regard to what is in it:
 *
 *     "TAMIZSEG"  format version  length of the directory  SHA-256 of everything else
 *     directory: JSON, {name: [offset, bytes]}, offsets from the end of the directory
 *     sections, each starting at a multiple of 8, so that typed arrays can be laid over them
 *
 * A segment is immutable: written to a temporary name, renamed, never changed.
 */

const MAGIC = 'TAMIZSEG';
/** Raised whenever the meaning of a section changes; older files are then built anew. */
export const SEGMENT_VERSION = 2;
const DIGEST_AT = 8 + 4 + 4;
const HEADER_BYTES = DIGEST_AT + 32;

export type Sections = ReadonlyMap<string, Uint8Array>;

const aligned = (bytes: number): number => (bytes + 7) & ~7;

/** The digest of all bytes but its own. */
function digestOf(file: Buffer): Buffer {
  const hash = createHash('sha256').update(file.subarray(0, DIGEST_AT));
  return hash.update(file.subarray(HEADER_BYTES)).digest();
}

/** The bytes of a file that holds these sections. */
export function encodeSections(sections: Sections): Uint8Array {
  const directory: Record<string, [number, number]> = {};
  let end = 0;
  for (const [name, bytes] of sections) {
    directory[name] = [end, bytes.byteLength];
    end = aligned(end + bytes.byteLength);
  }
  const listing = Buffer.from(JSON.stringify(directory));
  const padded = aligned(HEADER_BYTES + listing.length) - HEADER_BYTES;
  const file = Buffer.alloc(HEADER_BYTES + padded + end);
  file.write(MAGIC, 0, 'latin1');
  file.writeUInt32LE(SEGMENT_VERSION, 8);
  file.writeUInt32LE(padded, 12);
  file.fill(0x20, HEADER_BYTES, HEADER_BYTES + padded);
  listing.copy(file, HEADER_BYTES);
  for (const [name, bytes] of sections) {
    file.set(bytes, HEADER_BYTES + padded + (directory[name]?.[0] as number));
  }
  digestOf(file).copy(file, DIGEST_AT);
  return file;
}

/** Reads the sections of a file's bytes; the result points into `file`, nothing is copied. */
export function decodeSections(file: Uint8Array, where: string): Sections {
  const bytes = asBuffer(file);
  const bad = (found: string) => problem('SEGMENT_DAMAGED', { where, found });
  if (bytes.length < HEADER_BYTES) throw bad(`${bytes.length} bytes`);
  const magic = bytes.toString('latin1', 0, 8);
  if (magic !== MAGIC) throw bad(`a file that begins with ${JSON.stringify(magic)}`);
  const version = bytes.readUInt32LE(8);
  if (version !== SEGMENT_VERSION) throw bad(`format ${version} instead of ${SEGMENT_VERSION}`);
  if (!digestOf(bytes).equals(bytes.subarray(DIGEST_AT, HEADER_BYTES)))
    throw bad('bytes that do not fit the checksum');
  const base = HEADER_BYTES + bytes.readUInt32LE(12);
  const listing = JSON.parse(bytes.toString('utf8', HEADER_BYTES, base)) as Record<
    string,
    [number, number]
  >;
  return new Map(
    Object.entries(listing).map(([name, [offset, length]]) => [
      name,
      bytes.subarray(base + offset, base + offset + length),
    ]),
  );
}

/** Writes a segment file; a reader sees the old file or the whole new one. */
export async function writeSegmentFile(path: string, sections: Sections): Promise<void> {
  await writeAtomically(path, encodeSections(sections));
}

/** Reads a segment file into memory that worker threads can share. */
export function readSegmentFile(path: string): Sections {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const memory = new Uint8Array(new SharedArrayBuffer(size));
    let done = 0;
    while (done < size) {
      const read = readSync(file, memory, done, size - done, done);
      if (read === 0) break;
      done += read;
    }
    return decodeSections(memory.subarray(0, done), path);
  } finally {
    closeSync(file);
  }
}

/** A typed array laid over a section. */
export function asUint32(section: Uint8Array): Uint32Array {
  return new Uint32Array(section.buffer, section.byteOffset, section.byteLength / 4);
}

/** A view of a section with Node's text methods; nothing is copied. */
export function asBuffer(section: Uint8Array): Buffer {
  return Buffer.from(section.buffer, section.byteOffset, section.byteLength);
}

/** The section of that name; every segment of this format has it. */
export function sectionOf(sections: Sections, name: string): Uint8Array {
  const section = sections.get(name);
  if (section === undefined) throw new Error(`The segment lacks the section ${name}.`);
  return section;
}

/** A section that is JSON. */
export function jsonOf<Shape>(sections: Sections, name: string): Shape {
  return JSON.parse(asBuffer(sectionOf(sections, name)).toString('utf8')) as Shape;
}
