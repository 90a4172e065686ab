import { OUTCOMES, type ReadingState } from '../cases/index.ts';
import type { StoredEvent } from '../store/index.ts';
import { Count, type Figure, Share } from './figures.ts';
import type { Gauge, Seen, Told } from './gauge.ts';
import { cohensKappa } from './kappa.ts';

interface Closing {
  readonly seq: number;
  isReopened: boolean;
}

/** How often a decision did not stand: returned, opened again, or read otherwise by a second. */
export class Decisions implements Gauge {
  readonly #answers = new Share();
  readonly #reopenings = new Count();
  readonly #readings = new Share();
  readonly #closings: Closing[] = [];
  readonly #lastClosing = new Map<string, Closing>();
  /** What each case was last decided to be. */
  readonly #verdicts = new Map<string, string>();
  readonly #pairs: (readonly [string, string])[] = [];

  see({ event, before }: Seen): void {
    const { type, id, seq, data } = event;
    if (ANSWERS.has(type)) this.#answers.add({}, seq, type === 'case.returned');
    if (type === 'case.approved' && data['outcome'] !== undefined) {
      const outcome = OUTCOMES.find((one) => one.id === data['outcome']);
      this.#verdicts.set(id, outcome?.verdict ?? String(data['outcome']));
    }
    if (type === 'case.closed') {
      const closing = { seq, isReopened: false };
      this.#closings.push(closing);
      this.#lastClosing.set(id, closing);
    }
    if (type === 'case.reopened') this.#reopen(event);
    if (type === 'reading.read') {
      this.#readings.add({}, seq, data['agrees'] === 'no');
      // What was drawn says which case it is about; what is read says only what was found.
      const first = this.#verdicts.get((before as ReadingState | undefined)?.case ?? '');
      if (first !== undefined) this.#pairs.push([first, String(data['verdict'])]);
    }
  }

  #reopen({ id, seq, data }: StoredEvent): void {
    const closing = this.#lastClosing.get(id);
    if (closing !== undefined) closing.isReopened = true;
    this.#reopenings.add({ reason: String(data['reason']) }, seq);
  }

  tell(): Told {
    const reopened = new Share();
    for (const { seq, isReopened } of this.#closings) reopened.add({}, seq, isReopened);
    return {
      'decisions.returned': this.#answers.figures(),
      'decisions.reopened': reopened.figures(),
      'decisions.reopenings': this.#reopenings.figures(),
      'readings.disagreed': this.#readings.figures(),
      'readings.kappa': kappaFigures(this.#pairs, this.#readings.figures()),
    };
  }
}

/** One figure, with the records of the readings; none where nothing was read. */
function kappaFigures(
  pairs: readonly (readonly [string, string])[],
  [readings]: readonly Figure[],
): readonly Figure[] {
  if (readings === undefined) return [];
  const kappa = cohensKappa(pairs);
  const value = kappa === null ? null : Math.round(kappa * 1e4) / 1e4;
  const { records } = readings;
  const of = { numerator: null, denominator: pairs.length, interval: null };
  return [{ by: {}, value, ...of, records }];
}

const ANSWERS = new Set(['case.approved', 'case.returned', 'case.withdrawn']);
