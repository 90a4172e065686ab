import { findLabel } from './labels.ts';
import { type Detail, QUOTED_NAME } from './record.ts';

/**
 * The small language of the CSV's remarks column: statements with `; ` between them and a period
 * after the last, each a label and a value. Texts of up to several thousand characters.
 */

/** Where the file cuts the column; what follows stands in the comments file. */
export const REMARKS_LIMIT = 1_000;

/** `circa`-free dates of documents: `12 Mar 2014`, `Mar 2014`, `2014`, and ranges of them. */
const DATE = '(?:\\d{1,2} )?(?:[A-Z][a-z]{2} )?\\d{4}';
const TAIL = new RegExp(
  `^(.*?)(?: \\(([^()]+)\\))?(?: issued (${DATE}(?: to ${DATE})?))?` +
    `(?: expires (${DATE}(?: to ${DATE})?))?$`,
);

/**
 * Reads remarks into statements. Nothing is lost: `formatRemarks` gives the text back, but for
 * doubled spaces and a missing final period.
 *
 * @param cut whether the file ends the text early; the last statement is then kept unread.
 */
export function parseRemarks(remarks: string, cut = false): Detail[] {
  const text = !cut && remarks.endsWith('.') ? remarks.slice(0, -1) : remarks;
  const pieces = splitStatements(text);
  return pieces.map((piece, index) =>
    cut && index === pieces.length - 1
      ? { label: '', value: piece, cut: true, text: piece }
      : parseStatement(piece),
  );
}

/** Writes statements as the remarks column has them. */
export function formatRemarks(details: readonly Detail[]): string {
  const text = details.map((detail) => detail.text).join('; ');
  return details.length === 0 || details.at(-1)?.cut ? text : `${text}.`;
}

/**
 * Splits at `; `, except inside a quoted name or a statement that is one parenthesis. A quote or
 * parenthesis that never closes splits as if it were none: a typing error must not swallow the
 * rest.
 */
function splitStatements(text: string): string[] {
  const pieces = text.split('; ');
  const statements: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as string;
    const isOpen = openTest(piece);
    let end = i;
    if (isOpen?.(piece)) {
      let joined = piece;
      for (let j = i + 1; j < pieces.length; j++) {
        joined += `; ${pieces[j]}`;
        if (!isOpen(joined)) {
          end = j;
          break;
        }
      }
    }
    const statement = pieces
      .slice(i, end + 1)
      .join('; ')
      .trim();
    if (statement !== '') statements.push(statement);
    i = end;
  }
  return statements;
}

const count = (text: string, character: string): number => text.split(character).length - 1;

/** How to tell that a piece is still open, for the two kinds of statement that can hold `; `. */
function openTest(piece: string): ((text: string) => boolean) | undefined {
  if (/^ ?\(/.test(piece)) return (text) => count(text, '(') > count(text, ')');
  if (/^ ?(?:[afn]\.k\.a\.|d\.b\.a\.) '/.test(piece)) return (text) => !/'.*'$/s.test(text);
  return undefined;
}

/** Reads one statement, without the separator and the final period. */
export function parseStatement(text: string): Detail {
  const linked = /^\((Linked To: .*)\)$/.exec(text)?.[1];
  const body = linked ?? text;
  const prefix = /^alt\. /i.exec(body)?.[0] ?? '';
  const found = findLabel(body.slice(prefix.length));
  if (found === undefined) return { label: '', value: text, text };
  const { label, rest, rule } = found;
  const alternate = prefix === '' ? {} : ({ alternate: true } as const);
  if (QUOTED_NAME.test(label)) {
    const value = /^'(.*)'$/s.exec(rest)?.[1] ?? rest;
    return { label, value, ...alternate, text };
  }
  if (rule.as !== 'identifier' && rule.as !== 'imo') {
    return { label, value: rest, ...alternate, text };
  }
  const [, value = rest, country, issued, expires] = TAIL.exec(rest) ?? [];
  return {
    label,
    value,
    ...(country !== undefined && { country }),
    ...(issued !== undefined && { issued }),
    ...(expires !== undefined && { expires }),
    ...alternate,
    text,
  };
}
