/** A search text that was understood, or why it was not. */
export type SearchText = { readonly text: string } | { readonly problem: string };

/**
 * Reads the text of a search. yente takes Lucene's query language; Tamiz looks for entities whose
 * names hold every word. What means the same in both is taken (`AND`, `+word`, quotation marks);
 * what Lucene would understand otherwise is refused instead of being searched as if it were words.
 * With `simple`, for search boxes, every text is good and signs count for nothing.
 */
export function readSearchText(q: string, simple: boolean): SearchText {
  if (simple) return { text: plainWords(q) };
  const outside = q.replace(/"[^"]*"/g, ' ');
  if (outside.includes('"')) return { problem: 'a quotation mark is not closed' };
  for (const [form, words] of REFUSED) {
    if (form.test(outside)) return { problem: words };
  }
  return { text: plainWords(q.replace(/(^|\s)(AND|&&)(?=\s|$)/g, ' ')) };
}

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\//, 'regular expressions (/…/) are not supported'],
  [/[()[\]{}^]/, 'groups, ranges and weights are not supported'],
  [/(^|\s)(OR|NOT|\|\|)(?=\s|$)/, 'OR and NOT are not supported'],
  [/(^|\s)[-!]\S/, 'leaving words out (-word) is not supported'],
  [/\w:\S/, 'fields (name:word) are not supported; use filter=properties.name:value'],
  [/[?]|\*(?!\s*$)/, 'wildcards are only supported at the end of the text'],
  [/\\/, 'a backslash is not supported'],
  [/~/, 'misspelt words (word~) are asked for with fuzzy=true'],
];

/** The words alone; a hyphen or apostrophe inside a word belongs to it. */
function plainWords(text: string): string {
  return text
    .replace(/["+|*()~<>=:\\/[\]{}^!&]/g, ' ')
    .replace(/(^|\s)-+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
