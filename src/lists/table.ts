import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { LIMITS, problem, type TamizError } from '../base/index.ts';
import { clean } from './party-record.ts';
import type { ListFile, ReadContext } from './types.ts';
import { textDecoder } from './xml-text.ts';

/** How a publisher writes a table with a header. */
export interface TableLayout {
  readonly encoding: 'utf-8' | 'windows-1252';
  /** The header is the first row that has all of these; the rows before it are its preamble. */
  readonly header: readonly string[];
  /** Columns that are read beside those; any other is signalled once for the file. */
  readonly known: readonly string[];
  /** Rows of another width than the header are signalled and given as they are, save the last. */
  readonly ragged?: boolean;
  /** What stands between cells; a comma where it is not said. */
  readonly separators?: readonly string[];
  /** Whether quotes are no more than characters. */
  readonly unquoted?: boolean;
}

/** One row below the header. */
export interface TableRow {
  readonly line: number;
  /** The cells on one line each, whatever their number; blank ones empty. */
  readonly cells: readonly string[];
  /** False for a row of another width than the header. */
  readonly isWhole: boolean;
  /** A cell by its column, on one line; undefined when it is blank or there is no such column. */
  get(column: string): string | undefined;
}

export type TableEvent =
  /** A row above the header. */
  | { readonly kind: 'preamble'; readonly cells: readonly string[] }
  /** The header, its names on one line each. */
  | { readonly kind: 'header'; readonly columns: readonly string[] }
  | { readonly kind: 'row'; readonly row: TableRow };

/** A header stands among the first rows, or it is another file. */
const PREAMBLE_ROWS = 10;

/**
 * The rows of a comma-separated table with a header, strictly; rows with nothing in them are left
 * out. Memory does not grow with the file.
 *
 * @throws LIST_FORMAT naming file and line, for a table without the header, bytes that are not in
 *   the encoding, a quote that does not close, a row of another width, or a last row that was cut
 */
export async function* readTable(
  file: ListFile,
  layout: TableLayout,
  context: ReadContext,
): AsyncGenerator<TableEvent> {
  let columns: Columns | undefined;
  let preamble = 0;
  let uneven: number | undefined;
  for await (const { cells, line } of rawRows(file, layout, context)) {
    if (uneven !== undefined) {
      const found = `line ${uneven} of another width than the header`;
      context.onSignal({ kind: 'odd-value', record: file.name, found });
      uneven = undefined;
    }
    const texts = cells.map((cell) => clean(cell) ?? '');
    if (texts.every((text) => text === '')) continue;
    if (columns === undefined) {
      if (layout.header.every((name) => texts.includes(name))) {
        columns = columnsOf(texts);
        signalUnknown(file, layout, texts, context);
        yield { kind: 'header', columns: texts };
      } else if (++preamble > PREAMBLE_ROWS) break;
      else yield { kind: 'preamble', cells: texts };
      continue;
    }
    const row = tableRow(columns, texts, line);
    if (!row.isWhole && !layout.ragged) throw raggedRow(file, columns.width, row);
    if (!row.isWhole) uneven = line;
    yield { kind: 'row', row };
  }
  if (columns === undefined) throw noHeader(file, layout);
  if (uneven !== undefined) {
    throw problem('LIST_FORMAT', {
      where: `${file.name}, line ${uneven}`,
      expected: `a last row of ${columns.width} cells`,
      found: 'a row of another width: the file was cut off',
    });
  }
}

function tableRow(columns: Columns, cells: readonly string[], line: number): TableRow {
  // Blank cells at the end of a row are what spreadsheets leave behind.
  let width = cells.length;
  while (width > columns.width && cells[width - 1] === '') width--;
  return {
    line,
    cells,
    isWhole: width === columns.width,
    get: (column) => {
      const index = columns.places.get(column);
      return index === undefined ? undefined : cells[index] || undefined;
    },
  };
}

interface Columns {
  readonly width: number;
  /** Where a column is; the first of that name. */
  readonly places: ReadonlyMap<string, number>;
}

function columnsOf(names: readonly string[]): Columns {
  const places = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    if (!places.has(name)) places.set(name, index);
  }
  return { width: names.length, places };
}

function signalUnknown(
  file: ListFile,
  layout: TableLayout,
  columns: readonly string[],
  context: ReadContext,
): void {
  const known = new Set([...layout.header, ...layout.known, '']);
  for (const name of columns) {
    if (known.has(name)) continue;
    const found = `column ${name.slice(0, 80)}`;
    context.onSignal({ kind: 'unknown-element', record: file.name, found });
  }
}

function raggedRow(file: ListFile, width: number, row: TableRow): TamizError {
  return problem('LIST_FORMAT', {
    where: `${file.name}, line ${row.line}`,
    expected: `rows of ${width} cells`,
    found: `one of ${row.cells.length}`,
  });
}

function noHeader(file: ListFile, layout: TableLayout): TamizError {
  return problem('LIST_FORMAT', {
    where: file.name,
    expected: `a header with the columns ${layout.header.join(', ')}`,
    found: `no such row among the first ${PREAMBLE_ROWS}`,
    remedy: 'Fetch it again from the publisher, or name another file.',
  });
}

interface RawRow {
  readonly cells: readonly string[];
  readonly line: number;
}

async function* rawRows(
  file: ListFile,
  layout: TableLayout,
  context: ReadContext,
): AsyncGenerator<RawRow> {
  const parser = parse({
    info: true,
    bom: true,
    relax_column_count: true,
    delimiter: [...(layout.separators ?? [','])],
    ...(layout.unquoted && { quote: null }),
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LIMITS.csvRowBytes,
  });
  pipeline(Readable.from(decoded(file, layout.encoding), { objectMode: false }), parser, () => {
    // The loop below meets the same error when it asks the parser for the next row.
  });
  try {
    for await (const row of parser) {
      context.signal?.throwIfAborted();
      const { record, info } = row as { record: string[]; info: { lines: number } };
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw problem('LIST_FORMAT', {
      where: 'lines' in error ? `${file.name}, line ${error['lines']}` : file.name,
      expected: 'comma-separated rows with quotes that close',
      found: error.message,
      cause: error,
    });
  } finally {
    parser.destroy();
  }
}

/** What no text of a table has; a file with one of them is damaged. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;

async function* decoded(file: ListFile, encoding: TableLayout['encoding']): AsyncGenerator<string> {
  const decoder = textDecoder(encoding);
  const damaged = (found: string) =>
    problem('LIST_FORMAT', { where: file.name, expected: `text in ${encoding}`, found });
  const read = (bytes: Uint8Array, last: boolean): string => {
    try {
      return decoder.decode(bytes, last);
    } catch (error) {
      if (error instanceof TypeError) throw damaged(`bytes that are not ${encoding}`);
      throw error;
    }
  };
  for await (const chunk of file.open()) {
    const text = read(chunk, false);
    if (CONTROL.test(text)) throw damaged('control characters');
    if (text !== '') yield text;
  }
  const rest = read(new Uint8Array(), true);
  if (rest !== '') yield rest;
}
