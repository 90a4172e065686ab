import { TamizError } from '../base/index.ts';
import { type Journal, type OpenJournal, openJournal, readJournal } from '../journal/index.ts';
import { Recorder } from '../screening/index.ts';
import { type Context, say } from './context.ts';
import { homeOf } from './home.ts';
import { describeRecovery } from './journal-text.ts';
import type { GlobalOptions } from './options.ts';

/**
 * Works with what takes questions down: the journal of the data folder, where there is one. Then
 * nothing is answered that is not recorded.
 */
export async function recording<Result>(
  context: Context,
  options: GlobalOptions,
  work: (recorder: Recorder | undefined, journal: Journal | undefined) => Promise<Result>,
): Promise<Result> {
  const open = await openPatiently(context, options);
  if (open === undefined) return work(undefined, undefined);
  const { journal, close } = open;
  // What is signed can be witnessed and proved while this runs; one that fails stops the journal,
  // and whoever records next is told.
  const signing = setInterval(() => void journal.checkpoint().catch(() => {}), SIGN_MS).unref();
  try {
    for (const line of describeRecovery(journal.recovery)) say(context, line);
    const { clock } = context;
    const recorder = new Recorder(journal, { home: homeOf(context, options.home), clock });
    return await work(recorder, journal);
  } finally {
    clearInterval(signing);
    await close();
  }
}

/** Whether the data folder has a journal. */
export async function hasJournal(context: Context, options: GlobalOptions): Promise<boolean> {
  try {
    return await readJournal(homeOf(context, options.home), async () => true);
  } catch (error) {
    if (error instanceof TamizError && error.code === 'JOURNAL_ABSENT') return false;
    throw error;
  }
}

/** Opens the journal; others may have it for a moment. Undefined where there is none. */
async function openPatiently(
  context: Context,
  options: GlobalOptions,
): Promise<OpenJournal | undefined> {
  const { clock, entropy, wait, abort } = context;
  const home = homeOf(context, options.home);
  for (let attempt = 1; ; attempt++) {
    try {
      return await openJournal({ home, clock, entropy });
    } catch (error) {
      if (!(error instanceof TamizError) || abort.aborted) throw error;
      if (error.code === 'JOURNAL_ABSENT') return undefined;
      if (error.code !== 'HOME_LOCKED' || attempt === ATTEMPTS) throw error;
      await wait(WAIT_MS, abort);
    }
  }
}

const SIGN_MS = 60_000;
/** A look-up has the journal for some hundredths of a second; a server for as long as it runs. */
const ATTEMPTS = 30;
const WAIT_MS = 100;
