/**
 * A sorted table of texts in two flat arrays, read in place from a segment: text to position by
 * binary search over UTF-8 bytes, position to text by slicing. Serves names' words, their keys,
 * identifiers and entity ids alike.
 */
export class StringTable {
  readonly length: number;
  readonly #starts: Uint32Array;
  readonly #bytes: Buffer;
  readonly #texts: (string | undefined)[];

  /** `starts` has one more element than there are texts; `bytes` are the texts end to end. */
  constructor(starts: Uint32Array, bytes: Uint8Array) {
    this.length = starts.length - 1;
    this.#starts = starts;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#texts = [];
  }

  /** The text at a position; remembered, as common words are asked for again and again. */
  at(position: number): string {
    const known = this.#texts[position];
    if (known !== undefined) return known;
    const text = this.#bytes.toString(
      'utf8',
      this.#starts[position] as number,
      this.#starts[position + 1] as number,
    );
    this.#texts[position] = text;
    return text;
  }

  /** How many bytes the text at a position has. */
  byteLength(position: number): number {
    return (this.#starts[position + 1] as number) - (this.#starts[position] as number);
  }

  /** The position of a text, or -1. */
  find(text: string): number {
    const wanted = Buffer.from(text);
    const position = this.#lowerBound(wanted);
    const there = position < this.length && this.#compare(position, wanted) === 0;
    return there ? position : -1;
  }

  /** The half-open range of positions whose texts begin with `prefix`. */
  prefixRange(prefix: string): readonly [from: number, to: number] {
    const wanted = Buffer.from(prefix);
    const from = this.#lowerBound(wanted);
    let to = from;
    while (to < this.length && this.at(to).startsWith(prefix)) to++;
    return [from, to];
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
    const from = this.#starts[position] as number;
    const to = this.#starts[position + 1] as number;
    return this.#bytes.compare(wanted, 0, wanted.length, from, to);
  }
}

/** The flat arrays of a `StringTable`, and each text's position in it. */
export interface EncodedStrings {
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
  readonly positions: ReadonlyMap<string, number>;
}

/** Sorts texts by their UTF-8 bytes and lays them end to end; texts that repeat count once. */
export function encodeStrings(texts: Iterable<string>): EncodedStrings {
  const encoded = [...new Set(texts)].map((text) => ({ text, bytes: Buffer.from(text) }));
  encoded.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  const starts = new Uint32Array(encoded.length + 1);
  const positions = new Map<string, number>();
  encoded.forEach(({ text, bytes }, position) => {
    positions.set(text, position);
    starts[position + 1] = (starts[position] as number) + bytes.length;
  });
  return { starts, bytes: Buffer.concat(encoded.map((e) => e.bytes)), positions };
}
