import { type Command, Option } from 'commander';
import { EXIT, LIMITS, problem } from '../../base/index.ts';
import {
  type Actor,
  actorKinds,
  type Basis,
  citations,
  clocks,
  dueOf,
  type Effect,
  effectsOf,
  isoDate,
  type LawAnswer,
  lawWords,
  parseActor,
  type Via,
} from '../../law/index.ts';
import type { Language } from '../../screening/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { type Named, namedBy } from '../law-party.ts';
import { describeAnswer } from '../law-text.ts';
import { openLists } from '../open.ts';
import { filled, type GlobalOptions, languageOption } from '../options.ts';

interface Options extends GlobalOptions {
  readonly date?: string;
  readonly knownAt?: string;
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
  const date = options.date ?? context.clock.now().toISOString().slice(0, 10);
  const found = effectsOf(named.party, date, options.actor, options.knownAt);
  if (options.json === true) {
    const { registerOnly, sentence } = coverage;
    printJson(context, { ...asJson(found), registerOnly, coverage: sentence });
  } else {
    print(context, describeAnswer(found, options.lang, named.name));
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

/** The stable form for programs; `docs/reference/cli.md` describes it. */
function asJson(found: LawAnswer): object {
  return {
    ...found,
    effects: found.effects.map((effect) => effectJson(effect, found)),
    notInForce: found.notInForce.map(basisJson),
    excluded: found.excluded.map(({ order, as }) => ({ order: order.id, as })),
    licences: found.licences.map(
      ({ id, name, permits, conditions, citations: cited, verified }) => ({
        ...{ id, name, permits, conditions, citations: cited, verified },
        decides: false,
      }),
    ),
    citations: Object.fromEntries(found.citations.map((id) => [id, citations.get(id)])),
    notice: lawWords.notice,
  };
}

function effectJson(effect: Effect, { date, knownAt }: LawAnswer): object {
  return {
    ...effect,
    clocks: effect.clocks.flatMap((id) => {
      const clock = clocks.get(id);
      const due = dueOf(id, date, knownAt === null ? {} : { knownAt });
      if (clock === undefined || due === undefined) return [];
      return [{ id, name: clock.name, starts: clock.starts, ifOnThatDay: due }];
    }),
    basis: basisJson(effect.basis),
  };
}

function basisJson({ sources, known, ...basis }: Basis): object {
  return {
    ...basis,
    times: known,
    sources: sources.map(({ dataset, reference = null, citations: cited, verified }) => ({
      ...{ dataset, reference, citations: cited, verified },
    })),
  };
}
