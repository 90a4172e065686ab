import { type Entity, matchableWith } from '../entity/index.ts';
import { NameSearch } from './name-search.ts';
import { prepareQuery, type Query } from './query.ts';
import { Segment } from './segment.ts';
import { readSegmentFile } from './segment-format.ts';
import { WordFinder } from './similar-words.ts';

/**
 * Many customers laid out as a segment, each entity a question that may be asked. It turns
 * screening round: when a list changes, few listings are new, and asking every customer about them
 * would cost as much as asking about the whole list. `mayBe` finds the few customers who are worth
 * asking about; what they score is the engine's to say.
 */
export class Population {
  readonly #segment: Segment;
  readonly #search: NameSearch;
  readonly #found = new Set<number>();

  constructor(segment: Segment) {
    this.#segment = segment;
    const consider = (entity: number) => void this.#found.add(entity);
    this.#search = new NameSearch(segment, new WordFinder(segment), consider, true);
  }

  /** How many questions there are. */
  get size(): number {
    return this.#segment.entityCount;
  }

  /** A question, by number. */
  entity(index: number): Entity {
    return this.#segment.entity(index);
  }

  /** The number of the question with this id. */
  indexOf(id: string): number | undefined {
    return this.#segment.entityOfId(id);
  }

  /**
   * The numbers of all questions that may score `threshold` or more against a listing, in
   * ascending order. Some score less, none is left out; a test compares with asking every one.
   */
  mayBe(listing: Entity, threshold: number): readonly number[] {
    const query = prepareQuery(listing);
    this.#found.clear();
    const identified = this.#identified(query);
    for (const index of identified.keys()) this.#found.add(index);
    this.#search.search(query, threshold, this.#allowed(listing.schema), identified);
    return [...this.#found].sort((a, b) => a - b);
  }

  /** Questions that share an identifier. */
  #identified(query: Query): ReadonlyMap<number, unknown> {
    const found = new Map<number, unknown>();
    for (const { equal } of query.identifiers) {
      for (const key of equal) {
        for (const index of this.#segment.withIdentifier(key)) found.set(index, key);
      }
    }
    return found;
  }

  /** By schema: whether a question of it asks about listings of this one. */
  #allowed(listed: string): Uint8Array {
    return Uint8Array.from(this.#segment.schemas, (schema) =>
      matchableWith(schema).has(listed) ? 1 : 0,
    );
  }
}

/** Opens a segment file of questions. A damaged file throws `SEGMENT_DAMAGED`. */
export function openPopulation(path: string): Population {
  return new Population(new Segment(readSegmentFile(path)));
}
