import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '../base/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { createJournal } from './create.ts';
import { type Entry, Journal } from './journal.ts';
import { consistencyProof } from './prove.ts';
import { decodeRecord, type JournalRecord } from './record.ts';
import { Crash, SimDisk } from './testing/sim-disk.ts';
import { testWorld } from './testing/world.ts';
import { verifyJournal } from './verify.ts';
import { isConsistent } from './verify-proof.ts';

/**
 * A journal through several lives, each ended by kill -9, by a power cut or in good order, at any
 * operation of the disk. What must hold in the next life:
 *
 * - every record that was acknowledged is there, under its number, as it was given;
 * - behind those come only records that were given, in the order in which they were given, whole;
 * - personal data that was acknowledged as erased is gone;
 * - a checkpoint that was given out is consistent with the journal;
 * - `verify` finds nothing.
 *
 * The seed is in the name of what fails; the same seed does the same again.
 */
class Simulation {
  readonly seed: number;
  readonly #random: Random;
  readonly #world: ReturnType<typeof testWorld>;
  #disk: SimDisk;
  /** What was given to be recorded, in order, without erasures. */
  readonly #given: Entry[] = [];
  /** What stands at a number for good: the text of a body. */
  readonly #acknowledged = new Map<number, unknown>();
  readonly #erasures = { asked: new Set<number>(), done: new Set<number>() };
  #signed: { size: number; root: Uint8Array } | undefined;
  readonly seen = {
    records: 0,
    lost: 0,
    cut: 0,
    moreFiles: 0,
    kills: 0,
    powerCuts: 0,
    failures: 0,
  };

  constructor(seed: number) {
    this.seed = seed;
    this.#random = seededRandom(seed);
    this.#disk = new SimDisk(this.#random);
    this.#world = testWorld(this.#disk, { seed });
  }

  async run(): Promise<this> {
    await createJournal(this.#world, 'example.com/simulated');
    if (this.#chance(0.5)) this.#disk = this.#disk.afterPowerCut();
    if (this.#chance(0.15)) await this.#fill();
    for (let life = 0; life < 4; life++) {
      const journal = await this.#open();
      await this.#judge(journal);
      await this.#live(journal);
    }
    const journal = await this.#open();
    await this.#judge(journal);
    this.seen.records = journal.size;
    this.seen.moreFiles = (await journal.files.segments()).length - 1;
    return this;
  }

  /** Brings some journals to where the next file begins, which takes 256 records. */
  async #fill(): Promise<void> {
    const journal = await this.#open();
    await Promise.all(this.#record(journal, 240 + this.#upTo(16)));
    await journal.close();
  }

  /** Opens the journal, now and then through crashes while it is being put right. */
  async #open(): Promise<Journal> {
    for (let tries = 0; tries < 3 && this.#chance(0.3); tries++) {
      this.#disk.crashIn(this.#upTo(40));
      const opening = Journal.open({ ...this.#world, disk: this.#disk });
      await opening.catch((error: unknown) => this.#expected(error));
      this.#endLife();
    }
    const journal = await Journal.open({ ...this.#world, disk: this.#disk });
    if (journal.recovery.cut !== undefined) this.seen.cut += 1;
    return journal;
  }

  async #judge(journal: Journal): Promise<void> {
    const { size, files } = journal;
    const records = (await files.frames(0, size)).map(({ record }) => decodeRecord(record, ''));
    const bodies = records.map(({ content }) => ('body' in content ? content.body : undefined));
    const kept = [...this.#acknowledged].filter(([seq, body]) => !same(body, bodies[seq]));
    expect(kept).toEqual([]);
    for (const [seq, body] of bodies.entries()) this.#acknowledged.set(seq, body);
    const isErasure = ({ type }: JournalRecord) => type === 'journal.erased';
    for (const [seq] of [...records.entries()].filter(([, record]) => isErasure(record))) {
      const { seq: erased } = bodies[seq] as { readonly seq: number };
      expect(this.#erasures.asked).toContain(erased);
      this.#erasures.done.add(erased);
    }
    const others = records.filter((record) => !isErasure(record));
    const expected = this.#given.slice(0, others.length);
    expect(others.map(({ seq }) => bodies[seq])).toEqual(expected.map(({ body }) => body));
    this.seen.lost += this.#given.length - others.length;
    this.#given.length = others.length;
    for (const [at, { seq, commitment }] of others.entries()) {
      const { personal } = expected[at] as Entry;
      if (commitment === undefined && personal === undefined) continue;
      const opened = await journal.personal(seq);
      const text = 'data' in opened ? JSON.parse(String(opened.data)) : opened.state;
      expect(text).toBe(this.#erasures.done.has(seq) ? 'erased' : personal);
    }
    if (this.#chance(0.5)) {
      expect(await verifyJournal(files)).toMatchObject({ size, findings: [] });
    }
    await this.#judgeCheckpoint(journal);
  }

  async #judgeCheckpoint(journal: Journal): Promise<void> {
    const old = this.#signed;
    const { size, root } = await journal.checkpoint();
    this.#signed = { size, root };
    if (old === undefined || old.size === 0) return;
    const proof = await consistencyProof(journal.files.subtrees(size), old.size, size);
    const claim = { first: old.size, second: size, firstRoot: old.root, secondRoot: root, proof };
    expect(isConsistent(claim)).toBe(true);
  }

  /** Works until the end of a life. */
  async #live(journal: Journal): Promise<void> {
    this.#disk.crashIn(this.#upTo(this.#chance(0.5) ? 30 : 300));
    if (this.#chance(0.2)) this.#disk.failIn('sync', this.#upTo(20));
    if (this.#chance(0.1)) this.#disk.failIn('write', this.#upTo(20));
    const burst = this.#chance(0.1) ? 50 : 4;
    const waiting: Promise<unknown>[] = [];
    // Judged at the end of the life; until then nobody minds that they fail.
    const begin = (...some: Promise<unknown>[]) => {
      for (const one of some) one.catch(() => {});
      waiting.push(...some);
    };
    for (let step = 0; step < 20; step++) {
      const choice = this.#random.next();
      if (choice < 0.6) begin(...this.#record(journal, this.#upTo(burst)));
      else if (choice < 0.8) await Promise.allSettled(waiting);
      else if (choice < 0.9) begin(this.#erase(journal, this.#upTo(journal.size + 1)));
      else begin(this.#sign(journal));
      if (this.#chance(0.5)) await new Promise((resolve) => setImmediate(resolve));
    }
    for (const result of await Promise.allSettled(waiting)) {
      if (result.status === 'rejected') this.#expected(result.reason);
    }
    if (this.#chance(0.3)) await journal.close().catch((error) => this.#expected(error));
    this.#endLife();
  }

  #endLife(): void {
    const isKill = this.#chance(0.5);
    this.seen[isKill ? 'kills' : 'powerCuts'] += 1;
    this.#disk = isKill ? this.#disk.afterKill() : this.#disk.afterPowerCut();
  }

  #record(journal: Journal, count: number): Promise<void>[] {
    return Array.from({ length: count }, async () => {
      const length = this.#chance(0.05) ? 2_000 : this.#upTo(100);
      const body = `${'x'.repeat(length)} ${this.#random.next()}`;
      const personal = this.#chance(0.2) && { personal: `somebody ${this.#random.next()}` };
      const entry: Entry = { type: 'simulated.record', body, ...personal };
      this.#given.push(entry);
      this.#world.clock.advance(1);
      const { seq } = await journal.append(entry);
      if (this.#acknowledged.has(seq)) throw new Error(`record ${seq} was given twice`);
      this.#acknowledged.set(seq, body);
    });
  }

  async #erase(journal: Journal, seq: number): Promise<void> {
    this.#erasures.asked.add(seq);
    const receipt = await journal.erase(seq, 'simulated');
    this.#acknowledged.set(receipt.seq, { seq, reason: 'simulated' });
    this.#erasures.done.add(seq);
  }

  async #sign(journal: Journal): Promise<void> {
    const { size, root } = await journal.checkpoint();
    if (size >= (this.#signed?.size ?? 0)) this.#signed = { size, root };
  }

  #expected(error: unknown): void {
    if (error instanceof Crash) return;
    this.seen.failures += 1;
    const code = expect.stringMatching(/^(JOURNAL_(STOPPED|NUMBER|RECORD)|DISK_FULL)$/);
    expect(error).toMatchObject({ code });
  }

  #chance(share: number): boolean {
    return this.#random.next() < share;
  }

  #upTo(most: number): number {
    return Math.floor(this.#random.next() * most);
  }
}

const same = (a: unknown, b: unknown) => a !== undefined && canonicalJson(a) === canonicalJson(b);

/** Seeds of a run of all tests; `TAMIZ_SEEDS=FROM-TO npm test -- src/journal/simulation` tries others. */
const [FROM = 1, TO = 150] = (process.env['TAMIZ_SEEDS'] ?? '').match(/\d+/g)?.map(Number) ?? [];

describe('a journal that lives through crashes', () => {
  test(`keeps what it acknowledged, seeds ${FROM} to ${TO}`, async () => {
    const total: Record<string, number> = {};
    for (let seed = FROM; seed <= TO; seed++) {
      const { seen } = await new Simulation(seed).run().catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.stack : error}`);
      });
      for (const [what, count] of Object.entries(seen)) total[what] = (total[what] ?? 0) + count;
    }
    // A simulator that never loses anything tests nothing.
    if (TO - FROM > 100) expect(Math.min(...Object.values(total))).toBeGreaterThan(20);
    if (process.env['TAMIZ_SEEDS'] !== undefined) process.stdout.write(JSON.stringify(total));
  }, 3_600_000);
});
