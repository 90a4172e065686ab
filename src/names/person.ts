import {
  HYPHENED_ARTICLES,
  PERSON_PARTICLES,
  SUFFIXES,
  SUFFIXES_AT_END,
  TITLES_ANYWHERE,
  TITLES_AT_START,
} from './tables.ts';
import type { Role } from './types.ts';
import type { Word } from './words.ts';

/** `C.` before a name is the Mexican courtesy "ciudadano" when at least two words follow. */
const COURTESY = 'c';
const WORDS_AFTER_COURTESY = 2;

/** The roles of the words of a person's name. At least one word stays a name. */
export function personRoles(words: readonly Word[]): Role[] {
  const roles: Role[] = words.map((word) => plainRole(word));
  markTitles(words, roles);
  markSuffixes(words, roles);
  for (let at = 0; at < words.length; at++) {
    if ((roles[at] === 'name' || roles[at] === 'initial') && isParticle(words, at)) {
      roles[at] = 'particle';
    }
  }
  if (!roles.includes('name') && !roles.includes('initial')) {
    return words.map((word) => plainRole(word));
  }
  return roles;
}

function plainRole({ text }: Word): Role {
  if (/^[0-9]+$/.test(text)) return 'number';
  return text.length === 1 ? 'initial' : 'name';
}

/**
 * Titles stand at the start of the name or of what follows its comma, a few of them anywhere. What
 * stands before a comma are surnames, so Coronel is one there.
 */
function markTitles(words: readonly Word[], roles: Role[]): void {
  const surnames = words[0]?.segment !== words.at(-1)?.segment ? words[0]?.segment : undefined;
  let atStart = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (at > 0 && words[at - 1]!.segment !== word.segment) atStart = true;
    const mayStart = atStart && word.segment !== surnames;
    if (isTitle(words, at, mayStart)) roles[at] = 'title';
    else atStart = false;
  }
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

/**
 * `y` and `e` join surnames only between two words and without a dot; `E` is else an initial. An
 * Arabic article such as `as` is one only before a hyphen.
 */
function isParticle(words: readonly Word[], at: number): boolean {
  const { text, dotted, hyphened, small } = words[at]!;
  if (HYPHENED_ARTICLES.has(text) && hyphened) return true;
  if (!PERSON_PARTICLES.has(text)) return false;
  if (text.length > 1) return true;
  if (dotted || at === 0 || at === words.length - 1) return false;
  return text === 'y' || small || words[at + 1]!.text.startsWith('i');
}
