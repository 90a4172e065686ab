import {
  CASE,
  type CaseState,
  SERVICE_LEVELS,
  type ServiceLevels,
  serviceLevelsAt,
} from '../cases/index.ts';
import { Share } from './figures.ts';
import type { Gauge, Moment, Seen, Told } from './gauge.ts';

/** How often the organisation's own service levels were kept. */
export class Levels implements Gauge {
  readonly #breached = new Share();
  #levels: ServiceLevels = SERVICE_LEVELS;

  see({ event, before }: Seen): void {
    const { type, data, at, seq } = event;
    const { serviceLevels: own } = data;
    if (type === 'organisation.settings' && own !== undefined) this.#levels = withHours(own);
    // What was measured of it until now is told before it begins anew.
    if (type === 'case.reopened' && before !== undefined) {
      this.#judge(this.#breached, before as CaseState, at, seq);
    }
  }

  #judge(share: Share, state: CaseState, now: Date, seq: number): void {
    for (const { measure, standing } of serviceLevelsAt(state, now, this.#levels)) {
      if (standing === 'running' || standing === 'warning') continue;
      const by = { level: measure, priority: state.priority };
      share.add(by, seq, standing !== 'met');
    }
  }

  tell(moment: Moment): Told {
    for (const { state, seq } of moment.standing<CaseState>(CASE)) {
      this.#judge(this.#breached, state, moment.until, seq);
    }
    return { 'levels.breached': this.#breached.figures() };
  }
}

type Hours = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The levels of Tamiz, with the hours that an organisation has set in their place. */
function withHours(own: unknown): ServiceLevels {
  if (typeof own !== 'object' || own === null) return SERVICE_LEVELS;
  const priorities = SERVICE_LEVELS.priorities.map((priority) => {
    const { [priority.id]: hours = {} } = own as Hours;
    return { ...priority, ...hours };
  });
  return { ...SERVICE_LEVELS, priorities };
}
