import type { Command } from 'commander';
import type { Example } from '../../entity/index.ts';
import type { Engine, Evidence, Match, MatchResult } from '../../matching/index.ts';
import { type Language, lookedUp, lookUp, type Screener } from '../../screening/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import { openLists } from '../open.ts';
import { count, day, type GlobalOptions, languageOption, share } from '../options.ts';
import { type Facts, questionOf } from '../question.ts';
import { recording } from '../recording.ts';

/** The band of what is shown below the threshold of files is `none`. */
const LOOK_UP_THRESHOLD = 0.2;

interface Options extends GlobalOptions, Facts {
  readonly limit: number;
  readonly threshold: number;
  readonly json?: boolean;
  readonly asOf?: string;
  readonly lang: Language;
}

/** `tamiz match "NAME"`: asks for one name and prints what agrees, with why. */
export function addMatchCommand(program: Command, context: Context): void {
  program
    .command('match')
    .description('Look one name up, and say what agrees and what does not.')
    .summary('look one name up, with reasons')
    .argument('<name>', 'a name, in quotes; "" where only an identifier is known')
    .option('--schema <schema>', 'Person, Organization, Company, Vessel … (default: any that fits)')
    .option('--birth-date <date>', 'birth date: 1970-02-03, 1970-02 or 1970')
    .option('--curp <curp>', 'CURP')
    .option('--rfc <rfc>', 'RFC')
    .option('--passport <number>', 'passport number')
    .option('--wallet <address>', 'wallet address')
    .option('--imo <number>', 'IMO number')
    .option('--country <country>', 'country, by name or ISO code')
    .option('--limit <n>', 'most results', count('--limit'), 5)
    .option(
      '--threshold <n>',
      'least score, 0 to 1; lower than for files, to show weak aliases and near misses',
      share('--threshold'),
      LOOK_UP_THRESHOLD,
    )
    .option('--json', 'print JSON')
    .option('--as-of <day>', 'the lists as they stood at the end of a day', day('--as-of'))
    .addOption(languageOption())
    .action(async (name: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const examples = questionOf(name, options);
      const screener = await openLists(context, options);
      const { limit, threshold } = options;
      const asked = { examples, limit, threshold };
      const result = await recording(context, options, async (recorder) => {
        const { engine } = screener;
        const found = lookUp(engine, asked);
        await recorder?.record(engine, ...lookedUp(engine, asked, found));
        return found;
      });
      if (options.json === true) printJson(context, asJson(result, examples, screener));
      else show(context, result, screener, options.lang);
    });
}

/** The stable form for programs; `docs/reference/cli.md` describes it. */
function asJson(
  { matches, total }: MatchResult,
  examples: readonly Example[],
  { engine, coverage }: Screener,
): object {
  return {
    queries: examples.map(({ schema, properties }) => ({ schema, properties })),
    total,
    results: matches.map(({ entity, score, band, evidence }) => ({
      entity: entity.id,
      caption: entity.caption,
      schema: entity.schema,
      dataset: engine.listOf(entity),
      score: Number(score.toFixed(4)),
      band,
      explanation: evidence,
    })),
    registerOnly: coverage.registerOnly,
    coverage: coverage.sentence,
  };
}

const WORDS: Readonly<Record<Language, { nothing: string; more: (n: number) => string }>> = {
  en: {
    nothing: 'Nothing found. That does not prove that the party is on no list.',
    more: (n) => `… and ${n} more: see --limit.`,
  },
  es: {
    nothing: 'Sin resultados. Eso no prueba que la parte no esté en ninguna lista.',
    more: (n) => `… y ${n} más: véase --limit.`,
  },
};

function show(
  context: Context,
  { matches, total }: MatchResult,
  { engine, coverage }: Screener,
  language: Language,
): void {
  const words = WORDS[language];
  for (const match of matches) print(context, describe(match, engine, language));
  if (matches.length === 0) print(context, words.nothing);
  if (total > matches.length) print(context, words.more(total - matches.length));
  say(context, coverage.sentence[language]);
}

/** A match as a block of text: the listing, then one line for each piece of evidence. */
function describe(match: Match, engine: Engine, language: Language): string {
  const { entity, score, band, evidence } = match;
  const programmes = entity.texts('programId').join(', ');
  const lines = [
    `${score.toFixed(2)}  ${band.padEnd(8)}  ${entity.caption}  (${entity.schema}, ${entity.id})`,
    `      ${[engine.listOf(entity), programmes].filter((text) => text !== '').join(' · ')}`,
    ...evidence.map((item) => `      ${points(item)}  ${item.sentence[language]}`),
  ];
  return `${lines.join('\n')}\n`;
}

function points({ points: value }: Evidence): string {
  const rounded = value.toFixed(1);
  return (value > 0 ? `+${rounded}` : rounded).padStart(6);
}
