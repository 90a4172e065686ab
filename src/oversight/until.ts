import { problem } from '../base/index.ts';

/**
 * The moment up to which something is asked: a moment, or a day, of which that is its end in UTC.
 * One that has not passed is refused: what is still recorded until then would change the answer.
 *
 * @throws STORE_INPUT
 */
export function endOf(text: string, now: Date, where = 'until'): Date {
  const wrong = (expected: string) => problem('STORE_INPUT', { where, expected, found: text });
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text);
  const moment = new Date(isDay ? `${text}T23:59:59.999Z` : text);
  const exists =
    !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text.slice(0, 10));
  if (!(isDay || isMoment) || !exists) {
    throw wrong('a day such as 2026-03-31, or a moment such as 2026-03-31T18:00:00Z');
  }
  if (moment.getTime() >= now.getTime()) throw wrong('a moment that has passed');
  return moment;
}
