import { LIMITS, problem, TamizError } from '../base/index.ts';
import { recognise } from './columns.ts';
import { CsvReader, type CsvRow, unixLines } from './csv.ts';

/** The delimiters that are looked for; the earlier one where the header does not tell. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface OpenedCsv {
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** Takes the text that follows. */
  readonly reader: CsvReader;
  /** The rows that are already there, after the header. */
  readonly rows: IterableIterator<CsvRow>;
}

/**
 * Finds the header in the first text of a file and the delimiter it makes most sense with: the one
 * that gives most known headings, then most columns. Blank lines before it are passed over, and
 * Excel's `sep=;` is obeyed. Undefined when the header goes on in the next chunk. Throws
 * `INPUT_EMPTY`, `INPUT_CSV`, and `INPUT_TOO_LARGE` for a header over the limits.
 */
export function openCsv(text: string, atEnd: boolean, where: string): OpenedCsv | undefined {
  const blank = /^(?:[^\S\r\n]*(?:\r\n?|\n))*/.exec(text)?.[0].length ?? 0;
  const separator = /^sep=([,;\t|])(?:\r\n?|\n|$)/i.exec(text.slice(blank));
  const start = blank + (separator?.[0].length ?? 0);
  const told = separator?.[1];
  const body = text.slice(start);
  if (body.trim() === '') {
    if (!atEnd) return undefined;
    const found = text === '' ? 'no bytes' : 'blanks only';
    throw problem('INPUT_EMPTY', { where, found });
  }
  const line = unixLines(text.slice(0, start)).split('\n').length;
  const delimiter = told ?? bestDelimiter(body, atEnd, where, line);
  if (delimiter === undefined) return undefined;
  const opened = openWith(delimiter, body, atEnd, where, line);
  if (opened === undefined) {
    checkSize(body, where);
    return undefined;
  }
  const { header, reader, rows } = opened;
  checkHeader(header, where);
  return { delimiter, headings: header.fields.map((field) => field.trim()), reader, rows };
}

interface Opened {
  readonly header: CsvRow;
  readonly reader: CsvReader;
  readonly rows: IterableIterator<CsvRow>;
}

/** The first row with one delimiter; rows are taken apart one by one, so the rest costs nothing. */
function openWith(
  delimiter: string,
  body: string,
  atEnd: boolean,
  where: string,
  line: number,
): Opened | undefined {
  const reader = new CsvReader(where, delimiter, line);
  function* all(): Generator<CsvRow> {
    yield* reader.push(body);
    if (atEnd) yield* reader.end();
  }
  const rows = all();
  const first = rows.next();
  return first.done === true ? undefined : { header: first.value, reader, rows };
}

function bestDelimiter(
  body: string,
  atEnd: boolean,
  where: string,
  line: number,
): string | undefined {
  let best: { readonly delimiter: string; readonly score: number } | undefined;
  let failure: unknown;
  for (const delimiter of DELIMITERS) {
    try {
      const opened = openWith(delimiter, body, atEnd, where, line);
      if (opened === undefined) {
        checkSize(body, where);
        return undefined;
      }
      const score = scoreOf(opened.header);
      if (best === undefined || score > best.score) best = { delimiter, score };
    } catch (error) {
      // With a wrong delimiter a sound quote looks unclosed; another one may fit.
      if (!(error instanceof TamizError) || error.code !== 'INPUT_CSV') throw error;
      failure ??= error;
    }
  }
  if (best === undefined) throw failure;
  return best.delimiter;
}

function scoreOf(header: CsvRow): number {
  if (header.faults.length > 0) return 0;
  const fields = header.fields.slice(0, LIMITS.csvColumns);
  return fields.filter((field) => recognise(field)).length * LIMITS.csvColumns + fields.length;
}

function checkSize(body: string, where: string): void {
  if (body.length <= LIMITS.csvRowBytes) return;
  const found = `a header of more than ${LIMITS.csvRowBytes} bytes (limit csvRowBytes)`;
  throw problem('INPUT_TOO_LARGE', { where, found });
}

function checkHeader(header: CsvRow, where: string): void {
  const there = `${where}, line ${header.line}`;
  const fault = header.faults[0];
  if (fault?.kind === 'row-too-large') {
    throw problem('INPUT_TOO_LARGE', { where: there, found: `a header of ${fault.found}` });
  }
  if (header.fields.length > LIMITS.csvColumns) {
    const found = `a header of more than ${LIMITS.csvColumns} columns (limit csvColumns)`;
    throw problem('INPUT_TOO_LARGE', { where: there, found });
  }
  if (fault?.kind === 'bad-quote') {
    throw problem('INPUT_CSV', {
      where: there,
      found: `a stray quote in the header: ${fault.found}`,
    });
  }
}
