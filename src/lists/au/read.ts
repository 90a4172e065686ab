import { problem, type TamizError } from '../../base/index.ts';
import { type Entity, EntityBuilder } from '../../entity/index.ts';
import { clean, startParty } from '../party-record.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { type Cell, excelDay, readSheet, type SheetRow } from '../xlsx/index.ts';
import { listingDay } from './days.ts';
import { type AuRow, readNames, readRow } from './party.ts';

/** The columns, and whether a list without them is another one. */
const COLUMNS = {
  reference: 'Reference',
  name: 'Name of Individual or Entity',
  type: 'Type',
  nameType: 'Name Type',
  strength: 'Alias Strength',
  birthDate: 'Date of Birth',
  birthPlace: 'Place of Birth',
  citizenship: 'Citizenship',
  address: 'Address',
  more: 'Additional Information',
  listing: 'Listing Information',
  imo: 'IMO Number',
  committees: 'Committees',
  control: 'Control Date',
  instrument: 'Instrument of Designation',
  financial: 'Targeted Financial Sanction',
  travel: 'Travel Ban',
  arms: 'Arms Embargo',
  maritime: 'Maritime Restriction',
} as const;

export type AuColumn = keyof typeof COLUMNS;

const MEASURES: readonly AuColumn[] = ['financial', 'travel', 'arms', 'maritime'];

/**
 * Reads Australia's consolidated list, a spreadsheet with a row for each name. `2` is the main
 * name, `2a` and `2b` are others of the same party, which becomes a Person, an Organization or a
 * Vessel `au-2` with the Sanction `au-2-sanction`. Rows of a party stand together, so they are read
 * one party at a time.
 *
 * @throws LIST_FORMAT for a damaged spreadsheet, one without the columns, a row without reference
 *   or name, a party whose rows stand apart
 */
export const readAuXlsx: ListReader = async function* (files, context) {
  let records = 0;
  for (const file of files) {
    const seen = new Set<string>();
    for await (const { number, rows } of groups(file, context)) {
      const where = `${file.name}, row ${rows[0]?.line}`;
      if (seen.has(number)) {
        throw fail(where, 'the rows of a reference together', `${number} again`);
      }
      seen.add(number);
      records++;
      yield* readGroup(number, rows, where, context);
    }
  }
  return { records } satisfies ReadSummary;
};

const fail = (where: string, expected: string, found: string): TamizError =>
  problem('LIST_FORMAT', { where, expected, found });

interface Group {
  readonly number: string;
  readonly rows: AuRow[];
}

async function* groups(file: ListFile, context: ReadContext): AsyncGenerator<Group> {
  const onOther = (found: string) =>
    context.onSignal({ kind: 'unknown-element', record: file.name, found });
  let columns: ReadonlyMap<AuColumn, number> | undefined;
  let group: Group | undefined;
  for await (const row of readSheet(file, onOther)) {
    context.signal?.throwIfAborted();
    if (row.cells.every((cell) => textOf(cell) === undefined)) continue;
    if (columns === undefined) {
      columns = readHeader(row, file, onOther);
      continue;
    }
    const one = auRow(row, columns);
    const reference = one.text('reference');
    const number = /^(\d+)[a-z]*$/.exec(reference ?? '')?.[1];
    if (number === undefined) {
      const where = `${file.name}, row ${row.line}`;
      throw fail(where, 'a Reference such as 2 or 2a', JSON.stringify(reference ?? null));
    }
    if (group !== undefined && group.number !== number) {
      yield group;
      group = undefined;
    }
    group ??= { number, rows: [] };
    group.rows.push(one);
  }
  if (columns === undefined) throw fail(file.name, 'rows below a header', 'an empty sheet');
  if (group !== undefined) yield group;
}

/** A cell as text on one line. */
const textOf = (cell: Cell): string | undefined =>
  cell === undefined ? undefined : clean(String(cell));

function readHeader(
  row: SheetRow,
  file: ListFile,
  onOther: (found: string) => void,
): ReadonlyMap<AuColumn, number> {
  const names = row.cells.map((cell) => textOf(cell) ?? '');
  const columns = new Map<AuColumn, number>();
  for (const [column, name] of Object.entries(COLUMNS)) {
    const index = names.indexOf(name);
    if (index < 0) {
      const found = names.filter(Boolean).slice(0, 6).join(', ') || 'none';
      throw fail(`${file.name}, row ${row.line}`, `the column ${name}`, `the columns ${found}`);
    }
    columns.set(column as AuColumn, index);
  }
  for (const [index, name] of names.entries()) {
    if (name !== '' && ![...columns.values()].includes(index)) onOther(`column ${name}`);
  }
  return columns;
}

function auRow({ line, cells }: SheetRow, columns: ReadonlyMap<AuColumn, number>): AuRow {
  const cell = (column: AuColumn) => cells[columns.get(column) as number];
  return { line, cell, text: (column) => textOf(cell(column)) };
}

const SCHEMAS: ReadonlyMap<string, string> = new Map([
  ['Individual', 'Person'],
  ['Entity', 'Organization'],
  ['Vessel', 'Vessel'],
]);

function* readGroup(
  number: string,
  rows: readonly AuRow[],
  where: string,
  context: ReadContext,
): Generator<Entity> {
  const types = [...new Set(rows.map((row) => row.text('type')))];
  const schema = SCHEMAS.get(types[0] ?? '') ?? 'LegalEntity';
  const heldFrom = rows.map(listed).find((day) => day !== undefined);
  const head = { id: `au-${number}`, record: number, schema, heldFrom, knownAt: context.knownAt };
  const record = startParty(head, context);
  if (types.length > 1 || schema === 'LegalEntity') {
    record.signal('unknown-value', `Type ${types.map((type) => type ?? 'absent').join(' and ')}`);
  }
  readNames(rows, record, where);
  for (const row of rows) readRow(row, record);
  const controls = rows.map((row) => {
    const cell = row.cell('control');
    const day = typeof cell === 'number' ? excelDay(cell) : undefined;
    if (day === undefined) record.signal('odd-value', `Control Date ${cell ?? 'absent'}`);
    return day;
  });
  const modified = controls.filter((day) => day !== undefined).sort();
  const committees = texts(rows, 'committees');
  record.party.add('topics', 'sanction');
  if (committees.some((name) => TERROR.test(name))) record.party.add('topics', 'crime.terror');
  record.party.add('createdAt', heldFrom).add('modifiedAt', modified.at(-1));
  const entity = record.party.build();
  yield entity;
  const sanction = new EntityBuilder(`${record.id}-sanction`, 'Sanction', record.source)
    .add('entity', record.id)
    .add('authority', 'Australian Department of Foreign Affairs and Trade')
    .add('country', 'au')
    .add('listingDate', heldFrom)
    .add('modifiedAt', modified.at(-1));
  for (const name of committees) sanction.add('program', name);
  for (const text of texts(rows, 'instrument')) sanction.add('reason', text);
  for (const text of texts(rows, 'listing')) sanction.add('summary', text);
  for (const text of texts(rows, 'more')) sanction.add('unscId', UN_REFERENCE.exec(text)?.[1]);
  for (const measure of MEASURES) {
    const cells = rows.map((row) => row.cell(measure));
    if (cells.some((cell) => cell === true)) sanction.add('provisions', COLUMNS[measure]);
    const odd = cells.find((cell) => typeof cell !== 'boolean');
    if (odd !== undefined) record.signal('unknown-value', `${COLUMNS[measure]} ${odd}`);
  }
  const caption = `${committees[0] ?? 'Australia'}: ${entity.caption}`;
  yield sanction.build({ caption });
}

/** The committees and resolution that are about terrorism as such. */
const TERROR = /^(?:1267|1373|1988)\b/;

/** The UN's own number, which begins the additional information of a party that it listed. */
const UN_REFERENCE = /^([A-Z]{2,3}[ie]\.\d{3})\b/;

const texts = (rows: readonly AuRow[], column: AuColumn): readonly string[] => [
  ...new Set(
    rows
      .map((row) => {
        const cell = row.cell(column);
        return typeof cell === 'number' ? (excelDay(cell) ?? String(cell)) : row.text(column);
      })
      .filter((text) => text !== undefined),
  ),
];

/** The day of listing, which stands in words in one of two columns. */
function listed(row: AuRow): string | undefined {
  for (const column of ['listing', 'instrument'] as const) {
    const cell = row.cell(column);
    const day = typeof cell === 'number' ? excelDay(cell) : listingDay(row.text(column) ?? '');
    if (day !== undefined) return day;
  }
  return undefined;
}
