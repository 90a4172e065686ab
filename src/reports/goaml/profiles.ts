import { loadData } from '../../base/index.ts';
import type { Sentence, Verified } from '../../law/index.ts';
import { romanised } from '../romanise.ts';
import { oneLine } from '../text.ts';

const LISTS = [
  'funds',
  'modes',
  'accountTypes',
  'accountStatuses',
  'identifications',
  'contacts',
  'communications',
  'legalForms',
  'entityRoles',
  'accountRoles',
  'indicators',
  'currencies',
  'countries',
] as const;
export type CodeList = (typeof LISTS)[number];

/** How one financial intelligence unit set goAML up: a row of `data/reports/goaml.json`. */
interface Row {
  readonly id: string;
  readonly name: Sentence;
  readonly schema: string;
  readonly verified: Verified;
  readonly country: string;
  readonly localCurrency: string;
  /** The code of a report that comes in electronically. */
  readonly submission: string;
  /** A character that names may have, as a class of a regular expression. */
  readonly names: { readonly pattern: string; readonly note: Sentence };
  readonly taxRegistered: { readonly yes: string; readonly no: string; readonly note: Sentence };
  /** Codes with a space between them. */
  readonly codes: Readonly<Record<CodeList, string>>;
}

export interface Profile extends Omit<Row, 'codes'> {
  readonly codes: Readonly<Record<CodeList, ReadonlySet<string>>>;
  /** A name as this unit takes it; empty where nothing of it is left. */
  nameOf(text: string): string;
}

function profileOf({ codes, ...row }: Row): Profile {
  const strange = new RegExp(row.names.pattern.replace('[', '[^'), 'gu');
  const sets = LISTS.map((list) => [list, new Set(codes[list].split(' '))] as const);
  return {
    ...row,
    codes: Object.fromEntries(sets) as unknown as Profile['codes'],
    nameOf: (text) => oneLine(romanised(text).replace(strange, ' ')),
  };
}

/** The units that Tamiz can write for, by their ids. */
export const PROFILES: ReadonlyMap<string, Profile> = new Map(
  loadData<{ readonly profiles: readonly Row[] }>('reports/goaml.json').profiles.map((row) => [
    row.id,
    profileOf(row),
  ]),
);

/** Every code that some unit has; whether it is that of the unit asked is looked at later. */
export function codesOf(list: CodeList): Record<string, string> {
  const all = [...PROFILES.values()].flatMap(({ codes }) => [...codes[list]]);
  return Object.fromEntries(all.map((code) => [code, code]));
}
