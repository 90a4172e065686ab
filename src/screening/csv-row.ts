/** One row with quotes, taken apart. */
export interface ParsedRow {
  readonly fields: readonly string[];
  /** Where the next row begins. */
  readonly next: number;
  /** The first value that holds a quote it should not. */
  readonly badQuote?: string;
}

/** The row goes on in the next chunk. */
export interface Unfinished {
  /** The opening quote of the value that goes on, if that is what is open. */
  readonly quoteAt: number | undefined;
}

export function isUnfinished(row: object): row is Unfinished {
  return 'quoteAt' in row;
}

/** What the reading of one row shares. */
interface Reading {
  readonly text: string;
  readonly delimiter: string;
  readonly atEnd: boolean;
  /** Makes the error for a quote opened at an offset. */
  readonly unclosed: (at: number) => Error;
  badQuote?: string;
}

interface Field {
  readonly value: string;
  /** The delimiter or line break that follows, or the length of the text. */
  readonly end: number;
}

/**
 * Takes one row apart by RFC 4180, from `start` in `text`, whose lines end with LF. Beyond it:
 * blanks around a quoted value are not part of it, and stray quotes are kept as they stand:
 *
 * - inside an unquoted value (`5" pipe`), or after a quoted beginning (`"Chapo" Ruiz`), where no
 *   closing quote follows on the line: the whole value is as it stands, quotes included;
 * - inside a quoted value (`"Juan "Chapo" Ruiz"`): the value is what stands between the outer ones.
 */
export function parseRow(
  text: string,
  start: number,
  delimiter: string,
  atEnd: boolean,
  unclosed: (at: number) => Error,
): ParsedRow | Unfinished {
  const reading: Reading = { text, delimiter, atEnd, unclosed };
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const open = skipBlanks(reading, at);
    const field =
      text[open] === '"' ? quotedField(reading, at, open) : plainField(reading, at, text.length);
    if (isUnfinished(field)) return field;
    fields.push(field.value);
    if (field.end >= text.length || text[field.end] === '\n') {
      const next = Math.min(field.end + 1, text.length);
      const { badQuote } = reading;
      return badQuote === undefined ? { fields, next } : { fields, next, badQuote };
    }
    at = field.end + 1;
  }
}

function plainField(reading: Reading, start: number, limit: number): Field | Unfinished {
  const { text, delimiter } = reading;
  let end = start;
  while (end < limit && text[end] !== delimiter && text[end] !== '\n') end++;
  if (end >= text.length && !reading.atEnd) return { quoteAt: undefined };
  const value = text.slice(start, end);
  if (value.includes('"')) note(reading, value);
  return { value, end };
}

function quotedField(reading: Reading, start: number, open: number): Field | Unfinished {
  const { text, atEnd } = reading;
  let value = '';
  let from = open + 1;
  let lineEnd = -1;
  let lastClosing = -1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 && atEnd) throw reading.unclosed(open);
    if (quote < 0 || (quote === text.length - 1 && !atEnd)) return { quoteAt: open };
    if (text[quote + 1] === '"') {
      value += text.slice(from, quote + 1);
      from = quote + 2;
      // Where quotes are not doubled, `"Juan "Chapo""` ends with an inner and an outer one.
      const end = lastClosing === quote + 1 ? closedBy(reading, quote + 1) : -1;
      if (end !== undefined && end >= 0) return { value, end };
      continue;
    }
    const end = closedBy(reading, quote);
    if (end === undefined) return { quoteAt: open };
    if (end >= 0) return { value: value + text.slice(from, quote), end };
    // A stray quote. Its line is looked over once, however many of them stand on it.
    if (lineEnd < quote) {
      const first = text.indexOf('\n', open);
      if (first >= 0 && first < quote) throw reading.unclosed(open);
      if (first < 0 && !atEnd) return { quoteAt: undefined };
      lineEnd = first < 0 ? text.length : first;
      lastClosing = lastClosingQuote(reading, quote, lineEnd);
    }
    if (lastClosing <= quote) return plainField(reading, start, lineEnd);
    value += text.slice(from, quote + 1);
    note(reading, value);
    from = quote + 1;
  }
}

/** The delimiter, line break or end that makes the quote a closing one; -1 when none does. */
function closedBy(reading: Reading, quote: number): number | undefined {
  const { text, delimiter, atEnd } = reading;
  const end = skipBlanks(reading, quote + 1);
  if (end >= text.length) return atEnd ? text.length : undefined;
  return text[end] === delimiter || text[end] === '\n' ? end : -1;
}

function lastClosingQuote(reading: Reading, from: number, lineEnd: number): number {
  const { text, delimiter } = reading;
  let closing = -1;
  for (let at = text.indexOf('"', from + 1); at >= 0 && at < lineEnd; ) {
    const after = skipBlanks(reading, at + 1);
    if (after >= lineEnd || text[after] === delimiter) closing = at;
    at = text.indexOf('"', Math.max(at + 1, after));
  }
  return closing;
}

function skipBlanks(reading: Reading, from: number): number {
  let at = from;
  while (reading.text[at] === ' ') at++;
  return at;
}

function note(reading: Reading, value: string): void {
  reading.badQuote ??= value.length > 80 ? `${value.slice(0, 80)}…` : value;
}
