import { HASH_BYTES, perfectRoot } from './hashes.ts';

/**
 * The tree as files, as C2SP tlog-tiles has it: a tile holds up to 256 hashes that stand side by
 * side at every eighth level. Full tiles never change.
 */
export const TILE_WIDTH = 256;
const TILE_LEVELS = 8;

/** Hashes of one tile; `index` counts the tiles of its level. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** `tile/0/x001/x234/067`, and `.p/W` behind it while it is not full. */
export function tilePath(level: number | 'entries', index: number, width = TILE_WIDTH): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const folders = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group));
  const suffix = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${folders.join('/')}${suffix}`;
}

/** How many hashes the last tile of a level has in a tree of `size` records; 0 when it is full. */
export function partialWidth(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;
}

/** Every tile of a tree that C2SP tlog-tiles requires, as level, index and width. */
export function* tilesOf(size: number): Generator<readonly [number, number, number]> {
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const full = Math.floor(size / TILE_WIDTH ** (level + 1));
    for (let index = 0; index < full; index++) yield [level, index, TILE_WIDTH];
    const width = partialWidth(level, size);
    if (width > 0) yield [level, full, width];
  }
}

/** Gives the first `width` hashes of a tile. */
export type TileSource = (level: number, index: number, width: number) => Promise<Uint8Array>;

/** Roots of perfect subtrees out of the tiles of a tree of `size` records, each read once. */
export function subtreesOf(source: TileSource, size: number) {
  const read = new Map<string, Promise<Uint8Array>>();
  const tiles: TileSource = (level, index, width) => {
    const name = tilePath(level, index, width);
    const tile = read.get(name) ?? source(level, index, width);
    read.set(name, tile);
    return tile;
  };
  return async (level: number, index: number): Promise<Uint8Array> => {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const count = 2 ** (level % TILE_LEVELS);
    const tile = Math.floor((index * count) / TILE_WIDTH);
    const last = Math.floor(size / TILE_WIDTH ** (tileLevel + 1));
    const width = tile === last ? partialWidth(tileLevel, size) : TILE_WIDTH;
    const hashes = await tiles(tileLevel, tile, width);
    const from = ((index * count) % TILE_WIDTH) * HASH_BYTES;
    return perfectRoot(hashes.subarray(from, from + count * HASH_BYTES));
  };
}

/** Entries of a bundle: each with its length in two bytes before it. */
export function bundleOf(records: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    records.flatMap((record) => {
      const length = Buffer.allocUnsafe(2);
      length.writeUInt16BE(record.length);
      return [length, record];
    }),
  );
}
