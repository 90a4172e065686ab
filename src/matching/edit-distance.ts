/** Longest word that is compared letter by letter; longer ones must be equal. */
const MAX_LENGTH = 32;

const rows = [0, 1, 2].map(() => new Uint8Array(MAX_LENGTH + 1)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/**
 * Optimal string alignment distance: the fewest insertions, deletions, substitutions and swaps of
 * neighbouring letters that turn `a` into `b`, no letter touched twice; `limit + 1` stands for
 * everything above `limit`. Swaps count one, as they are the commonest slip of a typist.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const over = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return over;
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return over;
  let [before, last, current] = rows;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = (last[j - 1] as number) + (same ? 0 : 1);
      cost = Math.min(cost, (last[j] as number) + 1, (current[j - 1] as number) + 1);
      if (i > 1 && j > 1 && isSwap(a, i, b, j))
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      current[j] = cost;
      if (cost < least) least = cost;
    }
    // A swap can reach back one row, so both rows must be over the limit before giving up.
    if (least > over) return over;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[b.length] as number, over);
}

function isSwap(a: string, i: number, b: string, j: number): boolean {
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}

/**
 * How many slips two words of these lengths may be apart and still be taken for one word misspelt.
 * Short words are too close to one another: `Ana`, `Ada` and `Eva` are three people.
 */
export function slipsAllowed(lengthA: number, lengthB: number): number {
  const longer = Math.max(lengthA, lengthB);
  if (Math.min(lengthA, lengthB) < 4) return 0;
  return longer <= 5 ? 1 : 2;
}
