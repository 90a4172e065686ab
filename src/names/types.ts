/** What a word does in a name. `generic` is a common company word such as `comercializadora`. */
export type Role =
  | 'name'
  | 'initial'
  | 'particle'
  | 'title'
  | 'suffix'
  | 'legalForm'
  | 'generic'
  | 'number';

/** One word of a name; a legal form of several words is one token. */
export interface Token {
  /** Normalised text: only a-z and 0-9. */
  readonly text: string;
  readonly role: Role;
  /** Where a list says so (OFAC's `SURNAMES, Given`), or the word itself: `bin Muhammad`. */
  readonly part: 'given' | 'family' | 'patronymic' | undefined;
  /** Information in bits: -log2 of how common it is in its kind of name. Rare = large. */
  readonly bits: number;
  /**
   * Of the people who bear this word, the share who bear it as a given name: 0 is always a surname,
   * 1 always a given name. Undefined where nobody counted, and for words that are no name.
   */
  readonly givenShare: number | undefined;
  /**
   * Spelling and nickname keys; tokens that share a key are variants of one another. Never includes
   * `text` itself: each key starts with its kind (`s:` spelling, `n:` nickname or looser form of a
   * name, `g:` company words of one meaning, `f:` family of legal forms, `p:` country or part of
   * the world, `k:` the consonants of a word from a script without vowels; for other words they are
   * what `skeletonKey` gives).
   */
  readonly keys: readonly string[];
}

export interface AnalysedName {
  readonly original: string;
  /** In the order of the text; none when it has no letter and no digit. */
  readonly tokens: readonly Token[];
}

export type NameKind = 'person' | 'organization' | 'vessel' | 'unknown';
