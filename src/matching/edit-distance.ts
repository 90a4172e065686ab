/** Longest word that is compared letter by letter; longer ones must be equal. */
export const LONGEST_MISSPELT = 32;

/** Shorter words are too close to one another: `Ana`, `Ada` and `Eva` are three people. */
export const SHORTEST_MISSPELT = 4;

const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST_MISSPELT + 1)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/**
 * Optimal string alignment distance of two words, given as bytes: the fewest insertions, deletions,
 * substitutions and swaps of neighbouring letters that turn one into the other, no letter touched
 * twice; `limit + 1` stands for everything above `limit`. Swaps count one, as they are the
 * commonest slip of a typist. It allocates nothing.
 */
export function editDistance(
  a: Uint8Array,
  aFrom: number,
  aLength: number,
  b: Uint8Array,
  bFrom: number,
  bLength: number,
  limit: number,
): number {
  const over = limit + 1;
  if (Math.abs(aLength - bLength) > limit) return over;
  // Most of two similar words is the same beginning and the same end.
  let start = 0;
  const shorter = Math.min(aLength, bLength);
  while (start < shorter && a[aFrom + start] === b[bFrom + start]) start++;
  let aEnd = aLength;
  let bEnd = bLength;
  while (aEnd > start && bEnd > start && a[aFrom + aEnd - 1] === b[bFrom + bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const n = aEnd - start;
  const m = bEnd - start;
  if (n + m === 0) return 0;
  if (aLength > LONGEST_MISSPELT || bLength > LONGEST_MISSPELT) return over;
  if (n === 0 || m === 0) return Math.min(Math.max(n, m), over);
  let [before, last, current] = rows;
  for (let j = 0; j <= m; j++) last[j] = j;
  for (let i = 1; i <= n; i++) {
    const letter = a[aFrom + start + i - 1];
    current[0] = i;
    let least = i;
    for (let j = 1; j <= m; j++) {
      const other = b[bFrom + start + j - 1];
      let cost = (last[j - 1] as number) + (letter === other ? 0 : 1);
      const inserted = (current[j - 1] as number) + 1;
      const deleted = (last[j] as number) + 1;
      if (inserted < cost) cost = inserted;
      if (deleted < cost) cost = deleted;
      if (i > 1 && j > 1 && letter === b[bFrom + start + j - 2]) {
        const swapped = (before[j - 2] as number) + 1;
        if (swapped < cost && a[aFrom + start + i - 2] === other) cost = swapped;
      }
      current[j] = cost;
      if (cost < least) least = cost;
    }
    // A swap can reach back one row, so both rows must be over the limit before giving up.
    if (least > over) return over;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[m] as number, over);
}

/**
 * How many slips two words of these lengths may be apart and still be taken for one word misspelt.
 */
export function slipsAllowed(lengthA: number, lengthB: number): number {
  if (Math.min(lengthA, lengthB) < SHORTEST_MISSPELT) return 0;
  return Math.max(lengthA, lengthB) <= 7 ? 1 : 2;
}
