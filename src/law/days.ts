import { assert } from '../base/index.ts';
import { type PartialDate, parseIsoDate } from '../entity/index.ts';

/**
 * Days as numbers, counted from 1970-01-01: the only arithmetic of dates that has no time of day
 * and no zone in it.
 */

const DAY_MS = 86_400_000;

/** The number of an ISO day such as `2026-04-21`. */
export function dayNumber(iso: string): number {
  const ms = Date.parse(`${iso}T00:00:00Z`);
  assert(iso.length === 10 && Number.isInteger(ms / DAY_MS), `${iso} is a day`);
  return ms / DAY_MS;
}

/** The ISO day of a number. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The text when it is an ISO date to the day that exists. */
export function isoDate(text: string): string | undefined {
  const date = parseIsoDate(text);
  return date?.length === 10 ? date : undefined;
}

/** The first day of a date of which the day or the month may not be known. */
export function firstDayOf(date: PartialDate): string {
  return `${date}-01-01`.slice(0, 10);
}

/** The last day of a date of which the day or the month may not be known. */
export function lastDayOf(date: PartialDate): string {
  if (date.length === 10) return date;
  if (date.length === 4) return `${date}-12-31`;
  const [year = 0, month = 0] = date.split('-').map(Number);
  return isoDay(Date.UTC(year, month, 1) / DAY_MS - 1);
}
