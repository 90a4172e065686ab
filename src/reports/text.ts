/**
 * What people typed, made fit for a form: forms are read by other programs, which refuse control
 * characters, and by people, whom characters that turn the direction of writing deceive.
 */

const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Direction of writing, and what no document can have. */
const HIDDEN = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/g;

/** One line: blanks of all kinds and control characters are one space, none at the ends. */
export function oneLine(text: string): string {
  return text
    .replace(HALF, '\uFFFD')
    .replace(HIDDEN, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The same for a text of several paragraphs, whose ends of line are kept. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(oneLine)
    .filter((line) => line !== '');
}

/** How many characters a form counts: code points, as schemas and databases do. */
export function length(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
