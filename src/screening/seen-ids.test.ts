import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenIds } from './seen-ids.ts';

test('the first line of an id is remembered, as a map would', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 500 }), (ids) => {
      const seen = new SeenIds();
      const map = new Map<string, number>();
      ids.forEach((id, i) => {
        expect(seen.add(id, i + 1)).toBe(map.get(id) ?? 0);
        if (!map.has(id)) map.set(id, i + 1);
      });
    }),
  );
});

test('hundreds of thousands of alike ids are told apart while the tables grow', () => {
  const seen = new SeenIds();
  const count = 300_000;
  let before = 0;
  for (let i = 0; i < count; i++) before += seen.add(`c${i}`, i + 1);
  expect(before).toBe(0);
  for (let i = 0; i < count; i += 997) expect(seen.add(`c${i}`, count + 1)).toBe(i + 1);
});
