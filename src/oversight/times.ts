import type { CaseState } from '../cases/index.ts';
import type { StoredEvent } from '../store/index.ts';
import { Times } from './figures.ts';
import type { Gauge, Seen, Told } from './gauge.ts';

/** One time that a case is open: from its opening, or opening again, until it is closed. */
interface Round {
  readonly ms: number;
  readonly seq: number;
  /** What was reached; each counts once. */
  readonly reached: Set<string>;
}

/** How long cases take to be triaged, proposed about, decided and closed. */
export class CaseTimes implements Gauge {
  readonly #rounds = new Map<string, Round>();
  readonly #times = new Map(MEASURES.map((id) => [id, new Times()]));

  see({ event, before }: Seen): void {
    const { type, id, seq, at } = event;
    if (type === 'case.opened' || type === 'case.reopened') {
      this.#rounds.set(id, { ms: at.getTime(), seq, reached: new Set() });
      return;
    }
    const measure = measureOf(event);
    const round = this.#rounds.get(id);
    if (measure === undefined || round === undefined || round.reached.has(measure)) return;
    round.reached.add(measure);
    const times = this.#times.get(measure);
    const priority = (before as CaseState | undefined)?.priority ?? '';
    for (const by of [{ priority: 'all' }, { priority }]) {
      times?.add(by, [round.seq, seq], at.getTime() - round.ms);
    }
  }

  tell(): Told {
    return Object.fromEntries([...this.#times].map(([id, times]) => [id, times.figures()]));
  }
}

const MEASURES = ['time.triage', 'time.proposal', 'time.decision', 'time.close'] as const;

function measureOf({ type, data }: StoredEvent): (typeof MEASURES)[number] | undefined {
  if (type === 'case.triaged') return 'time.triage';
  if (type === 'case.proposed') return 'time.proposal';
  // A question that was agreed to decides nothing.
  if (type === 'case.approved') return data['outcome'] === undefined ? undefined : 'time.decision';
  return type === 'case.closed' ? 'time.close' : undefined;
}
