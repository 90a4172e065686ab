import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { diskProblem, EXIT, LIMITS, problem } from '../../base/index.ts';
import {
  type Language,
  signer,
  type WatchEvent,
  type WatchOptions,
  type Webhook,
  watchDry,
  watchEvery,
  watchOnce,
  webhookAddress,
} from '../../screening/index.ts';
import { addCasesOptions, type CasesOptions, withCases } from '../cases.ts';
import { type Context, say, variable } from '../context.ts';
import { INTERRUPTED, type SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import { duration, filled, languageOption, share, workersOf, workersOption } from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { tell } from '../tell.ts';
import { describeEvent, describeRescreening } from '../watch-text.ts';

interface Options extends CasesOptions {
  readonly every?: number;
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly webhook?: string;
  readonly secretFile?: string;
  readonly from?: string;
  readonly threshold?: number;
  readonly workers?: number;
  readonly out?: string;
  readonly failOnChange?: boolean;
}

const DEFAULT_EVERY_MS = 3_600_000;

/** `tamiz watch`: updates lists, screens loaded customers again, and tells what changed. */
export function addWatchCommand(program: Command, context: Context, setExit: SetExit): void {
  const command = program
    .command('watch')
    .description(
      'Keep the hits of the customers that are loaded up to date: update the lists, screen again ' +
        'what may have another answer, and tell each hit that is new, gone or another.',
    )
    .summary('keep lists and hits up to date, and tell what changes')
    .option('--every <time>', 'how often: 30m, 1h, 1d (default: 1h)', duration('--every'))
    .option('--once', 'run once and end, for cron')
    .option('--dry-run', 'show what would change with the lists at hand; change and send nothing')
    .option('--webhook <url>', 'where signed messages go: https, or http on this machine')
    .option('--secret-file <file>', 'file with their secret (or TAMIZ_WEBHOOK_SECRET)')
    .option(
      '--from <where>',
      'take lists from a folder with the files, or the address of a mirror',
      filled('--from'),
    )
    .option(
      '--threshold <n>',
      'least score of a hit, 0 to 1 (default: as before)',
      share('--threshold'),
    )
    .addOption(workersOption())
    .option('--out <file>', 'JSON lines, behind those that are there (default: stdout)')
    .option('--fail-on-change', 'with --once or --dry-run: exit with 1 when hits changed')
    .addOption(languageOption());
  addCasesOptions(command)
    .addHelpText('after', '\nSee docs/guides/re-screening.md, and docs/reference/webhooks.md.')
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (options.dryRun === true) await showChanges(context, options, setExit);
      else await watch(context, options, setExit);
    });
}

async function showChanges(context: Context, options: Options, setExit: SetExit): Promise<void> {
  const { threshold, lang } = options;
  const summary = await withProgress(context, (onProgress) =>
    watchDry(
      {
        home: homeOf(context, options.home),
        clock: context.clock,
        abort: context.abort,
        workers: workersOf(context, options),
        onProgress,
        // It changes nothing, cases included.
        taking: (work) => withCases(context, { ...options, cases: false }, () => {}, work),
        ...(threshold !== undefined && { threshold }),
      },
      (change) => void context.stdout.write(`${JSON.stringify(change)}\n`),
    ),
  );
  say(context, describeRescreening(summary, lang, true));
  if (options.failOnChange === true && changesIn(summary) > 0) setExit(EXIT.hits);
}

const changesIn = ({ changes }: { readonly changes: Readonly<Record<string, number>> }): number =>
  Object.values(changes).reduce((sum, count) => sum + count, 0);

async function watch(context: Context, options: Options, setExit: SetExit): Promise<void> {
  const own = await watchOptions(context, options);
  if (options.once !== true) {
    const everyMs = options.every ?? DEFAULT_EVERY_MS;
    await withProgress(context, (onProgress) => watchEvery(everyMs, { ...own, onProgress }));
    // It runs until somebody ends it, which is no interruption.
    setExit(EXIT.done);
    return;
  }
  const { summary, failure, delivered } = await withProgress(context, (onProgress) =>
    watchOnce({ ...own, onProgress }),
  );
  if (context.abort.aborted) setExit(INTERRUPTED);
  else if (failure !== undefined) setExit(failure.exit);
  else if (!delivered) setExit(EXIT.fault);
  else if (options.failOnChange === true && summary !== undefined && changesIn(summary) > 0) {
    setExit(EXIT.hits);
  }
}

async function watchOptions(context: Context, options: Options): Promise<WatchOptions> {
  const { threshold, from, out, lang, once } = options;
  const { clock, random, wait, abort } = context;
  if (out !== undefined && !/\.jsonl?$/i.test(out)) {
    const expected = 'a file ending in .jsonl or .json';
    throw problem('USAGE_OUTPUT', { where: '--out', expected, found: JSON.stringify(out) });
  }
  const webhook = await webhookOf(context, options);
  return {
    home: homeOf(context, options.home),
    clock,
    random,
    wait,
    abort,
    workers: workersOf(context, options),
    environment: context.env,
    output: out ?? context.stdout,
    tell: (event) => tellEvent(context, event, lang, once !== true),
    // For one run at a time: meanwhile a server may be started, and has the journal then.
    taking: (work) =>
      withCases(context, options, (line) => tellLine(context, line, once !== true), work),
    ...(threshold !== undefined && { threshold }),
    ...(from !== undefined && { from }),
    ...(webhook && { webhook }),
  };
}

/** Where messages go; the secret stays in what signs them. @throws USAGE_WEBHOOK */
async function webhookOf(context: Context, options: Options): Promise<Webhook | undefined> {
  if (options.webhook === undefined) return undefined;
  const address = webhookAddress(options.webhook);
  const secret = await secretOf(context, options.secretFile);
  if (secret.length < LIMITS.secretCharacters) {
    const found = secret === '' ? 'no secret' : `a secret of ${secret.length} characters`;
    throw problem('USAGE_WEBHOOK', { where: '--webhook', found });
  }
  return { address, sign: signer(secret), post: context.post };
}

async function secretOf(context: Context, file: string | undefined): Promise<string> {
  if (file === undefined) return variable(context, 'TAMIZ_WEBHOOK_SECRET') ?? '';
  try {
    // Editors end a file with a line feed, which is not meant.
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw diskProblem(error, file);
  }
}

/** The line of the progress gives way; it is drawn anew when there is more of it. */
function makeRoom({ stderr }: Context): void {
  if (stderr.isTTY === true) stderr.write('\r\x1b[K');
}

const timeOf = ({ clock }: Context, timed: boolean): string | undefined =>
  timed ? `${clock.now().toISOString().slice(0, 19)}Z` : undefined;

function tellLine(context: Context, line: string, timed: boolean): void {
  makeRoom(context);
  say(context, joined(timeOf(context, timed), line) ?? '');
}

/** Tells an event; where it goes on for days, with the time. */
function tellEvent(context: Context, event: WatchEvent, lang: Language, timed: boolean): void {
  makeRoom(context);
  const time = timeOf(context, timed);
  switch (event.kind) {
    case 'list-failed':
      tell(context, event.error, joined(time, event.name));
      break;
    case 'run-failed':
      tell(context, event.error, time);
      break;
    case 'waiting': {
      const { messages } = event;
      const found = messages === 1 ? '1 message that waits' : `${messages} messages that wait`;
      tell(context, problem('WEBHOOK_WAITING', { found }), time);
      break;
    }
    case 'given-up': {
      const { file, found } = event;
      tell(context, problem('WEBHOOK_GIVEN_UP', { where: file, found }), time);
      break;
    }
    default:
      say(context, joined(time, describeEvent(event, lang)) ?? '');
  }
}

const joined = (time: string | undefined, text: string | undefined): string | undefined =>
  time === undefined ? text : text === undefined ? time : `${time} ${text}`;
