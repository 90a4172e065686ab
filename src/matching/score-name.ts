import type { Alignment, Part } from './align.ts';
import { MODEL, tenths } from './model.ts';
import { sentences } from './sentences.ts';
import type { Evidence } from './types.ts';

/** Properties whose names the publisher itself calls weak. */
const WEAK = new Set(['weakAlias', 'abbreviation']);

/** A name of the query aligned with a name of a listing, and what that is worth. */
export interface NameScore {
  /** Points of the alignment, capped where the name is never enough alone. */
  readonly points: number;
  readonly cap: 'weakAlias' | 'acronym' | undefined;
  readonly alignment: Alignment;
}

/** Caps an alignment: weak aliases and acronyms are found and shown, but never enough alone. */
export function capName(
  alignment: Alignment,
  query: { readonly property: string; readonly parts: readonly Part[] },
  listing: { readonly property: string; readonly parts: readonly Part[] },
): NameScore {
  const cap = capOf(query, listing);
  const most = cap === undefined ? Number.POSITIVE_INFINITY : MODEL[cap].most;
  return { points: Math.min(alignment.points, most), cap, alignment };
}

function capOf(
  query: { readonly property: string; readonly parts: readonly Part[] },
  listing: { readonly property: string; readonly parts: readonly Part[] },
): NameScore['cap'] {
  if (isAcronym(query.parts) || isAcronym(listing.parts)) return 'acronym';
  return WEAK.has(query.property) || WEAK.has(listing.property) ? 'weakAlias' : undefined;
}

/**
 * One short word that reads as letters: CDG, CJNG, PCC. `CDG` is two cartels, and thousands of
 * firms; four letters with a vowel may be a name (`Amir`), three may not identify anybody.
 */
function isAcronym(parts: readonly Part[]): boolean {
  const [only, ...more] = parts.filter((part) => part.role !== 'legalForm');
  if (only === undefined || more.length > 0) return false;
  return only.text.length <= 3 || (only.text.length <= 5 && !/[aeiouy]/.test(only.text));
}

/** One of two names: its parts, and as it is written. */
interface NameSide {
  readonly parts: readonly Part[];
  readonly text: string;
}

/** The evidence of two aligned names: part by part, then what is said of the names as a whole. */
export function nameEvidence(
  score: NameScore,
  { parts: query, text: queryText }: NameSide,
  { parts: listing, text: listingText }: NameSide,
): readonly Evidence[] {
  const { alignment } = score;
  const feature: Evidence['feature'] = score.cap === 'weakAlias' ? 'weakAlias' : 'name';
  const ours = (at: number) => (query[at] as Part).text;
  const theirs = (at: number) => (listing[at] as Part).text;
  const evidence: Evidence[] = [];
  const add = (
    agreement: Evidence['agreement'],
    texts: readonly [query: string, listing: string],
    points: number,
    sentence: Evidence['sentence'],
  ) => evidence.push({ feature, agreement, query: texts[0], listing: texts[1], points, sentence });
  for (const pair of alignment.pairs) {
    const { agreement } = pair.how;
    const texts = [ours(pair.query), theirs(pair.listing)] as const;
    const bits = Math.min((query[pair.query] as Part).bits, (listing[pair.listing] as Part).bits);
    const sentence = sentences.part(agreement, texts[0], texts[1], bits);
    add(agreement === 'equal' ? 'equal' : 'similar', texts, pair.points, sentence);
  }
  for (const { query: q, listing: l, points } of alignment.contradicting) {
    add(
      'contradicting',
      [ours(q), theirs(l)],
      points,
      sentences.contradictingPart(ours(q), theirs(l)),
    );
  }
  for (const { at, points } of alignment.missing) {
    add('missing', ['', theirs(at)], points, sentences.missingPart(theirs(at)));
  }
  for (const { at, points } of alignment.extra) {
    add('missing', [ours(at), ''], points, sentences.extraPart(ours(at)));
  }
  addWhole(score, [queryText, listingText], add);
  return evidence;
}

type Add = (
  agreement: Evidence['agreement'],
  texts: readonly [string, string],
  points: number,
  sentence: Evidence['sentence'],
) => void;

/** What is said of the names as a whole. */
function addWhole(score: NameScore, whole: readonly [string, string], add: Add): void {
  const { alignment, cap } = score;
  if (alignment.overCap < 0) {
    add('partial', whole, alignment.overCap, sentences.overCap());
  }
  if (alignment.legalForm !== undefined) {
    const equal = alignment.legalForm === 'equal';
    const sentence = sentences.legalForm(equal);
    add(equal ? 'equal' : 'contradicting', whole, alignment.legalFormPoints, sentence);
  }
  if (alignment.givenNamesDisagree) {
    add('contradicting', whole, MODEL.name.givenNamesDisagree, sentences.givenNames());
  }
  if (alignment.numbersDiffer) {
    add('contradicting', whole, MODEL.name.numberDifferent, sentences.numbers());
  }
  if (alignment.complete) add('equal', whole, alignment.completePoints, sentences.complete());
  if (cap !== undefined) {
    const points = tenths(score.points - alignment.points);
    add('partial', whole, points, cap === 'acronym' ? sentences.acronym() : sentences.weakAlias());
  }
}
