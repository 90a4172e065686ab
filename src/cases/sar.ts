import { loadData } from '../base/index.ts';
import type { Kind, StoredEvent } from '../store/index.ts';
import { clockFolds, type StartedClock, type WithClocks, withClocks } from './clocks.ts';
import { type Fold, folded, momentOf, said, told } from './folding.ts';
import { withWorker } from './people.ts';
import { NO_REMARKS, remarkFolds, type WithRemarks } from './remarks.ts';
import type { Workflow } from './workflow.ts';

/** The compartment of reports: without the right to it, there are none. */
export const SAR_COMPARTMENT = 'sar';

export const SAR_WORKFLOW: Workflow = loadData<Workflow>('cases/sar.json');

/** Somebody whom a report is about. */
export type SarSubject = {
  readonly name: string;
  /** The customer's id in the organisation's own files, where it is one. */
  readonly customer?: string;
  /** What they have to do with it. */
  readonly role?: string;
};

/** What a report says; all of it is about persons. */
export type SarContent = {
  readonly narrative: string;
  readonly subjects: readonly SarSubject[];
};

/** A document that was approved: the same bytes can be made again of the same input. */
export type PinnedDocument = {
  readonly format: string;
  readonly language: string;
  readonly sha256: string;
  readonly bytes: number;
};

/** An approval, with all that the documents depend on beside their input. */
export type PinnedApproval = {
  /** The time that the documents bear. */
  readonly moment: string;
  /** Who had them made, as the documents say. */
  readonly madeBy: string;
  readonly documents: readonly PinnedDocument[];
};

/** The authority's form, as the room of reports fills it in. */
export type SarForm = {
  /** The name of the report. */
  readonly report: string;
  /** SHA-256 of the input in canonical form. */
  readonly digest: string;
  /** Null where it was erased. */
  readonly input: object | null;
};

/** A report of suspicious activity, from the first draft to what the authority answered. */
export interface SarState extends WithRemarks, WithClocks {
  readonly status: string;
  readonly since: string;
  readonly draftedAt: string;
  readonly draftedBy: string;
  /** The case whose facts it is about. The case does not know. */
  readonly case: string;
  /** The day on which the facts were first detected. */
  readonly detected: string;
  readonly suspect: 'known' | 'unknown';
  /** Kinds of activity, by the codes of the form. */
  readonly activities: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  /** Decimal text, in US dollars. */
  readonly amount: string | null;
  /** Null where it was erased. */
  readonly content: SarContent | null;
  /** Null where it is filed by other means than a form of Tamiz. */
  readonly form: SarForm | null;
  /** What was approved of the form. */
  readonly pinned: PinnedApproval | null;
  readonly proposedBy: string | null;
  readonly approvedBy: string | null;
  readonly filedOn: string | null;
  /** What the authority calls it; it is no secret from whoever sees the report. */
  readonly reference: string | null;
  readonly returns: readonly { readonly at: string; readonly by: string; text: string | null }[];
  /** Everybody who wrote or proposed it; none of them can approve it. */
  readonly workers: readonly string[];
}

const EMPTY: SarState = {
  ...NO_REMARKS,
  status: SAR_WORKFLOW.initial,
  since: '',
  draftedAt: '',
  draftedBy: '',
  case: '',
  detected: '',
  suspect: 'known',
  activities: [],
  from: null,
  until: null,
  amount: null,
  content: null,
  form: null,
  pinned: null,
  proposedBy: null,
  approvedBy: null,
  filedOn: null,
  reference: null,
  returns: [],
  workers: [],
  clocks: [],
};

type Said = {
  readonly to: string;
  readonly clocks?: readonly StartedClock[];
  readonly about?: Pick<SarState, 'activities'> &
    Partial<Record<'from' | 'until' | 'amount', string>>;
};

function enter(state: SarState, event: StoredEvent): SarState {
  const { to, clocks = [], about } = said<Said>(event);
  const since = to === state.status ? state.since : momentOf(event);
  const after = withClocks({ ...state, status: to, since }, clocks);
  if (about === undefined) return after;
  const { activities, from = null, until = null, amount = null } = about;
  const { content = null } = told<{ content: SarContent }>(event);
  return { ...after, activities, from, until, amount, content };
}

const worked = (fold: Fold<SarState>): Fold<SarState> => {
  return (state, event) => {
    const after = fold(state, event);
    return { ...after, workers: withWorker(after.workers, event.actor) };
  };
};

function giveBack(state: SarState, event: StoredEvent): SarState {
  const { text = null } = told<{ text: string }>(event);
  const back = { at: momentOf(event), by: event.actor.id, text };
  const anew = { proposedBy: null, approvedBy: null, pinned: null, filedOn: null };
  return { ...enter(state, event), ...anew, returns: [...state.returns, back] };
}

/** A report of suspicious activity, folded from its events. */
export const SAR: Kind<SarState> = folded<SarState>({
  name: 'sar',
  compartment: SAR_COMPARTMENT,
  fields: ['status', 'case', 'draftedAt', 'due'],
  empty: EMPTY,
  folds: {
    'sar.drafted': worked((_, event) => {
      const of = said<Pick<SarState, 'case' | 'detected' | 'suspect'>>(event);
      const by = { draftedAt: momentOf(event), draftedBy: event.actor.id };
      const about = { case: of.case, detected: of.detected, suspect: of.suspect };
      return enter({ ...EMPTY, ...about, ...by }, event);
    }),
    'sar.revised': worked(enter),
    'sar.filled': worked((state, event) => {
      const { report, digest } = said<Omit<SarForm, 'input'>>(event);
      const { input = null } = told<{ input: object }>(event);
      return { ...enter(state, event), form: { report, digest, input } };
    }),
    'sar.proposed': worked((state, event) => ({
      ...enter(state, event),
      proposedBy: event.actor.id,
    })),
    'sar.returned': giveBack,
    'sar.approved': (state, event) => {
      const { pinned = null } = said<{ pinned?: PinnedApproval }>(event);
      return { ...enter(state, event), approvedBy: event.actor.id, pinned };
    },
    'sar.filed': (state, event) => ({
      ...enter(state, event),
      filedOn: said<{ day: string }>(event).day,
    }),
    'sar.acknowledged': (state, event) => ({
      ...enter(state, event),
      reference: said<{ reference: string }>(event).reference,
    }),
    'sar.rejected': giveBack,
    'sar.abandoned': enter,
    ...remarkFolds<SarState>((state, event) => ({
      ...state,
      workers: withWorker(state.workers, event.actor),
    })),
    ...clockFolds<SarState>(),
  },
});
