import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { type Entity, EntityBuilder, isListing } from '../entity/index.ts';
import { changesBetween, fieldChanges, itemsOf } from './history.ts';
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

const entitiesOf = (all: ReadonlyMap<string, readonly string[]>, at: string) =>
  [...all].map(([id, names]) => party(id, names, at));

describe('changes between two versions', () => {
  test('make the later of the earlier, and name nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(version, version, async (before, after) => {
        const changes = await changesBetween(
          () => itemsOf(entitiesOf(before, '2026-01-01')),
          () => itemsOf(entitiesOf(after, '2026-02-01')),
        );
        const made = new Map(before);
        for (const { kind, id, after: now, before: old } of changes) {
          expect(made.has(id), id).toBe(kind !== 'added');
          expect(old?.texts('name'), id).toEqual(before.get(id));
          if (now === undefined) made.delete(id);
          else made.set(id, [...now.texts('name')]);
          expect(made.get(id), `${kind} ${id}`).not.toEqual(before.get(id));
        }
        expect(made).toEqual(after);
        expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
      }),
    );
  });

  test('are told field by field', async () => {
    const [change] = await changesBetween(
      () => itemsOf([party('p-1', ['Ximena Inventada', 'Ximena Otra'], '2026-01-01')]),
      () => itemsOf([party('p-1', ['Ximena Inventada', 'La Nueva'], '2026-02-01')]),
    );
    expect(fieldChanges(change!)).toEqual([
      { property: 'name', added: ['La Nueva'], removed: ['Ximena Otra'] },
    ]);
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
    const changes = await changesBetween(
      () => itemsOf(old),
      () => itemsOf(now),
    );
    const count = (kind: string) =>
      changes.filter((one) => one.kind === kind && isListing((one.after ?? one.before)!.schema))
        .length;
    expect({ added: count('added'), removed: count('removed') }).toEqual({ added, removed });
  });
});
