/**
 * Partial dates as whole numbers, year·10000 + month·100 + day with 00 for what is not known, so
 * that lists of them lie in typed arrays, and how two of them stand to each other.
 */

/** Set in a packed date of which only about the year is known. */
const ROUGHLY = 2 ** 27;

/** How two dates agree; all from `sameYear` on contradict each other. */
export type DateAgreement =
  /** The same day. */
  | 'day'
  /** The same day, 1 January or 1 July, which often stands for a day that is not known. */
  | 'dayPlaceholder'
  /** The same month; the day is not known on both sides. */
  | 'month'
  /** The same day with day and month swapped. */
  | 'swapped'
  /** The same year; more is not known on both sides. */
  | 'year'
  /** The same year, and one side has 1 January or 1 July. */
  | 'yearPlaceholder'
  /** About the same year, as far as one side is sure. */
  | 'circa'
  /** One digit of the day or the month is another. */
  | 'digit'
  /** Only years are known on one side, and they differ by one: an age turned into a year. */
  | 'nextYear'
  /** One digit of the year is another, day and month are the same. */
  | 'yearDigit'
  | 'sameYear'
  | 'yearApart'
  | 'yearsApart'
  | 'decadesApart';

const CONTRADICTING: ReadonlySet<DateAgreement> = new Set([
  'sameYear',
  'yearApart',
  'yearsApart',
  'decadesApart',
]);

export const isContradictingDate = (how: DateAgreement): boolean => CONTRADICTING.has(how);

/** An ISO date of any precision as a number. Of a rough one only the year counts. */
export function packDate(iso: string, roughly = false): number {
  const year = Number(iso.slice(0, 4)) * 10_000;
  if (roughly) return year + ROUGHLY;
  return year + Number(iso.slice(5, 7)) * 100 + Number(iso.slice(8, 10));
}

const yearOf = (packed: number): number => Math.trunc((packed % ROUGHLY) / 10_000);
const monthOf = (packed: number): number => Math.trunc((packed % 10_000) / 100);
const dayOf = (packed: number): number => packed % 100;

const PLACEHOLDERS: readonly number[] = [101, 701];
const isPlaceholder = (packed: number): boolean => PLACEHOLDERS.includes(packed % 10_000);

/** Years that a rough date may be off: publishers write `circa` for what they reckon. */
const CIRCA_YEARS = 2;

/** How two packed dates stand to each other; the order of the two makes no difference. */
export function dateAgreement(a: number, b: number): DateAgreement {
  const years = Math.abs(yearOf(a) - yearOf(b));
  if (a >= ROUGHLY || b >= ROUGHLY) return years <= CIRCA_YEARS ? 'circa' : farApart(years);
  if (monthOf(a) === 0 || monthOf(b) === 0) {
    if (years === 0) return 'year';
    return years === 1 ? 'nextYear' : farApart(years);
  }
  if (dayOf(a) === 0 || dayOf(b) === 0) return sameToTheMonth(a, b, years);
  if (a === b) return isPlaceholder(a) ? 'dayPlaceholder' : 'day';
  if (years === 0 && monthOf(a) === dayOf(b) && dayOf(a) === monthOf(b)) return 'swapped';
  if (years === 0 && (isPlaceholder(a) || isPlaceholder(b))) return 'yearPlaceholder';
  if (differInOneDigit(a, b)) return years === 0 ? 'digit' : 'yearDigit';
  return farApart(years);
}

function sameToTheMonth(a: number, b: number, years: number): DateAgreement {
  if (years === 0 && monthOf(a) === monthOf(b)) return 'month';
  if (years === 0 && (isPlaceholder(a) || isPlaceholder(b))) return 'yearPlaceholder';
  return farApart(years);
}

function farApart(years: number): DateAgreement {
  if (years === 0) return 'sameYear';
  if (years === 1) return 'yearApart';
  return years < 10 ? 'yearsApart' : 'decadesApart';
}

/** Whether two numbers of at most eight digits differ in exactly one place. */
function differInOneDigit(a: number, b: number): boolean {
  let different = 0;
  for (let x = a, y = b, place = 0; place < 8; place++) {
    if (x % 10 !== y % 10) different++;
    x = Math.trunc(x / 10);
    y = Math.trunc(y / 10);
  }
  return different === 1;
}

/** Days and months that one digit more or less makes of another; 0 and 13 on are none. */
const oneDigitOff = (number: number): readonly number[] => {
  const tens = Math.trunc(number / 10) * 10;
  const found: number[] = [];
  for (let unit = 0; unit < 10; unit++) found.push(tens + unit);
  for (let ten = 0; ten < 40; ten += 10) found.push(ten + (number % 10));
  return found.filter((other) => other > 0 && other !== number);
};

const MONTHS_OFF: readonly (readonly number[])[] = Array.from({ length: 13 }, (_, month) =>
  oneDigitOff(month).filter((other) => other <= 12),
);

/**
 * Where the packed dates lie that beside `date` are worth anything: few stretches, from one packed
 * date to another, to look up in a sorted array. What lies elsewhere contradicts, or is a year or a
 * digit of the year off, which is worth nothing either. It allocates nothing.
 */
export function visitDatesNear(date: number, visit: (from: number, to: number) => void): void {
  const start = yearOf(date) * 10_000;
  const circaFrom = Math.max(0, start - CIRCA_YEARS * 10_000);
  const circaTo = start + CIRCA_YEARS * 10_000 + 9_999;
  visit(circaFrom + ROUGHLY, circaTo + ROUGHLY);
  if (date >= ROUGHLY) visit(circaFrom, circaTo);
  else if (monthOf(date) === 0 || isPlaceholder(date)) visit(start, start + 9_999);
  else visitNearDay(date, start, visit);
}

/** `start` is the packed year. */
function visitNearDay(
  date: number,
  start: number,
  visit: (from: number, to: number) => void,
): void {
  const month = monthOf(date);
  const day = dayOf(date);
  visit(start, start);
  for (const placeholder of PLACEHOLDERS) visit(start + placeholder, start + placeholder);
  // The same month holds the same day, and days that are one digit off.
  visit(start + month * 100, start + month * 100 + 99);
  if (day === 0) return;
  visit(start + day * 100 + month, start + day * 100 + month);
  for (const other of MONTHS_OFF[month] as readonly number[]) {
    visit(start + other * 100 + day, start + other * 100 + day);
  }
}
