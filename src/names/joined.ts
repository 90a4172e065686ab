import type { Role, Token } from './types.ts';

/** Joined forms are of two or three words, and long enough to be no other word by chance. */
const MOST_WORDS = 3;
const SHORTEST = 6;

const NONE: readonly string[] = Object.freeze([]);

const JOINABLE: ReadonlySet<Role> = new Set(['name', 'particle', 'generic']);

/**
 * Two and three neighbouring words of a name written together, each form once: `delacruz`,
 * `garcialopez`, `jandaniel`. Words on two sides of a comma, titles, initials and numbers are not
 * joined, and a form has at least one word that is no particle and six letters.
 */
export function joinedForms(tokens: readonly Token[]): readonly string[] {
  if (tokens.length < 2) return NONE;
  const forms = new Set<string>();
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at]!;
    let form = '';
    let named = false;
    for (let nth = at; nth < Math.min(at + MOST_WORDS, tokens.length); nth++) {
      const { text, role, part } = tokens[nth]!;
      if (!JOINABLE.has(role) || part !== first.part) break;
      form += text;
      named ||= role !== 'particle';
      if (nth > at && named && form.length >= SHORTEST) forms.add(form);
    }
  }
  return [...forms];
}
