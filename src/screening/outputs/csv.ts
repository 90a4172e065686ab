import type { Sink } from './sink.ts';
import { HIT_COLUMNS, type HitWriter, hitCells, type Language } from './writer.ts';

/**
 * CSV by RFC 4180, in UTF-8 with a byte order mark, as Excel reads Spanish wrongly without one. The
 * headings are names for programs and the same in both languages. `isNew` is false when a file is
 * gone on with, which has its headings already.
 */
export function csvWriter(sink: Sink, language: Language, isNew: boolean): HitWriter {
  let header = isNew ? `\ufeff${line(HIT_COLUMNS.map((column) => column.key))}` : '';
  const writeHeader = async (): Promise<void> => {
    if (header === '') return;
    const text = header;
    header = '';
    await sink.write(text);
  };
  return {
    async write(hit) {
      await writeHeader();
      await sink.write(line(hitCells(hit, language)));
    },
    async finish() {
      await writeHeader();
      await sink.close();
    },
    close: () => sink.close(),
    async checkpoint() {
      await writeHeader();
      return sink.flush();
    },
  };
}

function line(cells: readonly (string | number)[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/**
 * A spreadsheet runs a cell that begins like a formula, and a customer may have written it. Such a
 * cell gets an apostrophe in front, which the spreadsheet takes for "this is text" (OWASP, CSV
 * Injection). Programs that read the file can take it off again.
 */
export function cellText(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
