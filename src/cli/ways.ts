import { readCatalog } from '../lists/index.ts';
import { WAYS, type Way } from '../screening/index.ts';
import type { Context } from './context.ts';

/** How each way in is asked again. The server knows its own, and is only loaded where it must. */
export function waysOf({ clock }: Context, home: string): Readonly<Record<string, Way>> {
  const http: Way = async (screener, asked) => {
    const { requestAgain } = await import('../server/index.ts');
    return requestAgain(screener, asked, { clock, catalog: await readCatalog(home) });
  };
  return { ...WAYS, http };
}
