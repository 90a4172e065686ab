import { splitWord } from './split.ts';
import type { NameKind } from './types.ts';
import { wordsOf } from './words.ts';

/** Digits that stand for the letters they look like, which is how names are hidden from filters. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
};

/** Most names have no digit, and are not looked at twice. */
const DIGIT = /[0-9]/;
const DIGIT_IN_WORD = /\p{L}\d|\d\p{L}/u;
const INITIALS_IN_ONE = /^([B-DF-HJ-NP-TV-XZ])([B-DF-HJ-NP-TV-XZ])(?=\s+\p{L}{2})/u;

/**
 * Other ways to read a person's name that is written in an odd way, as texts: digits that stand for
 * letters (`Sech1n`), two initials in one word (`JC Prueba`), a whole name without its spaces
 * (`garcialopezana`). Mostly none.
 */
export function otherReadings(text: string, kind: NameKind): readonly string[] {
  if (kind !== 'person') return NONE;
  if (DIGIT.test(text) && DIGIT_IN_WORD.test(text)) {
    return [text.replace(/[0-9]/g, (digit) => LOOK_ALIKES[digit] ?? digit)];
  }
  if (INITIALS_IN_ONE.test(text)) return [text.replace(INITIALS_IN_ONE, '$1. $2.')];
  if (/\s/u.test(text.trim())) return NONE;
  const [word, ...more] = wordsOf(text, kind);
  const pieces = word === undefined || more.length > 0 ? undefined : splitWord(word.text);
  return pieces === undefined ? NONE : [pieces.join(' ')];
}

const NONE: readonly string[] = Object.freeze([]);
