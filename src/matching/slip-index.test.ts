import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_AGREEMENT, slipBetween } from './similarity.ts';
import { buildSlipIndex, SlipIndex } from './slip-index.ts';
import { encodeStrings, StringTable, sortTexts } from './string-table.ts';

const letter = fc.constantFrom(...'abeo');
const word = fc.string({ unit: fc.constantFrom(...'abegjlosz'), minLength: 4, maxLength: 12 });

/** A letter lost, added, changed or swapped with the next. */
const slip = (text: string) =>
  fc
    .tuple(fc.nat(text.length), letter, fc.constantFrom('lose', 'add', 'change', 'swap'))
    .map(([at, other, how]) => {
      const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
      if (how === 'lose') return before + after;
      if (how === 'add') return before + other + here + after;
      if (how === 'change') return before + other + after;
      return before + after.charAt(0) + here + after.slice(1);
    });

/** A word, and a vocabulary of which most is a slip or two from it. */
const misspelt = word.chain((text) =>
  fc.tuple(
    fc.constant(text),
    fc.array(fc.oneof(word, slip(text), slip(text).chain(slip)), { minLength: 1, maxLength: 20 }),
  ),
);

test('finds every word that is a slip or two away, and no other', () => {
  fc.assert(
    fc.property(misspelt, ([asked, vocabulary]) => {
      const table = new StringTable(encodeStrings(sortTexts([...vocabulary])));
      const all = Uint32Array.from({ length: table.length }, (_, at) => at);
      const index = new SlipIndex(table, buildSlipIndex(table, all));
      const found = new Map<string, number>();
      index.visit(asked, (at, agreement) => found.set(table.at(at), agreement));
      const expected = new Map<string, number>();
      for (const other of new Set(vocabulary)) {
        const [a, b] = [Buffer.from(asked), Buffer.from(other)];
        const agreement = slipBetween(a, 0, a.length, b, 0, b.length);
        if (agreement !== NO_AGREEMENT) expected.set(other, agreement);
      }
      expect(found).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
