import { LIMITS } from '../base/index.ts';
import { countryCode, type Example, NAME_PARTS, parseLooseDate } from '../entity/index.ts';
import {
  type Column,
  countryOfNationality,
  type GenderReading,
  genderOf,
  saysNothing,
  schemaOfType,
} from './columns.ts';
import { cutName, type Draft, examplesOf, type Tell, typeOfProperty } from './examples.ts';
import type { Plan } from './rows.ts';
import type { CustomerRecord } from './types.ts';

/** Columns that hold a surname, in the order in which they are spoken. */
const SURNAMES: readonly string[] = ['paternalSurname', 'maternalSurname', 'lastName'];

/** The columns that a name is composed of, in the order in which they are spoken. */
const PART_ROLES: readonly string[] = NAME_PARTS.flatMap((part) =>
  part === 'lastName' ? SURNAMES : [part],
);

/** A row whose values stand in the order of the plan's columns. */
export type PlannedRow = Pick<CustomerRecord, 'line' | 'record'> & {
  readonly cells: readonly string[];
};

/** Makes a customer of a row's values; everything that is not understood is told. */
export function makeCustomer(row: PlannedRow, plan: Plan, tell: Tell): CustomerRecord {
  const { line, record } = row;
  const [example, ...also] = examplesOfRow(row, plan, tell);
  const customer = { line, record, example, query: queryOf(row, plan) };
  return also.length === 0 ? customer : { ...customer, also };
}

/** The cells that were used, under the file's own headings. */
export function queryOf({ cells }: PlannedRow, { columns }: Plan): CustomerRecord['query'] {
  const used = columns.map(({ heading }, i) => [heading, cells[i] as string] as const);
  return Object.fromEntries(used.filter(([, cell]) => cell !== ''));
}

/** What the lists are asked about a row; everything that is not understood is told. */
export function examplesOfRow(
  { record, cells }: PlannedRow,
  { columns, readingOfM }: Plan,
  tell: Tell,
): readonly [Example, ...Example[]] {
  const draft: Draft = {
    names: new Set(),
    parts: new Map(),
    address: [],
    values: new Map(),
    type: undefined,
    isPerson: false,
    rfc: undefined,
  };
  for (const [i, column] of columns.entries()) {
    const cell = cells[i] as string;
    if (cell === '') continue;
    if (isNameColumn(column)) readName(draft, column, cell, tell);
    else if (!saysNothing(cell)) readValue(draft, column, cell, readingOfM, tell);
  }
  composeName(draft);
  const [first, ...others] = examplesOf(draft, tell);
  return [{ id: record, ...first }, ...others.map((other) => ({ id: record, ...other }))];
}

function isNameColumn(column: Column): boolean {
  return typeOfProperty.get(column.property ?? '') === 'name' || PART_ROLES.includes(column.role);
}

function readName(draft: Draft, column: Column, cell: string, tell: Tell): void {
  const { role, property } = column;
  if (PART_ROLES.includes(role)) {
    const before = draft.parts.get(role);
    const part = before === undefined ? cell : `${before} ${cell}`;
    draft.parts.set(role, cutName(part, tell));
  } else if (property === 'name') {
    draft.names.add(cell);
  } else {
    for (const name of several(cell)) add(draft, property as string, name);
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
  if (values === undefined) draft.values.set(property, new Set([value]));
  else values.add(value);
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
  const parts = knownCountry(cell) === undefined ? several(cell) : [cell];
  const over = parts.length - LIMITS.matchValues;
  if (over > 0) {
    tell('too-many-values', `${property}: ${over} of ${parts.length} are left out`);
  }
  for (const part of parts.slice(0, LIMITS.matchValues)) {
    const code = knownCountry(part);
    if (code === undefined) tell('unknown-country', part);
    else add(draft, property, code);
  }
}

const MOST_COUNTRIES_KEPT = 1_000;
/** Longer cells are lists or remarks; the longest name of a country has 60 characters. */
const LONGEST_COUNTRY = 100;
const countriesRead = new Map<string, string | undefined>();

/** A file names the same few countries over and over; the answers are kept. */
function knownCountry(text: string): string | undefined {
  if (text.length > LONGEST_COUNTRY) return undefined;
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
  names.add(PART_ROLES.flatMap((role) => parts.get(role) ?? []).join(' '));
  const surname = SURNAMES.flatMap((role) => parts.get(role) ?? []).join(' ');
  // A given name alone may as well be a company in a column headed `nombre`.
  if (surname === '') return;
  draft.isPerson = true;
  add(draft, 'lastName', surname);
  for (const part of NAME_PARTS) {
    const value = part === 'lastName' ? undefined : parts.get(part);
    if (value !== undefined) add(draft, part, value);
  }
}
