import { clean } from '../party-record.ts';

/** What stands alone behind a comma and belongs to the name before it. */
const FORM =
  /^(?:(?:Pte\.?\s+)?(?:Ltd|LLC|L\.L\.C|Inc|Co|S\.?A|JSC|OJSC|PJSC|GmbH|SAL|OAO|OOO)\b\.?|[ОЗП]?АО|ООО|ФГУП)$/i;

/** Pieces of a text between separators that stand in no parentheses or quotes. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === '"') quoted = !quoted;
    const ends = character === ';' || (character === ',' && depth === 0 && !quoted);
    if (character !== undefined && !ends) continue;
    found.push(text.slice(start, i));
    start = i + 1;
    depth = 0;
    quoted = false;
  }
  return found;
}

const words = (text: string): number => text.trim().split(/\s+/).length;

/** `X Y / X Z` and `X Y or X Z` are two names; `X or Z Y` is one that is written in two ways. */
function variants(text: string): readonly string[] {
  const parts = text.split(/\s*\/\s*|\s+or\s+/);
  return parts.length > 1 && parts.every((part) => words(part) > 1) ? parts : [text];
}

/**
 * The names in one cell of aliases: with commas, semicolons, slashes or `or` between them, the
 * language in front of some, and legal forms behind a comma.
 */
export function aliasesIn(text: string): readonly string[] {
  const joined: string[] = [];
  for (const piece of pieces(text)) {
    const name = clean(piece.replace(/^\s*(?:and\s+)?\p{L}+\s*:\s*/u, ''));
    if (name === undefined) continue;
    if (FORM.test(name) && joined.length > 0) joined.push(`${joined.pop()}, ${name}`);
    else joined.push(name);
  }
  return joined.flatMap(variants).map((name) => name.replace(/^\((?=[^)]*$)/, ''));
}
