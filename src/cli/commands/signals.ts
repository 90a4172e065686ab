import { readFile, stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { diskProblem, LIMITS, problem, TamizError } from '../../base/index.ts';
import type { Language } from '../../screening/index.ts';
import {
  type Feed,
  isKnownParty,
  KINDS,
  type KnownParty,
  type SignalEvent,
  SignalStore,
  type Verdict,
} from '../../signals/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import { collect, filled, type GlobalOptions, languageOption } from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { describeCounts, describeEvents, describeNone, describeNote } from '../signals-text.ts';
import { tell } from '../tell.ts';

interface Options extends GlobalOptions {
  readonly json?: boolean;
  readonly lang: Language;
  readonly state?: SignalEvent['state'];
}

interface ReadOptions extends Options {
  readonly parties?: string;
}

interface DecideOptions extends Options {
  readonly by: string;
  readonly reason: string;
  readonly kind?: readonly string[];
  readonly party?: readonly string[];
}

/** `tamiz signals`, and what adds to them: `read`, `confirm`, `reject`. */
export function addSignalsCommand(program: Command, context: Context, setExit: SetExit): void {
  const signals = program
    .command('signals')
    .usage('[options] | read FILE|URL… | confirm ID | reject ID')
    .description(
      'Show official announcements that were read, as events that a person confirms or rejects.',
    )
    .summary('official announcements, proposed as events')
    .addOption(
      new Option('--state <state>', 'only events in this state').choices([
        'proposed',
        'confirmed',
        'rejected',
      ]),
    )
    .option('--json', 'print JSON')
    .addOption(languageOption())
    .action(async (_options: Options, command: Command) => {
      await showSignals(context, command.optsWithGlobals<Options>());
    });
  addReadCommand(signals, context, setExit);
  addDecideCommand(signals, context, 'confirm', 'confirmed');
  addDecideCommand(signals, context, 'reject', 'rejected');
}

function storeOf(context: Context, { home }: GlobalOptions): SignalStore {
  return new SignalStore({ home: homeOf(context, home), clock: context.clock });
}

async function showSignals(context: Context, options: Options): Promise<void> {
  const { json, lang, state } = options;
  const { events, unrecognised } = await storeOf(context, options).signals();
  const shown = events.filter((event) => state === undefined || event.state === state);
  if (json === true) printJson(context, { events: shown.map(eventJson), unrecognised });
  else if (shown.length === 0) print(context, describeNone(events.length > 0, lang));
  else print(context, describeEvents(shown, lang));
}

function addReadCommand(signals: Command, context: Context, setExit: SetExit): void {
  signals
    .command('read')
    .description(
      "Read announcements from feeds (RSS 2.0, Atom, the Federal Register's JSON): files, packed " +
        'or not, or https addresses. What a feed is is told by its content.',
    )
    .summary('read announcements from feeds')
    .argument('<feed...>', 'files or https addresses')
    .option(
      '--parties <file>',
      'search announcements for these parties too, from now on (JSON)',
      filled('--parties'),
    )
    .option('--json', 'print JSON')
    .addOption(languageOption())
    .action(async (feeds: string[], _options: ReadOptions, command: Command) => {
      await readSignals(context, feeds, command.optsWithGlobals<ReadOptions>(), setExit);
    });
}

async function readSignals(
  context: Context,
  sources: readonly string[],
  options: ReadOptions,
  setExit: SetExit,
): Promise<void> {
  const store = storeOf(context, options);
  if (options.parties !== undefined) await store.watch(await partiesIn(options.parties));
  const feeds: Feed[] = [];
  let failed: number | undefined;
  for (const source of sources) {
    try {
      const work = { abort: context.abort };
      feeds.push(
        await withProgress(context, (onProgress) => store.read(source, { ...work, onProgress })),
      );
    } catch (error) {
      // One feed that cannot be had must not keep the others from being read.
      if (!(error instanceof TamizError) || sources.length === 1) throw error;
      const exit = tell(context, error, source);
      failed ??= exit;
    }
  }
  if (failed !== undefined) setExit(failed);
  for (const { name, notes } of feeds) {
    for (const note of notes) say(context, describeNote(name, note));
  }
  const { fresh, known, changed, signals } = await store.take(feeds);
  const unrecognised = signals.unrecognised.length;
  const { lang } = options;
  if (options.json === true) {
    const notes = feeds.flatMap(({ name, notes: all }) =>
      all.map((note) => ({ feed: name, ...note })),
    );
    printJson(context, { fresh, known, changed: changed.map(eventJson), unrecognised, notes });
  } else if (changed.length > 0) {
    print(context, describeEvents(changed, lang));
  }
  say(context, describeCounts({ fresh, known, changed: changed.length, unrecognised }, lang));
}

/** The parties of a file: a list of `{id, caption, names, weakNames?, ids?}`. */
async function partiesIn(path: string): Promise<readonly KnownParty[]> {
  const expected = 'a JSON list of parties with id, caption and names';
  try {
    const { size } = await stat(path);
    if (size > LIMITS.jsonBodyBytes) {
      const found = `${size} bytes (limit jsonBodyBytes, ${LIMITS.jsonBodyBytes})`;
      throw problem('INPUT_TOO_LARGE', { where: path, found });
    }
    const list: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (Array.isArray(list) && list.every(isKnownParty)) return list;
    throw problem('USAGE_OPTION', {
      where: '--parties',
      expected,
      found: `another form in ${path}`,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw diskProblem(error, path);
    throw problem('USAGE_OPTION', { where: '--parties', expected, found: `no JSON in ${path}` });
  }
}

function addDecideCommand(
  signals: Command,
  context: Context,
  name: 'confirm' | 'reject',
  verdict: Verdict['verdict'],
): void {
  const text = name === 'confirm' ? 'is what it proposes to be' : 'is not what it proposes to be';
  signals
    .command(name)
    .description(
      `Record that a person found that an event ${text}. It is kept with name, moment and ` +
        'reason; no list and no table of the law changes.',
    )
    .summary(`record that an event ${text}`)
    .argument('<id>', 'the id of the event')
    .requiredOption('--by <name>', 'who decides', filled('--by'))
    .requiredOption('--reason <text>', 'why', filled('--reason'))
    .addOption(
      new Option(
        '--kind <kind>',
        `only this kind; may be repeated (${KINDS.join(', ')})`,
      ).argParser(collect),
    )
    .option('--party <id>', 'only this party of those offered; may be repeated', collect)
    .option('--json', 'print JSON')
    .addOption(languageOption())
    .action(async (id: string, _options: DecideOptions, command: Command) => {
      const options = command.optsWithGlobals<DecideOptions>();
      const { by, reason, kind, party, json, lang } = options;
      const event = await storeOf(context, options).decide(id, {
        ...{ verdict, by, reason },
        ...(kind !== undefined && { kinds: kind }),
        ...(party !== undefined && { parties: party }),
      });
      if (json === true) printJson(context, eventJson(event));
      else print(context, describeEvents([event], lang));
    });
}

/** The stable form for programs; `docs/reference/cli.md` describes it. */
function eventJson(event: SignalEvent): object {
  const { proposal, sources, seen: _seen, ...rest } = event;
  return {
    ...rest,
    ...proposal,
    sources: sources.map(({ item, feed, readAt, current }) => {
      const { format, own, link, title, published, updated } = item;
      return { feed, readAt, current, format, item: own, link, title, published, updated };
    }),
    decides: false,
  };
}
