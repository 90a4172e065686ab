import { visible } from './visible.ts';

/** A column: its heading, and on which side its text stands. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** Longest text that is shown whole, in cells of a terminal. */
  readonly most?: number;
}

const DEFAULT_MOST = 60;
/** Narrower than this a column says nothing any more. */
const LEAST = 12;
const GAP = '  ';

/** How many cells of a terminal a character takes; letters of East Asia take two. */
function cellsOf(character: string): number {
  if (/[\p{M}\p{Cf}]/u.test(character)) return 0;
  return /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿！-｠]|\p{Emoji_Presentation}/u.test(character) ? 2 : 1;
}

function width(text: string): number {
  let cells = 0;
  for (const character of text) cells += cellsOf(character);
  return cells;
}

function shorten(text: string, most: number): string {
  if (width(text) <= most) return text;
  let short = '';
  let cells = 1;
  for (const character of text) {
    cells += cellsOf(character);
    if (cells > most) break;
    short += character;
  }
  return `${short}…`;
}

/**
 * A plain text table with a rule under its headings. Columns are cut at their `most`, and the
 * widest further until the table fits into `fit` cells. Nothing in a cell can act on the terminal.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  fit = Number.POSITIVE_INFINITY,
): string {
  const texts = rows.map((row) =>
    columns.map((_, i) => visible((row[i] ?? '').replaceAll('\n', ' '))),
  );
  const widths = fitted(
    columns.map(({ heading, most = DEFAULT_MOST }, i) =>
      Math.max(width(heading), ...texts.map((row) => Math.min(most, width(row[i] as string)))),
    ),
    fit,
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => {
        const shown = shorten(text, widths[i] as number);
        const gap = ' '.repeat((widths[i] as number) - width(shown));
        return columns[i]?.align === 'right' ? gap + shown : shown + gap;
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((cells) => '─'.repeat(cells)).join(GAP);
  return [line(columns.map((column) => column.heading)), rule, ...texts.map(line)].join('\n');
}

/** Takes from the widest column, cell by cell, until all fit or none can give more. */
function fitted(widths: readonly number[], fit: number): readonly number[] {
  const result = [...widths];
  const total = () => result.reduce((sum, cells) => sum + cells, GAP.length * (result.length - 1));
  while (total() > fit) {
    const widest = result.indexOf(Math.max(...result));
    if ((result[widest] as number) <= LEAST) break;
    result[widest] = (result[widest] as number) - 1;
  }
  return result;
}
