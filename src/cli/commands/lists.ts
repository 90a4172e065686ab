import type { Command } from 'commander';
import { CATALOGUE, type ImportResult, ListStore } from '../../lists/index.ts';
import { readListStates } from '../../screening/index.ts';
import { type Context, homeOf, print, say } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import { progressLine } from '../progress-line.ts';
import { formatTable } from '../table.ts';

interface ImportOptions extends GlobalOptions {
  readonly acceptShrink?: boolean;
}

interface UpdateOptions extends ImportOptions {
  readonly from?: string;
}

/** `tamiz lists`, `tamiz lists update`, `tamiz lists import`. */
export function addListsCommand(program: Command, context: Context): void {
  const lists = program
    .command('lists')
    .description('show the lists; get or import them')
    .option('--json', 'print JSON')
    .action(async (_options: GlobalOptions, command: Command) => {
      await showLists(context, command.optsWithGlobals<GlobalOptions & { json?: boolean }>());
    });
  lists
    .command('update')
    .description('fetch lists from their publishers')
    .argument('[name...]', 'lists to update (default: all)')
    .option('--from <where>', 'a folder with the files, or the address of a mirror')
    .option('--accept-shrink', 'accept a version with far fewer entities than the one before')
    .action(async (names: string[], _options: UpdateOptions, command: Command) => {
      await updateLists(context, names, command.optsWithGlobals<UpdateOptions>());
    });
  lists
    .command('import')
    .description('take in the files of one list; the kind is told by content')
    .argument('<name>', 'name of the list, such as us_ofac_sdn, or one of your own')
    .argument('<file...>', 'its files, packed with gzip or not')
    .option('--accept-shrink', 'accept a version with far fewer entities than the one before')
    .action(async (name: string, files: string[], _options: ImportOptions, command: Command) => {
      const options = command.optsWithGlobals<ImportOptions>();
      await withStore(context, options, (store, work) => store.importFiles(name, files, work));
    });
}

async function showLists(
  context: Context,
  options: GlobalOptions & { readonly json?: boolean },
): Promise<void> {
  const states = await readListStates({
    home: homeOf(context, options.home),
    clock: context.clock,
  });
  if (options.json === true) {
    print(context, JSON.stringify(states, null, 2));
    return;
  }
  const count = (n: number) => (n === 0 ? '' : n.toLocaleString('en-US'));
  const rows = states.map((list) => [
    list.name,
    list.publisher,
    list.published?.slice(0, 10) ?? '',
    list.fetched?.slice(0, 10) ?? '',
    count(list.entities),
    count(list.names),
    list.state,
  ]);
  const columns = ['name', 'publisher', 'published', 'fetched', 'entities', 'names', 'state'];
  const right = new Set(['entities', 'names']);
  print(
    context,
    formatTable(
      columns.map((heading) => ({
        heading,
        most: 48,
        ...(right.has(heading) && { align: 'right' as const }),
      })),
      rows,
    ),
  );
  if (states.every((list) => list.state !== 'active')) {
    say(context, '\nOnly the built-in register is there. Get the full lists: tamiz lists update');
  }
}

async function updateLists(
  context: Context,
  names: readonly string[],
  options: UpdateOptions,
): Promise<void> {
  const wanted = names.length > 0 ? names : CATALOGUE.map((list) => list.name);
  const { from } = options;
  let failure: unknown;
  for (const name of wanted) {
    try {
      await withStore(context, options, (store, work) =>
        store.update(name, { ...work, ...(from !== undefined && { from }) }),
      );
    } catch (error) {
      // One list that cannot be had must not keep the others from being updated.
      if (context.abort.aborted || wanted.length === 1) throw error;
      say(context, `tamiz: ${name}: ${(error as Error).message}`);
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
}

type Work = Parameters<ListStore['importFiles']>[2] & object;

async function withStore(
  context: Context,
  options: ImportOptions,
  act: (store: ListStore, work: Work) => Promise<ImportResult>,
): Promise<void> {
  const progress = progressLine(context);
  const store = new ListStore({ home: homeOf(context, options.home), clock: context.clock });
  try {
    const result = await act(store, {
      onProgress: progress.report,
      abort: context.abort,
      acceptShrink: options.acceptShrink === true,
    });
    progress.clear();
    say(context, describeResult(result));
  } finally {
    progress.clear();
  }
}

/** What came of an import, with what the reader wants looked at. */
function describeResult({ manifest, changed }: ImportResult): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const { name, version, records, listings, names, published, signals } = manifest;
  if (!changed) return `${name}: nothing new; version ${version} stays active.`;
  const from = published === null ? '' : `, published ${published.slice(0, 10)}`;
  const lines = [
    `${name}: version ${version} is active${from}: ${count(records)} records, ` +
      `${count(listings)} entities, ${count(names)} names.`,
  ];
  for (const [kind, n] of Object.entries(signals)) {
    const example = manifest.examples.find((signal) => signal.kind === kind);
    const first = example === undefined ? '' : `, such as ${example.record}: ${example.found}`;
    lines.push(`  ${count(n)} × ${kind.replaceAll('-', ' ')}${first}`);
  }
  return lines.join('\n');
}
