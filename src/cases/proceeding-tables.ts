import { loadData } from '../base/index.ts';
import { type Citation, citations, type Sentence, type Verified } from '../law/index.ts';
import type { Term } from './tables.ts';
import type { Workflow, WorkflowStep } from './workflow.ts';

/** The tables of proceedings that are tracked. */

/** A legal statement, with what it rests on and how far that was verified. */
export interface Statement extends Term {
  readonly citations: readonly string[];
  readonly verified: Verified;
}

/** A step of a proceeding. */
export interface ProceedingStep extends WorkflowStep {
  /** Safeguards that must be recorded before it is taken. */
  readonly requires?: readonly string[];
  /** Clocks that start with it; where statutes are named, only under these. */
  readonly clocks?: readonly { readonly clock: string; readonly statutes?: readonly string[] }[];
}

/** A period that the law sets and that is stated here, and not worked out. */
export interface Period {
  readonly state: string;
  readonly text: Sentence;
  readonly citations: readonly string[];
  readonly verified: Verified;
}

/** One sort of proceeding. */
export interface ProceedingType extends Statement, Workflow {
  readonly notes: readonly Sentence[];
  readonly steps: readonly ProceedingStep[];
  /** Which of several laws it runs by, where its clocks depend on that. */
  readonly statutes: readonly Statement[];
  readonly safeguards: readonly Statement[];
  readonly periods: readonly Period[];
}

export const PROCEEDING_TYPES: readonly ProceedingType[] = loadData<{
  readonly types: readonly ProceedingType[];
}>('cases/proceedings.json').types;

/** Citations of `data/cases`, and those of `data/law`. */
export const CASE_CITATIONS: ReadonlyMap<string, Citation> = new Map([
  ...citations,
  ...Object.entries(
    loadData<{ readonly citations: Readonly<Record<string, Citation>> }>('cases/citations.json')
      .citations,
  ),
]);

/** The sort of a document; the first where an old event names none that is known. */
export const proceedingType = (id: string): ProceedingType =>
  PROCEEDING_TYPES.find((type) => type.id === id) ?? (PROCEEDING_TYPES[0] as ProceedingType);
