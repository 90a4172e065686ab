import { LIMITS } from '../base/index.ts';
import { allSchemas, countryCode, parseLooseDate } from '../entity/index.ts';
import {
  type Column,
  countryOfNationality,
  endsWithLegalForm,
  type GenderReading,
  genderOf,
  saysNothing,
  schemaOfType,
} from './columns.ts';
import type { CustomerRecord, RowSignal } from './types.ts';

type Tell = (kind: RowSignal['kind'], found: string) => void;

/** The parts a name is composed of, in the order in which they are spoken. */
const NAME_PARTS = ['firstName', 'middleName', 'paternalSurname', 'maternalSurname', 'lastName'];

/** What is known of a customer while the row is read. */
interface Draft {
  readonly names: string[];
  readonly parts: Map<string, string>;
  readonly address: string[];
  readonly values: Map<string, string[]>;
  type: string | undefined;
  isPerson: boolean;
  rfc: string | undefined;
}

/**
 * FollowTheMoney's type of a property, by its name alone; the same name has one type everywhere.
 */
const typeOfProperty = new Map<string, string>();
/** The properties of each schema; the model itself gathers them anew for each question. */
const propertiesOf = new Map<string, ReadonlySet<string>>();
for (const schema of allSchemas().values()) {
  const properties = [...schema.getProperties().values()];
  propertiesOf.set(schema.name, new Set(properties.map((property) => property.name)));
  for (const property of properties) typeOfProperty.set(property.name, property.type.name);
}

/** Properties that only people have and that nothing stands for elsewhere. */
const PERSONAL: ReadonlySet<string> = new Set(
  [...(propertiesOf.get('Person') ?? [])].filter(
    (property) =>
      !propertiesOf.get('LegalEntity')?.has(property) &&
      property !== 'nationality' &&
      property !== 'citizenship',
  ),
);

/** Makes a customer of a row's values; everything that is not understood is told. */
export function makeCustomer(
  row: { readonly line: number; readonly record: string; readonly fields: readonly string[] },
  columns: readonly Column[],
  readingOfM: GenderReading,
  tell: Tell,
): CustomerRecord {
  const draft: Draft = {
    names: [],
    parts: new Map(),
    address: [],
    values: new Map(),
    type: undefined,
    isPerson: false,
    rfc: undefined,
  };
  const query: [string, string][] = [];
  for (const column of columns) {
    const cell = row.fields[column.index]?.trim() ?? '';
    if (cell === '') continue;
    query.push([column.heading, cell]);
    if (isNameColumn(column)) readName(draft, column, cell, tell);
    else if (!saysNothing(cell)) readValue(draft, column, cell, readingOfM, tell);
  }
  composeName(draft);
  const { line, record } = row;
  const { schema, properties, wallets } = finish(draft, tell);
  const customer = { line, record, example: { id: record, schema, properties } };
  const asked = Object.fromEntries(query);
  if (wallets.length === 0) return { ...customer, query: asked };
  const wallet = { id: record, schema: 'CryptoWallet', properties: { publicKey: wallets } };
  return { ...customer, also: [wallet], query: asked };
}

function isNameColumn(column: Column): boolean {
  return typeOfProperty.get(column.property ?? '') === 'name' || NAME_PARTS.includes(column.role);
}

function readName(draft: Draft, column: Column, cell: string, tell: Tell): void {
  const cut = (text: string): string => {
    if (text.length <= LIMITS.nameCharacters) return text;
    const characters = [...text];
    if (characters.length <= LIMITS.nameCharacters) return text;
    const { nameCharacters } = LIMITS;
    tell('name-too-long', `${characters.length} characters, the first ${nameCharacters} are used`);
    return characters.slice(0, nameCharacters).join('');
  };
  if (NAME_PARTS.includes(column.role)) {
    const before = draft.parts.get(column.role);
    draft.parts.set(column.role, cut(before === undefined ? cell : `${before} ${cell}`));
  } else if (column.property === 'name') {
    draft.names.push(cut(cell));
  } else {
    for (const name of several(cell)) add(draft, column.property as string, cut(name));
  }
}

/** Aliases, documents and countries often stand together in one cell. */
function several(cell: string): string[] {
  return cell
    .split(/[;|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function add(draft: Draft, property: string, value: string): void {
  const values = draft.values.get(property);
  if (values === undefined) draft.values.set(property, [value]);
  else if (!values.includes(value)) values.push(value);
}

function readValue(
  draft: Draft,
  column: Column,
  cell: string,
  readingOfM: GenderReading,
  tell: Tell,
): void {
  const { role, property } = column;
  if (role === 'id') return;
  if (role === 'type') {
    draft.type = schemaOfType(cell);
    if (draft.type === undefined) tell('unknown-type', cell);
    return;
  }
  if (property === undefined) return;
  if (property === 'address') {
    draft.address.push(cell);
    return;
  }
  if (role === 'curp') draft.isPerson = true;
  if (role === 'rfc') draft.rfc = cell;
  switch (typeOfProperty.get(property)) {
    case 'date':
      readDate(draft, property, cell, tell);
      return;
    case 'gender': {
      const gender = genderOf(cell, readingOfM);
      if (gender === undefined) tell('unknown-gender', cell);
      else add(draft, property, gender);
      return;
    }
    case 'country':
      readCountry(draft, property, cell, tell);
      return;
    case 'identifier':
      for (const value of several(cell)) add(draft, property, value);
      return;
    default:
      add(draft, property, cell);
  }
}

function readDate(draft: Draft, property: string, cell: string, tell: Tell): void {
  const date = parseLooseDate(cell);
  if (date.kind === 'impossible') tell('impossible-date', cell);
  else if (date.kind === 'unknown') tell('unreadable-date', cell);
  else add(draft, property, date.date);
  if (date.kind === 'ambiguous') {
    tell('ambiguous-date', `${cell}: ${date.date} or ${date.other}, both are used`);
    add(draft, property, date.other);
  }
}

function readCountry(draft: Draft, property: string, cell: string, tell: Tell): void {
  // The whole cell first: a name of a country may itself hold a separator.
  for (const part of knownCountry(cell) === undefined ? several(cell) : [cell]) {
    const code = knownCountry(part);
    if (code === undefined) tell('unknown-country', part);
    else add(draft, property, code);
  }
}

const MOST_COUNTRIES_KEPT = 1_000;
const countriesRead = new Map<string, string | undefined>();

/** A file names the same few countries over and over; the answers are kept. */
function knownCountry(text: string): string | undefined {
  if (countriesRead.has(text)) return countriesRead.get(text);
  const code = countryCode(text) ?? countryOfNationality(text);
  // Copied, as a slice of the file's text would keep the whole chunk in memory.
  const own = Buffer.from(text).toString();
  if (countriesRead.size < MOST_COUNTRIES_KEPT) countriesRead.set(own, code);
  return code;
}

function composeName(draft: Draft): void {
  const { parts, names } = draft;
  if (parts.size === 0) return;
  const composed = NAME_PARTS.flatMap((part) => parts.get(part) ?? []).join(' ');
  if (!names.includes(composed)) names.push(composed);
  const surname = ['paternalSurname', 'maternalSurname', 'lastName']
    .flatMap((part) => parts.get(part) ?? [])
    .join(' ');
  // A given name alone may as well be a company in a column headed `nombre`.
  if (surname === '') return;
  draft.isPerson = true;
  add(draft, 'lastName', surname);
  for (const part of ['firstName', 'middleName']) {
    const value = parts.get(part);
    if (value !== undefined) add(draft, part, value);
  }
}

interface Finished {
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly wallets: readonly string[];
}

function finish(draft: Draft, tell: Tell): Finished {
  const { values, names } = draft;
  const spoken = names.filter((name) => /[\p{L}\p{N}]/u.test(name));
  const hasIdentifier = [...values.keys()].some((p) => typeOfProperty.get(p) === 'identifier');
  if (spoken.length === 0 && (names.length > 0 || !hasIdentifier)) {
    tell('no-name', names[0] ?? 'neither name nor identifier');
  }
  if (spoken.length > 0) values.set('name', [...(values.get('name') ?? []), ...spoken]);
  if (draft.address.length > 0) values.set('address', [draft.address.join(', ')]);

  const schema = draft.type ?? guessSchema(draft, spoken);
  const properties: Record<string, string[]> = {};
  let wallets: readonly string[] = [];
  for (const [property, list] of values) {
    const target = fitting(property, schema);
    if (target !== undefined) {
      properties[target] = [...new Set([...(properties[target] ?? []), ...list])];
    } else if (property === 'publicKey') wallets = list;
    else if (!PART_PROPERTIES.has(property)) {
      tell('unused-value', `${property} ${list.join(', ').slice(0, 80)} of a ${schema}`);
    }
  }
  return { schema, properties, wallets };
}

/** They went into the name already. */
const PART_PROPERTIES: ReadonlySet<string> = new Set(['firstName', 'middleName', 'lastName']);

/** Properties that a company or a ship has under another name. */
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  birthDate: ['incorporationDate', 'buildDate'],
  nationality: ['flag', 'country'],
  citizenship: ['flag', 'country'],
  flag: ['country'],
  idNumber: ['registrationNumber'],
  taxNumber: ['registrationNumber'],
};

/** The property that holds the value in this schema, or undefined when there is none. */
function fitting(property: string, schema: string): string | undefined {
  const known = propertiesOf.get(schema);
  if (known?.has(property)) return property;
  return STANDS_FOR[property]?.find((name) => known?.has(name));
}

/**
 * The schema of a row that does not say. When in doubt it is LegalEntity, which is compared with
 * people and organisations alike: a wrong guess here would hide a listing.
 */
function guessSchema(draft: Draft, names: readonly string[]): string {
  const { values } = draft;
  if (values.has('imoNumber') || values.has('mmsi')) return 'Vessel';
  const onlyPeople = [...values.keys()].some((property) => PERSONAL.has(property));
  const rfc = draft.rfc?.replace(/[^\p{L}\d&]/gu, '') ?? '';
  if (/^[A-ZÑ&]{3}\d{6}[A-Z\d]{3}$/i.test(rfc)) return 'Organization';
  if (draft.isPerson || onlyPeople || /^[A-ZÑ&]{4}\d{6}[A-Z\d]{3}$/i.test(rfc)) return 'Person';
  if (values.has('publicKey') && names.length === 0) return 'CryptoWallet';
  return names.some(endsWithLegalForm) ? 'Organization' : 'LegalEntity';
}
