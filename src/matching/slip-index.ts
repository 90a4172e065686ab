import { LONGEST_MISSPELT, SHORTEST_MISSPELT } from './edit-distance.ts';
import { type Agreement, hasDigit, NO_AGREEMENT, slipBetween } from './similarity.ts';
import type { StringTable } from './string-table.ts';

/**
 * Finds the words of a vocabulary that are a few slips from a word, by symmetric deletion: two
 * words that are at most `n` slips apart become equal when at most `n` letters are left out of each
 * (a slip too many, too few, another or swapped is one letter left out on each side). So every word
 * is filed under all it becomes, and looked for under all that the wanted word becomes. What is
 * found is then compared letter by letter, so that it does not matter that the files are numbered
 * by a hash.
 *
 * The idea is Mor and Fraenkel's (1982), known from Garbe's SymSpell.
 */

/** Words of fewer letters are never two slips from any other (see `slipsAllowed`). */
const SHORTEST_WITH_TWO = 6;

/** The index as flat arrays: file `i` is `words[starts[i]]` up to `words[starts[i + 1]]`. */
export interface SlipArrays {
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a of a word without the letters at `i` and `j`; -1 leaves nothing out. */
function hashWithout(
  bytes: Uint8Array,
  from: number,
  length: number,
  i: number,
  j: number,
): number {
  let hash = FNV_START;
  for (let at = 0; at < length; at++) {
    if (at !== i && at !== j) hash = Math.imul(hash ^ (bytes[from + at] as number), FNV_PRIME);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Visits the hashes of all that a word becomes. The same one may come more than once. */
function visitForms(
  bytes: Uint8Array,
  from: number,
  length: number,
  visit: (hash: number) => void,
): void {
  visit(hashWithout(bytes, from, length, -1, -1));
  for (let i = 0; i < length; i++) {
    visit(hashWithout(bytes, from, length, i, -1));
    if (length < SHORTEST_WITH_TWO) continue;
    for (let j = i + 1; j < length; j++) visit(hashWithout(bytes, from, length, i, j));
  }
}

/** Whether a word can be misspelt at all: a number is its digits, and a long word its letters. */
function mayBeMisspelt(bytes: Uint8Array, from: number, length: number): boolean {
  if (length < SHORTEST_MISSPELT || length > LONGEST_MISSPELT) return false;
  return !hasDigit(bytes, from, length);
}

/** Files the words at these positions of a table. */
export function buildSlipIndex(table: StringTable, positions: Uint32Array): SlipArrays {
  const { starts: at, bytes } = table;
  const each = (visit: (word: number, hash: number) => void): void => {
    for (const word of positions) {
      const from = at[word] as number;
      const length = (at[word + 1] as number) - from;
      if (!mayBeMisspelt(bytes, from, length)) continue;
      visitForms(bytes, from, length, (hash) => visit(word, hash));
    }
  };
  let count = 0;
  each(() => count++);
  // About one word a file: more files would be empty, fewer would hold words to no purpose.
  const files = 2 ** Math.ceil(Math.log2(Math.max(2, count)));
  const starts = new Uint32Array(files + 1);
  each((_, hash) => {
    const file = hash & (files - 1);
    starts[file + 1] = (starts[file + 1] as number) + 1;
  });
  for (let file = 0; file < files; file++) {
    starts[file + 1] = (starts[file + 1] as number) + (starts[file] as number);
  }
  const next = starts.slice();
  const words = new Uint32Array(count);
  each((word, hash) => {
    const file = hash & (files - 1);
    words[next[file] as number] = word;
    next[file] = (next[file] as number) + 1;
  });
  return { starts, words };
}

/** Letters of the wanted word, in memory that is used again. */
const wanted = new Uint8Array(LONGEST_MISSPELT);

/** Looks words up in such an index. */
export class SlipIndex {
  readonly #table: StringTable;
  readonly #arrays: SlipArrays;
  /** By word: the last search that compared it, so that none is compared twice. */
  readonly #compared: Uint32Array;
  #search = 0;

  constructor(table: StringTable, arrays: SlipArrays) {
    this.#table = table;
    this.#arrays = arrays;
    this.#compared = new Uint32Array(table.length);
  }

  /** Visits every word that is a slip or two from this one, with how they agree. */
  visit(text: string, visit: (word: number, agreement: Agreement) => void): void {
    const { length } = text;
    if (length > LONGEST_MISSPELT) return;
    for (let i = 0; i < length; i++) wanted[i] = text.charCodeAt(i);
    if (!mayBeMisspelt(wanted, 0, length)) return;
    this.#search++;
    const { starts, words } = this.#arrays;
    const mask = starts.length - 2;
    visitForms(wanted, 0, length, (hash) => {
      const file = hash & mask;
      const end = starts[file + 1] as number;
      for (let at = starts[file] as number; at < end; at++) {
        const word = words[at] as number;
        if (this.#compared[word] === this.#search) continue;
        this.#compared[word] = this.#search;
        const agreement = this.#compare(word, length);
        if (agreement !== NO_AGREEMENT) visit(word, agreement);
      }
    });
  }

  #compare(word: number, length: number): Agreement {
    const from = this.#table.starts[word] as number;
    const other = (this.#table.starts[word + 1] as number) - from;
    return slipBetween(wanted, 0, length, this.#table.bytes, from, other);
  }
}
