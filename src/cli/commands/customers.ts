import { createWriteStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { diskProblem, EXIT, problem } from '../../base/index.ts';
import {
  Customers,
  type CustomersStatus,
  type HitChange,
  type Language,
  type LoadSummary,
  type RescreenSummary,
  type RowSignal,
  type Taking,
} from '../../screening/index.ts';
import { addCasesOptions, type CasesOptions, withCases } from '../cases.ts';
import { type Context, print, printJson, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import {
  collect,
  type GlobalOptions,
  languageOption,
  parseMap,
  share,
  workersOf,
  workersOption,
} from '../options.ts';
import { withProgress } from '../progress-line.ts';

interface LoadOptions extends GlobalOptions {
  readonly map?: readonly string[];
  readonly replace?: boolean;
  readonly lang: Language;
}

interface RescreenOptions extends CasesOptions {
  readonly out?: string;
  readonly threshold?: number;
  readonly workers?: number;
  readonly dryRun?: boolean;
  readonly failOnChange?: boolean;
}

interface RemoveOptions extends GlobalOptions {
  readonly all?: boolean;
}

/** `tamiz customers`: who is kept to be screened again, and what changes that. */
export function addCustomersCommand(program: Command, context: Context, setExit: SetExit): void {
  const customers = program
    .command('customers')
    .usage('[options] | load FILE | rescreen | remove ID…')
    .description(
      'Keep customers, and screen them again when lists or they themselves change: only what may ' +
        'have another answer is asked.',
    )
    .summary('keep customers, and screen them again')
    .option('--json', 'print JSON')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly json?: boolean }>();
      const status = await open(context, options).status();
      if (options.json === true) printJson(context, status);
      else print(context, describeStatus(status));
    });
  addLoad(customers, context);
  addRescreen(customers, context, setExit);
  addRemove(customers, context);
}

const open = (context: Context, { home }: GlobalOptions): Customers =>
  new Customers({ home: homeOf(context, home), clock: context.clock });

function addLoad(customers: Command, context: Context): void {
  customers
    .command('load')
    .description('Take in customers by their own identifiers: new ones, and those that changed.')
    .summary('take in customers')
    .argument('<file>', 'customers: CSV with a header row and an identifier, also gzipped')
    .option('--replace', 'whoever is not in the file is no customer any more')
    .option('--map <column=property>', 'what a column holds; may be repeated', collect)
    .addOption(languageOption())
    .action(async (file: string, _options: LoadOptions, command: Command) => {
      const options = command.optsWithGlobals<LoadOptions>();
      const map = parseMap(options.map);
      await access(file, constants.R_OK).catch((error: unknown) => {
        throw diskProblem(error, file);
      });
      const signals = new Map<RowSignal['kind'], RowSignal[]>();
      const summary = await withProgress(context, (onProgress) =>
        open(context, options).load(
          { path: file },
          {
            map,
            replace: options.replace === true,
            onProgress,
            onSignal: (signal) => {
              const before = signals.get(signal.kind);
              if (before === undefined) signals.set(signal.kind, [signal]);
              else before.length++;
            },
          },
        ),
      );
      say(context, describeLoad(summary, options.lang));
      for (const [kind, all] of signals) {
        const [first] = all;
        say(context, `  ${all.length} × ${kind} (${first?.line}: ${first?.found})`);
      }
    });
}

function addRescreen(customers: Command, context: Context, setExit: SetExit): void {
  const command = customers
    .command('rescreen')
    .description(
      'Ask the lists what changed since the last time, and write every hit that is new, gone or ' +
        'another, with what caused it.',
    )
    .summary('bring their hits up to date')
    .option('--out <file>', 'where changes go, as JSON lines (default: stdout)')
    .option('--dry-run', 'say what would change, and change nothing')
    .option(
      '--threshold <n>',
      'least score of a hit, 0 to 1 (default: as before)',
      share('--threshold'),
    )
    .addOption(workersOption())
    .option('--fail-on-change', 'exit with 1 when a hit is new, gone or another')
    .addOption(languageOption());
  addCasesOptions(command).action(async (_options: RescreenOptions, command: Command) => {
    const options = command.optsWithGlobals<RescreenOptions>();
    // Before an older output is written over: what cannot be taken down is not asked.
    const cases = options.cases === true && options.dryRun !== true;
    const lines: string[] = [];
    const tell = (line: string) => void lines.push(line);
    const summary = await withCases(context, { ...options, cases }, tell, (taking) =>
      rescreen(context, options, taking),
    );
    const { changes } = summary;
    const changed = changes.new + changes.gone + changes.changed;
    setExit(options.failOnChange === true && changed > 0 ? EXIT.hits : EXIT.done);
    say(context, describeRescreen(summary, options));
    for (const line of lines) say(context, line);
  });
}

async function rescreen(
  context: Context,
  options: RescreenOptions,
  taking: Taking,
): Promise<RescreenSummary> {
  const { out, threshold, dryRun = false } = options;
  const stream = out === undefined ? context.stdout : createWriteStream(out, { mode: 0o600 });
  const write = (change: HitChange) => void stream.write(`${JSON.stringify(change)}\n`);
  try {
    return await withProgress(context, (onProgress) =>
      open(context, options).rescreen({
        dryRun,
        onChange: write,
        onProgress,
        abort: context.abort,
        workers: workersOf(context, options),
        ...(threshold !== undefined && { threshold }),
        ...taking,
      }),
    );
  } finally {
    if (out !== undefined) {
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw diskProblem(error, out);
      });
    }
  }
}

function addRemove(customers: Command, context: Context): void {
  customers
    .command('remove')
    .description('Take customers out, with all that was found about them.')
    .summary('take customers out')
    .argument('[id...]', 'their own identifiers')
    .option('--all', 'all of them')
    .action(async (ids: string[], _options: RemoveOptions, command: Command) => {
      const options = command.optsWithGlobals<RemoveOptions>();
      const all = options.all === true;
      if (all === ids.length > 0) {
        const found = all ? 'both' : 'neither';
        throw problem('USAGE_OPTION', { expected: 'identifiers, or --all', found });
      }
      if (all) {
        await open(context, options).forget();
        say(context, 'All customers are removed, with their hits.');
        return;
      }
      const removed = await open(context, options).remove(ids);
      const left = ids.length - removed;
      const unknown = left === 0 ? '' : ` ${left} of the identifiers are nobody's.`;
      say(context, `${removed} removed; their hits go with the next rescreen.${unknown}`);
    });
}

const count = (n: number, lang: Language = 'en'): string =>
  n.toLocaleString(lang === 'es' ? 'es-MX' : 'en-US');

function describeStatus({ questions, waiting, screened }: CustomersStatus): string {
  if (questions === 0) return 'No customers are loaded: tamiz customers load FILE';
  const lines = [`${count(questions)} questions about customers are kept.`];
  if (screened === undefined) lines.push('Never screened: tamiz customers rescreen');
  else {
    const { at, threshold, lists } = screened;
    const names = Object.keys(lists).join(', ');
    lines.push(`Screened ${at.slice(0, 16)}Z at ${threshold} against ${names}.`);
    if (waiting) lines.push('Some were loaded since: tamiz customers rescreen');
  }
  return lines.join('\n');
}

function describeLoad(summary: LoadSummary, lang: Language): string {
  const { added, changed, unchanged, removed, leftOut } = summary;
  const n = (value: number) => count(value, lang);
  if (lang === 'es') {
    return (
      `Clientes: ${n(added)} nuevos, ${n(changed)} con cambios, ${n(unchanged)} sin cambios, ` +
      `${n(removed)} dados de baja, ${n(leftOut)} omitidos (sin identificador o repetidos).`
    );
  }
  return (
    `Customers: ${n(added)} new, ${n(changed)} changed, ${n(unchanged)} as before, ` +
    `${n(removed)} removed, ${n(leftOut)} left out (no identifier, or one that stands twice).`
  );
}

function describeRescreen(
  { customers, asked, listings, changes, hits }: RescreenSummary,
  { dryRun, lang }: RescreenOptions,
): string {
  const n = (value: number) => count(value, lang);
  if (lang === 'es') {
    return (
      `${n(customers)} clientes, ${n(listings)} registros con cambios, ${n(asked)} preguntas. ` +
      `Coincidencias: ${n(changes.new)} nuevas, ${n(changes.gone)} retiradas, ` +
      `${n(changes.changed)} con cambios; ${n(hits)} en total.` +
      `${dryRun === true ? ' Solo se mostró: nada cambió.' : ''}\n` +
      'Un nombre por sí solo nunca confirma: una persona debe revisar cada coincidencia.'
    );
  }
  return (
    `${n(customers)} customers, ${n(listings)} listings that changed, ${n(asked)} questions. ` +
    `Hits: ${n(changes.new)} new, ${n(changes.gone)} gone, ${n(changes.changed)} changed; ` +
    `${n(hits)} in all.${dryRun === true ? ' A dry run: nothing was changed.' : ''}\n` +
    'A name alone never confirms: a person must look at every hit.'
  );
}
