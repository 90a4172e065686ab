import { TamizError } from '../../base/index.ts';
import type { Journal, Json, Receipt } from '../../journal/index.ts';
import { ListStore, REGISTER } from '../../lists/index.ts';
import { type Engine, scoreFingerprint } from '../../matching/index.ts';
import type { OpenOptions } from '../open.ts';

/** The type of a record of what the lists were asked. */
export const ASKED = 'screening.asked';
/** The type of a record of what holds for many of them. */
export const BEGAN = 'screening.began';
/** The type of a record of listings that they are asked about, and of no others. */
export const ABOUT = 'screening.about';

/** Characters of ids in one of those; a record holds 65,535 bytes. */
const ABOUT_CHARACTERS = 16_000;

/** How something is asked. */
export interface Manner {
  /** Which way in it comes: `look-up`, `file`, `http`. */
  readonly way: string;
  /** With what it is asked; nothing of it is about a person. */
  readonly parameters: Json;
}

/** What was asked and answered, in the form of whoever asked: `Way` can ask it again. */
export interface Asked {
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
   * Takes down that an engine is asked many times in one manner; gives the number of the record,
   * which what is asked then refers to.
   */
  async begin(engine: Engine, manner: Manner): Promise<number> {
    const body = await this.#mannerOf(engine, manner);
    return (await this.#journal.append({ type: BEGAN, body })).seq;
  }

  /**
   * Takes down what an engine was asked, in a manner of its own or in that of a record; returns
   * when it would survive a power cut.
   * @throws JOURNAL_RECORD where it is too large, JOURNAL_BUSY, JOURNAL_STOPPED, DISK_FULL
   */
  async record(engine: Engine, manner: Manner | number, asked: Asked): Promise<Receipt> {
    const { questions, answers, count } = asked;
    // Text of the engine's own JSON: a canonical form would take longer, and nothing needs it.
    const text = JSON.stringify({ questions, answers });
    if (typeof manner === 'number') return this.recordText(manner, text, count);
    return this.#append({ ...(await this.#mannerOf(engine, manner)), ...count }, text);
  }

  /** The same of questions and answers that are JSON already, in the manner of a record. */
  recordText(began: number, text: string, count: Asked['count']): Promise<Receipt> {
    return this.#append({ began, ...count }, text);
  }

  #append(body: Record<string, Json>, text: string): Promise<Receipt> {
    return this.#journal.append({ type: ASKED, body, personal: Buffer.from(text) });
  }

  /**
   * Takes down which listings are asked about, where it is not all that the lists have; gives the
   * numbers of the records, which belong to the parameters as `about`.
   */
  async about(listings: readonly string[]): Promise<readonly number[]> {
    const chunks: string[][] = [];
    let characters = Number.POSITIVE_INFINITY;
    for (const id of listings) {
      characters += id.length + 3;
      if (characters > ABOUT_CHARACTERS) {
        chunks.push([]);
        characters = id.length;
      }
      chunks.at(-1)?.push(id);
    }
    const written = chunks.map((some) =>
      this.#journal.append({ type: ABOUT, body: { listings: some } }),
    );
    return (await Promise.all(written)).map(({ seq }) => seq);
  }

  async #mannerOf(engine: Engine, { way, parameters }: Manner): Promise<Record<string, Json>> {
    const lists = (await this.#listsOf(engine)).map((list) => ({ ...list }));
    return { way, parameters, lists, engine: scoreFingerprint() };
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
