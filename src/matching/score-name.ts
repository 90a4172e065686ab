import type { Aligner } from './align.ts';
import { inTenths, MODEL, tenths } from './model.ts';
import type { Cap } from './party-name.ts';
import { sentences } from './sentences.ts';
import { type Way, wayOf } from './similarity.ts';
import type { Evidence } from './types.ts';

/** How the parts of two names fall together, in points. `points` is the sum of all that is said. */
export interface Alignment {
  readonly points: number;
  readonly pairs: readonly Pair[];
  /** What is taken off where the agreeing parts together are worth more than they may be. */
  readonly overCap: number;
  /** Parts that only one side has, with what that costs. */
  readonly missing: readonly Cost[];
  readonly extra: readonly Cost[];
  /** Parts that stand against each other: a second surname that is another one. */
  readonly contradicting: readonly Opposed[];
  /** What equal or different legal forms add; 0 where a side has none. */
  readonly legalForm: number;
  readonly givenNamesDisagree: boolean;
  readonly numbersDiffer: boolean;
  /** Every part on both sides agrees, letter by letter or as a known variant. */
  readonly complete: boolean;
  /** What `complete` adds to reach the points it is worth. */
  readonly completePoints: number;
}

/** A run of parts of a name: where it begins, and how many they are. */
interface Span {
  readonly from: number;
  readonly count: number;
}

interface Pair {
  readonly query: Span;
  readonly listing: Span;
  readonly way: Exclude<Way, 'none'>;
  readonly points: number;
}

interface Cost {
  readonly at: number;
  readonly points: number;
}

interface Opposed {
  readonly query: number;
  readonly listing: number;
  readonly points: number;
}

/** One of two names: its words with their bits in tenths, and as it is written. */
export interface NameSide {
  readonly cap: Cap;
  readonly text: string;
  readonly words: readonly string[];
  readonly bits: Uint8Array;
}

/** The best pair of names of a query and a listing. */
export interface BestName {
  readonly alignment: Alignment;
  readonly query: NameSide;
  readonly listing: NameSide;
}

/** What an aligner last found, to be kept and explained. */
export function alignmentOf(a: Aligner): Alignment {
  const list = <Item>(count: number, item: (at: number) => Item): Item[] =>
    Array.from({ length: count }, (_, at) => item(at));
  const span = (starts: Uint8Array, counts: Uint8Array, at: number): Span => ({
    from: starts[at] as number,
    count: counts[at] as number,
  });
  const points = (array: Int16Array, at: number) => (array[at] as number) / 10;
  const pairs = list(a.pairs, (at) => ({
    query: span(a.pairQuery, a.pairQueryCount, at),
    listing: span(a.pairListing, a.pairListingCount, at),
    // Only parts that agree are paired.
    way: wayOf(a.pairAgreement[at] as number) as Exclude<Way, 'none'>,
    points: points(a.pairPoints, at),
  }));
  return {
    points: a.points / 10,
    pairs: pairs.sort((x, y) => x.query.from - y.query.from),
    overCap: a.overCap / 10,
    missing: list(a.missing, (at) => ({
      at: a.missingAt[at] as number,
      points: points(a.missingPoints, at),
    })),
    extra: list(a.extra, (at) => ({
      at: a.extraAt[at] as number,
      points: points(a.extraPoints, at),
    })),
    contradicting: list(a.opposed, (at) => ({
      query: a.opposedQuery[at] as number,
      listing: a.opposedListing[at] as number,
      points: points(a.opposedPoints, at),
    })),
    legalForm: a.legalForm / 10,
    givenNamesDisagree: a.givenNamesDisagree,
    numbersDiffer: a.numbersDiffer,
    complete: a.complete,
    completePoints: a.completePoints / 10,
  };
}

const MOST: Readonly<Record<Cap, number>> = {
  none: Number.POSITIVE_INFINITY,
  weakAlias: inTenths(MODEL.weakAlias.most),
  acronym: inTenths(MODEL.acronym.most),
};

/** Weak aliases and acronyms are found and shown, but never enough alone. An acronym is less. */
const capOf = (a: Cap, b: Cap): Cap => {
  if (a === 'acronym' || b === 'acronym') return 'acronym';
  return a === 'none' ? b : a;
};

/** Tenths of points of two names, no more than either of them may bring. */
export function cappedPoints(points: number, query: Cap, listing: Cap): number {
  return Math.min(points, MOST[capOf(query, listing)]);
}

/** The points of two names after their caps. */
export function namePointsOf({ alignment, query, listing }: BestName): number {
  return cappedPoints(inTenths(alignment.points), query.cap, listing.cap) / 10;
}

/** The evidence of two aligned names: part by part, then what is said of the names as a whole. */
export function nameEvidence(best: BestName): readonly Evidence[] {
  const { alignment, query, listing } = best;
  const cap = capOf(query.cap, listing.cap);
  const feature: Evidence['feature'] = cap === 'weakAlias' ? 'weakAlias' : 'name';
  const evidence: Evidence[] = [];
  const add: Add = (agreement, texts, points, sentence) =>
    evidence.push({ feature, agreement, query: texts[0], listing: texts[1], points, sentence });
  for (const pair of alignment.pairs) {
    const texts = [spanText(query, pair.query), spanText(listing, pair.listing)] as const;
    const bits = Math.min(spanBits(query, pair.query), spanBits(listing, pair.listing));
    const joined = pair.query.count !== pair.listing.count;
    const sentence = sentences.part(joined ? 'joined' : pair.way, texts[0], texts[1], bits);
    add(pair.way === 'equal' && !joined ? 'equal' : 'similar', texts, pair.points, sentence);
  }
  const ours = (at: number) => query.words[at] as string;
  const theirs = (at: number) => listing.words[at] as string;
  for (const { query: q, listing: l, points } of alignment.contradicting) {
    const sentence = sentences.contradictingPart(ours(q), theirs(l));
    add('contradicting', [ours(q), theirs(l)], points, sentence);
  }
  for (const { at, points } of alignment.missing) {
    add('missing', ['', theirs(at)], points, sentences.missingPart(theirs(at)));
  }
  for (const { at, points } of alignment.extra) {
    add('missing', [ours(at), ''], points, sentences.extraPart(ours(at)));
  }
  addWhole(best, cap, add);
  return evidence;
}

const spanText = ({ words }: NameSide, { from, count }: Span): string =>
  words.slice(from, from + count).join(' ');

const spanBits = ({ bits }: NameSide, { from, count }: Span): number =>
  bits.subarray(from, from + count).reduce((sum, one) => sum + one, 0) / 10;

type Add = (
  agreement: Evidence['agreement'],
  texts: readonly [query: string, listing: string],
  points: number,
  sentence: Evidence['sentence'],
) => void;

/** What is said of the names as a whole. */
function addWhole(best: BestName, cap: Cap, add: Add): void {
  const { alignment } = best;
  const whole = [best.query.text, best.listing.text] as const;
  if (alignment.overCap < 0) add('partial', whole, alignment.overCap, sentences.overCap());
  if (alignment.legalForm !== 0) {
    const equal = alignment.legalForm > 0;
    const agreement = equal ? 'equal' : 'contradicting';
    add(agreement, whole, alignment.legalForm, sentences.legalForm(equal));
  }
  if (alignment.givenNamesDisagree) {
    add('contradicting', whole, MODEL.name.givenNamesDisagree, sentences.givenNames());
  }
  if (alignment.numbersDiffer) {
    add('contradicting', whole, MODEL.name.numberDifferent, sentences.numbers());
  }
  if (alignment.complete) add('equal', whole, alignment.completePoints, sentences.complete());
  const points = namePointsOf(best);
  if (cap === 'none' || points === alignment.points) return;
  const sentence = cap === 'acronym' ? sentences.acronym() : sentences.weakAlias();
  add('partial', whole, tenths(points - alignment.points), sentence);
}
