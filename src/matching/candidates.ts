import { IF_COMPLETE } from './align.ts';
import type { QueryWords, Row } from './query-words.ts';
import type { Segment } from './segment.ts';
import { type Agreement, leastDeviation, mayComplete } from './similarity.ts';

type Visit = (name: number) => void;

const NEVER = Number.POSITIVE_INFINITY;

/** A row this many times longer than another is not worth going through to thin the other out. */
const WORTH_MARKING = 16;

/**
 * Visits names of a segment: all that may align with a query to `least` tenths of points or more. It
 * may visit too many and some twice, never too few.
 *
 * The idea is that of MaxScore (Turtle and Flood, 1995): what all rows together can bring bounds
 * every name. A row without which the rest is not enough must be met by every name that is, so the
 * names of the shortest such row are all there are to look at, and of these only those that are
 * also in the next one. Where no row is needed by itself, a name still needs some row that the
 * others cannot make up for: rows of common words, whose many names would take long to go through,
 * are left out as far as the bound allows. Of all rows, words that agree too little are left out.
 *
 * Completeness is the exception, as it is worth `IF_COMPLETE` however common the words are. A name
 * that agrees in every part holds a word of each part of the query, or one written together with
 * its neighbour.
 */
export class NameVisitor {
  readonly #segment: Segment;
  /** A bit for each name; all are zero between two queries. */
  readonly #marks: Uint32Array;
  #query!: QueryWords;
  #least = 0;
  /** The most that all rows can bring together. */
  #sum = 0;
  #completing = false;

  constructor(segment: Segment) {
    this.#segment = segment;
    this.#marks = new Uint32Array((segment.nameCount >>> 5) + 1);
  }

  visit(query: QueryWords, least: number, visit: Visit): void {
    const { rows, slack } = query;
    if (slack >= least) {
      // So many initials that they alone may be enough: then every name may match.
      for (let name = 0; name < this.#segment.nameCount; name++) visit(name);
      return;
    }
    this.#query = query;
    this.#least = least;
    this.#sum = slack;
    let together = false;
    for (const row of rows) {
      this.#sum += row.most;
      together ||= row.kind === 'run';
    }
    this.#completing = query.mayBeComplete && IF_COMPLETE >= least;
    if (this.#sum < least && !this.#completing) return;
    rows.sort(byPostings);
    // What is written together stands for two parts, so that no part is needed by itself.
    if (this.#completing && together) this.#visitEnough(visit);
    else this.#visitNeeded(visit);
  }

  /** The names of the shortest row that every name needs, if they are in the next one as well. */
  #visitNeeded(visit: Visit): void {
    let first: Row | undefined;
    let second: Row | undefined;
    for (const row of this.#query.rows) {
      if (row.kind !== 'part' || this.#sum - row.most >= this.#least) continue;
      second = first;
      first = row;
    }
    if (first === undefined) this.#visitEnough(visit);
    else if (second === undefined || second.postings > WORTH_MARKING * first.postings) {
      this.#visitRow(first, visit);
    } else this.#visitBoth(first, second, visit);
  }

  #visitBoth(first: Row, second: Row, visit: Visit): void {
    const marks = this.#marks;
    this.#visitRow(second, (name) => {
      marks[name >>> 5] = (marks[name >>> 5] as number) | (1 << (name & 31));
    });
    this.#visitRow(first, (name) => {
      if (((marks[name >>> 5] as number) & (1 << (name & 31))) !== 0) visit(name);
    });
    this.#visitRow(second, (name) => {
      marks[name >>> 5] = 0;
    });
  }

  /** The names of as few and short rows as are enough. */
  #visitEnough(visit: Visit): void {
    let without = this.#query.slack;
    let shortest: Row | undefined;
    let visitedPart = false;
    for (const row of this.#query.rows) {
      if (row.kind === 'form') continue;
      const isPart = row.kind === 'part';
      if ((isPart || !this.#completing) && without + row.most < this.#least) {
        without += row.most;
        if (isPart) shortest = row;
      } else {
        visitedPart ||= isPart;
        this.#visitRow(row, visit);
      }
    }
    if (this.#completing && !visitedPart && shortest !== undefined) {
      this.#visitRow(shortest, visit);
    }
  }

  /**
   * The names with a word of this row that beside all other rows may be enough, or that as a part
   * of a complete name may be.
   */
  #visitRow(row: Row, visit: Visit): void {
    if (row.names !== undefined) {
      for (const name of row.names) visit(name);
      return;
    }
    const needed = this.#least - (this.#sum - row.most);
    const complete = this.#completing ? this.#least : NEVER;
    const { starts, values } = this.#segment.postings;
    for (let at = 0; at < row.words.length; at++) {
      const agreement = row.agreements[at] as Agreement;
      const completes =
        mayComplete(agreement) && IF_COMPLETE - leastDeviation(agreement) >= complete;
      if (!completes && (row.points[at] as number) < needed) continue;
      const word = row.words[at] as number;
      const end = starts[word + 1] as number;
      for (let post = starts[word] as number; post < end; post++) visit(values[post] as number);
    }
  }
}

/** The longest lists first: those are the ones to do without. */
const byPostings = (a: Row, b: Row): number => b.postings - a.postings;
