import type { Command } from 'commander';
import { EXIT } from '../../base/index.ts';
import type { Language } from '../../screening/index.ts';
import { type Context, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import { openLists } from '../open.ts';
import { type GlobalOptions, languageOption } from '../options.ts';
import { screenSample } from '../sample.ts';
import { assertMayServe, type ListenOptions, serveUntilStopped } from '../serving.ts';
import { hostOption, portOption } from './serve.ts';

interface Options extends GlobalOptions, ListenOptions {
  readonly sample: boolean;
  readonly lang: Language;
}

/** `npm start`: the sample screened and shown, then the workbench. */
export function addStartCommand(program: Command, context: Context, setExit: SetExit): void {
  program
    .command('start')
    .usage('[options]      (or: npm start -- [options])')
    .description('Screen the sample customers, then serve the workbench until stopped.')
    .summary('what `npm start` does: screen the sample, then serve')
    .addOption(hostOption())
    .addOption(portOption())
    .option('--no-sample', 'do not screen the sample customers')
    .addOption(languageOption())
    .addHelpText('after', MORE)
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await assertMayServe(context, options);
      const screener = await openLists(context, options);
      const home = homeOf(context, options.home);
      if (options.sample) await screenSample(context, screener, { home, language: options.lang });
      else say(context, screener.coverage.sentence[options.lang]);
      context.abort.throwIfAborted();
      await serveUntilStopped(context, screener, options);
      setExit(EXIT.done);
    });
}

const MORE = `
Everything else is a command of ./tamiz, for example:
  ./tamiz screen CUSTOMERS.csv --out HITS.xlsx    screen your own file
  ./tamiz match "NAME" --birth-date 1970-02-03    look one name up
  ./tamiz lists update                            get the full official lists
  ./tamiz lists import us_ofac_sdn FILE…          or take them from files at hand
  ./tamiz --help                                  all commands`;
