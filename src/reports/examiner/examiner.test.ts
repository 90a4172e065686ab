import { describe, expect, test } from 'vitest';
import { APPROVED } from '../testing/context.ts';
import { EXAMINER } from '../testing/examiner.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { EXAMINER_PACKAGE, standingOf } from './package.ts';
import { GROUPS, POINTS } from './points.ts';

const page = async (language: 'en' | 'es' = 'en'): Promise<string> =>
  pdfText((await EXAMINER_PACKAGE.render(EXAMINER, 'pdf', { ...APPROVED, language })).bytes).join(
    '\n',
  );

describe("an examiner's package", () => {
  test('has 23 points in groups, each in both languages', () => {
    expect(POINTS.map(({ number }) => number)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
    for (const { group, title, asks } of POINTS) {
      expect(Object.keys(GROUPS)).toContain(group);
      expect(
        Math.min(title.en.length, title.es.length, asks.en.length, asks.es.length),
      ).toBeGreaterThan(4);
    }
  });

  test('says of each point what there is and where it comes from, or that it is absent', async () => {
    const en = await page();
    for (const said of [
      'Does not decide.',
      'From: README.md',
      '1.0 share',
      'bench, made-up run 7',
      '0.99–1.0',
      'Absent: Arabic script was not measured.',
      'Absent: No other engine was asked in this period.',
      '1 answered, 1 answered in part, 21 absent.',
      'SR 26-2',
    ]) {
      expect(en).toContain(said);
    }
    expect(en.match(/Absent: nothing was given for this point\./g)?.length).toBe(20);
    for (const { number, title } of POINTS) expect(en).toContain(`${number}. ${title.en}`);
    expect(await page('es')).toContain('Ausente: no se dio nada para este punto.');
  });

  test('tells programs the same', async () => {
    const { bytes } = await EXAMINER_PACKAGE.render(EXAMINER, 'json', APPROVED);
    const { standing } = JSON.parse(Buffer.from(bytes).toString());
    expect(standing.counts).toEqual({ answered: 1, partly: 1, absent: 21 });
    expect(standing.points[7]).toMatchObject({ number: 8, state: 'partly', group: 'performance' });
  });

  test('a figure or a text without its source is missing something', () => {
    const points = [
      { number: 1, text: 'Words' },
      { number: 2, figures: [{ what: 'Recall', value: '1' }] },
    ];
    expect(EXAMINER_PACKAGE.missing({ ...EXAMINER, points }).map(({ path }) => path)).toEqual([
      'points.1.figures.0.from',
      'points.0.from',
    ]);
  });

  test('an empty point is absent, and no point stands twice', async () => {
    expect(standingOf({ points: [{ number: 3, text: '  ' }] }).counts.absent).toBe(23);
    const points = [{ number: 3 }, { number: 3 }];
    await expect(
      EXAMINER_PACKAGE.render({ ...EXAMINER, points }, 'json', APPROVED),
    ).rejects.toThrow(/point 3 twice/);
  });
});
