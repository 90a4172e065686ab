import { firstDayOf, lastDayOf } from './days.ts';
import type { Held } from './types.ts';

/**
 * Two times, kept apart: when something holds, and when that could be known. What was known on a
 * day is folded into `Known`; whether it held on another day is then read from that.
 */

/** Whether something holds on a day, as far as is known. */
export type Standing = 'in-force' | 'announced' | 'uncertain' | 'not-yet' | 'proposed' | 'ended';

/** What is known of a fact's times, from one source or several. */
export interface Known {
  /** The first day, or the month or year it lies in. */
  readonly from?: string;
  readonly to?: string;
  /** The earliest day on which it was seen to hold. */
  readonly seen?: string;
  readonly notBefore?: string;
  /** The day for which it was announced, or on which somebody said that it holds. */
  readonly announcedFrom?: string;
  readonly announcedSeen?: string;
  readonly announced: boolean;
  /** The earliest day from which any of this could be known. */
  readonly known: string;
}

const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined || firstDayOf(a) <= firstDayOf(b) ? a : b;
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined || lastDayOf(a) >= lastDayOf(b) ? a : b;

/**
 * What one source's statements come to on the day `knownAt` (all of them without it); undefined
 * when none was known then. A later statement of a first day replaces an earlier one; that it was
 * seen on some day takes nothing away.
 */
export function knownOf(held: readonly Held[], knownAt?: string): Known | undefined {
  let known: Known | undefined;
  for (const one of inOrder(held)) {
    if (knownAt !== undefined && lastDayOf(one.known) > knownAt) continue;
    known = withStatement(known, one);
  }
  return known;
}

function inOrder(held: readonly Held[]): readonly Held[] {
  if (held.length < 2) return held;
  const day = ({ known }: Held) => lastDayOf(known);
  // Sorting is stable: of statements of one day the last in the table counts.
  return [...held].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
}

function withStatement(before: Known | undefined, one: Held): Known {
  const known = { ...(before ?? { known: one.known, announced: false }) } as {
    -readonly [K in keyof Known]: Known[K];
  };
  if (one.announced === true) {
    known.announced = true;
    if (one.from !== undefined) known.announcedFrom = one.from;
    const seen = earlier(known.announcedSeen, one.seen);
    if (seen !== undefined) known.announcedSeen = seen;
  } else {
    if (one.from !== undefined) {
      known.from = one.from;
      delete known.to;
    }
    const seen = earlier(known.seen, one.seen);
    if (seen !== undefined) known.seen = seen;
  }
  if (one.to !== undefined) known.to = one.to;
  const notBefore = later(known.notBefore, one.notBefore);
  if (notBefore !== undefined) known.notBefore = notBefore;
  return known;
}

/**
 * What several sources say of the same fact: the earliest first day, and an end only when all say
 * that it ended. A source that knows no first day does not make one that does less certain.
 */
export function together(sources: readonly Known[]): Known | undefined {
  const [first, ...others] = sources;
  if (first === undefined) return undefined;
  let all = first;
  for (const one of others) {
    const to = all.to !== undefined && one.to !== undefined ? later(all.to, one.to) : undefined;
    const bounds = {
      from: earlier(all.from, one.from),
      seen: earlier(all.seen, one.seen),
      notBefore: later(all.notBefore, one.notBefore),
      announcedFrom: earlier(all.announcedFrom, one.announcedFrom),
      announcedSeen: earlier(all.announcedSeen, one.announcedSeen),
      to,
    };
    const given = Object.fromEntries(Object.entries(bounds).filter(([, day]) => day !== undefined));
    const known = earlier(all.known, one.known) as string;
    all = { ...given, known, announced: all.announced || one.announced };
  }
  return all;
}

/** Whether it holds on `date`. Where only the year is known, any of its days may be the first. */
export function standingOn(known: Known, date: string): Standing {
  if (known.to !== undefined) {
    if (date >= lastDayOf(known.to)) return 'ended';
    if (date >= firstDayOf(known.to)) return 'uncertain';
  }
  if (known.seen !== undefined && date >= lastDayOf(known.seen)) return 'in-force';
  if (known.from !== undefined) {
    if (date >= lastDayOf(known.from)) return 'in-force';
    return date >= firstDayOf(known.from) ? 'uncertain' : 'not-yet';
  }
  if (known.notBefore !== undefined && date < firstDayOf(known.notBefore)) return 'not-yet';
  if (known.announced) return announcedOn(known, date);
  // What is said to end, or was seen later, began at some time.
  return known.seen === undefined && known.to === undefined ? 'proposed' : 'uncertain';
}

function announcedOn(known: Known, date: string): Standing {
  if (known.announcedFrom !== undefined) {
    return date >= firstDayOf(known.announcedFrom) ? 'announced' : 'not-yet';
  }
  if (known.seen !== undefined) return 'uncertain';
  if (known.announcedSeen !== undefined && date < firstDayOf(known.announcedSeen)) {
    return 'uncertain';
  }
  return 'announced';
}
