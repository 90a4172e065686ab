import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { collect, memoryFile } from '../testing/files.ts';
import { applyChanges, parseDeltaIndex, readChanges, readFtmJson, stepsBetween } from './index.ts';

const entity = (id: string, name = 'A B') => ({
  id,
  schema: 'Person',
  properties: { name: [name] },
});
const add = (id: string, name?: string) => ({ op: 'ADD', entity: entity(id, name) });
const del = (id: string) => ({ op: 'DEL', entity: { id } });
const lines = (...all: readonly object[]): string =>
  all.map((one) => JSON.stringify(one)).join('\n');

async function applied(before: string, ...chain: readonly string[]): Promise<string[]> {
  const changes = await readChanges(chain.map((text, i) => memoryFile(text, `${i}.json`)));
  const after: string[] = [];
  for await (const line of applyChanges(memoryFile(before), changes)) after.push(line);
  return after;
}

describe('a chain of changes', () => {
  test('replaces where it stood, removes, and adds at the end', async () => {
    const before = lines(entity('a'), entity('b'), entity('c'));
    const after = await applied(
      before,
      lines({ op: 'MOD', entity: entity('b', 'New') }, add('d')),
      '',
      lines(del('a'), add('e'), del('d')),
      lines(add('a', 'Back'), del('unknown')),
    );
    expect(after.map((line) => JSON.parse(line))).toEqual([
      entity('a', 'Back'),
      entity('b', 'New'),
      entity('c'),
      entity('e'),
    ]);
  });

  test('leaves lines that did not change as they were', async () => {
    const before = '{"id": "a",  "schema": "Person", "properties": {"name": ["A B"]}}';
    expect(await applied(before, lines(add('b')))).toEqual([before, JSON.stringify(entity('b'))]);
  });

  test.each([
    ['no operation', '{"entity": {"id": "a"}}'],
    ['another operation', '{"op": "PUT", "entity": {"id": "a"}}'],
    ['no entity', '{"op": "DEL"}'],
    ['no id', '{"op": "DEL", "entity": {}}'],
    ['half an entity', '{"op": "ADD", "entity": {"id": "a"}}'],
    ['a cut line', '{"op": "DEL", "ent'],
    ['null', 'null'],
    ['a list', '[]'],
  ])('with %s is refused', async (_, text) => {
    await expect(applied('', `${lines(add('x'))}\n${text}`)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      where: '0.json, line 2',
    });
  });
});

/** Versions of a list, each with some of a few ids, and the changes from one to the next. */
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const version = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('Uno', 'Dos', 'Tres'), {
  noNullPrototype: true,
});
const versions = fc.array(version, { minLength: 1, maxLength: 6 });
const fileOf = (names: Record<string, string>): string =>
  lines(...Object.entries(names).map(([id, name]) => entity(id, name)));

function changesBetween(before: Record<string, string>, after: Record<string, string>): string {
  return lines(
    ...ids.flatMap((id) => {
      if (before[id] === after[id]) return [];
      if (after[id] === undefined) return [del(id)];
      const op = before[id] === undefined ? 'ADD' : 'MOD';
      return [{ op, entity: entity(id, after[id]) }];
    }),
  );
}

const byId = (all: readonly { id: string }[]) => [...all].sort((x, y) => (x.id < y.id ? -1 : 1));

test('applying a chain equals loading the last whole file', async () => {
  await fc.assert(
    fc.asyncProperty(versions, async (all) => {
      const chain = all.slice(1).map((after, i) => changesBetween(all[i] ?? {}, after));
      const text = (await applied(fileOf(all[0] ?? {}), ...chain)).join('\n');
      const chained = await collect(readFtmJson, [memoryFile(text)]);
      const whole = await collect(readFtmJson, [memoryFile(fileOf(all.at(-1) ?? {}))]);
      expect(byId(chained.entities)).toEqual(byId(whole.entities));
      expect(chained.signals).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe('an index of changes', () => {
  test('is ordered by version, with checksums where there are some', () => {
    const text = JSON.stringify({
      versions: { 'v-2': 'https://x/2', 'v-1': { url: 'https://x/1', checksum: 'abc' } },
      updated_at: '2026-01-01T00:00:00Z',
    });
    const steps = parseDeltaIndex(text, 'delta.json');
    expect(steps).toEqual([
      { version: 'v-1', url: 'https://x/1', checksum: 'abc' },
      { version: 'v-2', url: 'https://x/2' },
    ]);
    expect(stepsBetween(steps, 'v-0', 'v-2')).toBeUndefined();
    expect(stepsBetween([], 'v-0', 'v-2')).toBeUndefined();
    expect(stepsBetween(steps, 'v-1', 'v-2')).toEqual([steps[1]]);
    // A version between, without changes of its own.
    expect(stepsBetween(steps, 'v-1b', 'v-2')).toEqual([steps[1]]);
    expect(stepsBetween(steps, 'v-2', 'v-3')).toEqual([]);
    expect(stepsBetween(steps, 'v-1', 'v-1z')).toEqual([]);
  });

  test.each(['', 'x', '[]', 'null', '{}', '{"versions": []}', '{"versions": {"v": 1}}'])(
    'is not %j',
    (text) => {
      expect(() => parseDeltaIndex(text, 'delta.json')).toThrow(TamizError);
    },
  );

  test('of anything is read or refused in our words', () => {
    const value = fc.oneof(fc.jsonValue(), fc.record({ versions: fc.jsonValue() }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          value.map((v) => JSON.stringify(v)),
        ),
        (text) => {
          try {
            parseDeltaIndex(text, 'delta.json');
          } catch (error) {
            expect(error).toBeInstanceOf(TamizError);
          }
        },
      ),
    );
  });
});

test('damaged changes are read or refused in our words', async () => {
  const good = Buffer.from(lines(add('a'), del('b'), { op: 'MOD', entity: entity('c') }));
  const damage = fc.record({
    at: fc.nat(good.length),
    cut: fc.nat(20),
    put: fc.uint8Array({ maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, cut, put }) => {
      const bytes = Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]);
      const result = await readChanges([memoryFile(bytes)]).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
    }),
    { numRuns: 500 },
  );
});
