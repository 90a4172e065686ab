import type { Entity } from '../entity/index.ts';
import { type Contradiction, contradictionsOf, type Engine } from '../matching/index.ts';
import { ID, type Token, tokensOf } from './tokens.ts';

/** A party as one list has it. */
export interface Listing {
  /** The list and the id in it; no other listing has the same. */
  readonly key: string;
  readonly list: string;
  readonly entity: Entity;
  /** What the list has about it: its acts, its links. */
  readonly about: readonly Entity[];
  /** By what it may be found to be the same party as another listing, by their texts. */
  readonly tokens: ReadonlyMap<string, Token>;
}

/** The listing of an entity that came out of the engine. */
export function listingOf(engine: Engine, entity: Entity): Listing {
  const list = engine.listOf(entity);
  const about = engine.about(entity);
  const sanctions = about.filter(
    (other) => other.schema === 'Sanction' && other.texts('entity').includes(entity.id),
  );
  const tokens = new Map(tokensOf(entity, sanctions).map((token) => [token.text, token]));
  return { key: keyOf(list, entity.id), list, entity, about, tokens };
}

/** Sorts alike whatever the order of the lists. */
export const keyOf = (list: string, id: string): string => `${list} ${id}`;

/** Whether two listings have one id: then their publisher says that they are one party. */
export const shareId = (one: Listing, other: Listing): boolean =>
  sharedTokens(one, other).some((text) => text.startsWith(ID));

/** The texts of the tokens that two listings share, in the order of the first. */
export const sharedTokens = (one: Listing, other: Listing): readonly string[] =>
  [...one.tokens.keys()].filter((text) => other.tokens.has(text));

/**
 * Whether one publisher keeps the two apart: records of one dataset with different numbers. A list
 * that holds several datasets may have a party once in each, and one that has a row for each
 * proceeding has a taxpayer once for each: then it gives all of them the same RFC or CURP.
 */
export function keptApart(one: Listing, other: Listing): boolean {
  if (one.list !== other.list || one.key === other.key) return false;
  const { datasets } = other.entity;
  if (!one.entity.datasets.some((name) => datasets.includes(name))) return false;
  return !sharedTokens(one, other).some((text) => OF_ONE_PARTY.test(text));
}

const OF_ONE_PARTY = new RegExp(`^(?:${ID}|rfc:|curp:)`);

/** Why two listings cannot be one party; empty where nothing speaks against it. */
export interface Against {
  readonly apart: boolean;
  readonly contradictions: readonly Contradiction[];
}

/** Under one id little can contradict, as its publisher has settled who it is. */
export function against(one: Listing, other: Listing): Against | undefined {
  const apart = keptApart(one, other);
  const contradictions = contradictionsOf(one.entity, other.entity, shareId(one, other));
  return apart || contradictions.length > 0 ? { apart, contradictions } : undefined;
}
