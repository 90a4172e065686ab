import { type Entity, isListing, propertiesOfType } from '../entity/index.ts';
import type { Signal } from './types.ts';

/** Signals of one kind kept word for word; the rest are only counted. */
const EXAMPLES = 100;

/** Counts what a reader yields, for the manifest and the checks. */
export class Tally {
  readonly entities: Record<string, number> = {};
  readonly signals: Record<string, number> = {};
  readonly examples: Signal[] = [];
  /** By schema and property: how many entities have a value. */
  readonly filled: Record<string, Record<string, number>> = {};
  readonly #records = new Set<string>();
  #repeated = 0;
  listings = 0;
  names = 0;

  /** How many source records became an entity or were said to be dropped; repetitions count. */
  get records(): number {
    return this.#records.size + this.#repeated;
  }

  add(entity: Entity): void {
    const { schema } = entity;
    this.#records.add(recordOf(entity));
    this.entities[schema] = (this.entities[schema] ?? 0) + 1;
    const filled = this.filled[schema] ?? {};
    this.filled[schema] = filled;
    for (const property of entity.properties.keys()) {
      filled[property] = (filled[property] ?? 0) + 1;
    }
    if (!isListing(schema)) return;
    this.listings++;
    for (const property of propertiesOfType(schema, 'name')) {
      this.names += entity.values(property).length;
    }
  }

  signal(signal: Signal): void {
    this.signals[signal.kind] = (this.signals[signal.kind] ?? 0) + 1;
    if (signal.kind === 'dropped') {
      if (this.#records.has(signal.record)) this.#repeated++;
      else this.#records.add(signal.record);
    }
    if ((this.signals[signal.kind] ?? 0) <= EXAMPLES) this.examples.push(signal);
  }
}

/** The publisher's number of the record that an entity was made of. */
function recordOf(entity: Entity): string {
  for (const [value] of entity.properties.values()) {
    if (value !== undefined) return value.source.record;
  }
  return entity.id;
}
