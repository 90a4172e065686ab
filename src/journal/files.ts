import { join } from 'node:path';
import { problem } from '../base/index.ts';
import { type Disk, readIfThere, readWhole } from './disk.ts';
import { type Flaw, FRAME_HEADER, type Frame, frameAt, headerAt, isFlaw } from './frame.ts';
import { HASH_BYTES, perfectRoot } from './hashes.ts';
import type { Subtree } from './prove.ts';
import { firstNumbers, personalName, SEGMENT_HEADER, segmentName } from './segment.ts';
import { subtreesOf, TILE_WIDTH, type TileSource, tilePath } from './tiles.ts';

/** The files of a journal, read by number of record. Reading changes nothing. */
export class JournalFiles {
  readonly disk: Disk;
  readonly folder: string;
  /** What is known of where records begin, by the number of the file. */
  readonly #indexes = new Map<number, Index>();

  /** Roots in the last tile that was made of each level. */
  readonly #edges = new Map<number, { readonly index: number; readonly roots: Uint8Array[] }>();

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): Promise<Buffer> {
    return readWhole(this.disk, this.path(name));
  }

  readIfThere(name: string): Promise<Buffer | undefined> {
    return readIfThere(this.disk, this.path(name));
  }

  /** The numbers that files of records begin with. */
  async segments(): Promise<number[]> {
    return firstNumbers(await this.disk.list(this.path('records')));
  }

  /** Records `from` to before `to`, each checked. @throws JOURNAL_DAMAGED */
  async frames(from: number, to: number): Promise<Frame[]> {
    const frames: Frame[] = [];
    while (from + frames.length < to) {
      const index = await this.#indexOf(from + frames.length);
      const until = Math.min(to, index.first + index.count);
      for (const frame of await this.#framesIn(index, from + frames.length, until)) {
        frames.push(frame);
      }
    }
    return frames;
  }

  /** Frames of one file: whole blocks are read, and headers passed over up to the first one. */
  async #framesIn({ first, blocks, end }: Index, from: number, to: number): Promise<Frame[]> {
    const block = Math.floor((from - first) / BLOCK);
    const start = blocks[block] as number;
    const stop = blocks[Math.ceil((to - first) / BLOCK)] ?? end;
    const name = segmentName(first);
    const bytes = await this.disk.read(this.path(name), start, stop - start);
    const frames: Frame[] = [];
    let offset = 0;
    for (let seq = first + block * BLOCK; seq < to; seq++) {
      const header = seq < from ? headerAt(bytes, offset) : undefined;
      if (header?.seq === seq) {
        offset += FRAME_HEADER + header.length;
        continue;
      }
      const found = frameAt(bytes, offset, seq);
      if (isFlaw(found)) throw damageOf(name, { ...found, offset: start + offset });
      frames.push({ ...found, offset: start + offset, end: start + found.end });
      offset = found.end;
    }
    return frames;
  }

  async frame(seq: number): Promise<Frame> {
    const [frame] = await this.frames(seq, seq + 1);
    return frame as Frame;
  }

  /** The salt and personal data of a record, or zeros where they were erased. */
  async personal({ seq, personal }: Frame): Promise<Buffer> {
    const { offset, length } = personal;
    const path = this.path(personalName(await this.segmentOf(seq)));
    if ((await this.disk.size(path)) === undefined) return Buffer.alloc(0);
    return this.disk.read(path, offset, length);
  }

  /** The number with which the file of a record begins. */
  async segmentOf(seq: number): Promise<number> {
    const first = (await this.segments()).findLast((number) => number <= seq);
    if (first !== undefined) return first;
    throw problem('JOURNAL_DAMAGED', { where: this.path('records'), found: `no record ${seq}` });
  }

  /**
   * Tiles from their files, or made from the records where a file is absent or not believed
   * (`trust`): they are derived, and can always be made again.
   */
  tiles(trust = true): TileSource {
    const source: TileSource = async (level, index, width) => {
      if (trust && width === TILE_WIDTH) {
        const file = await this.readIfThere(tilePath(level, index));
        if (file?.length === TILE_WIDTH * HASH_BYTES) return file;
      }
      if (level === 0) {
        const from = index * TILE_WIDTH;
        return Buffer.concat((await this.frames(from, from + width)).map(({ hash }) => hash));
      }
      // The tile at the right edge grows by one root at a time; those it had are remembered.
      const edge = trust ? this.#edges.get(level) : undefined;
      const roots = edge?.index === index ? edge.roots.slice(0, width) : [];
      while (roots.length < width) {
        const below = index * TILE_WIDTH + roots.length;
        roots.push(perfectRoot(await source(level - 1, below, TILE_WIDTH)));
      }
      if (trust) this.#edges.set(level, { index, roots });
      return Buffer.concat(roots);
    };
    return source;
  }

  /** Roots of perfect subtrees of the first `size` records. */
  subtrees(size: number, trust = true): Subtree {
    return subtreesOf(this.tiles(trust), size);
  }

  /** How many records there are, by their headers alone. */
  async count(): Promise<number> {
    const first = (await this.segments()).at(-1);
    return first === undefined ? 0 : first + (await this.#walk(first)).count;
  }

  async #indexOf(seq: number): Promise<Index> {
    const first = await this.segmentOf(seq);
    const known = this.#indexes.get(first);
    if (known !== undefined && seq < first + known.count) return known;
    const index = await this.#walk(first);
    const next = first + index.count;
    if (seq < next) return index;
    const flaw = frameAt(await this.read(segmentName(first)), index.end, next);
    const what = isFlaw(flaw) ? flaw.what : 'a record that appeared just now';
    throw damageOf(segmentName(first), { seq: next, offset: index.end, what });
  }

  /** Walks over the headers of a file, as far as that was not done yet. */
  async #walk(first: number): Promise<Index> {
    const index = this.#indexes.get(first) ?? { first, blocks: [], count: 0, end: SEGMENT_HEADER };
    this.#indexes.set(first, index);
    const path = this.path(segmentName(first));
    const base = index.end;
    const bytes = await this.disk.read(path, base, ((await this.disk.size(path)) ?? base) - base);
    for (;;) {
      const header = headerAt(bytes, index.end - base);
      const end = index.end + FRAME_HEADER + (header?.length ?? 0);
      if (header?.seq !== index.first + index.count || end > base + bytes.length) break;
      if (index.count % BLOCK === 0) index.blocks.push(index.end);
      index.count += 1;
      index.end = end;
    }
    return index;
  }
}

/** Where every 256th record of one file begins, how many it has, and where the last one ends. */
interface Index {
  readonly first: number;
  readonly blocks: number[];
  count: number;
  end: number;
}
const BLOCK = 256;

/** The error for a record that is not as it was written. */
export function damageOf(name: string, { seq, offset, what }: Flaw) {
  const found = `at byte ${offset}, record ${seq}: ${what}`;
  return problem('JOURNAL_DAMAGED', { where: name, found });
}
