import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entity, EntityBuilder, type Example } from '../entity/index.ts';
import { analyseName } from '../names/index.ts';
import { buildEngine, openEngine, writeSegment } from './engine.ts';
import { MODEL } from './model.ts';
import { Segment } from './segment.ts';
import { SegmentBuilder } from './segment-builder.ts';
import { decodeSections, encodeSections } from './segment-format.ts';
import { WordFinder } from './similar-words.ts';
import { NO_AGREEMENT, similarity } from './similarity.ts';
import { BruteForce } from './testing/brute-force.ts';
import { listings, questions } from './testing/people.ts';
import type { Match } from './types.ts';

const source = { dataset: 'synthetic', title: 'Synthetic', version: 'v1', published: null };

const engineOf = (entities: readonly Entity[]) => buildEngine([{ source, entities }]);

const plain = (match: Match) => ({
  id: match.entity.id,
  score: match.score,
  band: match.band,
  evidence: match.evidence.map((e) => [e.feature, e.agreement, e.query, e.listing, e.points]),
});

function person(id: string, properties: Record<string, readonly string[]>): Entity {
  const builder = new EntityBuilder(id, 'Person', {
    dataset: 'synthetic',
    record: id,
    knownAt: '2026-01-01T00:00:00',
  });
  for (const [name, values] of Object.entries(properties)) {
    for (const value of values) builder.add(name, value);
  }
  return builder.build();
}

const ask = (name: string, more: Record<string, readonly string[]> = {}): Example => ({
  schema: 'Person',
  properties: { name: [name], ...more },
});

describe('the index answers what comparing with every listing answers', () => {
  test('on synthetic lists full of near misses, at any threshold', () => {
    fc.assert(
      fc.property(
        listings,
        fc.array(questions, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(0.05, 0.3, 0.5, 0.7, 0.72, 0.9, 0.99),
        (entities, asked, threshold) => {
          const engine = engineOf(entities);
          for (const example of asked) {
            const expected = new BruteForce(entities).match(example, threshold);
            const found = engine.match(example, { threshold, limit: 1_000 });
            expect(found.matches.map(plain)).toEqual(expected.map(plain));
            expect(found.total).toBe(expected.length);
            // Asked for exactly its score, a match must still be found: bounds are tightest there.
            for (const match of expected) {
              const tight = engine.match(example, { threshold: match.score, limit: 1_000 });
              expect(tight.matches.map((m) => m.entity.id)).toContain(match.entity.id);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('every similar word of the vocabulary is found, with how', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abegjloszv'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), word, (vocabulary, asked) => {
        const builder = new SegmentBuilder(source);
        vocabulary.forEach((text, i) => {
          builder.add(person(`v-${i}`, { name: [text] }));
        });
        const segment = new Segment(decodeSections(encodeSections(builder.finish()), 'memory'));
        const [token] = analyseName(asked, 'person').tokens;
        if (token === undefined || token.text.length === 1) return;
        const similar = new WordFinder(segment).similarTo(token.text);
        const found = (text: string) => {
          const at = similar.words.indexOf(segment.words.find(text));
          return at < 0 ? NO_AGREEMENT : similar.agreements[at];
        };
        const tokens = vocabulary.flatMap((text) => analyseName(text, 'person').tokens);
        for (const other of tokens) {
          expect(found(other.text), `${asked} ${other.text}`).toEqual(
            similarity(token.text, other.text),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('scores', () => {
  const listed = person('p-1', {
    name: ['PRUEBA SATIZABAL, Ximena Gerarda'],
    alias: ['ZORRILLA, Ximena'],
    weakAlias: ['La Ficticia'],
    birthDate: ['1966-07-17'],
    passportNumber: ['G12345678'],
    gender: ['female'],
  });
  const engine = engineOf([listed]);
  const best = (example: Example) => engine.match(example, { threshold: 0 }).matches[0];

  test('a name alone is at most possible, however equal', () => {
    const match = best(ask('Ximena Gerarda Prueba Satizabal'));
    expect(match?.band).toBe('possible');
    expect(match?.score).toBeLessThan(0.9);
    expect(match?.evidence.at(-1)?.sentence.en).toContain('a name alone never confirms');
  });

  test('a birth date that agrees makes it strong, one that contradicts takes it down', () => {
    const alone = best(ask('Ximena Prueba Satizabal'))?.score ?? 0;
    const agreed = best(ask('Ximena Prueba Satizabal', { birthDate: ['1966-07-17'] }));
    const contradicted = best(ask('Ximena Prueba Satizabal', { birthDate: ['1991-01-30'] }));
    expect(agreed?.band).toBe('strong');
    expect(agreed?.score).toBeGreaterThan(alone);
    expect(contradicted?.score).toBeLessThan(alone);
    expect(contradicted?.band).not.toBe('strong');
  });

  test('an equal identifier is strong; with another name it stays possible', () => {
    expect(best({ schema: 'Person', properties: { passportNumber: ['g-1234 5678'] } })?.band).toBe(
      'strong',
    );
    const other = best(ask('Walter Wunderlich', { passportNumber: ['G12345678'] }));
    expect(other?.band).toBe('possible');
    expect(other?.evidence[0]?.agreement).toBe('contradicting');
  });

  test('weak aliases are found and said to be weak', () => {
    const match = best(ask('La Ficticia'));
    expect(match?.band).not.toBe('strong');
    expect(match?.evidence.some((e) => e.sentence.en.includes('weak alias'))).toBe(true);
  });

  test('acronyms alone never match', () => {
    const cartel = new EntityBuilder('o-1', 'Organization', {
      dataset: 'synthetic',
      record: 'o-1',
      knownAt: '2026-01-01T00:00:00',
    });
    const two = engineOf([cartel.add('name', 'CARTEL INVENTADO').add('weakAlias', 'CDX').build()]);
    const { total } = two.match({ schema: 'Organization', properties: { name: ['CDX'] } });
    expect(total).toBe(0);
  });

  test('a sibling with the same two surnames is not a match', () => {
    expect(engine.match(ask('Walter Aurelio Prueba Satizabal')).total).toBe(0);
  });

  test('the points of the evidence are what the score is made of', () => {
    fc.assert(
      fc.property(listings, questions, (entities, example) => {
        for (const match of engineOf(entities).match(example, { threshold: 0 }).matches) {
          const points = match.evidence.reduce((sum, e) => sum + e.points, 0);
          const { evenOdds, scale } = MODEL.score;
          expect(match.score).toBeCloseTo(1 / (1 + 10 ** (-(points - evenOdds) / scale)), 9);
          for (const e of match.evidence) expect(e.sentence.en && e.sentence.es).toBeTruthy();
        }
      }),
    );
  });
});

describe('several lists', () => {
  test('one party in two lists is one match, at equal scores that of the first list', () => {
    const first = person('p-1', { name: ['Prueba Satizabal'] });
    const second = person('p-1', { name: ['Prueba Satizabal'], alias: ['Otra'] });
    const engine = buildEngine([
      { source, entities: [first] },
      {
        source: { ...source, dataset: 'other' },
        entities: [second, person('p-2', { name: ['Prueba Zorrilla'] })],
      },
    ]);
    expect(engine.match(ask('Prueba Satizabal')).matches.map((m) => m.entity)).toEqual([
      expect.objectContaining({ id: 'p-1' }),
    ]);
    expect(engine.entity('p-1')?.texts('alias')).toEqual([]);
    expect([...engine.entities()].map((e) => engine.listOf(e))).toEqual(['synthetic', 'other']);
    expect([...engine.entities()].map((e) => e.id)).toEqual(['p-1', 'p-2']);
    expect(engine.segments.map((s) => s.dataset)).toEqual(['synthetic', 'other']);
  });

  test('accept leaves listings out, and limit counts after the total', () => {
    const entities = ['p-1', 'p-2', 'p-3'].map((id) => person(id, { name: ['Prueba Satizabal'] }));
    const engine = engineOf(entities);
    const all = engine.match(ask('Prueba Satizabal'), { limit: 2 });
    expect([all.matches.length, all.total]).toEqual([2, 3]);
    const some = engine.match(ask('Prueba Satizabal'), { accept: (e) => e.id === 'p-3' });
    expect(some.matches.map((m) => m.entity.id)).toEqual(['p-3']);
  });

  test('a segment file answers like the same entities in memory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tamiz-engine-'));
    try {
      const entities = ['p-1', 'p-2'].map((id) => person(id, { name: ['Prueba Satizabal'] }));
      const path = join(folder, 'x.seg');
      const info = await writeSegment(path, entities, source);
      expect(info).toMatchObject({ dataset: 'synthetic', entities: 2, names: 2 });
      const query = ask('Ximena Satizabal');
      const options = { threshold: 0 };
      expect(openEngine([path]).match(query, options).matches.map(plain)).toEqual(
        engineOf(entities).match(query, options).matches.map(plain),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('search', () => {
  const engine = engineOf([
    person('p-1', { name: ['PRUEBA SATIZABAL, Ximena'] }),
    person('p-2', { name: ['PRUEBA ZORRILLA, Ana'], alias: ['Los Inventados'] }),
  ]);

  test('finds every word, the last as a prefix; fewer other words come first', () => {
    expect(engine.search('prueba')).toEqual(['p-1', 'p-2']);
    expect(engine.search('prueba zor')).toEqual(['p-2']);
    expect(engine.search('zor prueba')).toEqual([]);
    expect(engine.search('los inventados')).toEqual(['p-2']);
    expect(engine.search('')).toEqual(['p-1', 'p-2']);
    expect(engine.search('***')).toEqual([]);
  });

  test('fuzzy forgives a slip', () => {
    expect(engine.search('satizabla')).toEqual([]);
    expect(engine.search('satizabla', { fuzzy: true })).toEqual(['p-1']);
  });
});
