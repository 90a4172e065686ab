import { problem } from '../../base/index.ts';
import { parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ListFile, ReadContext } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { type Header, listReader } from './files.ts';
import type { OfacRecord } from './record.ts';
import { readEntry } from './xml-entry.ts';

/** OFAC's own spelling lacks an i; the corrected one is accepted as well. */
const HEADERS = ['publshInformation', 'publishInformation'];
const LAYOUT = { root: 'sdnList', records: [...HEADERS, 'sdnEntry'] };

/** What the head of a file says of it. */
interface CountedHeader extends Header {
  recordCount?: number;
}

/** The records of one file; `header` is filled on the way, as a rule before the first of them. */
export async function* readOfacXmlRecords(
  file: ListFile,
  context: ReadContext,
  header: CountedHeader = {},
): AsyncGenerator<OfacRecord> {
  let records = 0;
  for await (const event of readXml(file, LAYOUT)) {
    context.signal?.throwIfAborted();
    if (event.kind === 'record' && HEADERS.includes(event.path)) {
      readHeader(event.element, file.name, context, header);
    } else if (event.kind === 'record') {
      records++;
      yield readEntry(event.element, file.name, context);
    } else if (event.kind === 'other') {
      context.onSignal({ kind: 'unknown-element', record: file.name, found: event.path });
    }
  }
  const { recordCount } = header;
  if (recordCount === undefined) {
    const found = 'no Record_Count to compare the number of records with';
    context.onSignal({ kind: 'odd-value', record: file.name, found });
  } else if (recordCount !== records) {
    throw problem('LIST_FORMAT', {
      where: file.name,
      expected: `${recordCount} records, as its Record_Count says`,
      found: `${records}`,
      remedy: 'Fetch the file again from its publisher.',
    });
  }
}

function readHeader(
  element: XmlElement,
  file: string,
  context: ReadContext,
  header: CountedHeader,
): void {
  const cursor = new Cursor(element);
  const date = cursor.take('Publish_Date');
  const count = cursor.take('Record_Count');
  audit(cursor, file, context.onSignal);
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date ?? '') ?? [];
  const published = parseIsoDate(`${year}-${month}-${day}`);
  if (published !== undefined) header.published = published;
  else context.onSignal({ kind: 'odd-value', record: file, found: `Publish_Date ${date}` });
  if (count === undefined) return;
  if (!/^\d{1,9}$/.test(count)) {
    throw problem('LIST_FORMAT', {
      where: `${file}, line ${element.line}`,
      expected: 'a whole number as Record_Count',
      found: JSON.stringify(count),
    });
  }
  header.recordCount = Number(count);
}

/**
 * Reads OFAC's classic XML (`sdnList`), of the SDN list or of the consolidated non-SDN list.
 * Entities come record by record, the links between them last.
 *
 * @throws LIST_FORMAT for malformed XML, a uid used twice, or another number of records than the
 *   file's own Record_Count
 */
export const readOfacXml = listReader(readOfacXmlRecords);
