import type { Entity } from '../entity/index.ts';

/** The formats that a reader exists for; told by a file's content, never by its name. */
export type ListFormat =
  | 'ofac-csv'
  | 'ofac-xml'
  | 'un-xml'
  | 'ftm-json'
  | 'eu-xml'
  | 'eu-old-xml'
  | 'gb-hmt-csv'
  | 'gb-fcdo-csv'
  | 'ca-xml'
  | 'au-xlsx'
  | 'ch-xml'
  | 'mx-69b-csv'
  | 'mx-69b-bis-csv'
  | 'mx-sfp-csv'
  | 'eu-csv';

/**
 * One file of a list, opened for reading as often as needed; already unpacked when it was packed.
 */
export interface ListFile {
  /** For messages only: a file name or an address. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * A list as data: a row of `data/lists/catalogue.json`. Counts and rates are what a whole, sane
 * list has.
 */
export interface ListDescription {
  /** OpenSanctions' dataset name, such as `us_ofac_sdn`. */
  readonly name: string;
  readonly title: string;
  readonly titleEs: string;
  readonly publisher: string;
  readonly publisherUrl: string;
  /** Terms of use in one sentence, with where they stand. */
  readonly terms: string;
  readonly formats: readonly ListFormat[];
  /** What `tamiz lists update` fetches: the first set that can be had whole. */
  readonly downloads: readonly (readonly { readonly file: string; readonly url: string }[])[];
  /** Least and greatest number of entities by schema. */
  readonly counts: Readonly<Record<string, readonly [number, number]>>;
  /** Least share of entities of a schema that have a property: `{"Person": {"birthDate": 0.8}}`. */
  readonly fillRates: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The new version must have at least this share of the entities of the active one. */
  readonly shrinkLimit: number;
}

/** Something a reader saw and did not understand, or understood and wants seen. */
export interface Signal {
  readonly kind: 'unknown-value' | 'unknown-element' | 'dropped' | 'unresolved-link' | 'odd-value';
  /** The record it belongs to. */
  readonly record: string;
  /** What was seen, in a few words. */
  readonly found: string;
}

export interface ReadContext {
  readonly dataset: string;
  /** ISO time from which the version counts as known, where the file itself does not say. */
  readonly knownAt: string;
  /** Ends the reading early. */
  readonly signal?: AbortSignal;
  readonly onSignal: (signal: Signal) => void;
}

/** What a reader tells of the version as a whole, after its last entity. */
export interface ReadSummary {
  /** Source records read, which all became an entity or a signal of kind `dropped`. */
  readonly records: number;
  /** ISO date or time that the publisher gives the version, where the format has one. */
  readonly published?: string;
}

/**
 * Reads the files of one version. Streaming: memory does not grow with the file. Strict: what is
 * malformed throws `LIST_FORMAT`; what is merely unknown is signalled.
 */
export type ListReader = (
  files: readonly ListFile[],
  context: ReadContext,
) => AsyncGenerator<Entity, ReadSummary>;
