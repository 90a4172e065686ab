import { type Command, Option } from 'commander';
import type { Example } from '../../entity/index.ts';
import type { Engine, Evidence, Match, MatchResult } from '../../matching/index.ts';
import { openScreener } from '../../screening/index.ts';
import { type Context, homeOf, print, say } from '../context.ts';
import { type GlobalOptions, parseCount, parseShare } from '../options.ts';
import { progressLine } from '../progress-line.ts';

interface Options extends GlobalOptions {
  readonly schema: string;
  readonly birthDate?: string;
  readonly curp?: string;
  readonly rfc?: string;
  readonly passport?: string;
  readonly wallet?: string;
  readonly imo?: string;
  readonly country?: string;
  readonly limit: number;
  readonly threshold?: number;
  readonly json?: boolean;
  readonly lang: 'en' | 'es';
}

/** `tamiz match "NAME"`: asks for one name and prints what agrees, with why. */
export function addMatchCommand(program: Command, context: Context): void {
  program
    .command('match')
    .description('look one name up and say what agrees and what does not')
    .argument('<name>', 'a name, in quotes')
    .option('--schema <schema>', 'Person, Organization, Company, Vessel …', 'LegalEntity')
    .option('--birth-date <date>', 'birth date, such as 1966-07-17')
    .option('--curp <curp>', 'CURP')
    .option('--rfc <rfc>', 'RFC')
    .option('--passport <number>', 'passport number')
    .option('--wallet <address>', 'wallet address')
    .option('--imo <number>', 'IMO number')
    .option('--country <country>', 'country, by name or code')
    .option('--limit <n>', 'most results', parseCount, 5)
    .option('--threshold <n>', 'least score, 0 to 1', parseShare)
    .option('--json', 'print JSON')
    .addOption(
      new Option('--lang <lang>', 'language of the sentences').choices(['en', 'es']).default('en'),
    )
    .action(async (name: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const progress = progressLine(context);
      const screener = await openScreener({
        home: homeOf(context, options.home),
        clock: context.clock,
        onProgress: progress.report,
      });
      progress.clear();
      const { matches, total } = ask(screener.engine, examplesOf(name, options), options);
      if (options.json === true) {
        const results = matches.map(({ entity, score, band, evidence }) => ({
          entity: entity.id,
          caption: entity.caption,
          dataset: entity.datasets[0],
          score: Number(score.toFixed(4)),
          band,
          explanation: evidence,
        }));
        print(
          context,
          JSON.stringify({ total, results, coverage: screener.coverage.sentence }, null, 2),
        );
        return;
      }
      for (const match of matches) print(context, describe(match, options.lang));
      if (matches.length === 0) print(context, NOTHING[options.lang]);
      say(context, screener.coverage.sentence[options.lang]);
    });
}

const NOTHING = {
  en: 'Nothing found. That does not prove that the party is on no list.',
  es: 'Sin resultados. Eso no prueba que la persona no esté en ninguna lista.',
};

/** Asks every example and keeps the best match with each listing. */
function ask(engine: Engine, examples: readonly Example[], options: Options): MatchResult {
  const { limit, threshold } = options;
  const found = new Map<string, Match>();
  for (const example of examples) {
    const answer = engine.match(example, {
      limit: Number.POSITIVE_INFINITY,
      ...(threshold !== undefined && { threshold }),
    });
    for (const match of answer.matches) {
      const before = found.get(match.entity.id);
      if (before === undefined || match.score > before.score) found.set(match.entity.id, match);
    }
  }
  const matches = [...found.values()].sort((a, b) => b.score - a.score);
  return { matches: matches.slice(0, limit), total: matches.length };
}

/** The party asked for; its wallet is a thing of its own in FollowTheMoney. */
function examplesOf(name: string, options: Options): readonly Example[] {
  const wallet: Example[] =
    options.wallet === undefined
      ? []
      : [{ schema: 'CryptoWallet', properties: { publicKey: [options.wallet] } }];
  return [exampleOf(name, options), ...wallet];
}

function exampleOf(name: string, options: Options): Example {
  const person = options.birthDate !== undefined || options.curp !== undefined;
  const given: Record<string, string | undefined> = {
    name,
    birthDate: options.birthDate,
    idNumber: options.curp,
    taxNumber: options.rfc,
    passportNumber: options.passport,
    imoNumber: options.imo,
    country: options.country,
  };
  const properties: Record<string, string[]> = {};
  for (const [property, value] of Object.entries(given)) {
    if (value !== undefined) properties[property] = [value];
  }
  // A birth date or a CURP belongs to a person, whatever else was left open.
  const schema = options.schema === 'LegalEntity' && person ? 'Person' : options.schema;
  return { schema, properties };
}

/** A match as a block of text: the listing, then one line for each piece of evidence. */
function describe({ entity, score, band, evidence }: Match, language: 'en' | 'es'): string {
  const programmes = entity.texts('programId').join(', ');
  const lines = [
    `${score.toFixed(2)}  ${band.padEnd(8)}  ${entity.caption}  (${entity.schema}, ${entity.id})`,
    `      ${[...entity.datasets, programmes].filter((text) => text !== '').join(' · ')}`,
    ...evidence.map((item) => `      ${points(item)}  ${item.sentence[language]}`),
  ];
  return `${lines.join('\n')}\n`;
}

function points({ points: value }: Evidence): string {
  const rounded = value.toFixed(1);
  return (value > 0 ? `+${rounded}` : rounded).padStart(6);
}
