import { problem } from '../../base/index.ts';
import { countryCode } from '../../entity/index.ts';
import { addCountry, clean, type PartyRecord } from '../party-record.ts';
import { addWrittenDates } from '../written-dates.ts';
import { type Cell, excelDay } from '../xlsx/index.ts';
import type { AuColumn } from './read.ts';

/** One row, by the names of its columns. */
export interface AuRow {
  readonly line: number;
  cell(column: AuColumn): Cell;
  /** A cell as text on one line. */
  text(column: AuColumn): string | undefined;
}

/** Reads the names of a party's rows; a name in its own script is a name, too. */
export function readNames(rows: readonly AuRow[], record: PartyRecord, where: string): void {
  const main = rows.filter((row) => row.text('nameType') === 'Primary Name');
  if (main.length !== 1) record.signal('odd-value', `${main.length} primary names`);
  for (const row of [...main, ...rows.filter((row) => !main.includes(row))]) {
    const name = clean(row.text('name')?.replace(/;$/, ''));
    if (name === undefined) {
      const at = { where: `${where} and on`, expected: 'a name in each row', found: 'none' };
      throw problem('LIST_FORMAT', at);
    }
    record.party.add(propertyOf(row, name, record), name);
  }
}

function propertyOf(row: AuRow, name: string, record: PartyRecord): string {
  const type = row.text('nameType');
  const strength = row.text('strength');
  if (type === 'Primary Name' || type === 'Original Script') return 'name';
  const known = type === 'Alias' && (strength === 'Strong' || strength === 'Weak');
  if (!known) record.signal('unknown-value', `${type ?? 'no type'} ${strength ?? ''} of ${name}`);
  return strength === 'Weak' ? 'weakAlias' : 'alias';
}

/** The values of a cell with letters in front, or semicolons between them. */
function lettered(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return text
    .split(/(?:^|\s)[a-z]\)\s|;/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '-');
}

/** A passport where the additional information calls it one. */
const PASSPORT = /\bPassport (?:no|number)\b[.:]*\s*(?:\p{L}+\s+){0,4}?([A-Z]{0,3}\s?\d{5,10})\b/gu;

/** Reads everything of one row but its names, its legal basis and its days. */
export function readRow(row: AuRow, record: PartyRecord): void {
  const { party } = record;
  readDates(row, record);
  readPlaces(row, record);
  const isPerson = party.schema === 'Person';
  for (const country of lettered(row.text('citizenship'))) {
    addCountry(record, isPerson ? 'nationality' : 'country', country, 'Citizenship');
  }
  const imo = row.text('imo');
  if (imo !== undefined && party.schema !== 'Vessel') record.signal('odd-value', `IMO of ${imo}`);
  party.add(party.schema === 'Vessel' ? 'imoNumber' : 'notes', imo);
  const more = row.text('more');
  party.add('notes', more);
  if (!isPerson) return;
  for (const [, number] of (more ?? '').matchAll(PASSPORT)) party.add('passportNumber', number);
}

function readDates(row: AuRow, record: PartyRecord): void {
  const property =
    { Person: 'birthDate', Vessel: 'buildDate' }[record.party.schema] ?? 'incorporationDate';
  const cell = row.cell('birthDate');
  // A year is a number too, and no day that is counted from 1900 is as low as one.
  const day = typeof cell === 'number' && cell > 2_100 ? excelDay(cell) : undefined;
  if (day !== undefined) record.party.add(property, day);
  else addWrittenDates(record, property, row.text('birthDate'));
}

function readPlaces(row: AuRow, record: PartyRecord): void {
  const { party } = record;
  for (const place of lettered(row.text('birthPlace'))) {
    const code = countryCode(place);
    if (party.schema !== 'Person') party.add('notes', `Place of foundation: ${place}`);
    else if (code === undefined) party.add('birthPlace', place);
    else party.add('birthCountry', code, place);
  }
  for (const address of lettered(row.text('address'))) {
    const code = countryCode(address);
    if (code === undefined) party.add('address', address);
    else party.add('country', code, address);
  }
}
