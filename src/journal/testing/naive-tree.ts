import { EMPTY_ROOT, leafHash, nodeHash } from '../hashes.ts';

/** The definitions of RFC 6962, section 2.1, word for word: slow, and what proofs are judged by. */

export function naiveRoot(records: readonly Uint8Array[]): Uint8Array {
  if (records.length === 0) return EMPTY_ROOT;
  if (records.length === 1) return leafHash(records[0]!);
  const k = split(records.length);
  return nodeHash(naiveRoot(records.slice(0, k)), naiveRoot(records.slice(k)));
}

export function naivePath(m: number, records: readonly Uint8Array[]): Uint8Array[] {
  if (records.length === 1) return [];
  const k = split(records.length);
  const [left, right] = [records.slice(0, k), records.slice(k)];
  return m < k
    ? [...naivePath(m, left), naiveRoot(right)]
    : [...naivePath(m - k, right), naiveRoot(left)];
}

export function naiveProof(m: number, records: readonly Uint8Array[], whole = true): Uint8Array[] {
  if (m === records.length) return whole ? [] : [naiveRoot(records)];
  const k = split(records.length);
  const [left, right] = [records.slice(0, k), records.slice(k)];
  return m <= k
    ? [...naiveProof(m, left, whole), naiveRoot(right)]
    : [...naiveProof(m - k, right, false), naiveRoot(left)];
}

/** The largest power of two smaller than `n`. */
function split(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}
