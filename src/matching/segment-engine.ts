import type { Entity } from '../entity/index.ts';
import { identifierKeys } from '../identifiers/index.ts';
import { identifierEqual } from './facts.ts';
import { type Consider, NameSearch } from './name-search.ts';
import { type PartyFacts, partyFacts } from './party.ts';
import { CAPS, type PartyName } from './party-name.ts';
import type { Query } from './query.ts';
import { alignmentOf, type BestName, cappedPoints } from './score-name.ts';
import { scoreListing } from './scorer.ts';
import type { Segment } from './segment.ts';
import { WordFinder } from './similar-words.ts';
import type { Evidence, Match } from './types.ts';

/** Facts of listings kept at hand: a few kilobytes each, with the entity they are taken from. */
const REMEMBERED = 20_000;

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
  readonly #search: NameSearch;
  #facts = new Map<number, PartyFacts>();
  readonly #schemas = new Map<ReadonlySet<string>, Uint8Array>();
  readonly #best = new Map<number, Best | undefined>();

  constructor(segment: Segment) {
    this.segment = segment;
    this.finder = new WordFinder(segment);
    this.#search = new NameSearch(segment, this.finder, this.#consider);
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
   */
  #bestNames(
    query: Query,
    threshold: number,
    identified: ReadonlyMap<number, unknown>,
  ): ReadonlyMap<number, Best | undefined> {
    const best = this.#best;
    best.clear();
    for (const entity of identified.keys()) best.set(entity, undefined);
    const allowed = this.#allowedSchemas(query.schemas);
    this.#search.search(query, threshold, allowed, identified);
    return best;
  }

  /** Scores a name, and keeps it where it is the best of its entity so far. */
  readonly #consider: Consider = (entity, name, needed) => {
    const { words, name: ours, nth } = this.#search;
    const cap = CAPS[this.segment.nameCap[name] as number] as PartyName['cap'];
    const points = cappedPoints(words.score(name), ours.cap, cap);
    if (points < needed) return;
    const known = this.#best.get(entity);
    if (known === undefined) this.#best.set(entity, { points, query: nth, name });
    else if (
      points > known.points ||
      (points === known.points && nth === known.query && name < known.name)
    ) {
      known.points = points;
      known.query = nth;
      known.name = name;
    }
  };

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
    const { words } = this.#search;
    if (query.names.length > 1) words.set(ours);
    words.score(name);
    const from = segment.nameStarts[name] as number;
    return {
      alignment: alignmentOf(words.aligner),
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
