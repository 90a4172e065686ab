import {
  isOpenRedress,
  missingOf,
  partInRedress,
  type RedressState,
  redressType,
  targetsAt,
} from '../../cases/index.ts';
import { clockStandings, clockStep } from './clock-shown.ts';
import type { Moment, Onlooker, OpenValue, StepNow } from './shown.ts';

/** How a dossier stands at a moment: its clocks, the organisation's targets, and what it lacks. */
export const redressAt = (state: RedressState, { now }: Moment): object => ({
  clocksAt: clockStandings(state, now),
  targets: targetsAt(state, now),
  missing: missingOf(state).map(({ id }) => id),
});

const free = (ids: readonly string[]): readonly OpenValue[] =>
  ids.map((id) => ({ id, hindrance: null }));

/** How a step of a dossier stands for a person, as its command would say. */
export async function redressStep(
  state: RedressState,
  command: string,
  by: Onlooker,
): Promise<StepNow> {
  if (command === 'comment') return {};
  if (command === 'attach' || command === 'pin') {
    return isOpenRedress(state) ? {} : { hindrance: 'state' };
  }
  if (command === 'end-clock' || command === 'extend-clock') return clockStep(state);
  const type = redressType(state.type);
  const rows = type.steps.filter((row) => row.by === command && row.from.includes(state.status));
  const [row] = rows;
  if (row === undefined) return { hindrance: 'state' };
  const lacks = missingOf(state).length > 0;
  const hinders = (complete: boolean | undefined) =>
    complete === true && lacks ? 'dossier' : null;
  if (command === 'provide') return { values: { item: free(type.dossier.map(({ id }) => id)) } };
  if (command === 'answer') return { values: { as: free(row.answers ?? []) } };
  if (command === 'step') {
    const steps = rows.map(({ step, complete }) => ({ id: step, hindrance: hinders(complete) }));
    return { values: { step: steps } };
  }
  const dossier = hinders(row.complete);
  if (dossier !== null) return { hindrance: dossier };
  const hadPart = (await partInRedress(state, by)).includes(by.person);
  return hadPart ? { hindrance: 'second-person' } : {};
}
