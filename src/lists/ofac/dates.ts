import { type PartialDate, parseLooseDate } from '../../entity/index.ts';

/** A longer span than this says nothing of an age; the widest published one is 14 years. */
const MAX_YEARS = 30;

const DAY = '(?:\\d{1,2} )?(?:[A-Z][a-z]+ )?\\d{4}';
const FORM = new RegExp(`^(circa )?(${DAY})(?:(?: to |-)(${DAY}))?$`);

/**
 * A birth date or another date as OFAC writes it, as the ISO dates it can be: `17 Jul 1966` is one
 * day, `circa 1966` the year, `1960 to 1962` three years. A span inside one month or one year is
 * that month or year. Undefined when it is none of these.
 */
export function ofacDates(text: string): readonly PartialDate[] | undefined {
  const [, circa, from = '', to] = FORM.exec(text) ?? [];
  const first = single(from);
  if (first === undefined) return undefined;
  if (to === undefined) return [circa === undefined ? first : first.slice(0, 4)];
  const last = single(to);
  return last === undefined ? undefined : span(first, last);
}

function single(text: string): PartialDate | undefined {
  const read = parseLooseDate(text);
  return read.kind === 'date' ? read.date : undefined;
}

function span(first: PartialDate, last: PartialDate): readonly PartialDate[] | undefined {
  if (first.length >= 7 && first.slice(0, 7) === last.slice(0, 7)) return [first.slice(0, 7)];
  const start = Number(first.slice(0, 4));
  const end = Number(last.slice(0, 4));
  if (end < start || end - start > MAX_YEARS) return undefined;
  return Array.from({ length: end - start + 1 }, (_, i) => String(start + i).padStart(4, '0'));
}
