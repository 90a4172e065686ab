import { type Entity, matchableWith } from '../entity/index.ts';
import { type Identifier, identifierKeys, identifierLookupKeys } from '../identifiers/index.ts';
import { NameVisitor } from './candidates.ts';
import { identifierEqual, mostFactPoints, mostWithoutDateOrIdentifier } from './facts.ts';
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
  /** Its birth dates, packed. */
  readonly dates: readonly number[];
  readonly identifiers: readonly LookedUp[];
  /** The most tenths of points that its facts can bring, and that without a date or a number. */
  readonly mostOfFacts: number;
  readonly mostOfFew: number;
}

/** An identifier with the keys of those that are equal to it, and of those nearly so. */
interface LookedUp {
  readonly identifier: Identifier;
  readonly equal: readonly string[];
  readonly near: readonly string[];
}

/** Analyses the names and facts of a question. */
export function prepareQuery(entity: Entity): Query {
  const facts = partyFacts(entity);
  return {
    entity,
    schemas: matchableWith(entity.schema),
    names: partyNames(entity),
    facts,
    dates: facts.birthDates.map(({ packed }) => packed),
    identifiers: facts.identifiers.map((identifier) => ({
      identifier,
      equal: identifierKeys(identifier),
      near: identifierLookupKeys(identifier),
    })),
    mostOfFacts: inTenths(mostFactPoints(facts)),
    mostOfFew: inTenths(mostWithoutDateOrIdentifier(facts)),
  };
}

/** Facts of listings kept at hand: a few kilobytes each, with the entity they are taken from. */
const REMEMBERED = 20_000;

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
  readonly #visitor: NameVisitor;
  /** By name: the last question and name of it that it was scored for. */
  readonly #scored: Uint32Array;
  #question = 0;
  #facts = new Map<number, PartyFacts>();
  readonly #schemas = new Map<ReadonlySet<string>, Uint8Array>();
  // What is asked at the moment: fields, so that visiting a name allocates nothing.
  readonly #best = new Map<number, Best | undefined>();
  #dates: readonly number[] = [];
  #allowed: Uint8Array = new Uint8Array(0);
  #name!: PartyName;
  #nth = 0;
  /** What a name must bring beside all that the facts of the query can bring, in tenths. */
  #withAll = 0;
  /** The same without a birth date or an identifier that agrees. */
  #withFew = 0;

  constructor(segment: Segment) {
    this.segment = segment;
    this.finder = new WordFinder(segment);
    this.#words = new QueryWords(segment, this.finder);
    this.#visitor = new NameVisitor(segment);
    this.#scored = new Uint32Array(segment.nameCount);
  }

  /**
   * Every listing that scores `threshold` or more, in the order of the list. Exact: what it leaves
   * out cannot reach the threshold (see `NameVisitor`).
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
    let found: Map<number, Evidence[]> | undefined;
    for (const { identifier, equal } of query.identifiers) {
      for (const index of this.#withAnyKey(equal)) {
        found ??= new Map();
        const held = found.get(index) ?? [];
        found.set(index, held);
        if (!this.#states(index, equal)) held.push(identifierEqual(identifier, identifier));
      }
    }
    return found ?? NONE;
  }

  #withAnyKey(keys: readonly string[]): ReadonlySet<number> {
    let found: Set<number> | undefined;
    for (const key of keys) {
      for (const index of this.segment.withIdentifier(key)) {
        found ??= new Set();
        found.add(index);
      }
    }
    return found ?? NOBODY;
  }

  #states(index: number, keys: readonly string[]): boolean {
    const own = this.#factsOf(index).identifiers;
    return own.some((other) => identifierKeys(other).some((key) => keys.includes(key)));
  }

  /**
   * The best pair of names of every entity whose names may be enough for the threshold, and of
   * every identified one. At equal points the first name of the query counts, and of the listing.
   *
   * What names must bring depends on what else agrees. Listings with a birth date or an identifier
   * near that of the query are few, and looked at one by one; from all others less can come, so
   * that their names must bring more, and are found through their words.
   */
  #bestNames(
    query: Query,
    threshold: number,
    identified: ReadonlyMap<number, unknown>,
  ): ReadonlyMap<number, Best | undefined> {
    const best = this.#best;
    best.clear();
    for (const entity of identified.keys()) best.set(entity, undefined);
    this.#dates = query.dates;
    this.#allowed = this.#allowedSchemas(query.schemas);
    // Points are compared in tenths; rounding must never ask for more than is needed.
    const all = inTenths(pointsFor(threshold)) - 1;
    this.#withAll = all - query.mostOfFacts;
    this.#withFew = all - query.mostOfFew;
    for (this.#nth = 0; this.#nth < query.names.length; this.#nth++) {
      this.#name = query.names[this.#nth] as PartyName;
      this.#question++;
      this.#words.set(this.#name);
      for (const entity of identified.keys()) this.#scoreAll(entity, Number.NEGATIVE_INFINITY);
      if (this.#words.rows.length === 0 && this.#words.slack < GATE) continue;
      // A name is scored once, so those of whom least is needed come first.
      this.#visitNearIdentifiers(query);
      this.#visitor.set(this.#words);
      this.#visitor.visit(Math.max(GATE, this.#withFew), this.#visitName);
      if (this.#dates.length > 0 && this.#words.slack < GATE) {
        this.#visitor.markFor(this.segment.birthDates.expectedNear);
      }
      this.segment.birthDates.visitNear(this.#dates, this.#visitNear);
      this.#visitor.clear();
    }
    return best;
  }

  /** An entity with a date near that of the query. */
  readonly #visitNear = (entity: number): void => {
    if (this.#allowed[this.segment.entitySchema[entity] as number] === 0) return;
    // Most have no word in common with the query; their dates need not be compared.
    const to = this.segment.namesByEntity[entity + 1] as number;
    for (let name = this.segment.namesByEntity[entity] as number; name < to; name++) {
      if (!this.#visitor.mayHold(name) || this.#words.bound(name) < GATE) continue;
      const dates = inTenths(this.segment.birthDates.points(entity, this.#dates));
      this.#scoreAll(entity, Math.max(GATE, this.#withFew - dates));
      return;
    }
  };

  /** Entities with an identifier that is equal to one of the query, or nearly so. */
  #visitNearIdentifiers({ identifiers }: Query): void {
    for (const { near } of identifiers) {
      for (const key of near) {
        for (const entity of this.segment.withIdentifier(key)) {
          if (this.#allowed[this.segment.entitySchema[entity] as number] === 0) continue;
          this.#scoreAll(entity, Math.max(GATE, this.#withAll));
        }
      }
    }
  }

  /** A name that shares enough words with the query. */
  readonly #visitName = (name: number): void => {
    if (this.#scored[name] === this.#question) return;
    const { segment } = this;
    if (this.#allowed[segment.nameSchema[name] as number] === 0) return;
    const bound = this.#words.bound(name);
    if (bound < GATE || bound < this.#withFew) return;
    const entity = segment.nameEntity[name] as number;
    const dates = inTenths(segment.birthDates.points(entity, this.#dates));
    if (bound < this.#withFew - dates) return;
    this.#scored[name] = this.#question;
    this.#consider(entity, name, Math.max(GATE, this.#withFew - dates));
  };

  /** Scores the names of an entity that may reach what is needed. */
  #scoreAll(entity: number, needed: number): void {
    const to = this.segment.namesByEntity[entity + 1] as number;
    for (let name = this.segment.namesByEntity[entity] as number; name < to; name++) {
      if (this.#scored[name] === this.#question || this.#words.bound(name) < needed) continue;
      this.#scored[name] = this.#question;
      this.#consider(entity, name, needed);
    }
  }

  /** Scores a name, and keeps it where it is the best of its entity so far. */
  #consider(entity: number, name: number, needed: number): void {
    const cap = CAPS[this.segment.nameCap[name] as number] as PartyName['cap'];
    const points = cappedPoints(this.#words.score(name), this.#name.cap, cap);
    if (points < needed) return;
    const known = this.#best.get(entity);
    if (known === undefined) this.#best.set(entity, { points, query: this.#nth, name });
    else if (
      points > known.points ||
      (points === known.points && this.#nth === known.query && name < known.name)
    ) {
      known.points = points;
      known.query = this.#nth;
      known.name = name;
    }
  }

  #allowedSchemas(schemas: ReadonlySet<string>): Uint8Array {
    const known = this.#schemas.get(schemas);
    if (known !== undefined) return known;
    const allowed = Uint8Array.from(this.segment.schemas, (name) => (schemas.has(name) ? 1 : 0));
    this.#schemas.set(schemas, allowed);
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
const NOBODY: ReadonlySet<number> = new Set();
