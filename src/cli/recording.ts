import { TamizError } from '../base/index.ts';
import {
  announced,
  type Journal,
  type KeeperAddress,
  type OpenJournal,
  openJournal,
  readJournal,
  remoteJournal,
} from '../journal/index.ts';
import { Recorder } from '../screening/index.ts';
import { type Context, say } from './context.ts';
import { homeOf } from './home.ts';
import { describeRecovery } from './journal-text.ts';
import type { GlobalOptions } from './options.ts';

/** The journal of the data folder: this process has it, or a server has. */
export type Reached = { readonly journal: Journal } | { readonly keeper: KeeperAddress };

/**
 * Works with what takes questions down: the journal of the data folder, where there is one. Then
 * nothing is answered that is not recorded. Where a server has it, it is asked to record.
 */
export async function recording<Result>(
  context: Context,
  options: GlobalOptions,
  work: (recorder: Recorder | undefined, reached: Reached | undefined) => Promise<Result>,
): Promise<Result> {
  const home = homeOf(context, options.home);
  const open = await openPatiently(context, home, () => announced(home, context));
  if (open === undefined) return work(undefined, undefined);
  if ('token' in open) {
    return work(recorderOf(context, home, remoteJournal(open)), { keeper: open });
  }
  const { journal } = open;
  return withOpen(context, open, () => work(recorderOf(context, home, journal), { journal }));
}

/** The same for a server, which has the journal itself and lets commands record. */
export async function keeping<Result>(
  context: Context,
  options: GlobalOptions,
  work: (
    kept: { readonly recorder: Recorder; readonly journal: Journal } | undefined,
  ) => Promise<Result>,
): Promise<Result> {
  const home = homeOf(context, options.home);
  const open = await openPatiently<never>(context, home, async () => undefined);
  if (open === undefined) return work(undefined);
  const { journal } = open;
  return withOpen(context, open, () =>
    work({ recorder: recorderOf(context, home, journal), journal }),
  );
}

async function withOpen<Result>(
  context: Context,
  { journal, close }: OpenJournal,
  work: () => Promise<Result>,
): Promise<Result> {
  // What is signed can be witnessed and proved while this runs; one that fails stops the journal,
  // and whoever records next is told.
  const signing = setInterval(() => void journal.checkpoint().catch(() => {}), SIGN_MS).unref();
  try {
    for (const line of describeRecovery(journal.recovery)) say(context, line);
    return await work();
  } finally {
    clearInterval(signing);
    await close();
  }
}

const recorderOf = ({ clock }: Context, home: string, journal: Pick<Journal, 'append'>): Recorder =>
  new Recorder(journal, { home, clock });

/** Whether the data folder has a journal. */
export async function hasJournal(context: Context, options: GlobalOptions): Promise<boolean> {
  try {
    return await readJournal(homeOf(context, options.home), async () => true);
  } catch (error) {
    if (error instanceof TamizError && error.code === 'JOURNAL_ABSENT') return false;
    throw error;
  }
}

/**
 * Opens the journal, or finds the server that has it; others may have it for a moment. Undefined
 * where there is none.
 */
async function openPatiently<Server extends KeeperAddress>(
  context: Context,
  home: string,
  server: () => Promise<Server | undefined>,
): Promise<OpenJournal | Server | undefined> {
  const { clock, entropy, wait, abort } = context;
  for (let attempt = 1; ; attempt++) {
    try {
      return await openJournal({ home, clock, entropy });
    } catch (error) {
      if (!(error instanceof TamizError) || abort.aborted) throw error;
      if (error.code === 'JOURNAL_ABSENT') return undefined;
      if (error.code !== 'HOME_LOCKED') throw error;
      const found = await server();
      if (found !== undefined) return found;
      if (attempt === ATTEMPTS) throw error;
      await wait(WAIT_MS, abort);
    }
  }
}

const SIGN_MS = 60_000;
/** A look-up has the journal for some hundredths of a second; a server for as long as it runs. */
const ATTEMPTS = 30;
const WAIT_MS = 100;
