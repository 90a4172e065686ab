import type { Command } from 'commander';
import { problem } from '../../base/index.ts';
import type { Figure, Oversight } from '../../oversight/index.ts';
import { type Context, print, printJson } from '../context.ts';
import { filled, type GlobalOptions } from '../options.ts';
import { listDatesOf, loadRecord, withOwnStore } from '../record.ts';
import { formatTable } from '../table.ts';

interface Options extends GlobalOptions {
  readonly until?: string;
  readonly organisation: string;
  readonly withSar?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `tamiz oversight`: how the work of an organisation stood at a moment. */
export function addOversightCommand(program: Command, context: Context): void {
  program
    .command('oversight')
    .description(
      'Measure the work of an organisation as it stood at a moment, from what the journal says ' +
        'happened until then. The same moment gives the same numbers at any later time. Stop the ' +
        'server first, or ask it for /v1/oversight.',
    )
    .summary('measures that an inspector asks for, as of a moment')
    .option(
      '--until <day>',
      'a day that is over, or a moment in UTC; default now',
      filled('--until'),
    )
    .option('--organisation <name>', 'whose work', filled('--organisation'), 'main')
    .option('--with-sar', 'also of reports of suspicious activity')
    .option('--json', 'print JSON, with what each number means')
    .option('--csv', 'print a row a number')
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (options.json === true && options.csv === true) {
        throw problem('USAGE_OPTION', { expected: 'one of --json and --csv', found: 'both' });
      }
      const oversight = await measure(context, options);
      if (options.json === true) return printJson(context, oversight);
      if (options.csv !== true) return print(context, describe(oversight));
      const { oversightCsv } = await import('../../oversight/index.ts');
      context.stdout.write(oversightCsv(oversight));
    });
}

async function measure(context: Context, options: Options): Promise<Oversight> {
  const { endOf, kindsFor, oversightOf } = await import('../../oversight/index.ts');
  const { ORGANISATION, OVERSEEN } = await loadRecord();
  const now = context.clock.now();
  const question = {
    until: options.until === undefined ? now : endOf(options.until, now, '--until'),
    compartments: options.withSar === true ? ['sar'] : [],
    others: OVERSEEN,
    listDates: await listDatesOf(context, options),
  };
  const scope = { tenant: options.organisation, compartments: question.compartments };
  return withOwnStore(context, options, (store) =>
    store.read(scope, async (reader) => {
      if ((await reader.document(ORGANISATION, scope.tenant)) === undefined) {
        throw problem('STORE_ABSENT', { where: '--organisation', found: scope.tenant });
      }
      return oversightOf(reader.events(kindsFor(question), question.until), question);
    }),
  );
}

/** What of it a person reads in a terminal; `--json` has what each number means. */
function describe({ until, measures, unmeasured }: Oversight): string {
  const rows = measures.flatMap(({ name, unit, figures }) =>
    figures.map((figure) => [
      name.en,
      Object.values(figure.by).join(' '),
      shown(figure, unit),
      figure.denominator === null ? '' : `${figure.denominator}`,
      figure.records === null ? '' : `${figure.records.first}–${figure.records.last}`,
    ]),
  );
  const table = formatTable(
    [
      { heading: 'measure' },
      { heading: 'of' },
      { heading: 'value', align: 'right' },
      { heading: 'out of', align: 'right' },
      { heading: 'records' },
    ],
    rows,
  );
  const empty = measures.filter(({ figures }) => figures.length === 0).map(({ name }) => name.en);
  const lines = [
    `As of ${until}.`,
    rows.length === 0 ? '' : table,
    empty.length === 0 ? '' : `Nothing to measure: ${empty.join('; ')}.`,
    ...unmeasured.map(({ name, why }) => `Not measured: ${name.en}. ${why.en}`),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function shown({ value, exceptions = [] }: Figure, unit: string): string {
  if (value === null) return 'none';
  if (unit === 'share') return `${(value * 100).toFixed(1)} %`;
  if (unit === 'hours') return `${value.toFixed(1)} h`;
  return exceptions.length === 0 ? `${value}` : `${value}: ${exceptions.join(' ')}`;
}
