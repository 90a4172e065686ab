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
  /** Where the records of the file read last begin. */
  #index: Index | undefined;

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
      const seq = from + frames.length;
      const { first, offsets, end } = await this.#indexOf(seq);
      const name = segmentName(first);
      const until = Math.min(to - first, offsets.length);
      const start = offsets[seq - first] as number;
      const stop = offsets[until] ?? end;
      const bytes = await this.disk.read(this.path(name), start, stop - start);
      for (let at = seq - first; at < until; at++) {
        const found = frameAt(bytes, (offsets[at] as number) - start, first + at);
        if (isFlaw(found)) throw damageOf(name, { ...found, offset: found.offset + start });
        frames.push({ ...found, offset: found.offset + start, end: found.end + start });
      }
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
      const roots: Uint8Array[] = [];
      for (let below = index * TILE_WIDTH; roots.length < width; below++) {
        roots.push(perfectRoot(await source(level - 1, below, TILE_WIDTH)));
      }
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
    if (first === undefined) return 0;
    return first + (await this.#walk(first)).offsets.length;
  }

  async #indexOf(seq: number): Promise<Index> {
    const known = this.#index;
    if (known !== undefined && seq >= known.first && seq < known.first + known.offsets.length) {
      return known;
    }
    const first = await this.segmentOf(seq);
    const index = await this.#walk(first);
    const next = first + index.offsets.length;
    if (seq < next) return index;
    const flaw = frameAt(await this.read(segmentName(first)), index.end, next);
    const what = isFlaw(flaw) ? flaw.what : 'a record that appeared just now';
    throw damageOf(segmentName(first), { seq: next, offset: index.end, what });
  }

  /** Walks over the headers of a file, as far as that was not done yet. */
  async #walk(first: number): Promise<Index> {
    const known = this.#index;
    const index = known?.first === first ? known : { first, offsets: [], end: SEGMENT_HEADER };
    const path = this.path(segmentName(first));
    const base = index.end;
    const bytes = await this.disk.read(path, base, ((await this.disk.size(path)) ?? base) - base);
    for (;;) {
      const number = index.first + index.offsets.length;
      const header = headerAt(bytes, index.end - base);
      const end = index.end + FRAME_HEADER + (header?.length ?? 0);
      if (header?.seq !== number || end > base + bytes.length) break;
      index.offsets.push(index.end);
      index.end = end;
    }
    this.#index = index;
    return index;
  }
}

/** Where the records of one file begin, and where the last of them ends. */
interface Index {
  readonly first: number;
  readonly offsets: number[];
  end: number;
}

/** The error for a record that is not as it was written. */
export function damageOf(name: string, { seq, offset, what }: Flaw) {
  const found = `at byte ${offset}, record ${seq}: ${what}`;
  return problem('JOURNAL_DAMAGED', { where: name, found });
}
