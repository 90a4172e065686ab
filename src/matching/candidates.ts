import { identifyingParts } from './align.ts';
import { numberList } from './lists-of-numbers.ts';
import { MODEL } from './model.ts';
import type { PartyName } from './party.ts';
import type { Segment } from './segment.ts';
import type { WordFinder } from './similar-words.ts';
import { agreementPoints } from './similarity.ts';

/** Working memory for one segment, used again for every query: no query allocates by list size. */
export interface Scratch {
  /** By name: points gathered so far. */
  readonly points: Float32Array;
  /** By name: how many parts of the query it has met. */
  readonly parts: Uint16Array;
  /** By name: the last part of the query that it has met, so that a part counts once. */
  readonly lastPart: Uint32Array;
}

export function scratchFor(segment: Segment): Scratch {
  return {
    points: new Float32Array(segment.nameCount),
    parts: new Uint16Array(segment.nameCount),
    lastPart: new Uint32Array(segment.nameCount),
  };
}

/** Rounding of 32-bit sums; a bound must never be too low. */
const SLACK = 0.01;

/**
 * The names of a segment that may align with a query's name to `least` points or more, in no
 * particular order. It may name too many, never too few:
 *
 * - the points of aligned parts are bounded by the best agreement of each part of the query with
 *   any word of the name, taking the most bits that this word has anywhere in the list;
 * - an initial in the query may agree with any part, so each adds its points to every name, also to
 *   those that are met in no other way;
 * - everything else that alignment adds is negative, but for an equal legal form, and for
 *   completeness, which needs every part of the query to be met.
 */
export function candidateNames(
  segment: Segment,
  finder: WordFinder,
  scratch: Scratch,
  query: PartyName,
  least: number,
): readonly number[] {
  const { tokens } = query.analysed;
  const parts = identifyingParts(tokens).map((at) => tokens[at] as (typeof tokens)[number]);
  const initials = parts.filter((part) => part.text.length === 1).length;
  const slack = initials * MODEL.name.initial + MODEL.name.legalFormEqual + SLACK;
  // So many initials that they alone may be enough: then every name may match.
  if (slack >= least) return Array.from({ length: segment.nameCount }, (_, name) => name);
  const touched: number[] = [];
  parts.forEach((part, index) => {
    const similar = [...finder.similarTo(part.text)].map(([word, how]) => ({
      word,
      points: agreementPoints(how, part.bits, segment.bitsOfWord(word)),
    }));
    // Best agreement first, so that the first one a name meets is the one that counts.
    similar.sort((a, b) => b.points - a.points);
    for (const { word, points } of similar) {
      for (const name of numberList(segment.postings, word)) {
        if (scratch.lastPart[name] === index + 1) continue;
        if (scratch.lastPart[name] === 0) touched.push(name);
        scratch.lastPart[name] = index + 1;
        scratch.points[name] = (scratch.points[name] as number) + points;
        scratch.parts[name] = (scratch.parts[name] as number) + 1;
      }
    }
  });
  const found: number[] = [];
  const bestIfComplete = MODEL.name.complete;
  for (const name of touched) {
    const bound = (scratch.points[name] as number) + slack;
    const mayBeComplete = (scratch.parts[name] as number) === parts.length;
    if (bound >= least || (mayBeComplete && bestIfComplete + SLACK >= least)) found.push(name);
    scratch.points[name] = 0;
    scratch.parts[name] = 0;
    scratch.lastPart[name] = 0;
  }
  return found;
}
