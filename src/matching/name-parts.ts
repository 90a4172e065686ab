import { identifies } from './part-codes.ts';

/** Parts of a name that are compared; a longer name is compared in pieces of so many. */
export const MOST_PARTS = 32;

/** The parts of a name as alignment needs them: `PartCodes`, and bits in tenths. */
export interface NameParts {
  readonly codes: Uint8Array;
  readonly bits: Uint8Array;
  /** Where the name begins in these arrays, which may hold many names. */
  readonly from: number;
  readonly count: number;
}

/** Which parts of a name identify, as a set of bits; all where none does. */
export function identifyingSet({ codes, from, count }: NameParts): number {
  let set = 0;
  for (let at = 0; at < count; at++) if (identifies(codes[from + at] as number)) set |= 1 << at;
  return set === 0 ? all(count) : set;
}

/** The set of the first `count` parts. */
export const all = (count: number): number => (count >= 32 ? -1 : (1 << count) - 1);

/** Whether a part is in a set. */
export const has = (set: number, at: number): boolean => ((set >>> at) & 1) === 1;
