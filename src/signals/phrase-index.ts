import { type Word, wordsOf } from './plain-text.ts';

/** A phrase that stands in a sentence: words `start` to before `end`. */
export interface PhraseHit<Value> {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

interface Entry<Value> {
  /** Folded words; one that ends in a star is the beginning of a word. */
  readonly words: readonly string[];
  readonly value: Value;
}

/**
 * Finds many phrases in a sentence at once: only those whose first word stands there are compared.
 * Words are compared without case and accents, so that what lies between them does not matter.
 */
export class PhraseIndex<Value> {
  readonly #byWord = new Map<string, Entry<Value>[]>();
  readonly #byStart = new Map<string, Entry<Value>[]>();

  /** Adds a phrase; one without words is left out. */
  add(phrase: string, value: Value): void {
    const words = phrase
      .split(/\s+/)
      .flatMap((part) =>
        wordsOf(part).map(({ folded }, at, all) =>
          at === all.length - 1 && part.endsWith('*') ? `${folded}*` : folded,
        ),
      );
    const first = words[0];
    if (first === undefined) return;
    const starred = first.endsWith('*');
    const map = starred ? this.#byStart : this.#byWord;
    const key = starred ? first.slice(0, -1) : first;
    const entries = map.get(key);
    if (entries === undefined) map.set(key, [{ words, value }]);
    else entries.push({ words, value });
  }

  /** Every phrase in these words, by where it begins. */
  find(words: readonly Word[]): readonly PhraseHit<Value>[] {
    const hits: PhraseHit<Value>[] = [];
    words.forEach(({ folded }, start) => {
      this.#collect(this.#byWord.get(folded), words, start, hits);
      for (let n = 1; n <= folded.length && this.#byStart.size > 0; n++) {
        this.#collect(this.#byStart.get(folded.slice(0, n)), words, start, hits);
      }
    });
    return hits;
  }

  #collect(
    entries: readonly Entry<Value>[] | undefined,
    words: readonly Word[],
    start: number,
    hits: PhraseHit<Value>[],
  ): void {
    for (const { words: phrase, value } of entries ?? []) {
      if (phrase.every((part, i) => isWord(part, words[start + i]?.folded))) {
        hits.push({ value, start, end: start + phrase.length });
      }
    }
  }
}

function isWord(part: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
}
