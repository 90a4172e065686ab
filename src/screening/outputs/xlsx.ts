import { Zip, ZipDeflate } from 'fflate';
import {
  contentTypes,
  PACKAGE_RELS,
  problem,
  row,
  STYLES,
  sheet,
  workbook,
  workbookRels,
} from '../../base/index.ts';
import type { ListState, ScreenSummary } from '../types.ts';
import type { Sink } from './sink.ts';
import { HIT_COLUMNS, type HitWriter, hitCells, type Language } from './writer.ts';

/** Rows of one sheet, the heading among them (Excel specifications and limits). */
const MAX_ROWS = 1_048_576;

/** Enough XML to be worth compressing at once. */
const CHUNK_CHARACTERS = 65_536;

/** The same time in every file, so that the same hits give the same bytes; local, as ZIP has it. */
const MTIME = '1980-01-01T00:00:00';

const SUMMARY_TEXT = {
  en: {
    title: 'Summary',
    hits: 'Hits',
    records: 'Records',
    withHits: 'Records with hits',
    strong: 'Strong hits',
    possible: 'Possible hits',
    complete: 'Complete',
    yes: 'yes',
    no: 'no, interrupted',
    lastLine: 'Last line read',
    encoding: 'Encoding',
    signal: 'Signal',
    list: 'List',
    coverage: 'Screened against',
  },
  es: {
    title: 'Resumen',
    hits: 'Coincidencias',
    records: 'Registros',
    withHits: 'Registros con coincidencias',
    strong: 'Coincidencias fuertes',
    possible: 'Coincidencias posibles',
    complete: 'Completo',
    yes: 'sí',
    no: 'no, interrumpido',
    lastLine: 'Última línea leída',
    encoding: 'Codificación',
    signal: 'Aviso',
    list: 'Lista',
    coverage: 'Comparado con',
  },
} as const;

/**
 * An Office Open XML workbook (ECMA-376) with a sheet of hits and a summary, written as it grows:
 * memory does not. Cells are inline text, which a spreadsheet never takes for a formula. Throws
 * `OUTPUT_TOO_LARGE` when the hits are more than a sheet can hold.
 */
export function xlsxWriter(
  sink: Sink,
  language: Language,
  lists: readonly ListState[],
  maxRows = MAX_ROWS,
): HitWriter {
  const archive = new Archive(sink);
  const text = SUMMARY_TEXT[language];
  let rows = 1;
  let pending = sheet.open(HIT_COLUMNS.map((column) => column.width));
  pending += row(
    1,
    HIT_COLUMNS.map((column) => column.heading[language]),
    true,
  );
  archive.begin('xl/worksheets/sheet1.xml');
  return {
    async write(hit) {
      if (++rows > maxRows) {
        throw problem('OUTPUT_TOO_LARGE', { found: `more than ${maxRows - 1} hits` });
      }
      pending += row(rows, hitCells(hit, language), false);
      if (pending.length < CHUNK_CHARACTERS) return;
      archive.push(pending);
      pending = '';
      await archive.drain();
    },
    async finish(summary) {
      archive.end(pending + sheet.close);
      archive.file('xl/worksheets/sheet2.xml', summarySheet(summary, lists, language));
      archive.file('xl/workbook.xml', workbook([text.hits, text.title]));
      archive.file('xl/_rels/workbook.xml.rels', workbookRels(2));
      archive.file('xl/styles.xml', STYLES);
      archive.file('_rels/.rels', PACKAGE_RELS);
      archive.file('[Content_Types].xml', contentTypes(2));
      archive.finish();
      await archive.drain();
      await sink.close();
    },
    close: () => sink.close(),
  };
}

/** A ZIP file that grows; what the packer gives is kept until `drain` has written it. */
class Archive {
  readonly #sink: Sink;
  readonly #zip: Zip;
  #ready: Uint8Array[] = [];
  #failure: unknown;
  #entry: ZipDeflate | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#failure ??= error;
      else this.#ready.push(chunk);
    });
  }

  begin(name: string): void {
    this.#entry = new ZipDeflate(name, { level: 6 });
    this.#entry.mtime = MTIME;
    this.#zip.add(this.#entry);
  }

  push(text: string): void {
    this.#entry?.push(Buffer.from(text), false);
  }

  end(text: string): void {
    this.#entry?.push(Buffer.from(text), true);
  }

  file(name: string, text: string): void {
    this.begin(name);
    this.end(text);
  }

  finish(): void {
    this.#zip.end();
  }

  async drain(): Promise<void> {
    const ready = this.#ready;
    this.#ready = [];
    if (this.#failure !== undefined) throw this.#failure;
    for (const chunk of ready) await this.#sink.write(chunk);
  }
}

function summarySheet(
  summary: ScreenSummary,
  lists: readonly ListState[],
  language: Language,
): string {
  const text = SUMMARY_TEXT[language];
  const lines: (readonly (string | number)[])[] = [
    [text.coverage, summary.coverage[language]],
    [text.records, summary.records],
    [text.withHits, summary.recordsWithHits],
    [text.strong, summary.hits.strong],
    [text.possible, summary.hits.possible],
    [text.complete, summary.complete ? text.yes : text.no],
    [text.lastLine, summary.lastLine],
    [text.encoding, summary.encoding],
    ...Object.entries(summary.signals).map(([kind, count]) => [`${text.signal}: ${kind}`, count]),
    ...lists
      .filter((list) => list.state !== 'absent')
      .map((list) => [
        `${text.list}: ${list.name}`,
        [list.title, list.published, list.version].filter((part) => part !== null).join(', '),
      ]),
  ];
  const rows = lines.map((cells, i) => row(i + 2, cells, false)).join('');
  return `${sheet.open([34, 100])}${row(1, [text.title], true)}${rows}${sheet.close}`;
}
