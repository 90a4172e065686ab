import { ruleOf } from './labels.ts';
import {
  composeDetail,
  type Detail,
  type OfacAddress,
  type OfacType,
  QUOTED_NAME,
} from './record.ts';
import { parseRemarks, parseStatement } from './remarks.ts';

/** Puts what the XML formats keep apart into the form that the CSV has it in. */

const joined = (parts: readonly (string | undefined)[], separator: string): string | undefined =>
  parts.filter((part) => part !== undefined && part !== '').join(separator) || undefined;

/** The parts of an address. */
export interface AddressParts {
  readonly lines: readonly (string | undefined)[];
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly postal?: string | undefined;
  readonly region?: string | undefined;
  readonly country?: string | undefined;
}

/** The address; undefined when it says nothing. */
export function composeAddress(parts: AddressParts): OfacAddress | undefined {
  const street = joined(parts.lines, ', ');
  const place = joined([joined([parts.city, parts.state], ', '), parts.postal], ' ');
  // The CSV has the region in the place of the country: `Region: Gaza`.
  const country = parts.country ?? (parts.region && `Region: ${parts.region}`);
  const address: OfacAddress = {
    ...(street !== undefined && { street }),
    ...(place !== undefined && { place }),
    ...(country !== undefined && { country }),
  };
  return Object.keys(address).length === 0 ? undefined : address;
}

/** `LAST, First` for people, `First LAST` for everything else. */
export function composeName(
  type: OfacType,
  last: string | undefined,
  first: string | undefined,
): string {
  const parts = type === 'individual' ? [last, first] : [first, last];
  return joined(parts, type === 'individual' ? ', ' : ' ') ?? '';
}

/** What the file says under one label: a document with its number, or a fact. */
export interface Labelled {
  readonly label: string;
  readonly value: string;
  readonly country?: string | undefined;
  readonly issued?: string | undefined;
  readonly expires?: string | undefined;
  /** Whether the party has another one before it. */
  readonly again: boolean;
}

/** Whether the CSV's grammar could find nothing in it but what it was put together from. */
function isWhole({ label, value, country, issued, expires }: Labelled): boolean {
  if (value === '' || issued !== undefined || expires !== undefined) return false;
  if (QUOTED_NAME.test(label)) return false;
  const rule = ruleOf(label);
  if (rule === undefined) return true;
  if (rule.as !== 'identifier' && rule.as !== 'imo') return country === undefined;
  return !/[()]| issued | expires /.test(value) && country?.includes('(') !== true;
}

/** The statement that the CSV's remarks would have for it. */
export function composeLabelled(parts: Labelled): Detail {
  const { label, value, country, issued, expires, again } = parts;
  const composed = composeDetail({
    label,
    value,
    ...(country !== undefined && { country }),
    ...(issued !== undefined && { issued }),
    ...(expires !== undefined && { expires }),
    ...(again && { alternate: true }),
  });
  if (isWhole(parts)) return composed;
  // Some numbers have the country inside, `123 (Russia)`; the CSV's grammar takes that apart.
  const parsed = parseStatement(composed.text);
  return parsed.label === label ? parsed : composed;
}

/** The statements of the remarks, which hold in XML only what has no element of its own. */
export function parseXmlRemarks(remarks: string | undefined): readonly Detail[] {
  return remarks === undefined ? [] : parseRemarks(remarks).map(withoutParentheses);
}

/** The XML puts links in parentheses, where the CSV has them bare. */
function withoutParentheses(detail: Detail): Detail {
  const bare = detail.label === '' ? undefined : /^\((.*)\)$/s.exec(detail.text)?.[1];
  return bare === undefined ? detail : { ...detail, text: bare };
}
