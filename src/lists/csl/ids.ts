import type { Detail } from '../ofac/index.ts';
import { composeLabelled, parseDay, periodText, ruleOf } from '../ofac/index.ts';
import { several } from './columns.ts';

/** A date as ISO writes it, in the words of OFAC's own formats; anything else as it is. */
export function ofacDate(text: string): string {
  const day = parseDay(text);
  return day === undefined ? text : periodText(day, day);
}

const isLabel = (text: string | undefined): boolean =>
  text !== undefined && ruleOf(text) !== undefined;

/**
 * Takes the column `ids` apart: numbers and statements of OFAC's, each a label and what it says.
 * Until 2022 the label stands last (`MX, A1, Passport`), since then first (`Passport, A1, MX`).
 * Values hold the same separators, so labels alone tell where one ends.
 */
export function readIds(cell: string | undefined): { details: Detail[]; left: string[] } {
  const pieces = several(cell).map((piece) => piece.split(', '));
  const first = isLabel(pieces[0]?.[0]) && !isLabel(pieces[0]?.at(-1));
  const details: Detail[] = [];
  const left: string[] = [];
  const seen = new Set<string>();
  let open: string[] = [];
  const close = () => {
    const parts = first ? open : [...open].reverse();
    open = [];
    const [label, ...rest] = parts;
    if (label === undefined) return;
    if (!isLabel(label)) {
      left.push(parts.join(', '));
      return;
    }
    // Reversed as a whole, the words of a value are too.
    details.push(detailOf(label, first ? rest : rest.reverse(), seen.has(label), first));
    seen.add(label);
  };
  for (const piece of pieces) {
    if (first && isLabel(piece[0])) close();
    if (open.length > 0) {
      const last = open.pop() as string;
      open.push(`${last}; ${piece[0]}`, ...piece.slice(1));
    } else open.push(...piece);
    if (!first && isLabel(piece.at(-1))) close();
  }
  close();
  return { details, left };
}

const ISO_DATE = /^\d{4}-\d\d-\d\d$/;
const COUNTRY = /^[A-Z]{2}$/;

/**
 * One statement: the value, and around it a country and up to two dates: `MX, 2022-06-23,
 * 2017-08-16, A1` has the later one, on which it expires, first.
 */
function detailOf(
  label: string,
  parts: readonly string[],
  again: boolean,
  labelFirst: boolean,
): Detail {
  const { as } = ruleOf(label) ?? {};
  if (as !== 'identifier' && as !== 'imo') {
    return composeLabelled({ label, value: parts.map(ofacDate).join(', '), again });
  }
  const values = parts.filter((part) => !ISO_DATE.test(part));
  const dates = parts.filter((part) => ISO_DATE.test(part)).sort();
  const at = labelFirst ? values.length - 1 : 0;
  const country = values.length > 1 && COUNTRY.test(values[at] ?? '') ? values[at] : undefined;
  const value = values.filter((_, index) => country === undefined || index !== at).join(', ');
  const [early, late] = dates;
  return composeLabelled({
    label,
    value,
    country,
    issued: late === undefined ? undefined : ofacDate(early as string),
    expires: late === undefined ? undefined : ofacDate(late),
    again,
  });
}
