import { problem } from '../base/index.ts';
import { parseIsoDate } from '../entity/index.ts';
import type { ListFile } from '../lists/index.ts';
import { makeItem, type OnNote, onceEach } from './make-item.ts';
import { oneLine, plainText } from './plain-text.ts';
import type { FeedItem } from './types.ts';

/**
 * The JSON of federalregister.gov: a page of `api/v1/documents.json`, or one document of
 * `api/v1/documents/NUMBER.json`. It is read whole, within the limit of a feed.
 */

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a document that are not read, by name: more addresses, pages, statistics. */
const IGNORED = new Set(
  (
    'body_html_url cfr_references citation comment_url comments_close_on correction_of ' +
    'corrections disposition_notes docket_id docket_ids dockets end_page ' +
    'executive_order_notes executive_order_number explanation full_text_xml_url images ' +
    'images_metadata json_url mods_url not_received_for_publication page_length page_views ' +
    'pdf_url presidential_document_number president proclamation_number ' +
    'public_inspection_pdf_url ' +
    'raw_text_url regulation_id_number_info regulation_id_numbers regulations_dot_gov_info ' +
    'regulations_dot_gov_url significant signing_date start_page subtype toc_doc toc_subject ' +
    'topics type volume'
  ).split(' '),
);
const READ = new Set(
  (
    'abstract action agencies agency_names dates document_number effective_on excerpts html_url ' +
    'publication_date title'
  ).split(' '),
);

const NUMBER = /^[A-Za-z0-9]{1,8}-[A-Za-z0-9]{1,10}(?:-\d{1,3})?$/;

/** @throws SIGNAL_FORMAT for what is no such JSON */
export async function* readFederalRegister(
  file: ListFile,
  onNote: OnNote,
): AsyncGenerator<FeedItem> {
  const odd = onceEach(onNote);
  for (const [at, document] of documentsIn(await parsed(file), file.name, onNote).entries()) {
    const where = `${file.name}, document ${at + 1}`;
    const item = documentItem(fieldsOf(document, where), where, onNote, odd);
    if (item !== undefined) yield item;
  }
}

async function parsed(file: ListFile): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    const found = error instanceof Error ? error.message.slice(0, 200) : String(error);
    throw problem('SIGNAL_FORMAT', { where: file.name, expected: 'JSON in UTF-8', found });
  }
}

function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(where, 'an object', value);
}

function wrong(where: string, expected: string, value: unknown): Error {
  const found = (JSON.stringify(value) ?? 'nothing').slice(0, 80);
  return problem('SIGNAL_FORMAT', { where, expected, found });
}

function documentsIn(page: unknown, where: string, onNote: OnNote): readonly unknown[] {
  const fields = fieldsOf(page, where);
  if (typeof fields['document_number'] === 'string') return [fields];
  const { count, results } = fields;
  if (typeof count !== 'number') throw wrong(`${where}, count`, 'a number', count);
  // A search that found nothing has no list at all.
  if (results === undefined && count === 0) return [];
  if (!Array.isArray(results)) throw wrong(`${where}, results`, 'a list of documents', results);
  if (count > results.length) {
    const found = `${count - results.length} of ${count} documents stand on other pages`;
    onNote({ item: null, found });
  }
  return results;
}

function documentItem(
  fields: Fields,
  where: string,
  onNote: OnNote,
  odd: OnNote,
): FeedItem | undefined {
  const text = (name: string): string | undefined => textOf(fields[name], `${where}, ${name}`);
  const date = (name: string): string | undefined => {
    const value = text(name);
    if (value === undefined || parseIsoDate(value)?.length === 10) return value;
    throw wrong(`${where}, ${name}`, 'a day such as 2026-04-21', value);
  };
  const number = text('document_number');
  if (number === undefined || !NUMBER.test(number)) {
    throw wrong(`${where}, document_number`, 'a number such as 2026-01234', number);
  }
  for (const name of Object.keys(fields)) {
    if (!READ.has(name) && !IGNORED.has(name)) {
      odd({ item: number, found: `the field ${name.slice(0, 40)} is not read` });
    }
  }
  return makeItem(
    {
      format: 'federal-register',
      title: oneLine(text('title') ?? ''),
      texts: ['action', 'abstract', 'dates', 'excerpts'].map((name) => plainText(text(name) ?? '')),
      link: text('html_url'),
      number,
      published: date('publication_date'),
      effective: date('effective_on'),
      issuer: issuersOf(fields, where),
    },
    onNote,
  );
}

function textOf(value: unknown, where: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrong(where, 'text', value);
  return value;
}

function issuersOf({ agencies, agency_names }: Fields, where: string): string {
  const list = agencies ?? agency_names ?? [];
  if (!Array.isArray(list)) throw wrong(`${where}, agencies`, 'a list', list);
  const names = list.map((agency: unknown, at) => {
    if (typeof agency === 'string') return agency;
    const { name, raw_name } = fieldsOf(agency, `${where}, agencies ${at + 1}`);
    return textOf(name ?? raw_name, `${where}, agencies ${at + 1}, name`) ?? '';
  });
  return [...new Set(names)].filter((name) => name !== '').join('; ');
}
