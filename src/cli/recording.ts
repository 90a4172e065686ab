import { TamizError } from '../base/index.ts';
import { type OpenJournal, openJournal } from '../journal/index.ts';
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
  work: (recorder: Recorder | undefined) => Promise<Result>,
): Promise<Result> {
  const { clock, entropy } = context;
  const home = homeOf(context, options.home);
  let open: OpenJournal;
  try {
    open = await openJournal({ home, clock, entropy });
  } catch (error) {
    if (error instanceof TamizError && error.code === 'JOURNAL_ABSENT') return work(undefined);
    throw error;
  }
  try {
    for (const line of describeRecovery(open.journal.recovery)) say(context, line);
    return await work(new Recorder(open.journal, { home, clock }));
  } finally {
    await open.close();
  }
}
