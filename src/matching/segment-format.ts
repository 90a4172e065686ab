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
export const SEGMENT_VERSION = 3;
const DIGEST_AT = 8 + 4 + 4;
const HEADER_BYTES = DIGEST_AT + 32;

export type Sections = ReadonlyMap<string, Uint8Array>;

/** Files are larger than what Node takes at once. */
const CHUNK = 64 * 2 ** 20;

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;
const PADDING = new Uint8Array(8);

/** Offset and length of each section. */
type Directory = Readonly<Record<string, readonly [offset: number, bytes: number]>>;

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK) yield bytes.subarray(from, from + CHUNK);
}

/** The bytes of a file that holds these sections, in pieces; the digest is still empty. */
function* piecesOf(sections: Sections): Generator<Uint8Array> {
  const directory: Record<string, [number, number]> = {};
  let end = 0;
  for (const [name, bytes] of sections) {
    directory[name] = [end, bytes.byteLength];
    end = aligned(end + bytes.byteLength);
  }
  const listing = Buffer.from(JSON.stringify(directory));
  const padded = aligned(HEADER_BYTES + listing.length) - HEADER_BYTES;
  const head = Buffer.alloc(HEADER_BYTES + padded);
  head.write(MAGIC, 0, 'latin1');
  head.writeUInt32LE(SEGMENT_VERSION, 8);
  head.writeUInt32LE(padded, 12);
  head.fill(0x20, HEADER_BYTES);
  listing.copy(head, HEADER_BYTES);
  yield head;
  for (const bytes of sections.values()) {
    yield* chunksOf(bytes);
    yield PADDING.subarray(0, aligned(bytes.byteLength) - bytes.byteLength);
  }
}

/** The same with the digest of all bytes but its own. */
function* digestedPiecesOf(sections: Sections): Generator<Uint8Array> {
  const hash = createHash('sha256');
  const [head, ...rest] = [...piecesOf(sections)] as [Uint8Array, ...Uint8Array[]];
  hash.update(head.subarray(0, DIGEST_AT)).update(head.subarray(HEADER_BYTES));
  for (const piece of rest) hash.update(piece);
  head.set(hash.digest(), DIGEST_AT);
  yield head;
  yield* rest;
}

/** The bytes of a file that holds these sections, for lists that are small. */
export function encodeSections(sections: Sections): Uint8Array {
  return Buffer.concat([...digestedPiecesOf(sections)]);
}

/** Reads the sections of a file's bytes. */
export function decodeSections(file: Uint8Array, where: string): Sections {
  let at = 0;
  return readSections(file.length, where, (into) => {
    const some = file.subarray(at, at + into.length);
    into.set(some);
    at += some.length;
    return some.length;
  });
}

/** Writes a segment file; a reader sees the old file or the whole new one. */
export async function writeSegmentFile(path: string, sections: Sections): Promise<void> {
  const pieces = async function* () {
    yield* digestedPiecesOf(sections);
  };
  await writeAtomically(path, pieces());
}

/** Reads a segment file into memory that worker threads can share. */
export function readSegmentFile(path: string): Sections {
  const file = openSync(path, 'r');
  try {
    return readSections(fstatSync(file).size, path, (into) => readSync(file, into));
  } finally {
    closeSync(file);
  }
}

/** Fills memory with what comes next; gives how many bytes it was, 0 at the end. */
type Fill = (into: Uint8Array) => number;

/** Reads a file of `size` bytes from front to back, each section into shared memory of its own. */
function readSections(size: number, where: string, fill: Fill): Sections {
  const bad = (found: string) => problem('SEGMENT_DAMAGED', { where, found });
  const read = (bytes: Uint8Array): Uint8Array => {
    let done = 0;
    while (done < bytes.length) {
      const count = fill(bytes.subarray(done, done + CHUNK));
      if (count === 0) throw bad('an end before the last section');
      done += count;
    }
    return bytes;
  };
  if (size < HEADER_BYTES) throw bad(`${size} bytes`);
  const header = asBuffer(read(new Uint8Array(HEADER_BYTES)));
  const magic = header.toString('latin1', 0, 8);
  if (magic !== MAGIC) throw bad(`a file that begins with ${JSON.stringify(magic)}`);
  const version = header.readUInt32LE(8);
  if (version !== SEGMENT_VERSION) throw bad(`format ${version} instead of ${SEGMENT_VERSION}`);
  const padded = header.readUInt32LE(12);
  if (padded > size - HEADER_BYTES) throw bad('an end before the first section');
  const listing = read(new Uint8Array(padded));
  const hash = createHash('sha256').update(header.subarray(0, DIGEST_AT)).update(listing);
  const directory = directoryOf(listing, size - HEADER_BYTES - padded);
  if (directory === undefined) throw bad('a directory that does not fit the file');
  const sections = new Map<string, Uint8Array>();
  for (const [name, [, length]] of Object.entries(directory)) {
    const bytes = read(new Uint8Array(new SharedArrayBuffer(length)));
    for (const chunk of chunksOf(bytes)) hash.update(chunk);
    hash.update(read(new Uint8Array(aligned(length) - length)));
    sections.set(name, bytes);
  }
  if (hash.digest().equals(header.subarray(DIGEST_AT))) return sections;
  throw bad('bytes that do not fit the checksum');
}

/** Its sections lie one behind the other and fill `room` bytes; undefined for anything else. */
function directoryOf(listing: Uint8Array, room: number): Directory | undefined {
  let directory: Directory;
  try {
    directory = JSON.parse(asBuffer(listing).toString('utf8')) as Directory;
  } catch {
    return undefined;
  }
  if (typeof directory !== 'object' || directory === null) return undefined;
  let end = 0;
  for (const entry of Object.values(directory)) {
    if (!Array.isArray(entry) || entry[0] !== end || !Number.isSafeInteger(entry[1]))
      return undefined;
    if (entry[1] < 0 || entry[1] > room) return undefined;
    end = aligned(end + entry[1]);
  }
  return end === room ? directory : undefined;
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
