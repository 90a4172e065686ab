import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumOf } from '../decimal.ts';
import { completeInput } from '../testing/arbitrary.ts';
import { APPROVED } from '../testing/context.ts';
import { ANNUAL, BLOCKED, REJECTED, UNBLOCKED } from '../testing/ofac.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { workbookCells } from '../testing/workbook-cells.ts';
import type { Report } from '../types.ts';
import { annualOf } from './annual.ts';
import type { AnnualInput } from './forms.ts';
import { OFAC_ANNUAL, OFAC_BLOCKED, OFAC_REJECTED, OFAC_UNBLOCKED } from './reports.ts';

const PREVIEW = { ...APPROVED, preview: true };
const cellsOf = async (report: Report, input: object, context = APPROVED) =>
  workbookCells((await report.render(input as never, 'xlsx', context)).bytes);

describe('reports of one event', () => {
  test.each([
    [OFAC_BLOCKED, BLOCKED, '1234567.89'],
    [OFAC_UNBLOCKED, UNBLOCKED, 'Mistaken identity (31 CFR 501.806)'],
    [OFAC_REJECTED, REJECTED, 'Banco Inventado'],
  ] as [Report, object, string][])(
    '$name has all that is said in each format',
    async (report, input, said) => {
      expect(report.missing(input as never)).toEqual([]);
      const [[headings = [], ...rows] = []] = await cellsOf(report, input);
      expect(headings).toEqual(['Part', 'Field', 'Value']);
      expect(rows.map(([, , value]) => value)).toContain(said);
      const pages = pdfText((await report.render(input as never, 'pdf', APPROVED)).bytes).join(
        '\n',
      );
      expect(pages).toContain(said);
      const json = Buffer.from((await report.render(input as never, 'json', APPROVED)).bytes);
      expect(JSON.parse(json.toString()).input).toEqual(input);
      await expect(report.render(input as never, 'xml', APPROVED)).rejects.toMatchObject({
        code: 'REPORT_FORMAT',
      });
    },
  );

  test('of the party, its listing is asked for or why it is blocked without one', () => {
    const target = { name: 'Ejemplo' };
    const paths = (change: object) =>
      OFAC_BLOCKED.missing({ ...BLOCKED, target: { ...target, ...change } }).map(
        ({ path }) => path,
      );
    expect(paths({})).toEqual(['target.listing']);
    expect(paths({ unlistedBecause: 'Owned 60 percent by a listed person' })).toEqual([]);
  });

  test('a licence has a number, a transfer somebody who received it', () => {
    const change = { how: 'specific-licence', action: 'transferred' } as const;
    const missing = OFAC_UNBLOCKED.missing({ ...UNBLOCKED, ...change });
    expect(missing.map(({ path }) => path)).toEqual(['ground', 'recipient']);
  });

  test('what was blocked in a transaction has a copy of its instructions', () => {
    const { attachments: _, ...rest } = BLOCKED;
    expect(OFAC_BLOCKED.missing(rest)).toEqual([]);
    const { transaction } = REJECTED;
    const missing = OFAC_BLOCKED.missing({ ...rest, ...(transaction && { transaction }) });
    expect(missing.map(({ path }) => path)).toEqual(['attachments']);
  });

  test('names in other letters keep them in the sheet', async () => {
    const [rows = []] = await cellsOf(OFAC_REJECTED, REJECTED);
    expect(rows.flat()).toContain('Иван Ейемпло');
    const { bytes } = await OFAC_REJECTED.render(REJECTED, 'pdf', APPROVED);
    expect(pdfText(bytes).join('\n')).toContain('Ivan Eyemplo [1]');
  });
});

describe('the annual report', () => {
  test('has what was held on 30 June, one row a block, omnibus accounts broken out', () => {
    const annual = annualOf(ANNUAL);
    expect(annual.rows.map(({ id }) => id)).toEqual(['B1', 'B2', 'B5', 'B7/1', 'B7/2']);
    expect(annual).toMatchObject({ asOf: '2026-06-30', count: 5, totalUsd: '284.51' });
    expect(annual.leftOut).toEqual([
      { id: 'B3', why: 'blocked-later' },
      { id: 'B4', why: 'left' },
      { id: 'B6', why: 'licensed' },
    ]);
  });

  test('is a workbook whose part A counts the rows of part B, with amounts as they were', async () => {
    const [partA = [], partB = [], notes = []] = await cellsOf(OFAC_ANNUAL, ANNUAL);
    expect(partA).toContainEqual(['Number of blocks reported in part B', '5']);
    expect(partB.length - 1).toBe(5);
    expect(partB.at(-1)).toEqual([
      ...['B7/2', 'Second Inventado', 'SDGT', 'Account', 'Balance of an account', '', '222'],
      ...['2025-03-01', '20.20', 'USD', '20.20'],
    ]);
    expect(partB[2]?.slice(8)).toEqual(['50.005', 'EUR', '54.01']);
    expect(notes.flat().join(' ')).toContain('not compared with the official sheet');
    expect(notes.flat()).not.toContain('PREVIEW, not approved');
    expect((await cellsOf(OFAC_ANNUAL, ANNUAL, PREVIEW))[2]?.flat()).toContain(
      'PREVIEW, not approved',
    );
  });

  test('as a page names what was left out, and says so where nothing is held', async () => {
    const page = async (input: AnnualInput) =>
      pdfText((await OFAC_ANNUAL.render(input, 'pdf', APPROVED)).bytes).join('\n');
    expect(await page(ANNUAL)).toContain('Under a licence on 30 June');
    const licensed = { ...ANNUAL, blocks: ANNUAL.blocks?.slice(5, 6) ?? [] };
    expect(await page(licensed)).toContain('Who holds nothing does not file');
  });

  test('an omnibus account must be broken out, and add up', async () => {
    const [first = {}] = ANNUAL.blocks ?? [];
    const omnibus = { ...first, omnibus: true };
    expect(OFAC_ANNUAL.missing({ ...ANNUAL, blocks: [omnibus] }).map(({ path }) => path)).toEqual([
      'blocks.0.parts',
    ]);
    const parts = [{ target: 'x', value: { amount: '1', currency: 'USD' }, valueUsd: '1' }];
    const wrong = { ...ANNUAL, blocks: [{ ...omnibus, parts }] };
    await expect(OFAC_ANNUAL.render(wrong, 'json', APPROVED)).rejects.toThrow(/add up to 1\b/);
    const twice = { ...ANNUAL, blocks: [first, first] };
    await expect(OFAC_ANNUAL.render(twice, 'json', APPROVED)).rejects.toThrow(/B1 twice/);
    const early = { ...ANNUAL, blocks: [{ ...first, left: '2025-02-28' }] };
    await expect(OFAC_ANNUAL.render(early, 'json', APPROVED)).rejects.toThrow(
      /before it was blocked/,
    );
  });

  test('the count is that of the rows, and every block is a row or left out, whatever comes', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(completeInput(OFAC_ANNUAL as Report), async (given) => {
        const input = given as AnnualInput;
        // Ids of their own, and parts that add up: what else would be refused.
        const blocks = (input.blocks ?? []).map((block, index) => {
          const { left: _, ...rest } = block;
          const sum = sumOf((block.parts ?? []).map(({ valueUsd = '0' }) => valueUsd));
          return { ...rest, id: `B${index}`, ...(block.omnibus ? { valueUsd: sum } : {}) };
        });
        const good = { ...input, blocks };
        let cells: string[][][];
        try {
          cells = await cellsOf(OFAC_ANNUAL as Report, good);
        } catch (error) {
          expect(error).toMatchObject({ code: 'REPORT_INPUT' });
          return;
        }
        const annual = annualOf(good);
        const count = cells[0]?.find(([label]) => label?.includes('Number of blocks'))?.[1];
        expect(Number(count)).toBe((cells[1]?.length ?? 0) - 1);
        const told = new Set([...annual.rows, ...annual.leftOut].map(({ id }) => id.split('/')[0]));
        expect(told).toEqual(new Set(blocks.map(({ id }) => id)));
        done++;
      }),
      { numRuns: 100 },
    );
    expect(done).toBeGreaterThan(50);
  });

  test('sums are exact', () => {
    expect(sumOf(['0.1', '0.2'])).toBe('0.3');
    expect(sumOf(['999999999999999.99999999', '0.00000001'])).toBe('1000000000000000.00000000');
    expect(sumOf([])).toBe('0');
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 17n })), (cents) => {
        const amounts = cents.map((n) => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`);
        const sum = cents.reduce((a, b) => a + b, 0n);
        expect(BigInt(sumOf(amounts).replace('.', ''))).toBe(cents.length === 0 ? 0n : sum);
      }),
    );
  });
});
