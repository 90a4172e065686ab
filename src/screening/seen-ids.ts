/** Ids are spread over this many small tables, so that growing one never copies much. */
const TABLES = 64;
const FIRST_SLOTS = 64;

/** A fingerprint takes two words, the line a third. */
const WORDS = 3;

/**
 * Which ids have been seen, and on what line, in constant memory an id: a 64-bit fingerprint and
 * the line, in open-addressing tables that double at three quarters full, that is 16 to 32 bytes an
 * id. Ten million ids take about 200 MB, and two different ones among them are taken for the same
 * with a probability of 3 in a million (n²/2⁶⁵), which costs a false signal and nothing else.
 */
export class SeenIds {
  readonly #tables: Uint32Array[] = Array.from(
    { length: TABLES },
    () => new Uint32Array(FIRST_SLOTS * WORDS),
  );
  readonly #counts = new Uint32Array(TABLES);

  /** The line the id was first seen on, or 0 when it is new and now kept. `line` is at least 1. */
  add(id: string, line: number): number {
    const low = hash(id, 0x9747b28c);
    const high = hash(id, 0x3c6ef372);
    const which = high % TABLES;
    let table = this.#tables[which] as Uint32Array;
    if ((this.#counts[which] as number) * 4 >= (table.length / WORDS) * 3) {
      table = grown(table);
      this.#tables[which] = table;
    }
    const at = slotOf(table, low, high);
    const first = table[at + 2] as number;
    if (first !== 0) return first;
    table[at] = low;
    table[at + 1] = high;
    table[at + 2] = line;
    this.#counts[which] = (this.#counts[which] as number) + 1;
    return 0;
  }
}

/** Where a fingerprint stands, or the free slot where it belongs. */
function slotOf(table: Uint32Array, low: number, high: number): number {
  const mask = table.length / WORDS - 1;
  let slot = low & mask;
  for (;;) {
    const at = slot * WORDS;
    if (table[at + 2] === 0 || (table[at] === low && table[at + 1] === high)) return at;
    slot = (slot + 1) & mask;
  }
}

function grown(table: Uint32Array): Uint32Array {
  const larger = new Uint32Array(table.length * 2);
  for (let from = 0; from < table.length; from += WORDS) {
    if (table[from + 2] === 0) continue;
    const at = slotOf(larger, table[from] as number, table[from + 1] as number);
    larger.set(table.subarray(from, from + WORDS), at);
  }
  return larger;
}

/** 32 bits of a text: FNV-1a over its code units, finished as in MurmurHash3. */
function hash(text: string, seed: number): number {
  let mixed = seed;
  for (let i = 0; i < text.length; i++) {
    mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
