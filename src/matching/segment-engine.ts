import { type Entity, matchableWith } from '../entity/index.ts';
import { type Identifier, identifierKeys } from '../identifiers/index.ts';
import { visitNames } from './candidates.ts';
import { identifierEqual, mostFactPoints } from './facts.ts';
import { inTenths, MODEL, pointsFor } from './model.ts';
import { type PartyFacts, partyFacts, partyNames } from './party.ts';
import { CAPS, type PartyName } from './party-name.ts';
import { QueryWords } from './query-words.ts';
import { alignmentOf, type BestName, cappedPoints } from './score-name.ts';
import { scoreListing } from './scorer.ts';
import type { Segment } from './segment.ts';
import { WordFinder } from './similar-words.ts';
import type { Evidence, Match } from './types.ts';

/** A question made ready once for all segments. */
export interface Query {
  readonly entity: Entity;
  readonly schemas: ReadonlySet<string>;
  readonly names: readonly PartyName[];
  readonly facts: PartyFacts;
}

/** Analyses the names and facts of a question. */
export function prepareQuery(entity: Entity): Query {
  return {
    entity,
    schemas: matchableWith(entity.schema),
    names: partyNames(entity),
    facts: partyFacts(entity),
  };
}

/** Facts of listings kept at hand: about a kilobyte each. */
const REMEMBERED = 100_000;

const GATE = inTenths(MODEL.gate);
const NO_MATCHES: readonly Match[] = Object.freeze([]);
const NO_EVIDENCE: readonly Evidence[] = Object.freeze([]);

/** The best name of a listing so far, by number. */
interface Best {
  points: number;
  query: number;
  name: number;
}

/** Answers questions from one segment. */
export class SegmentEngine {
  readonly segment: Segment;
  readonly finder: WordFinder;
  readonly #words: QueryWords;
  /** By name: the last question and name of it that it was scored for. */
  readonly #scored: Uint32Array;
  #question = 0;
  #facts = new Map<number, PartyFacts>();
  readonly #allowed = new Map<ReadonlySet<string>, Uint8Array>();

  constructor(segment: Segment) {
    this.segment = segment;
    this.finder = new WordFinder(segment);
    this.#words = new QueryWords(segment, this.finder);
    this.#scored = new Uint32Array(segment.nameCount);
  }

  /**
   * Every listing that scores `threshold` or more, in the order of the list. Exact: what it leaves
   * out cannot reach the threshold (see `visitNames`).
   */
  match(query: Query, threshold: number, accept: (entity: Entity) => boolean): readonly Match[] {
    const identified = this.#identified(query);
    const best = this.#bestNames(query, threshold, identified);
    if (best.size === 0) return NO_MATCHES;
    const matches: Match[] = [];
    for (const index of [...best.keys()].sort((a, b) => a - b)) {
      const held = identified.get(index);
      const names = best.get(index);
      const score = scoreListing(
        query.facts,
        this.#factsOf(index),
        names === undefined ? undefined : this.#explained(query, names),
        held ?? NO_EVIDENCE,
        threshold,
      );
      if (score === undefined) continue;
      const entity = this.segment.entity(index);
      if (accept(entity)) matches.push({ entity, ...score });
    }
    return matches;
  }

  /** The facts of a listing; kept, as an entity costs more to read than to compare. */
  #factsOf(index: number): PartyFacts {
    const known = this.#facts.get(index);
    if (known !== undefined) return known;
    const facts = partyFacts(this.segment.entity(index));
    if (this.#facts.size >= REMEMBERED) this.#facts = new Map();
    this.#facts.set(index, facts);
    return facts;
  }

  /**
   * Entities that share an identifier with the query, with those they only hold through a wallet.
   */
  #identified(query: Query): ReadonlyMap<number, readonly Evidence[]> {
    if (query.facts.identifiers.length === 0) return NONE;
    const found = new Map<number, Evidence[]>();
    for (const identifier of query.facts.identifiers) {
      for (const index of this.#withIdentifier(identifier)) {
        const held = found.get(index) ?? [];
        found.set(index, held);
        if (!this.#states(index, identifier)) held.push(identifierEqual(identifier, identifier));
      }
    }
    return found;
  }

  #withIdentifier(identifier: Identifier): ReadonlySet<number> {
    const keys = identifierKeys(identifier);
    return new Set(keys.flatMap((key) => [...this.segment.withIdentifier(key)]));
  }

  #states(index: number, identifier: Identifier): boolean {
    const keys = identifierKeys(identifier);
    const own = this.#factsOf(index).identifiers;
    return own.some((other) => identifierKeys(other).some((key) => keys.includes(key)));
  }

  /**
   * The best pair of names of every entity whose names may be enough for the threshold, and of every
   * identified one. At equal points the first name of the query counts, and of the listing.
   */
  #bestNames(
    query: Query,
    threshold: number,
    identified: ReadonlyMap<number, unknown>,
  ): ReadonlyMap<number, Best | undefined> {
    const { segment } = this;
    const allowed = this.#allowedSchemas(query.schemas);
    const best = new Map<number, Best | undefined>();
    for (const entity of identified.keys()) best.set(entity, undefined);
    const needed = Math.max(GATE, inTenths(pointsFor(threshold) - mostFactPoints(query.facts)) - 1);
    for (let nth = 0; nth < query.names.length; nth++) {
      const name = query.names[nth] as PartyName;
      this.#words.set(name);
      this.#question++;
      visitNames(segment, this.#words, needed, (visited) => {
        if (this.#scored[visited] === this.#question) return;
        this.#scored[visited] = this.#question;
        const entity = segment.nameEntity[visited] as number;
        if (allowed[segment.entitySchema[entity] as number] === 0) return;
        if (this.#words.bound(visited) < needed) return;
        this.#consider(best, entity, visited, nth, name, needed);
      });
      for (const entity of identified.keys()) {
        const to = segment.namesByEntity[entity + 1] as number;
        for (let own = segment.namesByEntity[entity] as number; own < to; own++) {
          this.#consider(best, entity, own, nth, name, Number.NEGATIVE_INFINITY);
        }
      }
    }
    return best;
  }

  /** Scores a name, and keeps it where it is the best of its entity so far. */
  #consider(
    best: Map<number, Best | undefined>,
    entity: number,
    name: number,
    nth: number,
    query: PartyName,
    needed: number,
  ): void {
    const cap = CAPS[this.segment.nameCap[name] as number] as PartyName['cap'];
    const points = cappedPoints(this.#words.score(name), query.cap, cap);
    if (points < needed) return;
    const known = best.get(entity);
    if (known === undefined) best.set(entity, { points, query: nth, name });
    else if (
      points > known.points ||
      (points === known.points && nth === known.query && name < known.name)
    ) {
      known.points = points;
      known.query = nth;
      known.name = name;
    }
  }

  #allowedSchemas(schemas: ReadonlySet<string>): Uint8Array {
    const known = this.#allowed.get(schemas);
    if (known !== undefined) return known;
    const allowed = Uint8Array.from(this.segment.schemas, (name) => (schemas.has(name) ? 1 : 0));
    this.#allowed.set(schemas, allowed);
    return allowed;
  }

  /** The pair of names with how their parts fall together. */
  #explained(query: Query, { query: nth, name }: Best): BestName {
    const ours = query.names[nth] as PartyName;
    const { segment } = this;
    if (query.names.length > 1) this.#words.set(ours);
    this.#words.score(name);
    const from = segment.nameStarts[name] as number;
    return {
      alignment: alignmentOf(this.#words.aligner),
      query: { cap: ours.cap, text: ours.original, words: ours.words, bits: ours.parts.bits },
      listing: {
        cap: CAPS[segment.nameCap[name] as number] as PartyName['cap'],
        text: segment.nameText(name),
        words: segment.wordsOf(name),
        bits: segment.partBits.subarray(from, segment.nameStarts[name + 1] as number),
      },
    };
  }
}

const NONE: ReadonlyMap<number, readonly Evidence[]> = new Map();
