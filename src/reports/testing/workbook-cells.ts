import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** The cells of each sheet of a workbook, row by row; fails where a part is not well-formed. */
export function workbookCells(bytes: Uint8Array): string[][][] {
  const parts = unzipSync(bytes);
  const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/'));
  return sheets.sort().map((name) => cellsOf(strFromU8(parts[name] as Uint8Array)));
}

function cellsOf(xml: string): string[][] {
  const rows: string[][] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (name === 'row') rows.push([]);
    if (name === 'c') text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'c') rows.at(-1)?.push(text);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return rows;
}
