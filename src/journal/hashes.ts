import { hash } from 'node:crypto';

/** SHA-256 of RFC 6962: 32 bytes. */
export const HASH_BYTES = 32;

/** The root of a tree without records: the hash of nothing (RFC 6962, section 2.1). */
export const EMPTY_ROOT: Uint8Array = hash('sha256', new Uint8Array(0), 'buffer');

/**
 * The hash of a record. The prefixes 0 and 1 keep records and nodes apart: without them, two hashes
 * side by side could be passed off as a record (RFC 6962, section 2.1).
 */
export function leafHash(record: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + record.length);
  input[0] = 0;
  input.set(record, 1);
  return hash('sha256', input, 'buffer');
}

/** The hash of a node above two others. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return hash('sha256', input, 'buffer');
}

/** The root over hashes that stand side by side; their number is a power of two. */
export function perfectRoot(hashes: Uint8Array): Uint8Array {
  const count = hashes.length / HASH_BYTES;
  if (count === 1) return Buffer.from(hashes);
  const half = hashes.length / 2;
  return nodeHash(perfectRoot(hashes.subarray(0, half)), perfectRoot(hashes.subarray(half)));
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
