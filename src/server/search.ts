import { setImmediate } from 'node:timers/promises';
import { allSchemas, type Entity, matchableWith } from '../entity/index.ts';
import type { Engine } from '../matching/index.ts';
import type { Refusal } from './answers.ts';
import { FacetCounter, type FacetName } from './facets.ts';
import { acceptance, type Filters, fieldValues, isDataset, searchedSchemas } from './filters.ts';
import { readSearchText } from './search-text.ts';
import { wireEntity } from './wire.ts';

export interface SearchRequest {
  readonly q: string;
  readonly schema: string;
  readonly filters: Filters;
  readonly limit: number;
  readonly offset: number;
  readonly sort: readonly string[];
  readonly fuzzy: boolean;
  readonly simple: boolean;
  readonly facets: readonly FacetName[];
}

/** How many entities are looked at before other requests get their turn. */
const TURN = 1_000;

/** Entities whose names hold the words, filtered, counted and sorted: `/search/{dataset}`. */
export async function search(engine: Engine, request: SearchRequest): Promise<Refusal | object> {
  if (!isDataset(engine, request.filters.dataset)) {
    return { status: 404, detail: 'No such dataset.' } satisfies Refusal;
  }
  const schemas = searchedSchemas(request.schema, allSchemas(), matchableWith(request.schema));
  if (schemas === undefined) return { status: 400, detail: 'Invalid schema' } satisfies Refusal;
  const text = readSearchText(request.q, request.simple);
  if ('problem' in text) {
    return { status: 400, detail: `Invalid query: ${text.problem}` } satisfies Refusal;
  }
  const sort = readSort(request.sort);
  if ('status' in sort) return sort;

  const accept = acceptance(engine, request.filters);
  const counter = new FacetCounter(request.facets);
  const found: Row[] = [];
  let looked = 0;
  for (const entity of candidates(engine, text.text, request.fuzzy)) {
    if (++looked % TURN === 0) await setImmediate();
    if (!schemas.has(entity.schema) || (accept !== undefined && !accept(entity))) continue;
    counter.add(entity);
    found.push(rowOf(entity, sort.keys));
  }
  const { limit, offset } = request;
  return {
    limit,
    offset,
    total: { value: found.length, relation: 'eq' },
    results: sorted(found, sort.keys)
      .slice(offset, offset + limit)
      .map(({ id }) => engine.entity(id))
      .filter((entity) => entity !== undefined)
      .map(wireEntity),
    facets: counter.result(engine),
  };
}

/** Without words, every entity, also those that are no things; else what the names say. */
function* candidates(engine: Engine, text: string, fuzzy: boolean): Generator<Entity> {
  if (text === '') {
    yield* engine.entities();
    return;
  }
  for (const id of engine.search(text, { fuzzy })) {
    const entity = engine.entity(id);
    if (entity !== undefined) yield entity;
  }
}

interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

const SORTABLE =
  /^(id|entity_id|caption|schema|first_seen|last_seen|last_change|datasets|countries|topics|properties\.[A-Za-z]+)$/;

/** Reads `field`, `field:asc` and `field:desc`; another order counts as ascending, as at yente. */
function readSort(sort: readonly string[]): { keys: readonly SortKey[] } | Refusal {
  const keys: SortKey[] = [];
  for (const text of sort) {
    const [, field = '', order] = /^(.*?)(?::([^:]*))?$/s.exec(text) ?? [];
    // The order in which the engine finds is already by score.
    if (field === '_score' || field === '_doc') continue;
    if (!SORTABLE.test(field)) {
      return { status: 400, detail: `Invalid sort field: ${field.slice(0, 100)}` };
    }
    keys.push({ field, descending: order === 'desc' });
  }
  return { keys };
}

/** What is kept of an entity that was found; a whole list would not fit in memory as objects. */
interface Row {
  readonly id: string;
  /** For each key the value to sort by. */
  readonly values: readonly (string | undefined)[];
}

function rowOf(entity: Entity, keys: readonly SortKey[]): Row {
  const values = keys.map(({ field, descending }) => {
    const all = [...fieldValues(entity, field)].sort();
    return descending ? all.at(-1) : all[0];
  });
  return { id: entity.id, values };
}

/** Stable, and what has no value comes last in either direction. */
function sorted(rows: readonly Row[], keys: readonly SortKey[]): readonly Row[] {
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
