import { type Catalog, readCatalog } from '../lists/index.ts';
import { PastScreeners, type Screener, updateLoaded } from '../screening/index.ts';
import type { Context } from './context.ts';
import { homeOf } from './home.ts';
import { openLists } from './open.ts';
import type { GlobalOptions } from './options.ts';
import { tell } from './tell.ts';

/** What a server answers from: the lists, and the manifest that names them. */
export interface Served {
  readonly screener: Screener;
  readonly catalog: Catalog | undefined;
  /** The lists as they stood on past days, opened when they are asked for. */
  readonly past: PastScreeners;
}

/** Reads the manifest in use beside the lists that were opened, and gets ready for past days. */
export async function withCatalog(
  context: Context,
  options: GlobalOptions,
  screener: Screener,
): Promise<Served> {
  const home = homeOf(context, options.home);
  const { clock } = context;
  const past = new PastScreeners({ home, clock, current: screener.engine });
  return { screener, catalog: await readCatalog(home), past };
}

/**
 * Gets what is new of everything that is loaded (see `updateLoaded`), then opens it anew.
 * @throws the first failure, after everything was tried; what failed is as before
 */
export async function updateServed(context: Context, options: GlobalOptions): Promise<Served> {
  const home = homeOf(context, options.home);
  const { clock, env, abort } = context;
  const failures: unknown[] = [];
  await updateLoaded({
    home,
    clock,
    environment: env,
    abort,
    onFailure: (error, name) => {
      tell(context, error, name);
      failures.push(error);
    },
  });
  const served = await withCatalog(context, options, await openLists(context, options));
  const [first] = failures;
  if (first !== undefined) throw Object.assign(new UpdateFailure(served), { cause: first });
  return served;
}

/** Some of it failed; the rest is there. */
export class UpdateFailure extends Error {
  readonly served: Served;

  constructor(served: Served) {
    super('Some lists could not be updated.');
    this.served = served;
  }
}
