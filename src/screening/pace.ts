import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, silent, systemClock } from '../base/index.ts';
import type { ScreenOptions } from './types.ts';

/** How often progress is told, in milliseconds. */
const PROGRESS_MS = 100;

/** How long records are screened before other work, an abort say, gets its turn. */
const TURN_MS = 20;

/** Tells progress now and then, and gives other work its turn. */
export class Pace {
  readonly #options: Pick<ScreenOptions, 'clock' | 'onProgress'>;
  readonly #clock: Clock;
  #told: number;
  #turned: number;
  #done = 0;
  #total: number | undefined;

  constructor(options: Pick<ScreenOptions, 'clock' | 'onProgress'>) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#told = this.#clock.elapsedMs();
    this.#turned = this.#told;
  }

  /** How far the work has come. */
  at(bytes: number, totalBytes: number | undefined): void {
    this.#done = bytes;
    this.#total = totalBytes;
  }

  /** Called after each small piece of work; undefined when there is nothing to wait for. */
  rest(): Promise<void> | undefined {
    const now = this.#clock.elapsedMs();
    if (now - this.#told >= PROGRESS_MS) {
      this.#told = now;
      this.tell();
    }
    return now - this.#turned < TURN_MS ? undefined : this.#turn();
  }

  async #turn(): Promise<void> {
    await turn();
    this.#turned = this.#clock.elapsedMs();
  }

  tell(): void {
    const total = this.#total === undefined ? {} : { total: this.#total };
    const tell = this.#options.onProgress ?? silent;
    tell({ stage: 'screen', done: this.#done, unit: 'bytes', ...total });
  }
}
