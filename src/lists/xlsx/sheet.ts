import { problem } from '../../base/index.ts';
import type { ListFile } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { type Archive, openArchive } from './archive.ts';

/** What a cell holds; undefined when it is empty. Days are numbers, see `excelDay`. */
export type Cell = string | number | boolean | undefined;

export interface SheetRow {
  /** The row's number in the spreadsheet. */
  readonly line: number;
  /** By column, from 0. */
  readonly cells: readonly Cell[];
}

/** What stands beside the rows and says only how they look. */
const LOOKS = new Set([
  ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'autoFilter', 'pageMargins'],
  ...['pageSetup', 'headerFooter', 'printOptions', 'conditionalFormatting', 'dataValidations'],
  ...['ignoredErrors', 'sheetProtection', 'hyperlinks', 'drawing', 'legacyDrawing', 'extLst'],
  ...['phoneticPr', 'sortState', 'tableParts', 'rowBreaks', 'colBreaks', 'mergeCells'],
]);

/**
 * The rows of a spreadsheet's first sheet. The texts that cells share are held in memory, the rows
 * stream.
 * @param onOther hears of sheets and parts that are not read
 * @throws LIST_FORMAT for what is no whole spreadsheet
 */
export async function* readSheet(
  file: ListFile,
  onOther: (found: string) => void,
): AsyncGenerator<SheetRow> {
  const archive = await openArchive(file);
  await archive.verify();
  const sheet = await firstSheet(archive, file, onOther);
  const shared = await sharedTexts(archive);
  const layout = { root: 'worksheet', records: ['sheetData/row'] };
  for await (const event of readXml(archive.file(sheet), layout)) {
    if (event.kind === 'other' && !LOOKS.has(event.path)) onOther(event.path);
    if (event.kind === 'record') yield readRow(event.element, shared, file.name);
  }
}

async function firstSheet(
  archive: Archive,
  file: ListFile,
  onOther: (found: string) => void,
): Promise<string> {
  const workbook = { root: 'workbook', records: ['sheets/sheet', 'workbookPr'] };
  const sheets: XmlElement[] = [];
  for await (const event of readXml(archive.file('xl/workbook.xml'), workbook)) {
    if (event.kind !== 'record') continue;
    if (event.element.name === 'sheet') sheets.push(event.element);
    else if (/^(?:1|true)$/.test(event.element.attributes.get('date1904') ?? '')) {
      throw notRead(file, 'days that are counted from 1904');
    }
  }
  const [first, ...others] = sheets;
  if (first === undefined) throw notRead(file, 'a workbook without a sheet');
  for (const other of others) onOther(`sheet ${other.attributes.get('name') ?? ''}`);
  const id = first.attributes.get('id');
  const relations = { root: 'Relationships', records: ['Relationship'] };
  for await (const event of readXml(archive.file('xl/_rels/workbook.xml.rels'), relations)) {
    if (event.kind !== 'record' || event.element.attributes.get('Id') !== id) continue;
    const target = event.element.attributes.get('Target') ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }
  throw notRead(file, 'a sheet that is nowhere');
}

const notRead = (file: ListFile, found: string) =>
  problem('LIST_FORMAT', { where: file.name, expected: 'a spreadsheet with a list', found });

async function sharedTexts(archive: Archive): Promise<readonly string[]> {
  const texts: string[] = [];
  if (!archive.names.includes('xl/sharedStrings.xml')) return texts;
  const layout = { root: 'sst', records: ['si'] };
  for await (const event of readXml(archive.file('xl/sharedStrings.xml'), layout)) {
    if (event.kind === 'record') texts.push(textOf(event.element));
  }
  return texts;
}

/** The text of `si` or `is`: whole, or in runs of one look; how it is pronounced is left out. */
function textOf(element: XmlElement): string {
  const parts = element.children.flatMap((child) => {
    if (child.name === 't') return [child.text];
    return child.name === 'r'
      ? child.children.filter((c) => c.name === 't').map((c) => c.text)
      : [];
  });
  return unescaped(parts.join(''));
}

/** Characters that XML cannot hold are written as `_x000D_`. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

function readRow(row: XmlElement, shared: readonly string[], name: string): SheetRow {
  const line = Number(row.attributes.get('r') ?? Number.NaN);
  const where = `${name}, row ${line}`;
  const cells: Cell[] = [];
  for (const cell of row.children) {
    if (cell.name !== 'c') continue;
    const reference = cell.attributes.get('r');
    const column = reference === undefined ? cells.length : columnOf(reference);
    if (column === undefined || column > 16_383) {
      throw problem('LIST_FORMAT', { where, expected: 'cells of a row', found: `${reference}` });
    }
    cells[column] = readCell(cell, shared, where);
  }
  return { line, cells };
}

/** `A1` is 0, `AA7` is 26. */
function columnOf(reference: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function readCell(cell: XmlElement, shared: readonly string[], where: string): Cell {
  const type = cell.attributes.get('t') ?? 'n';
  const value = cell.children.find((child) => child.name === 'v')?.text;
  if (type === 'inlineStr') {
    const inline = cell.children.find((child) => child.name === 'is');
    return inline === undefined ? undefined : textOf(inline);
  }
  if (value === undefined || value === '') return undefined;
  const fail = (found: string) =>
    problem('LIST_FORMAT', { where, expected: 'cells of texts, numbers and yes or no', found });
  if (type === 's') {
    const text = /^\d+$/.test(value) ? shared[Number(value)] : undefined;
    if (text === undefined) throw fail(`the text ${value}, which is not there`);
    return text;
  }
  if (type === 'b') return value === '1' || value === 'true';
  if (type === 'str' || type === 'd') return unescaped(value);
  if (type !== 'n')
    throw fail(`a cell of the kind ${type} with ${JSON.stringify(value.slice(0, 40))}`);
  const number = Number(value);
  if (!Number.isFinite(number)) throw fail(`the number ${JSON.stringify(value.slice(0, 40))}`);
  return number;
}

/**
 * The ISO day of a number that a spreadsheet shows as one: days since 1899-12-30, which is right
 * from March 1900 on. Undefined for what is no day of a life.
 */
export function excelDay(number: number): string | undefined {
  if (!Number.isFinite(number) || number < 61 || number >= 2_958_466) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(number) * 86_400_000)
    .toISOString()
    .slice(0, 10);
}
