import type { Json } from '../journal/index.ts';

/** Who did something: a person who signed in, a program with a key, or Tamiz itself. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'system';
  /** A handle that the organisation gave; nothing else about the person. */
  readonly id: string;
}

/** What is to happen to one document, before it is recorded. */
export interface Happening {
  /** The kind of the document, such as `case`. */
  readonly kind: string;
  /** The document, within its organisation and kind. */
  readonly id: string;
  /** How many events the document has had: 0 for a new one. Another's event in between: refused. */
  readonly revision: number;
  /** What happens, such as `case.assigned`. */
  readonly type: string;
  /** What it says, for good. Nothing about a person belongs here. */
  readonly data: { readonly [key: string]: Json };
  /** What it says about persons: kept beside the record, and can be erased. */
  readonly personal?: { readonly [key: string]: Json };
}

/** What happened, as it was recorded. */
export interface StoredEvent {
  /** The number of the record in the journal. */
  readonly seq: number;
  readonly at: Date;
  readonly tenant: string;
  readonly actor: Actor;
  readonly kind: string;
  readonly id: string;
  /** Its own number among the events of the document, from 1. */
  readonly revision: number;
  readonly type: string;
  readonly data: { readonly [key: string]: Json };
  /** Undefined where nothing was said about persons, or it was erased. */
  readonly personal: { readonly [key: string]: Json } | undefined;
}

/**
 * What a kind of documents is. A document is nothing but its events, one after the other: the
 * same events give the same document, whenever and wherever.
 */
export interface Kind<State extends object = object> {
  /** Its name: `case`, `user`. */
  readonly name: string;
  /**
   * Who has not the right to a compartment sees none of its documents, and no trace of them.
   * Undefined: all of the organisation who have a right to the kind.
   */
  readonly compartment?: string;
  /** Fields of the state, texts or numbers at its top, by which documents are looked for. */
  readonly fields: readonly string[];
  /** The document after an event. Pure: no clock, no chance; it never throws for old events. */
  evolve(state: State | undefined, event: StoredEvent): State;
}

/** A document as it stands. */
export interface Document<State extends object = object> {
  readonly kind: string;
  readonly id: string;
  /** How many events it has had. */
  readonly revision: number;
  readonly state: State;
}

/** For whom something is read: nothing of another organisation is ever found. */
export interface Scope {
  readonly tenant: string;
  /** Compartments that the reader has a right to, such as `sar`. */
  readonly compartments: readonly string[];
}

/** Which documents of a kind are looked for. */
export interface Search {
  /** Fields and the value they have; an array means any of them. */
  readonly where?: Readonly<Record<string, string | number | readonly string[]>>;
  /** A field to order by; those that lack it come last. By id where it is not said. */
  readonly orderBy?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

/** Reads documents for one scope; what it finds is of one moment. */
export interface Reader {
  document<State extends object>(
    kind: Kind<State>,
    id: string,
  ): Promise<Document<State> | undefined>;
  /** Documents of a kind, and how many there are in all. */
  find<State extends object>(
    kind: Kind<State>,
    search?: Search,
  ): Promise<{ readonly documents: readonly Document<State>[]; readonly total: number }>;
  /** All that happened to one document, in order. */
  history<State extends object>(kind: Kind<State>, id: string): Promise<readonly StoredEvent[]>;
  /** All that happened in the organisation up to a moment, in order, of some kinds. */
  events(kinds: readonly Kind[], until?: Date): AsyncIterable<StoredEvent>;
}

/** What was committed. */
export interface Committed {
  readonly seq: number;
  readonly at: Date;
  /** The documents as they stand after it. */
  readonly documents: readonly Document[];
}

/**
 * Documents of organisations, kept as events in the journal, with a database that shows how they
 * stand. The journal is the record: the database can be deleted and made again.
 */
export interface Store {
  /**
   * Records what is to happen, all of it or nothing, and returns when it would survive a power cut
   * and can be read. After an error of the disk or the database it may have happened: whoever
   * asks again with the same revision is told so by `STORE_CONFLICT`.
   * @throws STORE_CONFLICT where a document has had other events in the meantime, JOURNAL_RECORD
   *   where it is too large, and what `Journal.append` throws
   */
  commit(tenant: string, actor: Actor, happenings: readonly Happening[]): Promise<Committed>;
  /** Reads for a scope, in one transaction that can change nothing. */
  read<Result>(scope: Scope, work: (reader: Reader) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
