import type { Command } from 'commander';
import { type ListState, readListStates } from '../../screening/index.ts';
import { type Context, print, printJson, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import type { GlobalOptions } from '../options.ts';
import { type Column, formatTable } from '../table.ts';
import { addImportCommand, addManifestCommand, addUpdateCommand } from './lists-change.ts';
import { addDiffCommand, addLogCommand } from './lists-history.ts';

interface Options extends GlobalOptions {
  readonly json?: boolean;
}

/** `tamiz lists`, and what changes them: `update`, `import`, `load-manifest`. */
export function addListsCommand(program: Command, context: Context, setExit: SetExit): void {
  const lists = program
    .command('lists')
    .usage('[options] | COMMAND')
    .description('Show the lists; get or import them.')
    .summary('show the lists; get or import them')
    .option('--json', 'print JSON')
    .action(async (_options: Options, command: Command) => {
      await showLists(context, command.optsWithGlobals<Options>());
    });
  addUpdateCommand(lists, context, setExit);
  addImportCommand(lists, context);
  addManifestCommand(lists, context, setExit);
  addLogCommand(lists, context);
  addDiffCommand(lists, context);
}

const COLUMNS: readonly Column[] = [
  { heading: 'name' },
  { heading: 'publisher', most: 48 },
  { heading: 'published' },
  { heading: 'fetched' },
  { heading: 'entities', align: 'right' },
  { heading: 'names', align: 'right' },
  { heading: 'state' },
];

async function showLists(context: Context, options: Options): Promise<void> {
  const home = homeOf(context, options.home);
  const states = await readListStates({ home, clock: context.clock });
  if (options.json === true) printJson(context, states.map(asJson));
  else print(context, formatTable(COLUMNS, states.map(cells), context.stdout.columns));
  if (states.some((list) => list.state === 'active')) return;
  say(
    context,
    '\nOnly the built-in register of designated cartels is there. It is not a full sanctions ' +
      'list:\nget those with `tamiz lists update`.',
  );
}

/** The stable form for programs; `docs/reference/cli.md` describes it. */
function asJson(list: ListState): object {
  const { name, title, publisher, version, published, fetched, entities, names, state } = list;
  return { name, title, publisher, version, published, fetched, entities, names, state };
}

function cells(list: ListState): readonly string[] {
  const day = (time: string | null) => time?.slice(0, 10) ?? '';
  const count = (n: number) => (n === 0 ? '' : n.toLocaleString('en-US'));
  return [
    list.name,
    list.publisher,
    day(list.published),
    day(list.fetched),
    count(list.entities),
    count(list.names),
    list.state,
  ];
}
