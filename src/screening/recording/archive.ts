import { problem, TamizError } from '../../base/index.ts';
import {
  checkProof,
  isPersonalOf,
  type Journal,
  type Json,
  packArchive,
  proveRecord,
  readSeal,
  type Unpacked,
  unpackArchive,
  type Verifier,
} from '../../journal/index.ts';
import { ListStore } from '../../lists/index.ts';
import type { OpenOptions } from '../open.ts';
import { ASKED } from './recorder.ts';
import { type AskedRecord, aboutOf, askedOf, type Replayed, replay } from './replay.ts';
import type { Way } from './ways.ts';

/** Records of one archive; each may have to be asked again. */
const RECORDS = 100;

/**
 * Packs for an examiner all that belongs to some records: the record with its proof, what it says
 * about persons with the salt that binds it, the lists as they stood, and, for questions, what
 * asking again answers today. What was erased is not in it, and the archive says so.
 * @throws JOURNAL_NUMBER, and what appending throws
 */
export async function archiveRecords(
  journal: Journal,
  options: OpenOptions & { readonly ways: Readonly<Record<string, Way>> },
  seqs: readonly number[],
): Promise<Uint8Array> {
  if (seqs.length === 0 || seqs.length > RECORDS) {
    throw problem('JOURNAL_NUMBER', {
      expected: `1 to ${RECORDS} records`,
      found: `${seqs.length}`,
    });
  }
  await journal.checkpoint();
  const files: Record<string, string> = {};
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    for (const [name, content] of Object.entries(await filesOf(journal, options, seq))) {
      files[`record-${seq}/${name}`] = content;
    }
  }
  return packArchive(journal, { ...files, 'README.txt': readme(journal.key) }, seqs);
}

async function filesOf(
  journal: Journal,
  options: OpenOptions & { readonly ways: Readonly<Record<string, Way>> },
  seq: number,
): Promise<Record<string, string>> {
  const files: Record<string, string> = { [PROOF]: await proveRecord(journal.files, seq) };
  const seal = await readSeal(journal.files, seq);
  if (seal !== undefined) {
    const [salt, data] = [seal.salt, seal.data].map((bytes) =>
      Buffer.from(bytes).toString('base64'),
    );
    files[PERSONAL] = json({ salt, data, text: Buffer.from(seal.data).toString('utf8') });
  }
  const { type } = await journal.read(seq);
  if (type !== ASKED) return files;
  const asked = await askedOf(journal.files, seq);
  const { began } = await beganOf(journal, seq);
  if (began !== undefined) files['began.tlog-proof'] = await proveRecord(journal.files, began);
  for (const about of aboutOf(asked) ?? []) {
    files[`about-${about}.tlog-proof`] = await proveRecord(journal.files, about);
  }
  files['lists.json'] = json(await listsOf(options, asked));
  files['asked-again.json'] = json(await askedAgain(options, seq));
  return files;
}

const PROOF = 'record.tlog-proof';
const PERSONAL = 'personal.json';
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function beganOf(journal: Journal, seq: number): Promise<{ readonly began?: number }> {
  const { content } = await journal.read(seq);
  return 'body' in content ? (content.body as { began?: number }) : {};
}

/** What is known of each list as it was asked: where it came from, and its counts and digests. */
async function listsOf(options: OpenOptions, { lists }: AskedRecord): Promise<Json> {
  const store = new ListStore(options);
  const known = lists.map(async ({ name, version, content }) => {
    const manifest = await store.manifest(name, version).catch((error: unknown) => {
      if (error instanceof TamizError) return null;
      throw error;
    });
    return { name, version, content, manifest: manifest as unknown as Json };
  });
  return Promise.all(known);
}

async function askedAgain(
  options: OpenOptions & { readonly ways: Readonly<Record<string, Way>> },
  seq: number,
): Promise<Partial<Replayed> | { readonly impossible: string }> {
  try {
    return await replay(options, seq, options.ways);
  } catch (error) {
    if (!(error instanceof TamizError)) throw error;
    return { impossible: error.found };
  }
}

/** What an archive proves. */
export interface CheckedArchive {
  readonly archive: Unpacked['proven'];
  /** The records, and whether what they say about persons is in it. */
  readonly records: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: Date;
    readonly personal: 'bound' | 'none';
  }[];
}

/**
 * Checks an archive against the public key of the log: its files, each record in it, and that what
 * it says about persons is what was recorded. Needs no journal.
 * @throws NOTE_INVALID, INPUT_TOO_LARGE
 */
export function checkArchive(
  bytes: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[],
  where: string,
): CheckedArchive {
  const { proven, files } = unpackArchive(bytes, log, witnesses, where);
  const records = Object.keys(files)
    .filter((name) => name.endsWith(`/${PROOF}`))
    .map((name) => {
      const text = Buffer.from(files[name] as Uint8Array).toString('utf8');
      const { record } = checkProof(text, log, witnesses, `${where}, ${name}`);
      const beside = files[name.replace(PROOF, PERSONAL)];
      const { seq, type, at } = record;
      if (beside === undefined) return { seq, type, at, personal: 'none' as const };
      const { salt, data } = JSON.parse(Buffer.from(beside).toString('utf8')) as Sealed;
      const seal = { salt: Buffer.from(salt, 'base64'), data: Buffer.from(data, 'base64') };
      if (isPersonalOf(record, seal)) return { seq, type, at, personal: 'bound' as const };
      const found = 'personal data that the record is not bound to';
      throw problem('NOTE_INVALID', { where: `${where}, ${name}`, found });
    });
  return { archive: proven, records: records.sort((a, b) => a.seq - b.seq) };
}

interface Sealed {
  readonly salt: string;
  readonly data: string;
}

const readme = ({ text }: Verifier): string => `\
Records of a Tamiz journal, with all that belongs to them.

record-N/record.tlog-proof   the record, and the proof that it stands in the journal
                             (https://c2sp.org/tlog-proof)
record-N/personal.json       what it says about persons, and the salt: the record has the
                             HMAC-SHA-256 of the data under the salt. Absent where there is none,
                             or it was erased
record-N/began.tlog-proof    the record that says how it was asked, where that holds for many
record-N/about-M.tlog-proof  records of the listings that it was asked about, where not of all
record-N/lists.json          the lists as they were asked: sources, counts, digests
record-N/asked-again.json    what asking the same lists again answered when this was made
SHA256SUMS                   digests of all these files: sha256sum -c SHA256SUMS
archive.tlog-proof           the record that has the digest of SHA256SUMS, and its proof

The public key of the journal is
${text}
Believe it only if you have it from whoever keeps the journal, by another way than this archive.
Check everything with: tamiz journal check FILE --key KEY
`;
