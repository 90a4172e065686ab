import { zipSync } from 'fflate';
import { writeXml, type XmlNode } from '../../testing/write-xml.ts';
import type { Cell } from '../sheet.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** `0` is A, `26` is AA. */
function letters(column: number): string {
  const rest = column < 26 ? '' : letters(Math.floor(column / 26) - 1);
  return rest + String.fromCharCode(65 + (column % 26));
}

/** A spreadsheet of one sheet, its texts shared, as Excel writes it. */
export function writeXlsx(
  rows: readonly (readonly Cell[])[],
  more: readonly string[] = [],
): Buffer {
  const shared = new Map<string, number>();
  const cellNode = (cell: Cell, row: number, column: number): readonly XmlNode[] => {
    if (cell === undefined) return [];
    const r = `${letters(column)}${row + 1}`;
    const node = (t: string | undefined, text: string): readonly XmlNode[] => [
      {
        name: 'c',
        attributes: t === undefined ? { r } : { r, t },
        children: [{ name: 'v', text }],
      },
    ];
    if (typeof cell === 'number') return node(undefined, String(cell));
    if (typeof cell === 'boolean') return node('b', cell ? '1' : '0');
    const index = shared.get(cell) ?? shared.size;
    shared.set(cell, index);
    return node('s', String(index));
  };
  const sheet = {
    name: 'worksheet',
    children: [
      { name: 'dimension', attributes: { ref: 'A1' } },
      {
        name: 'sheetData',
        children: rows.map((cells, row) => ({
          name: 'row',
          attributes: { r: String(row + 1) },
          children: cells.flatMap((cell, column) => cellNode(cell, row, column)),
        })),
      },
    ],
  };
  const names = ['Consolidated List', ...more];
  const files = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': writeXml({
      name: 'workbook',
      children: [
        {
          name: 'sheets',
          children: names.map((name, i) => ({
            name: 'sheet',
            attributes: { name, 'r:id': `r${i}` },
          })),
        },
      ],
    }),
    'xl/_rels/workbook.xml.rels': writeXml({
      name: 'Relationships',
      children: names.map((_, i) => ({
        name: 'Relationship',
        attributes: { Id: `r${i}`, Target: `worksheets/sheet${i + 1}.xml` },
      })),
    }),
    'xl/worksheets/sheet1.xml': writeXml(sheet),
    'xl/sharedStrings.xml': writeXml({
      name: 'sst',
      children: [...shared.keys()].map((text) => ({ name: 'si', children: [{ name: 't', text }] })),
    }),
  };
  return Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, Buffer.from(HEAD + text)]),
      ),
      { mtime: '2026-01-01T00:00:00Z' },
    ),
  );
}
