import type { Command } from 'commander';
import { withJournal } from '../../journal/index.ts';
import { type Context, say } from '../context.ts';
import { homeOf } from '../home.ts';
import type { GlobalOptions } from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { loadRecord, storePlace } from '../record.ts';

/** `tamiz rebuild`: the database anew from the journal. */
export function addRebuildCommand(program: Command, context: Context): void {
  program
    .command('rebuild')
    .description(
      'Make the database of cases and accounts anew from the journal. Nothing is lost: it only ' +
        'shows what stands there. Stop the server first.',
    )
    .summary('make the database of cases and accounts anew from the journal')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const { clock, entropy } = context;
      const home = homeOf(context, options.home);
      const records = await withProgress(context, (onProgress) =>
        withJournal({ home, clock, entropy }, async (journal) => {
          const { rebuildStore } = await loadRecord();
          await rebuildStore(await storePlace(context, options, onProgress), journal);
          return journal.size;
        }),
      );
      say(context, `The database shows what the ${records} records of the journal say.`);
    });
}
