/** A column: its heading, and on which side its text stands. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** Longest text that is shown whole. */
  readonly most?: number;
}

/** How many cells of a terminal a text takes; wide letters of East Asia take two. */
function width(text: string): number {
  let cells = 0;
  for (const character of text) {
    cells += /\p{M}/u.test(character) ? 0 : /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿！-｠]/u.test(character) ? 2 : 1;
  }
  return cells;
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** A plain text table with a rule under its headings. Control characters of data are made visible. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const cells = rows.map((row) =>
    columns.map((column, i) => shorten((row[i] ?? '').replace(/\p{Cc}/gu, '�'), column.most ?? 60)),
  );
  const widths = columns.map((column, i) =>
    Math.max(width(column.heading), ...cells.map((row) => width(row[i] as string))),
  );
  const line = (row: readonly string[]) =>
    columns
      .map((column, i) => {
        const gap = ' '.repeat((widths[i] as number) - width(row[i] as string));
        return column.align === 'right' ? gap + row[i] : row[i] + gap;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((w) => '─'.repeat(w)).join('  ');
  return [line(columns.map((c) => c.heading)), rule, ...cells.map(line)].join('\n');
}
