import { setImmediate } from 'node:timers/promises';
import { lazyLibrary } from '../../base/index.ts';
import type { Block, Document } from '../document.ts';
import { PREVIEW_MARK } from '../report.ts';
import type { RenderContext } from '../types.ts';
import { Letters } from './letters.ts';

/** It takes a sixth of a second and more to load, which most commands need not wait for. */
const library = lazyLibrary<typeof import('pdfkit')>('pdfkit');

const FONT = { plain: 'Helvetica', bold: 'Helvetica-Bold', italic: 'Helvetica-Oblique' } as const;
const MARGIN = 56;
/** Rows that are laid out before others get their turn: some hundredths of a second. */
const TURN_ROWS = 25;
const COLOUR = { text: '#111111', quiet: '#555555', line: '#bbbbbb', mark: '#a40000' } as const;

const WORDS = {
  en: {
    page: (n: number, all: number) => `Page ${n} of ${all}`,
    scripts: 'In other letters: as the originals have it, by Unicode code points',
    by: 'made by',
  },
  es: {
    page: (n: number, all: number) => `Página ${n} de ${all}`,
    scripts: 'En otras letras: como está en el original, por puntos de código Unicode',
    by: 'hecho por',
  },
} as const;

/**
 * A document as PDF on letter paper, with the standard fonts, which every reader has. The same
 * document and context give the same bytes: the file's times are the context's, and its
 * identifier is made of them.
 */
export async function writePdf(document: Document, context: RenderContext): Promise<Uint8Array> {
  const letters = new Letters();
  const PdfDocument = library();
  const pdf = new PdfDocument({
    size: 'LETTER',
    layout: document.landscape ? 'landscape' : 'portrait',
    margins: { top: MARGIN + 14, bottom: MARGIN + 10, left: MARGIN, right: MARGIN },
    bufferPages: true,
    // What zlib writes differs between processors and versions; approved bytes must come again.
    compress: false,
    lang: context.language === 'es' ? 'es-MX' : 'en-US',
    displayTitle: true,
    info: {
      Title: letters.fit(document.title),
      Creator: 'Tamiz',
      Producer: 'Tamiz, PDFKit',
      CreationDate: context.now,
      ModDate: context.now,
    },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  const page = new Page(pdf, letters);
  page.title(document.title);
  for (const block of document.blocks) await page.block(block);
  if (letters.notes.length > 0) {
    await page.block({ kind: 'heading', text: WORDS[context.language].scripts, level: 2 });
    // The notes themselves need no notes: they are written in letters that the font has.
    for (const one of letters.notes) await page.block({ kind: 'note', text: one });
  }
  frame(pdf, letters, document.title, context);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Lays blocks out from top to bottom. */
class Page {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #letters: Letters;

  constructor(pdf: PDFKit.PDFDocument, letters: Letters) {
    this.#pdf = pdf;
    this.#letters = letters;
  }

  get #width(): number {
    return this.#pdf.page.width - 2 * MARGIN;
  }

  get #bottom(): number {
    return this.#pdf.page.maxY();
  }

  title(text: string): void {
    this.#write(text, FONT.bold, 17, COLOUR.text);
    this.#pdf.moveDown(0.6);
  }

  async block(block: Block): Promise<void> {
    if (block.kind === 'heading') this.#heading(block.text, block.level);
    else if (block.kind === 'item') this.#indented('•', block.text, FONT.plain, COLOUR.text);
    else if (block.kind === 'gap') this.#indented('!', block.text, FONT.italic, COLOUR.mark);
    else if (block.kind === 'fields') this.#fields(block.rows);
    else if (block.kind === 'table') await this.#table(block);
    else this.#paragraph(block);
  }

  #paragraph({ kind, text }: Extract<Block, { kind: 'text' | 'note' }>): void {
    if (kind === 'text') this.#write(text, FONT.plain, 10, COLOUR.text);
    else this.#write(text, FONT.plain, 8.5, COLOUR.quiet);
    this.#pdf.moveDown(kind === 'text' ? 0.6 : 0.3);
  }

  #write(text: string, font: string, size: number, colour: string): void {
    this.#pdf.font(font).fontSize(size).fillColor(colour);
    this.#pdf.text(this.#letters.fit(text), MARGIN, this.#pdf.y, {
      width: this.#width,
      lineGap: 2,
    });
  }

  /** A heading stays with what follows. */
  #heading(text: string, level: 1 | 2): void {
    const size = level === 1 ? 12.5 : 10.5;
    if (this.#pdf.y + size * (level === 1 ? 8 : 5) > this.#bottom) this.#pdf.addPage();
    else this.#pdf.moveDown(level === 1 ? 0.7 : 0.4);
    this.#write(text, FONT.bold, size, COLOUR.text);
    this.#pdf.moveDown(0.3);
  }

  #indented(mark: string, text: string, font: string, colour: string): void {
    const words = this.#letters.fit(text);
    this.#pdf.font(font).fontSize(10).fillColor(colour);
    const options = { width: this.#width - 14, lineGap: 2 };
    if (this.#pdf.y + this.#pdf.currentLineHeight() > this.#bottom) this.#pdf.addPage();
    const top = this.#pdf.y;
    this.#pdf.text(mark, MARGIN, top, { width: 12, lineBreak: false });
    this.#pdf.text(words, MARGIN + 14, top, options);
    this.#pdf.moveDown(0.25);
  }

  #fields(rows: readonly (readonly [string, string])[]): void {
    const left = Math.min(190, this.#width * 0.36);
    for (const [label, value] of rows) {
      this.#row([
        { text: label, x: MARGIN, width: left - 10, font: FONT.bold },
        { text: value, x: MARGIN + left, width: this.#width - left, font: FONT.plain },
      ]);
    }
    this.#pdf.moveDown(0.5);
  }

  async #table({ headings, rows, widths }: Extract<Block, { kind: 'table' }>): Promise<void> {
    const total = widths.reduce((sum, width) => sum + width, 0);
    const cells = (texts: readonly string[], font: string): Cell[] => {
      let x = MARGIN;
      return texts.map((text, index) => {
        const width = ((widths[index] ?? 0) / total) * this.#width;
        const cell = { text, x, width: width - 6, font };
        x += width;
        return cell;
      });
    };
    const head = (): void => this.#row(cells(headings, FONT.bold), 8);
    head();
    for (const [index, row] of rows.entries()) {
      this.#row(cells(row, FONT.plain), 8, head);
      // A table of thousands of rows takes seconds, in which a server must answer others.
      if (index % TURN_ROWS === TURN_ROWS - 1) await setImmediate();
    }
    this.#pdf.moveDown(0.5);
  }

  /** Cells beside each other, on one page; `onNewPage` repeats the headings. */
  #row(cells: readonly Cell[], size = 9.5, onNewPage?: () => void): void {
    const pdf = this.#pdf;
    const texts = cells.map((cell) => ({ ...cell, text: this.#letters.fit(cell.text) }));
    const height = Math.max(
      ...texts.map(({ text, width, font }) =>
        pdf.font(font).fontSize(size).heightOfString(text, { width, lineGap: 1 }),
      ),
    );
    // Cells taller than half a page are written below each other: they may go on over pages.
    if (height > (this.#bottom - MARGIN) / 2) {
      for (const { text, font } of cells) this.#write(text, font, size, COLOUR.text);
    } else {
      if (pdf.y + height > this.#bottom) {
        pdf.addPage();
        onNewPage?.();
      }
      const top = pdf.y;
      for (const { text, x, width, font } of texts) {
        pdf.font(font).fontSize(size).fillColor(COLOUR.text);
        pdf.text(text, x, top, { width, lineGap: 1 });
      }
      pdf.y = top + height;
    }
    pdf.y += 3;
    pdf
      .moveTo(MARGIN, pdf.y)
      .lineTo(MARGIN + this.#width, pdf.y)
      .lineWidth(0.4)
      .strokeColor(COLOUR.line)
      .stroke();
    pdf.y += 3;
  }
}

interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly font: string;
}

/** The foot of each page, and on a preview the mark that it is one. */
function frame(
  pdf: PDFKit.PDFDocument,
  letters: Letters,
  title: string,
  { now, by, preview, language }: RenderContext,
): void {
  const words = WORDS[language];
  const time = now.toISOString().slice(0, 16).replace('T', ' ');
  const made = `${title} · ${time} UTC · ${words.by} ${by}`;
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(index);
    const { width, height } = pdf.page;
    // Text below the margin would begin a new page.
    pdf.page.margins.bottom = 0;
    const options = { width: width - 2 * MARGIN, lineBreak: false, ellipsis: true };
    pdf.font(FONT.plain).fontSize(7.5).fillColor(COLOUR.quiet);
    pdf.text(letters.fit(made), MARGIN, height - 40, { ...options, width: options.width - 90 });
    pdf.text(words.page(index + 1, count), MARGIN, height - 40, { ...options, align: 'right' });
    if (!preview) continue;
    pdf.font(FONT.bold).fontSize(11).fillColor(COLOUR.mark);
    pdf.text(PREVIEW_MARK[language], MARGIN, 34, { ...options, align: 'center' });
    pdf.save();
    pdf.rotate(-45, { origin: [width / 2, height / 2] });
    pdf.fontSize(54).fillOpacity(0.08);
    pdf.text(PREVIEW_MARK[language].split(',')[0] ?? '', 0, height / 2 - 27, {
      width,
      align: 'center',
      lineBreak: false,
    });
    pdf.restore();
  }
}
