import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Field, fieldOf } from '../form.ts';
import { completeInput } from '../testing/arbitrary.ts';
import { APPROVED } from '../testing/context.ts';
import { PETITION, RELEASE, SUBJECT } from '../testing/letters.ts';
import { pdfText } from '../testing/pdf-text.ts';
import type { Report } from '../types.ts';
import { OFAC_PETITION } from './petition.ts';
import { OFAC_RELEASE } from './release.ts';
import { revealingWords } from './reveals.ts';
import { ROUTES } from './routes.ts';
import { SUBJECT_FILE } from './subject-file.ts';

const SPANISH = { ...APPROVED, language: 'es' } as const;
const page = async (report: Report, input: object, context = APPROVED): Promise<string> =>
  pdfText((await report.render(input as never, 'pdf', context)).bytes)
    .join('\n')
    .replaceAll(' \n', ' ');

describe('a request for release', () => {
  test('says what the regulation names, under its own subject, in both languages', async () => {
    const en = await page(OFAC_RELEASE as Report, RELEASE);
    for (const said of [
      '31 CFR 501.806---Request for a Compliance Release',
      'OFACReport@treasury.gov',
      'María Inventada Prueba',
      '+52 55 0000 0000',
      'Passport X0000000',
      '1500.00 USD',
      '20 November 2026',
      'Example Bank, N.A.',
      '4 July 1961',
      'Second paragraph.',
      'b'.repeat(64),
    ]) {
      expect(en).toContain(said);
    }
    const es = await page(OFAC_RELEASE as Report, RELEASE, SPANISH);
    expect(es).toContain('31 CFR 501.806---Request for a Compliance Release');
    expect(es).toContain('20 de noviembre de 2026');
    expect(es).toContain('se confundió a María Inventada Prueba con INVENTADA, Maria');
  });

  test('asks for what tells the two apart, and for a document', () => {
    const { differences: _, enclosures: __, ...rest } = RELEASE;
    expect(OFAC_RELEASE.missing(rest).map(({ path }) => path)).toEqual([
      'differences',
      'enclosures',
    ]);
  });
});

describe('a petition', () => {
  test('goes to the authority that designated, with each ground and what shows it', async () => {
    const en = await page(OFAC_PETITION as Report, PETITION);
    for (const said of [
      'Office of Foreign Assets Control',
      'Ground 1: The circumstances have changed',
      'Shown by: Deed 12345',
      'listed on 9 May 2024',
      'Yearly reports to the authority',
    ]) {
      expect(en).toContain(said);
    }
    const state = { ...PETITION, authority: 'state' as const };
    expect(await page(OFAC_PETITION as Report, state, SPANISH)).toContain('Departamento de Estado');
  });
});

describe('a letter to the person concerned', () => {
  test('says what is held, why, who decided, whom to ask and how to contest', async () => {
    const en = await page(SUBJECT_FILE as Report, SUBJECT);
    for (const said of [
      'Property that is blocked: Incoming transfer; 1500.00 USD',
      'kept until 20 November 2036',
      'OFAC SDN list, INVENTADA, Maria',
      'A second person looked at it and agreed.',
      'If you were taken for somebody else',
      'Not verified against the official text.',
      'We answer a complaint',
      'Redress officer',
    ]) {
      expect(en).toContain(said);
    }
    const es = await page(SUBJECT_FILE as Report, SUBJECT, SPANISH);
    expect(es).toContain('Bienes bloqueados');
    expect(es).toContain('20 de diciembre de 2026');
    expect(es).not.toMatch(/\b(the|and|what)\b/i);
  });

  test('has no place for a report of suspicious activity, nor for fields of our own making', async () => {
    const keys: string[] = [];
    const walk = (field: Field): void => {
      for (const [key, part] of Object.entries(field.properties ?? {})) {
        keys.push(key);
        walk(part);
      }
      if (field.items) walk(field.items);
    };
    walk(fieldOf(SUBJECT_FILE.input));
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter((key) => /sar|suspic|bsa|report|narrative|filing/i.test(key))).toEqual([]);
    await expect(page(SUBJECT_FILE as Report, { ...SUBJECT, sar: true })).rejects.toMatchObject({
      code: 'REPORT_INPUT',
    });
  });

  test.each([
    ...[
      'A SAR was filed',
      'We sent an S.A.R. today',
      'an S A R',
      'two SARs',
      'Suspicious  Activity',
    ],
    ...[
      'suspicious\nactivity report',
      'ＳＡＲ',
      'S\u200bAR',
      'Operación sospechosa',
      'OPERACIÓN INUSUAL',
    ],
    ...['see 31 CFR 1020.320', '31 USC 5318(g)(2)', 'a 314(b) request', 'sent by goAML', 'un ROS'],
  ])('is refused with %j, in a preview too', async (words) => {
    const held = [{ kind: 'account', description: `Account. ${words}.` }];
    for (const preview of [true, false]) {
      await expect(
        page(SUBJECT_FILE as Report, { ...SUBJECT, held }, { ...APPROVED, preview }),
      ).rejects.toMatchObject({ code: 'REPORT_REVEALS' });
    }
  });

  test('is not refused for what only looks alike', async () => {
    const words = ['Hong Kong SAR', 'Sara and César', 'STREET', 'a sarcasm', 'Rosa', 'roi'];
    expect(words.map(revealingWords)).toEqual(words.map(() => []));
    const value = { amount: '5.00', currency: 'SAR' };
    const held = [{ kind: 'blocked', description: 'Riyals', value }];
    expect(await page(SUBJECT_FILE as Report, { ...SUBJECT, held })).toContain('5.00 SAR');
  });

  test('whatever people typed, no revealing word comes out', async () => {
    await fc.assert(
      fc.asyncProperty(completeInput(SUBJECT_FILE as Report), async (given) => {
        const { held: _, ...input } = given as { held: unknown };
        const good = { ...input, held: SUBJECT.held };
        let words: string;
        try {
          words = await page(SUBJECT_FILE as Report, good);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/REPORT_(INPUT|REVEALS)/) });
          return;
        }
        expect(revealingWords(words)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('each way to contest is told in both languages, with nothing that reveals', () => {
    for (const { name, text } of Object.values(ROUTES)) {
      for (const words of [name.en, name.es, text.en, text.es]) {
        expect(words.length).toBeGreaterThan(5);
        expect(revealingWords(words)).toEqual([]);
      }
    }
  });
});
