import { skeletonKey, wordKeys } from '../names/index.ts';
import { numberList } from './lists-of-numbers.ts';
import { MOST_IN_RUN, SHORTEST_RUN } from './runs.ts';
import type { Segment } from './segment.ts';
import {
  type Agreement,
  agreementByKey,
  betterOf,
  EQUAL,
  INITIAL_AGREEMENT,
  initialBetween,
  NO_AGREEMENT,
  SKELETON_AGREEMENT,
} from './similarity.ts';

/** The words of a segment that agree with a word, each with how, in flat arrays. */
export interface SimilarWords {
  readonly words: Uint32Array;
  readonly agreements: Uint16Array;
  /** Where the word is written as two or three words: `delacruz` is `de la cruz`. */
  readonly splits: readonly Split[];
  /** How many names hold one of the words, some counted more than once. */
  readonly postings: number;
  /** By the bits of the word in tenths, which its kind of name decides: what each word brings. */
  readonly worth: Map<number, WorthOfWords>;
}

/** Most tenths of points that each of some words can bring, and the most of these. */
export interface WorthOfWords {
  readonly points: Uint16Array;
  readonly most: number;
}

/** Words of a segment that some names hold one after the other. */
export interface Split {
  readonly words: Uint32Array;
  readonly names: Uint32Array;
}

/** Words remembered; a customer file repeats its given names and surnames all the time. */
const REMEMBERED = 65_536;

/** A longer word is remembered by nobody. */
const LONGEST = 64;

/**
 * Finds the words of one segment that `similarity` finds similar, without comparing all of them.
 * Initials of the query are the exception: they agree with a good part of the vocabulary, so the
 * caller compares them where it meets them.
 */
export class WordFinder {
  readonly #segment: Segment;
  #remembered = new Map<string, SimilarWords>();

  constructor(segment: Segment) {
    this.#segment = segment;
  }

  similarTo(word: string): SimilarWords {
    const known = this.#remembered.get(word);
    if (known !== undefined) return known;
    const found = this.#find(word);
    if (word.length > LONGEST) return found;
    if (this.#remembered.size >= REMEMBERED) this.#remembered = new Map();
    this.#remembered.set(word, found);
    return found;
  }

  /**
   * The same and the words with the same consonants: where words of the segment are those of a
   * question, each may be from a script that has no vowels.
   */
  similarEitherWay(word: string): SimilarWords {
    const similar = this.similarTo(word);
    const skeleton = skeletonKey(word);
    if (skeleton === undefined) return similar;
    const known = new Set(similar.words);
    const others = this.#segment.wordsWithKey(skeleton).filter((other) => !known.has(other));
    const agreements = new Uint16Array(known.size + others.length).fill(SKELETON_AGREEMENT);
    agreements.set(similar.agreements);
    return {
      words: Uint32Array.of(...similar.words, ...others),
      agreements,
      splits: similar.splits,
      postings: similar.postings + this.#countPostings(others),
      worth: new Map(),
    };
  }

  #countPostings(words: Iterable<number>): number {
    const { starts } = this.#segment.postings;
    let count = 0;
    for (const word of words) count += (starts[word + 1] as number) - (starts[word] as number);
    return count;
  }

  #find(word: string): SimilarWords {
    const found = new Map<number, Agreement>();
    const { words } = this.#segment;
    if (word.length > 1) {
      this.#segment.slips.visit(word, (other, agreement) => {
        found.set(other, agreement);
      });
      const initial = words.find(word.charAt(0));
      if (initial >= 0 && initialBetween(word, word.charAt(0)) !== NO_AGREEMENT) {
        found.set(initial, INITIAL_AGREEMENT);
      }
    }
    const byKey = new Map<number, Agreement>();
    for (const key of wordKeys(word)) {
      const agreement = agreementByKey(key);
      for (const other of this.#segment.wordsWithKey(key)) {
        byKey.set(other, betterOf(byKey.get(other) ?? NO_AGREEMENT, agreement));
      }
    }
    for (const [other, agreement] of byKey) found.set(other, agreement);
    const same = words.find(word);
    if (same >= 0) found.set(same, EQUAL);
    return {
      words: Uint32Array.from(found.keys()),
      agreements: Uint16Array.from(found.values()),
      splits: this.#splitsOf(word),
      postings: this.#countPostings(found.keys()),
      worth: new Map(),
    };
  }

  #splitsOf(text: string): readonly Split[] {
    if (text.length < SHORTEST_RUN || text.length > LONGEST) return NONE;
    const found: Split[] = [];
    this.#split(text, [], found);
    return found.length === 0 ? NONE : found;
  }

  #split(rest: string, before: readonly number[], found: Split[]): void {
    const { words } = this.#segment;
    if (before.length > 0) {
      const whole = words.find(rest);
      if (whole >= 0) this.#addSplit(Uint32Array.of(...before, whole), found);
    }
    if (before.length + 2 > MOST_IN_RUN) return;
    for (let end = 1; end < rest.length; end++) {
      const word = words.find(rest.slice(0, end));
      if (word >= 0) this.#split(rest.slice(end), [...before, word], found);
    }
  }

  /** Keeps a split that some name has. */
  #addSplit(words: Uint32Array, found: Split[]): void {
    const names = new Set<number>();
    for (const word of this.#leading(words)) {
      for (const name of numberList(this.#segment.postings, word)) {
        if (!names.has(name) && this.#holds(name, words)) names.add(name);
      }
    }
    if (names.size > 0) found.push({ words, names: Uint32Array.from(names).sort() });
  }

  /**
   * Words whose postings lead to all names that hold a split: the rarest one that is posted for
   * each of its names. Where there is none, all of them, as one at least is posted for such a name:
   * `a` is a particle of one name, where it is not posted, and an initial of another.
   */
  #leading(words: Uint32Array): Iterable<number> {
    const unposted = this.#segment.sometimesUnposted;
    let rarest: number | undefined;
    for (const word of words) {
      if (unposted[word] === 1) continue;
      if (rarest === undefined || this.#countPostings([word]) < this.#countPostings([rarest])) {
        rarest = word;
      }
    }
    return rarest === undefined ? new Set(words) : [rarest];
  }

  /** Whether a name holds these words one after the other. */
  #holds(name: number, words: Uint32Array): boolean {
    const { nameStarts, partWord } = this.#segment;
    const last = (nameStarts[name + 1] as number) - words.length;
    for (let at = nameStarts[name] as number; at <= last; at++) {
      let nth = 0;
      while (nth < words.length && partWord[at + nth] === words[nth]) nth++;
      if (nth === words.length) return true;
    }
    return false;
  }
}

const NONE: readonly Split[] = Object.freeze([]);
