import { strFromU8, strToU8, type Unzipped, unzipSync, zipSync } from 'fflate';
import { problem, sha256 } from '../base/index.ts';
import type { Journal } from './journal.ts';
import type { Verifier } from './key.ts';
import { checkProof, type Proven, proveRecord } from './proof.ts';

/**
 * An archive for somebody outside: files, their digests as `sha256sum` writes them, and the proof
 * of a record that has the digest of those. So the journal's signature covers all of it, a witness
 * may have seen it, and the record says that it was given out.
 */
export const SUMS = 'SHA256SUMS';
export const ARCHIVE_PROOF = 'archive.tlog-proof';
/** The type of the record that says that an archive was made. */
export const ARCHIVED = 'archive.made';

/** Unpacked bytes of an archive: a hundred records with all that belongs to them. */
const ARCHIVE_BYTES = 268_435_456;
const ARCHIVE_FILES = 10_000;
/** The same time in every file, so that the same content gives the same bytes. */
const MTIME = '1980-01-01T00:00:00';

/** The files of an archive by their names. */
export type ArchiveFiles = Readonly<Record<string, string | Uint8Array>>;

/** Digests of files, as `sha256sum -c` reads them. */
export function sumsOf(files: ArchiveFiles): string {
  const line = ([name, content]: [string, string | Uint8Array]) => `${sha256(content)}  ${name}\n`;
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(line)
    .join('');
}

/**
 * Packs files into an archive, and records that it was made. `records` are the numbers of those
 * that it is about. Names no person: what is about persons stands in the files.
 */
export async function packArchive(
  journal: Journal,
  files: ArchiveFiles,
  records: readonly number[],
): Promise<Uint8Array> {
  const sums = sumsOf(files);
  const body = { sums: sha256(sums), records: [...records] };
  const { seq } = await journal.append({ type: ARCHIVED, body });
  await journal.checkpoint();
  const proof = await proveRecord(journal.files, seq);
  const all = { ...files, [SUMS]: sums, [ARCHIVE_PROOF]: proof };
  const packed = Object.entries(all).map(([name, content]) => {
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    return [name, [bytes, { mtime: MTIME }]] as const;
  });
  return zipSync(Object.fromEntries(packed) as Parameters<typeof zipSync>[0]);
}

/** What an archive holds, once everything in it has been checked. */
export interface Unpacked {
  readonly proven: Proven;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/**
 * Unpacks an archive and checks that it is as the journal's record has it: every file is there,
 * none is another, none too many.
 * @throws NOTE_INVALID, INPUT_TOO_LARGE
 */
export function unpackArchive(
  bytes: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[],
  where: string,
): Unpacked {
  const expected = 'an archive as `tamiz journal archive` makes it';
  const wrong = (found: string) => problem('NOTE_INVALID', { where, expected, found });
  const all = unzip(bytes, where, wrong);
  const { [SUMS]: sums, [ARCHIVE_PROOF]: proof, ...files } = all;
  if (sums === undefined || proof === undefined) throw wrong(`none with ${SUMS} and its proof`);
  const proven = checkProof(strFromU8(proof), log, witnesses, `${where}, ${ARCHIVE_PROOF}`);
  const { type, content } = proven.record;
  const said = 'body' in content ? (content.body as { readonly sums?: unknown }).sums : undefined;
  if (type !== ARCHIVED || said !== sha256(sums)) throw wrong('other files than were recorded');
  const found = sumsOf(files);
  if (found !== strFromU8(sums)) throw wrong(`${firstOther(strFromU8(sums), found)}, changed`);
  return { proven, files };
}

function unzip(bytes: Uint8Array, where: string, wrong: (found: string) => Error): Unzipped {
  let total = 0;
  let count = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        count += 1;
        if (total <= ARCHIVE_BYTES && count <= ARCHIVE_FILES) return true;
        const expected = `at most ${ARCHIVE_FILES} files of ${ARCHIVE_BYTES} bytes in all`;
        throw problem('INPUT_TOO_LARGE', { where, expected, found: 'more' });
      },
    });
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    throw wrong('no whole ZIP archive');
  }
}

/** The first file that is not as it was. */
function firstOther(sums: string, found: string): string {
  const were = new Set(sums.split('\n'));
  const are = new Set(found.split('\n'));
  const other = [...are].find((line) => !were.has(line)) ?? [...were].find((l) => !are.has(l));
  return other?.slice(66) ?? 'a file';
}
