import { LIMITS } from '../base/index.ts';
import { allSchemas, NAME_PARTS } from '../entity/index.ts';
import { endsWithLegalForm } from './columns.ts';
import type { RowSignal } from './types.ts';

export type Tell = (kind: RowSignal['kind'], found: string) => void;

/** What is known of a customer once its row is read. */
export interface Draft {
  readonly names: Set<string>;
  readonly parts: Map<string, string>;
  readonly address: string[];
  readonly values: Map<string, Set<string>>;
  type: string | undefined;
  isPerson: boolean;
  rfc: string | undefined;
}

/** An example without the customer's id. */
export interface Asked {
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/**
 * FollowTheMoney's type of a property, by its name alone; the same name has one type everywhere.
 */
export const typeOfProperty = new Map<string, string>();
/** The properties of each schema; the model itself gathers them anew for each question. */
const propertiesOf = new Map<string, ReadonlySet<string>>();
for (const schema of allSchemas().values()) {
  const properties = [...schema.getProperties().values()];
  propertiesOf.set(schema.name, new Set(properties.map((property) => property.name)));
  for (const property of properties) typeOfProperty.set(property.name, property.type.name);
}

/** Files of all customers ask for these, and what stands there for a company says nothing. */
const OF_BIRTH: ReadonlySet<string> = new Set(['birthDate', 'birthPlace', 'birthCountry']);

/** Properties that only people have and that nothing stands for elsewhere. */
const PERSONAL: ReadonlySet<string> = new Set(
  [...(propertiesOf.get('Person') ?? [])].filter(
    (property) =>
      !propertiesOf.get('LegalEntity')?.has(property) &&
      !OF_BIRTH.has(property) &&
      property !== 'nationality' &&
      property !== 'citizenship',
  ),
);

type Values = ReadonlyMap<string, readonly string[]>;

/**
 * What the lists are asked about a customer: one example, and others where the row leaves open what
 * the customer is, or where it has a wallet. What is over a limit or fits none of them is told.
 */
export function examplesOf(draft: Draft, tell: Tell): readonly [Asked, ...Asked[]] {
  const spoken = [...draft.names].filter((name) => /[\p{L}\p{N}]/u.test(name));
  const hasIdentifier = [...draft.values.keys()].some(
    (p) => typeOfProperty.get(p) === 'identifier',
  );
  if (spoken.length === 0 && (draft.names.size > 0 || !hasIdentifier)) {
    tell('no-name', [...draft.names][0]?.slice(0, 80) ?? 'neither name nor identifier');
  }
  const values = withinLimits(draft, spoken, tell);
  const schemas = draft.type === undefined ? guessSchemas(draft, values) : [draft.type];
  const unused = new Map(values);
  const asked = schemas.map((schema, i): Asked => {
    const properties: Record<string, readonly string[]> = {};
    for (const [property, list] of values) {
      // Whoever is asked about as a company as well was not founded on the day of birth.
      if (i > 0 && OF_BIRTH.has(property)) continue;
      const target = fitting(property, schema);
      if (target === undefined) continue;
      properties[target] = [...new Set([...(properties[target] ?? []), ...list])];
      unused.delete(property);
    }
    return { schema, properties };
  });
  const wallets = unused.get('publicKey');
  if (wallets !== undefined) {
    unused.delete('publicKey');
    asked.push({ schema: 'CryptoWallet', properties: { publicKey: wallets } });
  }
  for (const [property, list] of unused) {
    // Parts of a name went into the name already.
    if (NAME_PARTS.includes(property)) continue;
    tell('unused-value', `${property} ${list.join(', ').slice(0, 80)} of a ${schemas[0]}`);
  }
  return asked as [Asked, ...Asked[]];
}

/** The values to ask for: no more of them than one record may have; what is left out is told. */
function withinLimits(draft: Draft, spoken: readonly string[], tell: Tell): Values {
  const given = new Map([...draft.values].map(([property, values]) => [property, [...values]]));
  if (spoken.length > 0) given.set('name', [...(given.get('name') ?? []), ...spoken]);
  if (draft.address.length > 0) given.set('address', [draft.address.join(', ')]);

  const isName = (property: string): boolean => typeOfProperty.get(property) === 'name';
  // The name itself goes before aliases, wherever its column stands.
  const names = [...given].filter(([property]) => isName(property));
  const kept = keepNames(
    names.sort(([a], [b]) => Number(b === 'name') - Number(a === 'name')),
    tell,
  );
  const result = new Map<string, readonly string[]>();
  for (const [property, list] of given) {
    const most = LIMITS.matchValues;
    if (isName(property)) {
      const left = kept.get(property);
      if (left !== undefined) result.set(property, left);
      continue;
    }
    if (list.length > most) {
      tell('too-many-values', `${property}: ${list.length - most} of ${list.length} are left out`);
    }
    result.set(property, list.slice(0, most));
  }
  return result;
}

/** As many names as one record may have, by number and by characters together. */
function keepNames(given: readonly (readonly [string, readonly string[]])[], tell: Tell): Values {
  const kept = new Map<string, string[]>();
  let count = 0;
  let keptCount = 0;
  let characters = 0;
  for (const [property, names] of given) {
    for (const whole of names) {
      count++;
      const length = Math.min(whole.length, LIMITS.nameCharacters);
      if (keptCount === LIMITS.customerNames) continue;
      if (characters + length > LIMITS.queryNameCharacters) continue;
      const name = cutName(whole, tell);
      keptCount++;
      characters += length;
      kept.set(property, [...(kept.get(property) ?? []), name]);
    }
  }
  if (count > keptCount) {
    const { customerNames, queryNameCharacters } = LIMITS;
    const limits = `${customerNames} names, ${queryNameCharacters} characters together`;
    tell('too-many-values', `${count - keptCount} of ${count} names are left out (${limits})`);
  }
  return kept;
}

/** A name within the limit; what is cut off is told. */
export function cutName(name: string, tell: Tell): string {
  const { nameCharacters } = LIMITS;
  if (name.length <= nameCharacters) return name;
  const characters = [...name];
  if (characters.length <= nameCharacters) return name;
  tell('name-too-long', `${characters.length} characters, the first ${nameCharacters} are used`);
  return characters.slice(0, nameCharacters).join('');
}

/** Properties that a company or a ship has under another name. */
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  birthDate: ['incorporationDate', 'buildDate'],
  nationality: ['flag', 'country'],
  citizenship: ['flag', 'country'],
  flag: ['country'],
  idNumber: ['registrationNumber'],
  taxNumber: ['registrationNumber'],
};

/** The property that holds the value in this schema, or undefined when there is none. */
function fitting(property: string, schema: string): string | undefined {
  const known = propertiesOf.get(schema);
  if (known?.has(property)) return property;
  return STANDS_FOR[property]?.find((name) => known?.has(name));
}

/**
 * The schemas of a row that does not say. When in doubt it is LegalEntity, which is compared with
 * people and organisations alike: a wrong guess here would hide a listing. LegalEntity has no birth
 * date, so a row whose only sign of a person is one is asked as a person, with the date, and as an
 * organisation.
 */
function guessSchemas(draft: Draft, values: Values): readonly [string, ...string[]] {
  const has = (property: string): boolean => values.has(property);
  if (has('imoNumber') || has('mmsi')) return ['Vessel'];
  const rfc = draft.rfc?.replace(/[^\p{L}\d&]/gu, '') ?? '';
  if (/^[A-ZÑ&]{3}\d{6}[A-Z\d]{3}$/i.test(rfc)) return ['Organization'];
  const isPerson =
    draft.isPerson ||
    [...values.keys()].some((property) => PERSONAL.has(property)) ||
    /^[A-ZÑ&]{4}\d{6}[A-Z\d]{3}$/i.test(rfc);
  const names = values.get('name') ?? [];
  // `Ana Corp` may be somebody's name: where the row has both signs, both are asked.
  if (names.some(endsWithLegalForm))
    return isPerson ? ['Person', 'Organization'] : ['Organization'];
  if (isPerson) return ['Person'];
  if (has('publicKey') && names.length === 0) return ['CryptoWallet'];
  return [...OF_BIRTH].some(has) ? ['Person', 'Organization'] : ['LegalEntity'];
}
