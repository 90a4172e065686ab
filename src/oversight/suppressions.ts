import { SUPPRESSION, type SuppressionState } from '../cases/index.ts';
import { Count, Share } from './figures.ts';
import type { Gauge, Moment, Seen, Told } from './gauge.ts';

const DAY_MS = 86_400_000;
/** Within so many days, somebody should look whether it is to hold further. */
const SOON_DAYS = 30;

/** What is not asked again: how much of it there is, and whether it is used. */
export class Suppressions implements Gauge {
  readonly #uses = new Count();
  readonly #revoked = new Count();

  see({ event: { type, data, seq } }: Seen): void {
    if (type === 'suppression.used') this.#uses.add({ list: String(data['dataset']) }, seq);
    if (type === 'suppression.revoked') this.#revoked.add({ reason: String(data['reason']) }, seq);
  }

  tell({ until, standing }: Moment): Told {
    const [all, expiring, unused] = [new Count(), new Count(), new Share()];
    for (const { state, seq } of standing<SuppressionState>(SUPPRESSION)) {
      const left = Date.parse(state.until) - until.getTime();
      // Not by `suppressionAt`: whether persons were erased since is not of that moment.
      const stands = state.status === 'revoked' ? 'revoked' : left > 0 ? 'active' : 'expired';
      all.add({ standing: stands }, seq);
      unused.add({ standing: stands }, seq, state.uses === 0);
      if (stands === 'active' && left <= SOON_DAYS * DAY_MS) {
        expiring.add({ list: state.dataset }, seq);
      }
    }
    return {
      'suppressions.standing': all.figures(),
      'suppressions.expiring': expiring.figures(),
      'suppressions.unused': unused.figures(),
      'suppressions.uses': this.#uses.figures(),
      'suppressions.revoked': this.#revoked.figures(),
    };
  }
}
