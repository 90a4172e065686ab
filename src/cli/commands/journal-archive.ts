import type { Command } from 'commander';
import { problem, writeAtomically } from '../../base/index.ts';
import { type JournalHome, type Verifier, withJournal } from '../../journal/index.ts';
import { archiveRecords, type CheckedArchive, checkArchive } from '../../screening/index.ts';
import { type Context, print, say } from '../context.ts';
import { homeOf } from '../home.ts';
import { filled, type GlobalOptions } from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { waysOf } from '../ways.ts';
import { recordNumber } from './record-number.ts';

/** The largest archive that is checked, in memory. */
export const ARCHIVE_FILE_BYTES = 268_435_456;

/** `tamiz journal archive`: for an examiner, all that belongs to some records in one file. */
export function addArchiving(journal: Command, context: Context): void {
  journal
    .command('archive')
    .description(
      'Write records with their proofs, what they say about persons, the lists as they stood and ' +
        'the answers of today into one archive, and record that it was made. It holds personal ' +
        'data: give it to nobody who may not have that.',
    )
    .summary('write records for an examiner, with all that belongs to them')
    .argument('<number...>', 'the numbers of the records')
    .requiredOption('--out <file>', 'write it there, .zip by custom', filled('--out'))
    .action(async (numbers: readonly string[], _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly out: string }>();
      const seqs = [...new Set(numbers.map(recordNumber))];
      const { clock, entropy } = context;
      const home = homeOf(context, options.home);
      const place: JournalHome = { home, clock, entropy };
      const bytes = await withProgress(context, (onProgress) =>
        withJournal(place, (open) => {
          const ways = waysOf(context, home);
          return archiveRecords(open, { home, clock, onProgress, ways }, seqs);
        }),
      );
      await writeAtomically(options.out, bytes);
      say(context, `${seqs.length} records in ${options.out}. It holds personal data.`);
    });
}

/** Checks an archive, and says what it proves. */
export function checkArchiveFile(
  context: Context,
  bytes: Uint8Array,
  { log, witness, path }: { log: Verifier; witness: Verifier | undefined; path: string },
): CheckedArchive {
  const checked = checkArchive(bytes, log, witness === undefined ? [] : [witness], path);
  const { archive, records } = checked;
  if (witness !== undefined && archive.witnessed.length === 0) {
    throw problem('NOTE_INVALID', { where: path, found: `none that ${witness.text} co-signed` });
  }
  for (const { seq, type, at, personal } of records) {
    const says = personal === 'bound' ? 'with its personal data' : 'without personal data';
    print(context, `Record ${seq}: ${type}, ${at.toISOString()}, ${says}.`);
  }
  const made = archive.record.at.toISOString();
  print(context, `All files are as they were recorded when the archive was made, ${made}.`);
  return checked;
}
