import { SON_OF } from './tables.ts';
import type { Role } from './types.ts';
import { familySegment, type Word } from './words.ts';

/**
 * East Slavic: the father's name with `-ovich`, `-evna` and the like. Serbian and Croatian surnames
 * in `-ovic` are none.
 */
const EAST_SLAVIC = /^(?=.{6}).*(?:[oei]v(?:ich|ych|itch|ych|na)|ivna|inichna|yovich)$/;

/** Without a comma, a word that ends a name of so many is a patronymic behind surname and name. */
const NAMES_BEFORE_LAST = 2;

/**
 * Which words of a person's name say only who the father is, or the father's father: in
 * `Usama bin Muhammad bin Awad bin Ladin` the two in the middle, in `Sergey Viktorovich Lavrov` the
 * second. Such words are left out as often as not. What stands before a comma is a surname, and so
 * is the last of a chain without one.
 */
export function patronymicsIn(words: readonly Word[], roles: readonly Role[]): boolean[] {
  const found = words.map(() => false);
  const family = familySegment(words);
  const names = words.flatMap((_, at) => (roles[at] === 'name' ? [at] : []));
  const last = family === undefined ? names.at(-1) : undefined;
  let slavic = false;
  for (let nth = 1; nth < names.length; nth++) {
    const at = names[nth]!;
    if (words[at]!.segment === family) continue;
    const { text } = words[at]!;
    if (roles[at - 1] === 'particle' && SON_OF.has(words[at - 1]!.text)) found[at] = at !== last;
    else if (!slavic && EAST_SLAVIC.test(text) && (at !== last || nth >= NAMES_BEFORE_LAST)) {
      found[at] = true;
      slavic = true;
    }
  }
  return found;
}
