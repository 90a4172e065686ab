import { problem } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import { clean, type PartyRecord, startParty } from '../party-record.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readAddress, readNames } from './party.ts';
import { readBirth, readCitizenship, readIdentification } from './person.ts';
import { addTopics } from './tables.ts';

const LAYOUT = { root: 'export', records: ['sanctionEntity'] };

/**
 * Reads the European Union's financial sanctions file (`xmlFullSanctionsList_1_1`). Each entity
 * becomes a Person or an Organization `eu-<logicalId>`, each of its regulations the Sanction
 * `eu-<logicalId>-sanction-<logicalId of the regulation>`.
 *
 * @throws LIST_FORMAT for malformed XML, an entity without number or name, a number used twice
 */
export const readEuXml: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  const seen = new Map<string, number>();
  for (const file of files) {
    let knownAt = context.knownAt;
    for await (const event of readXml(file, LAYOUT)) {
      context.signal?.throwIfAborted();
      if (event.kind === 'other') {
        context.onSignal({ kind: 'unknown-element', record: file.name, found: event.path });
      } else if (event.kind === 'open') {
        const ms = Date.parse(event.attributes.get('generationDate') ?? '');
        if (!Number.isNaN(ms)) {
          published = new Date(ms).toISOString();
          knownAt = published;
        }
      } else {
        records++;
        yield* readEntity(event.element, { context, file, knownAt, seen });
      }
    }
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

/** What the reading of a file carries from entity to entity. */
export interface Reading {
  readonly context: ReadContext;
  readonly file: ListFile;
  readonly knownAt: string;
  /** The line of each number that was read. */
  readonly seen: Map<string, number>;
}

/** One act that lists the party. */
interface Regulation {
  readonly id: string;
  readonly programme: string | undefined;
  readonly number: string | undefined;
  readonly organisation: string | undefined;
  readonly published: string | undefined;
  readonly inForce: string | undefined;
  readonly url: string | undefined;
}

/** Reads one entity, in the form that the XML has for it. */
export function* readEntity(element: XmlElement, reading: Reading): Generator<Entity> {
  const { context, file } = reading;
  const cursor = new Cursor(element);
  const where = `${file.name}, line ${element.line}`;
  const id = readId(cursor, where, reading.seen, element.line);
  const regulations = cursor.all('regulation').map(readRegulation);
  const designated = clean(cursor.attribute('designationDate'));
  const inForce = regulations.map((act) => act.inForce).filter((day) => day !== undefined);
  const heldFrom = parseIsoDate(designated ?? '') ?? [...inForce].sort()[0];
  const { schema, unknown } = readSubject(cursor);
  const head = { id: `eu-${id}`, record: id, schema, heldFrom, knownAt: reading.knownAt };
  const record = startParty(head, context);
  if (unknown !== undefined) record.signal('unknown-value', `subjectType ${unknown}`);
  if (designated !== undefined && parseIsoDate(designated) === undefined) {
    record.signal('odd-value', `designationDate ${designated}`);
  }
  readNames(cursor, record, where);
  for (const child of cursor.all('address')) readAddress(child, record);
  for (const child of cursor.all('birthdate')) readBirth(child, record);
  for (const child of cursor.all('citizenship')) readCitizenship(child, record);
  for (const child of cursor.all('identification')) readIdentification(child, record);
  for (const remark of cursor.all('remark')) record.party.add('notes', clean(remark.text()));
  record.party.add('notes', clean(cursor.attribute('designationDetails')));
  for (const { programme } of regulations) addTopics(record, programme);
  if (regulations.length === 0) record.signal('odd-value', 'no regulation');
  record.party.add('topics', 'sanction').add('createdAt', heldFrom);
  const entity = record.party.build();
  yield entity;
  const reference = clean(cursor.attribute('euReferenceNumber'));
  const unId = clean(cursor.attribute('unitedNationId'));
  for (const act of regulations) yield sanction(record, entity, act, { reference, unId, heldFrom });
  audit(cursor, id, context.onSignal);
}

function readId(cursor: Cursor, where: string, seen: Map<string, number>, line: number): string {
  const id = clean(cursor.attribute('logicalId'));
  const fail = (expected: string, found: string) =>
    problem('LIST_FORMAT', { where, expected, found });
  if (id === undefined || !/^\w+$/.test(id)) {
    const found = id === undefined ? 'none' : JSON.stringify(id);
    throw fail('a logicalId of letters and digits on each sanctionEntity', found);
  }
  const before = seen.get(id);
  if (before !== undefined) {
    throw fail('each logicalId once', `${id}, which line ${before} has too`);
  }
  seen.set(id, line);
  return id;
}

/** Person or Organization; another kind is signalled and may be either. */
function readSubject(cursor: Cursor): { readonly schema: string; readonly unknown?: string } {
  const subject = cursor.child('subjectType');
  const code = clean(subject?.attribute('code'));
  const letter = clean(subject?.attribute('classificationCode'));
  if (code === 'person' && (letter ?? 'P') === 'P') return { schema: 'Person' };
  if (code === 'enterprise' && (letter ?? 'E') === 'E') return { schema: 'Organization' };
  return { schema: 'LegalEntity', unknown: `${code ?? 'absent'} ${letter ?? ''}`.trim() };
}

function readRegulation(act: Cursor): Regulation {
  act.ignore('regulationType');
  const attribute = (name: string) => clean(act.attribute(name));
  const number = attribute('numberTitle');
  return {
    id: attribute('logicalId') ?? (number ?? 'act').replace(/\W+/g, '-'),
    programme: attribute('programme'),
    number,
    organisation: attribute('organisationType'),
    published: parseIsoDate(attribute('publicationDate') ?? ''),
    inForce: parseIsoDate(attribute('entryIntoForceDate') ?? ''),
    url: clean(act.take('publicationUrl')),
  };
}

const AUTHORITIES: Readonly<Record<string, string>> = {
  council: 'Council of the European Union',
  commission: 'European Commission',
};

function sanction(
  record: PartyRecord,
  entity: Entity,
  act: Regulation,
  of: { reference?: string | undefined; unId?: string | undefined; heldFrom?: string | undefined },
): Entity {
  return new EntityBuilder(`${record.id}-sanction-${act.id}`, 'Sanction', record.source)
    .add('entity', record.id)
    .add('authority', AUTHORITIES[act.organisation ?? ''] ?? 'European Union', act.organisation)
    .add('program', act.programme)
    .add('programId', act.programme && `EU-${act.programme}`)
    .add('reason', act.number)
    .add('sourceUrl', act.url)
    .add('authorityId', of.reference)
    .add('unscId', of.unId)
    .add('listingDate', of.heldFrom ?? act.published)
    .add('startDate', act.inForce)
    .add('date', act.published)
    .build({ caption: `${act.programme ?? 'EU'}: ${entity.caption}` });
}
