import type { Entity } from '../entity/index.ts';
import type { Refusal } from './answers.ts';
import type { Datasets } from './datasets.ts';
import { fieldValues } from './filters.ts';

/** A field to sort by, as `sort=field:desc` names it. */
export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

const SORTABLE =
  /^(id|entity_id|caption|schema|first_seen|last_seen|last_change|datasets|countries|topics|properties\.[A-Za-z]+)$/;

/** Reads `field`, `field:asc` and `field:desc`; another order counts as ascending, as at yente. */
export function readSort(sort: readonly string[]): { keys: readonly SortKey[] } | Refusal {
  const keys: SortKey[] = [];
  for (const text of sort) {
    const [, field = '', order] = /^(.*?)(?::([^:]*))?$/s.exec(text) ?? [];
    // The order in which things are found is already by score, or that of the lists.
    if (field === '_score' || field === '_doc') continue;
    if (!SORTABLE.test(field)) {
      return { status: 400, detail: `Invalid sort field: ${field.slice(0, 100)}` };
    }
    keys.push({ field, descending: order === 'desc' });
  }
  return { keys };
}

/** What is kept of an entity that was found; a whole list would not fit in memory as objects. */
export interface Row {
  readonly id: string;
  /** For each key the value to sort by. */
  readonly values: readonly (string | undefined)[];
}

export function rowOf(datasets: Datasets, entity: Entity, keys: readonly SortKey[]): Row {
  const values = keys.map(({ field, descending }) => {
    const all = [...fieldValues(datasets, entity, field)].sort();
    return descending ? all.at(-1) : all[0];
  });
  return { id: entity.id, values };
}

/** Stable, and what has no value comes last in either direction. */
export function sorted(rows: readonly Row[], keys: readonly SortKey[]): readonly Row[] {
  if (keys.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const [index, { descending }] of keys.entries()) {
      const [x, y] = [a.values[index], b.values[index]];
      if (x === y) continue;
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return x < y === descending ? 1 : -1;
    }
    return 0;
  });
}
