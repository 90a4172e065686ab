import { type Principal, permits, type Resource } from '../../accounts/index.ts';
import {
  CASE_WORKFLOW,
  type CaseState,
  openProposal,
  SERVICE_LEVELS,
  type ServiceLevels,
  type SuppressionState,
  serviceLevelsAt,
  stepsFrom,
  suppressionAt,
} from '../../cases/index.ts';
import type { Command } from '../../store/index.ts';
import { clockStandings, clockStep } from './clock-shown.ts';
import type { Moment, Onlooker, StepNow } from './shown.ts';

/** How a case stands at a moment with the clocks of the law and the organisation’s own levels. */
export function caseAt(state: CaseState, { now, levels }: Moment): object {
  const priorities = SERVICE_LEVELS.priorities.map((one) => ({ ...one, ...levels[one.id] }));
  const own: ServiceLevels = { ...SERVICE_LEVELS, priorities };
  return {
    clocksAt: clockStandings(state, now),
    levels: serviceLevelsAt(state, now, own),
  };
}

/** How a suppression stands at a moment. */
export const suppressionShownAt = (state: SuppressionState, { now }: Moment): object => ({
  standing: suppressionAt(state, now),
});

/** Why a step is not open now to somebody who has the right to it. */
export type Hindrance =
  /** The state does not allow it. */
  | 'state'
  /** It is for the person to whom the case is assigned. */
  | 'assignee'
  /** It is for whoever proposed the decision. */
  | 'proposer'
  /** Whoever worked on it does not answer it. */
  | 'second-person'
  /** It is answered with the bulk decision of which it is part. */
  | 'bulk'
  /** There are alerts to decide about, or none. */
  | 'alerts';

/** Names of commands that the workflow has under another one, by the state. */
function stepNamed(command: string, { status }: CaseState): string {
  if (command === 'assign') return status === 'triage' ? 'assign' : 'reassign';
  return command === 'investigate' && status === 'approved' ? 'resume' : command;
}

/** How a step of a case stands for a person, as its command would say. */
export function caseStep(state: CaseState, command: string, { person }: Onlooker): StepNow {
  if (command === 'end-clock' || command === 'extend-clock') return clockStep(state);
  return { hindrance: hindranceInCase(state, command, person) };
}

function hindranceInCase(state: CaseState, command: string, person: string): Hindrance | undefined {
  const step = stepNamed(command, state);
  if (!stepsFrom(CASE_WORKFLOW, state.status).includes(step)) return 'state';
  if (step === 'resume' && state.openAlerts === 0) return 'alerts';
  if (step === 'close' && state.openAlerts > 0) return 'alerts';
  if (['investigate', 'resume', 'wait', 'propose'].includes(step)) {
    return state.assignee === person ? undefined : 'assignee';
  }
  if (['withdraw', 'approve', 'return'].includes(step)) return toAnswer(state, step, person);
  return undefined;
}

function toAnswer(state: CaseState, step: string, person: string): Hindrance | undefined {
  const proposal = openProposal(state);
  if (proposal === undefined) return 'state';
  if (proposal.bulk !== null) return 'bulk';
  if (step === 'withdraw') return proposal.by === person ? undefined : 'proposer';
  return state.workers.includes(person) ? 'second-person' : undefined;
}

/** A step that somebody has the right to. */
export interface ShownStep {
  readonly step: string;
  /** What hinders it now; null where it can be taken. */
  readonly hindrance: string | null;
  readonly values?: StepNow['values'];
}

/** The steps of a document that somebody has the right to, each with what hinders it. */
export async function stepsFor(
  principal: Principal,
  commands: readonly Command[],
  resource: Resource,
  stand: (command: string) => StepNow | Promise<StepNow>,
): Promise<readonly ShownStep[]> {
  const own = commands.filter(
    ({ creates, right }) => !creates && permits(principal, right, resource),
  );
  const shown: ShownStep[] = [];
  for (const { name } of own) {
    const { hindrance = null, values } = await stand(name);
    shown.push({ step: name, hindrance, ...(values !== undefined && { values }) });
  }
  return shown;
}
