import { clocksAt, type StartedClock } from '../../cases/index.ts';
import type { StepNow } from './shown.ts';

/** A document with clocks of the law. */
type WithClocks = { readonly clocks: readonly StartedClock[] };

/** How each clock of a document stands at a moment. */
export const clockStandings = (state: WithClocks, now: Date) =>
  clocksAt(state, now).map(({ id, standing }) => ({ id, standing }));

/** A clock can be ended, or get more time, while it runs. */
export const clockStep = ({ clocks }: WithClocks): StepNow =>
  clocks.some(({ ended }) => ended === null) ? {} : { hindrance: 'clock' };
