import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { problem } from '../base/index.ts';
import { HASH_BYTES } from './hashes.ts';

/**
 * Records stand in several files, so that none grows without end. A file begins at a multiple of
 * 256 records, where a tile does, and says in its header which log it belongs to and which root the
 * records before it have:
 *
 *      0  8  magic
 *      8  2  form of the file
 *     10  6  number of its first record
 *     16 32  SHA-256 of the log's public key as text
 *     48 32  root over all records before
 *     80  4  CRC-32 of all that
 */
export const SEGMENT_HEADER = 84;
const MAGIC = Buffer.from('TAMIZJNL');
const FORM = 1;
const CRC_AT = SEGMENT_HEADER - 4;
const DIGITS = 12;

export interface SegmentHeader {
  /** Number of the first record. */
  readonly first: number;
  readonly log: Uint8Array;
  readonly root: Uint8Array;
}

/** What a segment knows its log by. */
export function logDigest(key: string): Uint8Array {
  return hash('sha256', key, 'buffer');
}

export function encodeSegmentHeader({ first, log, root }: SegmentHeader): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER);
  header.set(MAGIC);
  header.writeUInt16BE(FORM, 8);
  header.writeUIntBE(first, 10, 6);
  header.set(log, 16);
  header.set(root, 48);
  header.writeUInt32BE(crc32(header.subarray(0, CRC_AT)), CRC_AT);
  return header;
}

/** The header of a file of records; undefined where it is not whole. @throws JOURNAL_NEWER */
export function parseSegmentHeader(bytes: Buffer, where: string): SegmentHeader | undefined {
  if (bytes.length < SEGMENT_HEADER || bytes.indexOf(MAGIC) !== 0) return undefined;
  if (bytes.readUInt32BE(CRC_AT) !== crc32(bytes.subarray(0, CRC_AT))) return undefined;
  const form = bytes.readUInt16BE(8);
  if (form !== FORM) {
    throw problem('JOURNAL_NEWER', { where, found: `a file of form ${form}, not ${FORM}` });
  }
  return {
    first: bytes.readUIntBE(10, 6),
    log: bytes.subarray(16, 16 + HASH_BYTES),
    root: bytes.subarray(48, 48 + HASH_BYTES),
  };
}

/** `records/000000000256.log`, and `personal/000000000256.bin` beside it. */
export function segmentName(first: number): string {
  return `records/${String(first).padStart(DIGITS, '0')}.log`;
}

export function personalName(first: number): string {
  return `personal/${String(first).padStart(DIGITS, '0')}.bin`;
}

/** The first numbers of the files with these names, in order. */
export function firstNumbers(names: readonly string[]): number[] {
  return names
    .filter((name) => /^\d{12}\.log$/.test(name))
    .map((name) => Number(name.slice(0, DIGITS)))
    .sort((a, b) => a - b);
}
