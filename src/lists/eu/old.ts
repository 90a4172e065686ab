import { loadData, problem } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseIsoDate, parseLooseDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import { clean, joined, type PartyRecord, startParty } from '../party-record.ts';
import type { ListReader, ReadContext, ReadSummary } from '../types.ts';
import { addWrittenDates } from '../written-dates.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readGender } from './party.ts';
import { addContact, addDocument, addTopics } from './tables.ts';

const { codes } = loadData<{ codes: Readonly<Record<string, string>> }>(
  'lists/eu-old-countries.json',
);

const LAYOUT = { root: 'WHOLE', records: ['ENTITY'] };

/** On every part: its number, its entity's, and the act that says that part. */
const PART_IGNORED = ['Id', 'Entity_id', 'legal_basis', 'reg_date', 'pdf_link', 'programme'];

/**
 * Reads the European Union's list in the layout that it had until 2017 (`global.xml`, root
 * `WHOLE`), for histories. The numbers are those of today's layout, and so are the ids.
 *
 * @throws LIST_FORMAT for malformed XML, an entity without number or name, a number used twice
 */
export const readEuOldXml: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  const seen = new Set<string>();
  for (const file of files) {
    let knownAt = context.knownAt;
    for await (const event of readXml(file, LAYOUT)) {
      context.signal?.throwIfAborted();
      if (event.kind === 'other') {
        context.onSignal({ kind: 'unknown-element', record: file.name, found: event.path });
      } else if (event.kind === 'open') {
        const date = parseLooseDate(event.attributes.get('Date') ?? '');
        if (date.kind === 'date' || date.kind === 'ambiguous') {
          published = date.date;
          knownAt = `${date.date}T00:00:00.000Z`;
        }
      } else {
        records++;
        const where = `${file.name}, line ${event.element.line}`;
        yield* readEntity(event.element, where, { context, knownAt, seen });
      }
    }
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

interface Reading {
  readonly context: ReadContext;
  readonly knownAt: string;
  readonly seen: Set<string>;
}

function* readEntity(element: XmlElement, where: string, reading: Reading): Generator<Entity> {
  const { context, knownAt, seen } = reading;
  const cursor = new Cursor(element);
  const id = clean(cursor.attribute('Id'));
  if (id === undefined || !/^\w+$/.test(id) || seen.has(id)) {
    const found = id === undefined ? 'none' : seen.has(id) ? `${id} again` : JSON.stringify(id);
    throw problem('LIST_FORMAT', { where, expected: 'each ENTITY with an Id of its own', found });
  }
  seen.add(id);
  const type = clean(cursor.attribute('Type'));
  const schema = type === 'P' ? 'Person' : type === 'E' ? 'Organization' : 'LegalEntity';
  const heldFrom = parseIsoDate(clean(cursor.attribute('reg_date')) ?? '');
  const record = startParty({ id: `eu-${id}`, record: id, schema, heldFrom, knownAt }, context);
  if (schema === 'LegalEntity') record.signal('unknown-value', `Type ${type ?? 'absent'}`);
  const programme = clean(cursor.attribute('programme'));
  addTopics(record, programme);
  readNames(cursor, record, where);
  for (const birth of cursor.all('BIRTH')) readBirth(birth, record);
  for (const passport of cursor.all('PASSPORT')) readPassport(passport, record);
  for (const citizen of cursor.all('CITIZEN')) {
    citizen.ignore(...PART_IGNORED);
    const property = schema === 'Person' ? 'nationality' : 'country';
    addCode(record, property, clean(citizen.take('COUNTRY')));
  }
  for (const address of cursor.all('ADDRESS')) readAddress(address, record);
  record.party.add('notes', bare(cursor.attribute('remark'))).add('createdAt', heldFrom);
  const entity = record.party.build();
  yield entity;
  yield new EntityBuilder(`eu-${id}-sanction`, 'Sanction', record.source)
    .add('entity', record.id)
    .add('authority', 'European Union')
    .add('program', programme)
    .add('programId', programme && `EU-${programme}`)
    .add('reason', clean(cursor.attribute('legal_basis')))
    .add('sourceUrl', clean(cursor.attribute('pdf_link')))
    .add('listingDate', heldFrom)
    .build({ caption: `${programme ?? 'EU'}: ${entity.caption}` });
  audit(cursor, id, context.onSignal);
}

/** Without the parentheses that the old layout puts around remarks. */
const bare = (text: string | undefined): string | undefined =>
  clean(text?.replace(/^\((.*)\)$/s, '$1'));

function readNames(cursor: Cursor, record: PartyRecord, where: string): void {
  const { party } = record;
  let main: string | undefined;
  for (const name of cursor.all('NAME')) {
    name.ignore(...PART_IGNORED, 'LANGUAGE');
    const parts = ['FIRSTNAME', 'MIDDLENAME', 'LASTNAME'].map((part) => clean(name.take(part)));
    const whole = clean(name.take('WHOLENAME')) ?? clean(parts.filter(Boolean).join(' '));
    const isFirst = main === undefined;
    main ??= whole;
    party.add(whole === main ? 'name' : 'alias', whole);
    const isPerson = party.schema === 'Person';
    if (isPerson && isFirst) {
      party.add('firstName', parts[0]).add('middleName', parts[1]).add('lastName', parts[2]);
    }
    readGender(clean(name.take('GENDER')), record);
    const title = clean(name.take('TITLE'));
    party.add(isPerson ? 'title' : 'notes', isPerson ? title : title && `Title: ${title}`);
    party.add(isPerson ? 'position' : 'notes', clean(name.take('FUNCTION')));
  }
  if (main === undefined) {
    throw problem('LIST_FORMAT', { where, expected: 'a name on each ENTITY', found: 'none' });
  }
}

function addCode(record: PartyRecord, property: string, code: string | undefined): void {
  if (code === undefined) return;
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (known !== undefined) record.party.add(property, known, code);
  else {
    record.party.add('notes', `${property}: ${code}`);
    record.signal('unknown-value', `country ${code}`);
  }
}

function readBirth(birth: Cursor, record: PartyRecord): void {
  birth.ignore(...PART_IGNORED);
  const isPerson = record.party.schema === 'Person';
  const date = clean(birth.take('DATE'))?.replace(/^(.*) \(approximative\)$/, 'circa $1');
  addWrittenDates(record, isPerson ? 'birthDate' : 'incorporationDate', date);
  const place = clean(birth.take('PLACE'));
  const country = clean(birth.take('COUNTRY'));
  if (isPerson) {
    record.party.add('birthPlace', place);
    addCode(record, 'birthCountry', country);
  } else record.party.add('notes', joined(place, country));
}

/** `AD000001 (passport-National passport) (remarks)`: the number, its kind, what else is said. */
function readPassport(passport: Cursor, record: PartyRecord): void {
  passport.ignore(...PART_IGNORED);
  const text = clean(passport.take('NUMBER'));
  const country = clean(passport.take('COUNTRY'));
  const [, number, kind] = /^(.*?)\s*\((\w+)-[^)]*\)/.exec(text ?? '') ?? [];
  const original = joined(text, country);
  if (number !== undefined && number !== '' && number !== 'UNKNOWN') {
    addDocument(record, kind, number, original ?? number);
  } else if (original !== undefined) {
    record.party.add('notes', `Document: ${original}`);
    record.signal('odd-value', `document ${original}`);
  }
}

function readAddress(address: Cursor, record: PartyRecord): void {
  address.ignore(...PART_IGNORED);
  const parts = ['NUMBER', 'STREET', 'ZIPCODE', 'CITY'].map((part) => clean(address.take(part)));
  const country = clean(address.take('COUNTRY'));
  if (parts.some((part) => part !== undefined)) {
    record.party.add('address', joined(...parts, country));
  }
  addCode(record, 'country', country);
  const other = address.take('OTHER') ?? '';
  for (const [, key = '', value = ''] of other.matchAll(/([A-Z]+)\[([^\]]*)\]/g)) {
    addContact(record, key, value);
  }
  record.party.add('notes', bare(other.replace(/[A-Z]+\[[^\]]*\]/g, '').trim()));
}
