import type { Cursor } from '../cursor.ts';
import type { Tell } from './advanced-sets.ts';
import { type Day, isDay, isoDay, periodText } from './periods.ts';

/** A day as `Year`, `Month` and `Day`; undefined, and signalled, when it is none. */
function readDay(point: Cursor, tell: Tell): Day | undefined {
  const parts = ['Year', 'Month', 'Day'].map((name) => point.take(name));
  const [year, month, day] = parts.map(Number) as [number, number, number];
  const read: Day = { year, month, day };
  if (isDay(read)) return read;
  tell('odd-value', `a day ${parts.map((part) => part ?? '').join('-')}`);
  return undefined;
}

/** A date that is one day, as ISO writes it. */
export function readDate(date: Cursor | undefined, tell: Tell): string | undefined {
  if (date === undefined) return undefined;
  // There is one calendar, the Gregorian one.
  date.ignore('CalendarTypeID');
  const day = readDay(date, tell);
  return day === undefined ? undefined : isoDay(day);
}

/** The flags say which parts are sure to stay; OFAC sets them all alike. */
const FIXED = ['YearFixed', 'MonthFixed', 'DayFixed'];

/** One end of a period: its earliest and latest day. */
function readEnd(end: Cursor | undefined, tell: Tell): { days: Day[]; approximate: boolean } {
  if (end === undefined) return { days: [], approximate: false };
  end.ignore(...FIXED);
  const approximate = end.attribute('Approximate') === 'true';
  const points = [end.child('From'), end.child('To')].filter((point) => point !== undefined);
  const days = points.map((point) => readDay(point, tell)).filter((day) => day !== undefined);
  return { days, approximate };
}

/**
 * A period in the words of the classic formats: from the first day of its start to the last of its
 * end. Undefined for one that says nothing.
 */
export function readPeriod(period: Cursor | undefined, tell: Tell): string | undefined {
  if (period === undefined) return undefined;
  period.ignore('CalendarTypeID', ...FIXED);
  const start = readEnd(period.child('Start'), tell);
  const end = readEnd(period.child('End'), tell);
  const days = [...start.days, ...end.days];
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return periodText(first, last, start.approximate || end.approximate);
}
