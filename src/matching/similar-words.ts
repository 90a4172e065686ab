import { wordKeys } from '../names/index.ts';
import { slipsAllowed } from './edit-distance.ts';
import { numberList } from './lists-of-numbers.ts';
import type { Segment } from './segment.ts';
import { initialBetween, type Similarity, similarityByKey, slipBetween } from './similarity.ts';
import { bitCount, letterMask } from './word-scan.ts';

/** The words of a segment that agree with a query's word, each with how. */
export type SimilarWords = ReadonlyMap<number, Similarity>;

/** Words remembered; a customer file repeats its given names and surnames all the time. */
const REMEMBERED = 20_000;

/**
 * Finds the words of one segment that `similarity` finds similar, without comparing all of them.
 * Initials of the query are the exception: they agree with a good part of the vocabulary, so the
 * caller compares them where it meets them.
 */
export class WordFinder {
  readonly #segment: Segment;
  readonly #remembered = new Map<string, SimilarWords>();

  constructor(segment: Segment) {
    this.#segment = segment;
  }

  similarTo(word: string): SimilarWords {
    const known = this.#remembered.get(word);
    if (known !== undefined) return known;
    const found = this.#find(word);
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(word, found);
    return found;
  }

  #find(word: string): SimilarWords {
    const { words } = this.#segment;
    const found = new Map<number, Similarity>();
    this.#addSlips(word, found);
    if (word.length > 1) {
      const how = initialBetween(word, word.charAt(0));
      const initial = words.find(word.charAt(0));
      if (initial >= 0 && how !== undefined) found.set(initial, how);
    }
    // A spelling variant says more than a nickname, so the keys of spelling come last.
    const byWorth = [...wordKeys(word)].sort(
      (a, b) => Number(a.startsWith('s:')) - Number(b.startsWith('s:')),
    );
    for (const key of byWorth) {
      for (const other of this.#segment.wordsWithKey(key)) found.set(other, similarityByKey(key));
    }
    const same = words.find(word);
    if (same >= 0) found.set(same, { agreement: 'equal', slips: 0 });
    return found;
  }

  #addSlips(text: string, found: Map<number, Similarity>): void {
    const { words, wordMasks, wordsByLength } = this.#segment;
    const mask = letterMask(text);
    for (let length = Math.max(4, text.length - 2); length <= text.length + 2; length++) {
      const allowed = slipsAllowed(text.length, length);
      if (allowed < Math.abs(length - text.length) || length > 255) continue;
      for (const other of numberList(wordsByLength, length)) {
        if (bitCount(mask ^ (wordMasks[other] as number)) > 2 * allowed) continue;
        const how = slipBetween(text, words.at(other));
        if (how !== undefined) found.set(other, how);
      }
    }
  }
}
