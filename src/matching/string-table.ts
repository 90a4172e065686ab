import { Bytes } from './growing.ts';

/**
 * A sorted table of texts in flat arrays, read in place from a segment: text to position by hash,
 * prefix to range by binary search, position to text by slicing. Serves names' words, their keys,
 * identifiers and entity ids alike.
 */
export class StringTable {
  readonly length: number;
  readonly starts: Uint32Array;
  readonly bytes: Buffer;
  readonly #slots: Uint32Array;

  constructor({ starts, bytes, slots }: StringArrays) {
    this.length = starts.length - 1;
    this.starts = starts;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#slots = slots;
  }

  /** The text at a position. */
  at(position: number): string {
    const from = this.starts[position] as number;
    return this.bytes.toString('utf8', from, this.starts[position + 1] as number);
  }

  /** The position of a text, or -1. Texts of plain ASCII are compared in place. */
  find(text: string): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const wanted = plain(text);
    const from = wanted === undefined ? Buffer.from(text) : wanted;
    const length = wanted === undefined ? from.length : text.length;
    for (let slot = hashOf(from, 0, length) & mask; ; slot = (slot + 1) & mask) {
      const position = (slots[slot] as number) - 1;
      if (position < 0) return -1;
      if (this.#equals(position, from, length)) return position;
    }
  }

  /** The half-open range of positions whose texts begin with `prefix`. */
  prefixRange(prefix: string): readonly [from: number, to: number] {
    const wanted = Buffer.from(prefix);
    const from = this.#lowerBound(wanted);
    let to = from;
    while (to < this.length && this.at(to).startsWith(prefix)) to++;
    return [from, to];
  }

  #equals(position: number, wanted: Uint8Array, length: number): boolean {
    const from = this.starts[position] as number;
    if ((this.starts[position + 1] as number) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.bytes[from + i] !== wanted[i]) return false;
    return true;
  }

  #lowerBound(wanted: Buffer): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, wanted) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(position: number, wanted: Buffer): number {
    const from = this.starts[position] as number;
    const to = this.starts[position + 1] as number;
    return this.bytes.compare(wanted, 0, wanted.length, from, to);
  }
}

/** The flat arrays of a `StringTable`. */
export interface StringArrays {
  /** One more element than there are texts. */
  readonly starts: Uint32Array;
  /** The texts end to end. */
  readonly bytes: Uint8Array;
  /** A hash table by linear probing: a position plus one, or 0; its length is a power of two. */
  readonly slots: Uint32Array;
}

/** FNV-1a, by Fowler, Noll and Vo: quick for short texts and good enough for a table in memory. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const ascii = new Uint8Array(256);

/** The bytes of a short text of plain ASCII, in memory that the next call uses again. */
function plain(text: string): Uint8Array | undefined {
  if (text.length > ascii.length) return undefined;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return undefined;
    ascii[i] = code;
  }
  return ascii;
}

/** The order of UTF-8 bytes, which for plain ASCII is that of JavaScript. */
function byBytes(a: string, b: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII means.
  const plainText = /^[\x00-\x7f]*$/;
  if (plainText.test(a) && plainText.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Sorts texts by their UTF-8 bytes; texts that repeat stay beside one another. */
export function sortTexts(texts: string[]): string[] {
  return texts.sort(byBytes);
}

/** Lays sorted texts end to end; texts that repeat count once. */
export function encodeStrings(sorted: readonly string[]): StringArrays {
  const bytes = new Bytes();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  const starts = new Uint32Array(count + 1);
  let position = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    bytes.addText(sorted[i] as string);
    starts[++position] = bytes.length;
  }
  return { starts, bytes: bytes.finish(), slots: hashTable(starts, bytes.finish()) };
}

function hashTable(starts: Uint32Array, bytes: Uint8Array): Uint32Array {
  const count = starts.length - 1;
  // At most half full, so that a text that is not there is soon known not to be.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, count * 2))));
  const mask = slots.length - 1;
  for (let position = 0; position < count; position++) {
    const hash = hashOf(bytes, starts[position] as number, starts[position + 1] as number);
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = position + 1;
  }
  return slots;
}
