import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from '../../base/index.ts';
import { type Entity, EntityBuilder, encodeEntity } from '../../entity/index.ts';
import { changesBetween, type Digest, digestOfLine } from '../../lists/index.ts';
import { buildEngine, type Engine } from '../../matching/index.ts';
import { listings, WALLET } from '../../matching/testing/people.ts';
import { Recorder } from '../recording/recorder.ts';
import { readCustomers } from '../records.ts';
import { TakenDown } from '../testing/taken.ts';
import type { Lists } from './changed.ts';
import { withHolders } from './lists.ts';
import { loadCustomers, removeCustomers } from './load.ts';
import { type HitChange, type RescreenSummary, rescreen } from './rescreen.ts';
import { readState } from './state.ts';

const NOW = new Date('2026-11-25T00:00:00Z');
const LISTS = ['us_first', 'un_second'] as const;

/** A customer file as it may come on one day, by identifier. */
type File = ReadonlyMap<string, readonly [name: string, ...more: string[]]>;

const names = fc.constantFrom(
  'Ximena Zorrilla Satizabal',
  'Jose Garcia Lopez',
  'Jose Garsia Lopez',
  'Maria de la Cruz Orejuela',
  'Ana Delacruz',
  'Grupo Zafiro Norte S.A. de C.V.',
  'Comercializadora Tauro',
  'Juan Hernandez',
  'Gerardo Peñaloza',
  'El Mencho',
);
const rows = fc.tuple(
  names,
  fc.constantFrom('', '1966-07-17', '1971-02-03'),
  fc.constantFrom('', 'G12345678', 'AB998877'),
  fc.constantFrom('', '', WALLET),
);
const files: fc.Arbitrary<File> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), rows), { minLength: 1, maxLength: 12 })
  .map((all) => new Map(all.map(([id, row]) => [`c-${id}`, row])));

const csv = (file: File): string =>
  [
    'id,name,birth_date,passport,wallet',
    ...[...file].map(([id, cells]) => [id, ...cells].join(',')),
  ].join('\n');

const input = (file: File) => ({
  name: 'synthetic.csv',
  bytes: (async function* () {
    yield Buffer.from(csv(file));
  })(),
});

/** What happens on one day. */
const steps = fc.oneof(
  fc.record({ kind: fc.constant('load' as const), file: files, replace: fc.boolean() }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('list' as const),
    list: fc.constantFrom(...LISTS),
    entities: listings,
  }),
  fc.record({
    kind: fc.constant('part of list' as const),
    list: fc.constantFrom(...LISTS),
    keep: fc.array(fc.boolean(), { minLength: 41, maxLength: 41 }),
  }),
);

const digestOf = (entity: Entity): Digest => digestOfLine(encodeEntity(entity));
const byId = (entities: readonly Entity[]) => new Map(entities.map((one) => [one.id, one]));

/** Two lists in memory, as they are and as they were. */
class Shelf {
  readonly #versions = new Map<string, readonly Entity[]>();
  readonly #current = new Map<string, string>();

  put(list: string, entities: readonly Entity[]): void {
    const content = `${list}-${this.#versions.size}`;
    this.#versions.set(content, entities);
    this.#current.set(list, content);
  }

  of(list: string): readonly Entity[] {
    return this.#versions.get(this.#current.get(list) as string) ?? [];
  }

  get engine(): Engine {
    return buildEngine(
      LISTS.map((dataset) => ({
        source: { dataset, title: dataset, version: 'v', published: null },
        entities: this.of(dataset),
      })),
    );
  }

  open(): Lists {
    const contents = LISTS.map((list) => {
      const content = this.#current.get(list) as string;
      return [list, { version: content, content }] as const;
    });
    return {
      engine: this.engine,
      contents: Object.fromEntries(contents),
      changesSince: async (list, { content }) => {
        const [before, after] = [this.#versions.get(content) as readonly Entity[], this.of(list)];
        return changesBetween(before.map(digestOf), after.map(digestOf)).map((change) =>
          withHolders(change, [byId(before).get(change.id), byId(after).get(change.id)]),
        );
      },
    };
  }
}

/** Hits as asking every customer about everything finds them. */
async function everything(file: File, engine: Engine, threshold: number): Promise<string[]> {
  if (file.size === 0) return [];
  const hits = new Map<string, string>();
  for await (const { record, example, also = [] } of readCustomers(input(file), {})) {
    const best = new Map<string, number>();
    for (const asked of [example, ...also]) {
      for (const { entity, score } of engine.match(asked, { threshold, limit: 1e9 }).matches) {
        if (score <= (best.get(entity.id) ?? -1)) continue;
        best.set(entity.id, score);
        const shown = `${engine.listOf(entity)} ${score.toFixed(4)}`;
        hits.set(`${record} ${entity.id}`, `${record} ${entity.id} ${shown}`);
      }
    }
  }
  return [...hits.values()].sort();
}

/** Hits as the changes that were told add up to them. */
class Told {
  readonly #hits = new Map<string, string>();
  #changed: string[] = [];

  readonly take = ({ change, record, entity, dataset, score, before }: HitChange): void => {
    const key = `${record} ${entity}`;
    expect(this.#hits.has(key), `${change} ${key}`).toBe(change !== 'new');
    expect(before === undefined, `${change} ${key}`).toBe(change === 'new');
    if (change !== 'gone') this.#changed.push(record);
    if (change === 'gone') this.#hits.delete(key);
    else this.#hits.set(key, `${key} ${dataset} ${score.toFixed(4)}`);
  };

  get all(): string[] {
    return [...this.#hits.values()].sort();
  }

  /** Who has other hits than when this was asked the last time. */
  changed(): string[] {
    const changed = this.#changed;
    this.#changed = [];
    return changed;
  }
}

/** That who was asked was taken down, once, and has the same answer when it is asked again. */
async function expectTaken(taken: TakenDown, engine: Engine, told: Told): Promise<void> {
  const records = new Set<string>();
  for (const { questions, answers, again, body } of await taken.again(engine)) {
    expect(again).toEqual(answers);
    expect(body).toMatchObject({ questions: questions.length, hits: answers.flat().length });
    for (const [nth, [record]] of questions.entries()) {
      expect(records.has(record)).toBe(false);
      records.add(record);
      for (const [entity, dataset, score] of answers[nth] as [string, string, number][]) {
        expect(told.all).toContain(`${record} ${entity} ${dataset} ${score.toFixed(4)}`);
      }
    }
  }
  for (const record of told.changed()) expect(records).toContain(record);
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'tamiz-customers-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('screening again', () => {
  test('finds what asking everybody about everything finds, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(
        listings,
        files,
        fc.array(steps, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(0.3, 0.7, 0.9),
        fc.constantFrom(1, 2, 8),
        async (first, firstFile, days, threshold, partsAlike) => {
          await inFolder(async (folder) => {
            const shelf = new Shelf();
            for (const list of LISTS) shelf.put(list, list === 'us_first' ? first : []);
            let customers: File = firstFile;
            await loadCustomers(folder, input(firstFile));
            const told = new Told();
            const taken = new TakenDown();
            const recorder = new Recorder(taken, {
              home: folder,
              clock: fixedClock(NOW.toISOString()),
            });
            const again = async () => {
              taken.forget();
              const { take: onChange } = told;
              const options = { now: NOW, threshold, onChange, recorder };
              const summary = await rescreen(folder, shelf.open(), options);
              await expectTaken(taken, shelf.engine, told);
              return summary;
            };
            await again();
            for (const day of days) {
              if (day.kind === 'load') {
                await loadCustomers(folder, input(day.file), { replace: day.replace, partsAlike });
                customers = new Map([...(day.replace ? [] : customers), ...day.file]);
              } else if (day.kind === 'remove') {
                const id = `c-${day.id}`;
                const removed = await removeCustomers(folder, [id]);
                expect(removed).toBe(customers.has(id) ? 1 : 0);
                customers = new Map([...customers].filter(([other]) => other !== id));
              } else if (day.kind === 'list') {
                shelf.put(day.list, day.entities);
              } else {
                const some = shelf.of(day.list).filter((_, at) => day.keep[at]);
                shelf.put(day.list, some);
              }
              // Customers and lists may both change before the next screening.
              if (day.kind === 'remove') continue;
              const summary = await again();
              expect(summary.customers).toBe(customers.size);
              expect(summary.hits).toBe(told.all.length);
              expect(told.all).toEqual(await everything(customers, shelf.engine, threshold));
            }
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  const listed = (shelf: Shelf, list: string, name: string) => {
    const source = { dataset: list, record: '1', knownAt: '2026-01-01' };
    shelf.put(list, [new EntityBuilder('p-1', 'Person', source).add('name', name).build()]);
  };

  test('asks only whom it must, and says why; a dry run changes nothing', async () => {
    await inFolder(async (folder) => {
      const shelf = new Shelf();
      shelf.put('us_first', []);
      shelf.put('un_second', []);
      const file: File = new Map(
        Array.from({ length: 40 }, (_, at) => [`c-${at}`, ['Juan Hernandez', '', '', '']] as const),
      );
      await loadCustomers(
        folder,
        input(new Map([...file, ['c-x', ['Ximena Zorrilla Satizabal', '', '', '']]])),
      );
      const changes: HitChange[] = [];
      const again = (dryRun = false): Promise<RescreenSummary> =>
        rescreen(folder, shelf.open(), {
          now: NOW,
          dryRun,
          onChange: (one) => void changes.push(one),
        });
      expect(await again()).toMatchObject({ customers: 41, hits: 0 });
      listed(shelf, 'us_first', 'ZORRILLA SATIZABAL, Ximena');
      for (const dryRun of [true, true, false]) {
        changes.length = 0;
        const summary = await again(dryRun);
        expect(summary).toMatchObject({ listings: 1, hits: 1, changes: { new: 1 } });
        expect(summary.asked).toBeLessThan(3);
        expect(changes).toMatchObject([
          {
            change: 'new',
            record: 'c-x',
            dataset: 'us_first',
            band: 'possible',
            cause: { by: 'list', list: 'us_first', change: 'added', from: 'us_first-0' },
          },
        ]);
        expect(changes[0]?.explanation.length).toBeGreaterThan(0);
      }
      changes.length = 0;
      expect(await again()).toMatchObject({ asked: 0, listings: 0, hits: 1 });
      shelf.put('us_first', []);
      expect(await again()).toMatchObject({ hits: 0, changes: { gone: 1 } });
      expect(changes).toMatchObject([
        {
          change: 'gone',
          record: 'c-x',
          cause: { change: 'removed' },
          before: { band: 'possible' },
        },
      ]);
    });
  });

  test('many loads become few parts, and what is dead is left behind', async () => {
    await inFolder(async (folder) => {
      const shelf = new Shelf();
      for (const list of LISTS) shelf.put(list, []);
      listed(shelf, 'us_first', 'ZORRILLA SATIZABAL, Ximena');
      const row = ['Ximena Zorrilla Satizabal', '', '', ''] as const;
      const load = (...ids: number[]) =>
        loadCustomers(folder, input(new Map(ids.map((id) => [`c-${id}`, row]))));
      await load(0);
      const each = (await readState(folder)).parts[0]?.questions as number;
      let told = 0;
      const again = () => rescreen(folder, shelf.open(), { now: NOW, onChange: () => void told++ });
      for (let day = 1; day < 40; day++) {
        await load(day);
        if (day % 3 === 0) expect(await again()).toMatchObject({ hits: day + 1 });
      }
      await again();
      expect(told).toBe(40);
      expect((await readState(folder)).parts.length).toBeLessThan(15);
      await removeCustomers(
        folder,
        Array.from({ length: 38 }, (_, id) => `c-${id}`),
      );
      const { parts } = await readState(folder);
      expect(parts.reduce((sum, { questions }) => sum + questions, 0)).toBe(2 * each);
      expect(await again()).toMatchObject({ customers: 2, hits: 2, changes: { gone: 38 } });
    });
  });

  test('a byte that is another in what says who is a customer is told, not believed', async () => {
    await inFolder(async (folder) => {
      const rows = ['c-1', 'c-2', 'c-3'].map((id) => [id, ['Juan Hernandez', '', '', '']] as const);
      await loadCustomers(folder, input(new Map(rows)));
      await removeCustomers(folder, ['c-2']);
      const shelf = new Shelf();
      for (const list of LISTS) shelf.put(list, []);
      const again = () => rescreen(folder, shelf.open(), { now: NOW, onChange: () => {} });
      expect(await again()).toMatchObject({ customers: 2 });
      for (const name of readdirSync(folder).filter((one) => /\.(dead|digests)$/.test(one))) {
        const path = join(folder, name);
        const good = readFileSync(path);
        const bad = Buffer.from(good);
        bad[3] = (bad[3] as number) ^ 1;
        writeFileSync(path, bad);
        await expect(removeCustomers(folder, ['c-1']), name).rejects.toMatchObject({
          code: 'CUSTOMERS_DAMAGED',
          where: path,
        });
        writeFileSync(path, good);
      }
    });
  });
});
