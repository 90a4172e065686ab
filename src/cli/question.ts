import { LIMITS, problem } from '../base/index.ts';
import {
  countryCode,
  type Example,
  isListing,
  matchableWith,
  parseLooseDate,
  propertyType,
} from '../entity/index.ts';

/** What `tamiz match` is told of a party besides its name. */
export interface Facts {
  readonly schema?: string;
  readonly birthDate?: string;
  readonly curp?: string;
  readonly rfc?: string;
  readonly passport?: string;
  readonly wallet?: string;
  readonly imo?: string;
  readonly country?: string;
}

/** An option and the FollowTheMoney property it is about; a wallet is a thing of its own. */
const PROPERTIES = [
  ['birthDate', '--birth-date', 'birthDate'],
  ['curp', '--curp', 'idNumber'],
  ['rfc', '--rfc', 'taxNumber'],
  ['passport', '--passport', 'passportNumber'],
  ['imo', '--imo', 'imoNumber'],
  ['country', '--country', 'country'],
] as const satisfies readonly (readonly [keyof Facts, string, string])[];

/** Schemas to ask for when none was named, the widest first. */
const WIDEST_FIRST: readonly (readonly string[])[] = [
  ['Thing'],
  ['LegalEntity'],
  ['Person', 'Organization', 'Vessel'],
];

/**
 * What to ask the engine: the party in each schema that can hold all that is known of it, and its
 * wallet. Nothing that was given is left out.
 * @throws USAGE_OPTION, USAGE_UNKNOWN_SCHEMA, USAGE_PROPERTY, INPUT_TOO_LARGE
 */
export function questionOf(name: string, facts: Facts): readonly Example[] {
  const properties = propertiesOf(name, facts);
  const wallet = facts.wallet?.trim() ?? '';
  const party = Object.keys(properties).length > 0;
  return [
    ...(party ? schemasFor(properties, facts) : []).map((schema) => ({ schema, properties })),
    ...(wallet === '' ? [] : [{ schema: 'CryptoWallet', properties: { publicKey: [wallet] } }]),
  ];
}

function propertiesOf(name: string, facts: Facts): Record<string, readonly string[]> {
  const properties: Record<string, readonly string[]> = {};
  if (/[\p{L}\p{N}]/u.test(name)) properties['name'] = [checkedName(name)];
  const identifiers = [facts.curp, facts.rfc, facts.passport, facts.imo, facts.wallet];
  const hasIdentifier = identifiers.some((text) => (text ?? '').trim() !== '');
  if (properties['name'] === undefined && !hasIdentifier) {
    throw problem('USAGE_OPTION', {
      where: 'tamiz match',
      expected: 'a name with a letter or digit, or an identifier such as --curp',
      found: JSON.stringify(name),
      remedy: 'Write the name in quotes: tamiz match "NAME".',
    });
  }
  for (const [fact, option, property] of PROPERTIES) {
    const text = facts[fact];
    if (text !== undefined) properties[property] = valuesOf(fact, option, text.trim());
  }
  return properties;
}

function checkedName(name: string): string {
  const characters = [...name].length;
  if (characters <= LIMITS.nameCharacters) return name.trim();
  throw problem('INPUT_TOO_LARGE', {
    where: 'name',
    found: `${characters} characters (limit nameCharacters, ${LIMITS.nameCharacters})`,
    remedy: 'Shorten the name.',
  });
}

/**
 * The values of an option as FollowTheMoney writes them; an ambiguous date is both its readings.
 */
function valuesOf(fact: keyof Facts, option: string, text: string): readonly string[] {
  const wrong = (expected: string) =>
    problem('USAGE_OPTION', { where: option, expected, found: JSON.stringify(text) });
  if (text === '') throw wrong('a value that is not blank');
  if (fact === 'country') {
    const code = countryCode(text);
    if (code === undefined) throw wrong('a country, by its name or ISO code');
    return [code];
  }
  if (fact !== 'birthDate') return [text];
  const date = parseLooseDate(text);
  if (date.kind === 'date') return [date.date];
  if (date.kind === 'ambiguous') return [date.date, date.other];
  throw wrong('a date that exists, such as 1970-02-03, 1970-02 or 1970');
}

function schemasFor(
  properties: Readonly<Record<string, readonly string[]>>,
  { schema }: Facts,
): readonly string[] {
  const has = (candidate: string, property: string) =>
    propertyType(candidate, property) !== undefined;
  if (schema !== undefined) {
    if (![...matchableWith(schema)].some(isListing)) {
      throw problem('USAGE_UNKNOWN_SCHEMA', { where: '--schema', found: JSON.stringify(schema) });
    }
    const strange = Object.keys(properties).filter((property) => !has(schema, property));
    if (strange.length === 0) return [schema];
    const options = strange.map(optionOf).join(', ');
    const expected = `only what the schema ${schema} has`;
    throw problem('USAGE_PROPERTY', { where: '--schema', expected, found: options });
  }
  for (const candidates of WIDEST_FIRST) {
    const fitting = candidates.filter((candidate) =>
      Object.keys(properties).every((property) => has(candidate, property)),
    );
    if (fitting.length > 0) return fitting;
  }
  throw problem('USAGE_PROPERTY', {
    expected: 'facts that one kind of party can have',
    found: Object.keys(properties).map(optionOf).join(', '),
    remedy: 'Ask for a person and a vessel one after the other.',
  });
}

/** What the user wrote to say a property. */
function optionOf(property: string): string {
  return PROPERTIES.find(([, , its]) => its === property)?.[1] ?? `a ${property}`;
}
