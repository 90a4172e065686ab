import { problem, sha256 } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseLooseDate } from '../../entity/index.ts';
import { readPrefix } from '../foreign.ts';
import { clean, startParty } from '../party-record.ts';
import { readTable, type TableRow } from '../table.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { previewText } from '../xml-text.ts';
import { mxLayout, SFP_COLUMNS } from './layouts.ts';

type Column = keyof typeof SFP_COLUMNS;

/**
 * Reads Mexico's sanctioned suppliers (SFP, today Secretaría Anticorrupción y Buen Gobierno). A row
 * is a ruling; the list has no number of the supplier, so the rows of one name are one LegalEntity
 * `mx-sfp-<digest of the name>`, and each row is a Sanction of it. The topic is `debarment` where a
 * ruling excludes the supplier, `reg.action` where it only fines, and none where it acquits. Rows
 * of a name do not stand together, so the rows are held until the end of the file.
 *
 * @throws LIST_FORMAT for another table, a damaged one, a row without name
 */
export const readMxSfp: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  for (const file of files) {
    const suppliers = new Map<string, TableRow[]>();
    for await (const row of rowsOf(file, context)) {
      const name = cell(row, 'name');
      if (name === undefined) {
        const where = `${file.name}, line ${row.line}`;
        throw problem('LIST_FORMAT', { where, expected: 'a supplier in each row', found: 'none' });
      }
      records++;
      const day = row.isWhole ? isoDay(cell(row, 'updated')) : undefined;
      if (day !== undefined && (published === undefined || day > published)) published = day;
      const rows = suppliers.get(name);
      if (rows === undefined) suppliers.set(name, [row]);
      else rows.push(row);
    }
    for (const [name, rows] of suppliers) yield* readSupplier(name, rows, context);
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

async function* rowsOf(file: ListFile, context: ReadContext): AsyncGenerator<TableRow> {
  const layout = mxLayout(previewText(await readPrefix(file.open())));
  if (layout?.format !== 'mx-sfp-csv') {
    throw problem('LIST_FORMAT', {
      where: file.name,
      expected: 'the columns Proveedor and Dependencia',
      found: 'a table without them',
    });
  }
  for await (const event of readTable(file, layout, context)) {
    if (event.kind === 'row') yield event.row;
  }
}

/** A cell by its column, whatever the layout calls it. */
function cell(row: TableRow, column: Column): string | undefined {
  for (const name of SFP_COLUMNS[column]) {
    const text = row.get(name);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** `19/08/2014`, `2014-08-19` or `14/01/2021 08:01`. */
function isoDay(text: string | undefined): string | undefined {
  const loose = parseLooseDate(text ?? '');
  return loose.kind === 'date' || loose.kind === 'ambiguous' ? loose.date : undefined;
}

/** What a ruling means; anything else is signalled and counts as an action. */
const RULINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['SANCIONATORIA CON MULTA E INHABILITACIÓN', ['debarment']],
  ['SANCIONATORIA CON INHABILITACIÓN', ['debarment']],
  ['SANCIONATORIA CON MULTA', ['reg.action']],
  ['SANCIONATORIA', ['reg.action']],
  ['ABSOLUTORIA', []],
]);

function* readSupplier(
  name: string,
  rows: readonly TableRow[],
  context: ReadContext,
): Generator<Entity> {
  const keys = uniqueKeys(rows);
  const id = `mx-sfp-${sha256(name).slice(0, 12)}`;
  const { knownAt } = context;
  const head = { id, record: keys[0] ?? name, schema: 'LegalEntity', knownAt };
  const record = startParty(head, context);
  const { party } = record;
  party.add('name', name).add('country', 'mx');
  for (const row of rows) {
    const ruling = row.isWhole ? cell(row, 'ruling') : undefined;
    const topics = RULINGS.get(ruling ?? '');
    if (topics === undefined) record.signal('unknown-value', `ruling ${ruling ?? 'absent'}`);
    for (const topic of topics ?? ['reg.action']) party.add('topics', topic);
    if (ruling === 'ABSOLUTORIA') party.add('status', 'Acquitted', ruling);
    if (row.isWhole) party.add('sector', cell(row, 'business'));
    else party.add('notes', `Row of another width: ${clean(row.cells.join(' | '))}`);
  }
  const entity = party.build();
  yield entity;
  for (const [i, row] of rows.entries()) {
    yield sanction(entity, row, keys[i] as string, record.source.knownAt, context);
  }
}

/** A number for each ruling, made of the row itself; a row that is there twice counts on. */
function uniqueKeys(rows: readonly TableRow[]): readonly string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    // Not the day of the publisher's update, which changes without the ruling.
    const day = row.isWhole ? cell(row, 'updated') : undefined;
    const text = row.cells.map((one) => clean(one) ?? '').filter((one) => one !== day);
    const key = sha256(text.join('\n')).slice(0, 16);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}

function sanction(
  entity: Entity,
  row: TableRow,
  key: string,
  knownAt: string,
  context: ReadContext,
): Entity {
  const has = (column: Column) => (row.isWhole ? cell(row, column) : undefined);
  const day = (column: Column): string | undefined => {
    const text = has(column);
    const found = isoDay(text);
    if (text !== undefined && found === undefined) {
      context.onSignal({ kind: 'odd-value', record: key, found: `${column} ${text}` });
    }
    return found;
  };
  const notified = day('notified');
  const source = { dataset: context.dataset, record: key, knownAt };
  const held = notified === undefined ? source : { ...source, heldFrom: notified };
  const amount = has('amount');
  return new EntityBuilder(`${entity.id}-${key}`, 'Sanction', held)
    .add('entity', entity.id)
    .add('program', 'Proveedores y contratistas sancionados')
    .add('country', 'mx')
    .add('authority', has('agency'))
    .add('authorityId', has('file'))
    .add('status', has('ruling'))
    .add('reason', has('facts'))
    .add('listingDate', notified)
    .add('date', day('ruled'))
    .add('duration', has('term'))
    .add('summary', amount && `Multa: ${amount} MXN`)
    .build({ caption: `Proveedores sancionados: ${entity.caption}` });
}
