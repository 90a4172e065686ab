import { loadData } from '../base/index.ts';
import { parseCurp } from './curp.ts';
import { parseRfc } from './rfc.ts';
import type { Identifier } from './types.ts';

/**
 * Whether the letters at the start of a CURP or RFC can come from a name. Names are written in any
 * order and with parts left out, so every way of reading one is tried, and what is not known is
 * never held against it.
 */

const table = loadData<{
  skipped: readonly string[];
  passedOver: readonly string[];
  companySkipped: readonly string[];
  soundAlike: readonly string[];
}>('identifiers/mexican-name-letters.json');

const SKIPPED = new Set(table.skipped);
const PASSED_OVER = new Set(table.passedOver);
const COMPANY_SKIPPED = new Set(table.companySkipped);

/** The letters of one key. */
export interface KeyLetters {
  readonly kind: 'curp' | 'rfc' | 'company';
  /** Four letters, three of a company. X may stand for any. */
  readonly initials: string;
  /** First inner consonants of the two surnames and the given name; empty in an RFC. */
  readonly consonants: string;
  /** The key as it is written. */
  readonly from: string;
}

/** The letters that an identifier has from a name; undefined for other kinds. */
export function keyLettersOf({ kind, value, original }: Identifier): KeyLetters | undefined {
  if (kind === 'curp') {
    const curp = parseCurp(value);
    return curp && { kind, initials: curp.initials, consonants: curp.consonants, from: original };
  }
  const rfc = kind === 'rfc' ? parseRfc(value) : undefined;
  return (
    rfc && {
      kind: rfc.kind === 'company' ? 'company' : 'rfc',
      initials: rfc.letters,
      consonants: '',
      from: original,
    }
  );
}

/** One way of reading a name: its surnames and its given names, in capitals without accents. */
export interface NameGuess {
  readonly surnames: readonly string[];
  readonly given: readonly string[];
}

/** Names of more words are read in too many ways to tell anything. */
const MOST_WORDS = 8;

/** Words in capital letters without accents. */
function wordsOf(text: string): string[] {
  return text
    .toUpperCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Z]+/)
    .filter((word) => word !== '');
}

const nameWords = (text: string): string[] => wordsOf(text).filter((word) => !SKIPPED.has(word));

/** The ways of reading a person's name: `GARCIA LOPEZ, Ana` has one, `Ana Garcia Lopez` several. */
export function namePartsOf(text: string): readonly NameGuess[] {
  const comma = text.indexOf(',');
  if (comma > 0) {
    const surnames = nameWords(text.slice(0, comma));
    const given = nameWords(text.slice(comma + 1));
    return surnames.length > 0 && given.length > 0 ? [{ surnames, given }] : [];
  }
  const words = nameWords(text);
  if (words.length < 2 || words.length > MOST_WORDS) return [];
  return Array.from({ length: words.length - 1 }, (_, i) => i + 1).flatMap((at) => [
    { given: words.slice(0, at), surnames: words.slice(at) },
    { surnames: words.slice(0, at), given: words.slice(at) },
  ]);
}

/** How letters stand to a name: which of its parts they bear out, and which they are against. */
export interface LetterFit {
  readonly agreeing: readonly NamePart[];
  readonly contradicting: readonly NamePart[];
}

type NamePart = 'paternal' | 'maternal' | 'given';

const soundsAlike = (a: string, b: string): boolean =>
  a === b || table.soundAlike.some((line) => line.includes(a) && line.includes(b));

/** Whether a key's letter can be that of the name; what is missing fits. */
const fits = (letter: string | undefined, own: string | undefined): boolean =>
  letter === undefined || own === undefined || soundsAlike(letter, own);

/** The same where the rules put an X for what there is not, or for what would make a bad word. */
const fitsOrX = (letter: string | undefined, own: string | undefined): boolean =>
  letter === 'X' || fits(letter, own);

const innerVowel = (word: string): string | undefined => /^.[^AEIOU]*([AEIOU])/.exec(word)?.[1];
const innerConsonant = (word: string): string | undefined => /^.[AEIOU]*([^AEIOU])/.exec(word)?.[1];

/** The best fit of letters among the ways of reading a party's names; undefined without any. */
export function lettersFit(
  letters: KeyLetters,
  guesses: readonly NameGuess[],
): LetterFit | undefined {
  let best: LetterFit | undefined;
  for (const guess of guesses) {
    const fit = fitOne(letters, guess);
    if (best === undefined || better(fit, best)) best = fit;
  }
  return best;
}

function better(fit: LetterFit, than: LetterFit): boolean {
  const fewer = than.contradicting.length - fit.contradicting.length;
  return fewer > 0 || (fewer === 0 && fit.agreeing.length > than.agreeing.length);
}

function fitOne(letters: KeyLetters, { surnames, given }: NameGuess): LetterFit {
  const [p1, p2, m1, g1] = letters.initials as unknown as string[];
  const [pc] = letters.consonants as unknown as string[];
  const [paternal = ''] = surnames;
  if (letters.kind === 'rfc' && fitsShortRule(letters.initials, surnames, given)) {
    return { agreeing: ['paternal', 'given'], contradicting: [] };
  }
  const agreeing: NamePart[] = [];
  const contradicting: NamePart[] = [];
  const say = (part: NamePart, agrees: boolean) => (agrees ? agreeing : contradicting).push(part);
  // Vowel and consonant both wrong are another surname; one of them is how it was spelt.
  const inner =
    fitsOrX(p2, innerVowel(paternal)) ||
    (pc !== undefined && fitsOrX(pc, innerConsonant(paternal)));
  say('paternal', fits(p1, paternal[0]) && inner);
  const maternals = surnames.slice(1);
  if (maternals.length > 0 && m1 !== 'X') {
    say(
      'maternal',
      maternals.some((word) => fits(m1, word[0])),
    );
  }
  // People go by any of their given names; the key has the first that is not too common, and where
  // that one is left out, José or María alone tells nothing.
  const fitsGiven = given.some((word) => (letters.kind === 'rfc' ? fitsOrX : fits)(g1, word[0]));
  if (fitsGiven || given.some((word) => !PASSED_OVER.has(word))) say('given', fitsGiven);
  return { agreeing, contradicting };
}

/**
 * An RFC of one surname has two letters of it and two of the given name; of a surname of up to two
 * letters only the first, then the initial of the second and two letters of the given name.
 */
function fitsShortRule(initials: string, surnames: readonly string[], given: readonly string[]) {
  const names = given.length > 1 && PASSED_OVER.has(given[0] as string) ? given.slice(1) : given;
  const [name = ''] = names;
  const [paternal = '', maternal = ''] = surnames;
  if (name.length < 2) return false;
  const ends = initials.endsWith(name.slice(0, 2));
  return (
    ends &&
    (initials.startsWith(paternal.slice(0, 2)) ||
      (paternal.length <= 2 && initials.startsWith(`${paternal[0]}${maternal[0]}`)))
  );
}

/**
 * Whether the three letters of a company's RFC can come from its name: the initials of its first
 * three words, or more letters of fewer words. Undefined where the name gives no three letters.
 */
export function companyLettersFit(initials: string, name: string): boolean | undefined {
  const words = wordsOf(name).filter((word) => !COMPANY_SKIPPED.has(word));
  const [first = '', second = '', third] = words;
  const expected = [
    third !== undefined ? `${first[0]}${second[0]}${third[0]}` : '',
    second !== '' ? `${first[0]}${second.slice(0, 2)}` : '',
    first.slice(0, 3),
  ].filter((letters) => letters.length === 3);
  if (expected.length === 0) return undefined;
  const agreeing = (letters: string) => [...letters].filter((l, i) => fits(initials[i], l)).length;
  return Math.max(...expected.map(agreeing)) >= 2;
}
