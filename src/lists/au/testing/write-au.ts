import type { Cell } from '../../xlsx/index.ts';
import { writeXlsx } from '../../xlsx/testing/write-xlsx.ts';

/** A listed party as a test makes it up, in the publisher's own terms. */
export interface AuParty {
  readonly reference: number;
  readonly type: 'Individual' | 'Entity' | 'Vessel';
  readonly name: string;
  readonly others: readonly {
    readonly name: string;
    readonly type: string;
    readonly strength?: string;
  }[];
  readonly birth: Cell;
  readonly citizenship: string;
  readonly address: string;
  readonly more: string;
  readonly listing: Cell;
  readonly imo?: number | undefined;
  readonly committee: string;
  readonly instrument: string;
  readonly control: Cell;
  readonly ban: boolean;
}

export const AU_COLUMNS: readonly string[] = [
  'Reference',
  'Name of Individual or Entity',
  'Type',
  'Name Type',
  'Alias Strength',
  'Date of Birth',
  'Place of Birth',
  'Citizenship',
  'Address',
  'Additional Information',
  'Listing Information',
  'IMO Number',
  'Committees',
  'Control Date',
  'Instrument of Designation',
  'Targeted Financial Sanction',
  'Travel Ban',
  'Arms Embargo',
  'Maritime Restriction',
];

/** The rows of the list below its header. */
export function auRows(parties: readonly AuParty[]): readonly (readonly Cell[])[] {
  return parties.flatMap((party) => {
    const row = (reference: Cell, name: string, type: string, strength?: string): Cell[] => [
      reference,
      name,
      party.type,
      type,
      strength,
      party.birth,
      'a) Quito, Ecuador b) Peru',
      party.citizenship,
      party.address,
      party.more,
      party.listing,
      party.imo,
      party.committee,
      party.control,
      party.instrument,
      true,
      party.ban,
      false,
      false,
    ];
    return [
      row(party.reference, party.name, 'Primary Name'),
      ...party.others.map(({ name, type, strength }, i) =>
        row(`${party.reference}${String.fromCharCode(97 + i)}`, name, type, strength),
      ),
    ];
  });
}

/** The whole list as the publisher writes it. */
export const writeAu = (parties: readonly AuParty[]): Buffer =>
  writeXlsx([AU_COLUMNS, ...auRows(parties)]);
