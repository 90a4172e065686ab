import type { RaisedAlert } from '../cases/index.ts';
import type { ListStore } from '../lists/index.ts';
import { Share, Times } from './figures.ts';
import type { Gauge, Seen, Told } from './gauge.ts';

/** When a version of a list was taken in; undefined where that is not known. */
export type ListDates = (list: string, version: string) => Promise<string | undefined>;

/** The dates that the versions of a data folder have, which never change. */
export function datesOf(store: ListStore): ListDates {
  return async (list, version) => {
    if (!/^[0-9a-f]{16}$/.test(version)) return undefined;
    const versions = await store.versions(list);
    return versions.find((one) => one.version === version)?.fetched;
  };
}

/** How old the list was when an alert was raised by it. */
export class ListAges implements Gauge {
  readonly #dates: ListDates;
  readonly #alerts = new Map<string, Map<string, { seq: number; ms: number }[]>>();

  constructor(dates: ListDates) {
    this.#dates = dates;
  }

  see({ event: { type, data, seq, at } }: Seen): void {
    if (type !== 'case.opened' && type !== 'case.raised') return;
    for (const { dataset, listVersion } of data['alerts'] as unknown as readonly RaisedAlert[]) {
      const versions = this.#alerts.get(dataset) ?? new Map();
      this.#alerts.set(dataset, versions);
      const alerts = versions.get(listVersion) ?? [];
      versions.set(listVersion, alerts);
      alerts.push({ seq, ms: at.getTime() });
    }
  }

  async tell(): Promise<Told> {
    const [ages, undated] = [new Times(), new Share()];
    for (const [list, versions] of this.#alerts) {
      for (const [version, alerts] of versions) {
        const taken = await this.#dates(list, version);
        for (const { seq, ms } of alerts) {
          undated.add({ list }, seq, taken === undefined);
          if (taken !== undefined) ages.add({ list }, [seq, seq], ms - Date.parse(taken));
        }
      }
    }
    return { 'lists.age': ages.figures(), 'lists.undated': undated.figures() };
  }
}
