import { join } from 'node:path';
import { type Clock, type Entropy, problem } from '../base/index.ts';
import { type Checkpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { type Disk, replaceFile } from './disk.ts';
import type { JournalFiles } from './files.ts';
import { EMPTY_ROOT } from './hashes.ts';
import {
  KEY_TYPES,
  newSigner,
  parseSigner,
  parseVerifier,
  type Signer,
  type Verifier,
} from './key.ts';
import { formatNote } from './note.ts';
import { encodeSegmentHeader, logDigest, SEGMENT_HEADER, segmentName } from './segment.ts';

/** What a journal needs of the world. */
export interface JournalWorld {
  readonly folder: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Bytes after which the next file of records is begun; tests take less. */
  readonly segmentBytes?: number;
}

/** Files of a journal beside records, personal data and tiles. */
export const FILES = {
  /** The private key; its owner alone may read it. */
  secret: 'key',
  key: 'vkey',
  /** The last checkpoint that the journal signed, and the last that a witness co-signed. */
  checkpoint: 'checkpoint',
  witnessed: 'witnessed',
  /** Public keys of witnesses, one a line. */
  witnesses: 'witnesses',
} as const;

/**
 * Makes a journal named `origin` where there is none.
 * @throws JOURNAL_EXISTS, JOURNAL_DAMAGED, USAGE_OPTION
 */
export async function createJournal(world: JournalWorld, origin: string): Promise<Verifier> {
  const { folder, disk, entropy } = world;
  const at = (name: string) => join(folder, name);
  if ((await disk.size(at(FILES.key))) !== undefined) {
    throw problem('JOURNAL_EXISTS', { where: folder, found: 'one that has a journal' });
  }
  await assertNoRecords(disk, folder);
  const signer = newSigner(origin, KEY_TYPES.note, entropy);
  const log = logDigest(signer.text);
  const { note } = signCheckpoint(0, EMPTY_ROOT, signer);
  for (const part of ['records', 'personal', 'tile']) await disk.makeFolder(at(part));
  await replaceFile(disk, at(FILES.secret), line(signer.reveal()));
  await replaceFile(disk, at(FILES.checkpoint), Buffer.from(formatNote(note)));
  const header = encodeSegmentHeader({ first: 0, log, root: EMPTY_ROOT });
  await replaceFile(disk, at(segmentName(0)), header);
  // The public key comes last: where it is, all the rest is.
  await replaceFile(disk, at(FILES.key), line(signer.text));
  return signer;
}

/**
 * Whoever stops while a journal is made leaves no record: where there is one, the key was lost, and
 * nobody may take it for a folder without a journal, or make another over it.
 */
async function assertNoRecords(disk: Disk, folder: string): Promise<void> {
  const size = (await disk.size(join(folder, segmentName(0)))) ?? 0;
  if (size <= SEGMENT_HEADER) return;
  throw problem('JOURNAL_DAMAGED', {
    where: join(folder, FILES.key),
    found: 'no file, although there are records',
  });
}

/**
 * The public key of the journal in a folder.
 * @throws JOURNAL_ABSENT, NOTE_INVALID, JOURNAL_DAMAGED
 */
export async function readKey(files: JournalFiles): Promise<Verifier> {
  const bytes = await files.readIfThere(FILES.key);
  if (bytes === undefined) {
    await assertNoRecords(files.disk, files.folder);
    throw problem('JOURNAL_ABSENT', { where: files.folder, found: 'none' });
  }
  return parseVerifier(unline(bytes), 'log', files.path(FILES.key));
}

/** Its private key. @throws JOURNAL_ABSENT, NOTE_INVALID, JOURNAL_DAMAGED */
export async function readSecret(files: JournalFiles): Promise<Signer> {
  const key = await readKey(files);
  const signer = parseSigner(unline(await files.read(FILES.secret)), files.path(FILES.secret));
  if (signer.text === key.text) return signer;
  const found = `the private key of ${signer.text}, not of ${key.text}`;
  throw problem('JOURNAL_DAMAGED', { where: files.path(FILES.secret), found });
}

/** A checkpoint of the journal's own. @throws NOTE_INVALID */
export async function readOwn(
  files: JournalFiles,
  name: string,
  key: Verifier,
): Promise<Checkpoint | undefined> {
  const bytes = await files.readIfThere(name);
  return bytes && readCheckpoint(bytes, key, files.path(name));
}

/** The witnesses whose co-signatures the journal has. @throws NOTE_INVALID */
export async function readWitnesses(files: JournalFiles): Promise<Verifier[]> {
  const bytes = await files.readIfThere(FILES.witnesses);
  const lines = bytes === undefined ? [] : unline(bytes).split('\n');
  return lines.map((text) => parseVerifier(text, 'witness', files.path(FILES.witnesses)));
}

/** One line of text as a file, and back: exactly one line feed ends it. */
const line = (text: string): Uint8Array => Buffer.from(`${text}\n`);
const unline = (bytes: Buffer): string => bytes.toString('utf8').replace(/\n$/, '');
