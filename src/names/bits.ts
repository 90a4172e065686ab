import {
  type BitTable,
  COMMUNITY_BITS,
  GENERIC_KEYS,
  ORGANIZATION_BITS,
  ORGANIZATION_PARTICLES,
  PERSON_BITS,
  PERSON_PARTICLES,
  POPULATIONS,
  type Population,
} from './tables.ts';
import type { NameKind } from './types.ts';

/** Particles, titles and legal forms say next to nothing about who is meant. */
export const SMALL_WORD_BITS = 1;

/** A single letter: the entropy of initials of Mexican given names is near 4 bits. */
const INITIAL_BITS = 4;

/** Most that a company word of the generic list counts: `rancho` is rare, but names no one. */
const GENERIC_BITS = 8;

/** A digit carries up to log2(10) bits, but numbers in names are mostly years and small ones. */
const DIGIT_BITS = 2.5;
const MOST_NUMBER_BITS = 12;

/**
 * Short words meet by chance more often: a word gets no more than this for each of its letters (the
 * entropy of a letter in a name is about 3 bits), counted or not.
 */
export const LETTER_BITS = 3;

/** Two syllables of pinyin have at most twelve letters. */
const LONGEST_JOINED = 12;

/** Information of a normalised word in bits: -log2 of the share of names of that kind with it. */
export function bitsOf(token: string, kind: NameKind): number {
  if (/^[0-9]+$/.test(token)) return Math.min(token.length * DIGIT_BITS, MOST_NUMBER_BITS);
  if (token.length <= 1) return INITIAL_BITS;
  if (kind === 'person') return PERSON_PARTICLES.has(token) ? SMALL_WORD_BITS : nameBits(token);
  if (kind === 'unknown') return Math.min(bitsOf(token, 'person'), organizationBits(token));
  // Most who are asked for are people: a company called after one is met by all who share the name.
  return Math.min(nameBits(token), organizationBits(token));
}

/**
 * Information of a word of a person's name that is no particle there, such as `Bin` in `WANG, Bin`:
 * the least of what it says among all people and among those of any population where it is common.
 */
export function nameBits(token: string): number {
  let least = counted(token, PERSON_BITS);
  for (const population of POPULATIONS) {
    const own = population.bits.get(token) ?? joinedBits(token, population);
    if (own !== undefined) least = Math.min(least, tenths(own + COMMUNITY_BITS));
  }
  return least;
}

/** Two words of a population written together, `Xiaoming`, say what both say. */
function joinedBits(token: string, { bits, joined }: Population): number | undefined {
  if (!joined || token.length > LONGEST_JOINED) return undefined;
  let least: number | undefined;
  for (let at = 2; at <= token.length - 2; at++) {
    const first = bits.get(token.slice(0, at));
    const second = bits.get(token.slice(at));
    if (first === undefined || second === undefined) continue;
    least = Math.min(first + second, least ?? Number.POSITIVE_INFINITY);
  }
  return least;
}

/** Whether a word is two words of a population that are often written together. */
export function isJoined(token: string): boolean {
  return POPULATIONS.some((population) => joinedBits(token, population) !== undefined);
}

function tenths(bits: number): number {
  return Math.round(bits * 10) / 10;
}

function organizationBits(token: string): number {
  if (ORGANIZATION_PARTICLES.has(token)) return SMALL_WORD_BITS;
  const bits = counted(token, ORGANIZATION_BITS);
  return GENERIC_KEYS.has(token) ? Math.min(bits, GENERIC_BITS) : bits;
}

function counted(token: string, table: BitTable): number {
  return Math.min(table.bits.get(token) ?? table.tail, LETTER_BITS * (token.length + 1));
}
