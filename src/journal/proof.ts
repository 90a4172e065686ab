import { problem } from '../base/index.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { cosignedAt } from './cosignature.ts';
import { FILES, readKey, readOwn } from './create.ts';
import type { JournalFiles } from './files.ts';
import { leafHash } from './hashes.ts';
import type { Verifier } from './key.ts';
import { formatNote } from './note.ts';
import { inclusionProof } from './prove.ts';
import { decodeRecord, type JournalRecord } from './record.ts';
import { isIncluded } from './verify-proof.ts';

/**
 * C2SP tlog-proof: one text by which anybody can check, without us, that a record stands in the
 * journal. The record itself is the extra line, so that the text needs nothing beside it.
 */
const TITLE = 'c2sp.org/tlog-proof@v1';
/** A record, a path of at most 63 hashes and a checkpoint with its signatures. */
export const PROOF_BYTES = 262_144;

/**
 * The checkpoint to prove by: the one that witnesses saw where it covers record `seq`, else the
 * last that was signed; without `seq` the longer of the two.
 * @throws JOURNAL_NUMBER where none covers the record
 */
export async function checkpointFor(files: JournalFiles, seq?: number): Promise<Checkpoint> {
  const key = await readKey(files);
  const witnessed = await readOwn(files, FILES.witnessed, key);
  const signed = await readOwn(files, FILES.checkpoint, key);
  const size = signed?.size ?? 0;
  const needed = seq === undefined ? size : seq + 1;
  if (witnessed !== undefined && witnessed.size >= needed) return witnessed;
  if (signed !== undefined && size >= needed) return signed;
  const found = `${seq ?? 'no checkpoint'}; ${size} records are signed`;
  throw problem('JOURNAL_NUMBER', { found });
}

/** Proves that a record stands in the journal. @throws JOURNAL_NUMBER, JOURNAL_DAMAGED */
export async function proveRecord(files: JournalFiles, seq: number): Promise<string> {
  const { size, root, note } = await checkpointFor(files, seq);
  const { record, hash: leaf } = await files.frame(seq);
  for (const trust of [true, false]) {
    const proof = await inclusionProof(files.subtrees(size, trust), seq, size);
    if (!isIncluded({ leaf, index: seq, size, root, proof })) continue;
    const lines = [TITLE, `extra ${encodeBase64(record)}`, `index ${seq}`];
    return `${[...lines, ...proof.map(encodeBase64)].join('\n')}\n\n${formatNote(note)}`;
  }
  const found = `record ${seq} in other records than the checkpoint of ${size} covers`;
  throw problem('JOURNAL_DAMAGED', { where: files.path('records'), found });
}

/** What a proof proves. */
export interface Proven {
  readonly record: JournalRecord;
  /** How many records the log had. */
  readonly size: number;
  /** Witnesses that had seen this, with the time by their clocks. */
  readonly witnessed: readonly { readonly by: string; readonly at: Date }[];
}

/**
 * Checks a proof against a log's public key, and tells which of these witnesses saw it.
 * @throws NOTE_INVALID, JOURNAL_NEWER, JOURNAL_DAMAGED
 */
export function checkProof(
  text: string,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
  where = 'the proof',
): Proven {
  const expected = 'a proof of C2SP tlog-proof, with the record as its extra line';
  const wrong = (found: string) => problem('NOTE_INVALID', { where, expected, found });
  if (text.length > PROOF_BYTES) throw wrong(`more than ${PROOF_BYTES} characters`);
  const split = text.indexOf('\n\n');
  const [title, extra = '', number = '', ...path] = text.slice(0, Math.max(split, 0)).split('\n');
  const record = decodeBase64(/^extra (\S+)$/.exec(extra)?.[1] ?? '');
  const index = Number(/^index (0|[1-9]\d{0,15})$/.exec(number)?.[1] ?? Number.NaN);
  const proof = path.map((line) => decodeBase64(line) ?? new Uint8Array(0));
  if (title !== TITLE || !record?.length || Number.isNaN(index)) throw wrong('another text');
  const { size, root, note } = readCheckpoint(Buffer.from(text.slice(split + 2)), log, where);
  if (!isIncluded({ leaf: leafHash(record), index, size, root, proof })) {
    throw wrong('a path from the record to another root');
  }
  const decoded = decodeRecord(record, where);
  if (decoded.seq !== index) throw wrong(`record ${decoded.seq} as number ${index}`);
  const witnessed = witnesses.flatMap((witness) => {
    const at = cosignedAt(note, witness);
    return at === undefined ? [] : [{ by: witness.name, at }];
  });
  return { record: decoded, size, witnessed };
}
