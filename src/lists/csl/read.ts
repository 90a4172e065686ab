import { loadData, problem } from '../../base/index.ts';
import { countryName, type Entity, EntityBuilder, parseIsoDate } from '../../entity/index.ts';
import { buildParty, walletOf } from '../ofac/index.ts';
import { type PartyRecord, startParty } from '../party-record.ts';
import { readTable, type TableRow } from '../table.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { CSL_LAYOUT, several } from './columns.ts';
import { ofacRecord } from './ofac-row.ts';

/** What `data/lists/csl-sources.json` says of one list. */
interface Source {
  readonly title: string;
  readonly authority: string;
  readonly topics: readonly string[];
  /** Whether it is one of OFAC's, with OFAC's numbers and labels. */
  readonly ofac?: true;
}

const { lists, tags } = loadData<{
  lists: Record<string, Source>;
  tags: Record<string, string>;
}>('lists/csl-sources.json');

/**
 * Reads the Consolidated Screening List of the US International Trade Administration as CSV: each
 * row is what one of its lists says of one party, and becomes a party of its own and a Sanction.
 * Rows of OFAC's lists name OFAC's number, which is their referent, and are read like OFAC's files.
 *
 * @throws LIST_FORMAT for another table, a damaged one, or a row without list, number or name
 */
export const readCslCsv: ListReader = async function* (files, context) {
  let records = 0;
  const seen = new Set<string>();
  for (const file of files) {
    for await (const event of readTable(file, CSL_LAYOUT, context)) {
      if (event.kind !== 'row') continue;
      const { row } = event;
      if (row.get('source') === 'source' && row.get('name') === 'name') {
        const found = `the header again on line ${row.line}`;
        context.onSignal({ kind: 'odd-value', record: file.name, found });
        continue;
      }
      records++;
      const key = keyOf(row, file);
      if (seen.has(key)) {
        context.onSignal({ kind: 'dropped', record: key, found: 'a second row of that number' });
        continue;
      }
      seen.add(key);
      yield* readRow(row, key, context);
    }
  }
  return { records } satisfies ReadSummary;
};

/** The abbreviation of the list that a row is of: `SDN`, `NS-MBS`. */
const codeOf = (source: string): string | undefined =>
  /\(([A-Z][A-Z-]*)(?: List)?\)/.exec(source)?.[1];

function keyOf(row: TableRow, file: ListFile): string {
  const id = row.get('_id');
  const code = codeOf(row.get('source') ?? '');
  if (id !== undefined && /^\w{1,64}$/.test(id) && code !== undefined && row.get('name')) {
    return `${code.toLowerCase()}-${id}`;
  }
  throw problem('LIST_FORMAT', {
    where: `${file.name}, line ${row.line}`,
    expected: 'a list with its abbreviation, an _id and a name in each row',
    found: JSON.stringify([row.get('source'), id, row.get('name')]).slice(0, 120),
  });
}

const SCHEMAS: ReadonlyMap<string, string> = new Map([
  ['individual', 'Person'],
  ['entity', 'Organization'],
  ['vessel', 'Vessel'],
  ['aircraft', 'Airplane'],
]);

function* readRow(row: TableRow, key: string, context: ReadContext): Generator<Entity> {
  const source = row.get('source') as string;
  const code = codeOf(source) as string;
  const list = Object.hasOwn(lists, code) ? lists[code] : undefined;
  const type = row.get('type')?.toLowerCase() ?? '';
  const id = `us-csl-${key}`;
  const started = parseIsoDate(row.get('start_date') ?? '');
  const record = startParty(
    {
      id,
      record: key,
      // Lists other than OFAC's do not say what kind of party it is.
      schema: SCHEMAS.get(type) ?? 'LegalEntity',
      ...(started !== undefined && { heldFrom: started }),
      knownAt: context.knownAt,
    },
    context,
  );
  if (list === undefined) record.signal('unknown-value', `list ${source}`);
  if (type !== '' && !SCHEMAS.has(type)) record.signal('unknown-value', `type ${type}`);
  if (row.get('name')?.includes('?')) {
    record.signal('odd-value', `a name with letters lost: ${row.get('name')}`);
  }
  const provisions: string[] = [];
  yield* list?.ofac ? ofacRow(row, record, provisions) : plainRow(row, record);
  const sanction = sanctionOf(row, record, list, source);
  for (const text of provisions) sanction.add('provisions', text);
  yield sanction.build();
}

/** A row of one of OFAC's lists, by the same rules as OFAC's own files. */
function* ofacRow(row: TableRow, record: PartyRecord, provisions: string[]): Generator<Entity> {
  const { read, left } = ofacRecord(row, record);
  const programs = read.programs.filter((tag) => !Object.hasOwn(tags, tag));
  const tell: PartyRecord['signal'] = (kind, found) => record.signal(kind, found);
  const party = buildParty({ ...read, programs }, record.source, tell, record.id);
  for (const text of left) {
    record.signal('unknown-value', `ids: ${text}`);
    party.builder.add('notes', text);
  }
  provisions.push(...party.provisions);
  if (programs.length === 0) party.builder.add('topics', 'sanction');
  for (const column of ['nationalities', 'citizenships'] as const) {
    const own = column === 'nationalities' ? 'nationality' : 'citizenship';
    const property = party.builder.schema === 'Person' ? own : 'country';
    for (const text of several(row.get(column))) {
      party.builder.add(property, codeOfCountry(text, record), text);
    }
  }
  const entity = party.builder.build({ referents: [`ofac-${read.uid}`] });
  yield entity;
  for (const wallet of party.wallets) yield walletOf(entity, wallet, record.source);
}

/** A country by its code, as this list has them; an unknown one is signalled. */
function codeOfCountry(text: string, record: PartyRecord): string | undefined {
  return record.country(/^[A-Z]{2}$/.test(text) ? countryName(text.toLowerCase(), 'en') : text);
}

const FORMER = /^f\.?k\.?a\.?\s+/i;
const ALSO = /^(?:and\s+|a\.?k\.?a\.?\s+)+/i;

function* plainRow(row: TableRow, record: PartyRecord): Generator<Entity> {
  const { party } = record;
  party.add('name', row.get('name'));
  for (const text of several(row.get('alt_names'))) {
    if (FORMER.test(text)) party.add('previousName', text.replace(FORMER, ''));
    else party.add('alias', text.replace(ALSO, ''));
  }
  for (const text of several(row.get('addresses'))) {
    const last = /(?:^|, )([A-Z]{2})$/.exec(text)?.[1];
    // `88201` is the end of an address that names no country; so is a state of the US.
    const code = last === undefined ? undefined : codeOfCountry(last, record);
    party.add('country', code, last);
    if (text !== last) party.add('address', text);
  }
  party.add('notes', row.get('remarks')).add('notes', row.get('title'));
  party.add('sourceUrl', row.get('source_information_url'));
  for (const column of ['ids', 'dates_of_birth', 'places_of_birth', 'nationalities'] as const) {
    const text = row.get(column);
    if (text === undefined) continue;
    record.signal('unknown-value', `${column} ${text}`);
    party.add('notes', text);
  }
  const list = lists[codeOf(row.get('source') ?? '') ?? ''];
  for (const topic of list?.topics ?? []) party.add('topics', topic);
  yield party.build();
}

const ORDERS: ReadonlyMap<string, string> = new Map([
  ['Y', 'Standard denial order'],
  ['N', 'Non-standard denial order: see the Federal Register'],
]);

function sanctionOf(
  row: TableRow,
  record: PartyRecord,
  list: Source | undefined,
  source: string,
): EntityBuilder {
  const sanction = new EntityBuilder(`${record.id}-sanction`, 'Sanction', record.source)
    .add('entity', record.id)
    .add('country', 'us')
    .add('authority', list?.authority ?? source)
    .add('program', list?.title ?? source)
    .add('recordId', row.get('entity_number'))
    .add('reason', row.get('federal_register_notice'))
    .add('provisions', row.get('license_requirement'))
    .add('provisions', row.get('license_policy'))
    .add('sourceUrl', row.get('source_list_url'))
    .add('sourceUrl', row.get('source_information_url'));
  for (const tag of several(row.get('programs'))) {
    sanction.add(list?.ofac ? 'programId' : 'reason', tag);
  }
  for (const [column, property] of [
    ['start_date', 'startDate'],
    ['end_date', 'endDate'],
  ] as const) {
    const text = row.get(column);
    const date = parseIsoDate(text ?? '');
    if (text !== undefined && date === undefined) record.signal('odd-value', `${column} ${text}`);
    sanction.add(property, date);
  }
  const kind = row.get('standard_order');
  const order = ORDERS.get(kind?.toUpperCase() ?? '');
  if (kind !== undefined && order === undefined) {
    record.signal('unknown-value', `standard_order ${kind}`);
  }
  return sanction.add('provisions', order);
}
