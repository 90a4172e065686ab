import { createHash } from 'node:crypto';
import { problem } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseIsoDate } from '../../entity/index.ts';
import { addCountry, joined, startParty } from '../party-record.ts';
import { readTable, type TableRow } from '../table.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { DPL_LAYOUT } from './columns.ts';

const PUBLISHER_PAGE = 'https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl';

/**
 * Reads the Denied Persons List of the US Bureau of Industry and Security. It has no numbers: rows
 * of one name and one effective date are one order, each row an address. Each order becomes a
 * LegalEntity, because the list does not say what kind of party it is, and a Sanction. Rows of an
 * order need not stand together, so the file, of a few hundred rows, is held until its end.
 *
 * @throws LIST_FORMAT for another table, a damaged one, or a row without name or effective date
 */
export const readBisDenied: ListReader = async function* (files, context) {
  let records = 0;
  for (const file of files) {
    for (const rows of (await readOrders(file, context)).values()) {
      records++;
      yield* readOrder(rows, context);
    }
  }
  return { records } satisfies ReadSummary;
};

type Rows = readonly [TableRow, ...TableRow[]];

async function readOrders(
  file: ListFile,
  context: ReadContext,
): Promise<ReadonlyMap<string, Rows>> {
  const orders = new Map<string, [TableRow, ...TableRow[]]>();
  for await (const event of readTable(file, DPL_LAYOUT, context)) {
    if (event.kind !== 'row') continue;
    const { row } = event;
    const name = row.get('Name');
    const day = isoDate(row.get('Effective_Date'));
    if (name === undefined || day === undefined) {
      const found = [name, row.get('Effective_Date')].map((text) => text ?? 'none').join(', ');
      throw problem('LIST_FORMAT', {
        where: `${file.name}, line ${row.line}`,
        expected: 'a name and an effective date such as 06/19/2003',
        found: found.slice(0, 80),
      });
    }
    const key = keyOf(name, day);
    const rows = orders.get(key);
    if (rows === undefined) orders.set(key, [row]);
    else rows.push(row);
  }
  return orders;
}

/** The number that we give an order, the same for as long as name and effective date are. */
function keyOf(name: string, day: string): string {
  return createHash('sha256').update(`${name}\n${day}`).digest('hex').slice(0, 16);
}

/** `06/19/2003`, month first. */
function isoDate(text: string | undefined): string | undefined {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text ?? '') ?? [];
  return parseIsoDate(`${year}-${month}-${day}`);
}

/** `Y` is the text that the bureau uses for all; the others are in the Federal Register only. */
const ORDERS: ReadonlyMap<string, string> = new Map([
  ['Y', 'Standard denial order'],
  ['N', 'Non-standard denial order: see the Federal Register'],
]);

function* readOrder(rows: Rows, context: ReadContext): Generator<Entity> {
  const [first] = rows;
  const name = first.get('Name') as string;
  const day = isoDate(first.get('Effective_Date')) as string;
  const key = keyOf(name, day);
  const id = `us-bis-dpl-${key}`;
  const head = { id, record: key, schema: 'LegalEntity', heldFrom: day };
  const record = startParty({ ...head, knownAt: context.knownAt }, context);
  const { party, source } = record;
  party.add('name', name).add('topics', 'export.control').add('sourceUrl', PUBLISHER_PAGE);
  const sanction = new EntityBuilder(`${id}-sanction`, 'Sanction', source)
    .add('entity', id)
    .add('country', 'us')
    .add('authority', 'Bureau of Industry and Security')
    .add('program', 'Denied Persons List')
    .add('programId', 'US-BIS-DPL')
    .add('startDate', day, first.get('Effective_Date'))
    .add('sourceUrl', PUBLISHER_PAGE);
  for (const row of rows) {
    const country = row.get('Country');
    const local = joined(row.get('State'), row.get('Postal_Code'))?.replace(', ', ' ');
    addCountry(record, 'country', country, 'Country');
    party.add('address', joined(row.get('Street_Address'), row.get('City'), local, country));
    const ends = row.get('Expiration_Date');
    const end = isoDate(ends);
    if (ends !== undefined && end === undefined) {
      record.signal('unknown-value', `Expiration_Date ${ends}`);
      sanction.add('duration', ends);
    }
    sanction.add('endDate', end, ends);
    const kind = row.get('Standard_Order');
    const order = ORDERS.get(kind?.toUpperCase() ?? '');
    if (kind !== undefined && order === undefined) {
      record.signal('unknown-value', `Standard_Order ${kind}`);
    }
    sanction.add('provisions', order).add('reason', row.get('FR_Citation'));
    sanction.add('summary', row.get('Action'));
    sanction.add('modifiedAt', parseIsoDate(row.get('Last_Update') ?? ''));
  }
  yield party.build();
  yield sanction.build();
}
