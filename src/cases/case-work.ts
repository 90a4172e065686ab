import { problem } from '../base/index.ts';
import { type Command, type CommandContext, command, type Document } from '../store/index.ts';
import { CASE, type CaseState } from './case.ts';
import { day, exactly, existingDay, handle, nothing, oneOf } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';
import { personOf } from './people.ts';
import { theState } from './remarks.ts';
import { CASE_WORKFLOW, idsOf, REASONS, SERVICE_LEVELS } from './tables.ts';
import { take } from './workflow.ts';

const DAY_MS = 86_400_000;

/**
 * The handle of the person to whom a case is assigned, who alone investigates it.
 * @throws CASE_PERSON, CASE_ASSIGNEE
 */
export function assigneeOf(state: CaseState, context: Pick<CommandContext, 'actor'>): string {
  const id = personOf(context);
  if (state.assignee === id) return id;
  const found = state.assignee === null ? 'nobody assigned' : `“${id}”`;
  throw problem('CASE_ASSIGNEE', { found });
}

/**
 * A last day of waiting: not past, and near enough that somebody looks at it again.
 * @throws STORE_INPUT
 */
export function waitingDay(until: string, now: Date): string {
  existingDay(until);
  const today = now.toISOString().slice(0, 10);
  const last = new Date(now.getTime() + CASE_LIMITS.waitingDays * DAY_MS)
    .toISOString()
    .slice(0, 10);
  if (until >= today && until <= last) return until;
  throw problem('STORE_INPUT', {
    where: 'until',
    expected: `a day from ${today} to ${last} (waitingDays)`,
    found: until,
  });
}

/** The state of a case, and the one that a step leads to. */
function stepOf(document: Document<CaseState> | undefined, step: string) {
  const state = theState(document);
  return { state, to: take(CASE_WORKFLOW, state.status, step) };
}

const triage = command({
  kind: CASE,
  name: 'triage',
  summary: 'Takes a new case up, so that somebody can be assigned to it.',
  right: 'case:triage',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    const { to } = stepOf(document, 'triage');
    personOf(context);
    return { outcomes: [{ type: 'case.triaged', data: { to } }] };
  },
});

const assign = command({
  kind: CASE,
  name: 'assign',
  summary: 'Assigns a case to the person who is to investigate it.',
  right: 'case:assign',
  creates: false,
  input: exactly({ assignee: handle('The handle of the person') }),
  decide: (document, { assignee }, context) => {
    personOf(context);
    const { status, assignee: before } = theState(document);
    const { to } = stepOf(document, status === 'triage' ? 'assign' : 'reassign');
    if (assignee === before) return { outcomes: [] };
    return { outcomes: [{ type: 'case.assigned', data: { assignee, to } }] };
  },
});

const prioritise = command({
  kind: CASE,
  name: 'prioritise',
  summary: 'Changes how pressing a case is.',
  right: 'case:prioritise',
  creates: false,
  input: exactly({ priority: oneOf(idsOf(SERVICE_LEVELS.priorities), 'How pressing it is') }),
  decide: (document, { priority }, context) => {
    personOf(context);
    const { state } = stepOf(document, 'prioritise');
    if (state.priority === priority) return { outcomes: [] };
    return { outcomes: [{ type: 'case.prioritised', data: { priority } }] };
  },
});

const investigate = command({
  kind: CASE,
  name: 'investigate',
  summary: 'Begins to investigate, or goes on after waiting, a return or new alerts.',
  right: 'case:investigate',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    const before = theState(document);
    const step = before.status === 'approved' ? 'resume' : 'investigate';
    const { state, to } = stepOf(document, step);
    if (step === 'resume' && state.openAlerts === 0) {
      throw problem('CASE_ALERTS', { expected: 'an alert to decide about', found: 'none' });
    }
    assigneeOf(state, context);
    return { outcomes: [{ type: 'case.investigated', data: { to } }] };
  },
});

const wait = command({
  kind: CASE,
  name: 'wait',
  summary: 'Waits for something until a day. Clocks of the law go on.',
  right: 'case:investigate',
  creates: false,
  input: exactly({
    reason: oneOf(idsOf(REASONS.waiting), 'What it waits for'),
    until: day('The day on which somebody looks at it again'),
  }),
  decide: (document, { reason, until }, context) => {
    const { state, to } = stepOf(document, 'wait');
    assigneeOf(state, context);
    waitingDay(until, context.now);
    return { outcomes: [{ type: 'case.waited', data: { to, reason, until } }] };
  },
});

/** How a case is worked on. */
export const WORK_COMMANDS = [triage, assign, prioritise, investigate, wait] as readonly Command[];
