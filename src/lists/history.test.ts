import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { type Entity, EntityBuilder, encodeEntity, isListing } from '../entity/index.ts';
import { type Digest, DigestFile, digestOfLine, readDigests } from './digests.ts';
import { changesBetween, fieldChanges } from './history.ts';
import { readListFiles } from './read-files.ts';

/** A made-up party of a version that was taken in at some time. */
function party(id: string, names: readonly string[], knownAt: string): Entity {
  const builder = new EntityBuilder(id, 'Person', { dataset: 'made_up', record: id, knownAt });
  for (const name of names) builder.add('name', name);
  return builder.build();
}

const NAMES = [
  'Says "lastSeen":"2026-01-01", once',
  'Ximena Inventada',
  'Telesforo Ficticio',
  'Hermenegilda Ensayo',
];
const version = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.subarray(NAMES, { minLength: 1 })), {
    selector: ([id]) => id,
  })
  .map((all) => new Map<string, readonly string[]>(all.map(([id, names]) => [`p-${id}`, names])));

const digestsOf = (entities: readonly Entity[]): readonly Digest[] =>
  entities.map((entity) => digestOfLine(encodeEntity(entity)));

const at = (day: string, all: ReadonlyMap<string, readonly string[]>): readonly Digest[] =>
  digestsOf([...all].map(([id, names]) => party(id, names, day)));

describe('changes between two versions', () => {
  test('make the later of the earlier, and name nothing else', () => {
    fc.assert(
      fc.property(version, version, (before, after) => {
        const changes = changesBetween(at('2026-01-01', before), at('2026-02-01', after));
        const made = new Map(before);
        for (const { kind, id, schemas } of changes) {
          expect([...schemas]).toEqual(['Person']);
          expect(made.has(id), id).toBe(kind !== 'added');
          const now = after.get(id);
          expect(now, `${kind} ${id}`).not.toEqual(made.get(id));
          expect(now === undefined, id).toBe(kind === 'removed');
          if (now === undefined) made.delete(id);
          else made.set(id, now);
        }
        expect(made).toEqual(after);
        expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
      }),
    );
  });

  test('are told field by field', () => {
    const before = party('p-1', ['Ximena Inventada', 'Ximena Otra'], '2026-01-01');
    const after = party('p-1', ['Ximena Inventada', 'La Nueva'], '2026-02-01');
    expect(fieldChanges({ kind: 'changed', id: 'p-1', before, after })).toEqual([
      { property: 'name', added: ['La Nueva'], removed: ['Ximena Otra'] },
    ]);
  });
});

describe('a file of digests', () => {
  const lines = ['a', 'quoted " id', 'línea'].map((id) =>
    encodeEntity(party(id, ['Ximena Inventada'], '2026-01-01')),
  );
  const written = async (): Promise<string> => {
    const path = join(await mkdtemp(join(tmpdir(), 'tamiz-')), 'digests.txt');
    const file = new DigestFile();
    for (const line of lines) file.add(line);
    await file.write(path, 'of-these');
    return path;
  };

  test('gives what was written', async () => {
    expect(await readDigests(await written(), 'of-these')).toEqual(lines.map(digestOfLine));
  });

  test('counts as missing when it is of other entities, or when any byte is another', async () => {
    const path = await written();
    expect(await readDigests(path, 'of-others')).toBeUndefined();
    expect(await readDigests(`${path}.absent`, 'of-these')).toBeUndefined();
    const good = await readFile(path);
    for (let byte = 0; byte < good.length; byte++) {
      const bad = Buffer.from(good);
      bad[byte] = (bad[byte] as number) ^ 1;
      await writeFile(path, bad);
      expect(await readDigests(path, 'of-these'), `byte ${byte}`).toBeUndefined();
    }
  });
});

describe.skipIf(!hasSharedData)('the official versions of two weeks', () => {
  const known = new Map<string, Promise<readonly Entity[]>>();
  const read = (day: string): Promise<readonly Entity[]> => {
    const file = sharedData('lists', 'ofac', 'sdn_csv', `sdn_${day}.csv.gz`);
    const entities = known.get(day) ?? readListFiles('us_ofac_sdn', [file], `${day}T00:00:00`);
    known.set(day, entities);
    return entities;
  };

  test.each([
    ['2024-06-19', '2024-06-21', 8, 0],
    ['2024-06-21', '2024-06-22', 12, 0],
    ['2024-06-22', '2024-06-28', 62, 44],
    ['2024-06-28', '2024-07-02', 3, 0],
  ])('%s to %s: %i added, %i removed', async (before, after, added, removed) => {
    const [old, now] = [await read(before), await read(after)];
    const changes = changesBetween(digestsOf(old), digestsOf(now));
    const count = (kind: string) =>
      changes.filter((one) => one.kind === kind && [...one.schemas].some(isListing)).length;
    expect({ added: count('added'), removed: count('removed') }).toEqual({ added, removed });
  });
});
