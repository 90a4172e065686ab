import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';

/**
 * The parts of the bench that count and draw: a wrong figure there would be believed. What they
 * measure is tested by measuring.
 */
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript without types.
const lib = (name: string): Promise<any> => import(`../bench/lib/${name}.mjs`);

const { averagePrecision, bestF1, interval, judge, precisionRecall, reliability } =
  await lib('counts');
const { Baseline, jaroWinkler, wordsOf } = await lib('jaro-winkler');
const { parseChecks, readOwnCases } = await lib('labelled');
const { chart } = await lib('picture');
const { seeded } = await lib('random');
const { Vocabulary } = await lib('vocabulary');

const rows = [
  { score: 0.9, same: true },
  { score: 0.8, same: true },
  { score: 0.8, same: false },
  { score: 0.3, same: true },
  { score: 0, same: true },
  { score: 0, same: false },
];

describe('counting', () => {
  test('precision, recall and F1 at a threshold, which itself is found', () => {
    expect(judge(rows, 0.8)).toMatchObject({ rows: 6, same: 4, right: 3, missed: 2, alarms: 1 });
    expect(judge(rows, 0.8).precision).toBeCloseTo(2 / 3);
    expect(judge(rows, 0.8).recall).toBeCloseTo(1 / 2);
    expect(judge(rows, 0.8).f1).toBeCloseTo(4 / 7);
  });

  test('a curve has one point for each score; what has no score is never found', () => {
    const curve = precisionRecall(rows);
    expect(curve.map((point: { threshold: number }) => point.threshold)).toEqual([0.9, 0.8, 0.3]);
    expect(curve.at(-1)).toMatchObject({ recall: 3 / 4, precision: 3 / 4 });
    expect(averagePrecision(curve)).toBeCloseTo(1 / 4 + (1 / 4) * (2 / 3) + (1 / 4) * (3 / 4));
    expect(bestF1(curve)).toEqual({ f1: 3 / 4, threshold: 0.3 });
  });

  test("Wilson's interval, as his formula gives it", () => {
    expect(interval(5, 10)[0]).toBeCloseTo(0.2366, 4);
    expect(interval(5, 10)[1]).toBeCloseTo(0.7634, 4);
    expect(interval(0, 10)[0]).toBe(0);
    expect(interval(0, 0)).toEqual([0, 1]);
  });

  test('reliability leaves out what has no score', () => {
    const bins = reliability(rows);
    expect(bins.map((bin: { rows: number }) => bin.rows)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 2, 1]);
    expect(bins[8]).toMatchObject({ predicted: 0.8, share: 0.5 });
  });
});

describe('the baseline', () => {
  test.each([
    ['martha', 'marhta', 0.9611],
    ['dixon', 'dicksonx', 0.8133],
    ['jellyfish', 'smellyfish', 0.8963],
    ['abc', 'xyz', 0],
    ['x', 'x', 1],
  ])('%s and %s', (a, b, similarity) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 4);
    expect(jaroWinkler(b, a)).toBeCloseTo(similarity, 4);
  });

  test('pairs words in any order; words left over count as nothing', () => {
    expect(wordsOf('Peña-Nieto, José')).toEqual(['pena', 'nieto', 'jose']);
    const baseline = new Baseline();
    baseline.add('a', 'BRISEÑO, Aurelia');
    baseline.add('b', 'BRISENO, Norberto');
    expect(baseline.ask('Aurelia Briseno', 0.9)).toEqual([{ id: 'a', score: 1 }]);
    expect(baseline.ask('Aurelia Briseno Xqz', 0.5)[0].score).toBeCloseTo(2 / 3);
    expect(baseline.ask('Aurelia Briseno', 0.9, (id: string) => id === 'a')).toEqual([]);
  });
});

describe('reading labelled data', () => {
  const text = [
    'checks:',
    '  # A remark.',
    '  - match: true',
    '    schema: Company',
    '    query:',
    '      name: CENTRO "UNO',
    '        Y DOS"',
    '    candidate:',
    '      name: "\'Centro"',
    '',
  ];

  test('the one shape of YAML', () => {
    expect(parseChecks(text.join('\n'))).toEqual([
      {
        match: 'true',
        schema: 'Company',
        query: { name: 'CENTRO "UNO Y DOS"' },
        candidate: { name: "'Centro" },
      },
    ]);
  });

  test('whatever else appears stops it', () => {
    const list = [...text.slice(0, 5), '      - name: a'].join('\n');
    expect(() => parseChecks(list)).toThrow('line 6');
  });

  test('our own cases have both labels in every file, and a reason each', () => {
    const cases = readOwnCases();
    expect(cases.length).toBeGreaterThanOrEqual(150);
    const groups = new Map<string, Set<boolean>>();
    for (const { group, same, why, query, listing } of cases) {
      groups.set(group, (groups.get(group) ?? new Set()).add(same));
      expect(why).toMatch(/^.{5,}\.$/);
      expect(query.name.length * listing.name.length).toBeGreaterThan(0);
    }
    for (const [group, labels] of groups) expect([group, labels.size]).toEqual([group, 2]);
  });
});

describe('synthesis', () => {
  const said = Array.from({ length: 4000 }, (_, i) => `word${i % 10 === 0 ? i : i % 7}`);
  const speak = (seed: number) => {
    const vocabulary = new Vocabulary(said, seeded(seed));
    const before = vocabulary.size;
    const words = Array.from({ length: 4000 }, () => vocabulary.say());
    return { before, after: vocabulary.size, growth: vocabulary.growth, words };
  };

  test('the same seed says the same words', () => {
    expect(speak(3).words).toEqual(speak(3).words);
    expect(speak(3).words).not.toEqual(speak(4).words);
  });

  test("the vocabulary grows by Heaps' law with the exponent of the list", () => {
    const { before, after, growth } = speak(5);
    // Twice the text: 2^β times the words, give or take chance.
    expect(after / before).toBeGreaterThan(2 ** growth * 0.9);
    expect(after / before).toBeLessThan(2 ** growth * 1.1);
  });
});

test('a chart is well-formed, whatever its texts hold', () => {
  const axis = { label: 'a < b & c', domain: [0, 1], ticks: [0, 1], format: String };
  const svg = chart({
    title: '<Title> & "more"',
    x: axis,
    y: axis,
    layers: [
      {
        name: 'one & <two>',
        kind: 'line',
        points: [
          [0, 0.5],
          [1, 1],
        ],
        marks: [[1, 1, '<']],
      },
      { kind: 'dots', points: [{ x: 0.5, y: 0.5, low: 0.2, high: 0.9, label: 12 }] },
    ],
  });
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('text', (found) => texts.push(found));
  parser.write(svg).close();
  expect(texts).toContain('<Title> & "more"');
  expect(texts).toContain('one & <two>');
});
