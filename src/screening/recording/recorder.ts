import { TamizError } from '../../base/index.ts';
import type { Journal, Json, Receipt } from '../../journal/index.ts';
import { ListStore, REGISTER } from '../../lists/index.ts';
import { type Engine, scoreFingerprint } from '../../matching/index.ts';
import type { OpenOptions } from '../open.ts';

/** The type of a record of what the lists were asked. */
export const ASKED = 'screening.asked';

/** What was asked and answered, in the form of whoever asked: `Way` can ask it again. */
export interface Asked {
  /** Which way in it came: `look-up`, `file`, `http`. */
  readonly way: string;
  /** With what it was asked; nothing of it is about a person. */
  readonly parameters: Json;
  /** What was asked. It is about persons, and kept where it can be erased. */
  readonly questions: Json;
  /** What came of it, in the same way about persons. */
  readonly answers: Json;
  /**
   * How many questions that were, and hits where they are counted: it stays when all is erased. A
   * digest of the answers must not: whoever has the lists could guess who was asked about.
   */
  readonly count: { readonly questions: number; readonly hits?: number };
}

/** A list as it stood when it was asked. */
export interface AskedList {
  readonly name: string;
  readonly version: string;
  /** 16 digits of what it held; null where no version of it is kept. */
  readonly content: string | null;
}

/** Takes down what the lists are asked, with everything that the answer depends on. */
export class Recorder {
  readonly #journal: Pick<Journal, 'append'>;
  readonly #store: ListStore;
  readonly #lists = new WeakMap<Engine, Promise<readonly AskedList[]>>();

  constructor(journal: Pick<Journal, 'append'>, options: Pick<OpenOptions, 'home' | 'clock'>) {
    this.#journal = journal;
    this.#store = new ListStore(options);
  }

  /**
   * Takes down what an engine was asked; returns when it would survive a power cut.
   * @throws JOURNAL_RECORD where it is too large, JOURNAL_BUSY, JOURNAL_STOPPED, DISK_FULL
   */
  async record(engine: Engine, asked: Asked): Promise<Receipt> {
    const { way, parameters, questions, answers, count } = asked;
    const body = {
      way,
      parameters,
      lists: (await this.#listsOf(engine)).map((list) => ({ ...list })),
      engine: scoreFingerprint(),
      ...count,
    };
    // Text of the engine's own JSON: a canonical form would take longer, and nothing needs it.
    const personal = Buffer.from(JSON.stringify({ questions, answers }));
    return this.#journal.append({ type: ASKED, body, personal });
  }

  #listsOf(engine: Engine): Promise<readonly AskedList[]> {
    const known = this.#lists.get(engine) ?? this.#readLists(engine);
    this.#lists.set(engine, known);
    return known;
  }

  async #readLists(engine: Engine): Promise<readonly AskedList[]> {
    const lists: AskedList[] = [];
    for (const { dataset: name, version } of engine.segments) {
      lists.push({ name, version, content: await contentOf(this.#store, name, version) });
    }
    return lists;
  }
}

/** 16 digits of what a version of a list holds; null where it is not kept. */
export async function contentOf(
  store: ListStore,
  name: string,
  version: string,
): Promise<string | null> {
  if (name === REGISTER) return version;
  try {
    return (await store.manifest(name, version)).entitiesSha256.slice(0, 16);
  } catch (error) {
    if (error instanceof TamizError && error.code === 'LIST_DAMAGED') return null;
    throw error;
  }
}
