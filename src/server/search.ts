import type { Clock } from '../base/index.ts';
import { allSchemas, type Entity, matchableWith } from '../entity/index.ts';
import type { Engine } from '../matching/index.ts';
import type { Refusal } from './answers.ts';
import type { Datasets } from './datasets.ts';
import { FacetCounter, type FacetName } from './facets.ts';
import { acceptance, type Filters, searchedSchemas } from './filters.ts';
import { readSearchText } from './search-text.ts';
import { type Row, readSort, rowOf, sorted } from './sorting.ts';
import { entitiesWithWords } from './text-index.ts';
import { Turns } from './turns.ts';

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

/** Entities that hold the words, filtered, counted and sorted: `/search/{dataset}`. */
export async function search(
  datasets: Datasets,
  request: SearchRequest,
  clock: Clock,
): Promise<Refusal | object> {
  const { engine } = datasets;
  if (!datasets.has(request.filters.dataset)) {
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

  const accept = acceptance(datasets, request.filters);
  const counter = new FacetCounter(datasets, request.facets);
  const found: Row[] = [];
  const turns = new Turns(clock);
  for (const entity of await candidates(engine, text.text, request, clock)) {
    if (turns.isOver) await turns.pass();
    if (!schemas.has(entity.schema) || (accept !== undefined && !accept(entity))) continue;
    counter.add(entity);
    found.push(rowOf(datasets, entity, sort.keys));
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
      .map((entity) => datasets.wire(entity)),
    facets: counter.result(),
  };
}

/**
 * Without words, every entity, also those that are no things; else what the names say, and after it
 * who has the words elsewhere.
 */
async function candidates(
  engine: Engine,
  text: string,
  { fuzzy }: SearchRequest,
  clock: Clock,
): Promise<Iterable<Entity>> {
  if (text === '') return engine.entities();
  const ids = new Set(engine.search(text, { fuzzy }));
  for (const id of await entitiesWithWords(engine, text, clock)) ids.add(id);
  return entitiesOf(engine, ids);
}

function* entitiesOf(engine: Engine, ids: Iterable<string>): Generator<Entity> {
  for (const id of ids) {
    const entity = engine.entity(id);
    if (entity !== undefined) yield entity;
  }
}
