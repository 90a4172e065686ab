import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../document.ts';
import { FINCEN_SAR } from '../fincen/report.ts';
import { formDocument } from '../form-document.ts';
import { APPROVED } from '../testing/context.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { SAR } from '../testing/sar.ts';
import { Letters } from './letters.ts';
import { writePdf } from './pdf.ts';

const PREVIEW = { ...APPROVED, preview: true };
const text = (bytes: Uint8Array): string => pdfText(bytes).join('\n');

describe('a page', () => {
  test('has all that is said, in the words of its language', async () => {
    const en = text((await FINCEN_SAR.render(SAR, 'pdf', APPROVED)).bytes);
    for (const said of [
      'Prueba Inventada',
      'Culiacán',
      '250000.01',
      'Suspicious EFT/wire transfers',
    ]) {
      expect(en).toContain(said);
    }
    expect(en).toContain('31 CFR 1020.320');
    expect(en).toContain('made by reviewer-2');
    const spanish = { ...APPROVED, language: 'es' } as const;
    const es = text((await FINCEN_SAR.render(SAR, 'pdf', spanish)).bytes);
    expect(es).toContain('Persona física');
    expect(es).toContain('Página 1 de');
  });

  test('bears the mark of a preview on each page, and no approved one does', async () => {
    const preview = pdfText((await FINCEN_SAR.render(SAR, 'pdf', PREVIEW)).bytes);
    expect(preview.length).toBeGreaterThan(2);
    for (const page of preview) expect(page).toContain('PREVIEW, not approved');
    const approved = text((await FINCEN_SAR.render(SAR, 'pdf', APPROVED)).bytes);
    expect(approved).not.toMatch(/preview|not approved/i);
  });

  test('says what is missing, before all else; approved it is not made', async () => {
    const input = { ...SAR, kind: 'continuing' } as const;
    const [first = ''] = pdfText((await FINCEN_SAR.render(input, 'pdf', PREVIEW)).bytes);
    expect(first).toContain('BSA identifier of the prior report (priorBsaId)');
    await expect(FINCEN_SAR.render(input, 'pdf', APPROVED)).rejects.toMatchObject({
      code: 'REPORT_INCOMPLETE',
    });
  });

  test('the same input and context give the same bytes, another time others', async () => {
    const once = await FINCEN_SAR.render(SAR, 'pdf', APPROVED);
    expect(await FINCEN_SAR.render(structuredClone(SAR), 'pdf', APPROVED)).toEqual(once);
    const later = await FINCEN_SAR.render(SAR, 'pdf', { ...APPROVED, now: new Date(0) });
    expect(Buffer.compare(once.bytes, later.bytes)).not.toBe(0);
  });

  test('is not broken by any blocks, however long or strange', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constant('long '.repeat(2_000)),
      fc.constant('x'.repeat(500)),
    );
    const row = fc.tuple(words, words);
    const block: fc.Arbitrary<Block> = fc.oneof(
      fc.record({
        kind: fc.constant('heading' as const),
        text: words,
        level: fc.constant(1 as const),
      }),
      fc.record({ kind: fc.constantFrom('text', 'item', 'note', 'gap'), text: words }),
      fc.record({ kind: fc.constant('fields' as const), rows: fc.array(row, { maxLength: 5 }) }),
      fc.record({
        kind: fc.constant('table' as const),
        headings: row,
        rows: fc.array(row, { maxLength: 40 }),
        widths: fc.constant([1, 3]),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 8 }), async (blocks) => {
        const bytes = await writePdf({ title: 'Made up', blocks }, PREVIEW);
        const pages = pdfText(bytes);
        expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
      }),
      { numRuns: 40 },
    );
  });

  test('several small rows are a table', () => {
    const input = { ...SAR };
    const filling = { report: FINCEN_SAR, input, missing: [], context: APPROVED };
    const table = formDocument(filling).blocks.find(({ kind }) => kind === 'table');
    const other = {
      kind: 'table',
      rows: [
        [/EFT/, ''],
        [/terrorist/, ''],
        [/Other/, 'Fuel invoices'],
      ],
    };
    expect(table).toMatchObject({
      ...other,
      rows: other.rows.map(([words, more]) => [expect.stringMatching(words as RegExp), more]),
    });
  });
});

describe('letters', () => {
  test('what the font has stays, all else is Latin with a note of what it was', () => {
    const letters = new Letters();
    expect(letters.fit('Peña “Ñandú” – 5 € e\u0301')).toBe('Peña “Ñandú” – 5 € é');
    expect(letters.fit('Иван Петров, S.A.')).toBe('Ivan Petrov [1], S.A.');
    expect(letters.fit('Łódź and 王小明')).toMatch(/^Lodz \[2\] and \w+ \[3\]$/);
    expect(letters.fit('Łódź')).toBe('Lodz [2]');
    expect(letters.notes[0]).toBe(
      '[1] Ivan Petrov: U+0418 U+0432 U+0430 U+043D U+0020 U+041F U+0435 U+0442 U+0440 U+043E U+0432',
    );
    expect(letters.notes.length).toBe(3);
  });

  test('whatever is given, only letters of the font come out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const letters = new Letters();
        expect([letters.fit(given), ...letters.notes].join('')).toMatch(
          /^[ -~\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
