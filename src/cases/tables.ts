import { loadData } from '../base/index.ts';
import type { Sentence, Verified } from '../law/index.ts';
import type { Workflow } from './workflow.ts';

/** The tables of `data/cases` that cases themselves use, read once. */

/** A word of a table by which something is known, and what people call it. */
export interface Term {
  readonly id: string;
  readonly name: Sentence;
}

/** A reason for a verdict. */
export interface Reason extends Term {
  /** It is about more than the name. */
  readonly beyondName: boolean;
}

/** What a person may say of an alert. */
export const VERDICTS = ['true_match', 'false_positive', 'needs_information'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How a case can end. */
export interface CaseOutcome extends Term {
  readonly verdict: Verdict;
  /** Whether the decision must say on which day it happened. */
  readonly day: boolean;
  /** Clocks of the law that start with it. */
  readonly clocks: readonly string[];
  readonly citations: readonly string[];
  readonly verified?: Verified;
}

/** Hours after which somebody is warned, and after which a level is breached. */
export interface Hours {
  readonly warning: number;
  readonly breach: number;
}

/** What is measured of a case. */
export const MEASURES = ['triage', 'decision', 'approval'] as const;
export type Measure = (typeof MEASURES)[number];

/** A priority with its service levels. */
export type Priority = Term & Readonly<Record<Measure, Hours>>;

/** The local service levels of an organisation. */
export interface ServiceLevels {
  readonly pausesWhileWaiting: boolean;
  readonly priorities: readonly Priority[];
}

/** States of a case and the steps between them. */
export const CASE_WORKFLOW: Workflow = loadData<Workflow>('cases/workflow.json');

/** The states in which the question about the customer is not answered yet. */
export const OPEN_STATES: readonly string[] = CASE_WORKFLOW.states
  .filter(({ open }) => open)
  .map(({ id }) => id);

/** The reasons that people choose from. */
export const REASONS = loadData<{
  readonly verdicts: Readonly<Record<Verdict, readonly Reason[]>>;
  readonly waiting: readonly Term[];
  readonly returning: readonly Term[];
  readonly reopening: readonly Term[];
  readonly revoking: readonly Term[];
}>('cases/reasons.json');

export const OUTCOMES: readonly CaseOutcome[] = loadData<{
  readonly outcomes: readonly CaseOutcome[];
}>('cases/outcomes.json').outcomes;

export const SERVICE_LEVELS: ServiceLevels = loadData<ServiceLevels>('cases/service-levels.json');

/** Properties whose change lifts no suppression. */
export const IGNORED_PROPERTIES: ReadonlySet<string> = new Set(
  loadData<{ readonly ignored: readonly string[] }>('cases/compared.json').ignored,
);

/** The ids of terms, for the schemas of inputs. */
export const idsOf = (terms: readonly { readonly id: string }[]): string[] =>
  terms.map(({ id }) => id);
