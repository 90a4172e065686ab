import { expect, test } from 'vitest';
import { contentTypes, row, workbook, workbookRels } from './xlsx-parts.ts';

test('columns after Z have two letters, as spreadsheets call them', () => {
  const xml = row(
    3,
    Array.from({ length: 703 }, (_, i) => i),
    false,
  );
  const names = [...xml.matchAll(/ r="([A-Z]+)3"/g)].map(([, name]) => name);
  expect([names[0], names[25], names[26], names[51], names[52], names[701], names[702]]).toEqual([
    ...['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'],
  ]);
  expect(new Set(names).size).toBe(703);
});

test('a workbook of three sheets names each once in each part', () => {
  expect(contentTypes(3).match(/worksheets\/sheet\d\.xml/g)).toEqual([
    ...['worksheets/sheet1.xml', 'worksheets/sheet2.xml', 'worksheets/sheet3.xml'],
  ]);
  const targets = [...workbookRels(3).matchAll(/Id="(rId\d)"/g)].map(([, id]) => id);
  expect(targets).toEqual(['rId1', 'rId2', 'rId3', 'rId4']);
  const ids = [...workbook(['a', 'b', '<c>']).matchAll(/r:id="(rId\d)"/g)].map(([, id]) => id);
  expect(ids).toEqual(['rId1', 'rId2', 'rId3']);
});
