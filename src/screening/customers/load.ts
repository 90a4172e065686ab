import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type OnProgress, problem, silent } from '../../base/index.ts';
import { readCustomers } from '../records.ts';
import type { CustomerInput, RowSignal } from '../types.ts';
import { MOST_IN_PART, mergeParts, partsToMerge } from './merge.ts';
import { type Customer, digestOf, type OpenPart, openParts, writePart } from './part.ts';
import { type CustomersState, type Part, readState, writeState } from './state.ts';

export interface LoadOptions {
  /** Heading to property, for columns that are not recognised by themselves. */
  readonly map?: Readonly<Record<string, string>>;
  /** Whoever is not in the file is no customer any more. */
  readonly replace?: boolean;
  /** How many parts of about one size are kept before they become one. */
  readonly partsAlike?: number;
  readonly onSignal?: (signal: RowSignal) => void;
  readonly onProgress?: OnProgress;
}

/** What became of the customers of a file. */
export interface LoadSummary {
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
  /** Rows without an identifier, and second rows of one: they are left out, and told. */
  leftOut: number;
}

/** How many parts of about one size are kept before they become one. */
const PARTS_ALIKE = 8;

/**
 * Takes in the customers of a file, by their own identifiers: who is new is added, who is asked
 * about in another way now is changed, others stay. Nothing counts before all is written. Whoever
 * calls holds the lock of the data folder.
 * @throws CUSTOMERS_NO_ID where no row has an identifier, and the INPUT_* errors
 */
export async function loadCustomers(
  folder: string,
  input: CustomerInput,
  options: LoadOptions = {},
): Promise<LoadSummary> {
  const { onProgress = silent } = options;
  const state = await readState(folder);
  const load = new Load(folder, state, await openParts(folder, state, onProgress));
  await load.read(input, options);
  if (options.replace === true) load.removeUnseen();
  await load.finish(options.partsAlike);
  return load.summary;
}

/** Takes customers out by their identifiers; gives how many there were. */
export async function removeCustomers(
  folder: string,
  records: Iterable<string>,
  onProgress: OnProgress = silent,
): Promise<number> {
  const state = await readState(folder);
  const load = new Load(folder, state, await openParts(folder, state, onProgress));
  for (const record of records) load.remove(record);
  await load.finish();
  return load.summary.removed;
}

/** Removes every customer, with all that was found about them. */
export async function forgetCustomers(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

class Load {
  readonly summary: LoadSummary = { added: 0, changed: 0, unchanged: 0, removed: 0, leftOut: 0 };
  readonly #folder: string;
  readonly #state: CustomersState;
  readonly #parts: readonly OpenPart[];
  /** By part: the first questions of customers who are in the file. */
  readonly #seen: readonly Set<number>[];
  readonly #written: Part[] = [];
  #next: number;

  constructor(folder: string, state: CustomersState, parts: readonly OpenPart[]) {
    this.#folder = folder;
    this.#state = state;
    this.#parts = parts;
    this.#seen = parts.map(() => new Set());
    this.#next = state.next;
  }

  async read(input: CustomerInput, options: LoadOptions): Promise<void> {
    const customers = this.#newOnes(input, options);
    for (;;) {
      const first = await customers.next();
      if (first.done === true) break;
      const name = `part-${this.#next++}`;
      const some = async function* () {
        yield first.value;
        for (let count = 1; count < MOST_IN_PART; count++) {
          const { done, value } = await customers.next();
          if (done === true) return;
          yield value;
        }
      };
      const part = await writePart(this.#folder, name, some());
      this.#written.push({ ...part, dead: undefined, screened: false });
    }
  }

  /** Customers who are new, or asked about in another way than before. */
  async *#newOnes(input: CustomerInput, options: LoadOptions): AsyncGenerator<Customer> {
    const { map, onSignal, onProgress = silent } = options;
    let twice = 0;
    let withId = 0;
    const file = readCustomers(input, {
      ...(map && { map }),
      onSignal: (signal) => {
        if (signal.kind === 'duplicate-id') twice = signal.line;
        onSignal?.(signal);
      },
    });
    let done = 0;
    for await (const { line, record, example, also = [] } of file) {
      onProgress({ stage: 'Reading customers', done: ++done, unit: 'records' });
      // A customer without an identifier is called by its line.
      const hasId = record !== `row-${line}`;
      if (hasId) withId++;
      if (!hasId || twice === line) this.summary.leftOut++;
      else {
        const examples = [example, ...also];
        if (this.#isNews(record, digestOf(examples))) yield { record, examples };
      }
    }
    if (withId === 0) throw problem('CUSTOMERS_NO_ID', { found: 'no row with one' });
  }

  /** Counts a customer, and buries what was known of it where that is another. */
  #isNews(record: string, digest: bigint): boolean {
    for (const [nth, part] of this.#parts.entries()) {
      const at = part.find(record);
      if (at === undefined) continue;
      if (part.digest(at) === digest) {
        this.summary.unchanged++;
        this.#seen[nth]?.add(at);
        return false;
      }
      part.bury(at);
      this.summary.changed++;
      return true;
    }
    this.summary.added++;
    return true;
  }

  remove(record: string): void {
    for (const part of this.#parts) {
      const at = part.find(record);
      if (at === undefined) continue;
      part.bury(at);
      this.summary.removed++;
      return;
    }
  }

  removeUnseen(): void {
    for (const [nth, part] of this.#parts.entries()) {
      for (let at = 0; at < part.population.size; at++) {
        const isFirst = part.isLive(at) && part.firstOf(at) === at;
        if (!isFirst || this.#seen[nth]?.has(at)) continue;
        part.bury(at);
        this.summary.removed++;
      }
    }
  }

  /** Writes what changed, and then the state, which makes it count; clears away what does not. */
  async finish(partsAlike = PARTS_ALIKE): Promise<void> {
    // What holds no customer any more is left behind.
    const held = this.#parts.filter(({ customers }) => customers > 0);
    const merged = new Map<OpenPart, Part | undefined>();
    for (const alike of partsToMerge(held, partsAlike)) {
      const part = await mergeParts(this.#folder, `part-${this.#next++}`, alike);
      // It stands where the first of them stood.
      alike.forEach((open, nth) => {
        merged.set(open, nth === 0 ? part : undefined);
      });
    }
    const parts: Part[] = [];
    for (const open of held) {
      const part = merged.has(open) ? merged.get(open) : await this.#asItIs(open);
      if (part !== undefined) parts.push(part);
    }
    const someGone = this.#state.someGone || this.#parts.some(({ changed }) => changed);
    const all = [...parts, ...this.#written];
    const state = { ...this.#state, next: this.#next, parts: all, someGone };
    await writeState(this.#folder, state);
    await clearAway(this.#folder, state);
  }

  async #asItIs(open: OpenPart): Promise<Part> {
    if (!open.changed) return open.part;
    const dead = `${open.part.name}-${this.#next++}.dead`;
    await open.writeDead(this.#folder, dead);
    return { ...open.part, customers: open.customers, dead };
  }
}

/** Removes the files that no part of the state has; what a crash left behind among them. */
export async function clearAway(folder: string, state: CustomersState): Promise<void> {
  const kept = new Set<string>(['state.json']);
  if (state.hits !== undefined) kept.add(state.hits);
  for (const { name, dead } of state.parts) {
    kept.add(`${name}.jsonl.gz`);
    kept.add(`${name}.digests`);
    if (dead !== undefined) kept.add(dead);
  }
  const segments = new Set(state.parts.map(({ name }) => name));
  for (const file of await readdir(folder)) {
    const segment = /^(part-\d+)-[0-9a-f]+\.seg$/.exec(file)?.[1];
    const isKept = segment === undefined ? kept.has(file) : segments.has(segment);
    if (!isKept) await rm(join(folder, file), { recursive: true, force: true });
  }
}
