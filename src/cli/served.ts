import { TamizError } from '../base/index.ts';
import { CATALOGUE, type Catalog, ListStore, readCatalog } from '../lists/index.ts';
import type { Screener } from '../screening/index.ts';
import type { Context } from './context.ts';
import { homeOf } from './home.ts';
import { openLists } from './open.ts';
import type { GlobalOptions } from './options.ts';
import { tell } from './tell.ts';

/** What a server answers from: the lists, and the manifest that names them. */
export interface Served {
  readonly screener: Screener;
  readonly catalog: Catalog | undefined;
}

/** Reads the manifest in use beside the lists that were opened. */
export async function withCatalog(
  context: Context,
  options: GlobalOptions,
  screener: Screener,
): Promise<Served> {
  return { screener, catalog: await readCatalog(homeOf(context, options.home)) };
}

/**
 * Gets what is new of everything that is loaded: the datasets of the manifest in use, and the
 * official lists that were fetched from their publishers. Then opens them anew.
 * @throws the first failure, after everything was tried; what failed is as before
 */
export async function updateServed(context: Context, options: GlobalOptions): Promise<Served> {
  const home = homeOf(context, options.home);
  const { clock, env, abort } = context;
  const store = new ListStore({ home, clock });
  const failures: unknown[] = [];
  const failed = (error: unknown, name?: string): void => {
    if (!(error instanceof TamizError)) throw error;
    tell(context, error, name);
    failures.push(error);
  };
  const catalog = await readCatalog(home);
  if (catalog !== undefined) {
    const onFailure = (name: string, error: unknown): void => failed(error, name);
    await store
      .loadManifest(catalog.source, { environment: env, abort, onFailure })
      .catch((error: unknown) => failed(error));
  }
  const fetched = (await store.lists()).filter(
    ({ name, active }) =>
      CATALOGUE.some((list) => list.name === name) &&
      !catalog?.datasets.some((dataset) => dataset.name === name) &&
      active?.files.some(({ url }) => url !== undefined) === true,
  );
  for (const { name } of fetched) {
    await store.update(name, { abort }).catch((error: unknown) => failed(error, name));
  }
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
