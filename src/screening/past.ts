import { statSync } from 'node:fs';
import { LIMITS, problem } from '../base/index.ts';
import { ListStore } from '../lists/index.ts';
import type { Engine, SegmentShelf } from '../matching/index.ts';
import { type OpenOptions, openParts, type Plan, planOf } from './open.ts';
import type { Screener } from './types.ts';

export interface PastOptions extends Omit<OpenOptions, 'asOf'> {
  /** Most bytes of indexes that are held open; the days asked for last stay. */
  readonly mostBytes?: number;
  /** What is open for today; it serves for days on which the same versions stood. */
  readonly current?: Engine;
}

/**
 * The lists as they stood on past days, for whoever asks of many: opened when first asked for, one
 * day after the other, and shared by all who ask meanwhile. A few stay open, those asked for last.
 * It reads what versions are kept when a day is first asked for; make a new one when lists change.
 */
export class PastScreeners {
  readonly #options: PastOptions;
  readonly #plans = new Map<string, Promise<Plan>>();
  readonly #shelf: SegmentShelf;
  /** By the versions, which days may share; the ones asked for last at the end. */
  readonly #opened = new Map<string, Promise<Engine>>();
  /** By the versions, the files of what is open. */
  readonly #files = new Map<string, readonly string[]>();
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PastOptions) {
    this.#options = options;
    this.#shelf = options.shelf ?? new Map();
  }

  /**
   * The lists as they stood at the end of a day.
   * @throws LIST_NOT_KEPT for a day to come, or before the first version; SERVER_BUSY_PAST
   */
  async at(day: string): Promise<Screener> {
    const plan = await this.#plan(day);
    const { lists, coverage } = plan;
    const { current } = this.#options;
    if (current !== undefined && versionsOf(plan.parts) === versionsOf(current.segments)) {
      return { engine: current, lists, coverage };
    }
    const key = plan.parts.map(({ dataset, content }) => `${dataset} ${content}`).join('\n');
    const opening = this.#opened.get(key) ?? this.#open(key, plan, day);
    this.#opened.delete(key);
    this.#opened.set(key, opening);
    return { engine: await opening, lists, coverage };
  }

  /** What stood on a day; a few hundred days are remembered. */
  #plan(day: string): Promise<Plan> {
    const known = this.#plans.get(day);
    if (known !== undefined) return known;
    if (this.#plans.size >= MOST_PLANS) this.#plans.clear();
    const plan = this.#checkedPlan(day);
    this.#plans.set(day, plan);
    plan.catch(() => this.#plans.delete(day));
    return plan;
  }

  async #checkedPlan(day: string): Promise<Plan> {
    const today = this.#options.clock.now().toISOString().slice(0, 10);
    const refuse = (found: string) => problem('LIST_NOT_KEPT', { where: day, found });
    if (day > today) throw refuse(`a day to come; today is ${today} (UTC)`);
    const first = await this.#firstDay();
    if (first !== undefined && day < first) throw refuse(`no version before ${first}`);
    const plan = await planOf({ ...this.#options, asOf: day });
    if (plan.isEmpty) throw refuse('no version of any list that old');
    return plan;
  }

  /** The day of the oldest version of any list; undefined where there is only the register. */
  async #firstDay(): Promise<string | undefined> {
    const store = new ListStore(this.#options);
    const days: string[] = [];
    for (const { name } of await store.lists()) {
      const [oldest] = await store.versions(name);
      if (oldest !== undefined) days.push((oldest.published ?? oldest.fetched).slice(0, 10));
    }
    return days.sort()[0];
  }

  /** One after the other: laying out an old version takes the processor for seconds. */
  #open(key: string, { parts }: Plan, asOf: string): Promise<Engine> {
    if (this.#waiting >= LIMITS.pastOpenings) {
      const found = `${this.#waiting} (limit pastOpenings, ${LIMITS.pastOpenings})`;
      throw problem('SERVER_BUSY_PAST', { found });
    }
    this.#waiting++;
    const opening = this.#last
      .catch(() => undefined)
      .then(() => openParts(parts, { ...this.#options, asOf, shelf: this.#shelf }))
      .then(({ engine, paths }) => {
        this.#files.set(key, paths);
        this.#makeRoom(key);
        return engine;
      })
      .finally(() => {
        this.#waiting--;
      });
    this.#last = opening;
    // What failed once may have been damage, which the next attempt mends.
    opening.catch(() => this.#opened.delete(key));
    return opening;
  }

  /** Lets go of what was asked for longest ago, as long as all together are too much. */
  #makeRoom(keep: string): void {
    const { mostBytes = LIMITS.pastIndexBytes } = this.#options;
    for (const key of [...this.#opened.keys()]) {
      if (bytesOf([...this.#files.values()].flat()) <= mostBytes) return;
      if (key === keep || !this.#files.has(key)) continue;
      this.#files.delete(key);
      this.#opened.delete(key);
    }
  }
}

const versionsOf = (parts: readonly { readonly dataset: string; readonly version: string }[]) =>
  parts.map(({ dataset, version }) => `${dataset} ${version}`).join('\n');

/** Lists that several days share are open once; a file that is gone tells no size. */
const bytesOf = (paths: readonly string[]): number =>
  [...new Set(paths)].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

const MOST_PLANS = 400;
