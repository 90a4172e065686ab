import type { Kysely } from 'kysely';
import { type Clock, type OnProgress, problem, silent } from '../base/index.ts';
import type { Journal, Json } from '../journal/index.ts';
import { advance, catchUp, type Source } from './catch-up.ts';
import type { Tables } from './database.ts';
import { asProblem } from './faults.ts';
import { fold, type Kinds, keyOf, readStanding, type Standing, write } from './projection.ts';
import { type Draft, draftRecord, eventsOf } from './transaction-record.ts';
import type { Actor, Committed, Happening, StoredEvent } from './types.ts';

/** What the keeper does with a journal. */
export type KeptJournal = Source & Pick<Journal, 'append'>;

interface Waiting {
  readonly tenant: string;
  readonly happenings: readonly Happening[];
  readonly draft: Draft;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (error: unknown) => void;
}

/** Commits of one turn: they share a sync of the journal and a transaction of the database. */
const COMMITS_A_TURN = 200;
/** Commits that wait; more means that the disk or the database does not keep up. */
const WAITING_MAX = 10_000;
/** The same for their texts together. */
const WAITING_CHARACTERS = 64_000_000;

/**
 * The one writer of an installation. It takes what waits, refuses what was decided on an older
 * document than stands now, appends the rest to the journal, shows it in the database, and only
 * then says that it happened. So the database is never ahead of the journal, and both have the
 * same order.
 */
export class Keeper {
  readonly #db: Kysely<Tables>;
  readonly #journal: KeptJournal;
  readonly #kinds: Kinds;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #characters = 0;
  #turns: Promise<unknown> = Promise.resolve();
  /** The first record that the database does not show. */
  #next = 0;
  /** The journal may have records of ours that the database does not show. */
  #isBehind = true;

  constructor(parts: {
    db: Kysely<Tables>;
    journal: KeptJournal;
    kinds: Kinds;
    clock: Clock;
  }) {
    this.#db = parts.db;
    this.#journal = parts.journal;
    this.#kinds = parts.kinds;
    this.#clock = parts.clock;
  }

  /** Shows what the journal has and the database does not show yet. */
  async catchUp(onProgress: OnProgress): Promise<void> {
    this.#next = await catchUp(this.#db, this.#journal, { kinds: this.#kinds, onProgress });
    this.#isBehind = false;
  }

  /** See `Store.commit`. */
  async commit(tenant: string, actor: Actor, happenings: readonly Happening[]): Promise<Committed> {
    const draft = draftRecord(tenant, actor, happenings);
    for (const { kind } of happenings) {
      if (!this.#kinds.has(kind)) throw problem('STORE_INPUT', { found: `the kind ${kind}` });
    }
    this.#assertRoom(draft);
    return new Promise((resolve, reject) => {
      this.#characters += draft.characters;
      this.#waiting.push({ tenant, happenings, draft, resolve, reject });
      void this.#exclusively(() => this.#turn());
    });
  }

  /** @throws JOURNAL_BUSY */
  #assertRoom({ characters }: Draft): void {
    const count = this.#waiting.length;
    // Alone, anything that a record may hold is taken.
    const isFull = count > 0 && this.#characters + characters > WAITING_CHARACTERS;
    if (count < WAITING_MAX && !isFull) return;
    const limits = `limits ${WAITING_MAX}, ${WAITING_CHARACTERS} characters`;
    throw problem('JOURNAL_BUSY', { found: `${count} that wait (${limits})` });
  }

  /** Returns when nothing is being written any more. */
  async settled(): Promise<void> {
    while (this.#waiting.length > 0) await this.#turns;
    await this.#turns;
  }

  /** One after the other. */
  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turns.then(work);
    this.#turns = done.catch(() => {});
    return done;
  }

  async #turn(): Promise<void> {
    const taken = this.#take();
    if (taken.length === 0) return;
    try {
      if (this.#isBehind) await this.catchUp(silent);
      const places = taken.flatMap((waiting) => placesOf(waiting));
      const standing = await readStanding(this.#db, places);
      const current = taken.filter(
        (waiting) => isCurrent(waiting, standing) && this.#isTaken(waiting, standing),
      );
      await this.#keep(current, standing);
    } catch (error) {
      // Whoever was told already that it happened is not told again: a promise settles once.
      for (const { reject } of taken) reject(asProblem(error));
    }
  }

  /** What waits, in order; what touches a document of this turn waits for the next one. */
  #take(): Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const touched = new Set<string>();
    for (const waiting of this.#waiting) {
      const keys = placesOf(waiting).map(keyOf);
      const mustWait = taken.length === COMMITS_A_TURN || keys.some((key) => touched.has(key));
      for (const key of keys) touched.add(key);
      (mustWait ? left : taken).push(waiting);
    }
    this.#waiting = left;
    this.#characters = left.reduce((sum, { draft }) => sum + draft.characters, 0);
    return taken;
  }

  /**
   * Tries the events on the documents before anything is kept: those that no document can take
   * would stop every later commit, and every rebuild.
   */
  #isTaken(waiting: Waiting, standing: Standing): boolean {
    const { body, personal } = waiting.draft;
    const record = { seq: this.#next, at: this.#clock.now(), body };
    const keys = placesOf(waiting).map(keyOf);
    const before: Standing = new Map(
      keys.flatMap((key) => {
        const document = standing.get(key);
        return document === undefined ? [] : [[key, document]];
      }),
    );
    try {
      fold(this.#kinds, before, eventsOf(record, personal) ?? []);
      return true;
    } catch (error) {
      waiting.reject(error);
      return false;
    }
  }

  async #keep(commits: readonly Waiting[], standing: Standing): Promise<void> {
    if (commits.length === 0) return;
    this.#isBehind = true;
    const appended = await Promise.allSettled(
      commits.map(({ draft }) => this.#journal.append(draft)),
    );
    const done: { waiting: Waiting; seq: number; at: Date; events: StoredEvent[] }[] = [];
    for (const [i, waiting] of commits.entries()) {
      const receipt = appended[i] as (typeof appended)[number];
      if (receipt.status === 'rejected') {
        waiting.reject(receipt.reason);
        continue;
      }
      const { seq, at } = receipt.value;
      const { body, personal } = waiting.draft;
      const events = eventsOf({ seq, at, body }, personal as Json | undefined) ?? [];
      done.push({ waiting, seq, at, events });
    }
    const last = done.at(-1);
    if (last === undefined) {
      this.#isBehind = false;
      return;
    }
    const events = done.flatMap((commit) => commit.events);
    await this.#db.transaction().execute(async (transaction) => {
      const touched = fold(this.#kinds, standing, events);
      await write(transaction, this.#kinds, { events, standing: touched });
      await advance(transaction, { from: this.#next, to: last.seq + 1 });
    });
    this.#next = last.seq + 1;
    this.#isBehind = false;
    for (const { waiting, seq, at } of done) {
      const keys = new Set(placesOf(waiting).map(keyOf));
      const documents = [...keys].flatMap((key) => standing.get(key) ?? []);
      waiting.resolve({ seq, at, documents });
    }
  }
}

function placesOf({ tenant, happenings }: Waiting) {
  return happenings.map(({ kind, id }) => ({ tenant, kind, id }));
}

/** Refuses what was decided on another document than stands. */
function isCurrent(waiting: Waiting, standing: Standing): boolean {
  const { tenant, happenings, reject } = waiting;
  const revisions = new Map<string, number>();
  for (const { kind, id, revision } of happenings) {
    const key = keyOf({ tenant, kind, id });
    const now = revisions.get(key) ?? standing.get(key)?.revision ?? 0;
    if (revision !== now) {
      const found = `${kind} ${id} after ${now} events, not ${revision}`;
      reject(problem('STORE_CONFLICT', { found }));
      return false;
    }
    revisions.set(key, now + 1);
  }
  return true;
}
