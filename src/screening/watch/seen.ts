import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, hasErrno, sha256, writeAtomically } from '../../base/index.ts';
import { ListStore, REGISTER, registerInfo } from '../../lists/index.ts';
import { scoreFingerprint } from '../../matching/index.ts';
import { type CustomersState, customersFolder, readState } from '../customers/state.ts';

/**
 * What the last run saw of lists and customers, in one number, so that a run that would find the
 * same opens neither. It only ever saves work: without it, or with another, everything is compared.
 */
export class Seen {
  readonly #home: string;
  readonly #clock: Clock;

  constructor({ home, clock }: { readonly home: string; readonly clock: Clock }) {
    this.#home = home;
    this.#clock = clock;
  }

  /** What hits come from besides customers: the lists' contents, the engine, the threshold. */
  async lists(threshold: number | undefined): Promise<string> {
    const lists = await new ListStore({ home: this.#home, clock: this.#clock }).lists();
    const contents = lists.map(({ name, active }) => [name, active?.entitiesSha256]);
    const register = [REGISTER, registerInfo().version];
    return sha256(JSON.stringify([contents, register, scoreFingerprint(), threshold]));
  }

  async isAsBefore(lists: string, state: CustomersState): Promise<boolean> {
    try {
      return (await readFile(this.#path, 'utf8')) === textOf(lists, state);
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Remembers a run that is over: the lists as they were when it began, customers as they are. */
  async remember(lists: string): Promise<void> {
    const state = await readState(customersFolder(this.#home));
    await writeAtomically(this.#path, textOf(lists, state));
  }

  get #path(): string {
    return join(this.#home, 'watch.json');
  }
}

const textOf = (lists: string, state: CustomersState): string =>
  JSON.stringify({ seen: sha256(`${lists} ${JSON.stringify(state)}`) });
