import { loadData } from '../../base/index.ts';
import {
  folded,
  momentOf,
  NO_REMARKS,
  type PinnedApproval,
  remarkFolds,
  said,
  told,
  type WithRemarks,
  type Workflow,
  withWorker,
} from '../../cases/index.ts';
import type { Sentence } from '../../law/index.ts';
import type { Kind, StoredEvent } from '../../store/index.ts';

const table = loadData<
  Workflow & { readonly ways: readonly { readonly id: string; readonly name: Sentence }[] }
>('reports/workflow.json');

export const REPORT_WORKFLOW: Workflow = table;
/** By what ways a report is filed. */
export const FILING_WAYS: readonly string[] = table.ways.map(({ id }) => id);

/** A report to an authority or a letter, from the first draft to its filing. */
export interface ReportState extends WithRemarks {
  readonly status: string;
  readonly since: string;
  readonly draftedAt: string;
  readonly draftedBy: string;
  /** The name of the report, such as `us-ofac-blocked`. */
  readonly report: string;
  /** What it is about. */
  readonly case: string | null;
  readonly property: string | null;
  readonly redress: string | null;
  /** What its form says; null where it was erased. */
  readonly input: object | null;
  /** SHA-256 of the input in canonical form. */
  readonly digest: string;
  readonly proposedBy: string | null;
  readonly approvedBy: string | null;
  readonly pinned: PinnedApproval | null;
  readonly filed: Filing | null;
  readonly returns: readonly { readonly at: string; readonly by: string; text: string | null }[];
  /** Everybody who drafted, edited or proposed it; none of them can approve it. */
  readonly workers: readonly string[];
}

/** That it was filed. */
export type Filing = {
  readonly day: string;
  readonly way: string;
  /** What the authority calls it; null where it gave no number. */
  readonly reference: string | null;
  readonly by: string;
};

const EMPTY: ReportState = {
  ...NO_REMARKS,
  status: REPORT_WORKFLOW.initial,
  since: '',
  draftedAt: '',
  draftedBy: '',
  report: '',
  case: null,
  property: null,
  redress: null,
  input: null,
  digest: '',
  proposedBy: null,
  approvedBy: null,
  pinned: null,
  filed: null,
  returns: [],
  workers: [],
};

/** The documents that a report can be about. */
export type Subject = Partial<Record<'case' | 'property' | 'redress', string>>;

function enter(state: ReportState, event: StoredEvent): ReportState {
  const { to } = said<{ to: string }>(event);
  const since = to === state.status ? state.since : momentOf(event);
  return { ...state, status: to, since };
}

/** After somebody worked on it. */
function work(state: ReportState, event: StoredEvent): ReportState {
  return { ...enter(state, event), workers: withWorker(state.workers, event.actor) };
}

function fill(state: ReportState, event: StoredEvent): ReportState {
  const { digest } = said<{ digest: string }>(event);
  const { input = null } = told<{ input: object }>(event);
  return { ...work(state, event), input, digest };
}

/** A report, folded from its events. */
export const REPORT: Kind<ReportState> = folded<ReportState>({
  name: 'report',
  fields: ['status', 'report', 'case', 'property', 'redress', 'draftedAt'],
  empty: EMPTY,
  folds: {
    'report.drafted': (_, event) => {
      const { report, ...of } = said<{ report: string } & Subject>(event);
      const { case: caseId = null, property = null, redress = null } = of;
      const by = { draftedAt: momentOf(event), draftedBy: event.actor.id };
      return fill({ ...EMPTY, report, case: caseId, property, redress, ...by }, event);
    },
    'report.edited': fill,
    'report.proposed': (state, event) => ({ ...work(state, event), proposedBy: event.actor.id }),
    'report.approved': (state, event) => {
      const { pinned } = said<{ pinned: PinnedApproval }>(event);
      return { ...enter(state, event), approvedBy: event.actor.id, pinned };
    },
    'report.returned': (state, event) => {
      const { text = null } = told<{ text: string }>(event);
      const back = { at: momentOf(event), by: event.actor.id, text };
      const anew = { proposedBy: null, approvedBy: null, pinned: null };
      return { ...enter(state, event), ...anew, returns: [...state.returns, back] };
    },
    'report.filed': (state, event) => {
      const { day, way, reference = null } = said<Omit<Filing, 'by'>>(event);
      return { ...enter(state, event), filed: { day, way, reference, by: event.actor.id } };
    },
    'report.withdrawn': enter,
    ...remarkFolds<ReportState>((state, event) => ({
      ...state,
      workers: withWorker(state.workers, event.actor),
    })),
  },
});
