/** What the side-by-side view shows, worked out apart from how it is drawn. */
import type { Band, Evidence, Feature, Listing, ScreenSummary, SourcedValue } from './wire.ts';

export type Query = Readonly<Record<string, string | readonly string[]>>;
export type Columns = ScreenSummary['columns'];

/** A record and a listing that may be the same party; from a search or from a screened file. */
export interface Pair {
  /** The customer's own id; absent in a search. */
  readonly record?: string;
  /** By property in a search, by the file's own column headings in a screened file. */
  readonly query: Query;
  /** Which property each column heading stands for; absent in a search. */
  readonly columns?: Columns;
  readonly entity: string;
  readonly caption: string;
  readonly score: number;
  readonly band: Band;
  readonly evidence: readonly Evidence[];
  /** Present when the server sent it along; fetched otherwise. */
  readonly listing?: Listing;
  /** The day of the lists that were asked; absent for today's. */
  readonly asOf?: string;
  /** When and from which version of the list the evidence was pinned; absent where it is new. */
  readonly pinned?: { readonly at: string; readonly version: string };
}

/** Which properties of a listing a feature looks at, most telling first. */
const PROPERTIES: Readonly<Record<Feature, readonly string[]>> = {
  name: ['name', 'alias', 'previousName', 'firstName', 'lastName'],
  weakAlias: ['weakAlias'],
  identifier: [
    'idNumber',
    'taxNumber',
    'passportNumber',
    'registrationNumber',
    'imoNumber',
    'mmsi',
    'callSign',
    'leiCode',
    'publicKey',
    'socialSecurityNumber',
  ],
  birthDate: ['birthDate'],
  gender: ['gender'],
  nationality: ['nationality', 'citizenship'],
  birthPlace: ['birthPlace', 'birthCountry'],
  country: ['country', 'jurisdiction', 'flag'],
  contact: ['phone', 'email', 'website'],
  address: ['address'],
  deathDate: ['deathDate'],
  incorporationDate: ['incorporationDate'],
  vessel: ['type', 'tonnage', 'grossRegisteredTonnage', 'buildDate'],
  nameLetters: [],
  smallFacts: [],
};

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** The value that a piece of evidence speaks of, with its source, where the listing has it. */
export function sourceOf(evidence: Evidence, listing: Listing): SourcedValue | undefined {
  const wanted = fold(evidence.listing);
  if (wanted === '') return undefined;
  const own = PROPERTIES[evidence.feature];
  const others = Object.keys(listing.sources).filter((name) => !own.includes(name));
  for (const property of [...own, ...others]) {
    const found = listing.sources[property]?.find(
      (value) => fold(value.value) === wanted || fold(value.original ?? '') === wanted,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether two values come from the same record of the same list version. */
export function sameSource(a: SourcedValue, b: SourcedValue): boolean {
  return a.dataset === b.dataset && a.record === b.record && a.knownAt === b.knownAt;
}

/** The source that most values of a listing share; said once, so that the others stand out. */
export function commonSource(listing: Listing): SourcedValue | undefined {
  const values = Object.values(listing.sources).flat();
  const uses = (value: SourcedValue): number =>
    values.filter((other) => sameSource(value, other)).length;
  let best: SourcedValue | undefined;
  for (const value of values) {
    if (best !== undefined && sameSource(value, best)) continue;
    if (best === undefined || uses(value) > uses(best)) best = value;
  }
  return best;
}

/** Properties that say what kind of thing an entity is, not who it is; shown last. */
const LAST = ['topics', 'programId', 'program', 'sourceUrl', 'notes', 'modifiedAt', 'createdAt'];

/** The properties of a listing in the order a reader wants them: who it is first. */
export function orderedProperties(listing: Listing): readonly string[] {
  const first = Object.values(PROPERTIES).flat();
  const rank = (name: string): number => {
    const at = first.indexOf(name);
    if (at >= 0) return at;
    const last = LAST.indexOf(name);
    return last >= 0 ? 2000 + last : 1000;
  };
  return Object.keys(listing.sources).sort((a, b) => rank(a) - rank(b));
}

/** The strongest pieces of evidence, those for the match and those against it alike. */
export function topEvidence(evidence: readonly Evidence[], most: number): readonly Evidence[] {
  return evidence
    .filter((piece) => piece.agreement !== 'missing')
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most);
}

/** The programmes of a listing as its publisher names them. */
export function programmes(properties: Readonly<Record<string, readonly string[]>>) {
  return properties['programId'] ?? properties['program'] ?? [];
}

/** Parts of a name in the order in which they are said. */
const NAME_PARTS = [
  'firstName',
  'secondName',
  'middleName',
  'fatherName',
  'lastName',
  'motherName',
];

/** The name in a record of a customer file, put together where its parts have own columns. */
export function recordName(query: Query, columns: Columns): string | undefined {
  const said = (property: string): readonly string[] =>
    Object.entries(query)
      .filter(([heading]) => (columns[heading] ?? heading) === property)
      .flatMap(([, values]) => several(values))
      .filter((value) => value.trim() !== '');
  const [whole] = said('name');
  return whole ?? (NAME_PARTS.flatMap(said).join(' ') || undefined);
}

/** One value or several, as several. */
export const several = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;
