import type { PartialDate } from '../entity/index.ts';

/** A sentence in both languages of the product. */
export interface Sentence {
  readonly en: string;
  readonly es: string;
}

/**
 * How a fact was verified, the best first. `data/law/citations.json` says what each means; none is
 * `official` before somebody compared it with the official publication itself.
 */
export const VERIFIED = ['official', 'copy', 'secondary', 'unverified'] as const;
export type Verified = (typeof VERIFIED)[number];

export interface Citation {
  readonly cite: string;
  readonly title: string;
  /** Of publication or signature; null where it was not seen. */
  readonly date: PartialDate | null;
  readonly verified: Verified;
}

/** What an effect asks for, the strictest first; answers keep this order. */
export const ACTS = [
  'block',
  'hold-and-report',
  'reject',
  'restrict-correspondent',
  'no-support',
  'secondary-exposure',
  'caution',
  'inadmissible',
] as const;
export type Act = (typeof ACTS)[number];

/** Whom or what an effect takes in besides the words of the act. */
export type Reach = 'listed' | 'owned-50' | 'interest-or-agent' | 'members' | 'as-ordered';

/**
 * One statement about when something holds, with the day from which it could be known. A fact is a
 * list of these, so that it can be told as it was known on any day.
 */
export interface Held {
  readonly known: PartialDate;
  /** The first day; a month or a year where the day was not seen. */
  readonly from?: PartialDate;
  /** The first day on which it no longer holds. */
  readonly to?: PartialDate;
  /** A day on which it was seen to hold, where nobody says since when. */
  readonly seen?: PartialDate;
  /** It did not hold before this day: it had not even been announced. */
  readonly notBefore?: PartialDate;
  /** Somebody said that it will hold or holds; the act itself was not seen. */
  readonly announced?: boolean;
}

export interface EffectRule {
  readonly id: string;
  readonly act: Act;
  /** Classes of `data/law/actors.json`. */
  readonly binds: readonly string[];
  readonly unless?: readonly string[];
  readonly reach: readonly Reach[];
  readonly text: Sentence;
  readonly duties: readonly Sentence[];
  /** What exposure depends on, and what should be written down about it. */
  readonly factors?: readonly Sentence[];
  readonly factorCitations?: readonly string[];
  readonly clocks: readonly string[];
  readonly citations: readonly string[];
  readonly verified: Verified;
}

export interface Amendment {
  readonly what: Sentence;
  readonly expected: PartialDate | null;
  readonly citations: readonly string[];
  readonly verified: Verified;
}

export interface Programme {
  readonly id: string;
  /** Tags of lists that stand for it. */
  readonly tags: readonly string[];
  readonly name: Sentence;
  readonly decides: Sentence;
  readonly held: readonly Held[];
  readonly citations: readonly string[];
  readonly verified: Verified;
  readonly notes: readonly Sentence[];
  /** What may change it. */
  readonly amendments: readonly Amendment[];
  readonly effects: readonly EffectRule[];
}

/** A party that an order takes in or leaves out by name. */
export interface OrderParty {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly country?: string;
  readonly registration?: string | null;
  readonly text: Sentence;
}

/** An order or rule about named institutions, which stands on no list. */
export interface Order {
  readonly id: string;
  readonly programme: string;
  readonly status: 'order' | 'proposal';
  readonly names: readonly string[];
  readonly bics: readonly string[];
  /** It reaches offices, branches and subsidiaries in these countries; empty: anywhere. */
  readonly countries: readonly string[];
  readonly include: readonly OrderParty[];
  readonly exclude: readonly OrderParty[];
  readonly held: readonly Held[];
  readonly announced: string | null;
  readonly sarKey: string | null;
  readonly note: Sentence;
  readonly citations: readonly string[];
  readonly verified: Verified;
}

/** A general licence or like authorisation. An answer names it, and never says that it applies. */
export interface Licence {
  readonly id: string;
  readonly programmes: readonly string[];
  readonly binds: readonly string[];
  readonly name: Sentence;
  readonly permits: Sentence;
  readonly conditions: readonly Sentence[];
  readonly held: readonly Held[];
  readonly citations: readonly string[];
  readonly verified: Verified;
}

/** The period of a clock, in force for events from a day on. */
export type ClockVersion = {
  /** Also its name: what a due date was worked out by. */
  readonly from: string;
  readonly known: string;
  readonly citations: readonly string[];
  readonly verified: Verified;
  readonly note?: Sentence;
} & (
  | { readonly unit: 'business-day' | 'day'; readonly period: number }
  | { readonly unit: 'year'; readonly period: number }
  | { readonly unit: 'at-once' }
  | { readonly unit: 'annual'; readonly asOf: string; readonly due: string }
);

export interface ClockExtension {
  readonly id: string;
  readonly name: Sentence;
  readonly unit: 'business-day' | 'day';
  readonly period: number;
  /** How often it may be granted; null where the law sets no number. */
  readonly times: number | null;
  readonly citations: readonly string[];
  readonly verified: Verified;
}

export interface Clock {
  readonly id: string;
  readonly kind: 'act-by' | 'keep-until' | 'not-before' | 'expires' | 'limit';
  readonly calendar: string;
  readonly timeZone: string;
  readonly name: Sentence;
  readonly starts: Sentence;
  /** Why a later version also reaches events before it, where it does. */
  readonly carriesOver?: Sentence;
  readonly extensions?: readonly ClockExtension[];
  readonly versions: readonly ClockVersion[];
}
