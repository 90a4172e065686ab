import { crc32 } from 'node:zlib';
import { equalBytes, leafHash } from './hashes.ts';

/**
 * A record in its file: a header of 42 bytes, then the record.
 *
 *      0  4  magic
 *      4  4  length of the record
 *      8  6  number of the record
 *     14  6  how many records were on the disk for good when this one was written
 *     20  6  where its personal data stands in the file beside, and
 *     26  4  how long it is
 *     30  8  the first bytes of the record's leaf hash
 *     38  4  CRC-32 of all that
 *
 * The header has a checksum of its own, so that a length is believed or not before it is followed.
 * CRC-32 finds every change within 32 bits, and Node has a fast one. The record needs no second
 * checksum: its leaf hash must be computed anyway.
 */
export const FRAME_HEADER = 42;
const MAGIC = Buffer.from('TJr\u0001', 'latin1');
const CHECK_BYTES = 8;
const CRC_AT = FRAME_HEADER - 4;

export interface FrameHeader {
  readonly seq: number;
  readonly synced: number;
  readonly length: number;
  /** Where personal data stands in the file beside; of length 0 where there is none. */
  readonly personal: { readonly offset: number; readonly length: number };
}

export interface Frame extends FrameHeader {
  /** Where it begins and ends in its file. */
  readonly offset: number;
  readonly end: number;
  readonly record: Buffer;
  readonly hash: Uint8Array;
}

/** What is wrong in a file of records, and where. */
export interface Flaw {
  readonly seq: number;
  readonly offset: number;
  readonly what: string;
}

export function encodeFrame(
  header: Omit<FrameHeader, 'length'>,
  record: Uint8Array,
  hash: Uint8Array,
): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER + record.length);
  frame.set(MAGIC);
  frame.writeUInt32BE(record.length, 4);
  frame.writeUIntBE(header.seq, 8, 6);
  frame.writeUIntBE(header.synced, 14, 6);
  frame.writeUIntBE(header.personal.offset, 20, 6);
  frame.writeUInt32BE(header.personal.length, 26);
  frame.set(hash.subarray(0, CHECK_BYTES), 30);
  frame.writeUInt32BE(crc32(frame.subarray(0, CRC_AT)), CRC_AT);
  frame.set(record, FRAME_HEADER);
  return frame;
}

/** The header at `offset`; undefined where none is whole. */
export function headerAt(bytes: Buffer, offset: number): FrameHeader | undefined {
  if (bytes.length - offset < FRAME_HEADER) return undefined;
  if (bytes.readUInt32BE(offset) !== MAGIC.readUInt32BE()) return undefined;
  const header = bytes.subarray(offset, offset + FRAME_HEADER);
  if (header.readUInt32BE(CRC_AT) !== crc32(header.subarray(0, CRC_AT))) return undefined;
  return {
    length: header.readUInt32BE(4),
    seq: header.readUIntBE(8, 6),
    synced: header.readUIntBE(14, 6),
    personal: { offset: header.readUIntBE(20, 6), length: header.readUInt32BE(26) },
  };
}

/** The frame of record `seq` at `offset`, or what is wrong with it. */
export function frameAt(bytes: Buffer, offset: number, seq: number): Frame | Flaw {
  const flaw = (what: string): Flaw => ({ seq, offset, what });
  const header = headerAt(bytes, offset);
  if (header === undefined) {
    const left = bytes.length - offset;
    return flaw(left < FRAME_HEADER ? `only ${left} bytes` : 'no header that is whole');
  }
  if (header.seq !== seq) return flaw(`record ${header.seq} in its place`);
  const end = offset + FRAME_HEADER + header.length;
  if (end > bytes.length) return flaw(`the file ended ${end - bytes.length} bytes too early`);
  const record = bytes.subarray(offset + FRAME_HEADER, end);
  const hash = leafHash(record);
  const check = bytes.subarray(offset + 30, offset + 30 + CHECK_BYTES);
  if (!equalBytes(hash.subarray(0, CHECK_BYTES), check)) return flaw('bytes unlike its checksum');
  return { ...header, offset, end, record, hash };
}

export function isFlaw(found: Frame | Flaw): found is Flaw {
  return 'what' in found;
}

/** The next whole header at or behind `offset`, whatever its number. */
export function nextHeader(
  bytes: Buffer,
  offset: number,
): (FrameHeader & { readonly offset: number }) | undefined {
  for (let at = bytes.indexOf(MAGIC, offset); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    const header = headerAt(bytes, at);
    if (header !== undefined) return { ...header, offset: at };
  }
  return undefined;
}

/**
 * Whether a flaw is what a crash leaves: the record was being written and nobody had been told that
 * it was kept. Records of one group may be torn in any order, so that a whole one behind the flaw
 * proves nothing by itself; one that was written when the flawed record was on the disk for good
 * proves that it was damaged later.
 *
 * Records are JSON and hold no control characters, so that none can hold a header.
 */
export function isTorn(bytes: Buffer, flaw: Flaw): boolean {
  for (
    let later = nextHeader(bytes, flaw.offset);
    later !== undefined;
    later = nextHeader(bytes, later.offset + 1)
  ) {
    if (later.synced > flaw.seq) return false;
  }
  return true;
}
