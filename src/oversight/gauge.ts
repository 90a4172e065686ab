import type { StoredEvent } from '../store/index.ts';
import type { Figure } from './figures.ts';

/** An event, with the document before and after it. Neither knows anything about persons. */
export interface Seen {
  readonly event: StoredEvent;
  readonly before: object | undefined;
  readonly after: object;
}

/** A document as it stands at the moment that is asked about, and its last record. */
export interface Standing<State extends object = object> {
  readonly state: State;
  readonly seq: number;
}

/** What is known at the moment that is asked about. */
export interface Moment {
  readonly until: Date;
  /** The documents of a kind, in the order in which they began. */
  standing<State extends object>(kind: { readonly name: string }): Iterable<Standing<State>>;
}

/** Figures by the ids of their measures. */
export type Told = Readonly<Record<string, readonly Figure[]>>;

/** Works out a few measures that belong together, from one pass over the events. */
export interface Gauge {
  see?(seen: Seen): void;
  tell(moment: Moment): Told | Promise<Told>;
}
