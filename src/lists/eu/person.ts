import { parseIsoDate } from '../../entity/index.ts';
import type { Cursor } from '../cursor.ts';
import { clean, type PartyRecord } from '../party-record.ts';
import { isLongSpan, yearsBetween } from '../written-dates.ts';
import { attribute, flag, PART_IGNORED, readCountry, readPlace } from './party.ts';
import { addDocument } from './tables.ts';

/** Reads one `birthdate`: a day, a part of one, a span of years, and a place. */
export function readBirth(birth: Cursor, record: PartyRecord): void {
  const { party } = record;
  birth.ignore(...PART_IGNORED);
  const isPerson = party.schema === 'Person';
  const dates = readDates(birth, record);
  for (const { date, original } of dates) {
    party.add(isPerson ? 'birthDate' : 'incorporationDate', date, original);
  }
  const place = readPlace(birth, record, ['zipCode', 'city', 'place', 'region']);
  if (isPerson) {
    if (place.hasLocal) party.add('birthPlace', place.text);
    party.add('birthCountry', place.code, place.words);
  } else {
    party.add('notes', place.text && `Place of foundation: ${place.text}`);
  }
  for (const remark of birth.all('remark')) party.add('notes', clean(remark.text()));
}

interface Dated {
  readonly date: string;
  readonly original?: string;
}

function readDates(birth: Cursor, record: PartyRecord): readonly Dated[] {
  const names = ['birthdate', 'year', 'monthOfYear', 'dayOfMonth', 'yearRangeFrom', 'yearRangeTo'];
  const [whole, year, month, day, from, to] = names.map((name) => attribute(birth, name));
  const about = flag(birth, 'circa', record) ? 'circa ' : '';
  const calendar = attribute(birth, 'calendarType') ?? 'GREGORIAN';
  const parts = [year, month, day].filter((part) => part !== undefined);
  const said = whole ?? parts.map((part) => part.padStart(2, '0')).join('-');
  if (calendar !== 'GREGORIAN') {
    if (said !== '') setAside(record, `${about}${said} (${calendar})`, `calendar ${calendar}`);
    return [];
  }
  const dates: Dated[] = [];
  if (from !== undefined || to !== undefined) {
    const original = `${about}${from ?? '?'} to ${to ?? '?'}`;
    const years = yearsBetween(Number(from ?? to), Number(to ?? from));
    if (years === undefined) setAside(record, original, `date of birth ${original}`);
    if (years !== undefined && isLongSpan(years)) {
      record.signal('odd-value', `date of birth ${original}: only the ends are kept`);
    }
    for (const one of years ?? []) dates.push({ date: one, original });
  }
  if (said !== '' && !(dates.length > 0 && whole === undefined)) {
    const date = parseIsoDate(said);
    if (date === undefined) setAside(record, `${about}${said}`, `date of birth ${said}`);
    else dates.push({ date, ...(about !== '' && { original: `${about}${said}` }) });
  }
  return dates;
}

/** Keeps what is no date of ours as a note, and signals it. */
function setAside(record: PartyRecord, text: string, found: string): void {
  record.party.add('notes', `Date of birth: ${text}`);
  record.signal('odd-value', found);
}

/** Reads one `citizenship`; the country of what is no person. */
export function readCitizenship(citizenship: Cursor, record: PartyRecord): void {
  citizenship.ignore(...PART_IGNORED);
  const region = attribute(citizenship, 'region');
  const { code, words } = readCountry(citizenship, record);
  const original = region === undefined ? words : `${words ?? ''} (${region})`.trim();
  const property = record.party.schema === 'Person' ? 'nationality' : 'country';
  record.party.add(property, code, original);
  if (code === undefined && original !== undefined) {
    record.party.add('notes', `Citizenship: ${original}`);
  }
  for (const remark of citizenship.all('remark')) record.party.add('notes', clean(remark.text()));
}

/** What a document may be said to be, as the words that are kept beside its number. */
const FLAGS: readonly (readonly [string, string])[] = [
  ['diplomatic', 'diplomatic'],
  ['knownExpired', 'known to have expired'],
  ['knownFalse', 'known to be false'],
  ['reportedLost', 'reported lost'],
  ['revokedByIssuer', 'revoked by its issuer'],
];

/** Reads one `identification`. */
export function readIdentification(document: Cursor, record: PartyRecord): void {
  document.ignore(...PART_IGNORED);
  const take = (name: string) => attribute(document, name);
  const code = take('identificationTypeCode');
  const type = take('identificationTypeDescription') ?? code;
  const number = take('number');
  const latin = take('latinNumber');
  const { words } = readCountry(document, record);
  const flags = FLAGS.filter(([name]) => flag(document, name, record)).map(([, said]) => said);
  const remarks = document.all('remark').map((remark) => clean(remark.text()));
  const original = [
    type,
    number ?? latin,
    take('nameOnDocument') && `in the name of ${take('nameOnDocument')}`,
    said('issued by', take('issuedBy')),
    said('in', take('region')),
    said('of', words),
    said('issued', take('issuedDate') ?? take('issueDate')),
    said('valid from', take('validFrom')),
    said('valid to', take('validTo')),
    ...flags,
    ...remarks,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  const numbers = [number, latin].filter((one) => one !== undefined);
  for (const one of new Set(numbers)) addDocument(record, code, one, original);
  if (numbers.length === 0 && original !== '') {
    record.party.add('notes', `Document without a number: ${original}`);
    record.signal('odd-value', `document without a number: ${original}`);
  }
}

const said = (how: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : `${how} ${text}`;
