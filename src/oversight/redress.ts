import {
  REDRESS,
  REDRESS_TYPES,
  type RedressState,
  type RedressType,
  targetsAt,
} from '../cases/index.ts';
import { ageOf, Count, Share, Times } from './figures.ts';
import type { Gauge, Moment, Seen, Told } from './gauge.ts';

/** What people who were wrongly stopped asked for, and what they were answered. */
export class Redress implements Gauge {
  readonly #opened = new Count();
  readonly #times = new Times();
  readonly #outcomes = new Count();
  readonly #began = new Map<string, { readonly seq: number; readonly ms: number }>();

  see({ event, before, after }: Seen): void {
    if (event.kind !== REDRESS.name) return;
    const { type: happened, id, seq, at, data } = event;
    const { type } = after as RedressState;
    if (happened === 'redress.opened') {
      this.#began.set(id, { seq, ms: at.getTime() });
      this.#opened.add({ type }, seq);
    }
    const answer = answerOf(happened, data['as'], before as RedressState | undefined);
    const began = this.#began.get(id);
    if (answer === undefined || began === undefined) return;
    this.#outcomes.add({ type, answer }, seq);
    this.#times.add({ type }, [began.seq, seq], at.getTime() - began.ms);
  }

  tell({ until, standing }: Moment): Told {
    const [open, missed] = [new Count(), new Share()];
    for (const { state, seq } of standing<RedressState>(REDRESS)) {
      const { type, status, openedAt } = state;
      if (typeOf(type)?.states.find(({ id }) => id === status)?.open === true) {
        open.add({ type, days: ageOf(until.getTime() - Date.parse(openedAt)) }, seq);
      }
      for (const target of targetsAt(state, until)) {
        if (target.standing === 'running') continue;
        missed.add({ type, target: target.id }, seq, target.standing !== 'met');
      }
    }
    return {
      'redress.opened': this.#opened.figures(),
      'redress.open-by-age': open.figures(),
      'redress.time-to-answer': this.#times.figures(),
      'redress.outcomes': this.#outcomes.figures(),
      'redress.targets-missed': missed.figures(),
    };
  }
}

const typeOf = (id: string): RedressType | undefined => REDRESS_TYPES.find((one) => one.id === id);

/** What was answered for good: an answer of our own only once a second person agreed. */
function answerOf(
  happened: string,
  as: unknown,
  before: RedressState | undefined,
): string | undefined {
  const steps = (before === undefined ? undefined : typeOf(before.type))?.steps ?? [];
  const answering = steps.filter(({ by }) => by === 'answer');
  const needsSecond = ({ to }: { readonly to?: string }) =>
    steps.some(({ by, from }) => by === 'approve' && to !== undefined && from.includes(to));
  if (happened === 'redress.answered') {
    return answering.some((step) => !needsSecond(step)) ? String(as) : undefined;
  }
  const wasProposed = answering.some(({ to }) => to === before?.status);
  return happened === 'redress.approved' && wasProposed ? before?.answer?.as : undefined;
}
