import { type Command, Option } from 'commander';
import { EXIT, LIMITS, problem } from '../../base/index.ts';
import {
  type Actor,
  actorKinds,
  answerJson,
  effectsOf,
  isoDate,
  lawWords,
  parseActor,
  type Via,
} from '../../law/index.ts';
import { partyJson } from '../../parties/index.ts';
import type { Language } from '../../screening/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { type Named, namedBy } from '../law-party.ts';
import { describeAnswer } from '../law-text.ts';
import { openLists } from '../open.ts';
import { filled, type GlobalOptions, languageOption } from '../options.ts';
import { describeListings } from '../party-text.ts';

interface Options extends GlobalOptions {
  readonly date?: string;
  readonly knownAt?: string;
  readonly asOf?: string;
  readonly actor: Actor;
  readonly via: Via;
  readonly json?: boolean;
  readonly lang: Language;
}

/** `tamiz law PARTY-OR-PROGRAMME`: which legal acts bind, on a day, for whoever asks. */
export function addLawCommand(program: Command, context: Context, setExit: SetExit): void {
  program
    .command('law')
    .description('Say which legal acts bind on a day, who must do what, and by when.')
    .summary('what a designation means on a day, for whom')
    .argument('<party>', 'a programme such as SDGT, an id, or a name exactly as it is listed')
    .option('--date <date>', 'the day asked for (default: today, UTC)', day('--date'))
    .option('--known-at <date>', 'only what could be known on this day', day('--known-at'))
    .option('--as-of <day>', 'the lists as they stood at the end of a day', day('--as-of'))
    .addOption(
      new Option('--actor <actor>', 'who asks: a country or foreign, and a kind')
        .default(parseActor('us-bank'), 'us-bank')
        .argParser(parseActor),
    )
    .addOption(
      new Option('--via <tie>', 'how the party is tied to the listed one')
        .choices(Object.keys(lawWords.via))
        .default('listed'),
    )
    .option('--json', 'print JSON')
    .addOption(languageOption())
    .addHelpText('after', `\nKinds of actors:\n  ${actorKinds.join(', ')}`)
    .action(async (text: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await answer(context, filled('tamiz law')(text), options, setExit);
    });
}

/** A parser of days for commander. */
function day(option: string): (text: string) => string {
  return (text) => {
    const date = isoDate(text);
    if (date !== undefined) return date;
    const expected = 'a day such as 2026-04-21';
    throw problem('USAGE_OPTION', { where: option, expected, found: JSON.stringify(text) });
  };
}

async function answer(
  context: Context,
  text: string,
  options: Options,
  setExit: SetExit,
): Promise<void> {
  const characters = [...text].length;
  if (characters > LIMITS.nameCharacters) {
    const found = `${characters} characters (limit nameCharacters, ${LIMITS.nameCharacters})`;
    throw problem('INPUT_TOO_LARGE', { where: 'party', found, remedy: 'Shorten the name.' });
  }
  const { engine, coverage } = await openLists(context, options);
  const named = namedBy(text, engine, options.via);
  if (named === undefined) throw problem('LAW_PARTY', { found: JSON.stringify(text) });
  if (named.kind === 'choices') {
    offer(context, text, named, options);
    setExit(EXIT.usage);
    return;
  }
  const { asOf, date = asOf, knownAt = asOf } = options;
  const today = context.clock.now().toISOString().slice(0, 10);
  const found = effectsOf(named.party, date ?? today, options.actor, knownAt);
  if (options.json === true) {
    const { registerOnly, sentence } = coverage;
    const listed = named.listed === undefined ? {} : partyJson(named.listed);
    printJson(context, { ...answerJson(found), ...listed, registerOnly, coverage: sentence });
  } else {
    print(context, describeAnswer(found, options.lang, named.name));
    const listings = named.listed && describeListings(named.listed, options.lang);
    if (listings !== undefined) print(context, `\n${listings}`);
    say(context, coverage.sentence[options.lang]);
  }
}

const CHOOSE = {
  en: 'Ask again by one of these ids.',
  es: 'Pregunte de nuevo con uno de estos identificadores.',
} as const;

/** Shows every party that a text may mean. None is picked. */
function offer(
  context: Context,
  text: string,
  { why, choices }: Extract<Named, { kind: 'choices' }>,
  { json, lang }: Options,
): void {
  if (json === true) {
    printJson(context, { asked: text, why, choices });
    return;
  }
  const lines = choices.map(({ id, caption, name }) =>
    name === caption ? `    ${id}  ${caption}` : `    ${id}  ${caption} (${name})`,
  );
  print(context, [`${text}: ${why[lang]}`, ...lines, CHOOSE[lang]].join('\n'));
}
