import { IF_COMPLETE } from './align.ts';
import type { QueryWords, Row } from './query-words.ts';
import type { Segment } from './segment.ts';
import { type Agreement, leastDeviation, mayComplete } from './similarity.ts';

type Visit = (name: number) => void;

const NEVER = Number.POSITIVE_INFINITY;

/** Going through a list in its order costs a fraction of looking at a name in full. */
const WORTH_MARKING = 16;

/** Rows with marks of their own; those after them, which are the longest, share the last. */
const MARKED_ROWS = 8;

/**
 * Visits names of a segment: all that may align with a query to `least` tenths of points or more.
 * It may visit too many and some twice, never too few.
 *
 * The idea is that of MaxScore (Turtle and Flood, 1995). A row adds what its words can bring, and
 * spares what it costs that a part of the query is met by none; so the rows that a name is in bound
 * its points. Names are taken by the shortest row that they are in: what they can reach is what
 * that row and those longer ones bring that they are in as well, which marks tell, a bit for each
 * row and name. Of every row, words that agree too little are left out.
 *
 * Completeness is the exception, as it is worth `IF_COMPLETE` however common the words are. A name
 * that agrees in every part is in the rows of all parts, unless some are written together: then it
 * is in a row of what is written together, and nothing is spared.
 */
export class NameVisitor {
  readonly #segment: Segment;
  /** By row, a bit for each name that is in it; all are zero between two queries. */
  readonly #marks: readonly Uint32Array[];
  /** By row: what it brings and spares. */
  readonly #brings = new Int32Array(MARKED_ROWS);
  /** How many rows have marks. */
  #marked = 0;
  #query!: QueryWords;
  #least = 0;
  /** What completeness must bring, where it counts. */
  #complete = NEVER;
  /** The first of the rows that are longer than the one whose names are visited. */
  #longer = 0;
  /** The first row that is marked, in the order of their lengths; those before it are not. */
  #markedFrom = 0;
  #allMarked = false;
  /** Rows that a complete name may be in, as bits: of the part in the shortest, or of several. */
  #completing = 0;

  constructor(segment: Segment) {
    this.#segment = segment;
    const words = (segment.nameCount >>> 5) + 1;
    this.#marks = Array.from({ length: MARKED_ROWS }, () => new Uint32Array(words));
  }

  /** Makes ready for a query; what was marked for the one before is forgotten. */
  set(query: QueryWords): void {
    query.rows.sort(byPostings);
    this.#query = query;
    this.#markedFrom = query.rows.length;
    this.#allMarked = false;
  }

  /** Marks all rows where it is worth while, so as to tell of so many names what they can bring. */
  markFor(names: number): void {
    let postings = 0;
    for (const row of this.#query.rows) postings += row.postings;
    if (postings > WORTH_MARKING * names) return;
    this.#markFrom(0);
    this.#allMarked = true;
  }

  /** Whether a name may bring so many tenths of points; no only where all rows are marked. */
  mayBring(name: number, points: number): boolean {
    if (!this.#allMarked) return true;
    const { slack, absence, mayBeComplete } = this.#query;
    const brings = this.#bringsOf(name, 0);
    if (brings === 0) return false;
    if (brings + slack - absence >= points) return true;
    return mayBeComplete && IF_COMPLETE >= points && this.#mayComplete(name);
  }

  /** What the rows from this one on bring and spare that a name is marked for. */
  #bringsOf(name: number, from: number): number {
    const at = name >>> 5;
    const bit = 1 << (name & 31);
    let sum = 0;
    for (let nth = Math.min(from, MARKED_ROWS - 1); nth < this.#marked; nth++) {
      const marks = this.#marks[nth] as Uint32Array;
      if (((marks[at] as number) & bit) !== 0) sum += this.#brings[nth] as number;
    }
    return sum;
  }

  #mayComplete(name: number): boolean {
    const at = name >>> 5;
    const bit = 1 << (name & 31);
    for (let nth = 0; nth < this.#marked; nth++) {
      if ((this.#completing & (1 << nth)) === 0) continue;
      if ((((this.#marks[nth] as Uint32Array)[at] as number) & bit) !== 0) return true;
    }
    return false;
  }

  visit(least: number, visit: Visit): void {
    const { rows, slack, absence, mayBeComplete } = this.#query;
    if (slack >= least) {
      // So many initials that they alone may be enough: then every name may match.
      for (let name = 0; name < this.#segment.nameCount; name++) visit(name);
      return;
    }
    this.#complete = mayBeComplete && IF_COMPLETE >= least ? least : NEVER;
    let sum = slack;
    for (const row of rows) sum += row.most;
    if (sum < least && this.#complete === NEVER) return;
    this.#least = least + absence;
    this.#visitRows(visit);
  }

  /** Names by the shortest row that they are in, from the longest row to the shortest. */
  #visitRows(visit: Visit): void {
    const { rows, slack } = this.#query;
    const shortest = this.#complete === NEVER ? undefined : rows.find(isPart);
    let longer = slack;
    let marking = 0;
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at] as Row;
      const spares = this.#spares(row);
      const brings = row.most + spares;
      const completes = this.#complete !== NEVER && (row === shortest || !isPart(row));
      if (brings + longer >= this.#least || completes) {
        const alone = brings + slack >= this.#least || at === rows.length - 1 || !isPart(row);
        const filters = !alone && marking <= WORTH_MARKING * row.postings;
        if (filters) this.#markFrom(at + 1);
        this.#longer = at + 1;
        const complete = completes ? this.#complete : NEVER;
        this.#visitRow(row, this.#least - spares - slack, longer - slack, complete, filters, visit);
      }
      longer += brings;
      marking += row.postings;
    }
  }

  /** What it costs a name not to be in a row: nothing where its part may be in another one. */
  #spares({ absence }: Row): number {
    return this.#query.together ? 0 : absence;
  }

  /**
   * The names with a word of this row that brings `needed`, with `longer` from longer rows, or may
   * complete them. `filters`: all longer rows are marked.
   */
  #visitRow(
    row: Row,
    needed: number,
    longer: number,
    complete: number,
    filters: boolean,
    visit: Visit,
  ): void {
    if (row.names !== undefined) {
      for (const name of row.names) visit(name);
      return;
    }
    for (let at = 0; at < row.words.length; at++) {
      const agreement = row.agreements[at] as Agreement;
      const completes =
        mayComplete(agreement) && IF_COMPLETE - leastDeviation(agreement) >= complete;
      const lacks = needed - (row.points[at] as number);
      if (!completes && lacks > longer) continue;
      if (!filters || lacks <= 0) this.#namesOf(row, at, visit);
      else this.#visitMarked(row.words[at] as number, lacks, completes, visit);
    }
  }

  /** The names of a word that are in longer rows which bring what it lacks, or may be complete. */
  #visitMarked(word: number, lacks: number, completes: boolean, visit: Visit): void {
    const { starts, values } = this.#segment.postings;
    const end = starts[word + 1] as number;
    for (let post = starts[word] as number; post < end; post++) {
      const name = values[post] as number;
      const brings = this.#bringsOf(name, this.#longer);
      if (brings >= lacks || (completes && brings > 0)) visit(name);
    }
  }

  /** Marks the names of the rows from this one on that are not marked yet. */
  #markFrom(first: number): void {
    const { rows } = this.#query;
    if (first >= this.#markedFrom) return;
    if (this.#markedFrom === rows.length) this.#sumUp();
    for (let at = first; at < this.#markedFrom; at++) {
      const marks = this.#marks[Math.min(at, MARKED_ROWS - 1)] as Uint32Array;
      this.#eachName(rows[at] as Row, (name) => {
        marks[name >>> 5] = (marks[name >>> 5] as number) | (1 << (name & 31));
      });
    }
    this.#markedFrom = first;
  }

  #sumUp(): void {
    const { rows } = this.#query;
    const shortest = rows.findIndex(isPart);
    this.#marked = Math.min(rows.length, MARKED_ROWS);
    this.#brings.fill(0);
    this.#completing = 0;
    rows.forEach((row, at) => {
      const nth = Math.min(at, MARKED_ROWS - 1);
      // At least something, so that a marked name is told from one that is not.
      const brings = Math.max(1, row.most + this.#spares(row));
      this.#brings[nth] = (this.#brings[nth] as number) + brings;
      if (at === shortest || !isPart(row)) this.#completing |= 1 << nth;
    });
  }

  /** Forgets the marks; a query ends with it. */
  clear(): void {
    const { rows } = this.#query;
    for (let at = this.#markedFrom; at < rows.length; at++) {
      const marks = this.#marks[Math.min(at, MARKED_ROWS - 1)] as Uint32Array;
      this.#eachName(rows[at] as Row, (name) => {
        marks[name >>> 5] = 0;
      });
    }
    this.#markedFrom = rows.length;
  }

  #eachName(row: Row, visit: Visit): void {
    if (row.names !== undefined) for (const name of row.names) visit(name);
    else for (let at = 0; at < row.words.length; at++) this.#namesOf(row, at, visit);
  }

  #namesOf(row: Row, at: number, visit: Visit): void {
    const { starts, values } = this.#segment.postings;
    const word = row.words[at] as number;
    const end = starts[word + 1] as number;
    for (let post = starts[word] as number; post < end; post++) visit(values[post] as number);
  }
}

const isPart = ({ kind }: Row): boolean => kind === 'part';

/** The shortest lists first. */
const byPostings = (a: Row, b: Row): number => a.postings - b.postings;
