import {
  CASE,
  clocksAt,
  PROCEEDING,
  PROPERTY,
  REDRESS,
  SAR,
  type StartedClock,
} from '../cases/index.ts';
import { Count, Share } from './figures.ts';
import type { Gauge, Moment, Told } from './gauge.ts';

type WithClocks = { readonly clocks: readonly StartedClock[] };

/** How the clocks of the law stand; those of reports of suspicious activity by themselves. */
export class Clocks implements Gauge {
  tell(moment: Moment): Told {
    const open = clocksOf(moment, [CASE, REDRESS, PROPERTY, PROCEEDING]);
    const secret = clocksOf(moment, [SAR]);
    return {
      'clocks.missed': open.missed.figures(),
      'clocks.running': open.running.figures(),
      'sar.clocks.missed': secret.missed.figures(),
    };
  }
}

function clocksOf(moment: Moment, kinds: readonly { readonly name: string }[]) {
  const [missed, running] = [new Share(), new Count()];
  for (const kind of kinds) {
    for (const { state, seq } of moment.standing<WithClocks>(kind)) {
      for (const { clock, standing } of clocksAt(state, moment.until)) {
        if (standing === 'void') continue;
        if (standing === 'running' || standing === 'due') running.add({ clock, standing }, seq);
        else missed.add({ clock }, seq, standing !== 'done');
      }
    }
  }
  return { missed, running };
}
