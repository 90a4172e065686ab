import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { decodeEntity, Entity, encodeEntity, toFtm } from '../../entity/index.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { readFtmJson } from './index.ts';
import { writeFtm } from './testing/write-ftm.ts';

const read = (content: string | Uint8Array, step?: number) =>
  collect(readFtmJson, [memoryFile(content, 'x.json', step)]);

const line = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({ id: 'a', schema: 'Person', properties: { name: ['A B'] }, ...more });

describe('readFtmJson', () => {
  test('gives the entity with its own dataset as source', async () => {
    const { entities, summary, signals } = await read(
      line({ datasets: ['eu_fsf'], referents: ['r'], caption: 'C', last_change: '2026-01-02' }),
    );
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1 });
    expect(toFtm(entities[0] as Entity)).toEqual({
      id: 'a',
      caption: 'C',
      schema: 'Person',
      properties: { name: ['A B'] },
      datasets: ['eu_fsf'],
      referents: ['r'],
      target: false,
      first_seen: null,
      last_seen: null,
      last_change: '2026-01-02',
    });
    expect(entities[0]?.values('name')[0]?.source).toEqual({
      dataset: 'eu_fsf',
      record: 'a',
      knownAt: '2026-01-01T00:00:00Z',
    });
  });

  test('takes the dataset of the list where the entity names none', async () => {
    expect((await read(line())).entities[0]?.datasets).toEqual(['test_list']);
    expect((await read(line({ datasets: [] }))).entities[0]?.datasets).toEqual(['test_list']);
  });

  test('keeps several datasets, but no name twice', async () => {
    const properties = { name: ['A B'], topics: ['sanction', 'crime'] };
    const { entities } = await read(line({ datasets: ['x', 'y', 'z'], properties }));
    const [entity] = entities;
    expect(entity?.datasets).toEqual(['x', 'y', 'z']);
    expect(entity?.texts('name')).toEqual(['A B']);
    expect(toFtm(entity as Entity).properties).toEqual(properties);
    expect(decodeEntity(encodeEntity(entity as Entity)).datasets).toEqual(['x', 'y', 'z']);
    const named = await read(line({ datasets: ['x', 'y'] }));
    expect(toFtm(named.entities[0] as Entity)).toMatchObject({
      datasets: ['x', 'y'],
      properties: { name: ['A B'] },
    });
  });

  test('reads blank lines, CRLF, a byte order mark and a last line without an end', async () => {
    const content = `\uFEFF${line()}\r\n\r\n \n${line({ id: 'b' })}`;
    for (const step of [1, 7, 4_096]) {
      expect((await read(content, step)).entities.map(({ id }) => id)).toEqual(['a', 'b']);
    }
  });

  test('signals unknown schemas, properties, keys, and values that are none', async () => {
    const { entities, signals, summary } = await read(
      [
        line({ schema: 'Dragon' }),
        line({ id: 'b', properties: { name: ['N', 'N', ' '], wings: ['2'] }, origin: 'x' }),
      ].join('\n'),
    );
    expect(summary.records).toBe(2);
    expect(entities.map(toFtm)).toMatchObject([{ id: 'b', properties: { name: ['N'] } }]);
    expect(signals).toEqual([
      { kind: 'dropped', record: 'a', found: 'the schema Dragon, which is unknown' },
      { kind: 'unknown-element', record: 'b', found: 'origin' },
      { kind: 'odd-value', record: 'b', found: 'blank or repeated values of name' },
      { kind: 'unknown-element', record: 'b', found: 'Person.wings' },
    ]);
  });

  test('drops a repeated line with a signal and refuses a contradicting one', async () => {
    const { entities, signals, summary } = await read(`${line()}\n${line()}`);
    expect([entities.length, summary.records]).toEqual([1, 2]);
    expect(signals).toMatchObject([{ kind: 'dropped', found: 'the same line as x.json, line 1' }]);
    await expect(read(`${line()}\n\n${line({ caption: 'Z' })}`)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      where: 'x.json, line 3',
      found: '"a", which x.json, line 1 has for another',
    });
  });

  test.each([
    ['a cut line', `${line()}\n${line({ id: 'b' }).slice(0, -5)}`, 'x.json, line 2'],
    ['a list', '[]', 'x.json, line 1'],
    ['no id', '{"schema": "Person", "properties": {}}', 'x.json, line 1'],
    ['an empty id', line({ id: '' }), 'x.json, line 1'],
    ['no schema', '{"id": "a", "properties": {}}', 'x.json, line 1'],
    ['no properties', '{"id": "a", "schema": "Person"}', 'x.json, line 1'],
    ['a bare value', line({ properties: { name: 'A' } }), 'x.json, line 1'],
    ['a number', line({ properties: { name: [1] } }), 'x.json, line 1'],
    ['a nested entity', line({ properties: { sanctions: [{ id: 'x' }] } }), 'x.json, line 1'],
    ['half a character', line({ properties: { name: ['\uD800'] } }), 'x.json, line 1'],
    ['a caption of another kind', line({ caption: 1 }), 'x.json, line 1'],
    ['datasets of another kind', line({ datasets: 'x' }), 'x.json, line 1'],
    ['null', 'null', 'x.json, line 1'],
    ['an HTML page', '<html></html>', 'x.json, line 1'],
  ])('refuses %s', async (_, content, where) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'LIST_FORMAT', where });
  });

  test('refuses bytes that are not UTF-8, and lines over the limit', async () => {
    await expect(read(Buffer.from([0x7b, 0xff]))).rejects.toMatchObject({ code: 'LIST_FORMAT' });
    const long = Buffer.alloc(LIMITS.ftmLineBytes + 1, 'x');
    await expect(read(long, 1_000_000)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      where: 'x.json, line 1',
    });
  });

  test('stops when it is told to', async () => {
    const reader = collect(readFtmJson, [memoryFile(line())], { signal: AbortSignal.abort() });
    await expect(reader).rejects.toMatchObject({ name: 'AbortError' });
  });
});

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((s) => s.trim() !== '');
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const entity: fc.Arbitrary<Entity> = fc
  .record({
    id: text,
    schema: fc.constantFrom('Person', 'Organization', 'Vessel'),
    properties: fc.array(fc.tuple(fc.constantFrom('name', 'alias', 'notes', 'country'), texts)),
    referents: fc.array(text, { maxLength: 3 }),
    dataset: text,
    lastSeen: fc.option(text, { nil: undefined }),
  })
  .map(({ id, schema, properties, referents, dataset, lastSeen }) => {
    const source = { dataset, record: id, knownAt: '' };
    return new Entity({
      id,
      schema,
      referents,
      datasets: [dataset],
      ...(lastSeen !== undefined && { lastSeen }),
      properties: new Map(
        properties.map(([name, values]) => [name, values.map((value) => ({ value, source }))]),
      ),
    });
  });

test('what is written is read again', async () => {
  const entities = fc.uniqueArray(entity, { selector: ({ id }) => id, maxLength: 6 });
  const newline = fc.constantFrom('\n', '\r\n', '\n\n');
  await fc.assert(
    fc.asyncProperty(entities, newline, fc.integer({ min: 1, max: 99 }), async (all, end, step) => {
      const { entities: again, signals } = await read(writeFtm(all, end), step);
      expect(signals).toEqual([]);
      expect(again.map(toFtm)).toEqual(all.map(toFtm));
    }),
    { numRuns: 100 },
  );
});

test('damaged lines give entities or our error, never another', async () => {
  const good = Buffer.from(`${line({ datasets: ['x', 'y'] })}\n${line({ id: 'b' })}\n`);
  const change = fc.record({
    at: fc.nat(good.length),
    cut: fc.nat(20),
    put: fc.uint8Array({ maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, cut, put }) => {
      const bytes = Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]);
      const result = await read(bytes).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
    }),
    { numRuns: 500 },
  );
});

describe.skipIf(!hasSharedData)('published files', () => {
  const wire = (name: string): string => sharedData('matching', 'wire', name, 'entities.ftm.json');

  test.each([
    ['zala', 91],
    ['parteispenden', 475],
    ['t1', 7],
  ])('%s comes out as it went in', async (name, count) => {
    const { entities, signals, summary } = await collect(readFtmJson, [diskFile(wire(name))]);
    const lines = readFileSync(wire(name), 'utf8').trim().split('\n');
    expect(signals).toEqual([]);
    expect(summary.records).toBe(count);
    expect(entities).toHaveLength(count);
    for (const [index, written] of lines.entries()) {
      const given = JSON.parse(written);
      const again = toFtm(decodeEntity(encodeEntity(entities[index] as Entity)));
      // What a line does not say is not compared.
      const asked = Object.fromEntries(Object.keys(given).map((k) => [k, again[k as 'id']]));
      expect(asked).toEqual(given);
      expect(Object.keys(again.properties)).toEqual(Object.keys(given.properties));
    }
  });
});
