import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, hasErrno, problem, writeAtomically } from '../../base/index.ts';

/** Customers that were loaded together. Their files are named by `name`. */
export interface Part {
  readonly name: string;
  /** How many questions it holds: one a customer, or more where a row leaves open what it is. */
  readonly questions: number;
  /** How many customers it has that are still ones. */
  readonly customers: number;
  /** The file of questions that no longer hold, where there are any. */
  readonly dead: string | undefined;
  /** Whether its customers were asked about with the lists of `screened`. */
  readonly screened: boolean;
}

/** What the hits that are kept were found with. */
export interface Screened {
  readonly at: string;
  /** Changes when the same customer and listing may score otherwise. */
  readonly engine: string;
  readonly threshold: number;
  /** The content of each list, by name. */
  readonly lists: Readonly<Record<string, ListContent>>;
}

export interface ListContent {
  readonly version: string;
  /** SHA-256 of its entities, as the same version may be read anew. */
  readonly content: string;
}

/** `customers/state.json`: the one file that says which of the others count. */
export interface CustomersState {
  /** The next part's number. */
  readonly next: number;
  readonly parts: readonly Part[];
  /** Whether some were removed or replaced since the lists were last asked. */
  readonly someGone: boolean;
  /** The file of hits. */
  readonly hits: string | undefined;
  readonly screened: Screened | undefined;
}

const EMPTY: CustomersState = {
  next: 1,
  parts: [],
  someGone: false,
  hits: undefined,
  screened: undefined,
};

/** Where a data folder keeps its customers. */
export const customersFolder = (home: string): string => join(home, 'customers');

const statePath = (folder: string): string => join(folder, 'state.json');

/**
 * The state of a folder of customers; an empty one where there is none.
 * @throws CUSTOMERS_DAMAGED
 */
export async function readState(folder: string): Promise<CustomersState> {
  const path = statePath(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return EMPTY;
    throw diskProblem(error, path);
  }
  try {
    const state = JSON.parse(text) as CustomersState;
    if (isWhole(state)) return state;
  } catch (error) {
    throw problem('CUSTOMERS_DAMAGED', {
      where: path,
      found: 'text that is not JSON',
      cause: error,
    });
  }
  throw problem('CUSTOMERS_DAMAGED', { where: path, found: 'JSON of another shape' });
}

function isWhole({ parts, next, someGone }: CustomersState): boolean {
  const isPart = ({ customers, questions }: Part) =>
    Number.isInteger(customers) && Number.isInteger(questions);
  return (
    Number.isInteger(next) &&
    typeof someGone === 'boolean' &&
    Array.isArray(parts) &&
    parts.every(isPart)
  );
}

/** Makes a state the one that counts, at once. */
export async function writeState(folder: string, state: CustomersState): Promise<void> {
  await writeAtomically(statePath(folder), JSON.stringify(state, null, 2));
}
