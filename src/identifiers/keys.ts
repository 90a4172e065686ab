import { nitCheckDigit } from './check-digits.ts';
import type { Identifier } from './types.ts';

/** Characters of a BIC that name the institution; the rest names a branch. */
const BIC_INSTITUTION = 8;

/** Colombian tax numbers with their check digit have nine or ten digits. */
const NIT_WITH_CHECK_DIGIT = /^\d{9,10}$/;

/**
 * The keys under which an identifier is compared: two identifiers are the same when they share one.
 * National, tax, registration and other numbers share a class, because one file's tax number is
 * another's id number. A passport meets passports, and numbers of no stated kind.
 */
export function identifierKeys({ kind, value }: Identifier): string[] {
  switch (kind) {
    case 'national':
    case 'registration':
      return [`id:${value}`];
    case 'tax':
      return [`id:${value}`, ...withoutCheckDigit(value)];
    case 'other':
      return [`id:${value}`, `passport:${value}`];
    case 'swift':
      return [`swift:${value.slice(0, BIC_INSTITUTION)}`];
    default:
      return [`${kind}:${value}`];
  }
}

/**
 * Keys under which identifiers lie that are equal or nearly so (`partial` or `mistyped`): for any
 * two such identifiers at least one is shared. One slip of the pen, or a swap of two neighbours,
 * leaves one of three blocks of a CURP whole, and the letters or the date of an RFC.
 */
export function identifierLookupKeys(identifier: Identifier): string[] {
  const { kind, value } = identifier;
  const keys = identifierKeys(identifier);
  if (kind === 'curp') {
    for (let block = 0; block < 3; block++) {
      keys.push(`curp/${block}:${value.slice(6 * block, 6 * block + 6)}`);
    }
  }
  if (kind === 'rfc') {
    const letters = value.search(/\d/);
    keys.push(`rfc/0:${value.slice(0, letters)}`, `rfc/1:${value.slice(letters, letters + 6)}`);
  }
  return keys;
}

/** OFAC writes a NIT now with, now without its check digit; a right one may go. */
function withoutCheckDigit(value: string): string[] {
  const body = value.slice(0, -1);
  return NIT_WITH_CHECK_DIGIT.test(value) && nitCheckDigit(body) === value.at(-1)
    ? [`id:${body}`]
    : [];
}
