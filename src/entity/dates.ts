/**
 * Dates as FollowTheMoney has them: an ISO text of the precision that is known (`1966`, `1966-07`,
 * `1966-07-17`). They are dates, not moments: no zone, no time of day.
 */

/** An ISO date of year, month or day precision. */
export type PartialDate = string;

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Days in a month of the proleptic Gregorian calendar. */
function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function compose(year: number, month?: number, day?: number): PartialDate | undefined {
  if (year < 1 || year > 9999) return undefined;
  const yyyy = String(year).padStart(4, '0');
  if (month === undefined) return yyyy;
  if (month < 1 || month > 12) return undefined;
  const mm = String(month).padStart(2, '0');
  if (day === undefined) return `${yyyy}-${mm}`;
  if (day < 1 || day > daysIn(year, month)) return undefined;
  return `${yyyy}-${mm}-${String(day).padStart(2, '0')}`;
}

/** The text itself when it is an ISO date that exists, of any precision; otherwise undefined. */
export function parseIsoDate(text: string): PartialDate | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match;
  return compose(
    Number(year),
    month === undefined ? undefined : Number(month),
    day === undefined ? undefined : Number(day),
  );
}

/** Month names in English and Spanish, by their first three letters, accents removed. */
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  ene: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  abr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  ago: 8,
  sep: 9,
  set: 9,
  oct: 10,
  nov: 11,
  dec: 12,
  dic: 12,
};

/** What a date as people write it turned out to be. */
export type LooseDate =
  | { readonly kind: 'date'; readonly date: PartialDate }
  /** Day and month can be read both ways; `date` is day first, `other` month first. */
  | { readonly kind: 'ambiguous'; readonly date: PartialDate; readonly other: PartialDate }
  /** Shaped like a date, but there is no such day: 31 February. */
  | { readonly kind: 'impossible' }
  /** Not shaped like a date at all. */
  | { readonly kind: 'unknown' };

const found = (date: PartialDate | undefined): LooseDate =>
  date === undefined ? { kind: 'impossible' } : { kind: 'date', date };

/**
 * Reads a date as customer files have them: ISO with or without time, `19660717`, `17/07/1966`,
 * `7/17/1966`, `17 Jul 1966`, `17 de julio de 1966`, `Jul 1966`, `1966`. Numbers with slashes are
 * day first, as in Latin America, unless only the other order exists.
 */
export function parseLooseDate(input: string): LooseDate {
  const text = input.trim();
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ][\d:.+\-Z]*)?$/.exec(text);
  if (iso) {
    return found(compose(Number(iso[1]), Number(iso[2]), iso[3] ? Number(iso[3]) : undefined));
  }
  if (/^\d{4}$/.test(text)) return found(compose(Number(text)));
  const slashes = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text);
  if (slashes) return found(compose(Number(slashes[1]), Number(slashes[2]), Number(slashes[3])));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return found(compose(Number(compact[1]), Number(compact[2]), Number(compact[3])));
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: [\d:]+)?$/.exec(text);
  if (numeric) return dayOrMonthFirst(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]));
  return wordedDate(text);
}

function dayOrMonthFirst(first: number, second: number, year: number): LooseDate {
  const dayFirst = compose(year, second, first);
  const monthFirst = compose(year, first, second);
  if (dayFirst === undefined) return found(monthFirst);
  if (monthFirst === undefined || monthFirst === dayFirst) return found(dayFirst);
  return { kind: 'ambiguous', date: dayFirst, other: monthFirst };
}

function wordedDate(text: string): LooseDate {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.,]/g, ' ')
    .replace(/\b(de|del)\b/g, ' ')
    .trim();
  const match =
    /^(?:(\d{1,2})[\s-]+)?([a-z]{3,10})[\s-]+(?:(\d{1,2})\s+)?(\d{4})$/.exec(plain) ?? undefined;
  if (match === undefined) return { kind: 'unknown' };
  const [, before, word = '', after, year] = match;
  const month = MONTHS[word.slice(0, 3)];
  if (month === undefined) return { kind: 'unknown' };
  const day = before ?? after;
  return found(compose(Number(year), month, day === undefined ? undefined : Number(day)));
}

/** Whether two dates can be the same day as far as both are known: `1966` overlaps `1966-07-17`. */
export function datesOverlap(a: PartialDate, b: PartialDate): boolean {
  return a.length <= b.length ? b.startsWith(a) : a.startsWith(b);
}
