import { loadData } from '../../base/index.ts';
import { propertyType } from '../../entity/index.ts';
import type { PartyRecord } from '../party-record.ts';

const { programmes } = loadData<{ programmes: Readonly<Record<string, readonly string[]>> }>(
  'lists/eu-programmes.json',
);

const { documents, contacts } = loadData<{
  documents: Readonly<Record<string, readonly string[]>>;
  contacts: Readonly<Record<string, string>>;
}>('lists/eu-documents.json');

const of = <Row>(table: Readonly<Record<string, Row>>, key: string): Row | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Adds the topics of a programme; one that is not known is a sanction too, and signalled. */
export function addTopics(record: PartyRecord, programme: string | undefined): void {
  const topics = of(programmes, programme ?? '');
  if (topics === undefined) record.signal('unknown-value', `programme ${programme ?? 'absent'}`);
  for (const topic of topics ?? ['sanction']) record.party.add('topics', topic);
}

/** Adds a number by the code of its document. */
export function addDocument(
  record: PartyRecord,
  code: string | undefined,
  number: string,
  original: string,
): void {
  const known = of(documents, code ?? '');
  if (known === undefined) record.signal('unknown-value', `identification ${code ?? 'absent'}`);
  const property = known?.find((name) => propertyType(record.party.schema, name) !== undefined);
  record.party.add(property ?? 'idNumber', number, original);
}

/** Adds a telephone number, an address of the net or the like by its code. */
export function addContact(record: PartyRecord, code: string, text: string): void {
  const property = of(contacts, code);
  if (property !== undefined) {
    for (const value of text.split(/[,;]/)) record.party.add(property, value, text);
    return;
  }
  record.signal('unknown-value', `contactInfo ${code}`);
  record.party.add('notes', `${code}: ${text}`);
}
