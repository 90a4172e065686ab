import { factsOf, type WordFacts } from './facts.ts';
import { simpleWords } from './scan.ts';
import { HAN_LEGAL_FORM, HAN_LEGAL_FORMS } from './tables.ts';
import { transcribed, transliterate } from './transliterate.ts';
import type { NameKind } from './types.ts';

/** A word of a name before its role is known. */
export interface Word {
  readonly facts: WordFacts;
  /** Normalised text: only a-z and 0-9, never empty. */
  readonly text: string;
  /** Whether a dot follows it. */
  readonly dotted: boolean;
  /** Whether a hyphen joins it to the next word. */
  readonly hyphened: boolean;
  /** Whether it is written in small letters. */
  readonly small: boolean;
  /** Number of commas before it. */
  readonly segment: number;
  /** Whether its script leaves out vowels. */
  readonly vowelless?: boolean;
}

/**
 * The part before the first comma, where lists write surnames; undefined without a comma between
 * words.
 */
export function familySegment(words: readonly Word[]): number | undefined {
  const first = words[0]?.segment;
  return first === words.at(-1)?.segment ? undefined : first;
}

/** Written as apostrophes, primes, quotes or transliteration signs; they never part a word. */
const APOSTROPHES = /['`´‘’‛ʹʻʼʽʾʿˈ′＇]/gu;
const APOSTROPHE = /['`´‘’‛ʹʻʼʽʾʿˈ′＇]/u;
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_WORD = /[A-Za-z0-9]+/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * NFKC, zero-width and control characters removed, accents folded, transliterated to a-z0-9 and
 * single spaces, lower case. Empty when the text has no letter and no digit. Never throws.
 */
export function normaliseName(text: string, kind: NameKind = 'unknown'): string {
  return wordsOf(text, kind)
    .map((word) => word.text)
    .join(' ');
}

/** The words of a name in their order. Takes time in proportion to the text. */
export function wordsOf(text: string, kind: NameKind): Word[] {
  return simpleWords(text) ?? anyWords(text, kind);
}

function anyWords(text: string, kind: NameKind): Word[] {
  const clean = spellOut(PLAIN.test(text) ? text.replace(APOSTROPHES, '') : cleanUp(text));
  const plain = PLAIN.test(clean);
  const foreigner = TRANSCRIBED.test(clean);
  const quoted = clean.length !== text.length && APOSTROPHE.test(text);
  const found: Found[] = [];
  let segment = 0;
  let end = 0;
  for (const match of clean.matchAll(plain ? PLAIN_WORD : WORD)) {
    const between = clean.slice(end, match.index);
    for (const character of between) if (character === ',') segment++;
    end = match.index + match[0].length;
    const word = { raw: match[0], start: match.index, end, segment, after: clean[end] ?? '' };
    if (isRunTogether(match[0]) && !quoted) found.push(...apart(word));
    else found.push(word);
  }
  return plain
    ? joinLetters(found, kind).map(plainWord)
    : joinLetters(found, kind).flatMap((word) => foreignWords(word, kind, foreigner));
}

/** A dot between Chinese characters parts the names of a foreigner: 约翰·史密斯 is John Smith. */
const TRANSCRIBED = /\p{Script=Han}[·•‧・]\p{Script=Han}/u;
const HAN_ONLY = /^\p{Script=Han}+$/u;

/** A run of letters and digits, where it was found. */
interface Found {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly segment: number;
  /** The character that follows it, or nothing. */
  readonly after: string;
}

/**
 * Words without the space between them, as capitals inside show: `JanDaniel`, `SiemensAG`. Each has
 * three letters, and none is the beginning of one surname, as in `MacDonald`. Where an apostrophe
 * was left out, a capital may have stood behind it.
 */
const RUN_TOGETHER =
  /^(?!(?:Mac|Fitz)\p{Lu})\p{Lu}\p{Ll}{2,}(?:\p{Lu}\p{Ll}{2,})*(?:\p{Lu}\p{Ll}{2,}|\p{Lu}{2,5})$/u;
const SHORTEST_RUN = 5;

function isRunTogether(raw: string): boolean {
  return raw.length >= SHORTEST_RUN && RUN_TOGETHER.test(raw);
}

/** The words of a run, each with its place in the text. */
function apart({ raw, start, end, segment, after }: Found): Found[] {
  let at = start;
  return raw.split(/(?<=\p{Ll})(?=\p{Lu})/u).map((piece) => {
    const from = at;
    at += piece.length;
    return { raw: piece, start: from, end: at, segment, after: at === end ? after : '' };
  });
}

/** Other writings of the comma are brought to one before NFKC can lose them. */
function cleanUp(text: string): string {
  return text
    .replace(APOSTROPHES, '')
    .replace(/[،、，]/gu, ',')
    .replace(/\p{Cs}/gu, '')
    .normalize('NFKC')
    .replace(/[\t\n\v\f\r\u0085]/g, ' ')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/[\p{Pd}−]/gu, '-');
}

/** `AT&T` is one word, `Hijos & Cia` has an `and`. */
function spellOut(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(/(?<![A-Za-z0-9])([A-Za-z]{1,2})&([A-Za-z]{1,2})(?![A-Za-z0-9])/g, '$1$2')
    .replace(/&/g, ' and ');
}

/**
 * Letters that a dot or slash joins without a space are an abbreviation: `S.A.`, `A/S`. In a
 * person's name they stay initials, except for `M.ª` and academic titles, which are known words.
 */
function joinLetters(found: readonly Found[], kind: NameKind): Found[] {
  const result: Found[] = [];
  for (let at = 0; at < found.length; at++) {
    const first = found[at]!;
    let last = at;
    while (isLetter(found[last]!) && followsClosely(found[last]!, found[last + 1])) last++;
    if (last === at) {
      result.push(first);
      continue;
    }
    const run = found.slice(at, last + 1);
    const raw = run.map((letter) => letter.raw).join('');
    if (kind === 'person' && !KNOWN_ABBREVIATIONS.has(raw.toLowerCase())) result.push(...run);
    else result.push({ ...run.at(-1)!, raw, start: first.start });
    at = last;
  }
  return result;
}

/** Abbreviations of dotted letters that are words of a person's name: María, public accountant. */
const KNOWN_ABBREVIATIONS = new Set(['ma', 'cp', 'mvz', 'qfb', 'phd', 'md', 'jr', 'sr', 'dr']);

function isLetter(word: Found): boolean {
  return word.end - word.start === 1 && !/\d/.test(word.raw);
}

function followsClosely(word: Found, next: Found | undefined): boolean {
  return (
    next !== undefined &&
    next.start === word.end + 1 &&
    (word.after === '.' || word.after === '/') &&
    isLetter(next)
  );
}

function plainWord(word: Found): Word {
  const text = word.raw.toLowerCase();
  return {
    facts: factsOf(text),
    text,
    dotted: word.after === '.',
    hyphened: word.after === '-',
    small: text === word.raw,
    segment: word.segment,
  };
}

const ABJAD = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

function foreignWords(word: Found, kind: NameKind, foreigner: boolean): Word[] {
  if (PLAIN.test(word.raw)) return [plainWord(word)];
  const small = word.raw === word.raw.toLowerCase() && word.raw !== word.raw.toUpperCase();
  const pieces = word.raw.split(HAN_LEGAL_FORM);
  const company = pieces.length > 1 || kind === 'organization' || kind === 'vessel';
  const texts = pieces.flatMap(
    (piece) =>
      HAN_LEGAL_FORMS.get(piece) ??
      (foreigner && !company && HAN_ONLY.test(piece)
        ? transcribed(piece)
        : transliterate(piece, company)),
  );
  const vowelless = ABJAD.test(word.raw);
  return texts.map((text, index) => ({
    facts: factsOf(text),
    text,
    dotted: word.after === '.' && index === texts.length - 1,
    hyphened: word.after === '-' && index === texts.length - 1,
    small,
    segment: word.segment,
    vowelless,
  }));
}
