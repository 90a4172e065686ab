import type { Clock, OnProgress } from '../base/index.ts';
import type { Example } from '../entity/index.ts';
import type { Band, Engine, Evidence } from '../matching/index.ts';
import type { Raise } from './customers/asked.ts';
import type { Recorder } from './recording/recorder.ts';

/** A sentence in both languages of the product. */
export interface Sentence {
  readonly en: string;
  readonly es: string;
}

/** What `tamiz lists` shows of one list. */
export interface ListState {
  readonly name: string;
  readonly title: string;
  readonly titleEs: string;
  readonly publisher: string;
  readonly version: string | null;
  readonly published: string | null;
  readonly fetched: string | null;
  readonly entities: number;
  readonly names: number;
  readonly state: 'active' | 'built-in' | 'absent';
}

/** The engine together with what it covers; every output carries `coverage`. */
export interface Screener {
  readonly engine: Engine;
  readonly lists: readonly ListState[];
  readonly coverage: {
    /** True while only the built-in register of designated cartels is there. */
    readonly registerOnly: boolean;
    /** What was screened against, and how to get more, in plain words. */
    readonly sentence: Sentence;
  };
}

/** One line of the output of `tamiz screen`. */
export interface HitRecord {
  /** The customer's own id, or `row-<n>` where the file has no id column. */
  readonly record: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly entity: string;
  readonly caption: string;
  readonly dataset: string;
  readonly score: number;
  readonly band: Band;
  readonly explanation: readonly Evidence[];
}

/** Something about a row that a person should know: a date that does not exist, a ragged row. */
export interface RowSignal {
  /** Line in the file, counted from 1 with the header. */
  readonly line: number;
  readonly record: string;
  readonly kind:
    | 'ragged-row'
    | 'row-too-large'
    | 'bad-quote'
    | 'nul-bytes'
    | 'mixed-encoding'
    | 'impossible-date'
    | 'ambiguous-date'
    | 'unreadable-date'
    | 'duplicate-id'
    | 'no-name'
    | 'name-too-long'
    /** More names, or more values of one kind, than one record may have. */
    | 'too-many-values'
    | 'unknown-country'
    | 'unknown-gender'
    | 'unknown-type'
    /** A value that the record's schema has no property for: the gender of a company. */
    | 'unused-value';
  readonly found: string;
}

/** A customer as an example to match, with where it stands in the file. */
export interface CustomerRecord {
  readonly line: number;
  readonly record: string;
  readonly example: Example;
  /**
   * The same customer as something else: a wallet, which FollowTheMoney has as a thing of its own,
   * or an organisation where the row does not say enough to call it a person.
   */
  readonly also?: readonly Example[];
  /** The recognised columns as they stand in the file, for the `query` of a hit. */
  readonly query: Readonly<Record<string, string>>;
}

/** A customer file: one on this machine, or bytes that arrive from elsewhere. */
export type CustomerInput =
  | { readonly path: string }
  | {
      /** For messages only. */
      readonly name: string;
      readonly bytes: AsyncIterable<Uint8Array>;
      /** Size in bytes, where it is known. */
      readonly size?: number;
    };

export interface ScreenOptions {
  readonly threshold?: number;
  /** Most hits for one record; default 10. */
  readonly limit?: number;
  /** Only these lists. */
  readonly datasets?: readonly string[];
  /** `{"Nombre completo": "name"}`: columns that are not recognised by themselves. */
  readonly map?: Readonly<Record<string, string>>;
  readonly onHit: (hit: HitRecord) => void | Promise<void>;
  readonly onSignal?: (signal: RowSignal) => void;
  /** `total` is the file's size in bytes where it is known. */
  readonly onProgress?: OnProgress;
  /** Paces the progress and the turns given to other work; the system's when absent. */
  readonly clock?: Clock;
  readonly abort?: AbortSignal;
  /** Threads that ask the lists; 1, this one alone, when absent. Results do not depend on it. */
  readonly workers?: number;
  /** Records that this thread asks about before it starts others; some thousand when absent. */
  readonly workersAfter?: number;
  /** Skips records up to and including this line: the rest of an interrupted run. */
  readonly afterLine?: number;
  /** Takes down every row and what came of it. */
  readonly recorder?: Recorder;
  /** Given the rows with hits, some at a time, before these are given to anybody else. */
  readonly raise?: Raise;
}

export interface ScreenSummary {
  readonly records: number;
  readonly recordsWithHits: number;
  /** Hits by band; those of band `none` are there when the threshold is lower than the band's. */
  readonly hits: { readonly strong: number; readonly possible: number; readonly none: number };
  readonly signals: Readonly<Record<string, number>>;
  readonly encoding: string;
  readonly delimiter: string;
  /** Column heading to FollowTheMoney property; the ones not used are listed as `null`. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly lastLine: number;
  /** False when it was aborted; the hits so far are whole. */
  readonly complete: boolean;
  readonly coverage: Sentence;
}
