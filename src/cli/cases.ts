import { type Command, Option } from 'commander';
import { problem } from '../base/index.ts';
import { askKeeper } from '../journal/index.ts';
import type { Language, Taking } from '../screening/index.ts';
import type { Context } from './context.ts';
import { filled, type GlobalOptions } from './options.ts';
import { loadRecord, withStore } from './record.ts';
import { type Reached, recording } from './recording.ts';

/** Whether hits become cases, and whose. */
export interface CasesOptions extends GlobalOptions {
  readonly cases?: boolean;
  readonly organisation: string;
  readonly actor: string;
  readonly lang: Language;
}

type Composition = Awaited<ReturnType<typeof loadRecord>>;
type BringIn = (
  customers: Parameters<ReturnType<Composition['bringingFor']>>[1],
) => ReturnType<ReturnType<Composition['bringingFor']>>;

/** Adds the options of a command whose hits may become cases. */
export function addCasesOptions(command: Command): Command {
  return command
    .option('--cases', 'bring hits into the cases of their customers; needs a journal')
    .option('--organisation <name>', 'with --cases: whose cases', filled('--organisation'), 'main')
    .addOption(
      new Option('--actor <actor>', 'with --cases: for whom the law is asked')
        .default('us-bank')
        .argParser(filled('--actor')),
    );
}

/**
 * Works with what takes questions down and, where it is wanted, what brings hits into cases: the
 * store of the data folder, or the server that has it. `tell` is told what it came to.
 * @throws JOURNAL_ABSENT where cases are wanted and there is none, STORE_ABSENT for an unknown
 *   organisation, LAW_ACTOR
 */
export async function withCases<Result>(
  context: Context,
  options: CasesOptions,
  tell: (line: string) => void,
  work: (taking: Taking) => Promise<Result>,
): Promise<Result> {
  return recording(context, options, async (recorder, reached) => {
    const taking = recorder && { recorder };
    if (options.cases !== true) return work({ ...taking });
    if (reached === undefined) {
      throw problem('JOURNAL_ABSENT', { where: '--cases', found: 'none' });
    }
    const { parseActor } = await import('../law/index.ts');
    parseActor(options.actor);
    return withBringIn(context, options, reached, async (bringIn) => {
      // Before anybody is asked about: a name that is misspelt would be told after all the work.
      await bringIn([]);
      const counts: RaisedCount[] = [];
      try {
        return await work({ ...taking, raise: await raising(context, options, bringIn, counts) });
      } finally {
        if (counts.length > 0) for (const line of describeRaised(counts, options.lang)) tell(line);
      }
    });
  });
}

async function withBringIn<Result>(
  context: Context,
  options: CasesOptions,
  reached: Reached,
  work: (bringIn: BringIn) => Promise<Result>,
): Promise<Result> {
  const { organisation } = options;
  if ('keeper' in reached) {
    return work(async (customers) => {
      const asked = { organisation, customers };
      const { results } = (await askKeeper(reached.keeper, 'alerts', asked)) as {
        readonly results: Awaited<ReturnType<BringIn>>;
      };
      return results;
    });
  }
  const { bringingFor } = await loadRecord();
  return withStore(context, options, reached.journal, (store) => {
    const bring = bringingFor({ store, world: context });
    return work((customers) => bring(organisation, customers));
  });
}

async function raising(
  { clock }: Context,
  { actor }: CasesOptions,
  bringIn: BringIn,
  counts: RaisedCount[],
): Promise<NonNullable<Taking['raise']>> {
  const { raiseHits } = await loadRecord();
  return async (engine, hits, onProgress) => {
    const today = clock.now().toISOString().slice(0, 10);
    counts.push(await raiseHits(engine, hits, { today, actor }, bringIn, onProgress));
  };
}

type RaisedCount = Awaited<ReturnType<Composition['raiseHits']>>;

function describeRaised(counts: readonly RaisedCount[], lang: Language): string[] {
  const es = lang === 'es';
  const sum = (what: Exclude<keyof RaisedCount, 'firstRefusal'>): string =>
    counts.reduce((all, count) => all + count[what], 0).toLocaleString(es ? 'es-MX' : 'en-US');
  const [opened, added, there] = [sum('opened'), sum('added'), sum('there')];
  const [suppressed, refused] = [sum('suppressed'), sum('refused')];
  const why = counts.find(({ firstRefusal }) => firstRefusal !== undefined)?.firstRefusal;
  const lines = es
    ? [
        `Casos: ${opened} abiertos, ${added} con alertas nuevas, ${there} que ya lo decían todo, ` +
          `${suppressed} clientes con todo suprimido.`,
      ]
    : [
        `Cases: ${opened} opened, ${added} added to, ${there} that say all of it already, ` +
          `${suppressed} customers with all of it suppressed.`,
      ];
  if (why !== undefined) {
    const none = es
      ? `${refused} clientes no entraron en ningún caso. El primero: ${why}`
      : `Customers who came into no case: ${refused}. The first: ${why}`;
    lines.push(none);
  }
  return lines;
}
