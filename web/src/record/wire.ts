/** What the server answers about cases and accounts; shapes that it has are taken from there. */
import type { CaseState, LevelStanding, SuppressionState } from '../../../src/cases/index.ts';
import type { Sentence } from '../../../src/screening/index.ts';

export type { Alert, Proposal } from '../../../src/cases/index.ts';

type Document = { readonly id: string; readonly revision: number };

export type ClockStandingName = 'running' | 'due' | 'overdue' | 'done' | 'done-late' | 'void';

/** `GET /v1/cases/{id}` */
export type CaseRecord = Document &
  CaseState & {
    readonly clocksAt: readonly { readonly id: string; readonly standing: ClockStandingName }[];
    readonly levels: readonly LevelStanding[];
  };

export interface CasePageAnswer {
  readonly total: number;
  readonly results: readonly CaseRecord[];
}

/** `GET /v1/cases/{id}/steps` */
export interface Steps {
  readonly revision: number;
  readonly results: readonly { readonly step: string; readonly hindrance: string | null }[];
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

/** `GET /v1/cases/{id}/history` */
export interface CaseHistory {
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
}

export type SuppressionRecord = Document &
  SuppressionState & { readonly standing: 'active' | 'expired' | 'revoked' | 'erased' };

export interface SuppressionPageAnswer {
  readonly total: number;
  readonly results: readonly SuppressionRecord[];
}

export type UserRecord = Document & {
  readonly name?: string;
  readonly email?: string;
  readonly roles: readonly string[];
  readonly state: 'invited' | 'active' | 'disabled';
};

export interface UserPageAnswer {
  readonly total: number;
  readonly results: readonly UserRecord[];
}
