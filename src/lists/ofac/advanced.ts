import { problem } from '../../base/index.ts';
import { parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ListFile, ReadContext } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readDate } from './advanced-dates.ts';
import { readAdvancedParty } from './advanced-party.ts';
import { ReferenceSets, type Tell } from './advanced-sets.ts';
import {
  advancedTables,
  leftRows,
  type Reading,
  readDocument,
  readLocation,
  readRelationship,
  readSanctionsEntry,
} from './advanced-tables.ts';
import { auditContainer, type Header, listReader } from './files.ts';
import type { OfacRecord } from './record.ts';

const ROOT = 'Sanctions';
const HEAD = ['DateOfIssue', 'ReferenceValueSets'];
const PARTIES_PATH = 'DistinctParties';
const PARTY = `${PARTIES_PATH}/DistinctParty`;

/** How the rows of each table are read, in the order of the file. */
const ROWS = {
  'Locations/Location': readLocation,
  'IDRegDocuments/IDRegDocument': readDocument,
  'ProfileRelationships/ProfileRelationship': readRelationship,
  'SanctionsEntries/SanctionsEntry': readSanctionsEntry,
} as const;

/** Links between entries of lists; OFAC has published none, and one would be a thing to look at. */
const LINKS = 'SanctionsEntryLinks/SanctionsEntryLink';

const TABLES = { root: ROOT, records: [...HEAD, ...Object.keys(ROWS), LINKS] };
const PARTIES = { root: ROOT, records: [PARTY] };

/**
 * The records of one file. It is read twice: what a party's row needs stands before and behind all
 * parties, and only that is kept in memory.
 */
async function* readAdvancedRecords(
  file: ListFile,
  context: ReadContext,
  header: Header,
): AsyncGenerator<OfacRecord> {
  const reading = await readTables(file, context, header);
  for await (const event of readXml(file, PARTIES)) {
    context.signal?.throwIfAborted();
    if (event.kind === 'other' && event.path.startsWith(`${PARTIES_PATH}/`)) {
      context.onSignal({ kind: 'unknown-element', record: file.name, found: event.path });
    }
    if (event.kind === 'open' && event.path === PARTIES_PATH) {
      auditContainer(event, [], file.name, context);
    }
    if (event.kind !== 'record') continue;
    const cursor = new Cursor(event.element);
    const uid = event.element.attributes.get('FixedRef') ?? '';
    const tell: Tell = (kind, found) => context.onSignal({ kind, record: uid, found });
    const record = readAdvancedParty(cursor, reading, tell);
    audit(cursor, uid, context.onSignal);
    yield record;
  }
  for (const [record, found] of leftRows(reading.tables)) {
    context.onSignal({ kind: 'dropped', record, found });
  }
}

/**
 * Reads OFAC's advanced XML (`Sanctions`), of the SDN list or of the consolidated non-SDN list, in
 * the old and the new namespace. Entities come record by record, the links between them last.
 *
 * @throws LIST_FORMAT for malformed XML, a party used twice, a row without its number, or a file of
 *   changes instead of a whole list
 */
export const readOfacAdvanced = listReader(readAdvancedRecords);

async function readTables(file: ListFile, context: ReadContext, header: Header): Promise<Reading> {
  const tell: Tell = (kind, found) => context.onSignal({ kind, record: file.name, found });
  const sets = new ReferenceSets(tell);
  const reading: Reading = { sets, tables: advancedTables(), file: file.name, context };
  const seen = new Set<string>();
  for await (const event of readXml(file, TABLES)) {
    context.signal?.throwIfAborted();
    if (event.kind === 'open') {
      if (event.path === '') refuseDelta(event.attributes, file.name);
      auditContainer(event, ['schemaLocation', 'Version'], file.name, context);
      seen.add(event.path);
    } else if (event.kind === 'other' && event.path !== PARTIES_PATH) {
      tell('unknown-element', event.path);
    } else if (event.kind === 'record') {
      seen.add(event.path);
      readRow(event.path, event.element, reading, header, tell);
    }
  }
  for (const part of [...HEAD, 'SanctionsEntries']) {
    if (!seen.has(part)) throw incomplete(file.name, part);
  }
  return reading;
}

function readRow(
  path: string,
  element: XmlElement,
  reading: Reading,
  header: Header,
  tell: Tell,
): void {
  const cursor = new Cursor(element);
  if (path === 'DateOfIssue') {
    const date = readDate(cursor, tell);
    const published = date === undefined ? undefined : parseIsoDate(date);
    if (published !== undefined) header.published = published;
  } else if (path === 'ReferenceValueSets') reading.sets.read(cursor);
  else if (path === LINKS) tell('unknown-element', path);
  else ROWS[path as keyof typeof ROWS](cursor, reading, tell);
  if (path !== LINKS) audit(cursor, reading.file, reading.context.onSignal);
}

function refuseDelta(attributes: ReadonlyMap<string, string>, where: string): void {
  if (!attributes.has('DeltaBaseVersion')) return;
  throw problem('LIST_FORMAT', {
    where,
    expected: 'a whole list',
    found: 'a file of changes (DeltaBaseVersion)',
    remedy: 'Fetch the whole list from its publisher.',
  });
}

function incomplete(where: string, part: string): Error {
  return problem('LIST_FORMAT', {
    where,
    expected: `the part ${part}`,
    found: 'none',
    remedy: 'Fetch the file again from its publisher.',
  });
}
