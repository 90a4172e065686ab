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
import { type Fact, type PartyFacts, TOPICS, type Topic } from './facts/prepare.ts';
import { sentences } from './facts/sentences.ts';
import { vesselEvidence } from './facts/vessel.ts';
import { inTenths, MODEL, tenths } from './model.ts';
import type { Evidence } from './types.ts';

export { identifierEqual } from './facts/identifiers.ts';

/** The most tenths of points that two parties have who agree in a topic. */
const MOST_OF: Readonly<Record<Topic, number>> = {
  gender: inTenths(MODEL.gender.equal),
  country: inTenths(Math.max(MODEL.country.shared, MODEL.nationality.shared)),
  birthPlace: inTenths(MODEL.birthPlace.place),
  address: inTenths(MODEL.address.house),
  deathDate: inTenths(MODEL.deathDate.year),
  incorporationDate: inTenths(MODEL.incorporationDate.day),
  build: inTenths(MODEL.vessel.type + MODEL.vessel.tonnage + MODEL.vessel.built),
  letters: inTenths(Math.max(MODEL.nameLetters.fit, MODEL.nameLetters.companyFit)),
};
const MOST_OF_SMALL_FACTS = inTenths(MODEL.smallFactsMost);

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

/** How many sets of topics there are. */
const SETS = 2 ** TOPICS.length;
/** All of them, as a set of bits. */
export const ALL_TOPICS = SETS - 1;

/**
 * The most tenths of points that the facts of a query can bring beside a listing that shares no key
 * of an identifier with it (`identifierKeys`).
 */
export function mostFactPoints(query: PartyFacts, smallFacts: Uint16Array): number {
  const most = mostDatePoints(query.birthDates) + mostNearPoints(query.identifiers);
  return inTenths(most) + (smallFacts[ALL_TOPICS] as number);
}

/**
 * By the topics of a listing: the most tenths of points that the facts of a query can bring beside
 * one whose birth dates do not agree with its own (`visitDatesNear`) and that shares no key with it
 * (`identifierLookupKeys`).
 */
export function mostSmallFacts(query: PartyFacts): Uint16Array {
  const { topics } = query;
  const known = smallFactsByTopics[topics] ?? smallFactsBeside(topics);
  smallFactsByTopics[topics] = known;
  return known;
}

/** By the topics of a query, of which there are few. */
const smallFactsByTopics: (Uint16Array | undefined)[] = new Array(SETS).fill(undefined);

function smallFactsBeside(topics: number): Uint16Array {
  const letters = 1 << TOPICS.indexOf('letters');
  // Letters of a key on either side are compared with the names of the other.
  const own = (topics & letters) === 0 ? 0 : MOST_OF.letters;
  return Uint16Array.from({ length: SETS }, (_, listing) => {
    const shared = TOPICS.filter((topic, bit) => {
      if (topic === 'letters') return own === 0 && (listing & letters) !== 0;
      return ((topics & listing) >>> bit) % 2 === 1;
    });
    const most = shared.reduce((sum, topic) => sum + MOST_OF[topic], own);
    return Math.min(most, MOST_OF_SMALL_FACTS);
  });
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
