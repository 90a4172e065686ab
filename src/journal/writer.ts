import { dirname } from 'node:path';
import type { JournalFiles } from './files.ts';
import { encodeFrame, type Frame } from './frame.ts';
import { eraseKept } from './recover.ts';
import { encodeSegmentHeader, personalName, SEGMENT_HEADER, segmentName } from './segment.ts';
import { TILE_WIDTH, type Tile, tilePath } from './tiles.ts';
import type { TileTree } from './tree.ts';

/** A record on its way to the disk. */
export interface Pending {
  readonly seq: number;
  readonly record: Uint8Array;
  readonly hash: Uint8Array;
  /** Salt and personal data, to be kept beside it. */
  readonly kept?: Uint8Array;
  /** The record whose personal data goes when this one is on the disk. */
  readonly erases?: Frame;
}

/** Where the next record goes. */
interface Place {
  /** Number of the first record of the file. */
  first: number;
  /** Where its records and its personal data end. */
  end: number;
  personalEnd: number;
}

/** One write and one sync for many records. */
const GROUP_BYTES = 4_194_304;

/** Writes groups of records, one after the other: each is on the disk before the next begins. */
export class Writer {
  readonly #files: JournalFiles;
  readonly #tree: TileTree;
  readonly #log: Uint8Array;
  readonly #segmentBytes: number;
  readonly #place: Place;
  /** Tiles of the current file: derived, so that they need not be on the disk before it ends. */
  #loose: string[] = [];

  constructor(
    files: JournalFiles,
    tree: TileTree,
    place: Place,
    options: { readonly log: Uint8Array; readonly segmentBytes: number },
  ) {
    this.#files = files;
    this.#tree = tree;
    this.#place = place;
    this.#log = options.log;
    this.#segmentBytes = options.segmentBytes;
  }

  /** How many of the records that wait go into the next group. */
  fit(queue: readonly Pending[]): number {
    let bytes = 0;
    const count = queue.findIndex(({ seq, record, kept }, at) => {
      // A new file begins with a tile, and a group stands in one file.
      const isFull = this.#filled + bytes >= this.#segmentBytes;
      if (at > 0 && (bytes >= GROUP_BYTES || (isFull && seq % TILE_WIDTH === 0))) return true;
      bytes += record.length + (kept?.length ?? 0);
      return false;
    });
    return count < 0 ? queue.length : count;
  }

  /**
   * Writes a group. When this returns, it would survive a power cut. Personal data is on the disk
   * before the record that is bound to it, so that no record stands without it.
   */
  async write(group: readonly Pending[]): Promise<void> {
    const { disk } = this.#files;
    const place = this.#place;
    const synced = this.#tree.size;
    const isFull = this.#filled >= this.#segmentBytes && synced > place.first;
    if (isFull && synced % TILE_WIDTH === 0) await this.#beginFile();
    const personal = { begin: place.personalEnd, end: place.personalEnd };
    const frames = group.map(({ seq, record, hash, kept }) => {
      const extent = { offset: personal.end, length: kept?.length ?? 0 };
      personal.end += extent.length;
      return encodeFrame({ seq, synced, personal: extent }, record, hash);
    });
    if (personal.end > personal.begin) {
      const path = this.#files.path(personalName(place.first));
      await disk.write(path, personal.begin, Buffer.concat(group.map(({ kept }) => kept ?? NONE)));
      await disk.sync(path);
      if (personal.begin === 0) await disk.syncFolder(this.#files.path('personal'));
    }
    const bytes = Buffer.concat(frames);
    const path = this.#files.path(segmentName(place.first));
    await disk.write(path, place.end, bytes);
    await disk.sync(path);
    place.end += bytes.length;
    place.personalEnd = personal.end;
    await this.keepTiles(group.flatMap(({ hash }) => this.#tree.append(hash)));
    for (const { erases } of group) if (erases !== undefined) await eraseKept(this.#files, erases);
  }

  /** Writes full tiles, which are on the disk for good when their file of records ends. */
  async keepTiles(tiles: readonly Tile[]): Promise<void> {
    const { disk } = this.#files;
    for (const { level, index, hashes } of tiles) {
      const path = this.#files.path(tilePath(level, index));
      await disk.makeFolder(dirname(path));
      await disk.write(path, 0, hashes);
      await disk.release(path);
      this.#loose.push(path);
    }
  }

  get #filled(): number {
    return this.#place.end + this.#place.personalEnd;
  }

  async #beginFile(): Promise<void> {
    const { disk } = this.#files;
    const place = this.#place;
    await this.syncTiles();
    await disk.release(this.#files.path(segmentName(place.first)));
    await disk.release(this.#files.path(personalName(place.first)));
    const first = this.#tree.size;
    const path = this.#files.path(segmentName(first));
    const header = encodeSegmentHeader({ first, log: this.#log, root: this.#tree.root() });
    await disk.write(path, 0, header);
    await disk.sync(path);
    await disk.syncFolder(this.#files.path('records'));
    Object.assign(place, { first, end: SEGMENT_HEADER, personalEnd: 0 });
  }

  /** Makes the tiles written so far survive a power cut. */
  async syncTiles(): Promise<void> {
    const { disk } = this.#files;
    for (const path of this.#loose) {
      await disk.sync(path);
      await disk.release(path);
    }
    for (const folder of new Set(this.#loose.map((path) => dirname(path))))
      await disk.syncFolder(folder);
    this.#loose = [];
  }
}

const NONE = new Uint8Array(0);
