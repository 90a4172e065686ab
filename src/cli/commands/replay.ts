import type { Command } from 'commander';
import { EXIT } from '../../base/index.ts';
import { type Replayed, replay } from '../../screening/index.ts';
import { type Context, print, printJson } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import type { GlobalOptions } from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { waysOf } from '../ways.ts';
import { recordNumber } from './record-number.ts';

interface Options extends GlobalOptions {
  readonly json?: boolean;
}

/** `tamiz replay N`: asks again what a record says was asked, and compares. */
export function addReplayCommand(program: Command, context: Context, setExit: SetExit): void {
  program
    .command('replay')
    .description(
      'Ask again what a record says was asked, of the lists as they were, and say whether the ' +
        'answer is the same, reasons included. Exits with 1 when it is not.',
    )
    .summary('ask again what a record says was asked')
    .argument('<number>', 'the number of the record')
    .option('--json', 'print JSON')
    .action(async (number: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const seq = recordNumber(number);
      const { clock } = context;
      const replayed = await withProgress(context, async (onProgress) => {
        const home = homeOf(context, options.home);
        return replay({ home, clock, onProgress }, seq, waysOf(context, home));
      });
      if (options.json === true) printJson(context, replayed);
      else print(context, describe(replayed));
      setExit(replayed.isSame ? EXIT.done : EXIT.hits);
    });
}

function* counts(questions: number, hits: number | undefined): Generator<string> {
  yield questions === 1 ? '1 question' : `${questions} questions`;
  if (hits !== undefined) yield hits === 1 ? '1 hit' : `${hits} hits`;
}

function describe({ asked, isSame, isSameEngine, readAnew, differences }: Replayed): string {
  const { seq, at, way, questions, hits, lists } = asked;
  const named = lists.map(({ name, version }) => `${name}@${version}`).join(', ');
  const lines = [
    `Record ${seq}: ${way}, ${at.toISOString()}, ${[...counts(questions, hits)].join(', ')}.`,
    `Lists: ${named}.`,
    isSame ? 'The answer is the same.' : 'The answer is another:',
    ...differences.map(
      ({ where, was, is }) => `  ${where}: ${JSON.stringify(was)} then, ${JSON.stringify(is)} now`,
    ),
  ];
  if (!isSameEngine) lines.push('It was answered by another version of the engine.');
  for (const name of readAnew)
    lines.push(`${name}: the same files were read by other rules since.`);
  return lines.join('\n');
}
