/** What the server answers about cases and accounts; shapes that it has are taken from there. */
import type {
  BulkState,
  CaseState,
  LevelStanding,
  PropertyState,
  RedressState,
  RedressType,
  SuppressionState,
  TargetStanding,
} from '../../../src/cases/index.ts';
import type { Sentence } from '../../../src/screening/index.ts';

export type { Alert, Proposal } from '../../../src/cases/index.ts';

type Document = { readonly id: string; readonly revision: number };

export type ClockStandingName = 'running' | 'due' | 'overdue' | 'done' | 'done-late' | 'void';

/** `GET /v1/cases/{id}` */
export type CaseRecord = Document &
  CaseState &
  WithStandings & { readonly levels: readonly LevelStanding[] };

/** How the clocks of a document stand. */
export interface WithStandings {
  readonly clocksAt: readonly { readonly id: string; readonly standing: ClockStandingName }[];
}

/** `GET /v1/redress/{id}` */
export type RedressRecord = Document &
  RedressState &
  WithStandings & {
    readonly targets: readonly TargetStanding[];
    /** Pieces of the dossier without which nothing is sent. */
    readonly missing: readonly string[];
  };

/** `GET /v1/properties/{id}` */
export type PropertyRecord = Document & PropertyState & WithStandings;

/** `GET /v1/bulks/{id}` */
export type BulkRecord = Document & BulkState;

/** `GET /v1/keys/{id}` */
export type KeyRecord = Document & {
  readonly owner: string;
  readonly label?: string;
  readonly scopes: readonly string[];
  readonly expires: string;
  readonly rotated?: string;
  readonly state: 'granted' | 'active' | 'revoked';
};

/** A page of a list. */
export interface PageOf<T> {
  readonly total: number;
  readonly results: readonly T[];
}

/** A value that a field may have, and what hinders it now. */
export interface OpenValue {
  readonly id: string;
  readonly hindrance: string | null;
}

/** A step that whoever looks has the right to. */
export interface StepStanding {
  readonly step: string;
  readonly hindrance: string | null;
  /** By field, what the document lets it be; whatever fits the field where it is left out. */
  readonly values?: Readonly<Record<string, readonly OpenValue[]>>;
}

/** `GET /v1/cases/{id}/steps`, and so for documents of other kinds. */
export interface Steps {
  readonly revision: number;
  readonly results: readonly StepStanding[];
}

export interface Happened {
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly revision: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly personal: Readonly<Record<string, unknown>> | null;
}

/** `GET /v1/cases/{id}/history`, and so for documents of other kinds. */
export interface History {
  readonly results: readonly Happened[];
}

export interface Term {
  readonly id: string;
  readonly name: Sentence;
}

/** `GET /v1/words/cases` */
export interface CaseWords {
  readonly states: readonly (Term & { readonly open: boolean })[];
  readonly priorities: readonly Term[];
  readonly outcomes: readonly (Term & { readonly verdict: string; readonly day: boolean })[];
  readonly reasons: {
    readonly verdicts: Readonly<
      Record<string, readonly (Term & { readonly beyondName: boolean })[]>
    >;
    readonly waiting: readonly Term[];
    readonly returning: readonly Term[];
    readonly reopening: readonly Term[];
    readonly revoking: readonly Term[];
  };
  readonly clocks: readonly Term[];
  readonly programmes: readonly Term[];
  readonly acts: Readonly<Record<string, Sentence>>;
  readonly certainties: Readonly<Record<string, Sentence>>;
  readonly redress: { readonly types: readonly RedressType[]; readonly answers: readonly Term[] };
  readonly property: {
    readonly forms: readonly Term[];
    readonly entries: readonly (Term & { readonly licence: boolean })[];
    readonly currencies: readonly string[];
  };
}

export type SuppressionRecord = Document &
  SuppressionState & { readonly standing: 'active' | 'expired' | 'revoked' | 'erased' };

export type UserRecord = Document & {
  readonly name?: string;
  readonly email?: string;
  readonly roles: readonly string[];
  readonly state: 'invited' | 'active' | 'disabled';
};
