import type { Schema } from '@opensanctions/followthemoney';
import { defaultModel, Model } from './followthemoney.ts';

/**
 * The FollowTheMoney model, as the library publishes it; names of schemas and properties are its.
 */
const model = new Model(defaultModel);

/** The library's `generated` schemas and their names, once, for quick lookups. */
const schemas = new Map(model.getSchemata().map((schema) => [schema.name, schema]));

/** The schema of that name, or undefined. */
export function schemaOf(name: string): Schema | undefined {
  return schemas.get(name);
}

/** Every schema of the model, by name. */
export function allSchemas(): ReadonlyMap<string, Schema> {
  return schemas;
}

/** Whether `schema` is `ancestor` or extends it, however far. */
export function isA(schema: string, ancestor: string): boolean {
  return schemas.get(schema)?.isA(ancestor) ?? false;
}

/** A property of a schema, those that stand for the other end of a link included. */
export type Property = ReturnType<Schema['getProperty']>;

/** Properties of a schema by name; the library gathers them anew at each question. */
const properties = new Map<string, ReadonlyMap<string, Property>>();

/** Every property of a schema, its own and those it inherits; none for an unknown schema. */
export function propertiesOf(schema: string): ReadonlyMap<string, Property> {
  const known = properties.get(schema);
  if (known !== undefined) return known;
  const all = schemas.get(schema)?.getProperties().values() ?? [];
  const found = new Map([...all].map((property) => [property.name, property]));
  // Names of schemas come from requests, so only those that exist may take room.
  if (schemas.has(schema)) properties.set(schema, found);
  return found;
}

/** The FollowTheMoney type of a schema's property, such as `name`; undefined where it has none. */
export function propertyType(schema: string, property: string): string | undefined {
  return propertiesOf(schema).get(property)?.type.name;
}

const byType = new Map<string, readonly string[]>();

/**
 * Property names by type, for one schema: `propertiesOfType('Person', 'name')` has `name`, `alias`,
 * `weakAlias` and the like.
 */
export function propertiesOfType(schema: string, type: string): readonly string[] {
  const key = `${schema} ${type}`;
  const known = byType.get(key);
  if (known !== undefined) return known;
  const found = [...propertiesOf(schema).values()]
    .filter((property) => property.type.name === type)
    .map(({ name }) => name);
  byType.set(key, found);
  return found;
}

const matchable = new Map<string, ReadonlySet<string>>();

/**
 * The schemas whose entities can be the same party as an entity of `schema`: itself, what it
 * extends and what extends it, where the model calls them matchable. A Person can thus be a
 * LegalEntity, but never a Company. For `Thing` it is every matchable schema.
 */
export function matchableWith(schema: string): ReadonlySet<string> {
  const known = matchable.get(schema);
  if (known !== undefined) return known;
  const result = new Set<string>();
  for (const other of schemas.values()) {
    if (other.matchable && (other.isA(schema) || isA(schema, other.name))) result.add(other.name);
  }
  matchable.set(schema, result);
  return result;
}

/**
 * Whether entities of this schema are listings: parties and things that a name or a number in a
 * query can mean. Addresses can be matched in FollowTheMoney, but nobody is screened for one.
 */
export function isListing(schema: string): boolean {
  return (schemas.get(schema)?.matchable ?? false) && schema !== 'Address';
}
