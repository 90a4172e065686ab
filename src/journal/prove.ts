import { EMPTY_ROOT, nodeHash } from './hashes.ts';

/** Roots of perfect subtrees: number `index` of those over 2^`level` records. */
export type Subtree = (level: number, index: number) => Promise<Uint8Array>;

/** The root over the first `size` records. */
export async function rootAt(subtree: Subtree, size: number): Promise<Uint8Array> {
  return size === 0 ? EMPTY_ROOT : rootOf(subtree, 0, size);
}

/** PATH of RFC 6962, section 2.1.1: from the record's sibling up to the child of the root. */
export async function inclusionProof(
  subtree: Subtree,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  const path = async (from: number, to: number): Promise<Uint8Array[]> => {
    if (to - from === 1) return [];
    const middle = from + leftOf(to - from);
    return index < middle
      ? [...(await path(from, middle)), await rootOf(subtree, middle, to)]
      : [...(await path(middle, to)), await rootOf(subtree, from, middle)];
  };
  return path(0, size);
}

/** PROOF of RFC 6962, section 2.1.2: that `second` records begin with the `first`; 0 < first. */
export async function consistencyProof(
  subtree: Subtree,
  first: number,
  second: number,
): Promise<Uint8Array[]> {
  const path = async (from: number, to: number, whole: boolean): Promise<Uint8Array[]> => {
    // The whole first tree is known to whoever asks.
    if (to === first) return whole ? [] : [await rootOf(subtree, from, to)];
    const middle = from + leftOf(to - from);
    return first <= middle
      ? [...(await path(from, middle, whole)), await rootOf(subtree, middle, to)]
      : [...(await path(middle, to, false)), await rootOf(subtree, from, middle)];
  };
  return path(0, second, true);
}

/** MTH of RFC 6962 over records `from` to `to`, which the splits above have put on a boundary. */
async function rootOf(subtree: Subtree, from: number, to: number): Promise<Uint8Array> {
  const count = to - from;
  const left = leftOf(count);
  if (left * 2 === count || count === 1) return subtree(Math.log2(count), from / count);
  const middle = from + left;
  return nodeHash(await rootOf(subtree, from, middle), await rootOf(subtree, middle, to));
}

/** The largest power of two below `count`; 1 for 1. */
function leftOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
