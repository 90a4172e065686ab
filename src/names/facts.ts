import { bitsOf, nameBits, SMALL_WORD_BITS } from './bits.ts';
import { spellingKeys } from './keys.ts';
import { mayBeNumber } from './roman.ts';
import { romanisationKeys } from './romanisation.ts';
import {
  ABBREVIATIONS,
  ARTICLES,
  ENGLISH_WORDS,
  GENERIC_KEYS,
  GIVEN_SHARES,
  HYPHENED_ARTICLES,
  LEGAL_FORM_PREFIXES,
  NICKNAME_KEYS,
  OPENING_PARTICLES,
  ORGANIZATION_PARTICLES,
  PERSON_PARTICLES,
  PLACE_KEYS,
  SPANISH_WORDS,
  SUFFIXES,
  SUFFIXES_AT_END,
  TITLES_ALSO_NAMES,
  TITLES_ANYWHERE,
  TITLES_AT_START,
  TRANSLATION_KEYS,
  VARIANT_KEYS,
} from './tables.ts';
import type { NameKind, Role, Token } from './types.ts';
import { chineseKeys } from './wade-giles.ts';

/** What a word may be in a name; each is a bit of `WordFacts.may`. */
export const MAY = {
  particle: 1,
  article: 2,
  hyphenedArticle: 4,
  opening: 8,
  titleAnywhere: 16,
  titleAtStart: 32,
  titleOrName: 64,
  suffix: 128,
  suffixAtEnd: 256,
  courtesy: 512,
  /** Alone or with the words after it. */
  legalForm: 1024,
  /** In letters, or Roman. */
  number: 2048,
  abbreviation: 4096,
} as const;

/** `C.` before a name is the Mexican courtesy "ciudadano". */
const COURTESY: ReadonlySet<string> = new Set(['c']);

const TABLES: readonly (readonly [number, { has(word: string): boolean }])[] = [
  [MAY.particle, PERSON_PARTICLES],
  [MAY.article, ARTICLES],
  [MAY.hyphenedArticle, HYPHENED_ARTICLES],
  [MAY.opening, OPENING_PARTICLES],
  [MAY.titleAnywhere, TITLES_ANYWHERE],
  [MAY.titleAtStart, TITLES_AT_START],
  [MAY.titleOrName, TITLES_ALSO_NAMES],
  [MAY.suffix, SUFFIXES],
  [MAY.suffixAtEnd, SUFFIXES_AT_END],
  [MAY.courtesy, COURTESY],
  [MAY.legalForm, LEGAL_FORM_PREFIXES],
  [MAY.abbreviation, ABBREVIATIONS],
  [MAY.number, { has: mayBeNumber }],
];

const NONE: readonly string[] = Object.freeze([]);
const SMALL_ROLES: ReadonlySet<Role> = new Set(['particle', 'title', 'suffix']);

/** A longer word than this is not a word; its keys are not worth the memory. */
const LONGEST_WORD = 100;

/** A token of the word that was made before, in the kind of name that it was made for. */
interface Made {
  readonly kind: NameKind;
  readonly token: Token;
}

/**
 * All that is known of a word whatever the name: worked out once and shared, as the words of names
 * come again and again. So are the tokens made of it, which nobody changes.
 */
export class WordFacts {
  readonly text: string;
  /** Bits of `MAY`. Zero for most words: they are names, initials or numbers and nothing else. */
  readonly may: number;
  /** Role of the word where no table and no neighbour gives it another. */
  readonly plainRole: Role;
  /** The same in the name of a company or vessel. */
  readonly companyRole: Role;
  readonly #made: Made[] = [];
  #keys: readonly string[] | undefined;
  #allKeys: readonly string[] | undefined;

  constructor(text: string) {
    this.text = text;
    this.may = TABLES.reduce((bits, [bit, words]) => (words.has(text) ? bits | bit : bits), 0);
    this.plainRole = plainRole(text);
    this.companyRole = companyRole(text, this.plainRole);
  }

  /** Spelling and nickname keys of the word as a name. */
  get nameKeys(): readonly string[] {
    this.#keys ??= this.text.length > LONGEST_WORD ? NONE : Object.freeze(nameKeys(this.text));
    return this.#keys;
  }

  /** Its keys in any role. */
  get allKeys(): readonly string[] {
    const generic = GENERIC_KEYS.get(this.text);
    this.#allKeys ??=
      generic === undefined ? this.nameKeys : Object.freeze([...this.nameKeys, ...generic]);
    return this.#allKeys;
  }

  /** The word as a token of a name. */
  token(role: Role, kind: NameKind, part: Token['part']): Token {
    const made = this.#made;
    for (let at = 0; at < made.length; at++) {
      const { token, kind: madeFor } = made[at]!;
      if (madeFor === kind && token.role === role && token.part === part) return token;
    }
    const token = Object.freeze({
      text: this.text,
      role,
      part,
      bits: this.#bits(role, kind),
      givenShare: role === 'name' ? GIVEN_SHARES.get(this.text) : undefined,
      keys: this.#keysIn(role),
    });
    this.#made.push({ kind, token });
    return token;
  }

  #keysIn(role: Role): readonly string[] {
    if (role === 'generic') return GENERIC_KEYS.get(this.text) ?? PLACE_KEYS.get(this.text) ?? NONE;
    return role === 'name' ? this.nameKeys : NONE;
  }

  #bits(role: Role, kind: NameKind): number {
    if (SMALL_ROLES.has(role)) return SMALL_WORD_BITS;
    const named = kind === 'person' && role === 'name';
    return named ? nameBits(this.text) : bitsOf(this.text, kind);
  }
}

/**
 * Romanisation is for names that are common neither in Mexico nor in Spain, as Pena is not Pina;
 * and Arabic is not looked for in those of the United States, as Baker is not Becker.
 */
function nameKeys(text: string): string[] {
  const variants = VARIANT_KEYS.get(text);
  const foreign = variants !== undefined || !SPANISH_WORDS.has(text);
  const arabic = variants !== undefined || !ENGLISH_WORDS.has(text);
  return [
    ...spellingKeys(text),
    ...(variants ?? NONE),
    ...(foreign ? romanisationKeys(text, arabic) : NONE),
    ...(foreign ? chineseKeys(text) : NONE),
    ...(NICKNAME_KEYS.get(text) ?? NONE),
    ...(PLACE_KEYS.get(text) ?? NONE),
    ...(TRANSLATION_KEYS.get(text) ?? NONE),
  ];
}

function plainRole(text: string): Role {
  if (/^[0-9]+$/.test(text)) return 'number';
  return text.length === 1 ? 'initial' : 'name';
}

function companyRole(text: string, plain: Role): Role {
  if (plain === 'number') return plain;
  if (ORGANIZATION_PARTICLES.has(text)) return 'particle';
  if (plain === 'initial') return plain;
  return GENERIC_KEYS.has(text) || PLACE_KEYS.has(text) ? 'generic' : 'name';
}

/** The memory is bounded, and forgetting changes nothing but the time. */
const remembered = new Map<string, WordFacts>();
const MOST_REMEMBERED = 50_000;

export function factsOf(text: string): WordFacts {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const facts = new WordFacts(text);
  if (text.length > LONGEST_WORD) return facts;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, facts);
  return facts;
}

/**
 * All keys of a word whatever its role, for an index: there a word is its text alone, and `Grupo`
 * may be a word of a company in one name and a surname in another.
 */
export function wordKeys(text: string): readonly string[] {
  return factsOf(text).allKeys;
}
