import { type Entity, type FtmEntity, isA, propertiesOf } from '../entity/index.ts';
import type { Datasets } from './datasets.ts';
import { type NestedEntity, nestedUnder } from './nesting.ts';
import { rowOf, type SortKey, sorted } from './sorting.ts';
import { surveyOf } from './survey.ts';

/** Which part of the neighbours is asked for, and in which order. */
export interface Page {
  readonly keys: readonly SortKey[];
  readonly limit: number;
  readonly offset: number;
}

/** A page of what is linked to an entity through one property. */
export interface AdjacentPage {
  readonly results: readonly NestedEntity[];
  readonly total: { readonly value: number; readonly relation: 'eq' };
  readonly limit: number;
  readonly offset: number;
}

/** The properties of an entity that hold entities, those seen from the other end included. */
function linkProperties(entity: Entity): readonly string[] {
  const properties = propertiesOf(entity.schema).values();
  return [...properties].filter(({ type }) => type.isEntity).map(({ name }) => name);
}

/** Everything that is linked to an entity, by property; what has no neighbours is left out. */
export async function adjacent(
  datasets: Datasets,
  entity: Entity,
  page: Page,
): Promise<{ entity: FtmEntity; adjacent: Readonly<Record<string, AdjacentPage>> }> {
  const pages: Record<string, AdjacentPage> = {};
  for (const property of linkProperties(entity)) {
    const found = await adjacentBy(datasets, entity, property, page);
    if (found !== undefined && found.total.value > 0) pages[property] = found;
  }
  return { entity: datasets.wire(entity), adjacent: pages };
}

/**
 * What is linked to an entity through one property, in the order of the lists unless another is
 * asked for; undefined when the property holds no entities. What stands behind an edge comes whole.
 */
export async function adjacentBy(
  datasets: Datasets,
  entity: Entity,
  property: string,
  { keys, limit, offset }: Page,
): Promise<AdjacentPage | undefined> {
  const neighbours = await neighboursOf(datasets, entity, property);
  if (neighbours === undefined) return undefined;
  const byId = new Map(neighbours.map((neighbour) => [neighbour.id, neighbour]));
  const rows = sorted(
    neighbours.map((neighbour) => rowOf(datasets, neighbour, keys)),
    keys,
  );
  const shown = rows.slice(offset, offset + limit).flatMap(({ id }) => byId.get(id) ?? []);
  return {
    results: nestedUnder(datasets, entity, shown),
    total: { value: neighbours.length, relation: 'eq' },
    limit,
    offset,
  };
}

async function neighboursOf(
  datasets: Datasets,
  entity: Entity,
  name: string,
): Promise<readonly Entity[] | undefined> {
  const { engine } = datasets;
  const property = propertiesOf(entity.schema).get(name);
  if (property?.type.isEntity !== true) return undefined;
  if (property.stub) {
    const forward = property.getReverse();
    return engine
      .pointingAt(entity.id)
      .filter((other) => other.id !== entity.id && isA(other.schema, forward.schema.name))
      .filter((other) => other.texts(forward.name).includes(entity.id));
  }
  const ids = [...new Set(entity.texts(name))].filter((id) => id !== entity.id);
  const found = ids.flatMap((id) => {
    const other = engine.entity(id);
    return other?.id === id ? [other] : [];
  });
  if (found.length < 2) return found;
  const { positions } = await surveyOf(engine);
  const place = (other: Entity): number => positions.get(other.id) ?? 0;
  return found.sort((a, b) => place(a) - place(b));
}
