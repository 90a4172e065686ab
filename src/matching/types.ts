import type { Entity, Example } from '../entity/index.ts';

/**
 * `strong`: a reviewer should expect the same party. `possible`: worth a look. A name alone,
 * however equal, is at most `possible`.
 */
export type Band = 'strong' | 'possible' | 'none';

export type Feature =
  | 'name'
  | 'weakAlias'
  | 'identifier'
  | 'contact'
  | 'birthDate'
  | 'deathDate'
  | 'incorporationDate'
  | 'nameLetters'
  | 'gender'
  | 'nationality'
  | 'birthPlace'
  | 'country'
  | 'address'
  | 'vessel'
  | 'smallFacts';

/** One piece of evidence for or against query and listing being the same party. */
export interface Evidence {
  readonly feature: Feature;
  readonly agreement: 'equal' | 'similar' | 'partial' | 'contradicting' | 'missing';
  /** What the query says, in its own words; empty when it says nothing. */
  readonly query: string;
  /** What the listing says, in its own words; empty when it says nothing. */
  readonly listing: string;
  /** Weight in decibans: ten points make the odds ten times better, or worse when negative. */
  readonly points: number;
  /** The same for a reader. */
  readonly sentence: { readonly en: string; readonly es: string };
}

export interface Match {
  readonly entity: Entity;
  /** In [0, 1]: grows with the points; it orders matches and is not a probability. */
  readonly score: number;
  readonly band: Band;
  /** Their points add up to what `score` is made of. */
  readonly evidence: readonly Evidence[];
}

export interface MatchOptions {
  /** Least score that is returned; default `DEFAULT_THRESHOLD`. */
  readonly threshold?: number;
  /** Most matches that are returned; default 5. */
  readonly limit?: number;
  /** Which listings may be returned at all; all when absent. Must not depend on the query. */
  readonly accept?: (entity: Entity) => boolean;
}

export interface MatchResult {
  /** Best first; ties in the order of the lists. */
  readonly matches: readonly Match[];
  /** How many listings reach the threshold, before the limit. */
  readonly total: number;
}

/** What a segment holds, for `tamiz lists` and `/catalog`. */
export interface SegmentInfo {
  readonly dataset: string;
  readonly title: string;
  /** The list version's content address. */
  readonly version: string;
  readonly published: string | null;
  readonly entities: number;
  readonly names: number;
}

/**
 * What the ways in ask. Obtained from `openEngine` (segment files) or `buildEngine` (entities at
 * hand, for tests and small lists); both answer alike.
 */
export interface Engine {
  readonly segments: readonly SegmentInfo[];
  /** Every listing that may be the party of the example, best first. */
  match(example: Example, options?: MatchOptions): MatchResult;
  /** The entity of this id or referent, in the first segment that has it. */
  entity(id: string): Entity | undefined;
  /** Every entity of this id or referent, in the order of the lists. */
  everyEntity(id: string): readonly Entity[];
  /**
   * Every listing that lies under a key of an identifier (`identifierLookupKeys`) or of a reference
   * (`unReferenceKey`), in the order of the lists; also those that only hold it through a wallet.
   */
  bearing(key: string): readonly Entity[];
  /**
   * The list that an entity of this engine came with; a collection has entities of many datasets.
   */
  listOf(entity: Entity): string;
  /** Entities whose `property` points at `id`, for example the sanctions of a person. */
  pointingAt(id: string): readonly Entity[];
  /** What points at an entity of this engine in the list that it came with. */
  about(entity: Entity): readonly Entity[];
  /** All entities of all segments, in the order of the lists. */
  entities(): Iterable<Entity>;
  /**
   * Ids of things whose names hold every word of `text`, the last word as a prefix, best first;
   * with `fuzzy`, words may be misspelt. An empty text gives all, in the order of the lists.
   */
  search(text: string, options?: { readonly fuzzy?: boolean }): readonly string[];
}
