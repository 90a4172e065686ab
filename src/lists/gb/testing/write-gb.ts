/** A listed party as a test makes it up. */
export interface GbParty {
  readonly number: string;
  readonly kind: 'Individual' | 'Entity' | 'Ship';
  readonly regime: string;
  readonly listed: string;
  readonly names: readonly GbName[];
  readonly birthDate: string;
  readonly nationality: string;
  readonly passport: string;
  readonly city: string;
  readonly other: string;
  readonly script: string;
}

export interface GbName {
  /** Name 1 to Name 6. */
  readonly parts: readonly string[];
  readonly type: 'primary' | 'aka' | 'weak';
}

/** The layouts, by what they call their columns and what they write in front of the header. */
const LAYOUTS = {
  conlist2016: {
    before: 'Last Updated,12/02/2016',
    columns:
      'Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,' +
      'Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,' +
      'Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,' +
      'Listed On,Last Updated,Group ID',
  },
  conlist2022: {
    before: 'Last Updated,12/02/2024',
    columns:
      'Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,' +
      'Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,' +
      'Nationality,Passport Number,Passport Details,National Identification Number,' +
      'National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,' +
      'Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,' +
      'Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID',
  },
  sanctionsList: {
    before: 'Report Date: 12-Feb-2026',
    columns:
      'Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,' +
      'Name 4,Name 5,Name type,Alias strength,Title,Name non-latin script,Regime Name,' +
      'Designation Type,Designation source,Sanctions Imposed,Other Information,' +
      'UK Statement of Reasons,Address Line 1,Address Country,Date Designated,D.O.B,' +
      'Nationality(/ies),Passport number,Gender,IMO number',
  },
} as const;

export type GbLayoutName = keyof typeof LAYOUTS;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The whole table in one of the layouts; the rows of a party do not stand together. */
export function writeGb(parties: readonly GbParty[], layout: GbLayoutName): string {
  const { before, columns } = LAYOUTS[layout];
  const rows = parties.flatMap((party) => party.names.map((name) => rowOf(party, name, layout)));
  const order = rows.map((row, i) => [(i * 7_919) % 10_007, row] as const);
  const names = columns.split(',');
  const lines = order
    .sort(([a], [b]) => a - b)
    .map(([, row]) => names.map((name) => quoted(row[name] ?? '')).join(','));
  const mark = layout === 'conlist2016' ? '' : '\uFEFF';
  return `${mark}${[before, columns, ...lines].join('\r\n')}\r\n`;
}

function rowOf(party: GbParty, name: GbName, layout: GbLayoutName): Record<string, string> {
  const isNew = layout === 'sanctionsList';
  const alias = layout === 'conlist2016' ? 'AKA' : isNew ? 'Alias' : 'AKA';
  const primary = layout === 'conlist2016' ? 'Prime Alias' : 'Primary name';
  const weak = name.type === 'weak' ? (isNew ? 'Weak' : 'Low Quality') : '';
  const type = name.type === 'primary' ? primary : alias;
  return {
    ...Object.fromEntries(name.parts.map((part, i) => [`Name ${i + 1}`, part])),
    'Alias Type': type,
    'Name type': type,
    'Alias Quality': weak,
    'Alias strength': weak,
    'Group ID': party.number,
    'Unique ID': `MUP${party.number}`,
    'OFSI Group ID': party.number,
    'Group Type': party.kind,
    'Designation Type': party.kind,
    Regime: party.regime,
    'Regime Name': party.regime,
    'Listed On': party.listed,
    'Date Designated': party.listed,
    'Last Updated': party.listed,
    DOB: party.birthDate,
    'D.O.B': party.birthDate.replace('00/00/', 'dd/mm/'),
    Nationality: party.nationality,
    'Nationality(/ies)': party.nationality,
    'Passport Details': layout === 'conlist2016' ? `${party.passport} (Tunisian)` : '',
    'Passport Number': party.passport,
    'Passport number': party.passport,
    'Address 1': party.city,
    'Address Line 1': party.city,
    Country: 'Tunisia',
    'Address Country': 'Tunisia',
    'Other Information': party.other,
    'Name Non-Latin Script': party.script,
    'Name non-latin script': party.script,
    'Sanctions Imposed': 'Asset freeze|Travel Ban',
  };
}
