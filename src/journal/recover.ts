import { problem } from '../base/index.ts';
import { isErased } from './commitment.ts';
import { damageOf, type JournalFiles } from './files.ts';
import { type Frame, frameAt, isFlaw, isTorn } from './frame.ts';
import { equalBytes } from './hashes.ts';
import { decodeRecord, type JournalRecord } from './record.ts';
import {
  parseSegmentHeader,
  personalName,
  SEGMENT_HEADER,
  type SegmentHeader,
  segmentName,
} from './segment.ts';
import type { Tile } from './tiles.ts';
import { TileTree } from './tree.ts';

/** What opening a journal after a crash found and put right. */
export interface Recovery {
  /** Bytes of records that nobody had been told were kept, cut from the end of a file. */
  readonly cut?: { readonly file: string; readonly offset: number; readonly bytes: number };
  /** Erasures that were recorded and not yet done. */
  readonly erased: number;
}

/** The last file of records, as far as it is whole. */
export interface Tail {
  readonly header: SegmentHeader;
  readonly bytes: Buffer;
  readonly frames: readonly Frame[];
  /** Where its last whole record ends. */
  readonly end: number;
  /** Where its personal data ends. */
  readonly personalEnd: number;
  /** A file behind it that a crash left before its header was whole. */
  readonly unborn?: { readonly file: string; readonly bytes: number };
}

/** Reads the end of the journal; changes nothing. @throws JOURNAL_DAMAGED, JOURNAL_NEWER */
export async function readTail(files: JournalFiles, log: Uint8Array): Promise<Tail> {
  const segments = await files.segments();
  const last = segments.at(-1);
  if (last === undefined) {
    throw problem('JOURNAL_DAMAGED', {
      where: files.path('records'),
      found: 'no files of records',
    });
  }
  const name = segmentName(last);
  const bytes = await files.read(name);
  const header = parseSegmentHeader(bytes, name);
  if (header === undefined && bytes.length <= SEGMENT_HEADER && segments.length > 1) {
    const first = segments.at(-2) as number;
    const before = await readSegment(files, first, log);
    const found = frameAt(before.bytes, before.end, first + before.frames.length);
    // The next file is begun when all of this one is on the disk, so that nothing here is torn.
    if (before.end < before.bytes.length && isFlaw(found))
      throw damageOf(segmentName(first), found);
    return { ...before, unborn: { file: name, bytes: bytes.length } };
  }
  return readSegment(files, last, log);
}

async function readSegment(files: JournalFiles, first: number, log: Uint8Array): Promise<Tail> {
  const name = segmentName(first);
  const bytes = await files.read(name);
  const header = parseSegmentHeader(bytes, name);
  const wrong = (found: string) => problem('JOURNAL_DAMAGED', { where: name, found });
  if (header === undefined) throw wrong('no header that is whole, at byte 0');
  if (header.first !== first) throw wrong(`the header of the file of record ${header.first}`);
  if (!equalBytes(header.log, log)) throw wrong("another log's records");
  const frames: Frame[] = [];
  let end = SEGMENT_HEADER;
  let personalEnd = 0;
  while (end < bytes.length) {
    const found = frameAt(bytes, end, first + frames.length);
    if (isFlaw(found)) {
      if (isTorn(bytes, found)) break;
      throw damageOf(name, found);
    }
    frames.push(found);
    end = found.end;
    personalEnd += found.personal.length;
  }
  return { header, bytes, frames, end, personalEnd };
}

/** The tree of a journal with what its last file adds to it. */
export interface Grown {
  readonly tree: TileTree;
  /** Tiles that the last file filled. */
  readonly tiles: readonly Tile[];
  /** Roots at the sizes that were asked for and lie in the last file. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
}

/** Builds the tree up to the end of the last file. @throws JOURNAL_DAMAGED */
export async function growTree(
  files: JournalFiles,
  { header, frames }: Tail,
  sizes: ReadonlySet<number>,
): Promise<Grown> {
  let tree = await TileTree.load(header.first, files.tiles());
  if (!equalBytes(tree.root(), header.root)) {
    // Tiles are derived: after a power cut some may be missing, and the records decide.
    tree = await TileTree.load(header.first, files.tiles(false));
  }
  if (!equalBytes(tree.root(), header.root)) {
    const found = 'another root of the records before than those records have';
    throw problem('JOURNAL_DAMAGED', { where: segmentName(header.first), found });
  }
  const roots = new Map([[tree.size, tree.root()]]);
  const tiles: Tile[] = [];
  for (const { hash } of frames) {
    tiles.push(...tree.append(hash));
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
  }
  return { tree, tiles, roots };
}

/**
 * Cuts what a crash tore, and makes sure that what stands is on the disk. The first `signed`
 * records are, as nothing else is ever signed.
 */
export async function repair(files: JournalFiles, tail: Tail, signed: number): Promise<Recovery> {
  const { disk } = files;
  const { header, bytes, frames, end, unborn } = tail;
  const name = segmentName(header.first);
  if (unborn !== undefined) await disk.remove(files.path(unborn.file));
  if (end < bytes.length) await disk.truncate(files.path(name), end);
  const last = frames.at(-1);
  if (last === undefined || last.seq >= signed) {
    // A sync that failed may have left the last group in memory alone, where it looks like written,
    // and no later sync would write it. Written once more, it is.
    const group = frames.find(({ synced }) => synced === last?.synced);
    const from = group === undefined || group === frames[0] ? 0 : group.offset;
    await disk.write(files.path(name), from, bytes.subarray(from, end));
  }
  await disk.sync(files.path(name));
  await disk.syncFolder(files.path('records'));
  const personal = files.path(personalName(header.first));
  const size = (await disk.size(personal)) ?? 0;
  if (size > tail.personalEnd) await disk.truncate(personal, tail.personalEnd);
  if (size > 0) await disk.sync(personal);
  await disk.syncFolder(files.path('personal'));
  const erased = await finishErasures(files, frames);
  const torn = { file: name, offset: end, bytes: bytes.length - end };
  const cut = torn.bytes > 0 ? torn : unborn && { ...unborn, offset: 0 };
  return { erased, ...(cut !== undefined && { cut }) };
}

/** An erasure is done before the next group is written: only the last file has open ones. */
async function finishErasures(files: JournalFiles, frames: readonly Frame[]): Promise<number> {
  let finished = 0;
  for (const { record } of frames.filter((frame) => frame.record.includes(ERASED))) {
    const seq = erasedBy(decodeRecord(record, 'an erasure'));
    if (seq !== undefined && (await eraseKept(files, await files.frame(seq)))) finished += 1;
  }
  return finished;
}

/** The type of a record that says that personal data was erased. */
export const ERASED = 'journal.erased';

/** The number of the record whose personal data this record says was erased. */
export function erasedBy({ type, content }: JournalRecord): number | undefined {
  if (type !== ERASED || !('body' in content)) return undefined;
  const { seq } = content.body as { readonly seq?: unknown };
  return typeof seq === 'number' ? seq : undefined;
}

/**
 * Writes zeros over salt and data of a record; says whether there was anything left. Zeros that are
 * seen are written again: after a sync that failed they may be in memory alone.
 */
export async function eraseKept(files: JournalFiles, frame: Frame): Promise<boolean> {
  const kept = await files.personal(frame);
  const path = files.path(personalName(await files.segmentOf(frame.seq)));
  await files.disk.write(path, frame.personal.offset, new Uint8Array(frame.personal.length));
  await files.disk.sync(path);
  return !isErased(kept);
}
