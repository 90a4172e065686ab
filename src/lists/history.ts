import { createHash } from 'node:crypto';
import type { Entity } from '../entity/index.ts';

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

/** Gives the entities of one version from the first, as often as it is asked. */
export type Version = () => Iterable<Entity> | AsyncIterable<Entity>;

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
  for await (const entity of before()) digests.set(entity.id, digestOf(entity));
  const later = new Map<string, Entity>();
  const kept = new Set<string>();
  for await (const entity of after()) {
    kept.add(entity.id);
    if (digests.get(entity.id) !== digestOf(entity)) later.set(entity.id, entity);
  }
  const earlier = new Map<string, Entity>();
  for await (const entity of before()) {
    if (later.has(entity.id) || !kept.has(entity.id)) earlier.set(entity.id, entity);
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

/** What an entity says, without when it was said: sixteen bytes in base64. */
function digestOf(entity: Entity): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([entity.schema, entity.caption, entity.referents, entity.datasets]));
  for (const [property, values] of entity.properties) {
    hash.update(
      JSON.stringify([
        property,
        values.map(({ value, original, source }) => [
          value,
          original,
          source.heldFrom,
          source.heldUntil,
        ]),
      ]),
    );
  }
  return hash.digest('base64').slice(0, 22);
}
