import { wordKeys } from '../names/index.ts';
import { editDistance, slipsAllowed } from './edit-distance.ts';
import { MODEL, tenths } from './model.ts';

/** How two words of names agree; `none` is left out, as it is the absence of a `Similarity`. */
export type Agreement = 'equal' | 'variant' | 'nickname' | 'slip' | 'initial';

export interface Similarity {
  readonly agreement: Agreement;
  /** Letters mistyped, for `slip`; otherwise 0. */
  readonly slips: number;
}

const EQUAL: Similarity = { agreement: 'equal', slips: 0 };
const VARIANT: Similarity = { agreement: 'variant', slips: 0 };
const NICKNAME: Similarity = { agreement: 'nickname', slips: 0 };
const INITIAL: Similarity = { agreement: 'initial', slips: 0 };
const SLIPS: readonly Similarity[] = [0, 1, 2].map((slips) => ({ agreement: 'slip', slips }));

/** The similarity of words that share this key: spelling keys begin with `s:`. */
export function similarityByKey(key: string): Similarity {
  return key.startsWith('s:') ? VARIANT : NICKNAME;
}

/** A number is its digits: one wrong digit is another number, never a misspelt one. */
const hasDigit = (text: string): boolean => /\d/.test(text);

/** How two words agree, best way first; undefined when they do not. */
export function similarity(a: string, b: string): Similarity | undefined {
  if (a === b) return EQUAL;
  const theirs = wordKeys(b);
  const shared = wordKeys(a).filter((key) => theirs.includes(key));
  if (shared.length > 0) {
    return shared.some((key) => key.startsWith('s:')) ? VARIANT : NICKNAME;
  }
  if (a.length === 1 || b.length === 1) return initialBetween(a, b);
  return slipBetween(a, b);
}

/** Whether one of two words is the initial of the other. */
export function initialBetween(a: string, b: string): Similarity | undefined {
  return a[0] === b[0] && !hasDigit(a + b) ? INITIAL : undefined;
}

/** The `slip` similarity of two different words, or undefined when they are too far apart. */
export function slipBetween(a: string, b: string): Similarity | undefined {
  const allowed = slipsAllowed(a.length, b.length);
  if (allowed === 0 || hasDigit(a) || hasDigit(b)) return undefined;
  const slips = editDistance(a, b, allowed);
  return slips <= allowed ? SLIPS[slips] : undefined;
}

/**
 * Points for two words that agree: the rarer the word, the more its agreement says, less what it
 * costs that they do not agree letter by letter. A slip between two words that are both common as
 * they stand (`Maria`, `Mario`) says little, as each is a name of its own.
 */
export function agreementPoints(how: Similarity, bitsA: number, bitsB: number): number {
  return tenths(exactPoints(how, bitsA, bitsB));
}

function exactPoints(how: Similarity, bitsA: number, bitsB: number): number {
  const { name } = MODEL;
  if (how.agreement === 'initial') return name.initial;
  const worth = name.pointsPerBit * Math.min(bitsA, bitsB, name.bitsCap);
  switch (how.agreement) {
    case 'equal':
      return worth;
    case 'variant':
      return Math.max(0, worth + name.variant);
    case 'nickname':
      return Math.max(0, worth + name.nickname);
    case 'slip': {
      const bothCommon = Math.max(bitsA, bitsB) < name.bitsCap;
      return Math.max(0, worth + name.slip * how.slips) * (bothCommon ? name.bothCommon : 1);
    }
  }
}
