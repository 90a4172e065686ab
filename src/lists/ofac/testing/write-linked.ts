import type { XmlEntry } from './write-xml.ts';

/** An entry as a test makes it up, with what only the advanced and the enhanced XML say. */
export interface LinkedEntry extends XmlEntry {
  /** ISO date. */
  readonly listed: string;
  readonly list: string;
  readonly basis: string;
  readonly measures: readonly string[];
  readonly relations: readonly {
    readonly to: string;
    readonly role: string;
    readonly quality?: string | undefined;
  }[];
}

/** The first and the last day of what the classic formats write as one text. */
export interface Span {
  readonly first: string;
  readonly last: string;
  readonly approximate: boolean;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function ends(text: string): readonly [string, string] {
  const [, day, month, year] = /^(?:(\d\d) )?(?:([A-Z][a-z]{2}) )?(\d{4})$/.exec(text) ?? [];
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  const number = MONTHS.indexOf(month) + 1;
  const ym = `${year}-${String(number).padStart(2, '0')}`;
  if (day !== undefined) return [`${ym}-${day}`, `${ym}-${day}`];
  const last = new Date(Date.UTC(Number(year), number, 0)).getUTCDate();
  return [`${ym}-01`, `${ym}-${last}`];
}

/** Takes `circa 1966`, `Jul 1966`, `1960 to 1962` and `12 Mar 2014` apart. */
export function spanOf(text: string): Span {
  const approximate = text.startsWith('circa ');
  const [from = '', to = from] = text.replace(/^circa /, '').split(' to ');
  return { first: ends(from)[0], last: ends(to)[1], approximate };
}

/** What an entry has beside its documents, by the names of the advanced and the enhanced XML. */
export interface WrittenFeature {
  readonly type: string;
  readonly value: string;
  readonly span?: Span;
}

const FEATURE_IDS = ['Gender', 'Email Address'];

/** Whether an `id` of the classic XML is a feature in the other two. */
export const isFeature = (idType: string): boolean => FEATURE_IDS.includes(idType);

/** The features of an entry; the title is one only in the advanced XML. */
export function featuresOf(entry: XmlEntry): readonly WrittenFeature[] {
  return [
    ...entry.birthDates.map((value) => ({ type: 'Birthdate', value, span: spanOf(value) })),
    ...entry.citizenships.map((value) => ({ type: 'Citizenship Country', value })),
    ...(entry.callSign === undefined ? [] : [{ type: 'Vessel Call Sign', value: entry.callSign }]),
    ...entry.ids
      .filter(({ idType }) => isFeature(idType))
      .map(({ idType, idNumber }) => ({ type: idType, value: idNumber })),
  ];
}

/** Numbers for values, in the order in which they are asked for. */
export class Numbers {
  readonly #known = new Map<string, string>();

  of(value: string): string {
    const known = this.#known.get(value) ?? String(1_000 + this.#known.size);
    this.#known.set(value, known);
    return known;
  }

  get all(): readonly (readonly [value: string, id: string])[] {
    return [...this.#known];
  }
}
