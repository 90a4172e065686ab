import { type Entity, matchableWith } from '../entity/index.ts';
import { type Identifier, identifierKeys } from '../identifiers/index.ts';
import { align, type Part } from './align.ts';
import { candidateNames, type Scratch, scratchFor } from './candidates.ts';
import { identifierEqual, mostFactPoints } from './facts.ts';
import { MODEL, pointsFor } from './model.ts';
import { type PartyFacts, type PartyName, partyFacts, partyNames } from './party.ts';
import { capName } from './score-name.ts';
import { type BestName, scoreListing } from './scorer.ts';
import type { Segment } from './segment.ts';
import { type SimilarWords, WordFinder } from './similar-words.ts';
import { similarity } from './similarity.ts';
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

/** Answers questions from one segment. */
export class SegmentEngine {
  readonly segment: Segment;
  readonly #finder: WordFinder;
  readonly #scratch: Scratch;
  readonly #facts = new Map<number, PartyFacts>();

  constructor(segment: Segment) {
    this.segment = segment;
    this.#finder = new WordFinder(segment);
    this.#scratch = scratchFor(segment);
  }

  get finder(): WordFinder {
    return this.#finder;
  }

  /**
   * Every listing that scores `threshold` or more, in the order of the list. Exact: what it leaves
   * out cannot reach the threshold (see `candidateNames`).
   */
  match(query: Query, threshold: number, accept: (entity: Entity) => boolean): readonly Match[] {
    const identified = this.#identified(query);
    const best = this.#bestNames(query, threshold);
    for (const entity of identified.keys()) {
      if (!best.has(entity)) best.set(entity, this.#bestOf(query, this.segment.namesOf(entity)));
    }
    const matches: Match[] = [];
    for (const index of [...best.keys()].sort((a, b) => a - b)) {
      const held = identified.get(index);
      if (held === undefined && !query.schemas.has(this.segment.schema(index))) continue;
      const names = best.get(index);
      const facts = this.#factsOf(index);
      const score = scoreListing(query.facts, facts, names, held ?? [], threshold);
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
    if (this.#facts.size >= REMEMBERED) this.#facts.clear();
    this.#facts.set(index, facts);
    return facts;
  }

  /**
   * Entities that share an identifier with the query, with those they only hold through a wallet.
   */
  #identified(query: Query): ReadonlyMap<number, readonly Evidence[]> {
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

  /** The best names of every entity whose names may be enough for the threshold. */
  #bestNames(query: Query, threshold: number): Map<number, BestName | undefined> {
    const least = Math.max(MODEL.gate, pointsFor(threshold) - mostFactPoints(query.facts));
    const candidates = new Set<number>();
    for (const name of query.names) {
      for (const found of candidateNames(this.segment, this.#finder, this.#scratch, name, least)) {
        candidates.add(found);
      }
    }
    const byEntity = new Map<number, number[]>();
    for (const name of [...candidates].sort((a, b) => a - b)) {
      const entity = this.segment.nameEntity[name] as number;
      if (!query.schemas.has(this.segment.schema(entity))) continue;
      const names = byEntity.get(entity);
      if (names === undefined) byEntity.set(entity, [name]);
      else names.push(name);
    }
    const best = new Map<number, BestName | undefined>();
    for (const [entity, names] of byEntity) {
      const found = this.#bestOf(query, names);
      if (found !== undefined && found.score.points >= least) best.set(entity, found);
    }
    return best;
  }

  /** The best pair among the query's names and these names; ties go to the first. */
  #bestOf(query: Query, names: Iterable<number>): BestName | undefined {
    let best: BestName | undefined;
    const listings = [...names].map((name) => ({ name, parts: this.segment.partsOf(name) }));
    for (const ours of query.names) {
      const similar = ours.analysed.tokens.map((token) => this.#finder.similarTo(token.text));
      for (const { name, parts } of listings) {
        const found = this.#compare(ours, similar, name, parts);
        if (best === undefined || found.score.points > best.score.points) best = found;
      }
    }
    return best;
  }

  #compare(
    ours: PartyName,
    similar: readonly SimilarWords[],
    name: number,
    parts: readonly Part[],
  ): BestName {
    const { segment } = this;
    const { tokens } = ours.analysed;
    const words = segment.wordsOf(name);
    const alignment = align(tokens, parts, (q, l) => {
      const token = tokens[q] as (typeof tokens)[number];
      // Initials are not looked up by word: they agree with too many.
      if (token.text.length === 1) return similarity(token.text, (parts[l] as Part).text);
      return (similar[q] as SimilarWords).get(words[l] as number);
    });
    const { property } = segment.nameAt(name);
    const score = capName(
      alignment,
      { property: ours.property, parts: tokens },
      { property, parts },
    );
    return {
      score,
      query: { property: ours.property, text: ours.analysed.original, parts: tokens },
      listing: {
        property,
        parts,
        // Only what is shown is read: the text stands with the entity.
        get text() {
          return segment.nameText(name);
        },
      },
    };
  }
}
