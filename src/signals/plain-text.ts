import { loadData } from '../base/index.ts';

/** Feeds carry HTML inside text. Here it becomes plain sentences and words. */

/** Elements after which a reader would see a new line. */
const BLOCK =
  /^\/?(?:address|article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|section|table|td|th|tr|ul)$/i;
const HIDDEN = /^(?:script|style|template)$/i;

const MARKS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  cedil: '\u0327',
  ring: '\u030a',
};

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  iquest: '¿',
  iexcl: '¡',
  sect: '§',
  ordf: 'ª',
  ordm: 'º',
};

/** The text of an HTML fragment. What is no markup stays as it is. */
export function plainText(html: string): string {
  const parts: string[] = [];
  let at = 0;
  // Behind the last closing sign there is no markup, whatever opens there.
  const last = html.lastIndexOf('>');
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0 || open > last) break;
    parts.push(html.slice(at, open));
    const tag = /^\/?[A-Za-z][A-Za-z0-9]*/.exec(html.slice(open + 1, open + 40))?.[0];
    if (html.startsWith('!--', open + 1)) {
      at = behind(html, '-->', open);
    } else if (tag === undefined) {
      // A lone sign, as in “a < b”: it is text.
      parts.push('<');
      at = open + 1;
    } else {
      if (BLOCK.test(tag)) parts.push('\n');
      at = behind(html, '>', open);
      if (HIDDEN.test(tag)) at = endOfHidden(html, at, tag);
    }
  }
  parts.push(html.slice(at));
  return tidyLines(unescapeHtml(parts.join('')));
}

/** Where a text goes on behind a mark; its end where the mark is missing. */
function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

function endOfHidden(html: string, from: number, tag: string): number {
  const closing = new RegExp(`</${tag}`, 'gi');
  closing.lastIndex = from;
  const end = closing.exec(html);
  return end === null ? html.length : behind(html, '>', end.index);
}

function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? accented(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return valid ? String.fromCodePoint(code) : whole;
    },
  );
}

/** `eacute` is an e with an acute accent. */
function accented(name: string): string | undefined {
  const mark = MARKS[name.slice(1)];
  return mark === undefined ? undefined : `${name[0]}${mark}`.normalize('NFC');
}

function tidyLines(text: string): string {
  return text
    .split(/[\n\r\u2028\u2029]+/)
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Text of a feed's field that is not HTML, on one line. */
export function oneLine(text: string): string {
  return plainText(text).replaceAll('\n', ' ');
}

const { abbreviations } = loadData<{ abbreviations: readonly string[] }>('signals/kinds.json');
const ABBREVIATIONS = new Set(abbreviations);

/** The sentences of plain text, word for word and in order. A line never runs into the next. */
export function sentencesOf(text: string): readonly string[] {
  return text.split('\n').flatMap(sentencesOfLine);
}

function sentencesOfLine(line: string): readonly string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const end of line.matchAll(/[.!?…]["”’»)]*\s+(?=["“‘«(¿¡]*[\p{Lu}\p{N}])/gu)) {
    const before = line.slice(start, end.index);
    if (end[0].startsWith('.') && isAbbreviated(before)) continue;
    const next = end.index + end[0].length;
    sentences.push(line.slice(start, next).trim());
    start = next;
  }
  sentences.push(line.slice(start).trim());
  return sentences.filter((sentence) => sentence !== '');
}

/** Whether the full stop after this text belongs to its last word: `U.S`, `No`, `Inc`, `J`. */
function isAbbreviated(before: string): boolean {
  const word = /[^\s("“«]*$/u.exec(before.slice(-40))?.[0] ?? '';
  return /^\p{L}$|\../u.test(word) || ABBREVIATIONS.has(word.toLowerCase());
}

/** A word of a sentence: as it stands and where, and without case and accents. */
export interface Word {
  readonly raw: string;
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text; punctuation separates them and is not kept. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: raw, index: start } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = foldWord(raw);
    if (folded !== '') words.push({ raw, folded, start, end: start + raw.length });
  }
  return words;
}

function foldWord(raw: string): string {
  // Most words are plain, and for those this is all.
  if (/^[A-Za-z0-9]+$/.test(raw)) return raw.toLowerCase();
  return raw.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
