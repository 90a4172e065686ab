import { problem } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseIsoDate, propertyType } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import { clean, type PartyRecord, startParty } from '../party-record.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import {
  type Head,
  LAYOUT,
  type Measure,
  modifications,
  readHead,
  takeModifications,
} from './head.ts';
import { readIdentity } from './identity.ts';

/**
 * Reads Switzerland's list (SECO, `swiss-sanctions-list` XML), twice: first what targets refer to,
 * then the targets. A target becomes a Person, an Organization, a Vessel or an Airplane `ch-<ssid>`
 * and a Sanction for each of its sets of measures. Targets that were taken off the list stay in the
 * file; they are told as dropped, with the day.
 *
 * @throws LIST_FORMAT for malformed XML, a target without number, subject or name, a number used
 *   twice
 */
export const readChXml: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  const seen = new Map<string, number>();
  for (const file of files) {
    const head = await readHead(file, context);
    const day = parseIsoDate(head.date ?? '');
    if (day !== undefined) published = day;
    const knownAt = day === undefined ? context.knownAt : `${day}T00:00:00.000Z`;
    for await (const event of readXml(file, LAYOUT)) {
      context.signal?.throwIfAborted();
      if (event.kind !== 'record' || event.element.name !== 'target') continue;
      records++;
      yield* readTarget(event.element, { context, file, head, knownAt, seen });
    }
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

interface Reading {
  readonly context: ReadContext;
  readonly file: ListFile;
  readonly head: Head;
  readonly knownAt: string;
  readonly seen: Map<string, number>;
}

function* readTarget(element: XmlElement, reading: Reading): Generator<Entity> {
  const { context, file, head, knownAt, seen } = reading;
  const cursor = new Cursor(element);
  const where = `${file.name}, line ${element.line}`;
  const fail = (expected: string, found: string) =>
    problem('LIST_FORMAT', { where, expected, found });
  const id = clean(cursor.attribute('ssid'));
  if (id === undefined || !/^\w+$/.test(id)) {
    throw fail('a number (ssid) on each target', id ?? 'none');
  }
  const before = seen.get(id);
  if (before !== undefined) throw fail('each ssid once', `${id}, which line ${before} has too`);
  seen.set(id, element.line);
  const history = modifications(element);
  const [newest] = history;
  if (newest?.type === 'de-listed') {
    const found = `de-listed on ${newest.day ?? 'an unknown day'}`;
    context.onSignal({ kind: 'dropped', record: id, found });
    return;
  }
  const { subject, schema, unknown } = readSubject(cursor);
  if (subject === undefined) throw fail('an individual, an entity or an object', 'none');
  const listed = history.find(({ type }) => type === 'listed')?.day;
  const heldFrom = parseIsoDate(listed ?? '');
  const record = startParty({ id: `ch-${id}`, record: id, schema, heldFrom, knownAt }, context);
  if (unknown !== undefined) record.signal('unknown-value', `object-type ${unknown}`);
  for (const { type } of history) {
    if (!TYPES.has(type)) record.signal('unknown-value', `modification-type ${type}`);
  }
  const sets = [
    clean(cursor.attribute('sanctions-set-id')),
    ...cursor.all('sanctions-set-id').map((child) => clean(child.text())),
  ].filter((set) => set !== undefined);
  if (sets.length === 0) record.signal('odd-value', 'no sanctions-set-id');
  const foreign = clean(cursor.take('foreign-identifier'));
  const links = [...readParts(subject, record, head)];
  if (!record.party.has('name')) throw fail('a main name on each target', 'none');
  const modified = parseIsoDate(newest?.day ?? '');
  record.party.add('topics', 'sanction').add('createdAt', heldFrom).add('modifiedAt', modified);
  const entity = record.party.build();
  yield entity;
  const why = subject.all('justification').map((child) => {
    child.ignore('ssid');
    return clean(child.text());
  });
  for (const set of sets) {
    const measure = head.measures.get(set);
    if (measure === undefined) record.signal('unresolved-link', `sanctions-set ${set}`);
    yield sanction(record, entity, { set, measure, foreign, why, modified });
  }
  yield* links;
  takeModifications(cursor);
  audit(cursor, id, context.onSignal);
}

const TYPES = new Set(['listed', 'amended', 'de-listed']);

const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['vessel', 'Vessel'],
  ['aircraft', 'Airplane'],
]);

function readSubject(cursor: Cursor): {
  readonly subject: Cursor | undefined;
  readonly schema: string;
  readonly unknown?: string;
} {
  const individual = cursor.child('individual');
  if (individual !== undefined) return { subject: individual, schema: 'Person' };
  const entity = cursor.child('entity');
  if (entity !== undefined) return { subject: entity, schema: 'Organization' };
  const object = cursor.child('object');
  const type = clean(object?.attribute('object-type')) ?? 'absent';
  const schema = OBJECTS.get(type);
  if (schema !== undefined || object === undefined) {
    return { subject: object, schema: schema ?? 'LegalEntity' };
  }
  return { subject: object, schema: 'LegalEntity', unknown: type };
}

/** Reads everything inside the subject, and gives its links to other targets. */
function* readParts(subject: Cursor, record: PartyRecord, head: Head): Generator<Entity> {
  const { party } = record;
  const sex = clean(subject.attribute('sex'));
  if (sex === 'male' || sex === 'female') party.add('gender', sex);
  else if (sex !== undefined) record.signal('unknown-value', `sex ${sex}`);
  const identities = subject.all('identity');
  const isMain = (identity: Cursor) => identity.attribute('main') === 'true';
  const order = [...identities.filter(isMain), ...identities.filter((one) => !isMain(one))];
  for (const identity of order) readIdentity(identity, record, head);
  for (const name of ['other-information', 'generic-attribute']) {
    for (const child of subject.all(name)) {
      child.ignore('ssid', 'lang');
      const label = clean(child.attribute('name'));
      addInformation(record, clean(child.text()), label);
    }
  }
  for (const relation of subject.all('relation')) yield* link(relation, record, head);
}

/** Labels of free text that have a place of their own; the rest stays a note. */
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/^IMO [Nn]umber ?: (\d{7})\.?$/, 'imoNumber'],
  [/^Taxpayer [Ii]dentification [Nn]umber ?: (\d+)\.?$/, 'innCode'],
  [/^Tax [Rr]egistration [Nn]umber ?: (\S+?)\.?$/, 'taxNumber'],
  [
    /^(?:[Ss]tate |[Bb]usiness )?[Rr]egistration [Nn]umber ?: (\S*\d\S*?)\.?$/,
    'registrationNumber',
  ],
  [/^Website ?: (\S+)$/, 'website'],
  [/^E-?mail(?: address)? ?: (\S+@\S+)$/, 'email'],
  [/^(?:Tel\.|Telephone)(?: number)? ?: (\+?[\d\s()/-]+)$/, 'phone'],
];

function addInformation(
  { party }: PartyRecord,
  text: string | undefined,
  label: string | undefined,
): void {
  if (text === undefined) return;
  for (const [pattern, property] of LABELS) {
    const value = pattern.exec(text)?.[1];
    if (value === undefined || propertyType(party.schema, property) === undefined) continue;
    party.add(property, value, text);
    return;
  }
  party.add('notes', label === undefined ? text : `${label}: ${text}`);
}

function* link(relation: Cursor, record: PartyRecord, head: Head): Generator<Entity> {
  const other = clean(relation.attribute('target-id'));
  const role = clean(relation.attribute('relation-type')) ?? 'related to';
  const ssid = clean(relation.attribute('ssid')) ?? `${other}-${role.replace(/\W+/g, '-')}`;
  const remark = clean(relation.take('remark'));
  if (other === undefined || !head.listed.has(other)) {
    record.signal('unresolved-link', `${role} ${other ?? 'nobody'}`);
    return;
  }
  yield new EntityBuilder(`${record.id}-relation-${ssid}`, 'UnknownLink', record.source)
    .add('subject', record.id)
    .add('object', `ch-${other}`)
    .add('role', role)
    .add('summary', remark)
    .build();
}

interface Listing {
  readonly set: string;
  readonly measure: Measure | undefined;
  readonly foreign: string | undefined;
  readonly why: readonly (string | undefined)[];
  readonly modified: string | undefined;
}

function sanction(record: PartyRecord, entity: Entity, of: Listing): Entity {
  const { measure } = of;
  const builder = new EntityBuilder(`${record.id}-sanction-${of.set}`, 'Sanction', record.source)
    .add('entity', record.id)
    .add('authority', 'Swiss State Secretariat for Economic Affairs (SECO)')
    .add('country', 'ch')
    .add('program', measure?.programme ?? measure?.key)
    .add('provisions', measure?.article)
    .add('authorityId', record.source.record)
    .add('recordId', of.foreign)
    .add('unscId', measure?.origin === 'UN' ? of.foreign : undefined)
    .add('listingDate', record.source.heldFrom)
    .add('modifiedAt', of.modified);
  for (const text of of.why) builder.add('reason', text);
  return builder.build({ caption: `${measure?.key ?? 'Switzerland'}: ${entity.caption}` });
}
