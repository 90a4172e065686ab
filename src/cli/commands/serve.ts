import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { hasErrno, packageRoot, problem } from '../../base/index.ts';
import { openScreener, type Screener } from '../../screening/index.ts';
import { assertMayListen, createServer } from '../../server/index.ts';
import { type Context, homeOf, say } from '../context.ts';
import { type GlobalOptions, parsePort } from '../options.ts';
import { progressLine } from '../progress-line.ts';
import { screenSample } from '../sample.ts';

interface Options extends GlobalOptions {
  readonly host: string;
  readonly port: number;
  readonly sample?: boolean;
}

const DEFAULT_PORT = 8080;

/** `tamiz serve`: the HTTP interface and the workbench. */
export function addServeCommand(program: Command, context: Context): void {
  program
    .command('serve')
    .description('serve the workbench and the HTTP interface')
    .option(
      '--host <host>',
      'address to listen on; others than loopback need TAMIZ_TOKEN',
      '127.0.0.1',
    )
    .option('--port <port>', 'port; 0 takes a free one', parsePort, DEFAULT_PORT)
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await serve(context, options, async () => {});
    });
}

/** `npm start`: the sample screened and shown, then the workbench. */
export function addStartCommand(program: Command, context: Context): void {
  program
    .command('start')
    .description('screen the sample customers, then serve the workbench (this is `npm start`)')
    .option(
      '--host <host>',
      'address to listen on; others than loopback need TAMIZ_TOKEN',
      '127.0.0.1',
    )
    .option('--port <port>', 'port; 0 takes a free one', parsePort, DEFAULT_PORT)
    .option('--no-sample', 'do not screen the sample customers')
    .addHelpText('after', MORE)
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await serve(context, options, async (screener) => {
        if (options.sample !== false) await screenSample(context, screener);
      });
    });
}

const MORE = `
Everything else is a command of ./tamiz, for example:
  ./tamiz screen CUSTOMERS.csv --out HITS.xlsx    screen your own file
  ./tamiz match "NAME" --birth-date 1966-07-17    look one name up
  ./tamiz lists update                            get the full official lists
  ./tamiz lists import us_ofac_sdn FILE…          or take them from files at hand
  ./tamiz --help                                  all commands`;

async function serve(
  context: Context,
  options: Options,
  beforeListening: (screener: Screener) => Promise<void>,
): Promise<void> {
  const token = context.env.TAMIZ_TOKEN;
  assertMayListen(options.host, token);
  const progress = progressLine(context);
  const screener = await openScreener({
    home: homeOf(context, options.home),
    clock: context.clock,
    onProgress: progress.report,
  });
  progress.clear();
  await beforeListening(screener);
  const workFolder = await mkdtemp(join(tmpdir(), 'tamiz-'));
  const server = await createServer({
    screener: () => screener,
    clock: context.clock,
    host: options.host,
    webRoot: join(packageRoot, 'dist', 'web'),
    workFolder,
    ...(token !== undefined && { token }),
  });
  try {
    const address = await listen(server, options);
    say(context, `Tamiz is at ${address}   (stop it with Ctrl-C)`);
    await aborted(context.abort);
  } finally {
    await server.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function listen(
  server: { listen: (at: { host: string; port: number }) => Promise<string> },
  { host, port }: Options,
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    if (!hasErrno(error, 'EADDRINUSE') && !hasErrno(error, 'EACCES')) throw error;
    throw problem('USAGE_PORT', {
      where: `${host}:${port}`,
      found: 'one that is taken',
      cause: error,
    });
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
