import { type Entity, type FtmEntity, propertiesOf, schemaOf } from '../entity/index.ts';
import type { Engine } from '../matching/index.ts';
import type { Datasets } from './datasets.ts';

/** An entity whose links are the linked entities themselves, as far as they are loaded. */
export interface NestedEntity extends Omit<FtmEntity, 'properties'> {
  readonly properties: Readonly<Record<string, readonly (string | NestedEntity)[]>>;
}

/** yente's index gives at most this many neighbours. */
const MOST_NEIGHBOURS = 9_999;

/**
 * An entity with its neighbours inside it, as yente nests them: what it points at, what points at
 * it (under the reverse name of the link), and behind an edge such as an ownership its far side.
 * Nobody appears twice on one path. Links to what is not loaded stay ids.
 */
export function nested(datasets: Datasets, root: Entity): NestedEntity {
  const { engine } = datasets;
  const found = [...engine.pointingAt(root.id), ...resolve(engine, targetsOf(root))];
  return nest(root, collect(datasets, root, found), new Set());
}

/**
 * Some neighbours of an entity as they would stand nested inside it, in the order given: each with
 * what is behind it where it is an edge, and with the entity itself as an id.
 */
export function nestedUnder(
  datasets: Datasets,
  root: Entity,
  neighbours: readonly Entity[],
): NestedEntity[] {
  const collected = collect(datasets, root, neighbours);
  return neighbours.map((neighbour) => nest(neighbour, collected, new Set([root.id])));
}

interface Neighbours {
  readonly datasets: Datasets;
  readonly entities: ReadonlyMap<string, Entity>;
  /** For an id, the reverse names under which others point at it, and who they are. */
  readonly pointing: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

function collect(datasets: Datasets, root: Entity, first: readonly Entity[]): Neighbours {
  const entities = new Map<string, Entity>([[root.id, root]]);
  const pointing = new Map<string, Map<string, string[]>>();
  let found = first;
  while (found.length > 0) {
    const next = new Set<string>();
    for (const entity of found) {
      if (entities.has(entity.id) || entities.size > MOST_NEIGHBOURS) continue;
      entities.set(entity.id, entity);
      for (const { name, id } of links(entity)) {
        const reverse = reverseName(entity, name);
        if (reverse !== undefined) note(pointing, id, reverse, entity.id);
        // Only edges are looked through: the company of a directorship, not the company's others.
        if (schemaOf(entity.schema)?.isEdge === true) next.add(id);
      }
    }
    found = resolve(
      datasets.engine,
      [...next].filter((id) => !entities.has(id)),
    );
  }
  return { datasets, entities, pointing };
}

function note(
  pointing: Map<string, Map<string, string[]>>,
  target: string,
  reverse: string,
  id: string,
): void {
  const names = pointing.get(target) ?? new Map<string, string[]>();
  const ids = names.get(reverse) ?? [];
  if (!ids.includes(id)) ids.push(id);
  pointing.set(target, names.set(reverse, ids));
}

function resolve(engine: Engine, ids: readonly string[]): Entity[] {
  return ids.map((id) => engine.entity(id)).filter((entity) => entity !== undefined);
}

const targetsOf = (entity: Entity): readonly string[] => links(entity).map(({ id }) => id);

/** Every link of an entity, one for each value of a property that holds entities. */
function links(entity: Entity): readonly { readonly name: string; readonly id: string }[] {
  return [...entity.properties.keys()]
    .filter((name) => isLink(entity, name))
    .flatMap((name) => entity.texts(name).map((id) => ({ name, id })));
}

function isLink(entity: Entity, property: string): boolean {
  return propertiesOf(entity.schema).get(property)?.type.isEntity ?? false;
}

function reverseName(entity: Entity, property: string): string | undefined {
  const found = propertiesOf(entity.schema).get(property);
  return found?.hasReverse === true ? found.getReverse().name : undefined;
}

function nest(entity: Entity, neighbours: Neighbours, path: ReadonlySet<string>): NestedEntity {
  const plain = neighbours.datasets.wire(entity);
  const properties: Record<string, (string | NestedEntity)[]> = {};
  const below = new Set([...path, entity.id]);
  const inner = (id: string): NestedEntity | undefined => {
    const neighbour = neighbours.entities.get(id);
    return neighbour === undefined ? undefined : nest(neighbour, neighbours, below);
  };
  if (path.size <= 1) {
    for (const [name, ids] of neighbours.pointing.get(entity.id) ?? []) {
      const entities = ids.filter((id) => !path.has(id)).map(inner);
      const known = entities.filter((neighbour) => neighbour !== undefined);
      if (known.length > 0) properties[name] = known;
    }
  }
  for (const [name, values] of Object.entries(plain.properties)) {
    if (!isLink(entity, name)) {
      properties[name] = [...values];
      continue;
    }
    const open = values.filter((id) => !path.has(id)).map((id) => inner(id) ?? id);
    properties[name] = open.length > 0 ? open : [...values];
  }
  return { ...plain, properties };
}
