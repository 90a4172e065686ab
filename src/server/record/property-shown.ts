import { ENTRY_TYPES, type PropertyState } from '../../cases/index.ts';
import { clockStandings, clockStep } from './clock-shown.ts';
import type { Moment, Onlooker, OpenValue, StepNow } from './shown.ts';

/** How the clocks of a piece of property stand at a moment. */
export const propertyAt = (state: PropertyState, { now }: Moment): object => ({
  clocksAt: clockStandings(state, now),
});

/** How a step of a piece of property stands for a person, as its command would say. */
export function propertyStep(state: PropertyState, command: string, { person }: Onlooker): StepNow {
  if (command === 'end-clock' || command === 'extend-clock') return clockStep(state);
  if (command === 'enter') return oneOpen('type', entryTypes(state, false));
  if (command === 'propose') return oneOpen('type', entryTypes(state, true));
  if (command === 'reverse') return oneOpen('of', reversible(state));
  if (command === 'approve') return oneOpen('entry', pendingFor(state, person));
  if (command === 'refuse') return oneOpen('entry', pendingFor(state, undefined));
  return {};
}

/** A step that needs one of some values: hindered where each of them is, or there is none. */
function oneOpen(field: string, values: readonly OpenValue[]): StepNow {
  const hinders = values.find(({ hindrance }) => hindrance !== null)?.hindrance ?? 'entries';
  if (values.every(({ hindrance }) => hindrance !== null)) return { hindrance: hinders };
  return { values: { [field]: values } };
}

/** What can be entered, or proposed: not what takes from an account on which there is nothing. */
function entryTypes({ balances }: PropertyState, second: boolean): readonly OpenValue[] {
  const isThere = (account: string) =>
    account === 'outside' ||
    Object.values(balances).some((accounts) => /[1-9]/.test(accounts[account] ?? ''));
  return ENTRY_TYPES.filter((type) => type.second === second).map(({ id, from }) => ({
    id,
    hindrance: isThere(from) ? null : 'balance',
  }));
}

/** Entries that nobody reverses yet, and that are no reversals. */
function reversible({ entries, pending }: PropertyState): readonly OpenValue[] {
  const reversed = new Set([...entries, ...pending].flatMap(({ of }) => of ?? []));
  return entries
    .filter(({ id, of }) => of === undefined && !reversed.has(id))
    .map(({ id }) => ({ id, hindrance: null }));
}

/** Entries that wait; whoever proposed one, or entered what it reverses, does not agree with it. */
function pendingFor({ entries, pending }: PropertyState, person: string | undefined) {
  return pending.map(({ id, by, of }): OpenValue => {
    const wrong = entries.find((entry) => entry.id === of);
    const hadPart = person !== undefined && (person === by || person === wrong?.by);
    return { id, hindrance: hadPart ? 'second-person' : null };
  });
}
