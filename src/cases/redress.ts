import type { Kind, StoredEvent } from '../store/index.ts';
import { clockFolds, type StartedClock, type WithClocks, withClocks } from './clocks.ts';
import { type Fold, folded, momentOf, said, told } from './folding.ts';
import { withWorker } from './people.ts';
import { type DossierItem, redressType } from './redress-tables.ts';
import { NO_REMARKS, remarkFolds, type WithRemarks } from './remarks.ts';

/** A piece of a dossier that was given. */
export interface GivenItem {
  readonly at: string;
  readonly by: string;
  /** The digest of a file that is attached. */
  readonly sha256: string | null;
  /** Null where only a file was given, or it was erased. */
  readonly text: string | null;
}

/** What was answered: by the authority, or to the person who complained. */
export interface RedressAnswer {
  readonly as: string;
  readonly at: string;
  readonly by: string;
  readonly text: string | null;
  /** The second person who agreed with an answer of our own. */
  readonly approvedBy: string | null;
}

/** A dossier by which somebody who is wrongly stopped is to be let go. */
export interface RedressState extends WithRemarks, WithClocks {
  readonly type: string;
  readonly status: string;
  readonly since: string;
  readonly openedAt: string;
  readonly openedBy: string;
  /** When each state was first reached. */
  readonly reached: Readonly<Record<string, string>>;
  /** The case that it is about. */
  readonly case: string | null;
  /** The property that it is about. */
  readonly property: string | null;
  /** The person concerned; null where it was erased. */
  readonly person: string | null;
  readonly items: Readonly<Record<string, GivenItem>>;
  readonly answer: RedressAnswer | null;
  readonly returns: readonly { readonly at: string; readonly by: string; text: string | null }[];
  readonly workers: readonly string[];
}

const EMPTY: RedressState = {
  ...NO_REMARKS,
  type: '',
  status: '',
  since: '',
  openedAt: '',
  openedBy: '',
  reached: {},
  case: null,
  property: null,
  person: null,
  items: {},
  answer: null,
  returns: [],
  workers: [],
  clocks: [],
};

type Step = { readonly to: string; readonly clocks?: readonly StartedClock[] };

function enter(state: RedressState, event: StoredEvent): RedressState {
  const { to, clocks = [] } = said<Step>(event);
  const at = momentOf(event);
  const reached = to in state.reached ? state.reached : { ...state.reached, [to]: at };
  const since = to === state.status ? state.since : at;
  return withClocks({ ...state, status: to, since, reached }, clocks);
}

const worked = (fold: Fold<RedressState>): Fold<RedressState> => {
  return (state, event) => {
    const after = fold(state, event);
    return { ...after, workers: withWorker(after.workers, event.actor) };
  };
};

type Opened = Step & { readonly type: string; readonly case?: string; readonly property?: string };

/** Redress, folded from its events. */
export const REDRESS: Kind<RedressState> = folded<RedressState>({
  name: 'redress',
  fields: ['type', 'status', 'case', 'property', 'openedAt', 'due'],
  empty: EMPTY,
  folds: {
    'redress.opened': worked((_, event) => {
      const { type, case: caseId = null, property = null } = said<Opened>(event);
      const { person = null } = told<{ person: string }>(event);
      const by = { openedAt: momentOf(event), openedBy: event.actor.id };
      return enter({ ...EMPTY, type, case: caseId, property, person, ...by }, event);
    }),
    'redress.provided': worked((state, event) => {
      const { item, sha256 = null } = said<{ item: string; sha256?: string }>(event);
      const { text = null } = told<{ text: string }>(event);
      const given = { at: momentOf(event), by: event.actor.id, sha256, text };
      return { ...state, items: { ...state.items, [item]: given } };
    }),
    'redress.stepped': worked(enter),
    'redress.answered': worked((state, event) => {
      const { as } = said<{ as: string }>(event);
      const { text = null } = told<{ text: string }>(event);
      const answer = { as, at: momentOf(event), by: event.actor.id, text, approvedBy: null };
      return { ...enter(state, event), answer };
    }),
    'redress.approved': (state, event) => {
      const { answer } = state;
      const agreed = answer === null ? null : { ...answer, approvedBy: event.actor.id };
      return { ...enter(state, event), answer: agreed };
    },
    'redress.returned': (state, event) => {
      const { text = null } = told<{ text: string }>(event);
      const back = { at: momentOf(event), by: event.actor.id, text };
      return { ...enter(state, event), answer: null, returns: [...state.returns, back] };
    },
    ...remarkFolds<RedressState>((state, event) => ({
      ...state,
      workers: withWorker(state.workers, event.actor),
    })),
    ...clockFolds<RedressState>(),
  },
});

/** A piece of a dossier, with what was given of it. */
export interface DossierPiece extends DossierItem {
  readonly given: GivenItem | null;
}

/** What the rule asks for, and what of it is there. */
export const dossierOf = ({ type, items }: RedressState): readonly DossierPiece[] =>
  redressType(type).dossier.map((item) => ({ ...item, given: items[item.id] ?? null }));

/** What is still missing before anything is sent. */
export const missingOf = (state: RedressState): readonly DossierPiece[] =>
  dossierOf(state).filter(({ required, given }) => required && given === null);

/** Whether something is still to be done. */
export const isOpenRedress = ({ type, status }: RedressState): boolean =>
  redressType(type).states.find(({ id }) => id === status)?.open === true;

/** How a dossier stands with what the organisation means to do in time. */
export interface TargetStanding {
  readonly id: string;
  readonly dueAt: string;
  readonly reachedAt: string | null;
  readonly standing: 'running' | 'overdue' | 'met' | 'met-late';
}

const DAY_MS = 86_400_000;

/** How a dossier stands with the organisation's own targets at a moment. */
export function targetsAt(state: RedressState, now: Date): readonly TargetStanding[] {
  return redressType(state.type).targets.map(({ id, days, reached }) => {
    const due = Date.parse(state.openedAt) + days * DAY_MS;
    const at = reached.flatMap((status) => state.reached[status] ?? []).sort()[0] ?? null;
    const isLate = (at === null ? now.getTime() : Date.parse(at)) > due;
    const open = isLate ? 'overdue' : 'running';
    const standing = at === null ? open : isLate ? 'met-late' : 'met';
    return { id, dueAt: new Date(due).toISOString(), reachedAt: at, standing };
  });
}
