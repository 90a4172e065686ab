import type { PartialDate } from '../../entity/index.ts';

/**
 * One entry of an OFAC list in the form that all published layouts, the four CSV files and the
 * classic, advanced and enhanced XML, are brought into. What it means is settled once, in
 * `assemble.ts`.
 */

/** The kinds of party OFAC tells apart; in the CSV an entity is what has no type at all. */
export type OfacType = 'individual' | 'entity' | 'vessel' | 'aircraft';

/** How OFAC calls another name: also, formerly or now known as. */
export type OfacNameKind = 'aka' | 'fka' | 'nka';

export interface OfacName {
  /** Composed as the primary name: `LAST, First` for people. */
  readonly name: string;
  readonly kind: OfacNameKind;
  /** OFAC's own word for an alias too common to search by. */
  readonly weak: boolean;
}

export interface OfacAddress {
  readonly street?: string;
  /** `City, State Postal`, in one text as the CSV has it. */
  readonly place?: string;
  readonly country?: string;
  readonly remarks?: string;
}

export interface OfacVessel {
  readonly callSign?: string;
  readonly type?: string;
  readonly tonnage?: string;
  readonly grossTonnage?: string;
  readonly flag?: string;
  readonly owner?: string;
}

/** One statement: of the remarks, or one `id`, date, place or remark of the XML. */
export interface Detail {
  /**
   * The publisher's label without `alt. `, and with the colon where it has one: `DOB`,
   * `C.U.R.P.`, `Linked To:`. Empty when the statement begins with no known label.
   */
  readonly label: string;
  readonly value: string;
  /** The country in parentheses after an identifier, by the publisher's name for it. */
  readonly country?: string;
  /** As published, such as `12 Mar 2014`. */
  readonly issued?: string;
  readonly expires?: string;
  /** Whether the publisher wrote `alt. ` before it. */
  readonly alternate?: true;
  /** Whether the file ends the text before the statement ends; such a value is not whole. */
  readonly cut?: true;
  /** The whole statement as published, or as the CSV would write it. */
  readonly text: string;
}

/**
 * An act by which the party came onto a list. Only the advanced and the enhanced XML tell of them;
 * a part that the format does not tie to the others makes an act of its own.
 */
export interface OfacAct {
  /** The programmes that it concerns; all of the party's where absent. */
  readonly programs?: readonly string[];
  /** By the publisher's name: `SDN List`. */
  readonly list?: string;
  readonly date?: PartialDate;
  /** `Executive Order 14059 (Illicit Drugs)`. */
  readonly basis?: string;
  /** What it orders, by the publisher's words: `Block`, `13662 Sectoral Directive 1`. */
  readonly measures?: readonly string[];
}

/** A link to another party by its number; in the advanced and the enhanced XML only. */
export interface OfacRelation {
  readonly to: string;
  /** By the publisher's words, read from this party to the other: `Acting for or on behalf of`. */
  readonly role: string;
  readonly former?: true;
  /** As published, such as `1999 to 2004`. */
  readonly period?: string;
  /** How sure the publisher is, where it says so. */
  readonly quality?: string;
  readonly comment?: string;
}

export interface OfacRecord {
  /** `ent_num` in the CSV, `uid` in the XML: the same number. */
  readonly uid: string;
  /** `SATIZABAL PRUEBA, Ximena`: the surnames first and a comma, as the CSV has it. */
  readonly name: string;
  readonly type: OfacType;
  /** Programme tags, such as `SDNTK`. */
  readonly programs: readonly string[];
  readonly title?: string;
  readonly names: readonly OfacName[];
  readonly addresses: readonly OfacAddress[];
  readonly vessel?: OfacVessel;
  readonly details: readonly Detail[];
  /** Remarks of the publisher that no other format has. */
  readonly notes?: readonly string[];
  readonly acts?: readonly OfacAct[];
  readonly relations?: readonly OfacRelation[];
}

/** The labels of other names that the remarks quote: `a.k.a. 'EL EJEMPLO'`. */
export const QUOTED_NAME = /^(?:([afn])\.k\.a\.|d\.b\.a\.)$/;

/** Makes a detail of its parts, with the statement that the CSV remarks would have for it. */
export function composeDetail(parts: Omit<Detail, 'text' | 'cut'>): Detail {
  const value = QUOTED_NAME.test(parts.label) ? `'${parts.value}'` : parts.value;
  const text =
    (parts.alternate ? 'alt. ' : '') +
    parts.label +
    (parts.label === '' || value === '' ? '' : ' ') +
    value +
    (parts.country === undefined ? '' : ` (${parts.country})`) +
    (parts.issued === undefined ? '' : ` issued ${parts.issued}`) +
    (parts.expires === undefined ? '' : ` expires ${parts.expires}`);
  return { ...parts, text };
}
