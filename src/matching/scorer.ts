import type { Entity } from '../entity/index.ts';
import type { Part } from './align.ts';
import { factEvidence } from './facts.ts';
import { bandOf, MODEL, scoreOf } from './model.ts';
import { type PartyFacts, partyFacts } from './party.ts';
import { type NameScore, nameEvidence } from './score-name.ts';
import { sentences } from './sentences.ts';
import type { Evidence, Match } from './types.ts';

/** The best pair of names of a query and a listing. */
export interface BestName {
  readonly score: NameScore;
  readonly query: {
    readonly property: string;
    readonly text: string;
    readonly parts: readonly Part[];
  };
  readonly listing: {
    readonly property: string;
    readonly text: string;
    readonly parts: readonly Part[];
  };
}

/** The facts of a listing, read once for each entity that is met. */
const factsOf = new WeakMap<Entity, PartyFacts>();

function listingFacts(entity: Entity): PartyFacts {
  const known = factsOf.get(entity);
  if (known !== undefined) return known;
  const facts = partyFacts(entity);
  factsOf.set(entity, facts);
  return facts;
}

/**
 * Scores one listing against a query: the best pair of names, then every other fact. Without an
 * equal identifier the names must reach the gate first, or nothing is returned: a birth date and a
 * country that agree are shared by thousands.
 *
 * `walletHolder` says that an identifier of the query leads to this entity by way of another one.
 */
export function scoreListing(
  query: PartyFacts,
  entity: Entity,
  best: BestName | undefined,
  held: readonly Evidence[] = [],
): Match | undefined {
  const facts = [...factEvidence(query, listingFacts(entity)), ...held];
  const identified = facts.some((e) => e.feature === 'identifier' && e.agreement === 'equal');
  if (!identified && (best === undefined || best.score.points < MODEL.gate)) return undefined;
  const corroborated = identified || facts.some(isCorroborating);
  const evidence = [...namesOf(best, identified), ...facts];
  if (!corroborated) evidence.push(...nameAlone(sumOf(evidence)));
  const score = scoreOf(sumOf(evidence));
  const contradicted = facts.some(isContradicting) || nameContradicts(best, identified);
  return {
    entity,
    score,
    band: bandOf(score, corroborated && !contradicted),
    evidence,
    ...(best && {
      name: {
        query: best.query.text,
        listing: best.listing.text,
        property: best.listing.property,
      },
    }),
  };
}

const sumOf = (evidence: readonly Evidence[]): number =>
  evidence.reduce((sum, item) => sum + item.points, 0);

/**
 * A name alone never confirms: without another fact that agrees, points above `alone.from` count
 * less and less and never reach `alone.most`. The order of listings stays what it was.
 */
function nameAlone(points: number): readonly Evidence[] {
  const { from, most } = MODEL.alone;
  if (points <= from) return [];
  const room = most - from;
  const counted = from + room * (1 - Math.exp(-(points - from) / (4 * room)));
  const evidence: Evidence = {
    feature: 'name',
    agreement: 'partial',
    query: '',
    listing: '',
    points: counted - points,
    sentence: sentences.nameAlone(),
  };
  return [evidence];
}

/** A birth date to the day, or to the month, says that more than the name agrees. */
const isCorroborating = (e: Evidence): boolean =>
  e.feature === 'birthDate' && e.points >= MODEL.birthDate.month;

/** A birth date or an identifier that contradicts keeps the band at `possible`. */
const isContradicting = (e: Evidence): boolean =>
  e.agreement === 'contradicting' && e.feature !== 'country';

/** The names are there on both sides and do not fit, although an identifier is equal. */
function nameContradicts(best: BestName | undefined, identified: boolean): boolean {
  return identified && best !== undefined && best.score.points < MODEL.gate;
}

function namesOf(best: BestName | undefined, identified: boolean): readonly Evidence[] {
  if (best === undefined) return [];
  if (!nameContradicts(best, identified)) {
    return nameEvidence(best.score, best.query.parts, best.listing.parts);
  }
  // Part by part it would only say many times that the names are different.
  const evidence: Evidence = {
    feature: 'name',
    agreement: 'contradicting',
    query: best.query.text,
    listing: best.listing.text,
    points: MODEL.identifier.nameContradicts,
    sentence: sentences.nameAgainstIdentifier(),
  };
  return [evidence];
}
