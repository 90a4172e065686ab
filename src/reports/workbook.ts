import { type Zippable, zipSync } from 'fflate';
import {
  contentTypes,
  PACKAGE_RELS,
  row,
  STYLES,
  sheet,
  workbook,
  workbookRels,
} from '../base/index.ts';

/** A sheet of a workbook: a heading row and what stands under it. */
export interface Sheet {
  /** At most 31 characters, which is what spreadsheets show. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly widths: readonly number[];
}

/** The same time in every file, so that the same rows give the same bytes; local, as ZIP has it. */
const MTIME = '1980-01-01T00:00:00';

/**
 * A small workbook in memory. Cells are inline text, which a spreadsheet never takes for a
 * formula; amounts are text too, as a spreadsheet's numbers lose cents of large ones.
 */
export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const files: Record<string, string> = {};
  for (const [index, { headings, rows, widths }] of sheets.entries()) {
    const body = rows.map((cells, at) => row(at + 2, cells, false)).join('');
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      sheet.open(widths) + row(1, headings, true) + body + sheet.close;
  }
  files['xl/workbook.xml'] = workbook(sheets.map(({ name }) => name));
  files['xl/_rels/workbook.xml.rels'] = workbookRels(sheets.length);
  files['xl/styles.xml'] = STYLES;
  files['_rels/.rels'] = PACKAGE_RELS;
  files['[Content_Types].xml'] = contentTypes(sheets.length);
  const parts: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    parts[name] = [Buffer.from(content), { level: 6, mtime: MTIME }];
  }
  return zipSync(parts);
}
