import { Command } from 'commander';
import { loadData } from '../base/index.ts';
import { addListsCommand } from './commands/lists.ts';
import { addMatchCommand } from './commands/match.ts';
import { addScreenCommand } from './commands/screen.ts';
import { addServeCommand, addStartCommand } from './commands/serve.ts';
import type { Context } from './context.ts';
import type { SetExit } from './options.ts';

/** The whole command line. The contract of its commands is stable: scripts rely on it. */
export function buildProgram(context: Context, setExit: SetExit): Command {
  const { version } = loadData<{ version: string }>('../package.json');
  const program = new Command('tamiz')
    .description(
      'Screens people, companies, vessels and wallets against the official lists, and says why.\n' +
        'It helps people decide; it never decides against anyone by itself.',
    )
    .version(version, '--version', 'print the version')
    .option('--home <dir>', 'data folder (or TAMIZ_HOME; default ~/.tamiz)')
    .helpOption('--help', 'show help')
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError('Run the command with --help to see what it takes.')
    .addHelpText('after', EXIT_CODES);
  addScreenCommand(program, context, setExit);
  addMatchCommand(program, context);
  addListsCommand(program, context);
  addServeCommand(program, context);
  addStartCommand(program, context);
  return program;
}

const EXIT_CODES = `
Exit codes: 0 done, 1 hits (with --fail-on-hit), 2 wrong use, 3 bad input, 4 list not usable.`;
