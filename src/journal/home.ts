import { join } from 'node:path';
import { acquireLock, type Clock, diskProblem, type Entropy } from '../base/index.ts';
import { createJournal, readKey } from './create.ts';
import { JournalFiles } from './files.ts';
import { Journal } from './journal.ts';
import type { Verifier } from './key.ts';
import { NodeDisk } from './node-disk.ts';

/** The data folder whose journal is meant, and what is needed to write to it. */
export interface JournalHome {
  readonly home: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** A journal in this process's hands. */
export interface OpenJournal {
  readonly journal: Journal;
  /** Waits for what is being written, signs, and lets others have it. */
  close(): Promise<void>;
}

const folderOf = (home: string): string => join(home, 'journal');
const lockOf = (home: string): string => join(folderOf(home), 'lock');

/**
 * Reads the journal of a data folder, also while somebody writes to it: what is signed stays.
 * @throws JOURNAL_ABSENT
 */
export async function readJournal<Result>(
  home: string,
  work: (files: JournalFiles) => Promise<Result>,
): Promise<Result> {
  const files = new JournalFiles(new NodeDisk(), folderOf(home));
  try {
    await readKey(files);
    return await work(files);
  } catch (error) {
    throw diskProblem(error, folderOf(home));
  }
}

/** Makes the journal of a data folder. @throws JOURNAL_EXISTS, HOME_LOCKED, USAGE_OPTION */
export async function createHomeJournal(place: JournalHome, origin: string): Promise<Verifier> {
  return locked(place, async (disk) =>
    createJournal({ ...place, folder: folderOf(place.home), disk }, origin),
  );
}

/**
 * Opens the journal of a data folder for writing. It has a lock of its own: whoever changes lists
 * or customers holds the folder's, and records while doing so.
 * @throws JOURNAL_ABSENT, HOME_LOCKED, and what `Journal.open` throws
 */
export async function openJournal(place: JournalHome): Promise<OpenJournal> {
  await readJournal(place.home, readKey);
  const lock = await acquireLock(lockOf(place.home), place.clock);
  const disk = new NodeDisk();
  const letGo = async () => {
    await disk.close();
    lock.release();
  };
  try {
    const journal = await Journal.open({ ...place, folder: folderOf(place.home), disk });
    return { journal, close: () => journal.close().finally(letGo) };
  } catch (error) {
    await letGo();
    throw diskProblem(error, folderOf(place.home));
  }
}

/** Opens the journal, works with it, and closes it. */
export async function withJournal<Result>(
  place: JournalHome,
  work: (journal: Journal) => Promise<Result>,
): Promise<Result> {
  const { journal, close } = await openJournal(place);
  try {
    return await work(journal);
  } finally {
    await close();
  }
}

/** Reads the journal while nobody writes to it. @throws JOURNAL_ABSENT, HOME_LOCKED */
export async function withStillFiles<Result>(
  place: JournalHome,
  work: (files: JournalFiles) => Promise<Result>,
): Promise<Result> {
  await readJournal(place.home, readKey);
  return locked(place, (disk) => work(new JournalFiles(disk, folderOf(place.home))));
}

async function locked<Result>(
  { home, clock }: JournalHome,
  work: (disk: NodeDisk) => Promise<Result>,
): Promise<Result> {
  const disk = new NodeDisk();
  try {
    await disk.makeFolder(folderOf(home));
    const lock = await acquireLock(lockOf(home), clock);
    try {
      return await work(disk);
    } finally {
      await disk.close();
      lock.release();
    }
  } catch (error) {
    throw diskProblem(error, folderOf(home));
  }
}
