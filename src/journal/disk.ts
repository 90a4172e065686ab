import { dirname } from 'node:path';

/**
 * What the journal needs of a disk, and all that it assumes of one: what is written may be lost or
 * torn until `sync` has returned, in any order; a new name may be lost until `syncFolder` has; a
 * rename shows the old file or the new one. Tests put one in its place that does its worst.
 */
export interface Disk {
  /** Names in a folder; none where there is no folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Bytes of a file; undefined where there is none. */
  size(path: string): Promise<number | undefined>;
  /** Bytes from `offset` on; fewer where the file ends. An absent file throws ENOENT. */
  read(path: string, offset: number, length: number): Promise<Buffer>;
  /** Writes at `offset`; makes the file, readable by its owner alone, where there is none. */
  write(path: string, offset: number, bytes: Uint8Array): Promise<void>;
  truncate(path: string, size: number): Promise<void>;
  /** Returns when the bytes of the file would survive a power cut. */
  sync(path: string): Promise<void>;
  /** The same for the names in a folder. */
  syncFolder(folder: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes a folder and those above it. */
  makeFolder(folder: string): Promise<void>;
  /** Lets a file go that will not be written again. */
  release(path: string): Promise<void>;
}

/** The whole file. An absent file throws ENOENT. */
export async function readWhole(disk: Disk, path: string): Promise<Buffer> {
  return disk.read(path, 0, (await disk.size(path)) ?? 0);
}

/** The whole file; undefined where there is none. */
export async function readIfThere(disk: Disk, path: string): Promise<Buffer | undefined> {
  const size = await disk.size(path);
  return size === undefined ? undefined : disk.read(path, 0, size);
}

/** Writes a file so that after a crash the old one or the whole new one is there, and stays. */
export async function replaceFile(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.part`;
  await disk.makeFolder(dirname(path));
  await disk.remove(draft);
  await disk.write(draft, 0, bytes);
  await disk.sync(draft);
  await disk.release(draft);
  await disk.rename(draft, path);
  await disk.syncFolder(dirname(path));
}
