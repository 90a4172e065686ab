import { countryCode, parseIsoDate } from '../../entity/index.ts';
import type { Cursor } from '../cursor.ts';
import { clean, joined, type PartyRecord } from '../party-record.ts';
import { type Head, type Place, readPlaceParts } from './head.ts';
import { readNames } from './names.ts';

/** Reads one `identity`: names, days, places, nationalities and documents. */
export function readIdentity(identity: Cursor, record: PartyRecord, head: Head): void {
  identity.ignore('ssid', 'main');
  readNames(identity, record);
  for (const birth of identity.all('day-month-year')) readBirth(birth, record);
  for (const address of identity.all('address')) readAddress(address, record, head);
  for (const place of identity.all('place-of-birth')) readBirthPlace(place, record, head);
  for (const nationality of identity.all('nationality')) {
    nationality.ignore('ssid');
    const { code, words } = readPlaceParts(nationality);
    const property = record.party.schema === 'Person' ? 'nationality' : 'country';
    addCode(record, property, code, words);
  }
  for (const document of identity.all('identification-document')) readDocument(document, record);
}

function addCode(
  record: PartyRecord,
  property: string,
  code: string | undefined,
  words: string | undefined,
): void {
  if (words === undefined) return;
  const known = countryCode(code?.toLowerCase() ?? words) ?? record.country(words);
  if (known !== undefined) record.party.add(property, known, words);
  else record.party.add('notes', `Country: ${words}`);
}

function readBirth(birth: Cursor, record: PartyRecord): void {
  birth.ignore('ssid', 'quality');
  const [year, month, day] = ['year', 'month', 'day'].map((name) => clean(birth.attribute(name)));
  const calendar = clean(birth.attribute('calendar')) ?? 'Gregorian';
  const parts = [year, month, day].filter((part) => part !== undefined);
  const text = parts.map((part) => part.padStart(2, '0')).join('-');
  const date = year === undefined ? undefined : parseIsoDate(text);
  if (date === undefined || calendar !== 'Gregorian') {
    record.party.add('notes', `Date of birth: ${text} (${calendar})`);
    record.signal('odd-value', `date of birth ${text} (${calendar})`);
    return;
  }
  const { schema } = record.party;
  const property =
    { Person: 'birthDate', Organization: 'incorporationDate' }[schema] ?? 'buildDate';
  record.party.add(property, date);
}

/** A place by its number, with what the address itself adds; a number without one is signalled. */
function placeOf(cursor: Cursor, record: PartyRecord, head: Head): Place {
  cursor.ignore('ssid', 'quality', 'main');
  const id = clean(cursor.attribute('place-id'));
  const own = readPlaceParts(cursor);
  const place = id === undefined ? undefined : head.places.get(id);
  if (id !== undefined && place === undefined) record.signal('unresolved-link', `place ${id}`);
  if (place === undefined) return own;
  return {
    local: [...own.local, ...place.local],
    code: own.code ?? place.code,
    words: own.words ?? place.words,
  };
}

function readAddress(address: Cursor, record: PartyRecord, head: Head): void {
  const { local, code, words } = placeOf(address, record, head);
  const remarks = clean(address.take('remarks'));
  const text = joined(...local, words);
  if (local.length > 0) {
    record.party.add('address', text, remarks === undefined ? undefined : `${text} (${remarks})`);
  } else if (remarks !== undefined) record.party.add('notes', `Address: ${remarks}`);
  addCode(record, 'country', code, words);
}

function readBirthPlace(element: Cursor, record: PartyRecord, head: Head): void {
  const place = placeOf(element, record, head);
  const text = joined(...place.local, place.words);
  if (record.party.schema !== 'Person') {
    record.party.add('notes', text && `Place of foundation: ${text}`);
    return;
  }
  if (place.local.length > 0) record.party.add('birthPlace', text);
  addCode(record, 'birthCountry', place.code, place.words);
}

const PASSPORTS = new Set(['passport', 'diplomatic-passport', 'service-passport']);

/** Kinds of documents whose numbers are numbers of the person. */
const OTHERS = new Set([
  'id-card',
  'residence-permit',
  'driving-license',
  'driving-permit',
  'other',
]);

function readDocument(document: Cursor, record: PartyRecord): void {
  document.ignore('ssid', 'place-of-issue');
  const type = clean(document.attribute('document-type')) ?? 'absent';
  const number = clean(document.take('number'));
  const issuer = document.child('issuer');
  const code = clean(issuer?.attribute('code'));
  const parts = [
    type,
    number,
    clean(issuer?.text()) ?? code,
    prefixed('issued', clean(document.take('date-of-issue'))),
    prefixed('expires', clean(document.take('expiry-date'))),
    ...document.all('remark').map((remark) => clean(remark.text())),
  ];
  const original = joined(...parts);
  if (number === undefined) {
    record.party.add('notes', `Document without a number: ${original}`);
    record.signal('odd-value', `document without a number: ${original}`);
    return;
  }
  if (!PASSPORTS.has(type) && !OTHERS.has(type)) {
    record.signal('unknown-value', `document-type ${type}`);
  }
  const isPassport = PASSPORTS.has(type) && record.party.schema === 'Person';
  record.party.add(isPassport ? 'passportNumber' : numberProperty(record), number, original);
}

const numberProperty = ({ party }: PartyRecord): string =>
  party.schema === 'Vessel' || party.schema === 'Airplane' ? 'registrationNumber' : 'idNumber';

const prefixed = (how: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : `${how} ${text}`;
