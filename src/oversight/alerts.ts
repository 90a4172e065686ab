import { CASE, type CaseState, type RaisedAlert } from '../cases/index.ts';
import { ageOf, Count, Share } from './figures.ts';
import type { Gauge, Moment, Seen, Told } from './gauge.ts';

type Hit = { readonly dataset: string; readonly band: string };
const byList = ({ dataset, band }: Hit) => ({ list: dataset, band });

/** What came in, how much of it was what it seemed, and what is not decided yet. */
export class Alerts implements Gauge {
  readonly #raised = new Count();
  readonly #suppressed = new Share();

  see({ event: { type, data, seq } }: Seen): void {
    if (type === 'case.opened' || type === 'case.raised') {
      for (const alert of data['alerts'] as unknown as readonly RaisedAlert[]) {
        // One that a suppression kept away has an event of its own, also where there is no case.
        if (alert.suppression !== undefined) continue;
        this.#raised.add(byList(alert), seq);
        this.#suppressed.add(byList(alert), seq, false);
      }
    }
    if (type === 'suppression.used') {
      this.#suppressed.add(byList(data as unknown as Hit), seq, true);
    }
  }

  tell(moment: Moment): Told {
    const [rates, states] = [new Share(), new Count()];
    const [ages, alertAges] = [new Count(), new Count()];
    for (const { state, seq } of moment.standing<CaseState>(CASE)) {
      const since = (at: string) => ageOf(moment.until.getTime() - Date.parse(at));
      states.add({ state: state.status }, seq);
      if (state.status !== 'closed') {
        ages.add({ days: since(state.reopenedAt ?? state.openedAt) }, seq);
      }
      for (const { standing, verdict, at, dataset, band } of state.alerts) {
        if (standing === 'decided') {
          rates.add(byList({ dataset, band }), seq, verdict === 'true_match');
        }
        if (standing === 'open') alertAges.add({ days: since(at) }, seq);
      }
    }
    return {
      'alerts.raised': this.#raised.figures(),
      'alerts.suppressed': this.#suppressed.figures(),
      'alerts.true': rates.figures(),
      'alerts.open-by-age': alertAges.figures(),
      'cases.by-state': states.figures(),
      'cases.open-by-age': ages.figures(),
    };
  }
}
