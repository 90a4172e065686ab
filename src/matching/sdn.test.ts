import { beforeAll, describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import type { Entity, Example } from '../entity/index.ts';
import { readListFiles } from '../lists/index.ts';
import { buildEngine } from './engine.ts';
import { BruteForce } from './testing/brute-force.ts';
import type { Engine, Match } from './types.ts';

/** Change it to try other questions; a failure prints the question. */
const SEED = 20_260_421;
const QUESTIONS = 40;
/** Comparing with every listing takes a while; a busy machine must not make it fail. */
const TIMEOUT_MS = 300_000;

const folder = ['lists', 'ofac', 'reconstructed_2026-04-21'];
const files = ['sdn', 'alt', 'add'].map((name) => sharedData(...folder, `${name}.csv.gz`));

/** Names made to be hard: only common words, only initials, only particles, one letter, very many. */
const ADVERSARIAL = [
  'Jose Maria Garcia Lopez Hernandez Martinez',
  'Mohammad Ahmad Ali Hussein',
  'J. M. G.',
  'de la',
  'Li',
  'x',
  'Grupo Comercializadora International Trading Company',
  Array.from({ length: 60 }, (_, i) => ['jose', 'ali', 'zz', 'de'][i % 4]).join(' '),
];

const plain = (match: Match) => [match.entity.id, match.score, match.band];

describe.skipIf(!hasSharedData)('on the whole SDN list', () => {
  let listed: readonly Entity[];
  let engine: Engine;
  let oracle: BruteForce;

  beforeAll(async () => {
    listed = await readListFiles('us_ofac_sdn', files, '2026-04-21T00:00:00');
    const source = { dataset: 'us_ofac_sdn', title: 'SDN', version: 'test', published: null };
    engine = buildEngine([{ source, entities: listed }]);
    oracle = new BruteForce(listed);
  }, TIMEOUT_MS);

  test('the index answers what comparing with every listing answers', {
    timeout: TIMEOUT_MS,
  }, () => {
    const random = seededRandom(SEED);
    const people = listed.filter((entity) => entity.values('name').length > 0);
    const asked = [
      ...ADVERSARIAL.map((name) => ({ schema: 'LegalEntity', properties: { name: [name] } })),
      ...Array.from({ length: QUESTIONS }, () => question(pick(people, random), random)),
    ];
    for (const [index, example] of asked.entries()) {
      const threshold = [0.3, 0.5, 0.7, 0.85][index % 4] as number;
      const expected = oracle.match(example, threshold).map(plain);
      const found = engine.match(example, { threshold, limit: 100_000 });
      expect(found.matches.map(plain), `seed ${SEED}: ${JSON.stringify(example)}`).toEqual(
        expected,
      );
    }
  });

  test('every strong name of a listing finds that listing', () => {
    const random = seededRandom(SEED);
    for (let round = 0; round < 500; round++) {
      const entity = pick(listed, random);
      for (const name of [...entity.texts('name'), ...entity.texts('alias')].slice(0, 3)) {
        if (!/[a-z]{4}/i.test(name)) continue;
        const example = { schema: entity.schema, properties: { name: [name] } };
        const { matches } = engine.match(example, { threshold: 0.5, limit: 1_000 });
        expect(
          matches.map((m) => m.entity.id),
          name,
        ).toContain(entity.id);
      }
    }
  });
});

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random.next() * items.length)] as Item;
}

/** A listing as somebody might write it: words lost, added, swapped, mistyped, or cut to initials. */
function question(entity: Entity, random: Random): Example {
  const names = [...entity.texts('name'), ...entity.texts('alias'), ...entity.texts('weakAlias')];
  const words = pick(names, random).replace(',', '').split(' ');
  const changed = words.flatMap((word, i) => {
    const chance = random.next();
    if (chance < 0.1) return [];
    if (chance < 0.2) return [word, 'Perez'];
    if (chance < 0.3) return [`${word.charAt(0)}.`];
    if (chance < 0.4) return [`${word.slice(0, 2)}${word.slice(3)}`];
    if (chance < 0.5) return [words[(i + 1) % words.length] as string];
    return [word];
  });
  const dates = entity.texts('birthDate').slice(0, 1);
  const country = entity.texts('country').slice(0, 1);
  const more = random.next() < 0.5 ? { birthDate: dates, country } : {};
  return { schema: entity.schema, properties: { name: [changed.join(' ')], ...more } };
}
