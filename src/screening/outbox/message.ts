import type { HitChange } from '../customers/rescreen.ts';

/** A message as it waits to be sent. */
export interface Message {
  /** The same for every attempt, so that a receiver knows what it has already. */
  readonly id: string;
  /** When its changes were found. */
  readonly at: string;
  /** What is sent, byte for byte. */
  readonly body: string;
  /** Why it was given up, where it was. */
  readonly failed?: { readonly at: string; readonly found: string };
}

/** Changes in one message: about 150 kB, which any receiver takes. */
export const MOST_CHANGES = 500;

/** Which part of which run a message is. */
export interface Place {
  readonly run: string;
  readonly at: string;
  readonly part: number;
  readonly parts: number;
}

export function messageOf(place: Place, changes: readonly HitChange[]): Message {
  const { run, at, part, parts } = place;
  const id = `${run}-${part}`;
  const told = changes.map(publicChange);
  return {
    id,
    at,
    body: JSON.stringify({ id, type: 'hits.changed', at, part, parts, changes: told }),
  };
}

/**
 * What leaves the machine of a change: ids, scores and causes. The reasons stay, as they hold the
 * customer's name and birth date; and so does the listing's name, which is nearly the customer's.
 */
function publicChange({ explanation: _, caption: __, ...rest }: HitChange): object {
  const { change, record, entity, dataset, score, band, before, cause } = rest;
  const now = { change, record, entity, dataset, score, band };
  return before === undefined ? { ...now, cause } : { ...now, before, cause };
}
