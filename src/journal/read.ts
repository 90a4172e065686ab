import { problem } from '../base/index.ts';
import { isBoundTo, type Opened, openSealed, type Seal, sealOf } from './commitment.ts';
import { cosignedAt } from './cosignature.ts';
import { FILES, readKey, readOwn, readWitnesses } from './create.ts';
import { damageOf, type JournalFiles } from './files.ts';
import type { Frame } from './frame.ts';
import { decodeRecord, type JournalRecord } from './record.ts';
import { personalName } from './segment.ts';

/** Personal data of a record: kept, erased, or none that ever was. */
export type Personal = Exclude<Opened, { state: 'damaged' }> | { readonly state: 'none' };

/** The frame of record `seq` of `size`. @throws JOURNAL_NUMBER, JOURNAL_DAMAGED */
export async function frameOf(files: JournalFiles, seq: number, size: number): Promise<Frame> {
  if (Number.isSafeInteger(seq) && seq >= 0 && seq < size) return files.frame(seq);
  const expected = 'the number of a record';
  throw problem('JOURNAL_NUMBER', { expected, found: `${seq}; there are ${size} records` });
}

/** A record by its number. @throws JOURNAL_NUMBER, JOURNAL_DAMAGED, JOURNAL_NEWER */
export async function readRecord(files: JournalFiles, seq: number): Promise<JournalRecord> {
  const { record } = await frameOf(files, seq, await files.count());
  return decodeRecord(record, `record ${seq}`);
}

/** The personal data of a record. @throws JOURNAL_NUMBER, JOURNAL_DAMAGED */
export async function readPersonal(files: JournalFiles, seq: number): Promise<Personal> {
  return personalOf(files, await frameOf(files, seq, await files.count()));
}

/** The personal data of the record in a frame. @throws JOURNAL_DAMAGED */
export async function personalOf(files: JournalFiles, frame: Frame): Promise<Personal> {
  const { seq, personal, record } = frame;
  const { commitment } = decodeRecord(record, `record ${seq}`);
  if (commitment === undefined) return { state: 'none' };
  const opened = openSealed(await files.personal(frame), commitment);
  if (opened.state !== 'damaged') return opened;
  const what = 'personal data that is not what the record is bound to';
  throw damageOf(personalName(await files.segmentOf(seq)), { seq, offset: personal.offset, what });
}

/** The last checkpoint that a known witness co-signed: its size, by whom, and when. */
export async function witnessedBy(
  files: JournalFiles,
): Promise<{ readonly size: number; readonly by: string; readonly at: Date } | undefined> {
  const seen = await readOwn(files, FILES.witnessed, await readKey(files));
  if (seen === undefined) return undefined;
  const cosigned = (await readWitnesses(files)).flatMap((witness) => {
    const at = cosignedAt(seen.note, witness);
    return at === undefined ? [] : [{ size: seen.size, by: witness.name, at }];
  });
  return cosigned.sort((a, b) => b.at.getTime() - a.at.getTime())[0];
}

/**
 * The personal data of a record with its salt, by which somebody else can check that it is what
 * the record is bound to. Undefined where there is none, or none any more.
 * @throws JOURNAL_NUMBER, JOURNAL_DAMAGED
 */
export async function readSeal(files: JournalFiles, seq: number): Promise<Seal | undefined> {
  const frame = await frameOf(files, seq, await files.count());
  const personal = await personalOf(files, frame);
  return personal.state === 'kept' ? sealOf(await files.personal(frame)) : undefined;
}

/** Whether personal data with its salt is what a record is bound to. */
export function isPersonalOf({ commitment }: JournalRecord, seal: Seal): boolean {
  return commitment !== undefined && isBoundTo(commitment, seal);
}
