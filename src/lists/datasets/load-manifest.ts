import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { problem, randomId, withHomeLock } from '../../base/index.ts';
import type { Versions } from '../import.ts';
import { REGISTER } from '../register.ts';
import { writeCatalog } from './catalog.ts';
import { fetchText, isRemote, resolveAddress } from './fetch.ts';
import { type LoadedDataset, type LoadOptions, loadDataset } from './load.ts';
import { parseCatalog, parseManifest } from './manifest-file.ts';
import type { DatasetSpec } from './spec.ts';

export interface ManifestOptions extends LoadOptions {
  /** Told of a dataset that could not be loaded; without it, the first failure ends the work. */
  readonly onFailure?: (name: string, error: unknown) => void;
  /** Told of each dataset as soon as it is there. */
  readonly onLoaded?: (loaded: LoadedDataset) => void;
}

/**
 * Loads the datasets of a manifest in yente's form, a file or an address, and remembers it: its
 * collections become names that can be asked for, and it can be loaded again from the same place.
 * @throws LIST_MANIFEST before anything is loaded, and what loading a dataset throws
 */
export async function loadManifest(
  store: Versions,
  source: string,
  options: ManifestOptions,
): Promise<readonly LoadedDataset[]> {
  const address = isRemote(source) ? source : resolve(source);
  const specs = await readSpecs(store, address, options);
  await withHomeLock(store, () => writeCatalog(store.home, address, specs));
  const loaded: LoadedDataset[] = [];
  for (const spec of specs.filter(({ load }) => load)) {
    try {
      const dataset = await loadDataset(store, spec, options);
      loaded.push(dataset);
      options.onLoaded?.(dataset);
    } catch (error) {
      if (options.onFailure === undefined || options.abort?.aborted === true) throw error;
      options.onFailure(spec.name, error);
    }
  }
  return loaded;
}

/** Every dataset that a manifest and its catalogues name, with addresses that stand alone. */
async function readSpecs(
  store: Versions,
  address: string,
  options: LoadOptions,
): Promise<readonly DatasetSpec[]> {
  const folder = join(store.home, 'downloads', `.manifest-${randomId()}`);
  try {
    const text = await fetchText(address, join(folder, 'manifest'), options);
    const manifest = parseManifest(text, address);
    const specs = manifest.datasets.map((spec) => resolved(spec, address));
    for (const [i, catalog] of manifest.catalogs.entries()) {
      const url = resolveAddress(catalog.url, address);
      const { authToken } = catalog;
      const expected = authToken === undefined ? {} : { authToken };
      const listed = await fetchText(url, join(folder, `catalog-${i}`), options, expected);
      specs.push(...parseCatalog(listed, { ...catalog, url }).map((spec) => resolved(spec, url)));
    }
    return checked(specs, address);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function resolved(spec: DatasetSpec, base: string): DatasetSpec {
  const { entitiesUrl, deltaUrl } = spec;
  return {
    ...spec,
    ...(entitiesUrl !== undefined && { entitiesUrl: resolveAddress(entitiesUrl, base) }),
    ...(deltaUrl !== undefined && { deltaUrl: resolveAddress(deltaUrl, base) }),
  };
}

/** No name may stand twice, nor mean the built-in register, which no manifest replaces. */
function checked(specs: readonly DatasetSpec[], where: string): readonly DatasetSpec[] {
  const names = new Set<string>();
  for (const { name } of specs) {
    if (name === REGISTER) throw problem('LIST_MANIFEST', { where, found: `${name}, our own` });
    if (names.has(name)) throw problem('LIST_MANIFEST', { where, found: `${name} twice` });
    names.add(name);
  }
  return specs;
}
