import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../base/index.ts';

/** How long a request may keep all others waiting: less than anybody notices. */
const TURN_MS = 8;

/**
 * Gives other requests their turn while a long one is worked on: by the time that has passed, as
 * changing over after every small piece costs more than the piece.
 */
export class Turns {
  readonly #clock: Clock;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.elapsedMs();
  }

  /** Whether it is time to `pass`; to be asked between any two pieces. */
  get isOver(): boolean {
    return this.#clock.elapsedMs() - this.#since >= TURN_MS;
  }

  /** Lets whatever waits come first. */
  async pass(): Promise<void> {
    await setImmediate();
    this.#since = this.#clock.elapsedMs();
  }
}
