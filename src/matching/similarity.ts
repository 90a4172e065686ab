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

/** Words that share such a key are the same word in another spelling; other keys are looser. */
const SPELLINGS: ReadonlySet<string> = new Set(['s', 'g', 'p']);

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

/** How a word from a script without vowels agrees with one that has the same consonants. */
export const SKELETON_AGREEMENT: Agreement = agreementByKey('k:');

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
  if (slips === 1 && aLength === bLength && differInGender(a, aFrom, b, bFrom, aLength)) {
    return agreementOf(SLIP, MODEL.name.otherGender);
  }
  const [first, second] = MODEL.name.slipTimesLetters;
  const cost = slips === 1 ? first : first + second;
  return agreementOf(SLIP, cost / (Math.max(aLength, bLength) - 1));
}

const LETTER_A = 97;
const LETTER_O = 111;

/** Words that end in a and in o, and are the same up to there: `Mario` is not `Maria` misspelt. */
function differInGender(
  a: Uint8Array,
  aFrom: number,
  b: Uint8Array,
  bFrom: number,
  length: number,
): boolean {
  const ours = a[aFrom + length - 1];
  const theirs = b[bFrom + length - 1];
  return (ours === LETTER_A && theirs === LETTER_O) || (ours === LETTER_O && theirs === LETTER_A);
}

const { name } = MODEL;
const CAP = inTenths(name.bitsCap);

/** What an agreeing word of so many tenths of a bit is worth, in tenths of a deciban. */
const WORTH = Uint16Array.from({ length: 256 }, (_, bits) =>
  Math.round(name.pointsPerBit * Math.min(bits, CAP)),
);
const INITIAL_WORTH = inTenths(name.initial);
const BOTH_COMMON = inTenths(name.bothCommon);
/** What it costs that parts are written together. */
export const JOINED = inTenths(name.joined);

/** Tenths of points that two words are worth if they are equal; the commoner of the two counts. */
export function worthOf(agreement: Agreement, bitsA: number, bitsB: number): number {
  if ((agreement & 7) === INITIAL) return INITIAL_WORTH;
  return WORTH[Math.min(bitsA, bitsB)] as number;
}

/**
 * Tenths of points that it costs that two words do not agree letter by letter. A slip between two
 * words that are both common as they stand (`Maria`, `Mario`) costs more, as each is a name of its
 * own. `bits` are in tenths.
 */
export function deviationOf(agreement: Agreement, bitsA: number, bitsB: number): number {
  const bothCommon = (agreement & 7) === SLIP && Math.max(bitsA, bitsB) < CAP;
  return costOf(agreement) + (bothCommon ? BOTH_COMMON : 0);
}

/** The least that an agreement costs in any name. */
export const leastDeviation = costOf;

/** Whether a name may be complete with this agreement: an initial leaves most of a name open. */
export const mayComplete = (agreement: Agreement): boolean =>
  agreement !== NO_AGREEMENT && (agreement & 7) !== INITIAL;

/** What one part adds to a run of parts that is written as one word on the other side. */
export function runPartWorth(bits: number): number {
  return WORTH[bits] as number;
}
