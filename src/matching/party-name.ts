import type { AnalysedName, Token } from '../names/index.ts';
import { identifyingSet, MOST_PARTS, type NameParts } from './name-parts.ts';
import { LEGAL_FORM, partCode, roleCode } from './part-codes.ts';

/** One name of a party, with the property it stands in: `name`, `alias`, `weakAlias` … */
export interface PartyName {
  readonly property: string;
  /** Position among the values of that property. */
  readonly value: number;
  /** The name as it is written. */
  readonly original: string;
  /** The words of its parts. */
  readonly words: readonly string[];
  readonly parts: NameParts;
  /** Which parts identify, as a set of bits. */
  readonly identifying: number;
  readonly cap: Cap;
  /** The consonants of each word from a script without vowels; absent where none is. */
  readonly skeletons?: readonly (string | undefined)[];
}

/** Why a name is never enough alone: its publisher calls it weak, or it is an acronym. */
export type Cap = 'none' | 'weakAlias' | 'acronym';

export const CAPS: readonly Cap[] = ['none', 'weakAlias', 'acronym'];

/** Properties whose names the publisher itself calls weak. */
const WEAK: ReadonlySet<string> = new Set(['weakAlias', 'abbreviation']);

/** Pieces of a very long name overlap by half, so that no part is only at a border. */
const STEP = MOST_PARTS / 2;

/**
 * An analysed name, ready to be compared: one, or for a name of more than `MOST_PARTS` words
 * several that overlap; none for a name without words.
 */
export function partyName(property: string, value: number, analysed: AnalysedName): PartyName[] {
  const { tokens, original } = analysed;
  if (tokens.length === 0) return [];
  if (tokens.length <= MOST_PARTS) return [one(property, value, original, tokens)];
  const pieces: PartyName[] = [];
  for (let from = 0; from + STEP < tokens.length; from += STEP) {
    pieces.push(one(property, value, original, tokens.slice(from, from + MOST_PARTS)));
  }
  return pieces;
}

function one(
  property: string,
  value: number,
  original: string,
  tokens: readonly Token[],
): PartyName {
  const count = tokens.length;
  const codes = new Uint8Array(count);
  const bits = new Uint8Array(count);
  const words: string[] = [];
  for (let at = 0; at < count; at++) {
    const token = tokens[at] as Token;
    codes[at] = partCode(token);
    bits[at] = Math.min(255, Math.round(token.bits * 10));
    words.push(token.text);
  }
  const parts: NameParts = { codes, bits, from: 0, count };
  const cap: Cap = isAcronym(parts, words) ? 'acronym' : WEAK.has(property) ? 'weakAlias' : 'none';
  const identifying = identifyingSet(parts);
  const skeletons = tokens.map(({ keys }) => keys.find((key) => key.startsWith('k:')));
  const known = skeletons.some((key) => key !== undefined) ? { skeletons } : undefined;
  return { property, value, original, words, parts, identifying, cap, ...known };
}

/**
 * One short word that reads as letters: CDG, CJNG, PCC. `CDG` is two cartels, and thousands of
 * firms; four letters with a vowel may be a name (`Amir`), three may not identify anybody.
 */
function isAcronym({ codes, count }: NameParts, words: readonly string[]): boolean {
  let only: string | undefined;
  for (let at = 0; at < count; at++) {
    if (roleCode(codes[at] as number) === LEGAL_FORM) continue;
    if (only !== undefined) return false;
    only = words[at];
  }
  if (only === undefined) return false;
  return only.length <= 3 || (only.length <= 5 && !/[aeiouy]/.test(only));
}
