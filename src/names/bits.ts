import {
  type BitTable,
  GENERIC_KEYS,
  ORGANIZATION_BITS,
  ORGANIZATION_PARTICLES,
  PERSON_BITS,
  PERSON_PARTICLES,
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
 * Short words meet by chance more often: a word that was never counted gets no more than this for
 * each of its letters (the entropy of a letter in a name is about 3 bits).
 */
const LETTER_BITS = 3;

/** Information of a normalised word in bits: -log2 of the share of names of that kind with it. */
export function bitsOf(token: string, kind: NameKind): number {
  if (/^[0-9]+$/.test(token)) return Math.min(token.length * DIGIT_BITS, MOST_NUMBER_BITS);
  if (token.length <= 1) return INITIAL_BITS;
  if (kind === 'person') return personBits(token);
  if (kind === 'unknown') return Math.min(personBits(token), organizationBits(token));
  return organizationBits(token);
}

function personBits(token: string): number {
  if (PERSON_PARTICLES.has(token)) return SMALL_WORD_BITS;
  return counted(token, PERSON_BITS);
}

function organizationBits(token: string): number {
  if (ORGANIZATION_PARTICLES.has(token)) return SMALL_WORD_BITS;
  const bits = counted(token, ORGANIZATION_BITS);
  return GENERIC_KEYS.has(token) ? Math.min(bits, GENERIC_BITS) : bits;
}

function counted(token: string, table: BitTable): number {
  return table.bits.get(token) ?? Math.min(table.tail, LETTER_BITS * (token.length + 1));
}
