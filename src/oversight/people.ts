import { PROPERTY, type PropertyState, SAR } from '../cases/index.ts';
import { ageOf, Count } from './figures.ts';
import type { Gauge, Moment, Seen, Told } from './gauge.ts';

/** How much each person and program did, by what it was; never about whom. */
export class Work implements Gauge {
  readonly #done = new Count();
  readonly #secret = new Count();

  see({ event: { kind, type, actor, seq } }: Seen): void {
    if (type.startsWith('organisation.')) return;
    // Who works on reports of suspicious activity is nobody's business but theirs.
    if (kind === SAR.name) this.#secret.add({ work: type }, seq);
    else this.#done.add({ actor: actor.kind, who: actor.id, work: type }, seq);
  }

  tell(): Told {
    return { 'people.work': this.#done.figures(), 'sar.steps': this.#secret.figures() };
  }
}

/** What is held, by how long. */
export class Holds implements Gauge {
  tell({ until, standing }: Moment): Told {
    const held = new Count();
    for (const { state, seq } of standing<PropertyState>(PROPERTY)) {
      if (state.status !== 'held') continue;
      const days = ageOf(until.getTime() - Date.parse(state.openedAt));
      held.add({ form: state.form, days }, seq);
    }
    return { 'property.held-by-age': held.figures() };
  }
}
