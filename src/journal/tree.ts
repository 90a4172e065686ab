import { assert } from '../base/index.ts';
import { EMPTY_ROOT, HASH_BYTES, nodeHash, perfectRoot } from './hashes.ts';
import { partialWidth, TILE_WIDTH, type Tile, type TileSource } from './tiles.ts';

/**
 * A Merkle tree that grows at its right edge. It keeps the last tile of each level and nothing
 * else, which is 8 kB for each factor of 256 in the number of records; a tile that becomes full is
 * handed out, and its root goes one level up.
 */
export class TileTree {
  #size = 0;
  readonly #levels: Level[] = [];

  get size(): number {
    return this.#size;
  }

  /** Takes the next record's hash; returns the tiles that it filled. */
  append(leaf: Uint8Array): readonly Tile[] {
    assert(leaf.length === HASH_BYTES, 'a hash has 32 bytes');
    this.#size += 1;
    const full: Tile[] = [];
    let hash = leaf;
    for (let number = 0; ; number++) {
      const level = this.#level(number);
      level.hashes.set(hash, level.width * HASH_BYTES);
      level.width += 1;
      if (level.width < TILE_WIDTH) return full;
      const index = this.#size / TILE_WIDTH ** (number + 1) - 1;
      full.push({ level: number, index, hashes: level.hashes });
      hash = perfectRoot(level.hashes);
      this.#levels[number] = emptyLevel();
    }
  }

  /** The root over everything taken so far: perfect subtrees, joined from the right. */
  root(): Uint8Array {
    let right: Uint8Array | undefined;
    for (const { hashes, width } of this.#levels) {
      for (let count = 1; count <= width; count *= 2) {
        if ((width & count) === 0) continue;
        const from = width - (width % (count * 2));
        const left = perfectRoot(hashes.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES));
        right = right === undefined ? left : nodeHash(left, right);
      }
    }
    return right ?? EMPTY_ROOT;
  }

  /** The last tile of each level that is not full. */
  partials(): readonly Tile[] {
    return this.#levels.flatMap(({ hashes, width }, level) => {
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      return width === 0 ? [] : [{ level, index, hashes: hashes.subarray(0, width * HASH_BYTES) }];
    });
  }

  /** The tree of the first `size` records, from its tiles. */
  static async load(size: number, tiles: TileSource): Promise<TileTree> {
    const tree = new TileTree();
    tree.#size = size;
    for (let number = 0; TILE_WIDTH ** number <= size; number++) {
      const width = partialWidth(number, size);
      const level = tree.#level(number);
      level.width = width;
      if (width === 0) continue;
      const index = Math.floor(size / TILE_WIDTH ** (number + 1));
      level.hashes.set(await tiles(number, index, width));
    }
    return tree;
  }

  #level(number: number): Level {
    const level = this.#levels[number] ?? emptyLevel();
    this.#levels[number] = level;
    return level;
  }
}

interface Level {
  readonly hashes: Uint8Array;
  width: number;
}

const emptyLevel = (): Level => ({ hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES), width: 0 });
