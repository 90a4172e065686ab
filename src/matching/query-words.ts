import { Aligner, IF_COMPLETE, MOST_BESIDES_PAIRS, MOST_OF_PAIRS } from './align.ts';
import { inTenths, MODEL } from './model.ts';
import { MOST_PARTS } from './name-parts.ts';
import { identifies, LEGAL_FORM, roleCode } from './part-codes.ts';
import { leastAbsence, leastAbsenceEitherWay } from './part-costs.ts';
import type { PartyName } from './party-name.ts';
import { canJoin, type Run } from './runs.ts';
import type { Segment } from './segment.ts';
import type { SimilarWords, Split, WordFinder, WorthOfWords } from './similar-words.ts';
import {
  type Agreement,
  EQUAL,
  hasDigit,
  INITIAL_AGREEMENT,
  leastDeviation,
  runPartWorth,
  SKELETON_AGREEMENT,
  worthOf,
} from './similarity.ts';

/** Words of the list that bring a name nearer to the query by the same means. */
export interface Row {
  /**
   * `part`: all words that agree with a part of the query; `run`: words that agree with it in a way
   * of their own, as parts that are written together do.
   */
  readonly kind: 'part' | 'run';
  readonly words: Uint32Array;
  readonly agreements: Uint16Array;
  /** Most tenths of points that each word can bring. */
  readonly points: Uint16Array;
  /** The most of `points`; 0 for a row without words. */
  readonly most: number;
  /** The least that it costs a name to be in no such row, in tenths. */
  readonly absence: number;
  /** How many names hold one of the words, some counted more than once. */
  readonly postings: number;
  /** The names themselves, where words count only one after the other. */
  readonly names: Uint32Array | undefined;
}

/** A part of the query that is two or three words of the list, one after the other. */
interface PartSplit {
  readonly part: number;
  readonly words: Uint32Array;
}

/** Marks a run of parts of the query in an entry, where else a part's number stands. */
const RUN = MOST_PARTS;

const MOST_INITIAL = inTenths(MODEL.name.initial);

/**
 * One name of a query beside the words of one segment: which of them agree with it, and how. Bounds
 * and scores of names are then sums over their words. The memory is used again for every query.
 */
export class QueryWords {
  readonly rows: Row[] = [];
  /** Most tenths of points beyond those of the rows: initials, and an equal legal form. */
  slack = 0;
  /** Whether some name might agree in every part. */
  mayBeComplete = false;
  /** Whether some row is of parts that are written together on one side. */
  together = false;
  /** The least that it costs to meet no part, in tenths; nothing where parts may be together. */
  absence = 0;
  /** The least that it costs for each part that is not met, and how many parts there are. */
  #leastAbsence = 0;
  #parts = 0;
  readonly aligner = new Aligner();
  readonly #segment: Segment;
  readonly #finder: WordFinder;
  readonly #similarTo: 'similarTo' | 'similarEitherWay';
  readonly #absenceOf: (code: number) => number;
  /** By word of the segment: the most it brings, at least 1 where it agrees at all. */
  readonly #most: Uint16Array;
  /** By word: its first entry, plus one. */
  readonly #first: Uint32Array;
  #entryNext = new Uint32Array(1_024);
  #entryPart = new Uint8Array(1_024);
  #entryAgreement = new Uint16Array(1_024);
  #entries = 0;
  #query!: PartyName;
  #runs: readonly Run[] = [];
  readonly #splits: PartSplit[] = [];
  /** Words of legal forms; no name is found by them. */
  readonly #forms: number[] = [];
  #initials = 0;

  /** `eitherWay`: bounds hold as well where the query is the listing; see `NameSearch`. */
  constructor(segment: Segment, finder: WordFinder, eitherWay = false) {
    this.#segment = segment;
    this.#finder = finder;
    this.#similarTo = eitherWay ? 'similarEitherWay' : 'similarTo';
    this.#absenceOf = eitherWay ? leastAbsenceEitherWay : leastAbsence;
    this.#most = new Uint16Array(segment.words.length);
    this.#first = new Uint32Array(segment.words.length);
  }

  /** Looks the words of a name up; what was looked up before is forgotten. */
  set(query: PartyName): void {
    this.#clear();
    this.#query = query;
    this.aligner.setQuery(query.parts);
    let covered = 0;
    for (let part = 0; part < query.parts.count; part++) {
      if (this.#addPart(part)) covered |= 1 << part;
    }
    this.#runs = query.runs;
    this.#runs.forEach((run, nth) => {
      if (this.#addRun(run, nth)) covered |= ((1 << run.count) - 1) << run.from;
    });
    this.slack = this.#initials * MOST_INITIAL + MOST_BESIDES_PAIRS;
    this.mayBeComplete = (query.identifying & ~covered) === 0;
    this.#weighAbsence();
  }

  /** A part that is written together with its neighbour is met without a row of its own. */
  #weighAbsence(): void {
    this.together = this.rows.some((row) => row.kind === 'run');
    this.absence = 0;
    this.#parts = 0;
    this.#leastAbsence = 0;
    if (this.together) return;
    for (const { absence } of this.rows) {
      this.absence += absence;
      if (absence === 0) continue;
      this.#leastAbsence = this.#parts === 0 ? absence : Math.min(this.#leastAbsence, absence);
      this.#parts++;
    }
  }

  /** The most tenths of points that a name can reach. */
  bound(name: number): number {
    const { nameStarts, partWord } = this.#segment;
    const to = nameStarts[name + 1] as number;
    let sum = 0;
    let strangers = 0;
    for (let at = nameStarts[name] as number; at < to; at++) {
      const most = this.#most[partWord[at] as number] as number;
      if (most === 0) strangers++;
      sum += most;
    }
    const met = to - (nameStarts[name] as number) - strangers;
    const absent = met < this.#parts ? (this.#parts - met) * this.#leastAbsence : 0;
    const bound = Math.min(sum, MOST_OF_PAIRS) + this.slack - absent;
    if (bound >= IF_COMPLETE || !this.mayBeComplete) return bound;
    return strangers === 0 || this.#onlyBesides(name) ? IF_COMPLETE : bound;
  }

  /** Tenths of points of a name, exactly; `aligner` holds how they come about. */
  score(name: number): number {
    const { nameStarts, partCode, partBits, partWord } = this.#segment;
    const from = nameStarts[name] as number;
    const count = (nameStarts[name + 1] as number) - from;
    const { aligner } = this;
    aligner.setListing(partCode, partBits, from, count);
    for (let l = 0; l < count; l++) {
      let entry = this.#first[partWord[from + l] as number] as number;
      for (; entry !== 0; entry = this.#entryNext[entry] as number) {
        const part = this.#entryPart[entry] as number;
        if (part < RUN) aligner.setAgreement(part, l, this.#entryAgreement[entry] as Agreement);
        else if (part < 2 * RUN) {
          const run = this.#runs[part - RUN] as Run;
          aligner.addRun(run.from, run.count, l, 1);
        }
      }
    }
    if (this.#initials > 0) this.#addInitials(from, count);
    for (const { part, words } of this.#splits) this.#addSplit(part, words, from, count);
    return aligner.align();
  }

  #clear(): void {
    for (const { words } of this.rows) for (const word of words) this.#forget(word);
    for (const word of this.#forms) this.#forget(word);
    this.rows.length = 0;
    this.#forms.length = 0;
    this.#splits.length = 0;
    this.#entries = 0;
    this.#initials = 0;
  }

  #forget(word: number): void {
    this.#most[word] = 0;
    this.#first[word] = 0;
  }

  /** Whether any word of the list is this part, in whatever writing. */
  #addPart(part: number): boolean {
    const { words, parts, identifying } = this.#query;
    const word = words[part] as string;
    const code = parts.codes[part] as number;
    const counts = ((identifying >>> part) & 1) === 1;
    if (!counts && roleCode(code) !== LEGAL_FORM) return false;
    const bits = parts.bits[part] as number;
    if (!counts || word.length === 1) {
      // Legal forms are equal or not, and initials agree with too many words to look them up.
      if (counts) this.#initials++;
      return this.#addEqual(part, word, counts ? bits : 0);
    }
    const alike = this.#similarTo === 'similarTo' && this.#addSkeleton(part, bits);
    const similar = this.#finder[this.#similarTo](word);
    this.#addSimilar(part, similar, bits);
    for (const split of similar.splits) this.#addSplitRow(part, split);
    return alike || similar.words.length > 0 || similar.splits.length > 0;
  }

  /** Words with the consonants of a part from a script without vowels; better ways come after. */
  #addSkeleton(part: number, bits: number): boolean {
    const skeleton = this.#query.skeletons?.[part];
    if (skeleton === undefined) return false;
    const words = this.#segment.wordsWithKey(skeleton);
    const agreements = new Uint16Array(words.length).fill(SKELETON_AGREEMENT);
    // A second row of the same part: a name that is in one of them meets the part.
    this.#addRow(part, words, agreements, bits, 'run');
    return words.length > 0;
  }

  #addEqual(part: number, word: string, bits: number): boolean {
    const same = this.#segment.words.find(word);
    if (same < 0) return false;
    if (bits > 0) this.#addRow(part, Uint32Array.of(same), Uint16Array.of(EQUAL), bits, 'part');
    else {
      this.#addEntry(same, part, EQUAL, 0);
      this.#forms.push(same);
    }
    return true;
  }

  #addRow(
    part: number,
    words: Uint32Array,
    agreements: Uint16Array,
    bits: number,
    kind: Row['kind'],
  ): void {
    const { starts } = this.#segment.postings;
    let postings = 0;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as number;
      postings += (starts[word + 1] as number) - (starts[word] as number);
    }
    const worth = this.#worthOf(words, agreements, bits);
    this.#pushRow(part, { words, agreements, postings }, worth, kind);
  }

  /** Customers repeat their names, so what a word brings is worked out once. */
  #addSimilar(part: number, similar: SimilarWords, bits: number): void {
    let worth = similar.worth.get(bits);
    if (worth === undefined) {
      worth = this.#worthOf(similar.words, similar.agreements, bits);
      similar.worth.set(bits, worth);
    }
    this.#pushRow(part, similar, worth);
  }

  #worthOf(words: Uint32Array, agreements: Uint16Array, bits: number): WorthOfWords {
    const points = new Uint16Array(words.length);
    let most = 0;
    for (let at = 0; at < words.length; at++) {
      const agreement = agreements[at] as Agreement;
      const full = worthOf(agreement, bits, this.#segment.wordBits[words[at] as number] as number);
      const worth = Math.max(0, full - leastDeviation(agreement));
      points[at] = worth;
      if (worth > most) most = worth;
    }
    return { points, most };
  }

  #pushRow(
    part: number,
    { words, agreements, postings }: Pick<SimilarWords, 'words' | 'agreements' | 'postings'>,
    { points, most }: WorthOfWords,
    kind: Row['kind'] = 'part',
  ): void {
    for (let at = 0; at < words.length; at++) {
      this.#addEntry(words[at] as number, part, agreements[at] as Agreement, points[at] as number);
    }
    // An initial is met by words that are in no row.
    const isWord = kind === 'part' && (this.#query.words[part] as string).length > 1;
    this.rows.push({
      kind,
      absence: isWord ? this.#absenceOf(this.#query.parts.codes[part] as number) : 0,
      words,
      agreements,
      points,
      most,
      postings,
      names: undefined,
    });
  }

  /** A run of the query that is one word of the list. */
  #addRun({ from, count, text }: Run, nth: number): boolean {
    const word = nth < RUN ? this.#segment.words.find(text) : -1;
    if (word < 0) return false;
    const { codes, bits } = this.#query.parts;
    let sum = 0;
    for (let at = from; at < from + count; at++) {
      if (identifies(codes[at] as number)) sum += runPartWorth(bits[at] as number);
    }
    this.#addWordRow(word, RUN + nth, sum);
    return true;
  }

  /** Each word of a split brings what it is worth, and the whole no more than their sum. */
  #addSplitRow(part: number, { words, names }: Split): void {
    this.#splits.push({ part, words });
    const points = Uint16Array.from(words, (word) =>
      runPartWorth(this.#segment.wordBits[word] as number),
    );
    words.forEach((word, at) => {
      this.#addEntry(word, 2 * RUN, EQUAL, points[at] as number);
    });
    const most = points.reduce((sum, one) => sum + one, 0);
    const agreements = new Uint16Array(words.length).fill(EQUAL);
    const postings = names.length;
    this.rows.push({ kind: 'run', absence: 0, words, agreements, points, most, postings, names });
  }

  #addWordRow(word: number, mark: number, worth: number): void {
    const { starts } = this.#segment.postings;
    this.rows.push({
      kind: 'run',
      absence: 0,
      words: Uint32Array.of(word),
      agreements: Uint16Array.of(EQUAL),
      points: Uint16Array.of(worth),
      most: worth,
      postings: (starts[word + 1] as number) - (starts[word] as number),
      names: undefined,
    });
    this.#addEntry(word, mark, EQUAL, worth);
  }

  #addEntry(word: number, part: number, agreement: Agreement, worth: number): void {
    const entry = ++this.#entries;
    if (entry === this.#entryNext.length) this.#grow();
    this.#entryNext[entry] = this.#first[word] as number;
    this.#entryPart[entry] = part;
    this.#entryAgreement[entry] = agreement;
    this.#first[word] = entry;
    // A part of a listing is in one pair only, so that the best of its agreements is its most.
    this.#most[word] = Math.max(1, worth, this.#most[word] as number);
  }

  #grow(): void {
    const length = this.#entryNext.length * 2;
    const wider = <A extends Uint8Array | Uint16Array | Uint32Array>(old: A, made: A): A => {
      made.set(old);
      return made;
    };
    this.#entryNext = wider(this.#entryNext, new Uint32Array(length));
    this.#entryPart = wider(this.#entryPart, new Uint8Array(length));
    this.#entryAgreement = wider(this.#entryAgreement, new Uint16Array(length));
  }

  #addInitials(from: number, count: number): void {
    const { words, parts, identifying } = this.#query;
    const { partWord, words: texts } = this.#segment;
    for (let q = 0; q < parts.count; q++) {
      if (((identifying >>> q) & 1) === 0 || (words[q] as string).length !== 1) continue;
      const letter = (words[q] as string).charCodeAt(0);
      if (letter < 97) continue;
      for (let l = 0; l < count; l++) {
        const word = partWord[from + l] as number;
        const start = texts.starts[word] as number;
        const length = (texts.starts[word + 1] as number) - start;
        if (length === 1 || texts.bytes[start] !== letter) continue;
        if (!hasDigit(texts.bytes, start, length)) {
          this.aligner.setAgreement(q, l, INITIAL_AGREEMENT);
        }
      }
    }
  }

  #addSplit(part: number, words: Uint32Array, from: number, count: number): void {
    const { partWord, partCode } = this.#segment;
    for (let l = 0; l + words.length <= count; l++) {
      let nth = 0;
      while (nth < words.length && partWord[from + l + nth] === words[nth]) nth++;
      if (nth === words.length && canJoin(partCode, from + l, nth)) {
        this.aligner.addRun(part, 1, l, nth);
      }
    }
  }

  /** Whether the only words of a name that do not agree are ones that do not count. */
  #onlyBesides(name: number): boolean {
    const { nameStarts, partWord, partCode } = this.#segment;
    for (let at = nameStarts[name] as number; at < (nameStarts[name + 1] as number); at++) {
      if ((this.#most[partWord[at] as number] as number) > 0) continue;
      if (identifies(partCode[at] as number)) return false;
    }
    return true;
  }
}
