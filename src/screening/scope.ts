import type { ListState, Screener } from './types.ts';

/**
 * The screener as a run that asks only some lists has it: its lists and what it says of its
 * coverage are those. The engine stays, as the run itself leaves the other lists out.
 */
export function scopedTo(screener: Screener, datasets: readonly string[] | undefined): Screener {
  if (datasets === undefined) return screener;
  const lists = screener.lists.filter(({ name }) => datasets.includes(name));
  const named = (published: string, taken: string) =>
    lists.map((list) => `${list.name}${dayOf(list, published, taken)}`).join(', ');
  return {
    ...screener,
    lists,
    coverage: {
      registerOnly: lists.every(({ state }) => state === 'built-in'),
      sentence: {
        en: `Screened only against ${named('published', 'taken in')}, as asked.`,
        es: `Solo se comparó con ${named('publicada', 'incorporada')}, como se pidió.`,
      },
    },
  };
}

function dayOf(
  { published, fetched }: ListState,
  publishedWord: string,
  takenWord: string,
): string {
  if (published !== null) return ` (${publishedWord} ${published.slice(0, 10)})`;
  return fetched === null ? '' : ` (${takenWord} ${fetched.slice(0, 10)})`;
}
