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
  /** The lengths of the beginnings in `#byStart`. */
  #lengths: readonly number[] = [];

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
    if (starred) this.#lengths = [...new Set([...this.#lengths, key.length])].sort((a, b) => a - b);
  }

  /** Every phrase in these words, by where it begins. */
  find(words: readonly Word[]): readonly PhraseHit<Value>[] {
    const hits: PhraseHit<Value>[] = [];
    for (let start = 0; start < words.length; start++) {
      const { folded } = words[start] as Word;
      this.#collect(this.#byWord.get(folded), words, start, hits);
      for (const length of this.#lengths) {
        if (length > folded.length) break;
        this.#collect(this.#byStart.get(folded.slice(0, length)), words, start, hits);
      }
    }
    return hits;
  }

  #collect(
    entries: readonly Entry<Value>[] | undefined,
    words: readonly Word[],
    start: number,
    hits: PhraseHit<Value>[],
  ): void {
    if (entries === undefined) return;
    for (const { words: phrase, value } of entries) {
      let n = 0;
      while (n < phrase.length && isWord(phrase[n] as string, words[start + n]?.folded)) n++;
      if (n === phrase.length) hits.push({ value, start, end: start + n });
    }
  }
}

function isWord(part: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
}
