import { problem } from '../../base/index.ts';
import { parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ListFile, ReadContext } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { readEnhancedEntity } from './enhanced-entity.ts';
import type { References } from './enhanced-values.ts';
import { auditContainer, type Header, listReader } from './files.ts';
import { keep } from './keep.ts';
import type { OfacRecord } from './record.ts';

const LAYOUT = {
  root: 'sanctionsData',
  records: [
    'publicationInfo',
    'referenceValues/referenceValue',
    'featureTypes/featureType',
    'entities/entity',
  ],
};

/** The records of one file; `header` is filled before the first of them. */
async function* readEnhancedRecords(
  file: ListFile,
  context: ReadContext,
  header: Header,
): AsyncGenerator<OfacRecord> {
  const references: References = { values: new Map(), featureTypes: new Map() };
  let headed = false;
  for await (const event of readXml(file, LAYOUT)) {
    context.signal?.throwIfAborted();
    if (event.kind === 'open') auditContainer(event, ['schemaLocation'], file.name, context);
    if (event.kind === 'other') {
      context.onSignal({ kind: 'unknown-element', record: file.name, found: event.path });
    }
    if (event.kind !== 'record') continue;
    const { element, path } = event;
    if (path === 'publicationInfo') {
      headed = true;
      readPublication(element, file.name, context, header);
    } else if (path === 'entities/entity') {
      if (!headed) throw headless(file.name);
      yield readEnhancedEntity(element, file.name, context, references);
    } else readReference(element, file.name, context, references);
  }
  if (!headed) throw headless(file.name);
}

/**
 * Reads OFAC's enhanced XML (`sanctionsData`), of the SDN list or of the consolidated non-SDN list,
 * as it comes out of its ZIP archive. Entities come record by record, the links between them last.
 *
 * @throws LIST_FORMAT for malformed XML, an id used twice, a file without its head, or a selection
 *   of programmes instead of a whole list
 */
export const readOfacEnhanced = listReader(readEnhancedRecords);

function headless(where: string): Error {
  return problem('LIST_FORMAT', {
    where,
    expected: 'publicationInfo before the entities',
    found: 'none',
    remedy: 'Fetch the file again from its publisher.',
  });
}

function readPublication(
  element: XmlElement,
  file: string,
  context: ReadContext,
  header: Header,
): void {
  const cursor = new Cursor(element);
  const text = cursor.take('dataAsOf') ?? '';
  const published = parseIsoDate(text.slice(0, 10));
  if (published !== undefined) header.published = published;
  else context.onSignal({ kind: 'odd-value', record: file, found: `dataAsOf ${text}` });
  const filters = cursor.child('filters');
  filters?.ignore('sanctionsLists');
  const programs = filters?.all('sanctionsPrograms').flatMap((all) => all.all('sanctionsProgram'));
  if (programs !== undefined && programs.length > 0) {
    throw problem('LIST_FORMAT', {
      where: file,
      expected: 'a whole list',
      found: `a selection of ${programs.length} programmes (publicationInfo, filters)`,
      remedy: "Fetch the list from OFAC's publications instead of a search of one's own.",
    });
  }
  audit(cursor, file, context.onSignal);
}

/** One value of the file's own lists. */
function readReference(
  element: XmlElement,
  file: string,
  context: ReadContext,
  { values, featureTypes }: References,
): void {
  const cursor = new Cursor(element);
  const isFeature = element.name === 'featureType';
  const id = cursor.attribute(isFeature ? 'featureTypeId' : 'refId');
  const type = cursor.take('type');
  const value = isFeature ? type : cursor.take('value');
  // How OFAC sorts and abbreviates the values in its own formats.
  cursor.ignore('detailType', 'publishExclude', 'publishDescription', 'publishOrder');
  cursor.ignore('code', 'isoCode', 'advancedXmlOffset');
  audit(cursor, file, context.onSignal);
  if (id === undefined || value === undefined) {
    const found = `${element.name} ${id ?? ''} without ${id === undefined ? 'number' : 'value'}`;
    context.onSignal({ kind: 'odd-value', record: file, found });
  } else (isFeature ? featureTypes : values).set(id, keep(value));
}
