import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../base/index.ts';

/**
 * PGlite never syncs: what it wrote survives a killed process, as the system has it, but not a
 * power cut. So a mark with the system's boot stands beside the database while it is open. Where
 * the mark of another boot is found, nobody knows what the disk got, and the database is made anew.
 */
const MARK = 'open-since-boot';

/** Names the present boot of the system; undefined where it has no name for it. */
export async function bootOfSystem(): Promise<string | undefined> {
  const id = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined);
  return id?.trim();
}

/** Whether the database in a folder may have lost what it wrote. */
export async function mayHaveLost(folder: string, boot: string | undefined): Promise<boolean> {
  const mark = await readFile(join(folder, MARK), 'utf8').catch(() => undefined);
  return mark !== undefined && (boot === undefined || mark !== boot);
}

/** Marks the database in a folder as open. */
export async function markOpen(folder: string, boot: string | undefined): Promise<void> {
  await writeAtomically(join(folder, MARK), boot ?? 'unknown');
}

/** Marks the database in a folder as one that is being made: until it is, there is none. */
export async function markUnfinished(folder: string): Promise<void> {
  await writeAtomically(join(folder, MARK), 'being made');
}

/** Brings what a closed database wrote to the disk, and takes the mark away. */
export async function markClosed(folder: string, database: string): Promise<void> {
  const entries = await readdir(database, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() && !entry.isDirectory()) continue;
    const handle = await open(join(entry.parentPath, entry.name), 'r');
    await handle.sync().finally(() => handle.close());
  }
  await rm(join(folder, MARK), { force: true });
}
