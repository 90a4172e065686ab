import { type Command, Option } from 'commander';
import { EXIT } from '../../base/index.ts';
import { type Context, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { openLists } from '../open.ts';
import { filled, port } from '../options.ts';
import type { RecordOptions } from '../record.ts';
import { assertMayServe, type ListenOptions, serveUntilStopped } from '../serving.ts';

/** `tamiz serve`: the HTTP interface and the workbench. */
export function addServeCommand(program: Command, context: Context, setExit: SetExit): void {
  program
    .command('serve')
    .description('Serve the workbench and the HTTP interface until stopped with Ctrl-C.')
    .summary('serve the workbench and the HTTP interface')
    .addOption(hostOption())
    .addOption(portOption())
    .option('--public-url <url>', 'address by which people reach it', filled('--public-url'))
    .option('--keeper <url>', 'the server that has the journal', filled('--keeper'))
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<RecordOptions & ListenOptions>();
      await assertMayServe(context, options);
      const screener = await openLists(context, options);
      say(context, screener.coverage.sentence.en);
      await serveUntilStopped(context, screener, options);
      setExit(EXIT.done);
    });
}

export function hostOption(): Option {
  return new Option('--host <host>', 'address to listen on; any but loopback needs TAMIZ_TOKEN')
    .default('127.0.0.1')
    .argParser(filled('--host'));
}

export function portOption(): Option {
  return new Option('--port <port>', 'port to listen on; 0 takes a free one')
    .default(8080)
    .argParser(port('--port'));
}
