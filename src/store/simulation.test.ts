import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Random, seededRandom, silent } from '../base/index.ts';
import {
  Crash,
  createJournal,
  Journal,
  SimDisk,
  testWorld,
  verifyJournal,
} from '../journal/testing/simulated.ts';
import { newKysely } from './database.ts';
import { dropAll } from './migrations.ts';
import { openStoreIn } from './open.ts';
import { FailingPool } from './testing/failing-pool.ts';
import { startPostgres, type TestServer } from './testing/postgres.ts';
import { dumpOf, KINDS } from './testing/world.ts';
import type { Happening, Store } from './types.ts';

/**
 * A store through several lives: the disk of its journal crashes at any operation, by kill -9 or a
 * power cut, or its real PostgreSQL server breaks at any query, before or after doing it. What must
 * hold in the next life:
 *
 * - every commit that was acknowledged is there, under its number, with all its events;
 * - of any other commit all events are there or none;
 * - of two that were decided on the same document, one was refused;
 * - `verify` finds nothing, and tables made anew from the journal are the same.
 */
class Simulation {
  readonly #random: Random;
  readonly #world: ReturnType<typeof testWorld>;
  readonly #url: string;
  #disk: SimDisk;
  /** Of each commit that was tried, by the mark in its events: how many events it has. */
  readonly #tried = new Map<string, number>();
  /** The number that a commit was acknowledged with. */
  readonly #acknowledged = new Map<string, number>();
  readonly #revisions = new Map<string, number>();
  readonly seen = { commits: 0, unheard: 0, conflicts: 0, crashes: 0, faults: 0, behind: 0 };

  constructor(seed: number, url: string) {
    this.#random = seededRandom(seed);
    this.#disk = new SimDisk(this.#random);
    this.#world = testWorld(this.#disk, { seed });
    this.#url = url;
  }

  async run(): Promise<this> {
    const pool = new FailingPool(this.#url);
    const db = newKysely(pool);
    await dropAll(db);
    await db.destroy();
    await createJournal(this.#world, 'example.com/simulated');
    for (let life = 0; life < 3; life++) await this.#live();
    await this.#judgeTables();
    return this;
  }

  async #live(): Promise<void> {
    const journal = await Journal.open({ ...this.#world, disk: this.#disk });
    const pool = new FailingPool(this.#url);
    const db = newKysely(pool);
    const shown = await this.#shownBefore(db);
    if (shown < journal.size) this.seen.behind += 1;
    const store = await openStoreIn(
      { db, close: () => db.destroy() },
      { kinds: KINDS, clock: this.#world.clock, onProgress: silent },
      journal,
    );
    await this.#judge(store);
    if (this.#chance(0.6)) this.#disk.crashIn(this.#upTo(60));
    else pool.breakIn(this.#upTo(60), this.#chance(0.5));
    await this.#work(store);
    if (pool.isBroken) this.seen.faults += 1;
    await store.close();
    this.seen.crashes += 1;
    this.#disk = this.#chance(0.5) ? this.#disk.afterKill() : this.#disk.afterPowerCut();
  }

  async #shownBefore(db: ReturnType<typeof newKysely>): Promise<number> {
    const rows = await db
      .selectFrom('position')
      .select('next')
      .execute()
      .catch(() => []);
    return rows[0]?.next ?? 0;
  }

  async #work(store: Store): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (let step = 0; step < 12; step++) {
      for (let i = this.#upTo(5); i >= 0; i--) waiting.push(this.#commit(store));
      if (this.#chance(0.5)) await Promise.all(waiting);
      if (this.#chance(0.5)) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(waiting);
  }

  async #commit(store: Store): Promise<void> {
    const mark = `m${this.#tried.size}`;
    const ids = ['a', 'b', 'c', 'd'].filter(() => this.#chance(0.4));
    const happenings = ids.map((id): Happening => {
      const revision = this.#revisions.get(id) ?? 0;
      const personal = { line: mark };
      return { kind: 'note', id, revision, type: 'note.written', data: { mark }, personal };
    });
    if (happenings.length === 0) return;
    this.#tried.set(mark, happenings.length);
    this.#world.clock.advance(1);
    try {
      const { seq, documents } = await store.commit(
        'main',
        { kind: 'user', id: 'ana' },
        happenings,
      );
      this.#acknowledged.set(mark, seq);
      for (const { id, revision } of documents) this.#saw(id, revision);
      this.seen.commits += 1;
    } catch (error) {
      if (error instanceof Crash) return;
      const code = expect.stringMatching(/^(STORE_(CONFLICT|UNREACHABLE)|JOURNAL_STOPPED)$/);
      expect(error).toMatchObject({ code });
      if ((error as { code: string }).code !== 'STORE_CONFLICT') return;
      this.seen.conflicts += 1;
      // Whoever was too late looks again.
      await this.#lookAgain(store);
    }
  }

  async #lookAgain(store: Store): Promise<void> {
    const scope = { tenant: 'main', compartments: [] };
    const [kind] = KINDS;
    const found = await store
      .read(scope, (reader) => reader.find(kind as (typeof KINDS)[number]))
      .catch(() => undefined);
    for (const { id, revision } of found?.documents ?? []) this.#saw(id, revision);
  }

  #saw(id: string, revision: number): void {
    this.#revisions.set(id, Math.max(revision, this.#revisions.get(id) ?? 0));
  }

  async #judge(store: Store): Promise<void> {
    const marks = new Map<string, { seq: number; events: number }>();
    await store.read({ tenant: 'main', compartments: [] }, async (reader) => {
      for await (const { data, seq } of reader.events(KINDS)) {
        const mark = String(data['mark']);
        const events = (marks.get(mark)?.events ?? 0) + 1;
        marks.set(mark, { seq, events });
      }
    });
    for (const [mark, seq] of this.#acknowledged)
      expect([mark, marks.get(mark)?.seq]).toEqual([mark, seq]);
    for (const [mark, { seq, events }] of marks) {
      expect([mark, events]).toEqual([mark, this.#tried.get(mark)]);
      if (!this.#acknowledged.has(mark)) this.seen.unheard += 1;
      this.#acknowledged.set(mark, seq);
    }
    await this.#lookAgain(store);
  }

  async #judgeTables(): Promise<void> {
    const journal = await Journal.open({ ...this.#world, disk: this.#disk });
    expect(await verifyJournal(journal.files)).toMatchObject({ findings: [] });
    const open = async () => {
      const db = newKysely(new FailingPool(this.#url));
      const parts = { kinds: KINDS, clock: this.#world.clock, onProgress: silent };
      return { db, store: await openStoreIn({ db, close: () => db.destroy() }, parts, journal) };
    };
    const first = await open();
    const live = await dumpOf(first.db);
    await dropAll(first.db);
    await first.store.close();
    const second = await open();
    expect(await dumpOf(second.db)).toEqual(live);
    await second.store.close();
  }

  #chance(share: number): boolean {
    return this.#random.next() < share;
  }

  #upTo(most: number): number {
    return Math.floor(this.#random.next() * most);
  }
}

/** Seeds of a run of all tests; `TAMIZ_SEEDS=FROM-TO npm test -- src/store/simulation` tries others. */
const [FROM = 1, TO = 15] = (process.env['TAMIZ_SEEDS'] ?? '').match(/\d+/g)?.map(Number) ?? [];

let server: TestServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('a store that lives through crashes', () => {
  test(`keeps what it acknowledged, seeds ${FROM} to ${TO}`, async () => {
    const url = await server.newDatabase();
    const total: Record<string, number> = {};
    for (let seed = FROM; seed <= TO; seed++) {
      const { seen } = await new Simulation(seed, url).run().catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.stack : error}`);
      });
      for (const [what, count] of Object.entries(seen)) total[what] = (total[what] ?? 0) + count;
    }
    // A simulator that never loses anything tests nothing.
    if (TO - FROM > 10) expect(Math.min(...Object.values(total))).toBeGreaterThan(2);
    if (process.env['TAMIZ_SEEDS'] !== undefined) process.stdout.write(JSON.stringify(total));
  }, 3_600_000);
});
