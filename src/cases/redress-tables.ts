import { loadData } from '../base/index.ts';
import type { Sentence, Verified } from '../law/index.ts';
import type { Term } from './tables.ts';
import type { Workflow, WorkflowStep } from './workflow.ts';

/** The table of redress: what can be asked for, what it needs, and how it goes. */

/** A step of redress, and the command by which it is taken. */
export interface RedressStep extends WorkflowStep {
  readonly by: 'provide' | 'step' | 'approve' | 'return' | 'answer';
  /** The dossier must have everything that the rule asks for. */
  readonly complete?: boolean;
  /** The answers that may be given. */
  readonly answers?: readonly string[];
}

/** Something that a dossier holds. */
export interface DossierItem extends Term {
  /** Nothing is sent without it. */
  readonly required: boolean;
  readonly citations: readonly string[];
  readonly verified: Verified;
}

/** A state that the organisation means to reach within some days; its own aim, and no law. */
export interface Target extends Term {
  readonly days: number;
  readonly reached: readonly string[];
}

/** One sort of redress. */
export interface RedressType extends Term, Workflow {
  readonly citations: readonly string[];
  readonly verified: Verified;
  readonly notes: readonly Sentence[];
  readonly steps: readonly RedressStep[];
  readonly clocks: readonly { readonly step: string; readonly clock: string }[];
  readonly targets: readonly Target[];
  readonly dossier: readonly DossierItem[];
}

const table = loadData<{
  readonly types: readonly RedressType[];
  readonly answers: readonly Term[];
}>('cases/redress.json');

export const REDRESS_TYPES: readonly RedressType[] = table.types;
export const REDRESS_ANSWERS: readonly Term[] = table.answers;

/** The sort of a document; the first where an old event names none that is known. */
export const redressType = (id: string): RedressType =>
  REDRESS_TYPES.find((type) => type.id === id) ?? (REDRESS_TYPES[0] as RedressType);
