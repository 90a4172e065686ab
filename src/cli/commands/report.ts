import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { diskProblem, LIMITS, problem, writeAtomically } from '../../base/index.ts';
import type { Format } from '../../reports/index.ts';
import type { Language } from '../../screening/index.ts';
import { type Context, print, say } from '../context.ts';
import { filled, type GlobalOptions, languageOption } from '../options.ts';

interface Options extends GlobalOptions {
  readonly format?: Format;
  readonly out?: string;
  readonly lang: Language;
}

const FORMATS = ['pdf', 'xlsx', 'xml', 'json'];

/** `tamiz report NAME INPUT.json`: a preview of a report, without a server or a record. */
export function addReportCommand(program: Command, context: Context): void {
  program
    .command('report')
    .description(
      'Write a preview of a report or a letter from its input, marked PREVIEW, and say what is ' +
        'missing. Nothing is recorded, approved or sent. Without --out it only says that.',
    )
    .summary('preview a report to an authority, or a letter')
    .argument('<name>', 'the report, as docs/reference/reports.md names it')
    .argument('<input>', 'its input: a JSON file')
    .option('--out <file>', 'where the preview goes', filled('--out'))
    .addOption(
      new Option('--format <format>', 'its format (default: by the ending of --out)').choices(
        FORMATS,
      ),
    )
    .addOption(languageOption())
    .action(async (name: string, input: string, _options: Options, command: Command) => {
      await preview(context, name, input, command.optsWithGlobals<Options>());
    });
}

const WORDS = {
  en: { missing: 'Asked for and not filled in', none: 'Nothing is missing.' },
  es: { missing: 'Se pide y no está llenado', none: 'No falta nada.' },
} as const;

async function preview(
  context: Context,
  name: string,
  path: string,
  { format, out, lang }: Options,
): Promise<void> {
  const { reportNamed } = await import('../../reports/index.ts');
  // Whoever has the machine has no compartments: they are a matter of accounts.
  const report = reportNamed(name, true);
  const input = await readInput(path);
  const missing = report.missing(input);
  const lines = missing.map(({ path: at, label }) => `  ${at}: ${label[lang]}`);
  const words = WORDS[lang];
  const told = missing.length === 0 ? words.none : [`${words.missing}:`, ...lines].join('\n');
  if (out === undefined) {
    print(context, told);
    return;
  }
  const wanted = format ?? (extname(out).slice(1).toLowerCase() as Format);
  const made = { now: context.clock.now(), by: 'tamiz report', preview: true, language: lang };
  const { bytes } = await report.render(input, wanted, made);
  await writeAtomically(out, bytes).catch((error: unknown) => {
    throw diskProblem(error, out);
  });
  say(context, told);
}

/** @throws INPUT_NOT_FOUND, INPUT_TOO_LARGE, REPORT_INPUT */
async function readInput(path: string): Promise<object> {
  const bytes = await readWhole(path).catch((error: unknown) => {
    throw diskProblem(error, path);
  });
  let input: unknown;
  try {
    input = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the file, which is about persons.
    throw problem('REPORT_INPUT', { where: path, expected: 'JSON in UTF-8', found: 'none' });
  }
  if (typeof input === 'object' && input !== null) return input;
  throw problem('REPORT_INPUT', { where: path, expected: 'a JSON object', found: typeof input });
}

async function readWhole(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size <= LIMITS.jsonBodyBytes) return readFile(path);
  const found = `${size} bytes (limit jsonBodyBytes, ${LIMITS.jsonBodyBytes})`;
  throw problem('INPUT_TOO_LARGE', { where: path, found });
}
