import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeNumberLists, numberList } from './lists-of-numbers.ts';
import { encodeStrings, StringTable, sortTexts } from './string-table.ts';

const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 40 });

describe('StringTable', () => {
  test('finds every text at its place, and no other', () => {
    fc.assert(
      fc.property(texts, fc.string(), (all, other) => {
        const table = new StringTable(encodeStrings(sortTexts([...all])));
        expect(table.length).toBe(new Set(all).size);
        for (const text of all) {
          const position = table.find(text);
          expect(table.at(position)).toBe(text);
        }
        if (!all.includes(other)) expect(table.find(other)).toBe(-1);
      }),
    );
  });

  test('a prefix gives the range of all that begin with it', () => {
    fc.assert(
      fc.property(texts, fc.string({ maxLength: 2 }), (all, prefix) => {
        const table = new StringTable(encodeStrings(sortTexts([...all])));
        const [from, to] = table.prefixRange(prefix);
        const found = Array.from({ length: to - from }, (_, i) => table.at(from + i));
        const expected = [...new Set(all)].filter((text) => text.startsWith(prefix));
        expect(new Set(found)).toEqual(new Set(expected));
      }),
    );
  });
});

test('lists of numbers come back as they went in', () => {
  const entry = fc.tuple(fc.nat(9), fc.nat(1_000));
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const column = (at: 0 | 1) => Uint32Array.from(entries, (entry) => entry[at]);
      const lists = encodeNumberLists(10, column(0), column(1));
      for (let list = 0; list < 10; list++) {
        const expected = entries.filter(([at]) => at === list).map(([, value]) => value);
        expect([...numberList(lists, list)]).toEqual(expected);
      }
    }),
  );
});
