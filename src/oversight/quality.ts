import type { RaisedAlert, ToldAlert } from '../cases/index.ts';
import { Share } from './figures.ts';
import type { Gauge, Seen, Told } from './gauge.ts';

/** Evidence by which people, and companies, are told apart from others of the same name. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  date: ['birthDate', 'incorporationDate'],
  identifier: ['identifier'],
};

/**
 * How often alerts rest on little more than a name. The only measures that look at what is said of
 * persons, and so the only ones that change when that is erased.
 */
export class Quality implements Gauge {
  readonly #erased = new Share();
  readonly #without = new Share();

  see({ event: { type, data, personal, seq } }: Seen): void {
    if (type !== 'case.opened' && type !== 'case.raised') return;
    const told = personal?.['alerts'] as unknown as Readonly<Record<string, ToldAlert>> | undefined;
    for (const { id, dataset } of data['alerts'] as unknown as readonly RaisedAlert[]) {
      const evidence = told?.[id]?.explanation;
      this.#erased.add({}, seq, evidence === undefined);
      if (evidence === undefined) continue;
      const compared = evidence.filter(({ agreement }) => agreement !== 'missing');
      const lacks = Object.entries(FACTS).map(([fact, features]) => {
        const isThere = compared.some(({ feature }) => features.includes(feature));
        this.#without.add({ list: dataset, fact }, seq, !isThere);
        return !isThere;
      });
      this.#without.add({ list: dataset, fact: 'any' }, seq, !lacks.includes(false));
    }
  }

  tell(): Told {
    return {
      'quality.without-fact': this.#without.figures(),
      'quality.erased': this.#erased.figures(),
    };
  }
}
