import type { Kind, StoredEvent } from '../store/index.ts';
import { clockFolds, type StartedClock, type WithClocks, withClocks } from './clocks.ts';
import { folded, momentOf, said, told } from './folding.ts';
import { type Period, proceedingType, type Statement } from './proceeding-tables.ts';
import { NO_REMARKS, remarkFolds, type WithRemarks } from './remarks.ts';

/** A safeguard that was recorded. */
export interface RecordedSafeguard {
  readonly at: string;
  readonly by: string;
  readonly day: string;
  readonly sha256: string | null;
  /** What it says; null where it was erased. */
  readonly text: string | null;
}

/** Something that was received, with the limits on its use. */
export interface ReceivedItem {
  readonly id: string;
  readonly at: string;
  readonly day: string;
  readonly sha256: string | null;
  readonly isConfidential: boolean;
  readonly text: string | null;
  /** For what it may be used; null where that was erased, and then for nothing. */
  readonly useLimit: string | null;
  /** Consents to use it for more. */
  readonly consents: readonly { readonly at: string; readonly by: string; text: string | null }[];
}

/** A step that was taken. */
export interface TakenStep {
  readonly step: string;
  readonly to: string;
  readonly day: string;
  readonly at: string;
  readonly by: string;
  readonly text: string | null;
}

/** An extradition, a request for legal assistance, or a forfeiture, as far as it is tracked. */
export interface ProceedingState extends WithRemarks, WithClocks {
  readonly type: string;
  readonly statute: string | null;
  readonly status: string;
  readonly since: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly case: string | null;
  readonly property: string | null;
  /** Whom or what it is about; null where it was erased. */
  readonly subject: string | null;
  readonly steps: readonly TakenStep[];
  readonly safeguards: Readonly<Record<string, RecordedSafeguard>>;
  readonly items: readonly ReceivedItem[];
}

const EMPTY: ProceedingState = {
  ...NO_REMARKS,
  type: '',
  statute: null,
  status: '',
  since: '',
  openedAt: '',
  openedBy: '',
  case: null,
  property: null,
  subject: null,
  steps: [],
  safeguards: {},
  items: [],
  clocks: [],
};

type Opened = { readonly type: string; readonly to: string } & Partial<
  Readonly<Record<'statute' | 'case' | 'property', string>>
>;
type Stepped = Pick<TakenStep, 'step' | 'to' | 'day'> & { readonly clocks: StartedClock[] };
type Words = { readonly text: string };

function withStep(state: ProceedingState, event: StoredEvent): ProceedingState {
  const { step, to, day, clocks } = said<Stepped>(event);
  const { text = null } = told<Words>(event);
  const at = momentOf(event);
  const taken = { step, to, day, at, by: event.actor.id, text };
  const since = to === state.status ? state.since : at;
  const after = { ...state, status: to, since, steps: [...state.steps, taken] };
  return withClocks(after, clocks);
}

/** A proceeding, folded from its events. */
export const PROCEEDING: Kind<ProceedingState> = folded<ProceedingState>({
  name: 'proceeding',
  fields: ['type', 'statute', 'status', 'case', 'property', 'openedAt', 'due'],
  empty: EMPTY,
  folds: {
    'proceeding.opened': (_, event) => {
      const { type, to, statute = null, ...of } = said<Opened>(event);
      const { case: caseId = null, property = null } = of;
      const { subject = null } = told<{ subject: string }>(event);
      const at = momentOf(event);
      const by = { openedAt: at, openedBy: event.actor.id, since: at };
      return { ...EMPTY, type, statute, status: to, case: caseId, property, subject, ...by };
    },
    'proceeding.stepped': withStep,
    'proceeding.safeguarded': (state, event) => {
      const {
        safeguard,
        day,
        sha256 = null,
      } = said<Pick<RecordedSafeguard, 'day'> & { safeguard: string; sha256?: string }>(event);
      const { text = null } = told<Words>(event);
      const recorded = { at: momentOf(event), by: event.actor.id, day, sha256, text };
      return { ...state, safeguards: { ...state.safeguards, [safeguard]: recorded } };
    },
    'proceeding.received': (state, event) => {
      const {
        item: id,
        day,
        isConfidential,
        sha256 = null,
      } = said<Pick<ReceivedItem, 'day' | 'isConfidential'> & { item: string; sha256?: string }>(
        event,
      );
      const { text = null, useLimit = null } = told<Words & { readonly useLimit: string }>(event);
      const held = { id, at: momentOf(event), day, sha256, isConfidential };
      return { ...state, items: [...state.items, { ...held, text, useLimit, consents: [] }] };
    },
    'proceeding.consented': (state, event) => {
      const { item: id } = said<{ item: string }>(event);
      const { text = null } = told<Words>(event);
      const consent = { at: momentOf(event), by: event.actor.id, text };
      const items = state.items.map((item) =>
        item.id === id ? { ...item, consents: [...item.consents, consent] } : item,
      );
      return { ...state, items };
    },
    ...remarkFolds<ProceedingState>(),
    ...clockFolds<ProceedingState>(),
  },
});

/** The safeguards of a proceeding, and what of them was recorded. */
export const safeguardsOf = ({
  type,
  safeguards,
}: ProceedingState): readonly (Statement & { readonly recorded: RecordedSafeguard | null })[] =>
  proceedingType(type).safeguards.map((one) => ({ ...one, recorded: safeguards[one.id] ?? null }));

/** The periods that the law sets in the state of a proceeding; stated, and not worked out. */
export const periodsOf = ({ type, status }: ProceedingState): readonly Period[] =>
  proceedingType(type).periods.filter(({ state }) => state === status);
