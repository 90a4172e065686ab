import { inTenths, MODEL } from './model.ts';
import { all, has, identifyingSet, MOST_PARTS, type NameParts } from './name-parts.ts';
import {
  GIVEN,
  identifies,
  LEGAL_FORM,
  legalFamily,
  NUMBER,
  roleCode,
  saidOf,
} from './part-codes.ts';
import { COSTS, kindOf, kindOpposed, mayOppose } from './part-costs.ts';
import {
  type Agreement,
  deviationOf,
  EQUAL,
  JOINED,
  mayComplete,
  NO_AGREEMENT,
  runPartWorth,
  worthOf,
} from './similarity.ts';

const { name } = MODEL;
const MOST_PAIRS = MOST_PARTS * MOST_PARTS + 4 * MOST_PARTS;
const AGREEING_MOST = inTenths(name.agreeingMost);
const COMPLETE = inTenths(name.complete);
const GIVEN_DISAGREE = inTenths(name.givenNamesDisagree);
const NUMBER_DIFFERENT = inTenths(name.numberDifferent);
const LEGAL_EQUAL = inTenths(name.legalFormEqual);
const LEGAL_RELATED = inTenths(name.legalFormRelated);
const LEGAL_DIFFERENT = inTenths(name.legalFormDifferent);

/** The most that an alignment adds besides its pairs and completeness. */
export const MOST_BESIDES_PAIRS = LEGAL_EQUAL;
export const MOST_OF_PAIRS = AGREEING_MOST;
/** The most that completeness brings a name to, however common its words are. */
export const IF_COMPLETE = COMPLETE + MOST_BESIDES_PAIRS;

/**
 * Aligns two names, again and again with the same memory: nothing is allocated. `setQuery`, then
 * for each listing `setListing`, `setAgreement` and `addRun` for what agrees, and `align`.
 *
 * Parts are paired best first, ties in the order of the names; the order of parts does not count,
 * as `SATIZABAL PRUEBA, Ximena` and `Ximena Satizábal Prueba` are one name. Points are in tenths.
 */
export class Aligner {
  /** What the last call of `align` found; valid until the next. */
  pairs = 0;
  readonly pairQuery = new Uint8Array(MOST_PARTS);
  readonly pairQueryCount = new Uint8Array(MOST_PARTS);
  readonly pairListing = new Uint8Array(MOST_PARTS);
  readonly pairListingCount = new Uint8Array(MOST_PARTS);
  readonly pairAgreement = new Uint16Array(MOST_PARTS);
  readonly pairPoints = new Int16Array(MOST_PARTS);
  opposed = 0;
  readonly opposedQuery = new Uint8Array(MOST_PARTS);
  readonly opposedListing = new Uint8Array(MOST_PARTS);
  readonly opposedPoints = new Int16Array(MOST_PARTS);
  missing = 0;
  readonly missingAt = new Uint8Array(MOST_PARTS);
  readonly missingPoints = new Int16Array(MOST_PARTS);
  extra = 0;
  readonly extraAt = new Uint8Array(MOST_PARTS);
  readonly extraPoints = new Int16Array(MOST_PARTS);
  overCap = 0;
  legalForm = 0;
  givenNamesDisagree = false;
  numbersDiffer = false;
  complete = false;
  completePoints = 0;
  points = 0;

  #query!: NameParts;
  #querySet = 0;
  #codes!: Uint8Array;
  #bits!: Uint8Array;
  #from = 0;
  #count = 0;
  #listingSet = 0;
  readonly #agreements = new Uint16Array(MOST_PARTS * MOST_PARTS);
  #possible = 0;
  readonly #possibleQuery = new Uint8Array(MOST_PAIRS);
  readonly #possibleQueryCount = new Uint8Array(MOST_PAIRS);
  readonly #possibleListing = new Uint8Array(MOST_PAIRS);
  readonly #possibleListingCount = new Uint8Array(MOST_PAIRS);
  readonly #possibleAgreement = new Uint16Array(MOST_PAIRS);
  readonly #possiblePoints = new Int16Array(MOST_PAIRS);
  readonly #possibleWorth = new Int16Array(MOST_PAIRS);

  setQuery(query: NameParts): void {
    this.#query = query;
    this.#querySet = identifyingSet(query);
  }

  setListing(codes: Uint8Array, bits: Uint8Array, from: number, count: number): void {
    this.#codes = codes;
    this.#bits = bits;
    this.#from = from;
    this.#count = count;
    let set = 0;
    for (let at = 0; at < count; at++) if (identifies(codes[from + at] as number)) set |= 1 << at;
    this.#listingSet = set === 0 ? all(count) : set;
    this.#agreements.fill(NO_AGREEMENT, 0, this.#query.count * MOST_PARTS);
    this.#possible = 0;
  }

  /** Says how a part of the query agrees with a part of the listing. */
  setAgreement(query: number, listing: number, agreement: Agreement): void {
    this.#agreements[query * MOST_PARTS + listing] = agreement;
  }

  /** Says that neighbouring parts of one name are one part of the other, written together. */
  addRun(query: number, queryCount: number, listing: number, listingCount: number): void {
    if (this.#possible >= MOST_PAIRS) return;
    const ours = queryCount > 1;
    const { codes, bits } = ours ? this.#query : { codes: this.#codes, bits: this.#bits };
    const start = ours ? this.#query.from + query : this.#from + listing;
    let sum = 0;
    for (let at = start; at < start + Math.max(queryCount, listingCount); at++) {
      if (identifies(codes[at] as number)) sum += runPartWorth(bits[at] as number);
    }
    this.#add(query, queryCount, listing, listingCount, EQUAL, sum - JOINED, sum);
  }

  /** Tenths of points of the two names. */
  align(): number {
    this.#findPairs();
    const takenQuery = this.#choosePairs();
    const restQuery = this.#querySet & ~takenQuery;
    const restListing = this.#listingSet & ~this.#takenListing;
    this.#oppose(restQuery, restListing);
    this.#compareLegalForms();
    this.complete = restQuery === 0 && restListing === 0 && this.pairs > 0 && this.#mayComplete();
    this.completePoints = this.complete ? Math.max(0, COMPLETE - this.#worth) : 0;
    this.overCap = Math.min(0, AGREEING_MOST - this.#worth);
    this.#compareNumbers();
    this.points =
      this.#sumOfPairs() +
      this.completePoints +
      this.overCap +
      this.#besides +
      this.legalForm +
      (this.givenNamesDisagree ? GIVEN_DISAGREE : 0) +
      (this.numbersDiffer ? NUMBER_DIFFERENT : 0);
    return this.points;
  }

  #takenListing = 0;
  /** What the chosen pairs would be worth if all of them were equal. */
  #worth = 0;
  /** What opposed, missing and extra parts cost together. */
  #besides = 0;

  #add(
    q: number,
    qs: number,
    l: number,
    ls: number,
    agreement: Agreement,
    points: number,
    worth: number,
  ): void {
    const at = this.#possible++;
    this.#possibleQuery[at] = q;
    this.#possibleQueryCount[at] = qs;
    this.#possibleListing[at] = l;
    this.#possibleListingCount[at] = ls;
    this.#possibleAgreement[at] = agreement;
    this.#possiblePoints[at] = points;
    this.#possibleWorth[at] = worth;
  }

  #findPairs(): void {
    const query = this.#query;
    for (let q = 0; q < query.count; q++) {
      if (!has(this.#querySet, q)) continue;
      for (let l = 0; l < this.#count; l++) {
        const agreement = this.#agreements[q * MOST_PARTS + l] as Agreement;
        if (agreement === NO_AGREEMENT || !has(this.#listingSet, l)) continue;
        if (this.#possible >= MOST_PAIRS) return;
        const ours = query.bits[query.from + q] as number;
        const theirs = this.#bits[this.#from + l] as number;
        const worth = worthOf(agreement, ours, theirs);
        const points = worth - deviationOf(agreement, ours, theirs);
        this.#add(q, 1, l, 1, agreement, points, worth);
      }
    }
  }

  /** Takes the best pair, then the best of what is left; gives the set of parts of the query. */
  #choosePairs(): number {
    let takenQuery = 0;
    let takenListing = 0;
    this.pairs = 0;
    this.#worth = 0;
    while (this.pairs < MOST_PARTS) {
      let best = -1;
      for (let at = 0; at < this.#possible; at++) {
        const ours = this.#span(this.#possibleQuery, this.#possibleQueryCount, at);
        const theirs = this.#span(this.#possibleListing, this.#possibleListingCount, at);
        if ((ours & takenQuery) !== 0 || (theirs & takenListing) !== 0) continue;
        if (best < 0 || this.#isBetter(at, best)) best = at;
      }
      if (best < 0) break;
      takenQuery |= this.#span(this.#possibleQuery, this.#possibleQueryCount, best);
      takenListing |= this.#span(this.#possibleListing, this.#possibleListingCount, best);
      this.#take(best);
    }
    this.#takenListing = takenListing;
    return takenQuery;
  }

  #span(starts: Uint8Array, counts: Uint8Array, at: number): number {
    return all(counts[at] as number) << (starts[at] as number);
  }

  #isBetter(a: number, b: number): boolean {
    const points = (this.#possiblePoints[a] as number) - (this.#possiblePoints[b] as number);
    if (points !== 0) return points > 0;
    const query = (this.#possibleQuery[a] as number) - (this.#possibleQuery[b] as number);
    if (query !== 0) return query < 0;
    const listing = (this.#possibleListing[a] as number) - (this.#possibleListing[b] as number);
    if (listing !== 0) return listing < 0;
    return (
      (this.#possibleQueryCount[a] as number) + (this.#possibleListingCount[a] as number) <
      (this.#possibleQueryCount[b] as number) + (this.#possibleListingCount[b] as number)
    );
  }

  #take(possible: number): void {
    const at = this.pairs++;
    this.pairQuery[at] = this.#possibleQuery[possible] as number;
    this.pairQueryCount[at] = this.#possibleQueryCount[possible] as number;
    this.pairListing[at] = this.#possibleListing[possible] as number;
    this.pairListingCount[at] = this.#possibleListingCount[possible] as number;
    this.pairAgreement[at] = this.#possibleAgreement[possible] as number;
    this.pairPoints[at] = this.#possiblePoints[possible] as number;
    this.#worth += this.#possibleWorth[possible] as number;
  }

  #sumOfPairs(): number {
    let sum = 0;
    for (let at = 0; at < this.pairs; at++) sum += this.pairPoints[at] as number;
    return sum;
  }

  #mayComplete(): boolean {
    for (let at = 0; at < this.pairs; at++) {
      if (!mayComplete(this.pairAgreement[at] as Agreement)) return false;
    }
    return true;
  }

  /**
   * Parts left over on both sides stand against each other, in order: names and initials against
   * names and initials, common words of companies, which say less, against common words, numbers
   * against numbers. A given name does not stand against a surname. What is left is missing on one
   * side.
   */
  #oppose(restQuery: number, restListing: number): void {
    this.opposed = 0;
    this.#besides = 0;
    let freeListing = restListing;
    let freeQuery = restQuery;
    for (let q = 0; q < this.#query.count && freeListing !== 0; q++) {
      if (!has(restQuery, q)) continue;
      const ours = this.#query.codes[this.#query.from + q] as number;
      for (let l = 0; l < this.#count; l++) {
        if (!has(freeListing, l)) continue;
        const theirs = this.#codes[this.#from + l] as number;
        if (!mayOppose(ours, theirs)) continue;
        const points = COSTS[kindOpposed(ours, theirs)].contradicting[this.opposed] as number;
        this.opposedQuery[this.opposed] = q;
        this.opposedListing[this.opposed] = l;
        this.opposedPoints[this.opposed++] = points;
        this.#besides += points;
        freeListing &= ~(1 << l);
        freeQuery &= ~(1 << q);
        break;
      }
    }
    this.#leaveOver(freeQuery, freeListing);
    this.#compareGivenNames();
  }

  #leaveOver(freeQuery: number, freeListing: number): void {
    this.missing = 0;
    for (let l = 0; l < this.#count; l++) {
      if (!has(freeListing, l)) continue;
      const { missing } = COSTS[kindOf(this.#codes[this.#from + l] as number)];
      const points = missing[this.missing] as number;
      this.missingAt[this.missing] = l;
      this.missingPoints[this.missing++] = points;
      this.#besides += points;
    }
    this.extra = 0;
    for (let q = 0; q < this.#query.count; q++) {
      if (!has(freeQuery, q)) continue;
      const { extra } = COSTS[kindOf(this.#query.codes[this.#query.from + q] as number)];
      const points = extra[this.extra] as number;
      this.extraAt[this.extra] = q;
      this.extraPoints[this.extra++] = points;
      this.#besides += points;
    }
  }

  /** The listing says which parts are given names, and every one that was compared is another. */
  #compareGivenNames(): void {
    this.givenNamesDisagree = false;
    for (let at = 0; at < this.opposed; at++) {
      if (this.#isSaidGiven(this.opposedListing[at] as number)) this.givenNamesDisagree = true;
    }
    for (let at = 0; at < this.pairs && this.givenNamesDisagree; at++) {
      const first = this.pairListing[at] as number;
      for (let l = first; l < first + (this.pairListingCount[at] as number); l++) {
        if (this.#isSaidGiven(l)) this.givenNamesDisagree = false;
      }
    }
  }

  #isSaidGiven(listing: number): boolean {
    return saidOf(this.#codes[this.#from + listing] as number) === GIVEN;
  }

  /** The best pair of legal forms counts: the same one, one of its family, or another. */
  #compareLegalForms(): void {
    const query = this.#query;
    let best = Number.NEGATIVE_INFINITY;
    for (let q = 0; q < query.count; q++) {
      const ours = query.codes[query.from + q] as number;
      if (roleCode(ours) !== LEGAL_FORM) continue;
      for (let l = 0; l < this.#count; l++) {
        const theirs = this.#codes[this.#from + l] as number;
        if (roleCode(theirs) !== LEGAL_FORM) continue;
        const related = legalFamily(ours) === legalFamily(theirs) ? LEGAL_RELATED : LEGAL_DIFFERENT;
        const equal = this.#agreements[q * MOST_PARTS + l] === EQUAL;
        best = Math.max(best, equal ? LEGAL_EQUAL : related);
      }
    }
    this.legalForm = best === Number.NEGATIVE_INFINITY ? 0 : best;
  }

  #compareNumbers(): void {
    this.numbersDiffer = this.#hasNumber(this.#query) && this.#listingHasNumber();
    for (let at = 0; at < this.pairs && this.numbersDiffer; at++) {
      const code = this.#query.codes[this.#query.from + (this.pairQuery[at] as number)] as number;
      if (roleCode(code) === NUMBER) this.numbersDiffer = false;
    }
  }

  #hasNumber({ codes, from, count }: NameParts): boolean {
    for (let at = from; at < from + count; at++) {
      if (roleCode(codes[at] as number) === NUMBER) return true;
    }
    return false;
  }

  #listingHasNumber(): boolean {
    for (let at = this.#from; at < this.#from + this.#count; at++) {
      if (roleCode(this.#codes[at] as number) === NUMBER) return true;
    }
    return false;
  }
}
