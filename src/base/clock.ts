import { setTimeout } from 'node:timers/promises';

/** Time is passed in, so that the same input gives the same output and tests need not wait. */
export interface Clock {
  /** The present moment. */
  now(): Date;
  /** Milliseconds that only ever grow, for measuring durations. */
  elapsedMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
};

/** Waits, which is passed in as well; ends early, and without an error, when it is aborted. */
export type Wait = (ms: number, abort: AbortSignal) => Promise<void>;

export const systemWait: Wait = (ms, abort) =>
  setTimeout(ms, undefined, { signal: abort }).catch((error: unknown) => {
    if (!abort.aborted) throw error;
  });

/** A clock that stands still at `iso` until it is told to move. */
export function fixedClock(iso: string): Clock & { advance(ms: number): void } {
  let ms = new Date(iso).getTime();
  return {
    now: () => new Date(ms),
    elapsedMs: () => ms,
    advance: (by) => {
      ms += by;
    },
  };
}

/** `2026-04-21T08:30:00`: UTC to the second, without zone, as yente and FollowTheMoney write it. */
export function wireTime(date: Date): string {
  return date.toISOString().slice(0, 19);
}
