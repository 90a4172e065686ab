import type { Command } from 'commander';
import { EXIT } from '../../base/index.ts';
import { openScreener, type ScreenSummary, screenFile } from '../../screening/index.ts';
import { type Context, homeOf, say } from '../context.ts';
import {
  collect,
  type GlobalOptions,
  parseCount,
  parseMap,
  parseShare,
  type SetExit,
} from '../options.ts';
import { progressLine } from '../progress-line.ts';

interface Options extends GlobalOptions {
  readonly out?: string;
  readonly threshold?: number;
  readonly limit?: number;
  readonly list?: readonly string[];
  readonly map?: readonly string[];
  readonly resume?: boolean;
  readonly failOnHit?: boolean;
}

/** `tamiz screen FILE`: screens a customer file and writes one line a hit. */
export function addScreenCommand(program: Command, context: Context, setExit: SetExit): void {
  program
    .command('screen')
    .description('screen a customer file; one line of JSON a hit, or CSV or XLSX by --out')
    .argument('<file>', 'customer file: CSV, also gzipped')
    .option(
      '--out <file>',
      'write hits there: .jsonl, .csv or .xlsx (default: JSON lines to stdout)',
    )
    .option('--threshold <n>', 'least score of a hit, 0 to 1', parseShare)
    .option('--limit <n>', 'most hits for one record', parseCount)
    .option('--list <name...>', 'only these lists')
    .option('--map <column=property>', 'what a column means; may be repeated', collect)
    .option('--resume', 'go on where an interrupted run with the same --out stopped')
    .option('--fail-on-hit', 'exit with 1 when there are hits')
    .action(async (file: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const progress = progressLine(context);
      const screener = await openScreener({
        home: homeOf(context, options.home),
        clock: context.clock,
        onProgress: progress.report,
      });
      const summary = await screenFile(screener, file, {
        output: options.out ?? context.stdout,
        resume: options.resume === true,
        ...(options.threshold !== undefined && { threshold: options.threshold }),
        ...(options.limit !== undefined && { limit: options.limit }),
        ...(options.list && { datasets: options.list }),
        map: parseMap(options.map),
        onProgress: progress.report,
        abort: context.abort,
        clock: context.clock,
      });
      progress.clear();
      say(context, describeSummary(summary, file));
      const hits = summary.hits.strong + summary.hits.possible;
      if (options.failOnHit === true && hits > 0) setExit(EXIT.hits);
    });
}

/** The summary at the end, for a person. */
export function describeSummary(summary: ScreenSummary, file: string): string {
  const n = (count: number) => count.toLocaleString('en-US');
  const { strong, possible } = summary.hits;
  const lines = [
    `${file}: ${n(summary.records)} records, ${n(summary.recordsWithHits)} with hits: ` +
      `${n(strong)} strong, ${n(possible)} possible.`,
    `Read as ${summary.encoding}, columns separated by ${JSON.stringify(summary.delimiter)}.`,
  ];
  const unused = Object.entries(summary.columns).filter(([, property]) => property === null);
  if (unused.length > 0) {
    lines.push(`Columns not used: ${unused.map(([heading]) => heading).join(', ')} (see --map).`);
  }
  for (const [kind, count] of Object.entries(summary.signals)) {
    lines.push(`Look at these: ${n(count)} × ${kind.replaceAll('-', ' ')}.`);
  }
  if (!summary.complete) {
    lines.push('Interrupted: what was written is whole. Run again with --resume to go on.');
  }
  lines.push(summary.coverage.en, 'A name alone never confirms: a person must look at every hit.');
  return lines.join('\n');
}
