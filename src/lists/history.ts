import type { Entity } from '../entity/index.ts';
import type { Digest } from './digests.ts';

/** That an entity is another in a later version of a list. */
export interface IdChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly id: string;
  /** As it was, and as it is: two where that is another. */
  readonly schemas: ReadonlySet<string>;
}

/** What became of one entity between two versions of a list. */
export interface EntityChange {
  readonly kind: IdChange['kind'];
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

/**
 * What changed from one version of a list to another, by the ids of its entities: what was added
 * and changed in the order of the later version, then what was removed in that of the earlier one.
 * When a version was taken in makes no difference.
 */
export function changesBetween(
  before: readonly Digest[],
  after: readonly Digest[],
): readonly IdChange[] {
  const gone = new Map(before.map((one) => [one.id, one]));
  const changes: IdChange[] = [];
  for (const { id, schema, digest } of after) {
    const old = gone.get(id);
    gone.delete(id);
    if (old?.digest === digest) continue;
    if (old === undefined) changes.push({ kind: 'added', id, schemas: new Set([schema]) });
    else changes.push({ kind: 'changed', id, schemas: new Set([old.schema, schema]) });
  }
  for (const { id, schema } of gone.values()) {
    changes.push({ kind: 'removed', id, schemas: new Set([schema]) });
  }
  return changes;
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
