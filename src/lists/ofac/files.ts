import { problem } from '../../base/index.ts';
import type { PartialDate } from '../../entity/index.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import type { XmlEvent } from '../xml.ts';
import { type Assembler, createAssembler } from './assemble.ts';
import type { OfacRecord } from './record.ts';

/** What the head of a file says of it. */
export interface Header {
  published?: PartialDate;
}

/**
 * Signals the attributes of elements that hold records, save the known ones of the root: they say
 * something of the whole file, which a reader would have to know.
 */
export function auditContainer(
  event: Extract<XmlEvent, { kind: 'open' }>,
  known: readonly string[],
  file: string,
  context: ReadContext,
): void {
  for (const name of event.attributes.keys()) {
    if (event.path === '' && known.includes(name)) continue;
    const found = `${event.path}@${name}`;
    context.onSignal({ kind: 'unknown-element', record: file, found });
  }
}

/** Reads the records of one file; fills the header on the way, as a rule before the first. */
export type RecordReader = (
  file: ListFile,
  context: ReadContext,
  header: Header,
) => AsyncGenerator<OfacRecord>;

/**
 * A list reader out of a reader of records: entities record by record, the links between them
 * last, all known since the day that the first file gives.
 */
export function listReader(read: RecordReader): ListReader {
  return async function* (files, context) {
    const seen = new Map<string, string>();
    let assembler: Assembler | undefined;
    let records = 0;
    let published: PartialDate | undefined;
    for (const file of files) {
      const header: Header = {};
      for await (const record of read(file, context, header)) {
        published ??= header.published;
        noteUid(record.uid, file, seen);
        records++;
        assembler ??= createAssembler(
          published === undefined ? context : { ...context, knownAt: `${published}T00:00:00Z` },
        );
        yield* assembler.party(record);
      }
      published ??= header.published;
    }
    if (assembler !== undefined) yield* assembler.links();
    const summary: ReadSummary = published === undefined ? { records } : { records, published };
    return summary;
  };
}

function noteUid(uid: string, file: ListFile, seen: Map<string, string>): void {
  const before = seen.get(uid);
  if (before !== undefined) {
    throw problem('LIST_FORMAT', {
      where: file.name,
      expected: 'every uid once',
      found: `${uid} again${before === file.name ? '' : `, which is in ${before} too`}`,
    });
  }
  seen.set(uid, file.name);
}
