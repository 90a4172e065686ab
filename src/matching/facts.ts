import { addressEvidence } from './facts/address.ts';
import {
  birthDateEvidence,
  deathDateEvidence,
  incorporationDateEvidence,
  mostDatePoints,
} from './facts/dates.ts';
import { identifierEvidence, mostNearPoints, sharesKept } from './facts/identifiers.ts';
import { nameLettersEvidence } from './facts/name-letters.ts';
import { birthPlaceEvidence, countryEvidence } from './facts/places.ts';
import type { Fact, PartyFacts, Topic } from './facts/prepare.ts';
import { sentences } from './facts/sentences.ts';
import { vesselEvidence } from './facts/vessel.ts';
import { MODEL, tenths } from './model.ts';
import type { Evidence } from './types.ts';

export { identifierEqual } from './facts/identifiers.ts';

/** The evidence besides names: what both sides state, and what only the listing states. */
export function factEvidence(query: PartyFacts, listing: PartyFacts): readonly Evidence[] {
  const identifiers = identifierEvidence(query.identifiers, listing.identifiers);
  return [
    ...identifiers,
    ...birthDateEvidence(query.birthDates, listing.birthDates),
    ...smallFacts(query, listing),
  ];
}

/** Facts that many parties share; together they count only so much. */
function smallFacts(query: PartyFacts, listing: PartyFacts): readonly Evidence[] {
  const facts = [
    ...genderEvidence(query.genders, listing.genders),
    ...countryEvidence(query.countries, listing.countries),
    ...birthPlaceEvidence(query.birthPlaces, listing.birthPlaces),
    ...addressEvidence(query.addresses, listing.addresses),
    ...nameLettersEvidence(query, listing),
    ...deathDateEvidence(query.deathDates, listing.deathDates),
    ...incorporationDateEvidence(query.incorporationDates, listing.incorporationDates),
    ...vesselEvidence(query.build, listing.build),
  ];
  const agreeing = facts.reduce((sum, { points }) => sum + Math.max(0, points), 0);
  const over = tenths(agreeing - MODEL.smallFactsMost);
  if (over <= 0) return facts;
  const evidence: Evidence = {
    feature: 'smallFacts',
    agreement: 'partial',
    query: '',
    listing: '',
    points: -over,
    sentence: sentences.smallFacts(),
  };
  return [...facts, evidence];
}

/**
 * The most points that the facts of a query can bring beside a listing that shares no key of an
 * identifier with it (`identifierKeys`).
 */
export function mostFactPoints(query: PartyFacts): number {
  return (
    mostDatePoints(query.birthDates) +
    mostNearPoints(query.identifiers) +
    mostWithoutDateOrIdentifier(query)
  );
}

/**
 * The most points that the facts of a query can bring beside a listing whose birth dates do not
 * agree with its own (`visitDatesNear`) and that shares no key with it (`identifierLookupKeys`).
 */
export function mostWithoutDateOrIdentifier(query: PartyFacts): number {
  const { gender, nationality, country, birthPlace, address, nameLetters, vessel } = MODEL;
  const { deathDate, incorporationDate } = MODEL;
  const most = (topic: Topic, points: number): number => (query.mayHave(topic) ? points : 0);
  const sum =
    most('gender', gender.equal) +
    most('country', Math.max(country.shared, nationality.shared)) +
    most('birthPlace', birthPlace.place) +
    most('address', address.house) +
    most('deathDate', deathDate.year) +
    most('incorporationDate', incorporationDate.day) +
    most('build', vessel.type + vessel.tonnage + vessel.built) +
    Math.max(nameLetters.fit, nameLetters.companyFit);
  return Math.min(sum, MODEL.smallFactsMost);
}

/** Whether a number is equal that stays with a ship or a wallet. */
export function sharesKeptNumber(query: PartyFacts, listing: PartyFacts): boolean {
  return sharesKept(query.identifiers, listing.identifiers);
}

/** Whether a fact says that more than the name agrees: a birth date to the month, a phone. */
export function isCorroborating({ feature, points }: Evidence): boolean {
  return (feature === 'birthDate' || feature === 'contact') && points >= MODEL.corroborating;
}

/** Whether a fact speaks so much against a match that it is not `strong`, whatever agrees. */
export function isContradicting({ agreement, points }: Evidence): boolean {
  return agreement === 'contradicting' && points <= MODEL.contradictingFrom;
}

function genderEvidence(query: readonly Fact[], listing: readonly Fact[]): readonly Evidence[] {
  const ours = query[0];
  const theirs = listing[0];
  if (ours === undefined || theirs === undefined) return [];
  const equal = query.some((q) => listing.some((l) => l.value === q.value));
  const evidence: Evidence = {
    feature: 'gender',
    agreement: equal ? 'equal' : 'contradicting',
    query: ours.value,
    listing: theirs.value,
    points: equal ? MODEL.gender.equal : MODEL.gender.contradicting,
    sentence: sentences.gender(equal, ours.from ?? theirs.from),
  };
  return [evidence];
}
