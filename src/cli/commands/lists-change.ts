import type { Command } from 'commander';
import { problem, TamizError } from '../../base/index.ts';
import { CATALOGUE, describeList, type ImportResult, ListStore } from '../../lists/index.ts';
import { type Context, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import { day, filled, type GlobalOptions } from '../options.ts';
import { withProgress } from '../progress-line.ts';
import { tell } from '../tell.ts';

interface ImportOptions extends GlobalOptions {
  readonly acceptShrink?: boolean;
  readonly published?: string;
  readonly past?: boolean;
  /** An option of `tamiz lists`, which commander hands down. */
  readonly json?: boolean;
}

interface UpdateOptions extends ImportOptions {
  readonly from?: string;
}

const ACCEPT_SHRINK = [
  '--accept-shrink',
  'accept a version with far fewer entities than the one before',
] as const;

/** `tamiz lists update [NAME…]` */
export function addUpdateCommand(lists: Command, context: Context, setExit: SetExit): void {
  lists
    .command('update')
    .description(
      'Fetch lists from their publishers. A version becomes active once it was read whole and ' +
        'passed its checks; until then the one before stays.',
    )
    .summary('fetch lists from their publishers')
    .argument('[name...]', 'lists to update (default: all)')
    .option(
      '--from <where>',
      'a folder with the files, or the address of a mirror',
      filled('--from'),
    )
    .option(...ACCEPT_SHRINK)
    .action(async (names: string[], _options: UpdateOptions, command: Command) => {
      await updateLists(context, names, command.optsWithGlobals<UpdateOptions>(), setExit);
    });
}

/** `tamiz lists import NAME FILE…` */
export function addImportCommand(lists: Command, context: Context): void {
  lists
    .command('import')
    .description('Take in the files of one list; what they are is told by their content.')
    .summary('take in the files of one list')
    .argument('<name>', 'name of the list, such as us_ofac_sdn, or one of your own')
    .argument('<file...>', 'its files, packed with gzip or not')
    .option(...ACCEPT_SHRINK)
    .option(
      '--published <day>',
      'when it was put out, where the files do not say',
      day('--published'),
    )
    .option('--past', 'keep it as history: the active version stays')
    .action(async (name: string, files: string[], _options: ImportOptions, command: Command) => {
      const options = command.optsWithGlobals<ImportOptions>();
      const { published, past = false } = options;
      await change(context, options, (store, work) =>
        store.importFiles(name, files, { ...work, past, ...(published && { published }) }),
      );
    });
}

/** `tamiz lists load-manifest FILE` */
export function addManifestCommand(lists: Command, context: Context, setExit: SetExit): void {
  lists
    .command('load-manifest')
    .description(
      "Load the FollowTheMoney datasets that a manifest in yente's form names, YAML or JSON: " +
        'whole at first, by their changes (delta_url) from then on.',
    )
    .summary('load several datasets by a manifest')
    .argument('<manifest>', 'file or address of the manifest')
    .option(...ACCEPT_SHRINK)
    .action(async (source: string, _options: ImportOptions, command: Command) => {
      await loadManifest(context, source, command.optsWithGlobals<ImportOptions>(), setExit);
    });
}

async function loadManifest(
  context: Context,
  source: string,
  options: ImportOptions,
  setExit: SetExit,
): Promise<void> {
  let failed = 0;
  let loaded = 0;
  // Told when the progress is no longer drawn, so that neither writes over the other.
  const told: (() => void)[] = [];
  const work = withStore(context, options, (store, more) =>
    store.loadManifest(source, {
      ...more,
      environment: context.env,
      onLoaded: ({ result, instead }) => {
        loaded++;
        const about = `${result.manifest.name}, loaded whole`;
        if (instead !== undefined) told.push(() => tell(context, instead, about));
        told.push(() => say(context, describeResult(result)));
      },
      onFailure: (name, error) => {
        // One dataset that cannot be had must not keep the others from being loaded.
        if (!(error instanceof TamizError)) throw error;
        if (failed++ === 0) setExit(error.exit);
        told.push(() => tell(context, error, name));
      },
    }),
  );
  await work.finally(() => {
    for (const line of told) line();
  });
  if (loaded + failed === 0) say(context, 'The manifest names nothing to load.');
}

async function updateLists(
  context: Context,
  names: readonly string[],
  options: UpdateOptions,
  setExit: SetExit,
): Promise<void> {
  const published = CATALOGUE.filter(({ downloads }) => downloads.length > 0);
  const wanted = names.length > 0 ? names : published.map((list) => list.name);
  // A name that is wrong is told before anything is fetched.
  for (const name of wanted) describeList(name);
  const { from } = options;
  const failed: string[] = [];
  for (const name of wanted) {
    try {
      await change(context, options, (store, work) =>
        store.update(name, { ...work, ...(from !== undefined && { from }) }),
      );
    } catch (error) {
      // One list that cannot be had must not keep the others from being updated.
      if (!(error instanceof TamizError) || context.abort.aborted || wanted.length === 1) {
        throw error;
      }
      const exit = tell(context, error, name);
      if (failed.length === 0) setExit(exit);
      failed.push(name);
    }
  }
  if (failed.length === 0) return;
  say(context, `${failed.length} of ${wanted.length} lists are as before: ${failed.join(', ')}.`);
}

type Work = NonNullable<Parameters<ListStore['importFiles']>[2]>;

async function change(
  context: Context,
  options: ImportOptions,
  act: (store: ListStore, work: Work) => Promise<ImportResult>,
): Promise<void> {
  say(context, describeResult(await withStore(context, options, act)));
}

async function withStore<Result>(
  context: Context,
  options: ImportOptions,
  act: (store: ListStore, work: Work) => Promise<Result>,
): Promise<Result> {
  if (options.json === true) {
    const expected = 'no --json where lists are changed';
    throw problem('USAGE_OPTION', { expected, found: '--json' });
  }
  const store = new ListStore({ home: homeOf(context, options.home), clock: context.clock });
  const acceptShrink = options.acceptShrink === true;
  return withProgress(context, (onProgress) =>
    act(store, { onProgress, abort: context.abort, acceptShrink }),
  );
}

/** What came of an import, with what the reader wants looked at. */
function describeResult({ manifest, changed }: ImportResult): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const of = (n: number, one: string, more: string) => `${count(n)} ${n === 1 ? one : more}`;
  const { name, version, records, listings, names, published, signals } = manifest;
  if (!changed) return `${name}: nothing new; version ${version} stays active.`;
  const from = published === null ? '' : `, published ${published.slice(0, 10)}`;
  const lines = [
    `${name}: version ${version} is active${from}: ${of(records, 'record', 'records')}, ` +
      `${of(listings, 'entity', 'entities')}, ${of(names, 'name', 'names')}.`,
  ];
  for (const [kind, n] of Object.entries(signals)) {
    const example = manifest.examples.find((signal) => signal.kind === kind);
    const first = example === undefined ? '' : `, such as ${example.record}: ${example.found}`;
    lines.push(`  ${count(n)} × ${kind.replaceAll('-', ' ')}${first}`);
  }
  return lines.join('\n');
}
