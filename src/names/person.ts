import { particlesIn } from './particles.ts';
import {
  SUFFIXES,
  SUFFIXES_AT_END,
  TITLES_ALSO_NAMES,
  TITLES_ANYWHERE,
  TITLES_AT_START,
} from './tables.ts';
import type { Role } from './types.ts';
import { familySegment, type Word } from './words.ts';

/** `C.` before a name is the Mexican courtesy "ciudadano" when at least two words follow. */
const COURTESY = 'c';
const WORDS_AFTER_COURTESY = 2;

/** A title that may be a name is one only beside so many other names: not in `Hafiz Prueba`. */
const NAMES_BESIDE_TITLE = 2;

/** Up to so many words without a comma are all needed to tell who is meant. */
const SHORT_NAME = 2;

/**
 * The roles of the words of a person's name. At least one word stays a name, and one on each side
 * of a comma: what is left of `XU, Bin` without its particle would be anyone called Xu.
 */
export function personRoles(words: readonly Word[]): Role[] {
  const roles: Role[] = words.map((word) => plainRole(word));
  markSuffixes(words, roles);
  markTitles(words, roles);
  keepNames(words, roles);
  const named = roles.map((role) => role === 'name' || role === 'initial');
  const particles = particlesIn(words, named);
  return roles.map((role, at) => (particles[at] ? 'particle' : role));
}

function plainRole({ text }: Word): Role {
  if (/^[0-9]+$/.test(text)) return 'number';
  return text.length === 1 ? 'initial' : 'name';
}

/** What would be left without a name keeps its titles as names, and a bare suffix likewise. */
function keepNames(words: readonly Word[], roles: Role[]): void {
  const segments = new Set(words.map((word) => word.segment));
  for (const segment of segments) {
    const own = words.flatMap((word, at) => (word.segment === segment ? [at] : []));
    if (own.some((at) => roles[at] === 'name' || roles[at] === 'initial')) continue;
    const onlySuffix = own.every((at) => roles[at] === 'suffix' || roles[at] === 'number');
    if (onlySuffix && segments.size > 1) continue;
    for (const at of own) roles[at] = plainRole(words[at]!);
  }
}

/**
 * Titles stand at the start of the name or of what follows its comma, a few of them anywhere. What
 * stands before a comma are surnames, so Coronel is one there.
 */
function markTitles(words: readonly Word[], roles: Role[]): void {
  const surnames = familySegment(words);
  const rest = words.filter((_, at) => roles[at] !== 'suffix').length;
  const short = surnames === undefined && rest <= SHORT_NAME;
  const others = words.filter((word, at) => roles[at] === 'name' && !mayBeTitle(word)).length;
  let atStart = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (at > 0 && words[at - 1]!.segment !== word.segment) atStart = true;
    const start = atStart && word.segment !== surnames;
    // Of two words both are names, unless a dot shows that one is an abbreviation: `Dr. Pérez`.
    const sure = TITLES_ALSO_NAMES.has(word.text)
      ? others >= NAMES_BESIDE_TITLE
      : !short || word.dotted;
    if (roles[at] !== 'suffix' && sure && isTitle(words, at, start)) roles[at] = 'title';
    else atStart = false;
  }
}

function mayBeTitle({ text }: Word): boolean {
  return TITLES_ANYWHERE.has(text) || TITLES_AT_START.has(text);
}

function isTitle(words: readonly Word[], at: number, mayStart: boolean): boolean {
  const { text, dotted } = words[at]!;
  const follow = words.length - at - 1;
  if (TITLES_ANYWHERE.has(text)) return true;
  if (!mayStart) return false;
  if (text === COURTESY) return dotted && at === 0 && follow >= WORDS_AFTER_COURTESY;
  return follow > 0 && TITLES_AT_START.has(text);
}

/** Some suffixes stand anywhere but first, others only at the end, after at least two words. */
function markSuffixes(words: readonly Word[], roles: Role[]): void {
  let atEnd = true;
  for (let at = words.length - 1; at >= 1; at--) {
    const word = words[at]!;
    if (at < words.length - 1 && words[at + 1]!.segment !== word.segment) atEnd = true;
    const ending = atEnd && at >= 2 && SUFFIXES_AT_END.has(word.text);
    if (ending || SUFFIXES.has(word.text)) roles[at] = 'suffix';
    else atEnd = false;
  }
}
