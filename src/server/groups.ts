import { type Entity, propertiesOf } from '../entity/index.ts';

/**
 * FollowTheMoney's groups: all values of one type under one name, such as every country of a
 * party, whatever the property. Properties that do not serve matching stay out, as at yente.
 */
const cache = new Map<string, readonly string[]>();

function groupProperties(schema: string, group: string): readonly string[] {
  const key = `${schema} ${group}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const names = [...propertiesOf(schema).values()]
    .filter((property) => property.type.group === group)
    .filter((property) => property.matchable || !property.type.matchable)
    .map((property) => property.name);
  // Field names come from requests, so only those that exist may take room.
  if (names.length > 0) cache.set(key, names);
  return names;
}

/** The distinct values of a group, for example `countries`; none for a name that is no group. */
export function groupValues(entity: Entity, group: string): readonly string[] {
  const names = groupProperties(entity.schema, group);
  return [...new Set(names.flatMap((name) => entity.texts(name)))];
}
