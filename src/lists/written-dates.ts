import { parseLooseDate } from '../entity/index.ts';
import type { PartyRecord } from './party-record.ts';

/** A span of more years than this says next to nothing; only its ends are kept. */
const YEARS_LISTED = 20;

/** What may stand before a date: FollowTheMoney has no `circa`, so the wording keeps it. */
const ABOUT = /^(?:approximately|approx|circa|about|around|c)\b[.:]?\s*/i;

/** Several dates of one cell: numbered, lettered, or with `;`, `,` or `or` between them. */
const BETWEEN = /\(\d{1,2}\)|(?:^|\s)[a-z]\)\s|[;,|]|\bor\b/i;

/**
 * Adds the dates of a cell as people write them: one or several, of any precision, about a year,
 * between two years. Numbers with slashes are day first. What is no date stays as a note.
 */
export function addWrittenDates(
  record: PartyRecord,
  property: string,
  text: string | undefined,
): void {
  if (text === undefined) return;
  const whole = writtenDates(text);
  if (whole !== undefined) {
    add(record, property, whole, text);
    return;
  }
  const parts = text.split(BETWEEN).map((part) => part.trim());
  const said = parts.filter((part) => part !== '');
  for (const part of said.length === 0 ? [text] : said) {
    const dates = writtenDates(part);
    if (dates !== undefined) add(record, property, dates, text);
    else {
      record.party.add('notes', `${property}: ${text}`);
      record.signal('odd-value', `${property} ${part}`);
    }
  }
}

function add(record: PartyRecord, property: string, dates: readonly string[], text: string): void {
  for (const date of dates) record.party.add(property, date, text);
  if (isLongSpan(dates)) record.signal('odd-value', `${property} ${text}: only the ends are kept`);
}

/** Whether these are the ends of a span so long that the years between them were left out. */
export function isLongSpan(dates: readonly string[]): boolean {
  const [first = '', last = '', ...more] = dates;
  const years = more.length === 0 && first.length === 4 && last.length === 4;
  return years && Number(last) - Number(first) >= YEARS_LISTED;
}

/** The dates that one wording means; undefined when it is none. */
export function writtenDates(text: string): readonly string[] | undefined {
  const plain = text.trim().replace(/\.$/, '').replace(ABOUT, '');
  const years = /^(?:between\s+)?(\d{4})\s*(?:-|–|to|and)\s*(\d{4})$/i.exec(plain);
  if (years) return yearsBetween(Number(years[1]), Number(years[2]));
  // `00/00/1977` and `dd/mm/1977` are a year, `00/04/1977` a month.
  const month = /^(\d{1,2})\/(\d{4})$/.exec(plain);
  if (month) return oneDate(`${month[2]}-${month[1]?.padStart(2, '0')}`);
  const blank = /^(?:00|dd)\/(00|mm|\d{1,2})\/(\d{4})$/i.exec(plain);
  if (blank) {
    const [, month = '', year = ''] = blank;
    const day = /^(?:00|mm)$/i.test(month) ? year : `${year}-${month.padStart(2, '0')}`;
    return oneDate(day);
  }
  return oneDate(plain) ?? beside(plain);
}

const SINGLE = /(?:approximately\s+)?\b(?:(?:\d{1,2}\/)?\d{1,2}\/)?\d{4}\b/gi;

/** `01/02/1960 03/1961`: dates with nothing but a blank or a slash between them. */
function beside(text: string): readonly string[] | undefined {
  const found = text.match(SINGLE) ?? [];
  if (found.length < 2 || text.replace(SINGLE, '').replace(/[\s/]+/g, '') !== '') return undefined;
  const dates = found.map(writtenDates);
  return dates.every((one) => one !== undefined) ? dates.flat() : undefined;
}

function oneDate(text: string): readonly string[] | undefined {
  const loose = parseLooseDate(text);
  return loose.kind === 'date' || loose.kind === 'ambiguous' ? [loose.date] : undefined;
}

/** Each year of a span; only the ends of a long one; undefined for one that runs backwards. */
export function yearsBetween(first: number, last: number): readonly string[] | undefined {
  if (first > last || first < 1) return undefined;
  const years =
    last - first >= YEARS_LISTED
      ? [first, last]
      : Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  return years.map((year) => String(year).padStart(4, '0'));
}
