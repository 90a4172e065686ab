import { dateAgreement, visitDatesNear } from './facts/date-agreement.ts';
import type { NumberLists } from './lists-of-numbers.ts';
import { MODEL } from './model.ts';

/** The birth dates of a segment's entities, packed, by entity and by date. */
export class EntityDates {
  readonly #byEntity: NumberLists;
  readonly #sorted: Uint32Array;
  readonly #byDate: NumberLists;

  /** `byDate` has the entities of each date of `sorted`, which is in ascending order. */
  constructor(byEntity: NumberLists, sorted: Uint32Array, byDate: NumberLists) {
    this.#byEntity = byEntity;
    this.#sorted = sorted;
    this.#byDate = byDate;
  }

  /** About how many entities have a date near any one: one in 128 on the SDN list. */
  get expectedNear(): number {
    return this.#byDate.values.length / 128;
  }

  /**
   * The most that the dates of an entity can bring beside these: what the pair that is worth most
   * is worth; 0 where one side has none.
   */
  points(entity: number, dates: readonly number[]): number {
    const from = this.#byEntity.starts[entity] as number;
    const to = this.#byEntity.starts[entity + 1] as number;
    if (from === to || dates.length === 0) return 0;
    let most = Number.NEGATIVE_INFINITY;
    for (const date of dates) {
      for (let at = from; at < to; at++) {
        const how = dateAgreement(date, this.#byEntity.values[at] as number);
        most = Math.max(most, MODEL.birthDate[how]);
      }
    }
    return most;
  }

  /** Visits the entities with a date that is worth anything beside these, some more than once. */
  visitNear(dates: readonly number[], visit: (entity: number) => void): void {
    for (const date of dates) {
      visitDatesNear(date, (from, to) => this.#visitRange(from, to, visit));
    }
  }

  #visitRange(from: number, to: number, visit: (entity: number) => void): void {
    const { starts, values } = this.#byDate;
    for (let at = this.#lowerBound(from); at < this.#sorted.length; at++) {
      if ((this.#sorted[at] as number) > to) return;
      const end = starts[at + 1] as number;
      for (let nth = starts[at] as number; nth < end; nth++) visit(values[nth] as number);
    }
  }

  #lowerBound(date: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as number) < date) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
