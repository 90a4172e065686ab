import { datesOverlap } from '../entity/index.ts';
import { type Identifier, identifierRelation } from '../identifiers/index.ts';
import { MODEL } from './model.ts';
import type { Fact, PartyFacts } from './party.ts';
import { sentences } from './sentences.ts';
import type { Evidence } from './types.ts';

/** The evidence besides names: what both sides state, and what only the listing states. */
export function factEvidence(query: PartyFacts, listing: PartyFacts): readonly Evidence[] {
  return [
    ...identifierEvidence(query.identifiers, listing.identifiers),
    ...birthDateEvidence(query.birthDates, listing.birthDates),
    ...genderEvidence(query.genders, listing.genders),
    ...countryEvidence(query.countries, listing.countries),
  ];
}

/** The most points that these facts of a query can bring, equal identifiers apart. */
export function mostFactPoints(query: PartyFacts): number {
  return (
    (query.birthDates.length > 0 ? MODEL.birthDate.day : 0) +
    (query.genders.length > 0 ? MODEL.gender.equal : 0) +
    (query.countries.length > 0 ? MODEL.country.shared : 0) +
    (query.identifiers.length > 0 ? MODEL.identifier.near : 0)
  );
}

/** Whether two identifiers are the same one. */
const sameIdentifier = (a: Identifier, b: Identifier): boolean =>
  identifierRelation(a, b) === 'equal';

function identifierEvidence(
  query: readonly Identifier[],
  listing: readonly Identifier[],
): readonly Evidence[] {
  const equal = new Map<string, Evidence>();
  for (const ours of query) {
    const theirs = listing.find((other) => sameIdentifier(ours, other));
    if (theirs === undefined || equal.has(ours.value)) continue;
    equal.set(ours.value, identifierEqual(ours, theirs));
  }
  // Where one number of a kind is equal, another of that kind is an older one, not a contradiction.
  const equalKinds = new Set(query.filter(({ value }) => equal.has(value)).map(({ kind }) => kind));
  const rest = query.filter(({ kind }) => !equalKinds.has(kind));
  return [...equal.values(), ...otherIdentifiers(rest, listing)];
}

/** Numbers that a ship or a wallet keeps whatever it is called. */
const KEPT_WHEN_RENAMED: ReadonlySet<string> = new Set(['imo', 'wallet']);

/** Whether such a number is equal on both sides. */
export function sharesKeptNumber(query: PartyFacts, listing: PartyFacts): boolean {
  return query.identifiers.some(
    (ours) =>
      KEPT_WHEN_RENAMED.has(ours.kind) &&
      listing.identifiers.some((theirs) => sameIdentifier(ours, theirs)),
  );
}

/** The evidence of an identifier that stands on both sides. */
export function identifierEqual(ours: Identifier, theirs: Identifier): Evidence {
  return {
    feature: 'identifier',
    agreement: 'equal',
    query: ours.original,
    listing: theirs.original,
    points: equalPoints(ours),
    sentence: sentences.identifierEqual(ours.kind),
  };
}

function equalPoints({ kind, value }: Identifier): number {
  const { equal, short, rfcWithoutHomoclave } = MODEL.identifier;
  if (kind === 'rfc' && value.length === RFC_WITHOUT_HOMOCLAVE) return rfcWithoutHomoclave;
  return value.length < SHORT ? short : (equal[kind] ?? 0);
}

const RFC_WITHOUT_HOMOCLAVE = 10;
const SHORT = 7;

/**
 * A party has one CURP: another one is another person, unless one of the two is mistyped, or an RFC
 * is written without its homoclave.
 */
function otherIdentifiers(
  query: readonly Identifier[],
  listing: readonly Identifier[],
): readonly Evidence[] {
  const pairs = query.flatMap((ours) =>
    listing.flatMap((theirs) => {
      const evidence = otherIdentifier(ours, theirs);
      return evidence === undefined ? [] : [evidence];
    }),
  );
  const [best] = pairs.sort((a, b) => b.points - a.points);
  return best === undefined ? [] : [best];
}

function otherIdentifier(ours: Identifier, theirs: Identifier): Evidence | undefined {
  const relation = identifierRelation(ours, theirs);
  const { contradicting, near } = MODEL.identifier;
  const different = contradicting[ours.kind];
  const isNear = relation === 'partial' || relation === 'mistyped';
  if (!isNear && (relation !== 'different' || different === undefined)) return undefined;
  return {
    feature: 'identifier',
    agreement: isNear ? 'similar' : 'contradicting',
    query: ours.original,
    listing: theirs.original,
    points: isNear ? near : (different ?? 0),
    sentence: isNear
      ? sentences.identifierNear(ours.kind)
      : sentences.identifierDifferent(ours.kind),
  };
}

type DateAgreement = keyof typeof MODEL.birthDate;

const RANK: readonly DateAgreement[] = ['day', 'month', 'swapped', 'year', 'near', 'contradicting'];

function birthDateEvidence(query: readonly Fact[], listing: readonly Fact[]): readonly Evidence[] {
  const theirs = listing[0];
  if (theirs === undefined) return [];
  if (query.length === 0) {
    return [missing('birthDate', theirs.value, sentences.birthDateMissing())];
  }
  let best: { how: DateAgreement; ours: Fact; theirs: Fact } | undefined;
  for (const ours of query) {
    for (const other of listing) {
      const how = compareDates(ours.value, other.value, ours.roughly || other.roughly);
      if (best === undefined || RANK.indexOf(how) < RANK.indexOf(best.how)) {
        best = { how, ours, theirs: other };
      }
    }
  }
  if (best === undefined) return [];
  const evidence: Evidence = {
    feature: 'birthDate',
    agreement: dateAgreement(best.how),
    query: best.ours.value,
    listing: best.theirs.value,
    points: MODEL.birthDate[best.how],
    sentence: sentences.birthDate(best.how, best.ours.from),
  };
  return [evidence];
}

function dateAgreement(how: DateAgreement): Evidence['agreement'] {
  if (how === 'contradicting') return 'contradicting';
  if (how === 'day') return 'equal';
  return how === 'month' || how === 'year' ? 'partial' : 'similar';
}

/** How two partial dates agree. `roughly` says that one of them is only about that year. */
export function compareDates(a: string, b: string, roughly = false): DateAgreement {
  if (datesOverlap(a, b)) {
    const known = Math.min(a.length, b.length);
    if (known >= DAY) return 'day';
    return known >= MONTH ? 'month' : 'year';
  }
  const years = Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4)));
  if (roughly) return years <= 2 ? 'near' : 'contradicting';
  if (Math.min(a.length, b.length) < MONTH) return years <= 1 ? 'near' : 'contradicting';
  if (Math.min(a.length, b.length) < DAY) return 'contradicting';
  const swapped = `${a.slice(0, 4)}-${a.slice(8, 10)}-${a.slice(5, 7)}`;
  if (swapped === b) return 'swapped';
  const different = [...a].filter((digit, at) => digit !== b[at]).length;
  return different === 1 ? 'near' : 'contradicting';
}

/** Characters of an ISO date that is known to the month, and to the day. */
const MONTH = 7;
const DAY = 10;

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
    sentence: sentences.gender(equal, ours.from),
  };
  return [evidence];
}

function countryEvidence(query: readonly Fact[], listing: readonly Fact[]): readonly Evidence[] {
  if (query.length === 0 || listing.length === 0) return [];
  const codes = (facts: readonly Fact[]) => [...new Set(facts.map((fact) => fact.value))].sort();
  const shared = codes(query).filter((code) => codes(listing).includes(code));
  const evidence: Evidence = {
    feature: 'country',
    agreement: shared.length > 0 ? 'equal' : 'contradicting',
    query: codes(query).join(', '),
    listing: codes(listing).join(', '),
    points: shared.length > 0 ? MODEL.country.shared : MODEL.country.disjoint,
    sentence: sentences.country(shared.length > 0),
  };
  return [evidence];
}

function missing(
  feature: Evidence['feature'],
  listing: string,
  sentence: Evidence['sentence'],
): Evidence {
  return { feature, agreement: 'missing', query: '', listing, points: 0, sentence };
}
