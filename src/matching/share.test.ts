import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EntityBuilder } from '../entity/index.ts';
import { buildEngine, openEngine, writeSegment } from './engine.ts';
import { attachEngine, shareEngine } from './share.ts';
import type { Engine } from './types.ts';

const about = (dataset: string) => ({ dataset, title: dataset, version: 'v1', published: null });

function person(id: string, name: string, dataset: string) {
  const source = { dataset, record: id, knownAt: '2026-04-21' };
  return new EntityBuilder(id, 'Person', source)
    .add('name', name)
    .add('birthDate', '1970-02-03')
    .build();
}

const lists = [
  { source: about('aa_test'), entities: [person('p-1', 'Telesforo INVENTADO', 'aa_test')] },
  { source: about('bb_test'), entities: [person('p-2', 'Ximena FICTICIA', 'bb_test')] },
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-share-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What another thread would have: `structuredClone` is what posting a message does. */
function elsewhere(engine: Engine): Engine {
  return attachEngine(structuredClone(shareEngine(engine)) as NonNullable<SharedOf>);
}
type SharedOf = ReturnType<typeof shareEngine>;

function expectSame(one: Engine, other: Engine): void {
  expect(other.segments).toEqual(one.segments);
  expect([...other.entities()].map(({ id }) => id)).toEqual(['p-1', 'p-2']);
  for (const name of ['Ximena Ficticia', 'telesforo inventado', 'Nadie']) {
    const example = { schema: 'Person', properties: { name: [name], birthDate: ['1970-02-03'] } };
    expect(other.match(example)).toEqual(one.match(example));
  }
  const { matches } = other.match({ schema: 'Person', properties: { name: ['Ximena Ficticia'] } });
  expect(matches.map(({ entity }) => [entity.id, other.listOf(entity)])).toEqual([
    ['p-2', 'bb_test'],
  ]);
}

test('an engine built in memory answers alike elsewhere', () => {
  const engine = buildEngine(lists);
  expectSame(engine, elsewhere(engine));
});

test('segment files lie in shared memory already and are not copied', async () => {
  const paths = lists.map(({ source }) => join(folder, `${source.dataset}.seg`));
  for (const [i, { entities, source }] of lists.entries()) {
    await writeSegment(paths[i] as string, entities, source);
  }
  const engine = openEngine(paths);
  expectSame(engine, elsewhere(engine));
  const memory = () =>
    shareEngine(engine)?.segments.flatMap((sections) =>
      [...sections.values()].map((s) => s.buffer),
    );
  const [first, second] = [memory(), memory()];
  expect(first?.every((buffer) => buffer instanceof SharedArrayBuffer)).toBe(true);
  first?.forEach((buffer, i) => {
    expect(buffer).toBe(second?.[i]);
  });
});

test('an engine of another make cannot be shared, and says so', () => {
  const engine = buildEngine(lists);
  expect(shareEngine({ ...engine, match: engine.match.bind(engine) } as Engine)).toBe(undefined);
});
