import type { Role, Token } from '../names/index.ts';
import { MODEL, tenths } from './model.ts';
import { agreementPoints, type Similarity } from './similarity.ts';

/** What alignment needs of a word in a name; `Token` of the names room has it all. */
export type Part = Pick<Token, 'text' | 'role' | 'part' | 'bits'>;

/** Two parts that agree, by their positions in both names. */
export interface Pair {
  readonly query: number;
  readonly listing: number;
  readonly how: Similarity;
  readonly points: number;
}

/** How the parts of two names fall together. `points` is the sum of all that is said here. */
export interface Alignment {
  readonly points: number;
  readonly pairs: readonly Pair[];
  /** What is taken off where the agreeing parts together are worth more than they may be. */
  readonly overCap: number;
  /** Positions of parts that only one side has, with what that costs. */
  readonly missing: readonly Cost[];
  readonly extra: readonly Cost[];
  /** Parts that stand against each other: a second surname that is another one. */
  readonly contradicting: readonly Pairless[];
  readonly legalForm: 'equal' | 'different' | undefined;
  readonly legalFormPoints: number;
  readonly givenNamesDisagree: boolean;
  readonly numbersDiffer: boolean;
  /** Every part on both sides agrees, letter by letter or as a known variant. */
  readonly complete: boolean;
  /** What `complete` adds to reach the points it is worth. */
  readonly completePoints: number;
}

interface Cost {
  readonly at: number;
  readonly points: number;
}

interface Pairless {
  readonly query: number;
  readonly listing: number;
  readonly points: number;
}

const IDENTIFYING: readonly Role[] = ['name', 'initial', 'generic', 'number'];

/**
 * The positions of the parts that identify. Titles, particles and legal forms do not, unless there
 * is nothing else: a name must not vanish.
 */
export function identifyingParts(parts: readonly Pick<Part, 'role'>[]): readonly number[] {
  const all = parts.map((_, at) => at);
  const identifying = all.filter((at) => IDENTIFYING.includes((parts[at] as Part).role));
  return identifying.length > 0 ? identifying : all;
}

/** Common words and initials say little, so that their absence says little too. */
const COMMON = MODEL.name.commonWord;
const absenceWeight = (part: Part): number =>
  part.role === 'generic' || part.role === 'initial' ? COMMON : 1;

/** The `index`-th cost of a list that ends with its greatest. */
const costAt = (costs: readonly number[], index: number): number =>
  costs[Math.min(index, costs.length - 1)] as number;

/**
 * Aligns two names. `similar` tells how a part of the query agrees with a part of the listing.
 * Parts are paired best first, ties in the order of the names; the order of parts does not count,
 * as `SATIZABAL PRUEBA, Ximena` and `Ximena Satizábal Prueba` are one name.
 */
export function align(
  query: readonly Part[],
  listing: readonly Part[],
  similar: (query: number, listing: number) => Similarity | undefined,
): Alignment {
  const ours = identifyingParts(query);
  const theirs = identifyingParts(listing);
  const pairs = pairUp(query, listing, ours, theirs, similar);
  const restOurs = ours.filter((at) => !pairs.some((pair) => pair.query === at));
  const restTheirs = theirs.filter((at) => !pairs.some((pair) => pair.listing === at));
  const opposed = oppose(query, listing, restOurs, restTheirs);
  const only = (rest: readonly number[], side: 'query' | 'listing') =>
    rest.filter((at) => !opposed.some((pair) => pair[side] === at));
  const missing = costs(listing, only(restTheirs, 'listing'), MODEL.name.missingPart);
  const extra = costs(query, only(restOurs, 'query'), MODEL.name.extraPart);
  const legalForm = compareLegalForms(query, listing);
  const legalFormPoints = legalFormWorth(legalForm);
  const givenNamesDisagree = disagreeInGivenNames(listing, pairs, opposed);
  const numbersDiffer = disagreeInNumbers(query, listing, pairs);
  const complete =
    restOurs.length === 0 &&
    restTheirs.length === 0 &&
    pairs.length > 0 &&
    pairs.every((pair) => pair.how.agreement === 'equal' || pair.how.agreement === 'variant');
  const overCap = tenths(Math.min(0, MODEL.name.agreeingMost - total(pairs)));
  const sum =
    total(pairs) +
    overCap +
    total(opposed) +
    total(missing) +
    total(extra) +
    legalFormPoints +
    (givenNamesDisagree ? MODEL.name.givenNamesDisagree : 0) +
    (numbersDiffer ? MODEL.name.numberDifferent : 0);
  const completePoints = complete ? tenths(Math.max(0, MODEL.name.complete - sum)) : 0;
  return {
    points: tenths(sum + completePoints),
    pairs,
    overCap,
    missing,
    extra,
    contradicting: opposed,
    legalForm,
    legalFormPoints,
    givenNamesDisagree,
    numbersDiffer,
    complete,
    completePoints,
  };
}

const total = (items: readonly { readonly points: number }[]): number =>
  items.reduce((sum, item) => sum + item.points, 0);

function pairUp(
  query: readonly Part[],
  listing: readonly Part[],
  ours: readonly number[],
  theirs: readonly number[],
  similar: (query: number, listing: number) => Similarity | undefined,
): Pair[] {
  const possible: Pair[] = [];
  for (const q of ours) {
    for (const l of theirs) {
      const how = similar(q, l);
      if (how === undefined) continue;
      const points = agreementPoints(how, (query[q] as Part).bits, (listing[l] as Part).bits);
      possible.push({ query: q, listing: l, how, points });
    }
  }
  possible.sort((a, b) => b.points - a.points || a.query - b.query || a.listing - b.listing);
  const chosen: Pair[] = [];
  for (const pair of possible) {
    if (chosen.some((c) => c.query === pair.query || c.listing === pair.listing)) continue;
    chosen.push(pair);
  }
  return chosen.sort((a, b) => a.query - b.query);
}

/**
 * Parts left over on both sides stand against each other, in order: names against names, and common
 * words of companies, which say less, against common words.
 */
function oppose(
  query: readonly Part[],
  listing: readonly Part[],
  restOurs: readonly number[],
  restTheirs: readonly number[],
): Pairless[] {
  return [1, COMMON].flatMap((weight) => {
    const weighs = (parts: readonly Part[]) => (at: number) =>
      absenceWeight(parts[at] as Part) === weight;
    const ours = restOurs.filter(weighs(query));
    const theirs = restTheirs.filter(weighs(listing));
    return ours.slice(0, theirs.length).map((at, index) => ({
      query: at,
      listing: theirs[index] as number,
      points: tenths(weight * costAt(MODEL.name.contradictingPart, index)),
    }));
  });
}

function costs(
  parts: readonly Part[],
  rest: readonly number[],
  table: readonly number[],
): readonly Cost[] {
  return rest.map((at, index) => ({
    at,
    points: tenths(costAt(table, index) * absenceWeight(parts[at] as Part)),
  }));
}

function compareLegalForms(
  query: readonly Part[],
  listing: readonly Part[],
): 'equal' | 'different' | undefined {
  const forms = (parts: readonly Part[]) =>
    parts.filter((part) => part.role === 'legalForm').map((part) => part.text);
  const ours = forms(query);
  const theirs = forms(listing);
  if (ours.length === 0 || theirs.length === 0) return undefined;
  return ours.some((form) => theirs.includes(form)) ? 'equal' : 'different';
}

function legalFormWorth(legalForm: 'equal' | 'different' | undefined): number {
  if (legalForm === undefined) return 0;
  return legalForm === 'equal' ? MODEL.name.legalFormEqual : MODEL.name.legalFormDifferent;
}

/** The listing says which parts are given names, and every one that was compared is another. */
function disagreeInGivenNames(
  listing: readonly Part[],
  pairs: readonly Pair[],
  opposed: readonly Pairless[],
): boolean {
  const isGiven = (at: number) => (listing[at] as Part).part === 'given';
  return (
    opposed.some((pair) => isGiven(pair.listing)) && !pairs.some((pair) => isGiven(pair.listing))
  );
}

function disagreeInNumbers(
  query: readonly Part[],
  listing: readonly Part[],
  pairs: readonly Pair[],
): boolean {
  const isNumber = (part: Part) => part.role === 'number';
  return (
    query.some(isNumber) &&
    listing.some(isNumber) &&
    !pairs.some((pair) => isNumber(query[pair.query] as Part))
  );
}
