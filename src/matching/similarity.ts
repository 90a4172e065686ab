import { wordKeys } from '../names/index.ts';
import { editDistance, slipsAllowed } from './edit-distance.ts';
import { inTenths, MODEL } from './model.ts';

/**
 * How two words of names agree, as one small number, so that many fit into a flat array: the way in
 * the three lowest bits, what it costs in tenths of a deciban above them. 0 is no agreement.
 */
export type Agreement = number;

export const NO_AGREEMENT: Agreement = 0;
export const EQUAL: Agreement = 1;
const VARIANT = 2;
const NICKNAME = 3;
const INITIAL = 4;
const SLIP = 5;

/** The ways of agreeing, by the number in the lowest bits. */
export const WAYS = ['none', 'equal', 'variant', 'nickname', 'initial', 'slip'] as const;
export type Way = (typeof WAYS)[number];

export const wayOf = (agreement: Agreement): Way => WAYS[agreement & 7] as Way;
const costOf = (agreement: Agreement): number => agreement >> 3;
const agreementOf = (way: number, points: number): Agreement => way | (inTenths(points) << 3);

/** Whether two words are the same name, letter by letter or in another spelling. */
export const isSameName = (agreement: Agreement): boolean =>
  (agreement & 7) === EQUAL || (agreement & 7) === VARIANT;

/** Words that share such a key are the same word in another spelling; other keys are looser. */
const SPELLINGS: ReadonlySet<string> = new Set(['s', 'g']);

const BY_KEY: ReadonlyMap<string, Agreement> = new Map(
  Object.entries(MODEL.name.key).map(([kind, cost]) => [
    kind,
    agreementOf(SPELLINGS.has(kind) ? VARIANT : NICKNAME, cost),
  ]),
);

/** How words agree that share this key; its kind is the letter before the colon. */
export function agreementByKey(key: string): Agreement {
  return BY_KEY.get(key.slice(0, key.indexOf(':'))) ?? NO_AGREEMENT;
}

export const INITIAL_AGREEMENT: Agreement = agreementOf(INITIAL, 0);

/** The better of two ways of agreeing: the one that comes first, at equal ways the cheaper. */
export function betterOf(a: Agreement, b: Agreement): Agreement {
  if (a === NO_AGREEMENT || b === NO_AGREEMENT) return a | b;
  if ((a & 7) !== (b & 7)) return (a & 7) < (b & 7) ? a : b;
  return Math.min(a, b);
}

/** How two words agree, best way first. */
export function similarity(a: string, b: string): Agreement {
  if (a === b) return EQUAL;
  let best = NO_AGREEMENT;
  const theirs = wordKeys(b);
  for (const key of wordKeys(a)) {
    if (theirs.includes(key)) best = betterOf(best, agreementByKey(key));
  }
  if (best !== NO_AGREEMENT) return best;
  if (a.length === 1 || b.length === 1) return initialBetween(a, b);
  // Most words differ too much in length to be worth a look at their letters.
  if (slipsAllowed(a.length, b.length) < Math.abs(a.length - b.length)) return NO_AGREEMENT;
  return slipBetween(Buffer.from(a), 0, a.length, Buffer.from(b), 0, b.length);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether one of two words is the initial of the other: letters only, a number has none. */
export function initialBetween(a: string, b: string): Agreement {
  if (a[0] !== b[0] || /\d/.test(a + b)) return NO_AGREEMENT;
  return INITIAL_AGREEMENT;
}

/** A number is its digits: one wrong digit is another number, never a misspelt one. */
export function hasDigit(bytes: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) if (isDigit(bytes[at] as number)) return true;
  return false;
}

/** How two different words agree that are a few slips apart. */
export function slipBetween(
  a: Uint8Array,
  aFrom: number,
  aLength: number,
  b: Uint8Array,
  bFrom: number,
  bLength: number,
): Agreement {
  const allowed = slipsAllowed(aLength, bLength);
  if (allowed === 0) return NO_AGREEMENT;
  const slips = editDistance(a, aFrom, aLength, b, bFrom, bLength, allowed);
  if (slips > allowed || hasDigit(a, aFrom, aLength) || hasDigit(b, bFrom, bLength)) {
    return NO_AGREEMENT;
  }
  return agreementOf(SLIP, (MODEL.name.slipTimesLetters * slips) / Math.max(aLength, bLength));
}

const { name } = MODEL;
const CAP = inTenths(name.bitsCap);

/** What an agreeing word of so many tenths of a bit is worth, in tenths of a deciban. */
const WORTH = Uint16Array.from({ length: 256 }, (_, bits) =>
  Math.round(name.pointsPerBit * Math.min(bits, CAP)),
);
const INITIAL_WORTH = inTenths(name.initial);
const JOINED = inTenths(name.joined);

/**
 * Tenths of points for two words that agree: the rarer the word, the more its agreement says, less
 * what it costs that they do not agree letter by letter. A slip between two words that are both
 * common as they stand (`Maria`, `Mario`) says little, as each is a name of its own. `bits` are in
 * tenths.
 */
export function agreementWorth(agreement: Agreement, bitsA: number, bitsB: number): number {
  const way = agreement & 7;
  if (way === INITIAL) return INITIAL_WORTH;
  const worth = WORTH[Math.min(bitsA, bitsB)] as number;
  if (way === EQUAL) return worth;
  const rest = Math.max(0, worth - costOf(agreement));
  const bothCommon = way === SLIP && Math.max(bitsA, bitsB) < CAP;
  return bothCommon ? Math.round(rest * name.bothCommon) : rest;
}

/** What one part adds to a run of parts that is written as one word on the other side. */
export function runPartWorth(bits: number): number {
  return WORTH[bits] as number;
}

/** Tenths of points for such a run, from the sum of what its parts add. */
export function runWorth(sum: number): number {
  return Math.max(0, sum - JOINED);
}
