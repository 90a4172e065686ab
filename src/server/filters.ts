import { type Entity, isTarget, schemaOf } from '../entity/index.ts';
import type { Datasets } from './datasets.ts';
import { groupValues } from './groups.ts';

/**
 * Date or moment as yente takes it; `T`, hours, minutes and seconds may be left out from the end.
 */
export const TIME_PATTERN = '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}(:\\d{2}(:\\d{2})?)?)?$';

/** What may be in an answer, from the path and the query of a request. */
export interface Filters {
  /** The dataset in the path. */
  readonly dataset: string;
  readonly includeDataset: readonly string[];
  readonly excludeDataset: readonly string[];
  readonly excludeSchema: readonly string[];
  readonly excludeIds: readonly string[];
  readonly changedSince: string | undefined;
  /** Field and value, such as `topics` and `sanction`. */
  readonly fields: readonly (readonly [field: string, value: string])[];
  /** Whether all values of one field must be there, or any. */
  readonly every: boolean;
}

/** The test that an entity must pass, or undefined where every entity would. */
export function acceptance(
  datasets: Datasets,
  filters: Filters,
): ((entity: Entity) => boolean) | undefined {
  const tests = [
    datasetTest(datasets, filters),
    schemaTest(filters.excludeSchema),
    idTest(filters.excludeIds),
    changeTest(filters.changedSince),
    ...fieldTests(datasets, filters),
  ].filter((test) => test !== undefined);
  if (tests.length === 0) return undefined;
  return (entity) => tests.every((test) => test(entity));
}

type Test = ((entity: Entity) => boolean) | undefined;

/**
 * The entity must belong to the dataset in the path; one of its datasets, or its list, must be
 * included where any is, and none of them excluded: a list that is a collection (an OpenSanctions
 * export) has entities of datasets that are no list here.
 */
function datasetTest(datasets: Datasets, filters: Filters): Test {
  const { dataset } = filters;
  const everything = datasets.isEverything(dataset);
  const included = new Set(filters.includeDataset);
  const excluded = new Set(filters.excludeDataset);
  if (everything && included.size === 0 && excluded.size === 0) return undefined;
  const wanted = (name: string): boolean =>
    (included.size === 0 || included.has(name)) && !excluded.has(name);
  return (entity) => {
    const list = datasets.engine.listOf(entity);
    if (!datasets.covers(dataset, entity)) return false;
    return !excluded.has(list) && (included.has(list) || entity.datasets.some(wanted));
  };
}

function schemaTest(excluded: readonly string[]): Test {
  if (excluded.length === 0) return undefined;
  return (entity) => !excluded.includes(entity.schema);
}

function idTest(excluded: readonly string[]): Test {
  if (excluded.length === 0) return undefined;
  const ids = new Set(excluded);
  return (entity) => !ids.has(entity.id) && !entity.referents.some((id) => ids.has(id));
}

/** Changed after that moment; a date alone is its first second, so that its changes are in. */
function changeTest(since: string | undefined): Test {
  if (since === undefined) return undefined;
  const moment = since + 'T00:00:00'.slice(since.length - 10);
  return (entity) => entity.lastChange !== undefined && entity.lastChange > moment;
}

function fieldTests(datasets: Datasets, filters: Filters): Test[] {
  const byField = new Map<string, string[]>();
  for (const [field, value] of filters.fields) {
    byField.set(field, [...(byField.get(field) ?? []), value]);
  }
  return [...byField].map(([field, wanted]) => (entity: Entity) => {
    const values = fieldValues(datasets, entity, field);
    return filters.every
      ? wanted.every((value) => values.includes(value))
      : wanted.some((value) => values.includes(value));
  });
}

/** The values of a field as yente's index has it; an unknown field has none. */
export function fieldValues(datasets: Datasets, entity: Entity, field: string): readonly string[] {
  if (field.startsWith('properties.')) return entity.texts(field.slice('properties.'.length));
  switch (field) {
    case 'id':
    case 'entity_id':
      return [entity.id];
    case 'caption':
      return [entity.caption];
    case 'target':
      return [String(isTarget(entity))];
    case 'schema':
      return [entity.schema];
    case 'datasets':
      return datasets.of(entity);
    case 'referents':
      return entity.referents;
    case 'first_seen':
      return entity.firstSeen === undefined ? [] : [entity.firstSeen];
    case 'last_seen':
      return entity.lastSeen === undefined ? [] : [entity.lastSeen];
    case 'last_change':
      return entity.lastChange === undefined ? [] : [entity.lastChange];
    default:
      return groupValues(entity, field);
  }
}

/**
 * The schemas that a search for `schema` finds: those that can be the same party, or, for a schema
 * that cannot be matched, it and everything below it. Undefined when there is no such schema.
 */
export function searchedSchemas(
  schema: string,
  all: ReadonlyMap<string, unknown>,
  matchable: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  const known = schemaOf(schema);
  if (known === undefined) return undefined;
  if (known.matchable) return matchable;
  return new Set([...all.keys()].filter((name) => schemaOf(name)?.isA(schema)));
}
