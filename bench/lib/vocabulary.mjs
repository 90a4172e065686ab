/**
 * Words that grow as those of real lists do. A word is, as often as Heaps' law says, a new one made
 * from the letters of old ones; else it is drawn from what was said before, so that frequent words
 * stay frequent (Simon's process, which gives Zipf's law).
 */

/** Places in which said words are remembered; beyond that a new one takes the place of an old. */
const MEMORY = 2 ** 20;
const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghjklmnprstvxyz';

export class Vocabulary {
  #random;
  #words = [];
  #places = new Map();
  #spellings = new Map();
  #memory = new Uint32Array(MEMORY);
  #said = 0;
  #growth;

  /**
   * `said` is every word of a kind in a real list. Their order there is by programme and day, with
   * families and fleets in a row; growth is measured on a shuffled one.
   */
  constructor(said, random) {
    this.#random = random;
    const seen = [];
    for (const word of shuffled(said, random)) {
      if (!this.#places.has(word)) this.#places.set(word, this.#words.push(word) - 1);
      this.#remember(this.#places.get(word));
      seen.push(this.#words.length);
    }
    this.#growth = exponentOf(seen);
  }

  /** Heaps' exponent as measured on the real list. */
  get growth() {
    return this.#growth;
  }

  get size() {
    return this.#words.length;
  }

  /** The next word. */
  say() {
    // The slope of K·n^β is β·V/n.
    const isNew = this.#random.next() < (this.#growth * this.#words.length) / this.#said;
    if (!isNew) {
      const place = this.#memory[this.#random.below(Math.min(this.#said, MEMORY))];
      this.#remember(place);
      return this.#words[place];
    }
    const word = this.#coin();
    this.#places.set(word, this.#words.push(word) - 1);
    this.#remember(this.#places.get(word));
    return word;
  }

  #remember(place) {
    const at = this.#said < MEMORY ? this.#said : this.#random.below(MEMORY);
    this.#memory[at] = place;
    this.#said++;
  }

  /** A word that was not there: the beginning of one and the end of another, or a changed one. */
  #coin() {
    for (;;) {
      const one = this.#old();
      const other = this.#old();
      const word =
        this.#random.next() < 0.5
          ? one.slice(0, Math.ceil(one.length / 2)) + other.slice(Math.floor(other.length / 2))
          : this.mutate(this.mutate(one));
      if (word.length > 2 && word.length < 20 && !this.#places.has(word)) return word;
    }
  }

  #old() {
    return this.#words[this.#memory[this.#random.below(Math.min(this.#said, MEMORY))]];
  }

  /**
   * Another spelling of a word. A word has two or three of them, which recur as `Muhammad` and
   * `Mohamed` do.
   */
  respell(word) {
    const known = this.#spellings.get(word) ?? [];
    const place = this.#random.below(3);
    if (place < known.length) return known[place];
    const spelling = this.mutate(word);
    this.#spellings.set(word, [...known, spelling]);
    return spelling;
  }

  /** One letter exchanged for another of its kind, left out, doubled, or put in. */
  mutate(word) {
    const at = this.#random.below(word.length);
    const letter = word[at];
    const kind = VOWELS.includes(letter) ? VOWELS : CONSONANTS;
    const other = kind[this.#random.below(kind.length)];
    switch (this.#random.below(4)) {
      case 0:
        return word.slice(0, at) + other + word.slice(at + 1);
      case 1:
        return word.length > 3 ? word.slice(0, at) + word.slice(at + 1) : word + other;
      case 2:
        return word.slice(0, at) + letter + word.slice(at);
      default:
        return word.slice(0, at) + other + word.slice(at);
    }
  }
}

function shuffled(list, random) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

/** Heaps' exponent from how many words were known at an eighth of the text and at its end. */
function exponentOf(seen) {
  if (seen.length < 1000) return 0.6;
  const early = seen[Math.floor(seen.length / 8)];
  return Math.log(seen.at(-1) / early) / Math.log(8);
}
