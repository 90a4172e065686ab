import { type Clock, type OnProgress, TamizError } from '../../base/index.ts';
import { CATALOGUE, type ImportResult, ListStore, readCatalog } from '../../lists/index.ts';

export interface UpdateOptions {
  readonly home: string;
  readonly clock: Clock;
  /** Holds the tokens that a manifest names. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly abort: AbortSignal;
  /** A folder with the publishers' files, or the address of a mirror. */
  readonly from?: string;
  readonly net?: NonNullable<Parameters<ListStore['update']>[1]>['net'];
  readonly onProgress?: OnProgress;
  readonly onUpdated?: (result: ImportResult) => void;
  /** Told of what could not be updated: a list by its name, or the manifest. */
  readonly onFailure: (error: TamizError, name?: string) => void;
}

/**
 * Gets what is new of everything that is loaded: the datasets of the manifest in use, and the
 * official lists that came from their publishers; all official ones where it is said from where.
 * Files that somebody brought are not replaced. One that fails is told, and stays as it was.
 */
export async function updateLoaded(options: UpdateOptions): Promise<void> {
  const { home, clock, environment, abort, from, net, onProgress, onUpdated } = options;
  const store = new ListStore({ home, clock });
  const failed = (error: unknown, name?: string): void => {
    if (!(error instanceof TamizError)) throw error;
    options.onFailure(error, name);
  };
  const more = { abort, ...(net && { net }), ...(onProgress && { onProgress }) };
  const catalog = await readCatalog(home);
  if (catalog !== undefined) {
    const onLoaded = ({ result }: { readonly result: ImportResult }) => onUpdated?.(result);
    const onFailure = (name: string, error: unknown): void => failed(error, name);
    await store
      .loadManifest(catalog.source, { ...more, environment, onFailure, onLoaded })
      .catch((error: unknown) => failed(error));
  }
  for (const { name, active } of await store.lists()) {
    if (!CATALOGUE.some((list) => list.name === name && list.downloads.length > 0)) continue;
    if (catalog?.datasets.some((dataset) => dataset.name === name) === true) continue;
    const isFetched = active?.files.some(({ url }) => url !== undefined) === true;
    if (active === undefined || !(isFetched || from !== undefined)) continue;
    await store
      .update(name, { ...more, ...(from !== undefined && { from }) })
      .then(onUpdated, (error: unknown) => failed(error, name));
  }
}
