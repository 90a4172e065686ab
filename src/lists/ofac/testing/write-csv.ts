import { composeDetail, type OfacRecord, QUOTED_NAME } from '../record.ts';
import { formatRemarks, REMARKS_LIMIT } from '../remarks.ts';

/** The four files of a list. */
export interface OfacCsv {
  readonly sdn: string;
  readonly add: string;
  readonly alt: string;
  readonly comments: string;
}

const NULL = '-0- ';
const quote = (text: string | undefined): string =>
  text === undefined ? NULL : `"${text.replaceAll('"', '""')}"`;

const lines = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((cells) => `${cells.join(',')}\r\n`).join('')}\x1a`;

/** Writes records as OFAC publishes them: weak names last in the remarks, long remarks split. */
export function writeOfacCsv(records: readonly OfacRecord[]): OfacCsv {
  const sdn: string[][] = [];
  const add: string[][] = [];
  const alt: string[][] = [];
  const comments: string[][] = [];
  let next = 1;
  for (const record of records) {
    const { uid, type, vessel } = record;
    const remarks = remarksOf(record);
    sdn.push([
      uid,
      quote(record.name),
      type === 'entity' ? NULL : quote(type),
      quote(record.programs.join('] [')),
      quote(record.title),
      quote(vessel?.callSign),
      quote(vessel?.type),
      quote(vessel?.tonnage),
      quote(vessel?.grossTonnage),
      quote(vessel?.flag),
      quote(vessel?.owner),
      quote(remarks === '' ? undefined : remarks.slice(0, REMARKS_LIMIT)),
    ]);
    if (remarks.length > REMARKS_LIMIT) comments.push([uid, quote(remarks.slice(REMARKS_LIMIT))]);
    // An entry without an address still has a row of nulls.
    for (const { street, place, country, remarks: note } of record.addresses.length > 0
      ? record.addresses
      : [{}]) {
      add.push([uid, String(next++), quote(street), quote(place), quote(country), quote(note)]);
    }
    for (const { name, kind, weak } of record.names) {
      if (!weak) alt.push([uid, String(next++), quote(kind), quote(name), NULL]);
    }
  }
  return { sdn: lines(sdn), add: lines(add), alt: lines(alt), comments: lines(comments) };
}

function remarksOf(record: OfacRecord): string {
  const weak = record.names
    .filter((name) => name.weak)
    .map(({ name, kind }) => composeDetail({ label: `${kind[0]}.k.a.`, value: name }));
  if (record.details.some(({ label }) => QUOTED_NAME.test(label))) {
    throw new Error('Weak names belong to `names`.');
  }
  return formatRemarks([...record.details, ...weak]);
}
