import { countryName } from '../../entity/index.ts';
import {
  composeLabelled,
  type Detail,
  type OfacAddress,
  type OfacRecord,
  type OfacType,
  type OfacVessel,
  parseXmlRemarks,
} from '../ofac/index.ts';
import type { PartyRecord } from '../party-record.ts';
import type { TableRow } from '../table.ts';
import { several } from './columns.ts';
import { ofacDate, readIds } from './ids.ts';

const TYPES: ReadonlySet<string> = new Set(['individual', 'entity', 'vessel', 'aircraft']);

/**
 * A row of one of OFAC's lists in the form that OFAC's own files are read into. Which aliases are
 * weak and which are former names is not said here.
 */
export function ofacRecord(
  row: TableRow,
  record: PartyRecord,
): { read: OfacRecord; left: readonly string[] } {
  const type = row.get('type')?.toLowerCase() ?? '';
  const { details, left } = readIds(row.get('ids'));
  const labelled = (column: string, label: string, read = (text: string) => text) =>
    several(row.get(column)).map(
      (text, index): Detail => composeLabelled({ label, value: read(text), again: index > 0 }),
    );
  const number = row.get('entity_number');
  if (number === undefined) record.signal('odd-value', 'no entity_number');
  const vessel = vesselOf(row);
  const title = row.get('title');
  return {
    read: {
      uid: number ?? row.get('_id') ?? '',
      name: row.get('name') ?? '',
      type: TYPES.has(type) ? (type as OfacType) : 'entity',
      programs: several(row.get('programs')),
      ...(title !== undefined && { title }),
      names: several(row.get('alt_names')).map((name) => ({ name, kind: 'aka', weak: false })),
      addresses: several(row.get('addresses')).map(addressOf),
      ...(Object.keys(vessel).length > 0 && { vessel }),
      details: [
        ...labelled('dates_of_birth', 'DOB', ofacDate),
        ...labelled('places_of_birth', 'POB'),
        ...details,
        ...parseXmlRemarks(row.get('remarks')),
      ],
    },
    left,
  };
}

/** `Street, City, 12345, MX`: the code of the country stands last. */
function addressOf(text: string): OfacAddress {
  const [, place, code] = /^(?:(.*), )?([A-Z]{2})$/.exec(text) ?? [];
  if (code === undefined) return { place: text };
  const country = countryName(code.toLowerCase(), 'en');
  return { ...(place !== undefined && { place }), country };
}

function vesselOf(row: TableRow): OfacVessel {
  const fields = [
    ['callSign', 'call_sign'],
    ['type', 'vessel_type'],
    ['tonnage', 'gross_tonnage'],
    ['grossTonnage', 'gross_registered_tonnage'],
    ['flag', 'vessel_flag'],
    ['owner', 'vessel_owner'],
  ].map(([key = '', column = '']) => [key, row.get(column)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
