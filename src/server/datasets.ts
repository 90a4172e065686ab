import type { Entity, FtmEntity } from '../entity/index.ts';
import type { Catalog } from '../lists/index.ts';
import type { Engine } from '../matching/index.ts';
import { wireEntity } from './wire.ts';

/** The names that stand for everything that is loaded, as OpenSanctions' clients use them. */
const EVERYTHING: ReadonlySet<string> = new Set(['default', 'all']);

/**
 * What the names of datasets mean: the lists that are loaded, and what the manifest in use says of
 * collections and of the datasets within a list.
 */
export class Datasets {
  readonly engine: Engine;
  readonly catalog: Catalog | undefined;
  readonly #children: ReadonlyMap<string, readonly string[]>;
  readonly #names = new Map<string, ReadonlySet<string>>();
  readonly #titles: ReadonlyMap<string, string>;

  constructor(engine: Engine, catalog: Catalog | undefined) {
    this.engine = engine;
    this.catalog = catalog;
    const listed = catalog?.datasets ?? [];
    const lists = engine.segments.map(({ dataset }) => [dataset, []] as const);
    this.#children = new Map([
      ...lists,
      ...listed.map(({ name, children }) => [name, children] as const),
    ]);
    this.#titles = new Map([
      ...listed.map(({ name, title }) => [name, title] as const),
      ...engine.segments.map(({ dataset, title }) => [dataset, title] as const),
    ]);
  }

  /** Whether a path may name this dataset. */
  has(name: string): boolean {
    return EVERYTHING.has(name) || this.#children.has(name);
  }

  /** Whether the name stands for everything that is loaded. */
  isEverything(name: string): boolean {
    return EVERYTHING.has(name);
  }

  title(name: string): string | undefined {
    return this.#titles.get(name);
  }

  /** A dataset's own name and those of everything in it, however deep. */
  within(name: string): ReadonlySet<string> {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const names = new Set([name]);
    // A set that grows while it is walked is walked to its end; circles thus end by themselves.
    for (const each of names) for (const child of this.#children.get(each) ?? []) names.add(child);
    // Names come from requests, so only those that exist may take room.
    if (this.#children.has(name)) this.#names.set(name, names);
    return names;
  }

  /**
   * The datasets of an entity as yente has them: those that belong to its list. Where none does,
   * its list, and after it what the publisher says.
   */
  of(entity: Entity): readonly string[] {
    const own = this.#known(entity);
    return own.length > 0 ? own : [this.engine.listOf(entity), ...entity.datasets];
  }

  #known(entity: Entity): readonly string[] {
    const known = this.within(this.engine.listOf(entity));
    return entity.datasets.filter((name) => known.has(name));
  }

  /** Whether an entity belongs to a dataset that a path names. */
  covers(name: string, entity: Entity): boolean {
    if (this.isEverything(name)) return true;
    const names = this.within(name);
    if (names.has(this.engine.listOf(entity))) return true;
    return this.#known(entity).some((dataset) => names.has(dataset));
  }

  /** An entity in yente's form. */
  wire(entity: Entity): FtmEntity {
    return { ...wireEntity(entity), datasets: this.of(entity) };
  }
}
