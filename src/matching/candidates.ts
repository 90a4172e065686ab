import { IF_COMPLETE } from './align.ts';
import type { QueryWords, Row } from './query-words.ts';
import type { Segment } from './segment.ts';
import { type Agreement, leastDeviation, mayComplete } from './similarity.ts';

type Visit = (name: number) => void;

const NEVER = Number.POSITIVE_INFINITY;

/** Going through a list in its order costs a fraction of looking at a name in full. */
const WORTH_MARKING = 16;

/**
 * Visits names of a segment: all that may align with a query to `least` tenths of points or more.
 * It may visit too many and some twice, never too few.
 *
 * The idea is that of MaxScore (Turtle and Flood, 1995). A row adds what its words can bring, and
 * spares what it costs that a part of the query is met by none; so the rows that a name is in bound
 * its points. Names are taken by the shortest row that they are in: what they can reach is what
 * that row and all longer ones bring. Where no row is enough alone, only names that are in a longer
 * one as well are looked at; those of longer rows are marked for that, a bit for each name. Of
 * every row, words that agree too little are left out.
 *
 * Completeness is the exception, as it is worth `IF_COMPLETE` however common the words are. A name
 * that agrees in every part is in all rows, unless parts of it are written together: then the rows
 * of what is written together are gone through as well, and nothing is spared.
 */
export class NameVisitor {
  readonly #segment: Segment;
  /** A bit for each name of a marked row; all are zero between two queries. */
  readonly #marks: Uint32Array;
  #query!: QueryWords;
  #least = 0;
  #completing = false;
  /** The first row that is marked, in the order of their lengths; those before it are not. */
  #markedFrom = 0;
  #allMarked = false;

  constructor(segment: Segment) {
    this.#segment = segment;
    this.#marks = new Uint32Array((segment.nameCount >>> 5) + 1);
  }

  /** Makes ready for a query; what was marked for the one before is forgotten. */
  set(query: QueryWords): void {
    query.rows.sort(byPostings);
    this.#query = query;
    this.#markedFrom = query.rows.length;
    this.#allMarked = false;
  }

  /** Marks all rows where it is worth while, so as to tell of so many names if they are in any. */
  markFor(names: number): void {
    let postings = 0;
    for (const row of this.#query.rows) postings += row.postings;
    if (postings > WORTH_MARKING * names) return;
    this.#markFrom(0);
    this.#allMarked = true;
  }

  /** Whether a name may be in any row; no only where all are marked. */
  mayHold(name: number): boolean {
    if (!this.#allMarked) return true;
    return ((this.#marks[name >>> 5] as number) & (1 << (name & 31))) !== 0;
  }

  visit(least: number, visit: Visit): void {
    const query = this.#query;
    const { rows, slack } = query;
    if (slack >= least) {
      // So many initials that they alone may be enough: then every name may match.
      for (let name = 0; name < this.#segment.nameCount; name++) visit(name);
      return;
    }
    this.#completing = query.mayBeComplete && IF_COMPLETE >= least;
    let sum = slack;
    for (const row of rows) sum += row.most;
    if (sum < least && !this.#completing) return;
    this.#least = least + query.absence;
    if (query.together) this.#visitEnough(visit);
    else this.#visitTogether(visit);
  }

  /** Names by the shortest row that they are in, from the longest row to the shortest. */
  #visitTogether(visit: Visit): void {
    const { rows, slack } = this.#query;
    let longer = slack;
    let marking = 0;
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at] as Row;
      const alone = row.most + row.absence + slack >= this.#least;
      const enough = row.most + row.absence + longer >= this.#least;
      const complete = this.#completing && at === 0 ? this.#least - this.#query.absence : NEVER;
      if (enough || complete !== NEVER) {
        const needed = this.#least - longer - row.absence;
        const first = at === rows.length - 1;
        if (alone || first || marking > WORTH_MARKING * row.postings) {
          this.#visitRow(row, needed, complete, visit);
        } else {
          this.#markFrom(at + 1);
          this.#visitRow(row, needed, complete, (name) => {
            if (((this.#marks[name >>> 5] as number) & (1 << (name & 31))) !== 0) visit(name);
          });
        }
      }
      longer += row.most + row.absence;
      marking += row.postings;
    }
  }

  /** Marks the names of the rows from this one on that are not marked yet. */
  #markFrom(first: number): void {
    const marks = this.#marks;
    for (let at = first; at < this.#markedFrom; at++) {
      this.#eachName(this.#query.rows[at] as Row, (name) => {
        marks[name >>> 5] = (marks[name >>> 5] as number) | (1 << (name & 31));
      });
    }
    this.#markedFrom = first;
  }

  /** Forgets the marks; a query ends with it. */
  clear(): void {
    const { rows } = this.#query;
    for (let at = this.#markedFrom; at < rows.length; at++) {
      this.#eachName(rows[at] as Row, (name) => {
        this.#marks[name >>> 5] = 0;
      });
    }
  }

  /** The names of as few and short rows as are enough, where parts may be written together. */
  #visitEnough(visit: Visit): void {
    const { rows, slack } = this.#query;
    let sum = slack;
    for (const row of rows) sum += row.most;
    let without = slack;
    let shortest: Row | undefined;
    let visitedPart = false;
    const complete = this.#completing ? this.#least : NEVER;
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at] as Row;
      const isPart = row.kind === 'part';
      if ((isPart || !this.#completing) && without + row.most < this.#least) {
        without += row.most;
        if (isPart) shortest = row;
      } else {
        visitedPart ||= isPart;
        this.#visitRow(row, this.#least - (sum - row.most), complete, visit);
      }
    }
    if (this.#completing && !visitedPart && shortest !== undefined) {
      this.#visitRow(shortest, NEVER, complete, visit);
    }
  }

  /** The names with a word of this row that brings `needed`, or may complete them to `complete`. */
  #visitRow(row: Row, needed: number, complete: number, visit: Visit): void {
    if (row.names !== undefined) {
      for (const name of row.names) visit(name);
      return;
    }
    for (let at = 0; at < row.words.length; at++) {
      const agreement = row.agreements[at] as Agreement;
      const completes =
        mayComplete(agreement) && IF_COMPLETE - leastDeviation(agreement) >= complete;
      if (completes || (row.points[at] as number) >= needed) this.#namesOf(row, at, visit);
    }
  }

  #eachName(row: Row, visit: Visit): void {
    for (let at = 0; at < row.words.length; at++) this.#namesOf(row, at, visit);
  }

  #namesOf(row: Row, at: number, visit: Visit): void {
    const { starts, values } = this.#segment.postings;
    const word = row.words[at] as number;
    const end = starts[word + 1] as number;
    for (let post = starts[word] as number; post < end; post++) visit(values[post] as number);
  }
}

/** The shortest lists first. */
const byPostings = (a: Row, b: Row): number => a.postings - b.postings;
