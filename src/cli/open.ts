import { openScreener, type Screener } from '../screening/index.ts';
import type { Context } from './context.ts';
import { homeOf } from './home.ts';
import type { GlobalOptions } from './options.ts';
import { withProgress } from './progress-line.ts';

/** Opens the lists of the data folder. Rejects with the abort when that came meanwhile. */
export async function openLists(
  context: Context,
  { home, asOf }: GlobalOptions & { readonly asOf?: string },
): Promise<Screener> {
  const screener = await withProgress(context, (onProgress) =>
    openScreener({
      home: homeOf(context, home),
      clock: context.clock,
      ...(asOf !== undefined && { asOf }),
      onProgress,
    }),
  );
  context.abort.throwIfAborted();
  return screener;
}
