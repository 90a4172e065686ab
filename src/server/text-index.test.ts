import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { EntityBuilder } from '../entity/index.ts';
import { buildEngine } from '../matching/index.ts';
import { entitiesWithWords } from './text-index.ts';

const clock = fixedClock('2026-04-22T10:00:00Z');
const WORDS = ['Culiacán', 'Calle', 'Inventada', 'Niño', '12', 'Ñandú', 'MOSCOW', 'Москва'];
const text = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 });
const entity = fc.record({ name: text, notes: text, address: text });
const source = { dataset: 'test_words', record: '1', knownAt: '' };

const plain = (word: string): string =>
  word === 'Москва' ? 'moskva' : word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

test('finds whoever has every word somewhere, and nobody else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entity, { maxLength: 8 }), text, async (all, asked) => {
      const entities = all.map(({ name, notes, address }, i) =>
        new EntityBuilder(`e${i}`, 'Person', source)
          .add('name', name.join(' '))
          .add('notes', notes.join(', '))
          .add('address', address.join(' / '))
          .add('sourceUrl', 'https://example.org/Calle/Niño')
          .build(),
      );
      const about = { dataset: 'test_words', title: 'Words', version: '1', published: null };
      const engine = buildEngine([{ source: about, entities }]);
      const expected = all.flatMap(({ name, notes, address }, i) => {
        const words = new Set([...name, ...notes, ...address].map(plain));
        return asked.every((word) => words.has(plain(word))) ? [`e${i}`] : [];
      });
      for (let again = 0; again < 2; again++) {
        expect(await entitiesWithWords(engine, asked.join(' '), clock)).toEqual(expected);
      }
      expect(await entitiesWithWords(engine, ' ¿? ', clock)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
