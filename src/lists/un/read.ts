import { loadData, problem } from '../../base/index.ts';
import { type Entity, EntityBuilder } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readBirthDate } from './dates.ts';
import { readDocument } from './documents.ts';
import { readAliases, readNames } from './party.ts';
import { readAddress, readBirthPlace } from './places.ts';
import { clean, isoDay, startRecord, type UnRecord } from './record.ts';

interface Program {
  readonly topics: readonly string[];
  readonly url: string;
}

const programs = new Map(
  Object.entries(
    loadData<{ programs: Readonly<Record<string, Program>> }>('lists/un-programs.json').programs,
  ),
);

const LAYOUT = {
  root: 'CONSOLIDATED_LIST',
  records: ['INDIVIDUALS/INDIVIDUAL', 'ENTITIES/ENTITY'],
};

/** Known and of no use: sort keys, links that are the same everywhere, the schema's address. */
const IGNORED = [
  ...['VERSIONNUM', 'SORT_KEY', 'SORT_KEY_LAST_MOD', 'HAS_INTERPOL_LINK', 'INTERPOL_LINK'],
  ...['SUBMITTED_ON', 'SUBMITTED_BY', 'noNamespaceSchemaLocation', 'nil'],
];

/**
 * Reads the consolidated list of the UN Security Council (`CONSOLIDATED_LIST` XML). Each record
 * becomes a Person or an Organization `un-<DATAID>` and the Sanction `un-<DATAID>-sanction`.
 *
 * @throws LIST_FORMAT for malformed XML, a record without number or name, a number used twice
 */
export const readUnXml: ListReader = async function* (files, context) {
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
        const generated = moment(event.attributes.get('dateGenerated'));
        if (generated !== undefined) {
          published = generated;
          knownAt = generated;
        }
      } else {
        records++;
        yield* readRecord(event.element, { context, file, knownAt, seen });
      }
    }
  }
  const summary: ReadSummary = published === undefined ? { records } : { records, published };
  return summary;
};

/** An ISO time in UTC; older files give it with the publisher's own zone. */
function moment(text: string | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

interface Reading {
  readonly context: ReadContext;
  readonly file: ListFile;
  readonly knownAt: string;
  readonly seen: Map<string, number>;
}

function* readRecord(element: XmlElement, reading: Reading): Generator<Entity> {
  const { context, file, seen } = reading;
  const cursor = new Cursor(element);
  const where = `${file.name}, line ${element.line}`;
  const dataId = clean(cursor.take('DATAID'));
  if (dataId === undefined || !/^\w+$/.test(dataId)) {
    throw problem('LIST_FORMAT', {
      where,
      expected: 'a DATAID of letters and digits in each record',
      found: dataId === undefined ? 'none' : JSON.stringify(dataId),
    });
  }
  const before = seen.get(dataId);
  if (before !== undefined) {
    throw problem('LIST_FORMAT', {
      where,
      expected: 'each DATAID once',
      found: `${dataId}, which line ${before} has too`,
    });
  }
  seen.set(dataId, element.line);
  const listed = cursor.take('LISTED_ON');
  const listedOn = isoDay(listed);
  const schema = element.name === 'INDIVIDUAL' ? 'Person' : 'Organization';
  const record = startRecord({ dataId, schema, listedOn, knownAt: reading.knownAt }, context);
  if (listed !== undefined && listedOn === undefined) {
    record.signal('odd-value', `LISTED_ON ${listed}`);
  }
  yield* readParty(cursor, record, where);
  audit(cursor, dataId, context.onSignal);
}

function* readParty(cursor: Cursor, record: UnRecord, where: string): Generator<Entity> {
  const { party, source } = record;
  const kind = party.schema === 'Person' ? 'INDIVIDUAL' : 'ENTITY';
  readNames(cursor, record, where);
  for (const alias of cursor.all(`${kind}_ALIAS`)) readAliases(alias, record);
  for (const address of cursor.all(`${kind}_ADDRESS`)) readAddress(address, record);
  if (party.schema === 'Person') readPerson(cursor, record);
  const position = party.schema === 'Person' ? 'position' : 'notes';
  for (const text of cursor.texts('DESIGNATION', 'VALUE')) party.add(position, clean(text));
  party.add('notes', clean(cursor.take('COMMENTS1')));
  const program = clean(cursor.take('UN_LIST_TYPE'));
  const known = programs.get(program ?? '');
  if (known === undefined) record.signal('unknown-value', `UN_LIST_TYPE ${program ?? 'absent'}`);
  for (const topic of known?.topics ?? ['sanction']) party.add('topics', topic);
  const updated = cursor.texts('LAST_DAY_UPDATED', 'VALUE').map((text) => {
    const day = isoDay(text);
    if (day === undefined) record.signal('odd-value', `LAST_DAY_UPDATED ${text}`);
    return day;
  });
  const modified = updated
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  party.add('createdAt', source.heldFrom).add('modifiedAt', modified);
  for (const list of cursor.texts('LIST_TYPE', 'VALUE')) {
    if (clean(list) !== 'UN List') record.signal('unknown-value', `LIST_TYPE ${list}`);
  }
  const delisted = clean(cursor.take('DELISTED_ON'));
  if (delisted !== undefined) record.signal('odd-value', `DELISTED_ON ${delisted}`);
  cursor.ignore(...IGNORED);
  const entity = party.build();
  yield entity;
  yield new EntityBuilder(`${record.id}-sanction`, 'Sanction', source)
    .add('entity', record.id)
    .add('authority', 'United Nations Security Council')
    .add('program', program)
    .add('programUrl', known?.url)
    .add('unscId', clean(cursor.take('REFERENCE_NUMBER')))
    .add('listingDate', source.heldFrom)
    .add('modifiedAt', modified)
    .add('endDate', isoDay(delisted))
    .build({ caption: `${program ?? 'UN'}: ${entity.caption}` });
}

function readPerson(cursor: Cursor, record: UnRecord): void {
  const { party } = record;
  for (const birth of cursor.all('INDIVIDUAL_DATE_OF_BIRTH')) readBirthDate(birth, record);
  for (const place of cursor.all('INDIVIDUAL_PLACE_OF_BIRTH')) readBirthPlace(place, record);
  for (const document of cursor.all('INDIVIDUAL_DOCUMENT')) readDocument(document, record);
  for (const text of cursor.texts('NATIONALITY', 'VALUE')) {
    const name = clean(text);
    const code = record.country(name);
    party.add('nationality', code, name);
    if (code === undefined) party.add('notes', `Nationality: ${name}`);
  }
  for (const title of cursor.texts('TITLE', 'VALUE')) party.add('title', clean(title));
  const gender = clean(cursor.take('GENDER'));
  const code = gender?.toLowerCase();
  if (code === 'male' || code === 'female') party.add('gender', code, gender);
  else if (code !== undefined && code !== 'unknown') {
    record.signal('unknown-value', `GENDER ${gender}`);
  }
}
