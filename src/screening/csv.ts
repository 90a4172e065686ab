import { LIMITS, problem } from '../base/index.ts';
import { isUnfinished, parseRow, type Unfinished } from './csv-row.ts';
import type { RowSignal } from './types.ts';

/** What is odd about a row, apart from what its values mean. */
export interface RowFault {
  readonly kind: Extract<RowSignal['kind'], 'bad-quote' | 'nul-bytes' | 'row-too-large'>;
  readonly found: string;
}

export interface CsvRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  /** Its values as they stand; none when the row is too large. */
  readonly fields: readonly string[];
  readonly faults: readonly RowFault[];
}

/** A row too large to keep: where it began, and where the quote was opened it is inside of. */
interface Skipped {
  readonly line: number;
  quote: number | undefined;
}

const SOUND: readonly RowFault[] = [];

/**
 * Reads rows by RFC 4180 from text that arrives in chunks, and goes on after faults where that is
 * sound. A library parser stops at the first fault, or goes on without knowing where a quote was
 * opened; a file of millions of customers needs better. The tests hold it against csv-parse.
 *
 * Line ends of all three kinds are taken, also mixed, and become LF inside quoted values. A quote
 * inside a value is kept as it stands and told. A quoted value that breaks off after line breaks is
 * an unclosed quote: where it should have ended cannot be known, so `INPUT_CSV` names the line.
 */
export class CsvReader {
  readonly #where: string;
  readonly #delimiter: string;
  #buffer = '';
  #at = 0;
  #line: number;
  /** Where the next quote in the buffer stands; before `#at` when that is not known. */
  #quote = -1;
  #return = false;
  #nuls = false;
  #skipped: Skipped | undefined;

  /** `line` is the number of the first line that will be pushed. */
  constructor(where: string, delimiter: string, line: number) {
    this.#where = where;
    this.#delimiter = delimiter;
    this.#line = line;
  }

  /** The rows that are complete with this chunk. */
  *push(chunk: string): Generator<CsvRow> {
    let text = this.#return ? `\r${chunk}` : chunk;
    this.#return = text.endsWith('\r');
    if (this.#return) text = text.slice(0, -1);
    this.#append(text);
    yield* this.#rows(false);
  }

  /** The rest; throws `INPUT_CSV` when a quote is still open. */
  *end(): Generator<CsvRow> {
    if (this.#return) this.#append('\n');
    yield* this.#rows(true);
    if (this.#skipped === undefined) return;
    if (this.#skipped.quote !== undefined) throw this.#unclosed(this.#skipped.quote);
    yield tooLarge(this.#skipped.line);
  }

  #append(text: string): void {
    this.#buffer = this.#buffer.slice(this.#at) + unixLines(text);
    this.#at = 0;
    this.#quote = -1;
    this.#nuls ||= text.includes('\0');
  }

  *#rows(atEnd: boolean): Generator<CsvRow> {
    for (;;) {
      if (this.#skipped !== undefined && !this.#skip(atEnd)) return;
      if (this.#skipped !== undefined) {
        yield tooLarge(this.#skipped.line);
        this.#skipped = undefined;
      }
      const row = this.#next(atEnd);
      if (row === undefined) return;
      if (!isUnfinished(row)) {
        yield row;
        continue;
      }
      if (this.#buffer.length - this.#at <= LIMITS.csvRowBytes) return;
      this.#skipped = { line: this.#line, quote: this.#quoteLine(row) };
      if (row.quoteAt !== undefined) this.#advance(row.quoteAt + 1);
    }
  }

  /** The next whole row; undefined or unfinished when there is none. */
  #next(atEnd: boolean): CsvRow | Unfinished | undefined {
    const buffer = this.#buffer;
    if (this.#at >= buffer.length) return undefined;
    const newline = buffer.indexOf('\n', this.#at);
    const end = newline < 0 ? buffer.length : newline;
    if (this.#quote < this.#at) {
      const quote = buffer.indexOf('"', this.#at);
      this.#quote = quote < 0 ? buffer.length : quote;
    }
    const line = this.#line;
    const start = this.#at;
    if (this.#quote >= end) {
      if (newline < 0 && !atEnd) return { quoteAt: undefined };
      this.#at = end + 1;
      this.#line++;
      if (isTooLarge(buffer, start, end)) return tooLarge(line);
      const fields = buffer.slice(start, end).split(this.#delimiter, LIMITS.csvColumns + 1);
      return this.#clean({ line, fields, faults: SOUND });
    }
    const unclosed = (at: number) => this.#unclosed(line + newlines(buffer, start, at));
    const row = parseRow(buffer, start, this.#delimiter, atEnd, unclosed);
    if (isUnfinished(row)) return row;
    this.#advance(row.next);
    if (isTooLarge(buffer, start, row.next)) return tooLarge(line);
    const faults: readonly RowFault[] =
      row.badQuote === undefined ? SOUND : [{ kind: 'bad-quote', found: row.badQuote }];
    return this.#clean({ line, fields: row.fields, faults });
  }

  #clean(row: CsvRow): CsvRow {
    if (!this.#nuls || !row.fields.some((field) => field.includes('\0'))) return row;
    const fault: RowFault = { kind: 'nul-bytes', found: 'NUL characters, taken out' };
    return {
      line: row.line,
      fields: row.fields.map((field) => field.replaceAll('\0', '')),
      faults: [...row.faults, fault],
    };
  }

  /** Passes over a row that is too large without keeping it; true once its end is behind. */
  #skip(atEnd: boolean): boolean {
    const skipped = this.#skipped as Skipped;
    while (skipped.quote !== undefined) {
      const quote = this.#buffer.indexOf('"', this.#at);
      const last = quote === this.#buffer.length - 1;
      if (quote < 0 || (last && !atEnd)) {
        this.#advance(quote < 0 ? this.#buffer.length : quote);
        return false;
      }
      this.#advance(quote + 1);
      const after = this.#buffer[quote + 1];
      if (after === '"') this.#advance(quote + 2);
      else if (after === undefined || after === '\n' || after === this.#delimiter) {
        skipped.quote = undefined;
      } else if (this.#line > skipped.quote) throw this.#unclosed(skipped.quote);
    }
    const end = this.#buffer.indexOf('\n', this.#at);
    this.#advance(end < 0 ? this.#buffer.length : end + 1);
    return end >= 0;
  }

  #advance(to: number): void {
    this.#line += newlines(this.#buffer, this.#at, to);
    this.#at = to;
  }

  #quoteLine(row: Unfinished): number | undefined {
    if (row.quoteAt === undefined) return undefined;
    return this.#line + newlines(this.#buffer, this.#at, row.quoteAt);
  }

  #unclosed(line: number): Error {
    return problem('INPUT_CSV', {
      where: `${this.#where}, line ${line}`,
      found: 'a quote that is never closed',
    });
  }
}

/** Line ends of Windows and of old Macs become LF. */
export function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function tooLarge(line: number): CsvRow {
  const found = `more than ${LIMITS.csvRowBytes} bytes (limit csvRowBytes)`;
  return { line, fields: [], faults: [{ kind: 'row-too-large', found }] };
}

/** Whether a row is over the limit in UTF-8, counted only when it could be. */
function isTooLarge(text: string, start: number, end: number): boolean {
  if ((end - start) * 3 <= LIMITS.csvRowBytes) return false;
  return Buffer.byteLength(text.slice(start, end)) > LIMITS.csvRowBytes;
}

function newlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}
