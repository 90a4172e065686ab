/**
 * Dates as the advanced and the enhanced XML keep them, by the four ends of a period, in the words
 * of the classic formats.
 */

/** A day of the calendar. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whether there is such a day. */
export function isDay({ year, month, day }: Day): boolean {
  const known = year >= 1 && year <= 9_999 && month >= 1 && month <= 12;
  return known && day >= 1 && day <= daysIn(year, month);
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** `17 Jul 1966` */
const dayText = ({ year, month, day }: Day): string =>
  `${pad(day, 2)} ${MONTHS[month - 1]} ${pad(year, 4)}`;

/**
 * The words for a period from the first to the last of its days: `17 Jul 1966`, `Jul 1966` and
 * `1966` for one day, month and year, else two of them, `1960 to 1962`; with `circa` when the
 * publisher calls it approximate.
 */
export function periodText(first: Day, last: Day, approximate = false): string {
  return (approximate ? 'circa ' : '') + spanText(first, last);
}

function spanText(first: Day, last: Day): string {
  const wholeMonths = first.day === 1 && last.day === daysIn(last.year, last.month);
  const wholeYears = wholeMonths && first.month === 1 && last.month === 12;
  const name = wholeYears
    ? ({ year }: Day) => pad(year, 4)
    : wholeMonths
      ? ({ year, month }: Day) => `${MONTHS[month - 1]} ${pad(year, 4)}`
      : dayText;
  const from = name(first);
  const to = name(last);
  return from === to ? from : `${from} to ${to}`;
}

/** A day written as `1966-07-17`; undefined when it is none. */
export function parseDay(text: string | undefined): Day | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  const read = { year: Number(year), month: Number(month), day: Number(day) };
  return isDay(read) ? read : undefined;
}

/** `1966-07-17` */
export function isoDay({ year, month, day }: Day): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
