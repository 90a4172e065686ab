import { type Entity, isListing, propertiesOfType } from '../entity/index.ts';
import type { Signal } from './types.ts';

/** Signals kept word for word; the rest are only counted. */
const EXAMPLES = 100;

/** Counts what a reader yields, for the manifest and the checks. */
export class Tally {
  readonly entities: Record<string, number> = {};
  readonly signals: Record<string, number> = {};
  readonly examples: Signal[] = [];
  /** By schema and property: how many entities have a value. */
  readonly filled: Record<string, Record<string, number>> = {};
  listings = 0;
  names = 0;

  add(entity: Entity): void {
    const { schema } = entity;
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
    if (this.examples.length < EXAMPLES) this.examples.push(signal);
  }
}
