import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { diskProblem, ERRORS, problem, TamizError, writeAtomically } from '../../base/index.ts';
import {
  checkProof,
  checkpointFor,
  cosignBy,
  createHomeJournal,
  exportJournal,
  FILES,
  formatNote,
  inventedName,
  type Journal,
  type JournalHome,
  NodeDisk,
  PROOF_BYTES,
  parseVerifier,
  proveRecord,
  readCheckpoint,
  readJournal,
  readKey,
  readOwn,
  readPersonal,
  readRecord,
  type Verdict,
  type VerifyOptions,
  verifyJournal,
  withJournal,
  withStillFiles,
  witnessedBy,
} from '../../journal/index.ts';
import { eraseQuestions } from '../../screening/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import {
  describeFinding,
  describeProven,
  describeRecovery,
  describeState,
  describeVerdict,
  personalJson,
  recordJson,
} from '../journal-text.ts';
import { day, filled, type GlobalOptions } from '../options.ts';
import { ARCHIVE_FILE_BYTES, addArchiving, checkArchiveFile } from './journal-archive.ts';
import { recordNumber } from './record-number.ts';

interface Options extends GlobalOptions {
  readonly json?: boolean;
}
interface EraseOptions extends GlobalOptions {
  readonly reason: string;
  readonly before?: string;
  readonly withHits?: boolean;
}
interface CheckpointOptions extends Options {
  readonly witness?: string;
  readonly witnessKey?: string;
}
interface CheckOptions extends Options {
  readonly key: string;
  readonly witnessKey?: string;
}

/** `tamiz journal`: the record, and what proves it. */
export function addJournalCommand(program: Command, context: Context, setExit: SetExit): void {
  const journal = program
    .command('journal')
    .usage('[options] | create | checkpoint | verify | prove N | check FILE | …')
    .description(
      'Show how far the record is signed and witnessed. Tampering is found back to the last ' +
        'checkpoint that a witness saw or that somebody else kept.',
    )
    .summary('the record of what was done, and what proves it')
    .option('--json', 'print JSON')
    .action(async (_options: Options, command: Command) => {
      await showState(context, command.optsWithGlobals<Options>());
    });
  addWriting(journal, context);
  addReading(journal, context, setExit);
  addProving(journal, context);
  addArchiving(journal, context);
}

function placeOf(context: Context, { home }: GlobalOptions): JournalHome {
  const { clock, entropy } = context;
  return { home: homeOf(context, home), clock, entropy };
}

/** Writes to the journal, and tells what a crash had left. */
async function writing<Result>(
  context: Context,
  options: GlobalOptions,
  work: (journal: Journal) => Promise<Result>,
): Promise<Result> {
  return withJournal(placeOf(context, options), async (journal) => {
    for (const line of describeRecovery(journal.recovery)) say(context, line);
    return work(journal);
  });
}

function addWriting(journal: Command, context: Context): void {
  journal
    .command('create')
    .description('Make the journal of the data folder, with a new key. It is made once.')
    .summary('make the journal')
    .option('--origin <name>', 'its name, such as example.com/record', filled('--origin'))
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly origin?: string }>();
      const origin = options.origin ?? inventedName('journal', context.entropy);
      const key = await createHomeJournal(placeOf(context, options), origin);
      print(context, key.text);
      say(context, 'That is its public key. Give it to whoever will check the record.');
    });
  journal
    .command('checkpoint')
    .description('Sign what is recorded, print the checkpoint, and have a witness co-sign it.')
    .summary('sign what is recorded')
    .option('--witness <url>', 'have the witness at this address co-sign it', filled('--witness'))
    .option('--witness-key <key>', 'its public key, at the first use', filled('--witness-key'))
    .option('--json', 'print JSON')
    .action(async (_options: CheckpointOptions, command: Command) => {
      await signCheckpoint(context, command.optsWithGlobals<CheckpointOptions>());
    });
  journal
    .command('erase')
    .description(
      'Erase the personal data of a record, or of old questions, and record that it was. Proofs ' +
        'stay valid; copies elsewhere, such as backups, are not touched.',
    )
    .summary('erase personal data')
    .argument('[number]', 'the number of the record')
    .option('--before <day>', 'of all questions before a day that found nobody', day('--before'))
    .option('--with-hits', 'with --before: also of those that found somebody')
    .requiredOption('--reason <text>', 'why; kept for good, so name nobody', filled('--reason'))
    .action(async (number: string | undefined, _options: unknown, command: Command) => {
      await erase(context, number, command.optsWithGlobals<EraseOptions>());
    });
}

async function erase(
  context: Context,
  number: string | undefined,
  options: EraseOptions,
): Promise<void> {
  const { reason, before, withHits = false } = options;
  if ((number === undefined) === (before === undefined)) {
    const found = number === undefined ? 'neither' : 'both';
    throw problem('USAGE_OPTION', { expected: 'the number of a record, or --before', found });
  }
  if (before !== undefined) {
    const erased = await writing(context, options, (open) =>
      eraseQuestions(open, { before, withHits, reason }),
    );
    print(context, `Personal data of ${erased} records of questions before ${before} erased.`);
    return;
  }
  const seq = recordNumber(number as string);
  const receipt = await writing(context, options, (open) => open.erase(seq, reason));
  print(context, `Record ${seq}: personal data erased, as record ${receipt.seq} says.`);
}

async function signCheckpoint(context: Context, options: CheckpointOptions): Promise<void> {
  const { witness: url, witnessKey } = options;
  const witness =
    witnessKey === undefined ? undefined : parseVerifier(witnessKey, 'witness', '--witness-key');
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    throw problem('USAGE_OPTION', {
      where: '--witness',
      expected: 'an address that begins with https:// or http://',
      found: JSON.stringify(url),
    });
  }
  const { post: ask, abort } = context;
  await writing(context, options, async (journal) => {
    const done =
      url === undefined
        ? undefined
        : await cosignBy(journal, { url, ask, abort, ...(witness !== undefined && { witness }) });
    const { note, size } = done?.checkpoint ?? (await journal.checkpoint());
    const text = formatNote(note);
    if (options.json === true) {
      const seen = done && { witnessed: { by: done.by, at: done.at } };
      printJson(context, { size, checkpoint: text, ...seen });
    } else {
      context.stdout.write(text);
    }
    if (done !== undefined)
      say(context, `${done.by} co-signed ${size} records at ${done.at.toISOString()}.`);
  });
}

function addReading(journal: Command, context: Context, setExit: SetExit): void {
  journal
    .command('verify')
    .description(
      'Read every byte of the journal and say what is not as it was written, with file and record.',
    )
    .summary('read everything and say what was changed')
    .option(
      '--against <file>',
      'a checkpoint that somebody else kept: the journal must begin with it',
      filled('--against'),
    )
    .option('--json', 'print JSON')
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options & { readonly against?: string }>();
      const verdict = await verify(context, options);
      const { findings } = verdict;
      if (options.json === true) printJson(context, verdict);
      else for (const finding of findings) print(context, describeFinding(finding));
      say(context, describeVerdict(verdict));
      if (findings.length > 0) setExit(ERRORS.JOURNAL_DAMAGED.exit);
    });
  journal
    .command('show')
    .description('Print a record as JSON.')
    .summary('print a record')
    .argument('<number>', 'the number of the record, from 0')
    .option('--personal', 'with the personal data that is kept beside it')
    .action(async (number: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly personal?: boolean }>();
      const seq = recordNumber(number);
      await readJournal(homeOf(context, options.home), async (files) => {
        const record = await readRecord(files, seq);
        const personal = options.personal === true ? await readPersonal(files, seq) : undefined;
        const shown = personal && { personal: personalJson(personal) };
        printJson(context, { ...recordJson(record), ...shown });
      });
    });
}

/** Everything where nobody writes, else what is signed. */
async function verify(
  context: Context,
  options: Options & { readonly against?: string },
): Promise<Verdict> {
  const place = placeOf(context, options);
  const key = await readJournal(place.home, readKey);
  const { against: path } = options;
  const against = path && {
    name: path,
    checkpoint: readCheckpoint(await smallFile(path, 131_072), key, path),
  };
  const what: VerifyOptions = against ? { against } : {};
  try {
    return await withStillFiles(place, (files) => verifyJournal(files, what));
  } catch (error) {
    if (!(error instanceof TamizError) || error.code !== 'HOME_LOCKED') throw error;
    return readJournal(place.home, async (files) => {
      const { size: upTo } = await checkpointFor(files);
      say(context, `Somebody writes to it (${error.found}): only the first ${upTo} records.`);
      return verifyJournal(files, { ...what, upTo });
    });
  }
}

function addProving(journal: Command, context: Context): void {
  journal
    .command('prove')
    .description(
      'Prove that a record stands in the journal: a text of C2SP tlog-proof that anybody can ' +
        'check without us, with the record in it and no personal data.',
    )
    .summary('prove that a record stands in the journal')
    .argument('<number>', 'the number of the record')
    .option('--out <file>', 'write it there, .tlog-proof by custom', filled('--out'))
    .action(async (number: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly out?: string }>();
      const home = homeOf(context, options.home);
      const text = await readJournal(home, (files) => proveRecord(files, recordNumber(number)));
      if (options.out === undefined) context.stdout.write(text);
      else await writeAtomically(options.out, text);
    });
  journal
    .command('check')
    .description(
      'Check a proof or an archive against the public key of the log that gave it. Needs no ' +
        'journal.',
    )
    .summary('check a proof or an archive that somebody gave')
    .argument('<file>', 'a proof of `tamiz journal prove`, or an archive of `journal archive`')
    .requiredOption('--key <key>', 'the public key of the log', filled('--key'))
    .option('--witness-key <key>', 'a witness that must have seen it', filled('--witness-key'))
    .option('--json', 'print JSON')
    .action(async (path: string, _options: unknown, command: Command) => {
      await check(context, path, command.optsWithGlobals<CheckOptions>());
    });
  journal
    .command('export')
    .description(
      'Write checkpoint, tiles and entries as C2SP tlog-tiles has them: for whoever checks the ' +
        'record with other tools. No personal data, no private key.',
    )
    .summary('write it in the form of C2SP tlog-tiles')
    .argument('<folder>', 'a new or empty folder')
    .action(async (folder: string, _options: unknown, command: Command) => {
      const home = homeOf(context, command.optsWithGlobals<GlobalOptions>().home);
      const { checkpoint, files } = await readJournal(home, (journalFiles) =>
        exportJournal(journalFiles, { folder, disk: new NodeDisk() }),
      );
      say(context, `${checkpoint.size} records in ${files} files, in ${folder}.`);
    });
}

async function check(context: Context, path: string, options: CheckOptions): Promise<void> {
  const log = parseVerifier(options.key, 'log', '--key');
  const { witnessKey } = options;
  const witness =
    witnessKey === undefined ? undefined : parseVerifier(witnessKey, 'witness', '--witness-key');
  const bytes = await smallFile(path, ARCHIVE_FILE_BYTES);
  if (isZip(bytes)) {
    checkArchiveFile(context, bytes, { log, witness, path });
    return;
  }
  const text = bytes.subarray(0, PROOF_BYTES + 1).toString('utf8');
  const proven = checkProof(text, log, witness === undefined ? [] : [witness], path);
  if (witness !== undefined && proven.witnessed.length === 0) {
    throw problem('NOTE_INVALID', { where: path, found: `none that ${witness.text} co-signed` });
  }
  const { record, size, witnessed } = proven;
  if (options.json === true) printJson(context, { record: recordJson(record), size, witnessed });
  else print(context, describeProven(proven));
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 2).toString('latin1') === 'PK';

async function showState(context: Context, options: Options): Promise<void> {
  await readJournal(homeOf(context, options.home), async (files) => {
    const key = await readKey(files);
    const witnessed = await witnessedBy(files);
    const state = {
      key: key.text,
      records: await files.count(),
      signed: (await readOwn(files, FILES.checkpoint, key))?.size ?? 0,
      ...(witnessed !== undefined && { witnessed }),
    };
    if (options.json === true) printJson(context, state);
    else print(context, describeState(state));
  });
}

async function smallFile(path: string, most: number): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= most) return await readFile(path);
    throw problem('INPUT_TOO_LARGE', { where: path, found: `${size} bytes (limit ${most})` });
  } catch (error) {
    throw diskProblem(error, path);
  }
}
