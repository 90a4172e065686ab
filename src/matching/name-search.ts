import { NameVisitor } from './candidates.ts';
import { inTenths, MODEL, pointsFor } from './model.ts';
import type { PartyName } from './party-name.ts';
import type { Query } from './query.ts';
import { QueryWords } from './query-words.ts';
import type { Segment } from './segment.ts';
import type { WordFinder } from './similar-words.ts';

/** What names must bring in tenths, unless an identifier is equal. */
export const GATE = inTenths(MODEL.gate);

/**
 * Takes a name of the segment that may be enough, by number, with its entity; `needed` are the
 * tenths of points that it must bring.
 */
export type Consider = (entity: number, name: number, needed: number) => void;

/**
 * Finds the names of a segment that may be enough for a threshold beside the facts of a query: all
 * that are, and some that are not.
 *
 * What names must bring depends on what else agrees. Listings with a birth date or an identifier
 * near that of the query are few, and looked at one by one; from all others less can come, so that
 * their names must bring more, and are found through their words.
 *
 * `eitherWay`: the bounds hold as well where what is found is the question and the query the
 * listing, as when a new listing is looked for among customers.
 */
export class NameSearch {
  readonly words: QueryWords;
  /** The name of the query that is looked for at the moment, and which one it is. */
  name!: PartyName;
  nth = 0;
  readonly #segment: Segment;
  readonly #visitor: NameVisitor;
  readonly #consider: Consider;
  /** By name: the last question and name of it that it was considered for. */
  readonly #considered: Uint32Array;
  #question = 0;
  // What is asked at the moment: fields, so that visiting a name allocates nothing.
  #dates: readonly number[] = [];
  #allowed: Uint8Array = new Uint8Array(0);
  /** What a name must bring beside all that the facts of the query can bring, in tenths. */
  #withAll = 0;
  /** What it must bring without any fact, and by topic what facts can bring without a date. */
  #alone = 0;
  #few: Uint16Array = new Uint16Array(0);
  /** What is needed, without a date that agrees, of an entity that has facts of all topics. */
  #withFew = 0;

  constructor(segment: Segment, finder: WordFinder, consider: Consider, eitherWay = false) {
    this.#segment = segment;
    this.words = new QueryWords(segment, finder, eitherWay);
    this.#visitor = new NameVisitor(segment);
    this.#considered = new Uint32Array(segment.nameCount);
    this.#consider = consider;
  }

  /**
   * Has every name considered that may be enough, once for each name of the query, and all names of
   * the `identified` entities. `allowed`: by schema, whether its entities may be found.
   */
  search(
    query: Query,
    threshold: number,
    allowed: Uint8Array,
    identified: ReadonlyMap<number, unknown>,
  ): void {
    this.#dates = query.dates;
    this.#allowed = allowed;
    // Points are compared in tenths; rounding must never ask for more than is needed.
    this.#alone = inTenths(pointsFor(threshold)) - 1;
    this.#few = query.mostOfFew;
    this.#withAll = this.#alone - query.mostOfFacts;
    this.#withFew = this.#alone - (this.#few[this.#segment.allTopics] as number);
    for (this.nth = 0; this.nth < query.names.length; this.nth++) {
      this.name = query.names[this.nth] as PartyName;
      this.#question++;
      this.words.set(this.name);
      if (identified.size > 0) {
        for (const entity of identified.keys()) this.#considerAll(entity, Number.NEGATIVE_INFINITY);
      }
      if (this.words.rows.length === 0 && this.words.slack < GATE) continue;
      // A name is considered once, so those of whom least is needed come first.
      this.#visitNearIdentifiers(query);
      this.#visitor.set(this.words);
      this.#visitor.visit(Math.max(GATE, this.#withFew), this.#visitName);
      if (this.#dates.length > 0 && this.words.slack < GATE) {
        this.#visitor.markFor(this.#segment.birthDates.expectedNear);
      }
      this.#segment.birthDates.visitNear(this.#dates, this.#visitNear);
      this.#visitor.clear();
    }
  }

  /** An entity with a date near that of the query. */
  readonly #visitNear = (entity: number): void => {
    const { entitySchema, namesByEntity } = this.#segment;
    // Most have no word in common with the query; nothing else of them need be looked at.
    const to = namesByEntity[entity + 1] as number;
    for (let name = namesByEntity[entity] as number; name < to; name++) {
      if (!this.#visitor.mayBring(name, GATE) || this.words.bound(name) < GATE) continue;
      if (this.#allowed[entitySchema[entity] as number] === 0) return;
      this.#considerAll(entity, Math.max(GATE, this.#needed(entity)));
      return;
    }
  };

  /** Entities with an identifier that is equal to one of the query, or nearly so. */
  #visitNearIdentifiers({ identifiers }: Query): void {
    for (const { near } of identifiers) {
      for (const key of near) {
        for (const entity of this.#segment.withIdentifier(key)) {
          if (this.#allowed[this.#segment.entitySchema[entity] as number] === 0) continue;
          this.#considerAll(entity, Math.max(GATE, this.#withAll));
        }
      }
    }
  }

  /** A name that shares enough words with the query. */
  readonly #visitName = (name: number): void => {
    if (this.#considered[name] === this.#question) return;
    const { nameSchema, nameEntity } = this.#segment;
    if (this.#allowed[nameSchema[name] as number] === 0) return;
    const bound = this.words.bound(name);
    if (bound < GATE || bound < this.#withFew) return;
    const entity = nameEntity[name] as number;
    const needed = this.#needed(entity);
    if (bound < needed) return;
    this.#considered[name] = this.#question;
    this.#consider(entity, name, Math.max(GATE, needed));
  };

  /** What a name of an entity must bring beside its dates, and what else it may have in common. */
  #needed(entity: number): number {
    const { birthDates, topics } = this.#segment;
    const few = this.#few[topics[entity] as number] as number;
    return this.#alone - few - inTenths(birthDates.points(entity, this.#dates));
  }

  /** Has the names of an entity considered that may reach what is needed. */
  #considerAll(entity: number, needed: number): void {
    const { namesByEntity } = this.#segment;
    const to = namesByEntity[entity + 1] as number;
    for (let name = namesByEntity[entity] as number; name < to; name++) {
      if (this.#considered[name] === this.#question || this.words.bound(name) < needed) continue;
      this.#considered[name] = this.#question;
      this.#consider(entity, name, needed);
    }
  }
}
