import { problem } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseIsoDate, parseLooseDate } from '../../entity/index.ts';
import { readPrefix } from '../foreign.ts';
import { clean, type PartyRecord, startParty } from '../party-record.ts';
import { readTable, type TableRow } from '../table.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { previewText } from '../xml-text.ts';
import { cellOf, type GbColumn, gbLayout } from './columns.ts';
import { readNames, readRow } from './party.ts';
import { isTerror } from './words.ts';

/**
 * Reads the United Kingdom's lists as CSV: OFSI's consolidated list in both its layouts, and the UK
 * Sanctions List. Each has a row for each name, address or number; the rows of a group become a
 * Person, an Organization or a Vessel `gb-<number of the group>`, and a Sanction for each regime.
 * Rows of a group do not stand together, so the rows of the file are held until its end.
 *
 * @throws LIST_FORMAT for another table, a damaged one, a row without number or name
 */
export const readGbCsv: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  for (const file of files) {
    const { groups, day, isFcdo } = await readGroups(file, context);
    if (day !== undefined) published = day;
    const knownAt = day === undefined ? context.knownAt : `${day}T00:00:00.000Z`;
    for (const [group, rows] of groups) {
      records++;
      yield* readGroup(group, rows, { context, file, knownAt, isFcdo });
    }
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

interface Groups {
  readonly groups: ReadonlyMap<string, readonly TableRow[]>;
  readonly day: string | undefined;
  /** Whether it is the UK Sanctions List, and not OFSI's. */
  readonly isFcdo: boolean;
}

async function readGroups(file: ListFile, context: ReadContext): Promise<Groups> {
  const layout = gbLayout(previewText(await readPrefix(file.open())));
  if (layout === undefined) {
    throw problem('LIST_FORMAT', {
      where: file.name,
      expected: "the columns of the UK's list: Group ID or Unique ID, Name 6, Regime",
      found: 'a table without them',
    });
  }
  const groups = new Map<string, TableRow[]>();
  let day: string | undefined;
  for await (const event of readTable(file, layout, context)) {
    if (event.kind === 'preamble') day ??= dayIn(event.cells.join(' '));
    if (event.kind !== 'row') continue;
    const { row } = event;
    const group = cellOf(row, 'group');
    if (group === undefined || !/^\w+$/.test(group)) {
      throw problem('LIST_FORMAT', {
        where: `${file.name}, line ${row.line}`,
        expected: 'the number of a group in each row',
        found: group === undefined ? 'none' : JSON.stringify(group.slice(0, 40)),
      });
    }
    const rows = groups.get(group);
    if (rows === undefined) groups.set(group, [row]);
    else rows.push(row);
  }
  return { groups, day, isFcdo: layout.format === 'gb-fcdo-csv' };
}

/** The day in `Last Updated 12/02/2016` or `Report Date: 12-Nov-2025`. */
function dayIn(text: string): string | undefined {
  return isoDay(/^(?:last updated|report date)\b[:\s]*(\S.*)$/i.exec(text)?.[1]);
}

export function isoDay(text: string | undefined): string | undefined {
  const loose = parseLooseDate((text ?? '').replace(/ .*$/, ''));
  return loose.kind === 'date' || loose.kind === 'ambiguous' ? loose.date : undefined;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['individual', 'Person'],
  ['entity', 'Organization'],
  ['ship', 'Vessel'],
]);

interface Reading {
  readonly context: ReadContext;
  readonly file: ListFile;
  readonly knownAt: string;
  readonly isFcdo: boolean;
}

function* readGroup(
  group: string,
  rows: readonly TableRow[],
  { context, file, knownAt, isFcdo }: Reading,
): Generator<Entity> {
  const kinds = [...new Set(rows.map((row) => cellOf(row, 'kind')))];
  const schema = KINDS.get(kinds[0]?.toLowerCase() ?? '') ?? 'LegalEntity';
  const days = rows.map((row) => isoDay(cellOf(row, 'listed'))).filter((day) => day !== undefined);
  const heldFrom = [...days].sort()[0];
  const id = `gb-${group.toLowerCase()}`;
  const record = startParty({ id, record: group, schema, heldFrom, knownAt }, context);
  if (schema === 'LegalEntity' || kinds.length > 1) {
    record.signal('unknown-value', `kind ${kinds.map((kind) => kind ?? 'absent').join(' and ')}`);
  }
  readNames(rows, record, `${file.name}, line ${rows[0]?.line}`);
  for (const row of rows) readRow(row, record);
  const updated = rows.map((row) => day(row, 'updated', record)).filter((d) => d !== undefined);
  const modified = [...updated].sort().at(-1);
  for (const row of rows) day(row, 'listed', record);
  const regimes = [...new Set(rows.map((row) => cellOf(row, 'regime')))];
  record.party.add('topics', 'sanction');
  if (regimes.some((regime) => regime !== undefined && isTerror(regime))) {
    record.party.add('topics', 'crime.terror');
  }
  record.party.add('createdAt', heldFrom).add('modifiedAt', modified);
  const ofsi = cellOf(rows[0] as TableRow, 'ofsiGroup');
  const entity = record.party.build(ofsi === undefined ? {} : { referents: [`gb-${ofsi}`] });
  yield entity;
  for (const regime of regimes) {
    const own = rows.filter((row) => cellOf(row, 'regime') === regime);
    yield sanction(record, entity, own, { regime, modified, alone: regimes.length === 1, isFcdo });
  }
}

/** A day of a row; one that is none is signalled. */
function day(row: TableRow, column: GbColumn, record: PartyRecord): string | undefined {
  const text = cellOf(row, column);
  const found = isoDay(text);
  if (text !== undefined && found === undefined) record.signal('odd-value', `${column} ${text}`);
  return found;
}

/** The UN's own number, which OFSI writes into its remarks. */
const UN_REFERENCE = /\(?UN Ref(?:erence No)?\)?\.?:?\s*([A-Z]+[a-z]?\.(?:[A-Z]+\.)?\d+(?:\.\d+)?)/;

function sanction(
  record: PartyRecord,
  entity: Entity,
  rows: readonly TableRow[],
  of: {
    readonly regime: string | undefined;
    readonly modified: string | undefined;
    readonly alone: boolean;
    readonly isFcdo: boolean;
  },
): Entity {
  const first = (column: GbColumn) => rows.map((row) => cellOf(row, column)).find(Boolean);
  const slug = (of.regime ?? 'unknown').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const id = of.alone ? `${record.id}-sanction` : `${record.id}-sanction-${slug}`;
  const listed = rows.map((row) => isoDay(cellOf(row, 'listed'))).filter((d) => d !== undefined);
  const builder = new EntityBuilder(id, 'Sanction', record.source)
    .add('entity', record.id)
    .add('authority', of.isFcdo ? FCDO : OFSI, first('source'))
    .add('country', 'gb')
    .add('program', of.regime)
    .add('authorityId', entity.values('name')[0]?.source.record)
    .add('unscId', first('unReference') ?? UN_REFERENCE.exec(first('other') ?? '')?.[1])
    .add('listingDate', parseIsoDate([...listed].sort()[0] ?? ''))
    .add('modifiedAt', of.modified)
    .add('reason', first('reasons'));
  for (const measure of (first('measures') ?? '').split('|')) builder.add('provisions', measure);
  return builder.build({ caption: clean(`${of.regime ?? 'UK'}: ${entity.caption}`) ?? record.id });
}

const OFSI = 'HM Treasury, Office of Financial Sanctions Implementation';
const FCDO = 'UK Foreign, Commonwealth and Development Office';
