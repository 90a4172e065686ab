import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entity, type Example, exampleToEntity } from '../entity/index.ts';
import { Population } from './population.ts';
import { Segment } from './segment.ts';
import { SegmentBuilder } from './segment-builder.ts';
import { decodeSections, encodeSections } from './segment-format.ts';
import { BruteForce } from './testing/brute-force.ts';
import { listings, questions } from './testing/people.ts';

const source = { dataset: 'customers', title: 'Customers', version: '1', published: null };

function populationOf(entities: readonly Entity[]): Population {
  const builder = new SegmentBuilder(source);
  for (const entity of entities) builder.add(entity);
  return new Population(new Segment(decodeSections(encodeSections(builder.finish()), 'memory')));
}

const asCustomers = (examples: readonly Example[]): readonly Entity[] =>
  examples.map((example, at) => exampleToEntity({ ...example, id: `c-${at}` }, 'customers'));

/** The customers whom asking every one of them finds for a listing, or for what it holds. */
function asked(
  examples: readonly Example[],
  { id }: Entity,
  among: readonly Entity[],
  threshold: number,
): readonly number[] {
  return examples.flatMap((example, at) => {
    const matches = new BruteForce(among).match(example, threshold);
    return matches.some(({ entity }) => entity.id === id) ? [at] : [];
  });
}

describe('who may be a listing', () => {
  test('is everybody whom asking one by one finds, at any threshold', () => {
    fc.assert(
      fc.property(
        listings,
        fc.array(questions, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0.05, 0.3, 0.5, 0.7, 0.72, 0.9, 0.99),
        (entities, examples, threshold) => {
          const population = populationOf(asCustomers(examples));
          for (const listing of entities.slice(0, 8)) {
            const expected = asked(examples, listing, [listing], threshold);
            const found = population.mayBe(listing, threshold);
            expect(expected.filter((at) => !found.includes(at))).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('and at exactly their score, where the bounds are tightest', () => {
    fc.assert(
      fc.property(
        listings,
        fc.array(questions, { minLength: 1, maxLength: 8 }),
        (entities, examples) => {
          const population = populationOf(asCustomers(examples));
          for (const listing of entities.slice(0, 8)) {
            examples.forEach((example, at) => {
              const [match] = new BruteForce([listing]).match(example, 0.02);
              if (match === undefined) return;
              expect(population.mayBe(listing, match.score)).toContain(at);
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is few of many', () => {
    const examples = ['Ximena Zorrilla Prueba', 'Gerardo Satizabal', 'Ana Tauro'].map((name) => ({
      schema: 'Person',
      properties: { name: [name] },
    }));
    const population = populationOf(asCustomers(examples));
    const [, listed] = asCustomers([
      examples[0]!,
      { schema: 'Person', properties: { name: ['SATIZABAL, Gerardo'] } },
    ]);
    expect(population.mayBe(listed!, 0.7)).toEqual([1]);
  });
});
