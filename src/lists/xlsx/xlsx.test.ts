import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { memoryFile } from '../testing/files.ts';
import { type Cell, excelDay, isSpreadsheet, readSheet } from './index.ts';
import { writeXlsx } from './testing/write-xlsx.ts';

async function read(bytes: Uint8Array): Promise<{ rows: (readonly Cell[])[]; others: string[] }> {
  const rows: (readonly Cell[])[] = [];
  const others: string[] = [];
  for await (const row of readSheet(memoryFile(bytes, 'x.xlsx', 97), (f) => others.push(f))) {
    rows.push(row.cells);
  }
  return { rows, others };
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text.filter((t) => t.trim() === t && !/_x[0-9A-Fa-f]{4}_|\p{C}/u.test(t)),
  fc.integer(),
  fc.boolean(),
);

test('what is written is read again', async () => {
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 30 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      expect((await read(writeXlsx(written))).rows).toEqual(written);
    }),
    { numRuns: 60 },
  );
});

test('empty cells keep their places, escapes are read, other sheets are told', async () => {
  const { rows, others } = await read(writeXlsx([['a', undefined, 'b_x000D_c']], ['Notes']));
  expect(rows[0]?.[1]).toBeUndefined();
  expect(rows[0]?.[2]).toBe('b\rc');
  expect(others).toEqual(['sheet Notes']);
});

test('runs and inline texts', async () => {
  const sheet =
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>' +
    '<c r="B1" t="inlineStr"><is><t>in</t></is></c><c t="str"><v>next</v></c>' +
    '<c r="D1" t="b"><v>1</v></c><c r="F1"/></row></sheetData><legacy/></worksheet>';
  const bytes = archive({ sheet });
  const { rows, others } = await read(bytes);
  expect(rows).toEqual([['ab', 'in', 'next', true, undefined, undefined]]);
  expect(others).toEqual(['legacy']);
});

function archive(parts: { sheet?: string; workbook?: string; relations?: string }): Uint8Array {
  const {
    sheet = '<worksheet/>',
    workbook = '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
    relations = '<Relationships><Relationship Id="r1" Target="/xl/s.xml"/></Relationships>',
  } = parts;
  const shared = '<sst><si><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></si></sst>';
  return zipSync({
    'xl/workbook.xml': Buffer.from(workbook),
    'xl/_rels/workbook.xml.rels': Buffer.from(relations),
    'xl/s.xml': Buffer.from(sheet),
    'xl/sharedStrings.xml': [Buffer.from(shared), { level: 0 }],
  });
}

test.each([
  ['no sheet', { workbook: '<workbook/>' }, 'without a sheet'],
  ['a sheet that is nowhere', { relations: '<Relationships/>' }, 'nowhere'],
  ['days from 1904', { workbook: '<workbook><workbookPr date1904="1"/></workbook>' }, '1904'],
  [
    'a missing part',
    { relations: '<Relationships><Relationship Id="r1" Target="x"/></Relationships>' },
    'xl/x',
  ],
  ['a text that is not there', { sheet: row('<c r="A1" t="s"><v>7</v></c>') }, 'the text 7'],
  ['an error in a cell', { sheet: row('<c r="A1" t="e"><v>#REF!</v></c>') }, 'the kind e'],
  ['a number that is none', { sheet: row('<c r="A1"><v>x</v></c>') }, 'the number "x"'],
  ['a cell that is nowhere', { sheet: row('<c r="7"><v>1</v></c>') }, '7'],
])('refuses %s', async (_, parts, found) => {
  await expect(read(archive(parts))).rejects.toMatchObject({
    code: 'LIST_FORMAT',
    found: expect.stringContaining(found),
  });
});

function row(cells: string): string {
  return `<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
}

test('cut anywhere, it is refused; with one byte changed, it is refused or means the same', async () => {
  const rows = [
    ['Reference', 'Name'],
    ['1', 'Invented'],
    [2, true],
  ] as const;
  const bytes = writeXlsx(rows);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, change) => {
        await expect(read(bytes.subarray(0, at))).rejects.toBeInstanceOf(TamizError);
        const copy = Uint8Array.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ change;
        const result = await read(copy).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
        else expect(result).toEqual({ rows, others: [] });
      },
    ),
    { numRuns: 300 },
  );
});

test('what unpacks to far more than it is packed is a bomb', async () => {
  const sheet = `<worksheet>${' '.repeat(3_000_000)}</worksheet>`;
  await expect(read(archive({ sheet }))).rejects.toMatchObject({
    found: expect.stringContaining('unpackRatio'),
  });
});

test('a spreadsheet is told from another archive', () => {
  expect(isSpreadsheet(writeXlsx([['a']]).subarray(0, 128))).toBe(true);
  expect(isSpreadsheet(zipSync({ 'SDN.XML': Buffer.from('<sdnList/>') }))).toBe(false);
  expect(isSpreadsheet(Buffer.from('PK'))).toBe(false);
});

test.each([
  [46_126, '2026-04-14'],
  [41_340.75, '2013-03-07'],
  [61, '1900-03-01'],
  [60, undefined],
  [Number.NaN, undefined],
  [2_958_466, undefined],
])('the day %s', (number, day) => expect(excelDay(number)).toBe(day));
