import { type Entity, matchableWith } from '../entity/index.ts';
import { type Identifier, identifierKeys, identifierLookupKeys } from '../identifiers/index.ts';
import { mostFactPoints, mostSmallFacts } from './facts.ts';
import { type PartyFacts, partyFacts, partyNames } from './party.ts';
import type { PartyName } from './party-name.ts';

/** A question made ready once for all segments. */
export interface Query {
  readonly entity: Entity;
  readonly schemas: ReadonlySet<string>;
  readonly names: readonly PartyName[];
  readonly facts: PartyFacts;
  /** Its birth dates, packed. */
  readonly dates: readonly number[];
  readonly identifiers: readonly LookedUp[];
  /** The most tenths of points that its facts can bring. */
  readonly mostOfFacts: number;
  /** The same without a date or a number, by the topics of a listing. */
  readonly mostOfFew: Uint16Array;
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
  const mostOfFew = mostSmallFacts(facts);
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
    mostOfFacts: mostFactPoints(facts, mostOfFew),
    mostOfFew,
  };
}
