import type { AnalysedName, Token } from '../names/index.ts';
import { identifyingSet, MOST_PARTS, type NameParts } from './name-parts.ts';
import { partCode } from './part-codes.ts';
import { type Run, runsOf } from './runs.ts';

/** One name of a party, with the property it stands in: `name`, `alias`, `weakAlias` … */
export class PartyName {
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
  /** The consonants of each word from a script without vowels; undefined where none is. */
  readonly skeletons: readonly (string | undefined)[] | undefined;
  #runs: readonly Run[] | undefined;

  constructor(property: string, value: number, original: string, tokens: readonly Token[]) {
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
    this.property = property;
    this.value = value;
    this.original = original;
    this.words = words;
    this.parts = { codes, bits, from: 0, count };
    this.identifying = identifyingSet(this.parts);
    this.cap = capOf(property, this.parts, words);
    this.skeletons = skeletonsOf(tokens);
  }

  /** What can be written together of it. */
  get runs(): readonly Run[] {
    this.#runs ??= runsOf(this.parts.codes, this.words);
    return this.#runs;
  }
}

/** Why a name is never enough alone: its publisher calls it weak, or it is an acronym. */
export type Cap = 'none' | 'weakAlias' | 'acronym';

export const CAPS: readonly Cap[] = ['none', 'weakAlias', 'acronym'];

/** Properties whose names the publisher itself calls weak. */
const WEAK: ReadonlySet<string> = new Set(['weakAlias', 'abbreviation']);

/** Keys of this kind hold the consonants of a word from a script without vowels. */
const SKELETON = 'k:';

/** Pieces of a very long name overlap by half, so that no part is only at a border. */
const STEP = MOST_PARTS / 2;

/**
 * An analysed name, ready to be compared: one, or for a name of more than `MOST_PARTS` words
 * several that overlap; none for a name without words.
 */
export function partyName(property: string, value: number, analysed: AnalysedName): PartyName[] {
  const { tokens, original } = analysed;
  if (tokens.length === 0) return [];
  if (tokens.length <= MOST_PARTS) return [new PartyName(property, value, original, tokens)];
  const pieces: PartyName[] = [];
  for (let from = 0; from + STEP < tokens.length; from += STEP) {
    pieces.push(new PartyName(property, value, original, tokens.slice(from, from + MOST_PARTS)));
  }
  return pieces;
}

function skeletonsOf(tokens: readonly Token[]): readonly (string | undefined)[] | undefined {
  let found: (string | undefined)[] | undefined;
  for (let at = 0; at < tokens.length; at++) {
    for (const key of (tokens[at] as Token).keys) {
      if (!key.startsWith(SKELETON)) continue;
      found ??= new Array(tokens.length).fill(undefined);
      found[at] = key;
    }
  }
  return found;
}

function capOf(property: string, parts: NameParts, words: readonly string[]): Cap {
  if (isAcronym(parts, words)) return 'acronym';
  return WEAK.has(property) ? 'weakAlias' : 'none';
}

/**
 * One short word that reads as letters: CDG, CJNG, PCC. `CDG` is two cartels, and thousands of
 * firms; four letters with a vowel may be a name (`Amir`), three may not identify anybody. With a
 * legal form it is the name of a company.
 */
function isAcronym({ count }: NameParts, words: readonly string[]): boolean {
  const [only] = words;
  if (count !== 1 || only === undefined) return false;
  return only.length <= 3 || (only.length <= 5 && !/[aeiouy]/.test(only));
}
