import { inflateRawSync } from 'node:zlib';
import { asBuffer } from './segment-format.ts';

/** Entities are packed in blocks of so many: smaller packs worse, larger takes longer to read. */
export const ENTITIES_IN_BLOCK = 16;

/**
 * The entities of a segment as lines of text, packed some at a time: in memory and on disk they
 * take a quarter of their size, and few of them are ever read.
 */
export class EntityBlocks {
  readonly #bytes: Buffer;
  readonly #starts: Uint32Array;
  #lastBlock = -1;
  #lastLines: readonly string[] = [];

  /** `starts` has one more element than there are blocks. */
  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.#bytes = asBuffer(bytes);
    this.#starts = starts;
  }

  /** The line of an entity; its neighbours are kept, as whoever reads all asks for them next. */
  line(entity: number): string {
    const block = Math.floor(entity / ENTITIES_IN_BLOCK);
    if (block !== this.#lastBlock) {
      const from = this.#starts[block] as number;
      const packed = this.#bytes.subarray(from, this.#starts[block + 1] as number);
      this.#lastLines = inflateRawSync(packed).toString('utf8').split('\n');
      this.#lastBlock = block;
    }
    return this.#lastLines[entity % ENTITIES_IN_BLOCK] as string;
  }
}
