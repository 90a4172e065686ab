import type { Kind, StoredEvent } from '../store/index.ts';
import { type Alert, type RaisedAlert, raisedAlert, type ToldAlert } from './alert.ts';
import { clockFolds, type StartedClock, type WithClocks, withClocks } from './clocks.ts';
import { type Fold, folded, momentOf, said, told } from './folding.ts';
import { withPerson, withWorker } from './people.ts';
import { NO_REMARKS, remarkFolds, type WithRemarks } from './remarks.ts';
import { CASE_WORKFLOW, SERVICE_LEVELS, type Verdict } from './tables.ts';

/** One row of a proposed decision: what holds for some alerts, and why. */
export type DecisionRow = {
  readonly alerts: readonly string[];
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  /** For how many days the same is not asked again; only for false positives. */
  readonly suppressDays?: number;
};

/** What a person proposes, and what became of it. */
export interface Proposal {
  /** Its number in the case, from 1. */
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly rows: readonly DecisionRow[];
  /** How the case is to end; null where it is to ask for more. */
  readonly outcome: string | null;
  /** The day on which what the outcome says happened. */
  readonly day: string | null;
  /** Until when the case then waits. */
  readonly until: string | null;
  /** What it then waits for. */
  readonly waitFor: string | null;
  /** The bulk decision that it is part of. */
  readonly bulk: string | null;
  readonly text: string | null;
  readonly answer: ProposalAnswer | null;
}

/** What a second person said of it. */
export interface ProposalAnswer {
  readonly as: 'approved' | 'returned' | 'withdrawn';
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly text: string | null;
}

/** A case: the open question whether a customer is one of the listed parties that it resembles. */
export interface CaseState extends WithRemarks, WithClocks {
  readonly status: string;
  /** Since when it is in this state. */
  readonly since: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly reopenedAt: string | null;
  readonly triagedAt: string | null;
  readonly closedAt: string | null;
  readonly priority: string;
  /** The same as a number to order by; the most pressing is 0. */
  readonly urgency: number;
  /** The person who investigates. */
  readonly assignee: string | null;
  readonly outcome: string | null;
  /** The customer's id in the organisation's own files; null where it was erased. */
  readonly customer: string | null;
  readonly customerName: string | null;
  readonly alerts: readonly Alert[];
  readonly openAlerts: number;
  readonly waiting: { readonly reason: string; readonly until: string } | null;
  /** Milliseconds that it waited since it was opened, or opened again. */
  readonly waited: number;
  readonly proposals: readonly Proposal[];
  /** Everybody who ever worked on what is decided; none of them can approve it. */
  readonly workers: readonly string[];
  readonly reopenings: readonly { readonly at: string; readonly by: string; reason: string }[];
}

/** The place of a priority among all; one that is not known any more comes last. */
function urgencyOf(priority: string): number {
  const place = SERVICE_LEVELS.priorities.findIndex(({ id }) => id === priority);
  return place < 0 ? SERVICE_LEVELS.priorities.length : place;
}

const EMPTY: CaseState = {
  ...NO_REMARKS,
  status: CASE_WORKFLOW.initial,
  since: '',
  openedAt: '',
  openedBy: '',
  reopenedAt: null,
  triagedAt: null,
  closedAt: null,
  priority: 'normal',
  urgency: urgencyOf('normal'),
  assignee: null,
  outcome: null,
  customer: null,
  customerName: null,
  alerts: [],
  openAlerts: 0,
  waiting: null,
  waited: 0,
  proposals: [],
  workers: [],
  reopenings: [],
  clocks: [],
};

/** The proposal that waits for an answer. */
export const openProposal = ({ proposals }: CaseState): Proposal | undefined =>
  proposals.find(({ answer }) => answer === null);

/** The alerts that are to be decided about. */
export const openAlertsOf = ({ alerts }: CaseState): readonly Alert[] =>
  alerts.filter(({ standing }) => standing === 'open');

const withPriority = (state: CaseState, priority: string): CaseState => ({
  ...state,
  priority,
  urgency: urgencyOf(priority),
});

type To = { readonly to: string };

/** Into another state, from the moment of an event on. */
function enter(state: CaseState, to: string, event: StoredEvent): CaseState {
  if (to === state.status) return state;
  const at = momentOf(event);
  const waitedMore =
    state.status === 'waiting' ? event.at.getTime() - new Date(state.since).getTime() : 0;
  return {
    ...state,
    status: to,
    since: at,
    waited: state.waited + waitedMore,
    waiting: to === 'waiting' ? state.waiting : null,
  };
}

const moved: Fold<CaseState> = (state, event) => enter(state, said<To>(event).to, event);

const worked = (fold: Fold<CaseState>): Fold<CaseState> => {
  return (state, event) => {
    const after = fold(state, event);
    return { ...after, workers: withWorker(after.workers, event.actor) };
  };
};

function withAlerts(state: CaseState, alerts: readonly Alert[]): CaseState {
  const openAlerts = alerts.filter(({ standing }) => standing === 'open').length;
  return { ...state, alerts, openAlerts };
}

type Raised = { readonly alerts: readonly RaisedAlert[]; readonly priority?: string };
type ToldOfAlerts = { readonly alerts: Readonly<Record<string, ToldAlert>> };

function raise(state: CaseState, event: StoredEvent): CaseState {
  const { alerts: raised, priority = state.priority } = said<Raised>(event);
  const { alerts: toldOf = {} } = told<ToldOfAlerts>(event);
  const at = momentOf(event);
  const superseded = new Map(
    raised.flatMap(({ id, supersedes = [] }) => supersedes.map((old) => [old, id] as const)),
  );
  const before = state.alerts.map((alert) => {
    const by = superseded.get(alert.id);
    if (by === undefined || alert.standing !== 'open') return alert;
    return { ...alert, standing: 'superseded' as const, supersededBy: by };
  });
  const added = raised.map((kept) => raisedAlert(kept, toldOf[kept.id], at));
  return withPriority(withAlerts(state, [...before, ...added]), priority);
}

type ToldOfCustomer = { readonly customer: string; readonly customerName: string };

const opened: Fold<CaseState> = (_, event) => {
  const { customer = null, customerName = null } = told<ToldOfCustomer>(event);
  const at = momentOf(event);
  const state = { ...EMPTY, since: at, openedAt: at, openedBy: event.actor.id };
  return raise({ ...state, customer, customerName }, event);
};

type Proposed = To & Pick<Proposal, 'id' | 'rows'> & Partial<Omit<Proposal, 'id' | 'rows'>>;

const proposed: Fold<CaseState> = (state, event) => {
  const { to, id, rows, ...more } = said<Proposed>(event);
  const { outcome = null, day = null, until = null, waitFor = null } = more;
  const { bulk = null } = more;
  const { text = null } = told<{ text: string }>(event);
  const by = { at: momentOf(event), by: event.actor.id };
  const then = { outcome, day, until, waitFor, bulk };
  const proposal: Proposal = { id, ...by, rows, ...then, text, answer: null };
  return enter({ ...state, proposals: [...state.proposals, proposal] }, to, event);
};

type Answered = To & { readonly proposal: string; readonly reason?: string };

function answered(
  state: CaseState,
  event: StoredEvent,
  as: ProposalAnswer['as'],
): CaseState & { readonly rows: readonly DecisionRow[] } {
  const { proposal: id, reason = null } = said<Answered>(event);
  const { text = null } = told<{ text: string }>(event);
  const answer = { as, at: momentOf(event), by: event.actor.id, reason, text };
  const proposals = state.proposals.map((one) => (one.id === id ? { ...one, answer } : one));
  const rows = state.proposals.find((one) => one.id === id)?.rows ?? [];
  return { ...state, proposals, rows };
}

type Approved = Answered & { readonly outcome?: string; readonly clocks: readonly StartedClock[] };

const approved: Fold<CaseState> = (state, event) => {
  const { to, clocks, outcome = null } = said<Approved>(event);
  const { rows, ...after } = answered(state, event, 'approved');
  const rowOf = new Map(rows.flatMap((row) => row.alerts.map((id) => [id, row] as const)));
  const alerts = after.alerts.map((alert) => {
    const row = rowOf.get(alert.id);
    if (row === undefined || row.verdict === 'needs_information') return alert;
    const { verdict, reasons } = row;
    return { ...alert, standing: 'decided' as const, verdict, reasons };
  });
  const { until = null, waitFor = null } = after.proposals.at(-1) ?? {};
  const waiting = until === null ? null : { reason: waitFor ?? '', until };
  const decided = { ...withClocks(withAlerts(after, alerts), clocks), outcome, waiting };
  return enter(decided, to, event);
};

const closeAs = (as: 'returned' | 'withdrawn'): Fold<CaseState> => {
  return (state, event) => {
    const { rows: _, ...after } = answered(state, event, as);
    return enter(after, said<To>(event).to, event);
  };
};

type Reopened = To & { readonly reason: string };

const reopened: Fold<CaseState> = (state, event) => {
  const { to, reason } = said<Reopened>(event);
  const at = momentOf(event);
  const alerts = state.alerts.map((alert) =>
    alert.standing === 'decided'
      ? { ...alert, standing: 'open' as const, verdict: null, reasons: [] }
      : alert,
  );
  // Who approved the decision of before had a part in it: another must read the next one.
  const approvers = state.proposals.flatMap(({ answer }) =>
    answer?.as === 'approved' ? [answer.by] : [],
  );
  const workers = approvers.reduce(withPerson, state.workers);
  const reopenings = [...state.reopenings, { at, by: event.actor.id, reason }];
  const anew = { outcome: null, closedAt: null, triagedAt: null, assignee: null, waited: 0 };
  const after = { ...withAlerts(state, alerts), ...anew, reopenedAt: at, workers, reopenings };
  return enter(after, to, event);
};

/** A case, folded from its events. */
export const CASE: Kind<CaseState> = folded<CaseState>({
  name: 'case',
  fields: ['status', 'urgency', 'priority', 'assignee', 'outcome', 'customer', 'openedAt', 'due'],
  empty: EMPTY,
  folds: {
    'case.opened': worked(opened),
    'case.raised': worked(raise),
    'case.triaged': worked((state, event) => ({
      ...moved(state, event),
      triagedAt: momentOf(event),
    })),
    'case.assigned': (state, event) => {
      const { assignee, to } = said<To & { readonly assignee: string }>(event);
      const workers = withPerson(state.workers, assignee);
      return { ...enter(state, to, event), assignee, workers };
    },
    'case.prioritised': (state, event) =>
      withPriority(state, said<{ priority: string }>(event).priority),
    'case.investigated': worked(moved),
    'case.waited': worked((state, event) => {
      const { to, reason, until } = said<To & { reason: string; until: string }>(event);
      return { ...enter(state, to, event), waiting: { reason, until } };
    }),
    'case.proposed': worked(proposed),
    'case.withdrawn': worked(closeAs('withdrawn')),
    'case.returned': closeAs('returned'),
    'case.approved': approved,
    'case.closed': (state, event) => ({ ...moved(state, event), closedAt: momentOf(event) }),
    'case.reopened': reopened,
    ...remarkFolds<CaseState>((state, event) => ({
      ...state,
      workers: withWorker(state.workers, event.actor),
    })),
    ...clockFolds<CaseState>(),
  },
});
