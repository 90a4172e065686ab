import type { Kind, StoredEvent } from '../store/index.ts';
import { clockFolds, type StartedClock, type WithClocks, withClocks } from './clocks.ts';
import { folded, momentOf, said, told } from './folding.ts';
import { type Balances, type Entry, onAccount, withEntry } from './ledger.ts';
import { NO_REMARKS, remarkFolds, type WithRemarks } from './remarks.ts';

/** An entry as it was recorded. */
export type RecordedEntry = Entry & {
  readonly at: string;
  readonly by: string;
  /** The second person; null where none was needed. */
  readonly approvedBy: string | null;
  readonly text: string | null;
};

/** An entry that waits for a second person. */
export type PendingEntry = Entry & {
  readonly at: string;
  readonly by: string;
  readonly text: string | null;
};

/** A piece of property: one block, with all that ever happened to it. */
export interface PropertyState extends WithRemarks, WithClocks {
  readonly form: string;
  /** `us` where it is blocked or rejected under United States law. */
  readonly regime: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly case: string | null;
  /** The listing of the party that it belongs to. */
  readonly entity: string | null;
  readonly dataset: string | null;
  readonly programmes: readonly string[];
  /** `held` while anything of it is blocked or under a licence. */
  readonly status: 'empty' | 'held' | 'rejected' | 'gone';
  readonly entries: readonly RecordedEntry[];
  readonly pending: readonly PendingEntry[];
  /** Entries that a second person did not agree to, or that were taken back. */
  readonly refused: readonly (PendingEntry & { readonly refusedBy: string })[];
  readonly balances: Balances;
  /** Whose it is, its number, and what it is; null where that was erased. */
  readonly holder: string | null;
  readonly reference: string | null;
  readonly description: string | null;
}

const EMPTY: PropertyState = {
  ...NO_REMARKS,
  form: '',
  regime: '',
  openedAt: '',
  openedBy: '',
  case: null,
  entity: null,
  dataset: null,
  programmes: [],
  status: 'empty',
  entries: [],
  pending: [],
  refused: [],
  balances: {},
  holder: null,
  reference: null,
  description: null,
  clocks: [],
};

type Opened = Pick<PropertyState, 'form' | 'regime' | 'programmes'> &
  Partial<Readonly<Record<'case' | 'entity' | 'dataset', string>>>;
type Told = Readonly<Record<'holder' | 'reference' | 'description', string>>;
type Entered = { readonly entry: Entry; readonly clocks?: readonly StartedClock[] };

function enter(
  state: PropertyState,
  entry: RecordedEntry,
  clocks: readonly StartedClock[],
): PropertyState {
  const balances = withEntry(state.balances, entry);
  const after = { ...state, entries: [...state.entries, entry], balances };
  return withClocks({ ...after, status: statusOf(balances) }, clocks);
}

function statusOf(balances: Balances): PropertyState['status'] {
  const has = (account: string) =>
    Object.values(balances).some((accounts) => /[1-9]/.test(accounts[account] ?? ''));
  if (has('held') || has('licensed')) return 'held';
  if (['released', 'transferred', 'spent', 'charged'].some(has)) return 'gone';
  return has('rejected') ? 'rejected' : 'empty';
}

/** Property, folded from its events. */
export const PROPERTY: Kind<PropertyState> = folded<PropertyState>({
  name: 'property',
  fields: ['status', 'form', 'regime', 'case', 'entity', 'dataset', 'openedAt', 'due'],
  empty: EMPTY,
  folds: {
    'property.opened': (_, event) => {
      const { form, regime, programmes, ...of } = said<Opened>(event);
      const { case: caseId = null, entity = null, dataset = null } = of;
      const { holder = null, reference = null, description = null } = told<Told>(event);
      const by = { openedAt: momentOf(event), openedBy: event.actor.id };
      const about = { form, regime, programmes, case: caseId, entity, dataset };
      return { ...EMPTY, ...about, ...by, holder, reference, description };
    },
    'property.entered': (state, event) => {
      const { entry, clocks = [] } = said<Entered>(event);
      const { text = null } = told<{ text: string }>(event);
      const by = { at: momentOf(event), by: event.actor.id, approvedBy: null, text };
      return enter(state, { ...entry, ...by }, clocks);
    },
    'property.proposed': (state, event) => {
      const { entry } = said<Entered>(event);
      const { text = null } = told<{ text: string }>(event);
      const pending = { ...entry, at: momentOf(event), by: event.actor.id, text };
      return { ...state, pending: [...state.pending, pending] };
    },
    'property.approved': (state, event) => {
      const { entry: id, clocks } = said<{ entry: string; clocks: readonly StartedClock[] }>(event);
      const pending = state.pending.find((one) => one.id === id);
      if (pending === undefined) return state;
      const left = state.pending.filter((one) => one !== pending);
      return enter({ ...state, pending: left }, { ...pending, approvedBy: event.actor.id }, clocks);
    },
    'property.refused': (state, event) => {
      const { entry: id } = said<{ entry: string }>(event);
      const pending = state.pending.find((one) => one.id === id);
      if (pending === undefined) return state;
      const left = state.pending.filter((one) => one !== pending);
      const refused = [...state.refused, { ...pending, refusedBy: event.actor.id }];
      return { ...state, pending: left, refused };
    },
    ...remarkFolds<PropertyState>(),
    ...clockFolds<PropertyState>(),
  },
});

/** A piece of property of which something was held at the end of a day. */
export interface Holding {
  readonly id: string;
  readonly state: PropertyState;
  /** What was held, by currency, to the smallest unit. */
  readonly amounts: Readonly<Record<string, string>>;
  /** The day on which it was first blocked. */
  readonly blockedOn: string;
}

/**
 * What was held at the end of a day, such as 30 June, by the events up to a moment: what is under a
 * licence or has left is not. A correction counts for the day of what it corrects. One row for each
 * block, by id.
 */
export async function heldOn(
  events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>,
  day: string,
  knownAt?: Date,
): Promise<readonly Holding[]> {
  const states = new Map<string, PropertyState>();
  for await (const event of events) {
    if (event.kind !== PROPERTY.name) continue;
    if (knownAt !== undefined && event.at.getTime() > knownAt.getTime()) continue;
    states.set(event.id, PROPERTY.evolve(states.get(event.id), event));
  }
  const found = [...states].flatMap(([id, state]): Holding[] => {
    const amounts = onAccount(state.entries, 'held', day);
    if (Object.keys(amounts).length === 0) return [];
    const reversed = new Set(state.entries.flatMap(({ of }) => of ?? []));
    const blocks = state.entries.filter(
      (entry) => entry.type === 'block' && !reversed.has(entry.id) && entry.day <= day,
    );
    const blockedOn = blocks.map((entry) => entry.day).sort()[0] ?? day;
    return [{ id, state, amounts, blockedOn }];
  });
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}
