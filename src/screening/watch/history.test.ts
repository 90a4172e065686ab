import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedClock, seededRandom } from '../../base/index.ts';
import { ListStore } from '../../lists/index.ts';
import { openLists } from '../customers/lists.ts';
import { type HitChange, rescreen } from '../customers/rescreen.ts';
import { customersFolder, readState } from '../customers/state.ts';
import { Outbox } from '../outbox/outbox.ts';
import { systemPost, webhookAddress } from '../outbox/post.ts';
import { signer } from '../outbox/signature.ts';
import { Stage, settleStage } from '../outbox/staged.ts';
import { loadMadeUp } from '../testing/customers.ts';
import {
  type Receiver,
  refuses,
  startReceiver,
  takes,
  takesAndBreaks,
} from '../testing/receiver.ts';
import { openToAppend } from './out.ts';
import { type WatchOptions, watchDry, watchOnce } from './watch.ts';

const NAMES = ['Ximena Satizábal Prueba', 'Telesforo Inventado Zurbarán', 'Quintiliana Ficta'];
const numbers = fc.subarray([0, 1, 2]);
const steps = fc.oneof(
  // A listing's second name makes its hits others.
  fc.record({ kind: fc.constant('list' as const), of: numbers, alias: fc.boolean() }),
  fc.record({ kind: fc.constant('customers' as const), of: numbers }),
  fc.record({
    kind: fc.constant('run' as const),
    how: fc.constantFrom('well', 'away', 'lost answers', 'killed before', 'killed after'),
  }),
);

/** A data folder and what happens to it. */
class World {
  readonly home: string;
  readonly clock = fixedClock('2026-04-21T12:00:00Z');
  readonly #receiver: Receiver;

  constructor(home: string, receiver: Receiver) {
    this.home = home;
    this.#receiver = receiver;
  }

  async list(of: readonly number[], alias: boolean): Promise<void> {
    const lines = of.map((n) => {
      const also = alias ? { alias: ['Otro Nombre Cualquiera'] } : {};
      const properties = { name: [NAMES[n]], ...also };
      return JSON.stringify({ id: `made-up-${n}`, schema: 'Person', properties });
    });
    const other = { id: 'made-up-9', schema: 'Person', properties: { name: ['Nadie Ninguno'] } };
    await mkdir(this.home, { recursive: true });
    const path = join(this.home, 'list.jsonl');
    await writeFile(path, [...lines, JSON.stringify(other), ''].join('\n'));
    const store = new ListStore(this);
    await store.importFiles('my_list', [path], { acceptShrink: true });
  }

  async customers(of: readonly number[]): Promise<void> {
    const rows = of.map((n) => `c${n},${NAMES[n]}`);
    await loadMadeUp(this.home, ['id,name', ...rows, 'c9,Alguien', ''].join('\n'), true);
  }

  async run(how: string): Promise<void> {
    this.clock.advance(60_000);
    if (how.startsWith('killed')) return this.#killed(how === 'killed before');
    const manners = { away: [refuses(503)], 'lost answers': [takesAndBreaks, takes] };
    this.#receiver.answer(...(manners[how as keyof typeof manners] ?? [takes]));
    await watchOnce(this.#options());
  }

  /** Does what a run does, up to the moment in which its changes are kept or its state counts. */
  async #killed(before: boolean): Promise<void> {
    const folder = customersFolder(this.home);
    const outbox = new Outbox(this.home);
    await outbox.prepare();
    const state = await readState(folder);
    const now = this.clock.now();
    // As every run does first: the one before may have been killed as well.
    await settleStage(outbox, state, () => openToAppend(join(this.home, 'changes.jsonl')));
    const stage = await Stage.begin(outbox, state, now, { messages: true });
    const onChange = (change: HitChange) => stage.add(change);
    const beforeItCounts = async () => {
      await stage.keep();
      if (before) throw new Error('killed');
    };
    const run = rescreen(folder, await openLists(this), { now, onChange, beforeItCounts });
    await run.catch((error: Error) => expect(error.message).toBe('killed'));
    await stage.close();
  }

  #options(): WatchOptions {
    return {
      home: this.home,
      clock: this.clock,
      random: seededRandom(1),
      wait: async (ms) => this.clock.advance(ms),
      abort: new AbortController().signal,
      environment: {},
      output: join(this.home, 'changes.jsonl'),
      webhook: {
        address: webhookAddress(this.#receiver.address),
        sign: signer('a-made-up-secret-of-a-test'),
        post: systemPost,
      },
      tell: () => {},
    };
  }
}

/** What a receiver knows who does what each message says, once. */
function hitsOf(receiver: Receiver, from: number): string[] {
  const done = new Set<string | undefined>();
  const hits = new Set<string>();
  for (const { headers, body, taken } of receiver.received.slice(from)) {
    const key = headers['idempotency-key'];
    if (!taken || done.has(key)) continue;
    done.add(key);
    const { changes } = JSON.parse(body) as { readonly changes: readonly HitChange[] };
    for (const { change, record, entity } of changes) {
      const hit = `${record} ${entity}`;
      // Nothing is new that is there, and nothing is gone or another that is not.
      expect(hits.has(hit), `${change} ${hit}`).toBe(change !== 'new');
      if (change === 'gone') hits.delete(hit);
      else hits.add(hit);
    }
  }
  return [...hits].sort();
}

test('whatever happens in between, whoever does as the messages say has the hits', async () => {
  const receiver = await startReceiver();
  let told = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 10 }), async (history) => {
        const from = receiver.received.length;
        const home = await mkdtemp(join(tmpdir(), 'tamiz-history-'));
        try {
          const world = new World(home, receiver);
          let last = { list: [0], alias: false, customers: [0, 1] };
          await world.list(last.list, last.alias);
          await world.customers(last.customers);
          for (const step of history) {
            if (step.kind === 'run') await world.run(step.how);
            else if (step.kind === 'customers') {
              last = { ...last, customers: step.of };
              await world.customers(step.of);
            } else {
              last = { ...last, list: step.of, alias: step.alias };
              await world.list(step.of, step.alias);
            }
          }
          await world.run('well');
          const expected: string[] = [];
          const fresh = new World(join(home, 'fresh'), receiver);
          await fresh.list(last.list, last.alias);
          await fresh.customers(last.customers);
          await watchDry(fresh, ({ record, entity }) => void expected.push(`${record} ${entity}`));
          expect(hitsOf(receiver, from)).toEqual(expected.sort());
          told += expected.length;
        } finally {
          await rm(home, { recursive: true, force: true });
        }
      }),
      { numRuns: 15 },
    );
    expect(told).toBeGreaterThan(0);
  } finally {
    await receiver.close();
  }
});
