/** What the server answers, as JSON; shapes that the product has already are taken from there. */
import type { FtmEntity } from '../../src/entity/index.ts';
import type { Band, Evidence } from '../../src/matching/index.ts';
import type { HitRecord, ListState, ScreenSummary, Sentence } from '../../src/screening/index.ts';

export type { Band, Evidence, HitRecord, ListState, ScreenSummary };
export type Feature = Evidence['feature'];

/** `GET /v1/status` */
export interface Status {
  readonly version: string;
  readonly lists: readonly ListState[];
  readonly coverage: { readonly registerOnly: boolean; readonly sentence: Sentence };
  readonly algorithm: string;
  readonly threshold: number;
}

/** One value of a listing with where it comes from and since when it is known. */
export interface SourcedValue {
  readonly value: string;
  readonly dataset: string;
  readonly record: string;
  readonly knownAt: string;
  readonly heldFrom?: string;
  readonly heldUntil?: string;
  readonly original?: string;
}

/** `GET /v1/entities/{id}` */
export interface Listing {
  readonly entity: FtmEntity;
  readonly sources: Readonly<Record<string, readonly SourcedValue[]>>;
}

/** Something that a listing points at or that points at it. */
export interface Linked {
  readonly property: string;
  readonly id: string;
  /** Absent when it is not on the lists that are loaded. */
  readonly entity?: FtmEntity;
  readonly sources?: Listing['sources'];
  /** Who is on the other side, where the thing itself is a link such as an ownership. */
  readonly far?: readonly { readonly id: string; readonly entity?: FtmEntity }[];
}

/** `GET /v1/entities/{id}` with what is linked to it. */
export interface LinkedListing extends Listing {
  readonly linked?: readonly Linked[];
}

export interface ScoredListing extends Listing {
  /** The same party on other lists. */
  readonly alsoListed: readonly { readonly list: string; readonly id: string }[];
  readonly score: number;
  readonly band: Band;
  readonly evidence: readonly Evidence[];
}

/** Body of `POST /v1/match`. */
export interface MatchQuery {
  readonly schema?: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly limit?: number;
  readonly threshold?: number;
  /** Not in the body: the lists as they stood on this day. */
  readonly asOf?: string;
}

/** `POST /v1/match` */
export interface MatchAnswer {
  readonly matches: readonly ScoredListing[];
  readonly total: number;
}

/** What is wrong, what was expected and what helps; fields may be absent when a proxy answers. */
export interface Problem {
  /** The row of the table of errors that it is. */
  readonly code?: string;
  readonly detail?: string;
  readonly expected?: string;
  readonly found?: string;
  readonly remedy?: string;
}

export interface ScreeningProgress {
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  readonly unit: string;
}

/** `GET /v1/screenings/{id}` */
export interface Screening {
  readonly id: string;
  readonly name: string;
  /** The day of the lists it was screened against; null for those of its own day. */
  readonly asOf: string | null;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress?: ScreeningProgress;
  readonly summary?: ScreenSummary;
  readonly problem?: Problem;
}

/** `GET /v1/screenings/{id}/hits` */
export interface HitPage {
  readonly total: number;
  readonly hits: readonly HitRecord[];
}
