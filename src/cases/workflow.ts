import { problem } from '../base/index.ts';
import type { Sentence } from '../law/index.ts';

/** States and the steps between them, as a table of `data/cases` has them. */
export interface Workflow {
  /** The state of a new document. */
  readonly initial: string;
  readonly states: readonly {
    readonly id: string;
    /** Whether something is still to be done. */
    readonly open: boolean;
    readonly name: Sentence;
  }[];
  readonly steps: readonly WorkflowStep[];
}

/** A step that somebody may take. */
export interface WorkflowStep {
  readonly step: string;
  /** The states in which it may be taken. */
  readonly from: readonly string[];
  /** The state after it; where it is left out, the state stays as it is. */
  readonly to?: string;
}

/** The state after a step, where the state before allows it. */
export function stateAfter(workflow: Workflow, status: string, step: string): string | undefined {
  const row = workflow.steps.find((one) => one.step === step && one.from.includes(status));
  return row === undefined ? undefined : (row.to ?? status);
}

/** The steps that a state allows. */
export const stepsFrom = (workflow: Workflow, status: string): readonly string[] =>
  workflow.steps.filter(({ from }) => from.includes(status)).map(({ step }) => step);

/**
 * The state after a step.
 * @throws CASE_STATE where the state before does not allow it
 */
export function take(workflow: Workflow, status: string, step: string): string {
  const after = stateAfter(workflow, status, step);
  if (after !== undefined) return after;
  const allowed = stepsFrom(workflow, status).join(', ');
  throw problem('CASE_STATE', {
    where: step,
    expected: `a step that the state “${status}” allows: ${allowed === '' ? 'none' : allowed}`,
    found: `“${step}”`,
  });
}
