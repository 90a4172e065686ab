import { IF_COMPLETE } from './align.ts';
import type { QueryWords, Row } from './query-words.ts';
import type { Segment } from './segment.ts';
import { type Agreement, leastDeviation, mayComplete } from './similarity.ts';

/**
 * Visits names of a segment, each at most once: all that may align with the query to `least` tenths
 * of points or more. It may visit too many, never too few.
 *
 * The idea is that of MaxScore (Turtle and Flood, 1995): what all rows together can bring bounds
 * every name, so a name that reaches `least` needs a word of some row that the others cannot make
 * up for. Rows of common words, whose many names would take long to go through, are left out as far
 * as the bound allows; and of the rows that remain, words that agree too little.
 *
 * Completeness is the exception, as it is worth `IF_COMPLETE` however common the words are. A name
 * that agrees in every part holds a word of each part of the query, or one written together with
 * its neighbour; so all rows of the latter kind are gone through, and one of the former.
 */
export function visitNames(
  segment: Segment,
  query: QueryWords,
  least: number,
  visit: (name: number) => void,
): void {
  const { rows, slack } = query;
  if (slack >= least) {
    // So many initials that they alone may be enough: then every name may match.
    for (let name = 0; name < segment.nameCount; name++) visit(name);
    return;
  }
  let sum = slack;
  for (const row of rows) sum += row.most;
  const completing = query.mayBeComplete && IF_COMPLETE >= least;
  if (sum < least && !completing) return;
  // The longest lists first: those are the ones to do without.
  rows.sort(byPostings);
  let without = slack;
  let shortest: Row | undefined;
  let visitedPart = false;
  for (const row of rows) {
    if (row.kind === 'form') continue;
    const isPart = row.kind === 'part';
    if ((isPart || !completing) && without + row.most < least) {
      without += row.most;
      if (isPart) shortest = row;
    } else {
      visitedPart ||= isPart;
      visitRow(segment, row, least - (sum - row.most), completing ? least : NEVER, visit);
    }
  }
  if (completing && !visitedPart && shortest !== undefined) {
    visitRow(segment, shortest, NEVER, least, visit);
  }
}

const NEVER = Number.POSITIVE_INFINITY;

const byPostings = (a: Row, b: Row): number => b.postings - a.postings;

/**
 * Visits the names with a word of this row that brings `needed`, or that as a part of a complete
 * name may reach `complete`.
 */
function visitRow(
  segment: Segment,
  row: Row,
  needed: number,
  complete: number,
  visit: (name: number) => void,
): void {
  if (row.names !== undefined) {
    for (const name of row.names) visit(name);
    return;
  }
  const { starts, values } = segment.postings;
  for (let at = 0; at < row.words.length; at++) {
    const agreement = row.agreements[at] as Agreement;
    const completes = mayComplete(agreement) && IF_COMPLETE - leastDeviation(agreement) >= complete;
    if (!completes && (row.points[at] as number) < needed) continue;
    const word = row.words[at] as number;
    const end = starts[word + 1] as number;
    for (let post = starts[word] as number; post < end; post++) visit(values[post] as number);
  }
}
