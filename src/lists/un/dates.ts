import { parseIsoDate, parseLooseDate } from '../../entity/index.ts';
import type { Cursor } from '../cursor.ts';
import { clean, isoDay, type UnRecord } from './record.ts';

/** A span of more years than this says next to nothing; only its ends are kept. */
const YEARS_LISTED = 20;

/** Reads one `INDIVIDUAL_DATE_OF_BIRTH`: exact, approximate, between two years, or only a note. */
export function readBirthDate(element: Cursor, record: UnRecord): void {
  const type = (clean(element.take('TYPE_OF_DATE')) ?? '').toUpperCase();
  const date = clean(element.take('DATE'));
  const year = clean(element.take('YEAR'));
  const from = clean(element.take('FROM_YEAR'));
  const to = clean(element.take('TO_YEAR'));
  const note = clean(element.take('NOTE'));
  if (!['', 'EXACT', 'APPROXIMATELY', 'BETWEEN'].includes(type)) {
    record.signal('unknown-value', `TYPE_OF_DATE ${type}`);
  }
  const how = type === 'APPROXIMATELY' ? 'approximately ' : '';
  const tail = note === undefined ? '' : ` (${note})`;
  if (from !== undefined || to !== undefined) {
    addYears(record, from, to, `between ${from ?? '?'} and ${to ?? '?'}${tail}`);
  }
  const single = date ?? year;
  if (single !== undefined) addSingle(record, single, note, `${how}${single}${tail}`);
  if (from === undefined && to === undefined && single === undefined && note !== undefined) {
    addSingle(record, note, undefined, `${how}${note}`);
  }
}

function addSingle(
  record: UnRecord,
  text: string,
  note: string | undefined,
  original: string,
): void {
  const years = /^(\d{4})\s*-\s*(\d{4})$/.exec(text);
  if (years) {
    addYears(record, years[1], years[2], original);
    return;
  }
  // `1958` with the note `Sep.` is a month; other notes say where the date was seen.
  const month = note && /^\d{4}$/.test(text) ? parseLooseDate(`${note} ${text}`) : undefined;
  const loose = parseLooseDate(text);
  const found =
    month?.kind === 'date'
      ? month.date
      : (isoDay(text) ?? (loose.kind === 'date' ? loose.date : undefined));
  if (found !== undefined) record.party.add('birthDate', found, original);
  else {
    record.party.add('notes', `Date of birth: ${original}`);
    record.signal('odd-value', `date of birth ${original}`);
  }
}

function addYears(
  record: UnRecord,
  from: string | undefined,
  to: string | undefined,
  original: string,
): void {
  const first = Number(parseIsoDate(from ?? ''));
  const last = Number(parseIsoDate(to ?? ''));
  if (!Number.isInteger(first) || !Number.isInteger(last) || first > last) {
    record.party.add('notes', `Date of birth: ${original}`);
    record.signal('odd-value', `date of birth ${original}`);
    return;
  }
  const long = last - first >= YEARS_LISTED;
  if (long) record.signal('odd-value', `date of birth ${original}: only the ends are kept`);
  const years = long
    ? [first, last]
    : Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  for (const year of years) {
    record.party.add('birthDate', String(year).padStart(4, '0'), original);
  }
}

/** Reads the birth data that some aliases carry: the party used them under that name. */
export function readAliasBirthDate(text: string, alias: string, record: UnRecord): void {
  addSingle(record, text, undefined, `${text} (as ${alias})`);
}
