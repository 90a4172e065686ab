import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { LIMITS, problem } from '../../base/index.ts';
import type { ListFile, ReadContext } from '../types.ts';

/** One row with the line of the file that it ends on, for messages. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** DOS's end-of-file mark, which OFAC still writes after the last line. */
const END_MARK = '\x1a';

export interface RowOptions {
  readonly signal?: AbortSignal;
  /** Hears once, after the last row, whether the end mark was there. */
  readonly onEnd?: (marked: boolean) => void;
}

/**
 * The rows of one CSV file without header, strictly: every row has as many cells as the first,
 * and quotes close. Memory does not grow with the file.
 *
 * @throws LIST_FORMAT naming file and line, for a ragged row, a stray or unclosed quote, a row over
 * the size limit, or text after the end mark.
 */
export async function* csvRows(file: ListFile, options: RowOptions = {}): AsyncGenerator<CsvRow> {
  const parser = parse({
    info: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: LIMITS.csvRowBytes,
  });
  pipeline(Readable.from(decoded(file, options), { objectMode: false }), parser, () => {
    // The loop below meets the same error when it asks the parser for the next row.
  });
  try {
    for await (const row of parser) {
      options.signal?.throwIfAborted();
      const { record, info } = row as { record: string[]; info: { lines: number } };
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? formatProblem(file, error) : error;
  } finally {
    parser.destroy();
  }
}

function formatProblem(file: ListFile, error: CsvError): Error {
  const line = 'lines' in error ? `, line ${error['lines']}` : '';
  return problem('LIST_FORMAT', {
    where: `${file.name}${line}`,
    expected: 'comma-separated rows of one width, with quotes that close',
    found: error.message,
    cause: error,
  });
}

/**
 * The text of a file without its end mark. OFAC's files have been plain ASCII; Windows-1252 reads
 * that and gives every other byte a meaning too.
 */
async function* decoded(file: ListFile, options: RowOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder('windows-1252');
  let marked = false;
  for await (const chunk of file.open()) {
    options.signal?.throwIfAborted();
    const text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    const mark = text.indexOf(END_MARK);
    if (marked || (mark >= 0 && mark < text.length - 1)) {
      throw problem('LIST_FORMAT', {
        where: file.name,
        expected: 'nothing after the end-of-file mark (Ctrl-Z)',
        found: JSON.stringify(text.slice(Math.max(mark, 0), mark + 40)),
      });
    }
    marked = mark >= 0;
    const content = marked ? text.slice(0, -1) : text;
    if (content !== '') yield content;
  }
  options.onEnd?.(marked);
}

/** Signals a missing end mark, which can mean a file that was cut off between two lines. */
export function rowOptions(file: ListFile, context: ReadContext): RowOptions {
  return {
    ...(context.signal && { signal: context.signal }),
    onEnd: (marked) => {
      if (marked) return;
      const found = `${file.name} lacks the end-of-file mark (Ctrl-Z)`;
      context.onSignal({ kind: 'odd-value', record: '', found });
    },
  };
}

/** The number that joins the files. */
export function readUid(file: ListFile, row: CsvRow): string {
  const uid = (row.cells[0] as string).trim();
  if (!/^\d{1,9}$/.test(uid)) {
    throw problem('LIST_FORMAT', {
      where: `${file.name}, line ${row.line}`,
      expected: 'a number (ent_num) in the first column',
      found: JSON.stringify(uid.slice(0, 40)),
    });
  }
  return uid;
}

/** A cell, or undefined where the publisher wrote its null, `-0- `. */
export function readCell(row: CsvRow, index: number): string | undefined {
  const cell = row.cells[index] as string;
  const text = cell.trim();
  return text === '-0-' || text === '' ? undefined : cell;
}
