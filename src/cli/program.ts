import { Command } from 'commander';
import { loadData } from '../base/index.ts';
import { addAccountCommand } from './commands/account.ts';
import { addCustomersCommand } from './commands/customers.ts';
import { addJournalCommand } from './commands/journal.ts';
import { addLawCommand } from './commands/law.ts';
import { addListsCommand } from './commands/lists.ts';
import { addMatchCommand } from './commands/match.ts';
import { addOversightCommand } from './commands/oversight.ts';
import { addRebuildCommand } from './commands/rebuild.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addReportCommand } from './commands/report.ts';
import { addScreenCommand } from './commands/screen.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSignalsCommand } from './commands/signals.ts';
import { addStartCommand } from './commands/start.ts';
import { addWatchCommand } from './commands/watch.ts';
import { addWitnessCommand } from './commands/witness.ts';
import type { Context } from './context.ts';
import type { SetExit } from './exit.ts';
import { filled } from './options.ts';

/** The whole command line. The contract of its commands is stable: scripts rely on it. */
export function buildProgram(context: Context, setExit: SetExit): Command {
  const { version } = loadData<{ version: string }>('../package.json');
  const program: Command = new Command('tamiz')
    .usage('<command> [options]')
    .description(
      'Screens people, companies, vessels and wallets against the official lists, and says why.\n' +
        'It helps people decide; it never decides against anyone by itself.',
    )
    .version(version, '--version', 'print the version')
    .option('--home <folder>', 'data folder (or TAMIZ_HOME; default ~/.tamiz)', filled('--home'))
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({
      showGlobalOptions: true,
      visibleGlobalOptions: () => program.options.filter(({ long }) => long === '--home'),
    })
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      // `run` tells what is wrong, in one form for all errors.
      outputError: () => {},
    })
    .exitOverride()
    .addHelpText('after', MORE);
  addScreenCommand(program, context, setExit);
  addMatchCommand(program, context);
  addLawCommand(program, context, setExit);
  addCustomersCommand(program, context, setExit);
  addListsCommand(program, context, setExit);
  addSignalsCommand(program, context, setExit);
  addWatchCommand(program, context, setExit);
  addJournalCommand(program, context, setExit);
  addReplayCommand(program, context, setExit);
  addRebuildCommand(program, context);
  addOversightCommand(program, context);
  addAccountCommand(program, context);
  addReportCommand(program, context);
  addWitnessCommand(program, context, setExit);
  addServeCommand(program, context, setExit);
  addStartCommand(program, context, setExit);
  return program;
}

const MORE = `
Begin with:
  tamiz lists update                            get the official lists
  tamiz screen CUSTOMERS.csv --out HITS.xlsx    screen a customer file
  tamiz match "NAME" --birth-date 1970-02-03    look one name up
  tamiz law ofac-15871 --date 2025-12-17        what a designation means that day

Exit codes: 0 done, 1 hits (with --fail-on-hit), 2 wrong use, 3 bad input,
4 list not usable, 70 fault of the machine or of Tamiz, 130 interrupted.
Every error says what was expected, what was found and what to do.`;
