import { loadData, problem } from '../base/index.ts';
import { dayNumber, isoDay, weekdayOf } from './days.ts';

/** Business days by the rules of `data/law/calendars.json`. Holidays are computed, not listed. */

interface HolidayRule {
  readonly id: string;
  readonly rule: 'date' | 'weekday';
  readonly month: number;
  readonly day?: number;
  /** 0 is Sunday. */
  readonly weekday?: number;
  /** Which one of the month; -1 is the last. */
  readonly nth?: number;
  readonly observed?: 'nearest' | 'sunday';
  /** The first year of the holiday. */
  readonly from?: number;
  /** Only in years that leave `remainder` when divided by this. */
  readonly every?: number;
  readonly remainder?: number;
}

interface CalendarRule {
  /** The first year that the rules are right for. */
  readonly since: number;
  readonly extends?: string;
  readonly holidays: readonly HolidayRule[];
}

const { calendars } = loadData<{ calendars: Readonly<Record<string, CalendarRule>> }>(
  'law/calendars.json',
);

/** The last year that ISO days of ten characters can name, and far beyond any deadline. */
const LAST_YEAR = 9998;

/** A calendar of business days, with days on which the government was closed besides. */
export class BusinessCalendar {
  readonly id: string;
  readonly #rules: readonly HolidayRule[];
  readonly #since: number;
  readonly #closures: ReadonlySet<number>;
  readonly #years = new Map<number, ReadonlyMap<number, string>>();

  /** @throws LAW_CLOCK where there is no such calendar */
  constructor(id: string, closures: readonly string[] = []) {
    const calendar = Object.hasOwn(calendars, id) ? calendars[id] : undefined;
    if (calendar === undefined) {
      const expected = `a calendar: ${Object.keys(calendars).join(', ')}`;
      throw problem('LAW_CLOCK', { expected, found: JSON.stringify(id) });
    }
    const base = calendar.extends === undefined ? undefined : calendars[calendar.extends];
    this.id = id;
    this.#rules = [...(base?.holidays ?? []), ...calendar.holidays];
    this.#since = calendar.since;
    this.#closures = new Set(closures.map(dayNumber));
  }

  /** The holiday that is kept on a day, by its id; undefined on any other day. */
  holidayOn(iso: string): string | undefined {
    return this.#holiday(dayNumber(iso));
  }

  isBusinessDay(iso: string): boolean {
    return this.#isOpen(dayNumber(iso));
  }

  /** The day after `iso` on which the n-th business day falls; the day itself is day 0. */
  addBusinessDays(iso: string, n: number): string {
    let day = dayNumber(iso);
    for (let left = n; left > 0; ) if (this.#isOpen(++day)) left--;
    return isoDay(day);
  }

  /** The last business day that is not after `iso`. */
  notAfter(iso: string): string {
    let day = dayNumber(iso);
    while (!this.#isOpen(day)) day--;
    return isoDay(day);
  }

  #isOpen(day: number): boolean {
    const weekday = weekdayOf(day);
    if (weekday === 0 || weekday === 6) return false;
    return !this.#closures.has(day) && this.#holiday(day) === undefined;
  }

  #holiday(day: number): string | undefined {
    const year = Number(isoDay(day).slice(0, 4));
    if (year < this.#since || year > LAST_YEAR) {
      const expected = `a day from ${this.#since} to ${LAST_YEAR}`;
      throw problem('LAW_CLOCK', { where: this.id, expected, found: isoDay(day) });
    }
    // New Year on a Saturday is kept on the last day of the year before.
    return this.#ofYear(year).get(day) ?? this.#ofYear(year + 1).get(day);
  }

  #ofYear(year: number): ReadonlyMap<number, string> {
    const known = this.#years.get(year);
    if (known !== undefined) return known;
    const days = new Map<number, string>();
    for (const rule of this.#rules) {
      const { id, from = 0, every = 1, remainder = 0 } = rule;
      if (year >= from && year % every === remainder) days.set(observedDay(rule, year), id);
    }
    this.#years.set(year, days);
    return days;
  }
}

/** The day on which a holiday of a year is kept. */
function observedDay(rule: HolidayRule, year: number): number {
  const first = dayNumber(`${String(year).padStart(4, '0')}-${two(rule.month)}-01`);
  if (rule.rule === 'weekday') return nthWeekday(rule, year, first);
  const day = first + (rule.day ?? 1) - 1;
  const weekday = weekdayOf(day);
  if (weekday === 0) return day + 1;
  return weekday === 6 && rule.observed === 'nearest' ? day - 1 : day;
}

function nthWeekday({ weekday = 0, nth = 1, month }: HolidayRule, year: number, first: number) {
  if (nth > 0) return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
  const last = Date.UTC(year, month, 0) / 86_400_000;
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}

const two = (n: number): string => String(n).padStart(2, '0');
