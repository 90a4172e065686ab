import anyAscii from 'any-ascii';
import { factsOf } from './facts.ts';
import type { Word } from './words.ts';

const SEPARATOR = 0;
const SMALL = 1;
const CAPITAL = 2;
const DIGIT = 3;
/** Apostrophes, `&` and control characters need more than one look. */
const OTHER = 4;

const CLASSES = new Uint8Array(128).map((_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return SMALL;
  if (/[A-Z]/.test(character)) return CAPITAL;
  if (/[0-9]/.test(character)) return DIGIT;
  return /[\x20-\x7e]/.test(character) && !/['`&]/.test(character) ? SEPARATOR : OTHER;
});

const LAST_PLAIN = 0x7f;
const LAST_LATIN = 0x17f;
const COMMA = 0x2c;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;

/** Latin letters with accents, in ASCII; nothing for those that NFKC changes or that are none. */
const LATIN = Array.from({ length: LAST_LATIN + 1 }, (_, code) => {
  const character = String.fromCharCode(code);
  const letter = code > LAST_PLAIN && /\p{L}/u.test(character);
  const ascii = letter && character.normalize('NFKC') === character ? anyAscii(character) : '';
  return /^[A-Za-z]+$/.test(ascii) ? ascii : '';
});

/** A text of ASCII and of Latin letters with accents, without these; undefined for any other. */
function withoutAccents(text: string): string | undefined {
  let plain = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= LAST_PLAIN) continue;
    const letters = code > LAST_LATIN ? '' : (LATIN[code] as string);
    if (letters === '') return undefined;
    plain += text.slice(from, at) + letters;
    from = at + 1;
  }
  return from === 0 ? text : plain + text.slice(from);
}

/**
 * The words of a name that needs no second look, which is nearly every one: Latin letters, digits
 * and punctuation, without apostrophes, abbreviations of dotted letters and capitals inside words.
 * Undefined for every other; `wordsOf` reads them all and gives the same for these.
 */
export function simpleWords(text: string): Word[] | undefined {
  const plain = withoutAccents(text);
  if (plain === undefined) return undefined;
  const lower = plain.toLowerCase();
  const words: Word[] = [];
  let segment = 0;
  let start = -1;
  let small = true;
  let last = SEPARATOR;
  for (let at = 0; at <= plain.length; at++) {
    const code = at < plain.length ? plain.charCodeAt(at) : DOT;
    const kind = at < plain.length ? (CLASSES[code] as number) : SEPARATOR;
    if (kind === OTHER || (kind === CAPITAL && last === SMALL)) return undefined;
    if (kind === SEPARATOR) {
      if (last !== SEPARATOR) {
        if (at - start === 1 && mayGoOn(code) && isWordAt(plain, at + 1)) return undefined;
        words.push(wordBetween(lower, start, at, small, segment));
      }
      if (code === COMMA) segment++;
    } else {
      if (last === SEPARATOR) {
        start = at;
        small = true;
      }
      if (kind === CAPITAL) small = false;
    }
    last = kind;
  }
  return words;
}

/** A single letter before one of these and another letter may be an abbreviation: `S.A.`, `M/V`. */
function mayGoOn(code: number): boolean {
  return code === DOT || code === SLASH;
}

function isWordAt(text: string, at: number): boolean {
  return at < text.length && CLASSES[text.charCodeAt(at)] !== SEPARATOR;
}

function wordBetween(
  lower: string,
  start: number,
  end: number,
  small: boolean,
  segment: number,
): Word {
  const facts = factsOf(lower.slice(start, end));
  const after = end < lower.length ? lower.charCodeAt(end) : 0;
  return {
    facts,
    text: facts.text,
    dotted: after === DOT,
    hyphened: after === HYPHEN,
    small,
    segment,
  };
}
