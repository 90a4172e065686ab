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

/** First and last packed date of a stretch, both within it. */
export type DateRange = readonly [from: number, to: number];

/**
 * Where the packed dates lie that agree with `date` in any way but contradicting: few stretches to
 * look up in a sorted array. Every such date lies in one; what lies in one and is a date, agrees.
 */
export function datesNear(date: number): readonly DateRange[] {
  const year = yearOf(date);
  const around: DateRange[] = [];
  const from = Math.max(0, year - CIRCA_YEARS) * 10_000;
  around.push([from + ROUGHLY, (year + CIRCA_YEARS) * 10_000 + 9_999 + ROUGHLY]);
  if (date >= ROUGHLY) return [[from, (year + CIRCA_YEARS) * 10_000 + 9_999], ...around];
  const start = year * 10_000;
  if (monthOf(date) === 0) return [[Math.max(0, start - 10_000), start + 19_999], ...around];
  if (isPlaceholder(date))
    return [
      ...exactly([...nextYears(start), ...yearDigits(date)]),
      [start, start + 9_999],
      ...around,
    ];
  const singles = [start, ...nextYears(start), ...PLACEHOLDERS.map((day) => start + day)];
  if (dayOf(date) === 0) {
    const month = start + monthOf(date) * 100;
    return [...exactly(singles), [month, month + 99], ...around];
  }
  singles.push(date, date - dayOf(date), start + dayOf(date) * 100 + monthOf(date));
  return [...exactly([...singles, ...oneDigitOff(date)]), ...around];
}

const exactly = (dates: readonly number[]): DateRange[] =>
  [...new Set(dates)].map((date) => [date, date]);

const nextYears = (start: number): readonly number[] => [start - 10_000, start + 10_000];

const yearDigits = (date: number): readonly number[] => digitsOff(date, [4, 5, 6, 7]);

const oneDigitOff = (date: number): readonly number[] => digitsOff(date, [0, 1, 2, 3, 4, 5, 6, 7]);

function digitsOff(date: number, places: readonly number[]): number[] {
  return places.flatMap((place) => {
    const unit = 10 ** place;
    const digit = Math.trunc(date / unit) % 10;
    return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
      .filter((other) => other !== digit)
      .map((other) => date + (other - digit) * unit)
      .filter((other) => monthOf(other) > 0 && dayOf(other) > 0);
  });
}
