import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildEngine } from '../engine.ts';
import { BruteForce } from '../testing/brute-force.ts';
import type { Match } from '../types.ts';
import { anyProperties, party } from './testing/party.ts';

const source = { dataset: 'synthetic', title: 'Synthetic', version: 'v1', published: null };

const plain = ({ entity, score, band, evidence }: Match) => ({
  id: entity.id,
  score,
  band,
  evidence: evidence.map((e) => [e.feature, e.agreement, e.query, e.listing, e.points]),
});

test('with facts of every kind, the index answers what comparing with every listing answers', () => {
  fc.assert(
    fc.property(
      fc.array(anyProperties, { minLength: 1, maxLength: 20 }),
      fc.array(anyProperties, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0.05, 0.3, 0.5, 0.7, 0.9, 0.99),
      (listed, asked, threshold) => {
        const entities = listed.map(({ schema, properties }, i) =>
          party(schema, properties, `s-${i}`),
        );
        const engine = buildEngine([{ source, entities }]);
        for (const { schema, properties } of asked) {
          // A question has no publisher's wording.
          const example = {
            schema,
            properties: Object.fromEntries(
              Object.entries(properties).map(([name, values]) => [
                name,
                values.map((value) => value.replace(/ \[.*\]$/, '')),
              ]),
            ),
          };
          const found = engine.match(example, { threshold, limit: 1_000 });
          const expected = new BruteForce(entities).match(example, threshold);
          expect(found.matches.map(plain)).toEqual(expected.map(plain));
          expect(found.total).toBe(expected.length);
        }
      },
    ),
    { numRuns: 100 },
  );
});
