import { createHash } from 'node:crypto';
import { assert } from '../base/index.ts';
import { decodeEntity, type Entity, encodeEntity } from '../entity/index.ts';

/** What became of one entity between two versions of a list. */
export interface EntityChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly id: string;
  /** As it was; undefined where it was added. */
  readonly before: Entity | undefined;
  /** As it is; undefined where it was removed. */
  readonly after: Entity | undefined;
}

/** The values of one property that one version has and the other has not. */
export interface FieldChange {
  readonly property: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** An entity of a version: what it says in a few bytes, and itself where somebody asks. */
export interface Item {
  readonly id: string;
  readonly digest: string;
  entity(): Entity;
}

/** Gives the entities of one version from the first, as often as it is asked. */
export type Version = () => Iterable<Item> | AsyncIterable<Item>;

/**
 * What changed from one version of a list to another, by the ids of its entities: what was added
 * and changed in the order of the later version, then what was removed in that of the earlier one.
 * When a version was taken in makes no difference. Only digests are kept in memory of what did not
 * change.
 */
export async function changesBetween(
  before: Version,
  after: Version,
): Promise<readonly EntityChange[]> {
  const digests = new Map<string, string>();
  for await (const { id, digest } of before()) digests.set(id, digest);
  const later = new Map<string, Entity>();
  const kept = new Set<string>();
  for await (const item of after()) {
    kept.add(item.id);
    if (digests.get(item.id) !== item.digest) later.set(item.id, item.entity());
  }
  const earlier = new Map<string, Entity>();
  for await (const item of before()) {
    if (later.has(item.id) || !kept.has(item.id)) earlier.set(item.id, item.entity());
  }
  return [
    ...[...later.values()].map((entity): EntityChange => {
      const old = earlier.get(entity.id);
      const kind = old === undefined ? 'added' : 'changed';
      return { kind, id: entity.id, before: old, after: entity };
    }),
    ...[...earlier.values()]
      .filter(({ id }) => !kept.has(id))
      .map((entity): EntityChange => {
        return { kind: 'removed', id: entity.id, before: entity, after: undefined };
      }),
  ];
}

/** Entities at hand as a version. */
export function* itemsOf(entities: Iterable<Entity>): Generator<Item> {
  for (const entity of entities) yield itemOfLine(encodeEntity(entity));
}

/** Times at which something was known or seen; a quotation mark in a value is written otherwise. */
const TIMES = /"(?:knownAt|firstSeen|lastSeen|lastChange)":"[^"]*",?/g;
const ID = /^\{"id":"((?:[^"\\]|\\.)*)"/;

/** A line that `encodeEntity` wrote; it is only read whole where somebody asks for the entity. */
export function itemOfLine(line: string): Item {
  const id = ID.exec(line)?.[1];
  assert(id !== undefined, 'a line begins with an id');
  const said = line.replace(TIMES, '');
  return {
    id: JSON.parse(`"${id}"`) as string,
    digest: createHash('sha256').update(said).digest('base64').slice(0, 22),
    entity: () => decodeEntity(line),
  };
}

/** A change field by field: what stands where the publisher's file differs. */
export function fieldChanges({ before, after }: EntityChange): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  const add = (property: string, old: readonly string[], now: readonly string[]) => {
    const added = now.filter((value) => !old.includes(value));
    const removed = old.filter((value) => !now.includes(value));
    if (added.length > 0 || removed.length > 0) changes.push({ property, added, removed });
  };
  add('schema', schemaOf(before), schemaOf(after));
  add('referents', before?.referents ?? [], after?.referents ?? []);
  const properties = new Set([
    ...(before?.properties.keys() ?? []),
    ...(after?.properties.keys() ?? []),
  ]);
  for (const property of properties) {
    add(property, before?.texts(property) ?? [], after?.texts(property) ?? []);
  }
  return changes;
}

const schemaOf = (entity: Entity | undefined): readonly string[] =>
  entity === undefined ? [] : [entity.schema];
