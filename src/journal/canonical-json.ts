/** JSON as a value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Deeper than any record has a reason to be, and far from the end of the stack. */
const MAX_DEPTH = 64;

/**
 * JSON in the one form of RFC 8785 (JCS): keys in the order of their UTF-16 units, numbers as
 * JavaScript writes them, no spaces. Whoever encodes the same value gets the same bytes.
 *
 * Throws a `TypeError` in words for a value that has no such form.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) throw new TypeError(`more than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`the number ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) {
    // `map` would pass over what was never set.
    return `[${Array.from(value, (item: unknown) => canonicalJson(item, depth + 1)).join(',')}]`;
  }
  if (typeof value !== 'object') throw new TypeError(`a value of type ${typeof value}`);
  const form: unknown = Object.getPrototypeOf(value);
  if (form !== Object.prototype && form !== null) throw new TypeError('an object of a class');
  const object = value as Readonly<Record<string, unknown>>;
  const pair = (key: string) => `${text(key)}:${canonicalJson(object[key], depth + 1)}`;
  // Without a comparison of its own, `sort` compares UTF-16 units.
  return `{${Object.keys(object).sort().map(pair).join(',')}}`;
}

function text(value: string): string {
  // Half of a surrogate pair has no bytes in UTF-8; most texts hold no halves at all.
  if (/[\ud800-\udfff]/.test(value) && /\p{Cs}/u.test(value))
    throw new TypeError('a text that is not Unicode');
  return JSON.stringify(value);
}
