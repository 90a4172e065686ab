import { problem } from '../../base/index.ts';
import { parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ListFile, ReadContext } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readDate } from './advanced-dates.ts';
import { type AdvancedParty, readAdvancedParty, withEntry } from './advanced-party.ts';
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
const PARTY = 'DistinctParties/DistinctParty';

/** How the rows of each table are read. */
const ROWS = {
  'Locations/Location': readLocation,
  'IDRegDocuments/IDRegDocument': readDocument,
  'ProfileRelationships/ProfileRelationship': readRelationship,
  'SanctionsEntries/SanctionsEntry': readSanctionsEntry,
} as const;

/** What parties refer to, so that the schema puts it before them. */
const BEFORE_PARTIES: ReadonlySet<string> = new Set([
  ...HEAD,
  'Locations/Location',
  'IDRegDocuments/IDRegDocument',
]);

/** Links between entries of lists; OFAC has published none, and one would be a thing to look at. */
const LINKS = 'SanctionsEntryLinks/SanctionsEntryLink';

const LAYOUT = { root: ROOT, records: [...HEAD, ...Object.keys(ROWS), PARTY, LINKS] };

/**
 * The records of one file. What acts and links are said of a party stands behind all parties, so
 * that they are held until then, as text: it takes a tenth of what they take in the file.
 */
async function* readAdvancedRecords(
  file: ListFile,
  context: ReadContext,
  header: Header,
): AsyncGenerator<OfacRecord> {
  const parties: Buffer[] = [];
  const { tables } = await readParts(file, context, header, (party) => {
    parties.push(Buffer.from(JSON.stringify(party)));
  });
  for (const text of parties) {
    context.signal?.throwIfAborted();
    const party = JSON.parse(text.toString()) as AdvancedParty;
    yield withEntry(party, tables, (kind, found) => {
      context.onSignal({ kind, record: party.uid, found });
    });
  }
  for (const [record, found] of leftRows(tables)) {
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

/** Reads every part of a file; `take` is given the parties. */
async function readParts(
  file: ListFile,
  context: ReadContext,
  header: Header,
  take: (party: AdvancedParty) => void,
): Promise<Reading> {
  const tell: Tell = (kind, found) => context.onSignal({ kind, record: file.name, found });
  const sets = new ReferenceSets(tell);
  const reading: Reading = { sets, tables: advancedTables(), file: file.name, context };
  const seen = new Set<string>();
  for await (const event of readXml(file, LAYOUT)) {
    context.signal?.throwIfAborted();
    if (event.kind === 'open') {
      if (event.path === '') refuseDelta(event.attributes, file.name);
      auditContainer(event, ['schemaLocation', 'Version'], file.name, context);
      seen.add(event.path);
    } else if (event.kind === 'other') tell('unknown-element', event.path);
    else if (event.path === PARTY) {
      seen.add(PARTY);
      take(readParty(event.element, reading));
    } else {
      if (seen.has(PARTY) && BEFORE_PARTIES.has(event.path)) throw tooLate(file.name, event);
      seen.add(event.path);
      readRow(event.path, event.element, reading, header, tell);
    }
  }
  for (const part of [...HEAD, 'SanctionsEntries']) {
    if (!seen.has(part)) throw incomplete(file.name, part);
  }
  return reading;
}

function readParty(element: XmlElement, reading: Reading): AdvancedParty {
  const { onSignal } = reading.context;
  const cursor = new Cursor(element);
  const uid = element.attributes.get('FixedRef') ?? '';
  const party = readAdvancedParty(cursor, reading, (kind, found) =>
    onSignal({ kind, record: uid, found }),
  );
  audit(cursor, uid, onSignal);
  return party;
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

function tooLate(file: string, { path, element }: { path: string; element: XmlElement }): Error {
  return problem('LIST_FORMAT', {
    where: `${file}, line ${element.line}`,
    expected: `${path} before the parties, as in the schema`,
    found: 'one after them',
  });
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
