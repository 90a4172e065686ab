import { equalBytes, HASH_BYTES, nodeHash } from './hashes.ts';

/**
 * The two proofs of a Merkle tree, judged strictly: whatever is not exactly the proof is none.
 * Numbers are halved by division, as the bits of a JavaScript number end at 32.
 */

/** Whether a record with this hash is number `index` (from 0) of the tree (RFC 9162, 2.1.3.2). */
export function isIncluded(claim: {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  const { leaf, index, size, root, proof } = claim;
  if (!isCount(size) || !isCount(index) || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      // At the right edge, levels without a sibling are passed over.
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Whether the tree of `second` records begins with the tree of `first` (RFC 9162, 2.1.4.2). Nothing
 * can be proved of an empty tree, so that asking about one is refused.
 */
export function isConsistent(claim: {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!isCount(first) || !isCount(second) || first === 0 || first > second) return false;
  if (first === second) return proof.length === 0 && equalBytes(firstRoot, secondRoot);
  if (proof.length === 0 || ![firstRoot, secondRoot, ...proof].every(isHash)) return false;
  let node = first - 1;
  let last = second - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // A first tree that is perfect is itself a node of the second, and is not sent.
  const path = node === 0 ? [firstRoot, ...proof] : proof;
  let old = path[0] as Uint8Array;
  let young = old;
  for (const hash of path.slice(1)) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      old = nodeHash(hash, old);
      young = nodeHash(hash, young);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      young = nodeHash(young, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(old, firstRoot) && equalBytes(young, secondRoot);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
