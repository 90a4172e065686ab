import { access, constants } from 'node:fs/promises';
import type { Command } from 'commander';
import { diskProblem, EXIT, type OnProgress, problem } from '../../base/index.ts';
import { DEFAULT_THRESHOLD } from '../../matching/index.ts';
import {
  outputFormat,
  type RowSignal,
  type Screener,
  type ScreenSummary,
  screenFile,
  type Taking,
} from '../../screening/index.ts';
import { addCasesOptions, type CasesOptions, withCases } from '../cases.ts';
import { type Context, say } from '../context.ts';
import { INTERRUPTED, type SetExit } from '../exit.ts';
import { openLists } from '../open.ts';
import {
  collect,
  count,
  day,
  languageOption,
  parseMap,
  share,
  workersOf,
  workersOption,
} from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { describeSummary } from '../summary.ts';

interface Options extends CasesOptions {
  readonly out?: string;
  readonly threshold?: number;
  readonly limit?: number;
  readonly list?: readonly string[];
  readonly map?: readonly string[];
  readonly resume?: boolean;
  readonly workers?: number;
  readonly failOnHit?: boolean;
  readonly asOf?: string;
}

/** `tamiz screen FILE`: screens a customer file and writes one line a hit. */
export function addScreenCommand(program: Command, context: Context, setExit: SetExit): void {
  const command = program
    .command('screen')
    .description('Screen a customer file, and write down every hit with its reasons.')
    .summary('screen a customer file')
    .argument('<file>', 'customers: CSV with a header row, also gzipped')
    .option('--out <file>', 'where hits go: .jsonl, .csv or .xlsx (default: JSON lines on stdout)')
    .option(
      '--threshold <n>',
      `least score of a hit, 0 to 1 (default: ${DEFAULT_THRESHOLD})`,
      share('--threshold'),
    )
    .option('--limit <n>', 'most hits for one record (default: 10)', count('--limit'))
    .option('--list <name...>', 'only these lists (names: tamiz lists)')
    .option('--map <column=property>', 'what a column holds; may be repeated', collect)
    .option('--resume', 'go on where an interrupted run with the same --out stopped')
    .addOption(workersOption())
    .option('--fail-on-hit', 'exit with 1 when there are hits')
    .option('--as-of <day>', 'the lists as they stood at the end of a day', day('--as-of'))
    .addOption(languageOption());
  addCasesOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const summary = await screen(context, file, options);
      const { strong, possible, none } = summary.hits;
      const hits = strong + possible + none;
      if (!summary.complete) setExit(INTERRUPTED);
      else setExit(options.failOnHit === true && hits > 0 ? EXIT.hits : EXIT.done);
    });
}

const EXAMPLES = `
Columns are recognised by common English and Spanish headings; the rest is named:
  tamiz screen CUSTOMERS.csv --out HITS.xlsx --lang es
  tamiz screen CUSTOMERS.csv --map "Sender=name" --map "Born=birthDate" > HITS.jsonl
  tamiz screen CUSTOMERS.csv --out HITS.csv --resume
docs/reference/cli.md has the columns and the form of a hit.`;

async function screen(context: Context, file: string, options: Options): Promise<ScreenSummary> {
  const { out, list, lang: language } = options;
  // What can be wrong is found before lists are opened and an older output is written over.
  const map = parseMap(options.map);
  const resumable = out !== undefined && outputFormat(out) !== 'xlsx';
  if (options.resume === true && out === undefined) {
    throw problem('USAGE_RESUME', { where: '--resume', expected: '--out', found: 'none' });
  }
  if (options.cases === true && options.asOf !== undefined) {
    // What a list said once is no question that is open now.
    const expected = 'the lists as they are';
    throw problem('USAGE_OPTION', { where: '--cases', expected, found: '--as-of' });
  }
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw diskProblem(error, file);
  });
  const screener = await openLists(context, options);
  if (list !== undefined) checkLists(screener, list);
  const firsts = new Map<RowSignal['kind'], RowSignal>();
  const screening = (taking: Taking, onProgress: OnProgress) =>
    screenFile(screener, file, {
      output: out ?? context.stdout,
      resume: options.resume === true,
      language,
      ...(options.threshold !== undefined && { threshold: options.threshold }),
      ...(options.limit !== undefined && { limit: options.limit }),
      ...(list && { datasets: list }),
      map,
      onProgress,
      onSignal: (signal) => {
        if (!firsts.has(signal.kind)) firsts.set(signal.kind, signal);
      },
      abort: context.abort,
      clock: context.clock,
      workers: workersOf(context, options),
      ...taking,
    });
  const tell = (line: string) => say(context, line);
  const summary = await withCases(context, options, tell, (taking) =>
    withProgress(context, (onProgress) => screening(taking, onProgress)),
  );
  const more = { language, firsts, resumable };
  say(context, describeSummary(summary, file, more));
  return summary;
}

/** A list that is known but not loaded would find nothing, and look like a clean result. */
function checkLists(screener: Screener, names: readonly string[]): void {
  for (const name of names) {
    const list = screener.lists.find((known) => known.name === name);
    if (list === undefined) {
      const known = screener.lists.map((other) => other.name).join(', ');
      const expected = `one of ${known}`;
      throw problem('USAGE_UNKNOWN_LIST', {
        where: '--list',
        expected,
        found: JSON.stringify(name),
      });
    }
    if (list.state === 'absent') {
      throw problem('LIST_ABSENT', { where: '--list', found: `${name}, which is not` });
    }
  }
}
