/**
 * Takes apart what the UN writes into one name field: several spellings with semicolons, letters in
 * front of them, the original script or a remark in parentheses behind.
 */

/** One name of a field, and whether the field says that the party is no longer listed under it. */
export interface UnName {
  readonly name: string;
  readonly previous: boolean;
}

/** Splits at semicolons that are not inside parentheses. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ';' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

const PREVIOUS = /^(?:previously|formerly) listed as\b/i;
const SCRIPT = /(?:original script|in arabic(?: script)?)\s*:\s*(.+)$/iu;

/** The name that a note gives in the original script: `original script: Ж…`. */
export function scriptName(note: string): string | undefined {
  return SCRIPT.exec(note)?.[1]?.trim();
}

/** Whether a note says that the name is an older one of the listing. */
export function saysPrevious(note: string): boolean {
  return PREVIOUS.test(note);
}

function isLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text);
}

function isForeign(text: string): boolean {
  return /\p{L}/u.test(text) && !isLatin(text);
}

/** The names in one field, in their order; a remark in parentheses stays with its name. */
export function unNames(field: string): readonly UnName[] {
  return splitOutside(field)
    .flatMap((part) => part.split(/(?:^|\s)[a-z]\)\s+/))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(withScript);
}

function withScript(part: string): readonly UnName[] {
  const [, outer, inner] = /^([^()]*\S)\s*\((.*)\)\s*,?$/.exec(part) ?? [];
  if (outer === undefined || inner === undefined) return [{ name: part, previous: false }];
  if (saysPrevious(inner)) return [{ name: outer, previous: true }];
  const script = scriptName(inner);
  if (script !== undefined) {
    return [outer, script].map((name) => ({ name, previous: false }));
  }
  // `Name (نام)` and `نام (Name; Other Name)` are spellings of one name in two scripts.
  if ((isLatin(outer) && isForeign(inner)) || (isForeign(outer) && isLatin(inner))) {
    return [{ name: outer, previous: false }, ...unNames(inner)];
  }
  return [{ name: part, previous: false }];
}
