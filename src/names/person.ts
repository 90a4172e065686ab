import { MAY } from './facts.ts';
import { particlesIn } from './particles.ts';
import type { Role } from './types.ts';
import { familySegment, type Word } from './words.ts';

/** The courtesy `C.` stands before at least two words. */
const WORDS_AFTER_COURTESY = 2;

/** A title that may be a name is one only beside so many other names: not in `Hafiz Prueba`. */
const NAMES_BESIDE_TITLE = 2;

/** Up to so many words without a comma are all needed to tell who is meant. */
const SHORT_NAME = 2;

/** What gives a word of a person's name another role than its plain one. */
const PERSONAL = MAY.suffix | MAY.suffixAtEnd | MAY.titleAnywhere | MAY.titleAtStart | MAY.courtesy;

/**
 * The roles of the words of a person's name. At least one word stays a name, and one on each side
 * of a comma: what is left of `XU, Bin` without its particle would be anyone called Xu.
 */
export function personRoles(words: readonly Word[]): Role[] {
  const roles: Role[] = [];
  let may = 0;
  for (const { facts } of words) {
    roles.push(facts.plainRole);
    may |= facts.may;
  }
  if ((may & (MAY.suffix | MAY.suffixAtEnd)) !== 0) markSuffixes(words, roles);
  if ((may & (MAY.titleAnywhere | MAY.titleAtStart | MAY.courtesy)) !== 0) markTitles(words, roles);
  // Without a suffix or title, only a number can leave a side without a name, and it stays one.
  if ((may & PERSONAL) !== 0) keepNames(words, roles);
  if ((may & (MAY.particle | MAY.hyphenedArticle)) !== 0) markParticles(words, roles);
  return roles;
}

function markParticles(words: readonly Word[], roles: Role[]): void {
  const named = roles.map((role) => role === 'name' || role === 'initial');
  const particles = particlesIn(words, named);
  for (let at = 0; at < words.length; at++) if (particles[at]) roles[at] = 'particle';
}

/** What would be left without a name keeps its titles as names, and a bare suffix likewise. */
function keepNames(words: readonly Word[], roles: Role[]): void {
  const whole = words[0]!.segment === words.at(-1)!.segment;
  let start = 0;
  while (start < words.length) {
    let end = start;
    let named = false;
    let onlySuffix = true;
    while (end < words.length && words[end]!.segment === words[start]!.segment) {
      const role = roles[end++]!;
      if (role === 'name' || role === 'initial') named = true;
      else if (role !== 'suffix' && role !== 'number') onlySuffix = false;
    }
    if (!named && (whole || !onlySuffix)) {
      for (let at = start; at < end; at++) roles[at] = words[at]!.facts.plainRole;
    }
    start = end;
  }
}

/**
 * Titles stand at the start of the name or of what follows its comma, a few of them anywhere. What
 * stands before a comma are surnames, so Coronel is one there.
 */
function markTitles(words: readonly Word[], roles: Role[]): void {
  const surnames = familySegment(words);
  const rest = count(words, (_, at) => roles[at] !== 'suffix');
  const short = surnames === undefined && rest <= SHORT_NAME;
  const others = count(words, (word, at) => roles[at] === 'name' && !mayBeTitle(word));
  let atStart = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (at > 0 && words[at - 1]!.segment !== word.segment) atStart = true;
    const start = atStart && word.segment !== surnames;
    // Of two words both are names, unless a dot shows that one is an abbreviation: `Dr. Pérez`.
    const sure =
      (word.facts.may & MAY.titleOrName) !== 0
        ? others >= NAMES_BESIDE_TITLE
        : !short || word.dotted;
    if (roles[at] !== 'suffix' && sure && isTitle(words, at, start)) roles[at] = 'title';
    else atStart = false;
  }
}

function count(words: readonly Word[], is: (word: Word, at: number) => boolean): number {
  let sum = 0;
  for (let at = 0; at < words.length; at++) if (is(words[at]!, at)) sum++;
  return sum;
}

function mayBeTitle({ facts }: Word): boolean {
  return (facts.may & (MAY.titleAnywhere | MAY.titleAtStart)) !== 0;
}

function isTitle(words: readonly Word[], at: number, mayStart: boolean): boolean {
  const { facts, dotted } = words[at]!;
  const follow = words.length - at - 1;
  if ((facts.may & MAY.titleAnywhere) !== 0) return true;
  if (!mayStart) return false;
  if ((facts.may & MAY.courtesy) !== 0) {
    return dotted && at === 0 && follow >= WORDS_AFTER_COURTESY;
  }
  return follow > 0 && (facts.may & MAY.titleAtStart) !== 0;
}

/** Some suffixes stand anywhere but first, others only at the end, after at least two words. */
function markSuffixes(words: readonly Word[], roles: Role[]): void {
  let atEnd = true;
  for (let at = words.length - 1; at >= 1; at--) {
    const { facts, segment } = words[at]!;
    if (at < words.length - 1 && words[at + 1]!.segment !== segment) atEnd = true;
    const ending = atEnd && at >= 2 && (facts.may & MAY.suffixAtEnd) !== 0;
    if (ending || (facts.may & MAY.suffix) !== 0) roles[at] = 'suffix';
    else atEnd = false;
  }
}
