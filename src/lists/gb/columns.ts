import type { TableLayout, TableRow } from '../table.ts';

/**
 * What the columns are called in the three layouts: OFSI's consolidated list until 2021 and from
 * 2022 (`ConList.csv`, closed in January 2026), and the UK Sanctions List.
 */
const NAMES = {
  group: ['Group ID', 'Unique ID'],
  ofsiGroup: ['OFSI Group ID'],
  kind: ['Group Type', 'Designation Type', 'Individual, Entity, Ship'],
  unReference: ['UN Reference Number'],
  nameType: ['Alias Type', 'Name type'],
  nameQuality: ['Alias Quality', 'Alias strength'],
  script: ['Name Non-Latin Script', 'Name non-latin script'],
  title: ['Title'],
  birthDate: ['DOB', 'D.O.B'],
  birthTown: ['Town of Birth', 'Town of birth'],
  birthCountry: ['Country of Birth', 'Country of birth'],
  nationality: ['Nationality', 'Nationality(/ies)'],
  passport: ['Passport Number', 'Passport number'],
  passportDetails: ['Passport Details', 'Passport additional information'],
  national: ['NI Number', 'National Identification Number', 'National Identifier number'],
  nationalDetails: [
    'National Identification Details',
    'National Identifier additional information',
  ],
  position: ['Position'],
  gender: ['Gender'],
  postcode: ['Post/Zip Code', 'Address Postal Code'],
  country: ['Country', 'Address Country'],
  other: ['Other Information'],
  regime: ['Regime', 'Regime Name'],
  listed: ['UK Sanctions List Date Designated', 'Date Designated', 'Listed On'],
  updated: ['Last Updated'],
  source: ['Designation source'],
  measures: ['Sanctions Imposed'],
  reasons: ['UK Statement of Reasons'],
  phone: ['Phone number'],
  website: ['Website'],
  email: ['Email address'],
  entityType: ['Type of entity'],
  subsidiaries: ['Subsidiaries'],
  parent: ['Parent company', 'Parent Company'],
  registration: ['Business registration number (s)'],
  imo: ['IMO number'],
  owner: ['Current owner/operator (s)'],
  previousOwner: ['Previous owner/operator (s)'],
  flag: ['Current believed flag of ship'],
  previousFlags: ['Previous flags'],
  shipType: ['Type of ship'],
  tonnage: ['Tonnage of ship'],
  length: ['Length of ship'],
  built: ['Year Built'],
  hull: ['Hull identification number (HIN)'],
} as const satisfies Record<string, readonly string[]>;

export type GbColumn = keyof typeof NAMES;

/** The cell of a column, whatever the layout calls it. */
export function cellOf(row: TableRow, column: GbColumn): string | undefined {
  for (const name of NAMES[column]) {
    const text = row.get(name);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The parts of a name, in the order in which they are said. */
export const NAME_COLUMNS = ['Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5', 'Name 6'] as const;

const ADDRESS = [1, 2, 3, 4, 5, 6].flatMap((n) => [`Address ${n}`, `Address Line ${n}`]);

/** The lines of an address, whatever the layout calls them. */
export const addressOf = (row: TableRow): readonly string[] =>
  ADDRESS.map((name) => row.get(name)).filter((text) => text !== undefined);

/** Columns of no use: what the script of a name is called, which the name itself shows. */
const IGNORED = [
  'Non-Latin Script Type',
  'Non-Latin Script Language',
  'Non-latin script type',
  'Non-latin script language',
];

/** A layout, with the format that it is of. */
export interface GbLayout extends TableLayout {
  readonly format: 'gb-hmt-csv' | 'gb-fcdo-csv';
}

/** The layout by the first characters of a file; undefined when it is none of the three. */
export function gbLayout(prefix: string): GbLayout | undefined {
  const known = [...Object.values(NAMES).flat(), ...NAME_COLUMNS, ...ADDRESS, ...IGNORED];
  const has = (name: string) => prefix.includes(name);
  if (has('Unique ID') && has('Regime Name')) {
    const header = ['Unique ID', 'Name 6', 'Regime Name'];
    return { format: 'gb-fcdo-csv', encoding: 'utf-8', header, known };
  }
  if (!has('Group ID') || !has('Name 6') || !has('Group Type')) return undefined;
  const isOld = !has('Name Non-Latin Script');
  const header = ['Group ID', 'Name 6', 'Group Type', 'Regime'];
  return { format: 'gb-hmt-csv', encoding: isOld ? 'windows-1252' : 'utf-8', header, known };
}
