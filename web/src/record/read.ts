import { calls } from './calls.ts';
import type { Happened, StepStanding } from './wire.ts';

/** A document with what was done about it and what may be done, as of one moment. */
export interface Read<Doc> {
  readonly record: Doc;
  readonly steps: readonly StepStanding[];
  readonly history: readonly Happened[];
}

/** How often it is read anew because somebody took a step in between. */
const READINGS = 5;

/** A document, its steps and its history, all of one revision. */
export async function readDocument<Doc extends { readonly revision: number }>(
  path: string,
  id: string,
  signal: AbortSignal,
): Promise<Read<Doc>> {
  for (let reading = 1; ; reading += 1) {
    const [record, steps, history] = await Promise.all([
      calls.document<Doc>(path, id, signal),
      calls.steps(path, id, signal),
      calls.history(path, id, signal),
    ]);
    const { revision } = record;
    const isOne = steps.revision === revision && history.results.length === revision;
    if (isOne || reading === READINGS) {
      return { record, steps: steps.results, history: history.results };
    }
  }
}
