import { type Clock, type OnProgress, problem, withHomeLock } from '../../base/index.ts';
import type { CustomerInput } from '../types.ts';
import { openLists } from './lists.ts';
import {
  forgetCustomers,
  type LoadOptions,
  type LoadSummary,
  loadCustomers,
  removeCustomers,
} from './load.ts';
import { type RescreenOptions, type RescreenSummary, rescreen } from './rescreen.ts';
import { customersFolder, readState, type Screened } from './state.ts';

/** What is known of the customers of a data folder without opening them. */
export interface CustomersStatus {
  /** Questions that are kept, those that no longer hold among them. */
  readonly questions: number;
  /** Whether some were loaded since the lists were last asked. */
  readonly waiting: boolean;
  /** When, with what threshold and which lists they were last asked; undefined for never. */
  readonly screened: Pick<Screened, 'at' | 'threshold' | 'lists'> | undefined;
}

/**
 * The customers of a data folder, kept to be screened again when lists or they themselves change:
 *
 *     <home>/customers/state.json              which of the other files count
 *     <home>/customers/part-N.jsonl.gz         customers, as what the lists are asked about them
 *     <home>/customers/part-N-<layout>.seg     their index, built anew where it is missing
 *     <home>/customers/part-N-M.dead           which of them are others now, or none
 *     <home>/customers/hits-M.jsonl.gz         their hits, without the reasons
 *
 * One process writes at a time: every method but `status` takes the lock of the data folder.
 */
export class Customers {
  readonly #own: { readonly home: string; readonly clock: Clock };

  constructor(own: { readonly home: string; readonly clock: Clock }) {
    this.#own = own;
  }

  get #folder(): string {
    return customersFolder(this.#own.home);
  }

  async status(): Promise<CustomersStatus> {
    const { parts, screened } = await readState(this.#folder);
    const questions = parts.reduce((sum, part) => sum + part.questions, 0);
    return { questions, waiting: parts.some((part) => !part.screened), screened };
  }

  /** Takes in the customers of a file; see `loadCustomers`. */
  async load(input: CustomerInput, options: LoadOptions = {}): Promise<LoadSummary> {
    return withHomeLock(this.#own, () => loadCustomers(this.#folder, input, options));
  }

  /** Takes customers out by their identifiers, and gives how many there were. */
  async remove(records: Iterable<string>, onProgress?: OnProgress): Promise<number> {
    return withHomeLock(this.#own, () => removeCustomers(this.#folder, records, onProgress));
  }

  /** Removes all customers, with all that was found about them. */
  async forget(): Promise<void> {
    await withHomeLock(this.#own, () => forgetCustomers(this.#folder));
  }

  /**
   * Brings their hits up to date with the active lists; see `rescreen`.
   * @throws CUSTOMERS_ABSENT
   */
  async rescreen(options: Omit<RescreenOptions, 'now'>): Promise<RescreenSummary> {
    return withHomeLock(this.#own, async () => {
      const { parts, hits } = await readState(this.#folder);
      if (parts.length === 0 && hits === undefined) {
        throw problem('CUSTOMERS_ABSENT', { found: 'none' });
      }
      const { onProgress } = options;
      const lists = await openLists({ ...this.#own, ...(onProgress && { onProgress }) });
      return rescreen(this.#folder, lists, { ...options, now: this.#own.clock.now() });
    });
  }
}
