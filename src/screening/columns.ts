import { loadData, problem } from '../base/index.ts';
import { allSchemas, genderOf as genderOfWord } from '../entity/index.ts';

interface ColumnsData {
  readonly columns: Readonly<
    Record<string, { readonly property?: string; readonly headings: readonly string[] }>
  >;
  readonly englishGenderHeadings: readonly string[];
  readonly types: Readonly<Record<string, readonly string[]>>;
  readonly demonyms: Readonly<Record<string, readonly string[]>>;
  readonly legalForms: readonly string[];
  readonly noValue: readonly string[];
}

const data = loadData<ColumnsData>('screening/columns.json');

/** One column of a customer file that is used. */
export interface Column {
  readonly index: number;
  /** As it stands in the file. */
  readonly heading: string;
  /** What it holds: a role of `data/screening/columns.json`, or a FollowTheMoney property. */
  readonly role: string;
  /** The FollowTheMoney property it becomes; none for the customer's id and type. */
  readonly property: string | undefined;
}

const ASCII = /^[\0-\x7f]*$/;

/** Folds a heading: `Fecha_de Nacimiento`, `fechaDeNacimiento` → `fecha de nacimiento`. */
export function foldHeading(heading: string): string {
  return foldWords(heading.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
}

/** Lower case, no accents, and one space for anything that is not a letter or digit. */
export function foldWords(text: string): string {
  // Most texts have no accents, and folding those is half the work of reading a row.
  if (ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const roleOfHeading = new Map<string, string>();
for (const [role, { headings }] of Object.entries(data.columns)) {
  for (const heading of headings) roleOfHeading.set(heading, role);
}

/** Every property that a column may be mapped to: those of parties, vessels and wallets. */
const properties: ReadonlySet<string> = (() => {
  const names = new Set<string>();
  for (const schema of ['Person', 'Company', 'Vessel', 'Airplane', 'CryptoWallet']) {
    for (const [name, property] of allSchemas().get(schema)?.getProperties() ?? []) {
      if (property.type.name !== 'entity') names.add(name);
    }
  }
  return names;
})();

/** The role that a heading is known by, or undefined. */
export function recognise(heading: string): string | undefined {
  return roleOfHeading.get(foldHeading(heading));
}

/**
 * The columns of a file that are used, in their order. `map` goes before what is recognised.
 * Throws `USAGE_OPTION` for a mapping to nothing known or of a heading that is not there, and
 * `INPUT_COLUMNS` when no column says who the customer is.
 */
export function planColumns(
  headings: readonly string[],
  map: Readonly<Record<string, string>>,
  where: string,
): readonly Column[] {
  const mapped = mappedRoles(headings, map);
  const roles = headings.map((heading, i) => mapped.get(i) ?? recognise(heading));
  const hasSurname = ['paternalSurname', 'maternalSurname', 'lastName'].some((role) =>
    roles.includes(role),
  );
  // `nombre, apellido paterno, apellido materno`: here the plain name is the given name.
  if (hasSurname && !roles.includes('firstName')) {
    const name = roles.findIndex((role, i) => role === 'name' && !mapped.has(i));
    if (name >= 0) roles[name] = 'firstName';
  }
  const columns = roles.flatMap((role, index): Column[] => {
    if (role === undefined) return [];
    const property = role in data.columns ? data.columns[role]?.property : role;
    return [{ index, heading: headings[index] as string, role, property }];
  });
  if (!columns.some(tellsWho)) {
    throw problem('INPUT_COLUMNS', { where, found: `the headings ${listed(headings)}` });
  }
  return columns;
}

/** Properties that can find a listing by themselves. */
const WHO = /^(name|firstName|lastName|alias|previousName|.*(Number|Code|Key|Bic)|mmsi|callSign)$/;

function tellsWho(column: Column): boolean {
  return column.property !== undefined && WHO.test(column.property);
}

function listed(headings: readonly string[]): string {
  const shown = headings.slice(0, 30).map((heading) => JSON.stringify(heading.slice(0, 60)));
  const more = headings.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function mappedRoles(
  headings: readonly string[],
  map: Readonly<Record<string, string>>,
): Map<number, string> {
  const roles = new Map<number, string>();
  for (const [heading, target] of Object.entries(map)) {
    const indexes = headings.flatMap((known, i) =>
      known === heading || foldHeading(known) === foldHeading(heading) ? [i] : [],
    );
    if (indexes.length === 0) {
      throw problem('USAGE_OPTION', {
        where: `--map ${JSON.stringify(`${heading}=${target}`)}`,
        expected: `one of the headings ${listed(headings)}`,
        found: JSON.stringify(heading),
      });
    }
    const role = roleOf(target);
    if (role === undefined) {
      throw problem('USAGE_OPTION', {
        where: `--map ${JSON.stringify(`${heading}=${target}`)}`,
        expected: `one of ${Object.keys(data.columns).join(', ')}, or a FollowTheMoney property`,
        found: JSON.stringify(target),
      });
    }
    for (const index of indexes) roles.set(index, role);
  }
  return roles;
}

/** `birthDate`, `birth_date` and `fecha de nacimiento` all name the same. */
function roleOf(target: string): string | undefined {
  if (Object.hasOwn(data.columns, target) || properties.has(target)) return target;
  return recognise(target);
}

/** For the summary: every heading with the property it became, or null. */
export function columnsUsed(
  headings: readonly string[],
  columns: readonly Column[],
): Readonly<Record<string, string | null>> {
  const used = new Map(columns.map((column) => [column.index, column.property ?? column.role]));
  return Object.fromEntries(headings.map((heading, i) => [heading, used.get(i) ?? null]));
}

/** What a gender column writes as a bare M. */
export type GenderReading = 'male' | 'female' | 'unknown';

/**
 * How to read a bare `M`: beside `H` (hombre) it is mujer, beside `F` it is male. Where neither
 * occurs an English heading decides, and under a Spanish one it cannot be told.
 */
export function readingOfM(heading: string, values: Iterable<string>): GenderReading {
  let hasF = false;
  for (const value of values) {
    const folded = foldWords(value);
    if (folded === 'h') return 'female';
    hasF ||= folded === 'f';
  }
  if (hasF) return 'male';
  return data.englishGenderHeadings.includes(foldHeading(heading)) ? 'male' : 'unknown';
}

/** FollowTheMoney's gender, or undefined when the value is not known. */
export function genderOf(value: string, readingOfBareM: GenderReading): string | undefined {
  if (foldWords(value) !== 'm') return genderOfWord(value);
  return readingOfBareM === 'unknown' ? undefined : readingOfBareM;
}

/** The schema that a type column names, or undefined when the value is not known. */
export function schemaOfType(value: string): string | undefined {
  const folded = foldHeading(value);
  for (const [schema, words] of Object.entries(data.types)) {
    if (words.includes(folded)) return schema;
  }
  const named = [...allSchemas().values()].find((schema) => foldHeading(schema.name) === folded);
  return named?.matchable === true ? named.name : undefined;
}

const countryOfDemonym = new Map(
  Object.entries(data.demonyms).flatMap(([code, words]) => words.map((word) => [word, code])),
);

/** The country that a nationality such as `mexicana` names, or undefined. */
export function countryOfNationality(value: string): string | undefined {
  return countryOfDemonym.get(foldWords(value));
}

const legalForm = new RegExp(` (?:${data.legalForms.join('|')})$`);

const lastWord = (text: string): string => text.slice(text.lastIndexOf(' ') + 1);
const lastWordsOfForms = new Set(data.legalForms.map(lastWord));

/** Whether a name ends with an unmistakable legal form of a company. */
export function endsWithLegalForm(name: string): boolean {
  const end = lastWord(name);
  const last = lastWord(foldWords(end));
  const dotless = lastWord(foldWords(end.replace(/[.,']/g, '')));
  // Told by the last word where that can be: every customer's name is looked at.
  if (last !== '' && !lastWordsOfForms.has(last) && !lastWordsOfForms.has(dotless)) return false;
  const folded = foldWords(name.replace(/[.,']/g, ''));
  return legalForm.test(folded) || legalForm.test(foldWords(name));
}

const noValue = new Set(data.noValue);

/** Whether a cell says that there is no value. Never asked of names: Null is a surname. */
export function saysNothing(value: string): boolean {
  return noValue.has(value.toLowerCase());
}
