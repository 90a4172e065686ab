import { assert } from '../base/index.ts';
import { propertyType, schemaOf } from './model.ts';

/**
 * Where a value comes from and its two times: when it held in law or in the world, and when we
 * knew. All values of one source record share one `Source` object.
 */
export interface Source {
  /** The list, by OpenSanctions' dataset name, such as `us_ofac_sdn`. */
  readonly dataset: string;
  /** The publisher's own number of the record in that list, such as `11289`. */
  readonly record: string;
  /** ISO date from which the fact held, where the publisher says so. */
  readonly heldFrom?: string;
  /** ISO date until which it held; absent while it still does. */
  readonly heldUntil?: string;
  /** ISO time at which the list version that says so was published or, failing that, fetched. */
  readonly knownAt: string;
}

/** One value of one property, with its source. */
export interface Value {
  readonly value: string;
  readonly source: Source;
  /** The publisher's wording, where ours is normalised: `circa 1966` for `1966`. */
  readonly original?: string;
}

/** The parts an entity is made of; `Entity` freezes them. */
export interface EntityParts {
  readonly id: string;
  readonly schema: string;
  readonly properties: ReadonlyMap<string, readonly Value[]>;
  /** Other ids of the same party: OpenSanctions' merged ids, another list's. */
  readonly referents?: readonly string[];
  /** Where a format names datasets for the entity as a whole; else those of its values. */
  readonly datasets?: readonly string[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly lastChange?: string;
  /** A publisher's own caption; without it the first name serves. */
  readonly caption?: string;
}

/**
 * A FollowTheMoney entity that cannot change. Properties keep the order in which they were added;
 * the first name is the caption.
 */
export class Entity {
  readonly id: string;
  readonly schema: string;
  readonly caption: string;
  readonly referents: readonly string[];
  /** The datasets it stands in, in order of first appearance. */
  readonly datasets: readonly string[];
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  readonly lastChange: string | undefined;
  readonly #properties: ReadonlyMap<string, readonly Value[]>;

  constructor(parts: EntityParts) {
    if (schemaOf(parts.schema) === undefined) assert(false, `schema ${parts.schema} exists`);
    this.id = parts.id;
    this.schema = parts.schema;
    // Copied, so that whoever built the parts cannot change the entity with them.
    const copy = new Map<string, readonly Value[]>();
    for (const [name, values] of parts.properties) copy.set(name, Object.freeze(values.slice()));
    this.#properties = copy;
    this.referents = Object.freeze([...(parts.referents ?? [])]);
    this.datasets = Object.freeze([...(parts.datasets ?? datasetsOf(parts.properties))]);
    this.firstSeen = parts.firstSeen;
    this.lastSeen = parts.lastSeen;
    this.lastChange = parts.lastChange;
    this.caption = parts.caption ?? this.#firstCaption();
    Object.freeze(this);
  }

  /** The values of a property with their sources; empty when there are none. */
  values(property: string): readonly Value[] {
    return this.#properties.get(property) ?? [];
  }

  /** The values of a property as plain text. */
  texts(property: string): readonly string[] {
    return this.values(property).map((value) => value.value);
  }

  /** Every property that has values. */
  get properties(): ReadonlyMap<string, readonly Value[]> {
    return this.#properties;
  }

  #firstCaption(): string {
    const properties = schemaOf(this.schema)?.caption ?? [];
    for (const property of properties) {
      const first = this.#properties.get(property)?.[0];
      if (first !== undefined) return first.value;
    }
    return this.id;
  }
}

/** The datasets that values come from, in order of first appearance. */
function datasetsOf(properties: EntityParts['properties']): readonly string[] {
  const names = new Set<string>();
  for (const values of properties.values()) {
    for (const value of values) names.add(value.source.dataset);
  }
  return [...names];
}

/**
 * Collects values for one entity of one source record. Blank values are left out; a value that is
 * already there is not added twice; a property that the schema does not have is a defect of the
 * reader and stops it.
 */
export class EntityBuilder {
  readonly id: string;
  readonly #schema: string;
  readonly #source: Source;
  readonly #properties = new Map<string, Value[]>();

  constructor(id: string, schema: string, source: Source) {
    this.id = id;
    this.#schema = schema;
    this.#source = source;
  }

  get schema(): string {
    return this.#schema;
  }

  /** Adds a value; `original` is the publisher's wording where it differs. */
  add(property: string, value: string | undefined, original?: string): this {
    const text = value?.trim();
    if (text === undefined || text === '') return this;
    if (propertyType(this.#schema, property) === undefined) {
      assert(false, `${this.#schema} has the property ${property}`);
    }
    const values = this.#properties.get(property) ?? [];
    if (values.some((known) => known.value === text)) return this;
    const entry: Value =
      original === undefined || original === text
        ? { value: text, source: this.#source }
        : { value: text, source: this.#source, original };
    values.push(entry);
    this.#properties.set(property, values);
    return this;
  }

  has(property: string): boolean {
    return this.#properties.has(property);
  }

  /** The values of a property so far, as plain text. */
  texts(property: string): readonly string[] {
    return (this.#properties.get(property) ?? []).map(({ value }) => value);
  }

  build(more: Omit<EntityParts, 'id' | 'schema' | 'properties'> = {}): Entity {
    return new Entity({ id: this.id, schema: this.#schema, properties: this.#properties, ...more });
  }
}
