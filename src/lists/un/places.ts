import type { Cursor } from '../cursor.ts';
import { clean, type UnRecord } from './record.ts';

interface Place {
  /** Everything but the country, and not the note. */
  readonly local: readonly string[];
  readonly country: string | undefined;
  readonly note: string | undefined;
}

function readPlace(place: Cursor): Place {
  const local = ['STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE']
    .map((name) => clean(place.take(name)))
    .filter((text) => text !== undefined);
  return { local, country: clean(place.take('COUNTRY')), note: clean(place.take('NOTE')) };
}

function withNote(text: string, note: string | undefined): string {
  if (note === undefined) return text;
  return note.startsWith('(') ? `${text} ${note}` : `${text} (${note})`;
}

/** Reads one `…_ADDRESS`: the whole as `address`, the country apart; most are empty. */
export function readAddress(element: Cursor, record: UnRecord): void {
  const { local, country, note } = readPlace(element);
  const code = record.country(country);
  const whole = [...local, ...(country === undefined ? [] : [country])].join(', ');
  const onlyCountry = local.length === 0 && code !== undefined;
  // A bare country is no address; a bare note mostly is one.
  if (!onlyCountry) record.party.add('address', whole || note, withNote(whole, note));
  record.party.add('country', code, country && withNote(country, onlyCountry ? note : undefined));
}

/** Reads one `INDIVIDUAL_PLACE_OF_BIRTH`. */
export function readBirthPlace(element: Cursor, record: UnRecord): void {
  const { local, country, note } = readPlace(element);
  addBirthPlace(record, local, country, note);
}

export function addBirthPlace(
  record: UnRecord,
  local: readonly string[],
  country: string | undefined,
  note: string | undefined,
): void {
  const code = record.country(country);
  const whole = [...local, ...(country === undefined ? [] : [country])].join(', ');
  if (local.length > 0 || code === undefined) {
    record.party.add('birthPlace', whole || note, withNote(whole, note));
  }
  record.party.add('birthCountry', code, country && withNote(country, note));
}
