import { randomBytes } from 'node:crypto';

/** Randomness is passed in; `next` gives numbers in [0, 1). */
export interface Random {
  next(): number;
}

/** Mulberry32: small, fast and good enough for tests and synthetic examples; never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

/** Gives so many bytes that nobody can foresee: keys and salts. Passed in, as chance is. */
export type Entropy = (bytes: number) => Uint8Array;

/** The operating system's. */
export const systemEntropy: Entropy = (bytes) => randomBytes(bytes);

/** A new identifier of 128 random bits in hexadecimal. */
export function randomId(): string {
  return randomBytes(16).toString('hex');
}
