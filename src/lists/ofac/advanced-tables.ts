import { problem } from '../../base/index.ts';
import type { PartialDate } from '../../entity/index.ts';
import { parseIsoDate } from '../../entity/index.ts';
import type { Cursor } from '../cursor.ts';
import type { ReadContext } from '../types.ts';
import { readDate, readPeriod } from './advanced-dates.ts';
import type { ReferenceSets, Tell } from './advanced-sets.ts';
import { keep } from './keep.ts';
import { composeAddress } from './parts.ts';
import type { OfacAct, OfacAddress, OfacRelation } from './record.ts';

/** A document of a party, its values resolved. */
export interface AdvancedDocument {
  readonly label: string;
  readonly value: string;
  readonly country?: string;
  readonly issued?: string;
  readonly expires?: string;
  /** What else is said of it. */
  readonly remarks: readonly string[];
}

/** The programmes and acts of a party. */
export interface AdvancedEntry {
  readonly programs: Set<string>;
  readonly acts: OfacAct[];
}

/** What the file keeps apart from the parties and refers to by number. */
export interface AdvancedTables {
  readonly locations: Map<string, OfacAddress>;
  /** Locations that are there and say nothing; OFAC has one for each party without address. */
  readonly blank: Set<string>;
  /** By the number of the identity that they belong to. */
  readonly documents: Map<string, AdvancedDocument[]>;
  readonly relations: Map<string, OfacRelation[]>;
  readonly entries: Map<string, AdvancedEntry>;
}

/** Empty tables. */
export function advancedTables(): AdvancedTables {
  return {
    locations: new Map(),
    blank: new Set(),
    documents: new Map(),
    relations: new Map(),
    entries: new Map(),
  };
}

/** Takes the rows of one party; what nobody takes is left over. */
export function takeRow<T>(table: Map<string, T>, id: string): T | undefined {
  const row = table.get(id);
  table.delete(id);
  return row;
}

/** What no party has taken: the number of the party that it is said of, and what it is. */
export function* leftRows(tables: AdvancedTables): Generator<readonly [string, string]> {
  for (const id of tables.entries.keys()) yield [id, 'a SanctionsEntry of no party'];
  for (const id of tables.relations.keys()) yield [id, 'a ProfileRelationship of no party'];
  for (const id of tables.documents.keys()) yield [id, 'an IDRegDocument of no Identity'];
}

/** What is needed to read a row of a table. */
export interface Reading {
  readonly sets: ReferenceSets;
  readonly tables: AdvancedTables;
  readonly file: string;
  readonly context: ReadContext;
}

/** The number of an element, by which others refer to it. */
export function needId(cursor: Cursor, attribute: string, file: string): string {
  const id = cursor.attribute(attribute);
  if (id !== undefined && /^\d{1,18}$/.test(id)) return id;
  throw problem('LIST_FORMAT', {
    where: `${file}, line ${cursor.line}`,
    expected: `a number as ${attribute} of each ${cursor.name}`,
    found: id === undefined ? 'none' : JSON.stringify(id.slice(0, 40)),
  });
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const LINES = ['ADDRESS1', 'ADDRESS2', 'ADDRESS3'];
/** A part of unknown kind is the whole place in words, as for a citizenship. */
const PLACES = ['CITY', 'STATE/PROVINCE', 'POSTAL CODE', 'REGION', 'UNKNOWN'];

/** Reads a `Location`. */
export function readLocation(cursor: Cursor, reading: Reading, tell: Tell): void {
  const { sets, tables, file } = reading;
  const id = needId(cursor, 'ID', file);
  // The area code repeats the country; who refers to the place is said there too.
  cursor.ignore('LocationAreaCode', 'FeatureVersionReference', 'IDRegDocumentReference');
  const countries = cursor.all('LocationCountry').map((country) => {
    country.ignore('CountryRelevanceID');
    return sets.value('Country', country.attribute('CountryID'), tell);
  });
  if (countries.length > 1) tell('odd-value', `a place in ${countries.join(' and ')}`);
  const parts = new Map<string, string>();
  for (const part of cursor.all('LocationPart')) {
    const type = sets.value('LocPartType', part.attribute('LocPartTypeID'), tell)?.toUpperCase();
    if (type === undefined || (!LINES.includes(type) && !PLACES.includes(type))) {
      tell('unknown-value', `LocPartType ${type ?? 'absent'}`);
    }
    for (const value of part.all('LocationPartValue')) {
      value.ignore('Primary', 'LocPartValueTypeID', 'LocPartValueStatusID');
      const text = value.take('Value');
      const comment = value.take('Comment');
      if (comment !== undefined) tell('odd-value', `a comment on ${type}: ${comment}`);
      const before = parts.get(type ?? '');
      if (text !== undefined) {
        parts.set(type ?? '', before === undefined ? text : `${before}, ${text}`);
      }
    }
  }
  const address = composeAddress({
    lines: LINES.map((type) => parts.get(type)),
    city: parts.get('CITY') ?? parts.get('UNKNOWN'),
    state: parts.get('STATE/PROVINCE'),
    postal: parts.get('POSTAL CODE'),
    region: parts.get('REGION'),
    country: countries[0],
  });
  if (address === undefined) tables.blank.add(keep(id));
  else tables.locations.set(keep(id), keptAddress(address));
}

const keptAddress = ({ street, place, country }: OfacAddress): OfacAddress => ({
  ...(street !== undefined && { street: keep(street) }),
  ...(place !== undefined && { place: keep(place) }),
  ...(country !== undefined && { country: keep(country) }),
});

/** Reads an `IDRegDocument`; the locations come before the documents. */
export function readDocument(cursor: Cursor, reading: Reading, tell: Tell): void {
  const { sets, tables, file } = reading;
  const identity = needId(cursor, 'IdentityID', file);
  // References between documents, names and features say nothing of the party that is not there.
  cursor.ignore('ID', 'IDRegDocumentMention', 'FeatureVersionReference');
  cursor.ignore('DocumentedNameReference', 'ProfileRelationshipReference');
  const label = sets.value('IDRegDocType', cursor.attribute('IDRegDocTypeID'), tell) ?? '';
  const location = tables.locations.get(cursor.attribute('IssuedIn-LocationID') ?? '');
  const place = location?.country ?? location?.place;
  const issuer = cursor.attribute('IssuedBy-CountryID');
  const country = sets.value('Country', issuer, tell) ?? place;
  const remarks: string[] = [];
  const validity = sets.known('Validity', cursor.attribute('ValidityID'), tell);
  if (validity !== undefined && validity !== 'Valid') remarks.push(validity.toLowerCase());
  if (place !== undefined && place !== country) remarks.push(`issued in ${place}`);
  const authority = cursor.take('IssuingAuthority');
  if (authority !== undefined) remarks.push(`issued by ${authority}`);
  const comment = cursor.take('Comment');
  if (comment !== undefined) remarks.push(comment);
  const { issued, expires } = documentDates(cursor, sets, tell);
  push(tables.documents, keep(identity), {
    label,
    value: keep(cursor.take('IDRegistrationNo') ?? ''),
    ...(country !== undefined && { country }),
    ...(issued !== undefined && { issued }),
    ...(expires !== undefined && { expires }),
    remarks: remarks.map(keep),
  });
}

function documentDates(cursor: Cursor, sets: ReferenceSets, tell: Tell) {
  const dates: { issued?: string; expires?: string } = {};
  for (const date of cursor.all('DocumentDate')) {
    const type = sets.value('IDRegDocDateType', date.attribute('IDRegDocDateTypeID'), tell);
    const text = readPeriod(date.child('DatePeriod'), tell);
    if (text === undefined) continue;
    if (type === 'Issue Date') dates.issued = text;
    else if (type === 'Expiration Date') dates.expires = text;
    else tell('unknown-value', `IDRegDocDateType ${type ?? 'absent'}: ${text}`);
  }
  return dates;
}

/** Reads a `ProfileRelationship`. */
export function readRelationship(cursor: Cursor, reading: Reading, tell: Tell): void {
  const { sets, tables, file } = reading;
  const from = needId(cursor, 'From-ProfileID', file);
  const to = needId(cursor, 'To-ProfileID', file);
  cursor.ignore('ID', 'SanctionsEntryID', 'IDRegDocumentReference');
  const role = sets.value('RelationType', cursor.attribute('RelationTypeID'), tell);
  const quality = sets.known('RelationQuality', cursor.attribute('RelationQualityID'), tell);
  const former = cursor.attribute('Former') === 'true';
  const period = readPeriod(cursor.child('DatePeriod'), tell);
  const comment = cursor.take('Comment');
  push(tables.relations, keep(from), {
    to: keep(to),
    role: role ?? 'related',
    ...(former && { former: true }),
    ...(period !== undefined && { period }),
    ...(quality !== undefined && { quality }),
    ...(comment !== undefined && { comment: keep(comment) }),
  });
}

/** Reads a `SanctionsEntry`: what its list, its events and its measures say of a party. */
export function readSanctionsEntry(cursor: Cursor, reading: Reading, tell: Tell): void {
  const { sets, tables, file } = reading;
  const profile = needId(cursor, 'ProfileID', file);
  cursor.ignore('ID', 'ProfileRelationshipReference');
  const list = sets.value('List', cursor.attribute('ListID'), tell);
  const programs: string[] = [];
  const measures: string[] = [];
  for (const measure of cursor.all('SanctionsMeasure')) {
    // The period is that of the entry; OFAC leaves it empty.
    measure.ignore('ID', 'DatePeriod');
    const type = sets.value('SanctionsType', measure.attribute('SanctionsTypeID'), tell);
    const comment = measure.take('Comment');
    if (type === 'Program' && comment !== undefined) programs.push(keep(comment));
    else if (type === 'Program') tell('odd-value', 'a programme without its tag');
    else measures.push(keep([type, comment].filter((part) => part !== undefined).join(': ')));
  }
  for (const text of [cursor.take('LimitationsToListing'), cursor.take('Comment')]) {
    if (text !== undefined) measures.push(keep(text));
  }
  const entry = tables.entries.get(profile) ?? { programs: new Set(), acts: [] };
  tables.entries.set(keep(profile), entry);
  for (const program of programs) entry.programs.add(program);
  const events = cursor.all('EntryEvent').map((event) => readEvent(event, sets, tell));
  for (const event of events.length === 0 ? [{}] : events) {
    entry.acts.push({ programs, ...(list !== undefined && { list }), measures, ...event });
  }
}

function readEvent(event: Cursor, sets: ReferenceSets, tell: Tell): OfacAct {
  event.ignore('ID');
  const type = sets.value('EntryEventType', event.attribute('EntryEventTypeID'), tell);
  if (type !== 'Created') tell('unknown-value', `EntryEventType ${type ?? 'absent'}`);
  const comment = event.take('Comment');
  if (comment !== undefined) tell('odd-value', `a comment on an event: ${comment}`);
  const basis = sets.known('LegalBasis', event.attribute('LegalBasisID'), tell);
  const text = readDate(event.child('Date'), tell);
  const date: PartialDate | undefined = text === undefined ? undefined : parseIsoDate(text);
  return { ...(date !== undefined && { date }), ...(basis !== undefined && { basis }) };
}
