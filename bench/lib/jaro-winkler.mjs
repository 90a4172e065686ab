/**
 * The plain baseline that everybody has: words without accents and case, paired greedily by
 * Jaro-Winkler, the mean over the question's words. It knows nothing of names. Words are compared
 * once and names from those figures, so that a whole list can be asked.
 */

/** Words of a name for the baseline. */
export const wordsOf = (name) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    // Which words are used is kept in the bits of a number.
    .slice(0, 30);

/** Jaro-Winkler similarity with the usual prefix weight of .1 for up to four letters. */
export function jaroWinkler(a, b) {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const usedA = new Uint8Array(a.length);
  const usedB = new Uint8Array(b.length);
  let common = 0;
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (usedB[j] === 1 || a[i] !== b[j]) continue;
      usedA[i] = 1;
      usedB[j] = 1;
      common++;
      break;
    }
  }
  if (common === 0) return 0;
  let swapped = 0;
  for (let i = 0, j = 0; i < a.length; i++) {
    if (usedA[i] === 0) continue;
    while (usedB[j] === 0) j++;
    if (a[i] !== b[j]) swapped++;
    j++;
  }
  const jaro = (common / a.length + common / b.length + (common - swapped / 2) / common) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Names of many entities, asked by the baseline. */
export class Baseline {
  #words = new Map();
  #names = [];
  /** For each word the places of the names that hold it. */
  #holders = [];
  #similar = new Map();

  /** Adds a name of the entity `id`. */
  add(id, name) {
    const words = wordsOf(name).map((word) => {
      const known = this.#words.get(word) ?? this.#words.size;
      this.#words.set(word, known);
      return known;
    });
    if (words.length === 0) return;
    const place = this.#names.push({ id, name, words }) - 1;
    for (const word of new Set(words)) {
      const holders = this.#holders[word] ?? [];
      this.#holders[word] = holders;
      holders.push(place);
    }
  }

  /**
   * The best score of each entity that has one of `floor` or more, best first. `leave(id, name)`
   * drops a name from consideration.
   */
  ask(query, floor, leave = () => false) {
    const rows = wordsOf(query).map((word) => this.#similarTo(word));
    const best = new Map();
    if (rows.length === 0) return [];
    for (const place of this.#mayReach(rows, floor)) {
      const { id, name, words } = this.#names[place];
      const score = greedy(rows, words);
      if (score < floor || score <= (best.get(id) ?? 0) || leave(id, name)) continue;
      best.set(id, score);
    }
    return [...best].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
  }

  /** A mean of `floor` needs one pair of words that has it. */
  #mayReach(rows, floor) {
    const places = new Set();
    for (const row of rows) {
      for (let word = 0; word < row.length; word++) {
        if (row[word] < floor) continue;
        for (const place of this.#holders[word]) places.add(place);
      }
    }
    return places;
  }

  #similarTo(word) {
    const known = this.#similar.get(word);
    if (known !== undefined) return known;
    const row = new Float32Array(this.#words.size);
    let index = 0;
    for (const other of this.#words.keys()) row[index++] = jaroWinkler(word, other);
    if (this.#similar.size >= 6000) this.#similar.clear();
    this.#similar.set(word, row);
    return row;
  }
}

/** Pairs the most similar words first; a word of the question left over counts as nothing. */
function greedy(rows, words) {
  const shorter = Math.min(rows.length, words.length);
  let usedRows = 0;
  let usedWords = 0;
  let sum = 0;
  for (let round = 0; round < shorter; round++) {
    let best = -1;
    let bestRow = 0;
    let bestWord = 0;
    for (let r = 0; r < rows.length; r++) {
      if ((usedRows >> r) & 1) continue;
      for (let w = 0; w < words.length; w++) {
        if ((usedWords >> w) & 1) continue;
        const similarity = rows[r][words[w]];
        if (similarity > best) {
          best = similarity;
          bestRow = r;
          bestWord = w;
        }
      }
    }
    usedRows |= 1 << bestRow;
    usedWords |= 1 << bestWord;
    sum += best;
  }
  return sum / rows.length;
}
