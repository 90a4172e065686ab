import type { Command } from 'commander';
import { problem } from '../../base/index.ts';
import {
  describeList,
  type EntityChange,
  fieldChanges,
  ListStore,
  type Manifest,
} from '../../lists/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import { homeOf } from '../home.ts';
import type { GlobalOptions } from '../options.ts';
import { type Column, formatTable } from '../table.ts';

interface Options extends GlobalOptions {
  readonly json?: boolean;
}

/** `tamiz lists log NAME` */
export function addLogCommand(lists: Command, context: Context): void {
  lists
    .command('log')
    .description('Show every version of a list that is kept, the oldest first.')
    .summary('show the versions of a list')
    .argument('<name>', 'name of the list')
    .action(async (name: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const store = storeOf(context, options);
      const { name: known } = describeList(name);
      const versions = await store.versions(known);
      const active = (await store.active(known))?.version;
      if (versions.length === 0) {
        throw problem('LIST_ABSENT', { found: `${known}, of which no version is kept` });
      }
      if (options.json === true) {
        printJson(
          context,
          versions.map((version) => asJson(version, active)),
        );
        return;
      }
      const rows = versions.map((version) => cells(version, active));
      print(context, formatTable(COLUMNS, rows, context.stdout.columns));
    });
}

const COLUMNS: readonly Column[] = [
  { heading: 'version' },
  { heading: 'published' },
  { heading: 'fetched' },
  { heading: 'records', align: 'right' },
  { heading: 'entities', align: 'right' },
  { heading: 'state' },
];

function asJson(manifest: Manifest, active: string | undefined): object {
  const { version, published, fetched, records, listings } = manifest;
  return { version, published, fetched, records, entities: listings, active: version === active };
}

function cells(manifest: Manifest, active: string | undefined): readonly string[] {
  const { version, published, fetched, records, listings } = manifest;
  const count = (n: number) => n.toLocaleString('en-US');
  const day = (time: string | null) => time?.slice(0, 10) ?? '';
  const state = version === active ? 'active' : '';
  return [version, day(published), day(fetched), count(records), count(listings), state];
}

/** `tamiz lists diff NAME [BEFORE] [AFTER]` */
export function addDiffCommand(lists: Command, context: Context): void {
  lists
    .command('diff')
    .description(
      'Show what was added, removed and changed between two versions of a list, field by field. ' +
        'A version is named by its first digits, or by a day at whose end it stood.',
    )
    .summary('show what changed between two versions')
    .argument('<name>', 'name of the list')
    .argument('[before]', 'the earlier version (default: the one before the later)')
    .argument('[after]', 'the later version (default: the active one)')
    .action(
      async (
        name: string,
        before: string | undefined,
        after: string | undefined,
        _options: Options,
        command: Command,
      ) => {
        await diff(context, { name, before, after }, command.optsWithGlobals<Options>());
      },
    );
}

interface Wanted {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

async function diff(
  context: Context,
  { name: given, before, after }: Wanted,
  options: Options,
): Promise<void> {
  const store = storeOf(context, options);
  const { name } = describeList(given);
  const versions = await store.versions(name);
  const later =
    after === undefined ? await store.active(name) : await versionOf(store, name, versions, after);
  if (later === undefined) throw problem('LIST_ABSENT', { found: `${name}, which is not` });
  const at = versions.findIndex(({ version }) => version === later.version);
  const earlier =
    before === undefined ? versions[at - 1] : await versionOf(store, name, versions, before);
  if (earlier === undefined) {
    throw problem('LIST_ABSENT', {
      expected: 'a version before it',
      found: `${name} ${later.version} as the first`,
    });
  }
  const changes = await store.changes(earlier, later);
  if (options.json === true) printJson(context, changes.map(changeAsJson));
  else for (const change of changes) print(context, describe(change));
  const count = (kind: EntityChange['kind']) => changes.filter((one) => one.kind === kind).length;
  say(
    context,
    `${name} ${earlier.version} to ${later.version}: ${count('added')} added, ` +
      `${count('removed')} removed, ${count('changed')} changed.`,
  );
}

/** The version of these first digits, or that stood on this day. @throws USAGE_OPTION */
async function versionOf(
  store: ListStore,
  name: string,
  versions: readonly Manifest[],
  word: string,
): Promise<Manifest> {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(word);
  const found = isDay
    ? [await store.asOf(name, word)]
    : versions.filter(({ version }) => version.startsWith(word));
  const [one, other] = found;
  if (one !== undefined && other === undefined) return one;
  throw problem('USAGE_OPTION', {
    expected: `the first digits of one version of ${name}, or a day after its first`,
    found: JSON.stringify(word),
    remedy: `See \`tamiz lists log ${name}\`.`,
  });
}

function changeAsJson(change: EntityChange): object {
  const { kind, id, before, after } = change;
  const { schema, caption } = (after ?? before)!;
  return { change: kind, id, schema, caption, fields: fieldChanges(change) };
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function describe(change: EntityChange): string {
  const { kind, id, before, after } = change;
  const { schema, caption } = (after ?? before)!;
  const lines = [`${SIGNS[kind]} ${caption}  (${schema}, ${id})`];
  if (kind === 'changed') {
    for (const { property, added, removed } of fieldChanges(change)) {
      for (const value of removed) lines.push(`      - ${property}: ${value}`);
      for (const value of added) lines.push(`      + ${property}: ${value}`);
    }
  }
  return lines.join('\n');
}

const storeOf = (context: Context, { home }: Options): ListStore =>
  new ListStore({ home: homeOf(context, home), clock: context.clock });
