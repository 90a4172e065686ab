import { MAY } from './facts.ts';
import { EAST_ASIAN_SURNAMES } from './tables.ts';
import { familySegment, type Word } from './words.ts';

/** One syllable as Chinese, Korean and Vietnamese names are romanised. */
const SYLLABLE =
  /^(?=.{1,6}$)[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|rk|[bcgklmnpt])?$/;

/** A particle that opens a name needs so many names after it: `de León Juan`, but `De Wang`. */
const NAMES_AFTER_OPENING = 2;

/**
 * Which words are particles. A particle is one only before a name of its own side of the comma, and
 * after a name; or where surnames start, before a comma or when the words leave no doubt. Elsewhere
 * `Do`, `Le`, `Bin` and `Van` are names of many people. `named` tells which words are names or
 * particles, not titles, suffixes and numbers. Takes time in proportion to the words.
 */
export function particlesIn(words: readonly Word[], named: readonly boolean[]): boolean[] {
  const found = words.map(() => false);
  const family = familySegment(words);
  const eastAsian = isEastAsian(words, named);
  let names = named.filter((is) => is).length;
  for (let at = 0; at < words.length; at++) {
    if (!named[at]) continue;
    const { segment } = words[at]!;
    const end = runEnd(words, named, at);
    const follows = named[end] && words[end]?.segment === segment;
    const afterName = at > 0 && named[at - 1] && words[at - 1]!.segment === segment;
    const mayOpen = family === undefined ? end - at > 1 : segment === family;
    const sure = !eastAsian && (afterName || mayOpen);
    for (let nth = at; nth < end; nth++) {
      const opens = isOpening(words[nth]!) && family === undefined;
      const beforeMany = names > NAMES_AFTER_OPENING && opens && !eastAsian;
      found[nth] = Boolean(follows) && (sure || beforeMany || isArticle(words[nth]!));
    }
    names -= Math.max(end - at, 1);
    at = Math.max(end - 1, at);
  }
  return found;
}

/** Where the run of words that may be particles ends which starts here: itself without any. */
function runEnd(words: readonly Word[], named: readonly boolean[], at: number): number {
  let end = at;
  while (named[end] && words[end]!.segment === words[at]!.segment && mayBeParticle(words, end)) {
    end++;
  }
  return end;
}

function isOpening({ facts }: Word): boolean {
  return (facts.may & MAY.opening) !== 0;
}

function isArticle({ facts, hyphened }: Word): boolean {
  return (facts.may & (hyphened ? MAY.article | MAY.hyphenedArticle : MAY.article)) !== 0;
}

/**
 * `y` and `e` join surnames only between two words and without a dot; `E` is else an initial. An
 * Arabic article that has taken the sound of the next letter is one only before it: `as-Sabah`.
 */
function mayBeParticle(words: readonly Word[], at: number): boolean {
  const { facts, text, dotted, hyphened, small } = words[at]!;
  const next = words[at + 1];
  if (hyphened && (facts.may & MAY.hyphenedArticle) !== 0 && next !== undefined) {
    return text.endsWith('l') || next.text.startsWith(text.slice(1));
  }
  if ((facts.may & MAY.particle) === 0) return false;
  if (text.length > 1) return true;
  if (dotted || at === 0 || next === undefined) return false;
  return text === 'y' || small || next.text.startsWith('i');
}

/** `Nguyen Van Thanh`: a known surname first or last, and all words of one syllable. */
function isEastAsian(words: readonly Word[], named: readonly boolean[]): boolean {
  const names = words.filter((_, at) => named[at]);
  const ends = [names[0], names.at(-1)];
  return (
    ends.some((word) => word !== undefined && EAST_ASIAN_SURNAMES.has(word.text)) &&
    names.every((word) => SYLLABLE.test(word.text))
  );
}
