import { problem } from '../../base/index.ts';
import { genderOf, propertyType } from '../../entity/index.ts';
import { clean, joined, type PartyRecord } from '../party-record.ts';
import type { TableRow } from '../table.ts';
import { addWrittenDates } from '../written-dates.ts';
import { addressOf, cellOf, type GbColumn, NAME_COLUMNS } from './columns.ts';
import { codeOf, numbered, numbersIn } from './words.ts';

/** The property of a name by its type, in lower case; the main one is told apart first. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['prime alias', 'name'],
  ['primary name', 'name'],
  ['aka', 'alias'],
  ['alias', 'alias'],
  ['primary name variation', 'alias'],
  ['fka', 'previousName'],
]);

const QUALITIES: ReadonlyMap<string, boolean> = new Map([
  ['', false],
  ['good quality', false],
  ['strong', false],
  ['low quality', true],
  ['weak', true],
]);

interface Name {
  readonly row: TableRow;
  readonly whole: string;
  readonly property: string;
}

/** Reads the names of a group's rows; the main one first, or what stands first without one. */
export function readNames(rows: readonly TableRow[], record: PartyRecord, where: string): void {
  const { party } = record;
  const names: Name[] = [];
  for (const row of rows) {
    const whole = clean(NAME_COLUMNS.map((column) => row.get(column) ?? '').join(' '));
    if (whole === undefined) continue;
    names.push({ row, whole, property: propertyOf(row, whole, record) });
  }
  const main = names.find(({ property }) => property === 'name') ?? names[0];
  if (main === undefined) {
    throw problem('LIST_FORMAT', { where, expected: 'a name in each group', found: 'none' });
  }
  if (main.property !== 'name') record.signal('odd-value', `no primary name; ${main.whole} serves`);
  party.add('name', main.whole);
  for (const { whole, property } of names) {
    if (whole !== main.whole) party.add(property === 'name' ? 'alias' : property, whole);
  }
  for (const row of rows) party.add('alias', cellOf(row, 'script'));
  if (party.schema !== 'Person') return;
  party.add('firstName', main.row.get('Name 1')).add('secondName', main.row.get('Name 2'));
  if (main.row.get('Name 1') !== undefined) party.add('lastName', main.row.get('Name 6'));
}

function propertyOf(row: TableRow, whole: string, record: PartyRecord): string {
  const type = cellOf(row, 'nameType');
  const quality = cellOf(row, 'nameQuality');
  const property = TYPES.get(type?.toLowerCase() ?? '');
  const isWeak = QUALITIES.get(quality?.toLowerCase() ?? '');
  if (property === undefined) {
    record.signal('unknown-value', `type ${type ?? 'absent'} of ${whole}`);
  }
  if (isWeak === undefined) record.signal('unknown-value', `quality ${quality} of ${whole}`);
  return isWeak && property !== 'name' ? 'weakAlias' : (property ?? 'alias');
}

/** Columns that go to one property as they are; the label is for schemas that lack it. */
const PLAIN: readonly (readonly [GbColumn, string, string])[] = [
  ['title', 'title', 'Title'],
  ['position', 'position', 'Position'],
  ['phone', 'phone', 'Phone'],
  ['website', 'website', 'Website'],
  ['email', 'email', 'Email'],
  ['entityType', 'legalForm', 'Type of entity'],
  ['registration', 'registrationNumber', 'Business registration number'],
  ['imo', 'imoNumber', 'IMO number'],
  ['shipType', 'type', 'Type of ship'],
  ['tonnage', 'tonnage', 'Tonnage of ship'],
  ['subsidiaries', 'notes', 'Subsidiaries'],
  ['parent', 'notes', 'Parent company'],
  ['owner', 'notes', 'Current owner or operator'],
  ['previousOwner', 'notes', 'Previous owner or operator'],
  ['length', 'notes', 'Length of ship'],
  ['hull', 'notes', 'Hull identification number'],
];

/** Reads everything of one row but its names, its regime and its days. */
export function readRow(row: TableRow, record: PartyRecord): void {
  const { party } = record;
  for (const [column, property, label] of PLAIN) addPlain(row, record, column, property, label);
  readAddress(row, record);
  party.add('notes', cellOf(row, 'other'));
  addWrittenDates(record, 'buildDate', onVessel(record, cellOf(row, 'built')));
  readCountries(row, record, 'flag', 'flag', 'Flag');
  readCountries(row, record, 'previousFlags', 'pastFlags', 'Previous flags');
  readNumbers(row, record, 'passport', 'passportDetails', 'passportNumber');
  readNumbers(row, record, 'national', 'nationalDetails', 'idNumber');
  if (party.schema !== 'Person') {
    readCountries(row, record, 'nationality', 'country', 'Nationality');
    return;
  }
  for (const date of numbered(cellOf(row, 'birthDate'))) addWrittenDates(record, 'birthDate', date);
  for (const town of numbered(cellOf(row, 'birthTown'))) party.add('birthPlace', town);
  readCountries(row, record, 'birthCountry', 'birthCountry', 'Country of birth');
  readCountries(row, record, 'nationality', 'nationality', 'Nationality');
  const gender = cellOf(row, 'gender');
  const code = gender === undefined ? undefined : genderOf(gender);
  if (gender !== undefined && code === undefined)
    record.signal('unknown-value', `gender ${gender}`);
  party.add('gender', code, gender);
}

const onVessel = (record: PartyRecord, text: string | undefined): string | undefined =>
  record.party.schema === 'Vessel' ? text : undefined;

function addPlain(
  row: TableRow,
  { party }: PartyRecord,
  column: GbColumn,
  property: string,
  label: string,
): void {
  const text = cellOf(row, column);
  if (text === undefined) return;
  const has = property !== 'notes' && propertyType(party.schema, property) !== undefined;
  for (const value of has ? numbered(text) : []) party.add(property, value);
  if (!has) party.add('notes', `${label}: ${text}`);
}

function readAddress(row: TableRow, record: PartyRecord): void {
  const { party } = record;
  const country = cellOf(row, 'country');
  const local = [...addressOf(row), cellOf(row, 'postcode')].filter((part) => part !== undefined);
  const whole = joined(...local, country);
  const code = country === undefined ? undefined : codeOf(country);
  if (country !== undefined && code === undefined) {
    record.signal('unknown-value', `country ${country}`);
  }
  if (local.length > 0 || code === undefined) party.add('address', whole);
  party.add('country', code, country);
}

function readCountries(
  row: TableRow,
  record: PartyRecord,
  column: GbColumn,
  property: string,
  label: string,
): void {
  for (const text of numbered(cellOf(row, column))) {
    const code = codeOf(text);
    const has = propertyType(record.party.schema, property) !== undefined;
    if (code !== undefined && has) record.party.add(property, code, text);
    else record.party.add('notes', `${label}: ${text}`);
    if (code === undefined) record.signal('unknown-value', `country ${text}`);
  }
}

/** Reads the numbers of documents and what is said about them. */
function readNumbers(
  row: TableRow,
  record: PartyRecord,
  column: GbColumn,
  details: GbColumn,
  property: string,
): void {
  const { party } = record;
  const cell = cellOf(row, column);
  const more = cellOf(row, details);
  if (cell === undefined && more === undefined) return;
  const has = propertyType(party.schema, property) !== undefined;
  const to = has ? property : 'idNumber';
  const texts = numbered(cell ?? more);
  for (const text of texts) {
    const numbers = numbersIn(text);
    const original = cell === undefined ? text : joined(text, more);
    const isTax = /fiscal code/i.test(text);
    for (const number of numbers) party.add(isTax ? 'taxNumber' : to, number, original);
    if (numbers.length > 0) continue;
    party.add('notes', `Document: ${original}`);
    record.signal('odd-value', `document ${text}`);
  }
}
