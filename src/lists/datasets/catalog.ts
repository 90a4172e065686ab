import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, hasErrno, problem, writeAtomically } from '../../base/index.ts';
import type { DatasetSpec } from './spec.ts';

/** A dataset of the manifest in use, with the version of it that is loaded. */
export interface CatalogDataset extends Omit<DatasetSpec, 'authToken'> {
  /** The publisher's version of what is loaded; absent while nothing is. */
  readonly indexVersion?: string;
}

/** The manifest in use: which datasets there are, and what belongs to which collection. */
export interface Catalog {
  /** The file or address of the manifest, to load it again. */
  readonly source: string;
  readonly datasets: readonly CatalogDataset[];
}

const pathOf = (home: string): string => join(home, 'lists', 'catalog.json');

const activePath = (home: string, name: string): string => join(home, 'lists', name, 'active.json');

/** Remembers the manifest of a data folder. Tokens stay out of it. */
export async function writeCatalog(
  home: string,
  source: string,
  specs: readonly DatasetSpec[],
): Promise<void> {
  const datasets = specs.map(({ authToken: _, ...spec }) => spec);
  await writeAtomically(pathOf(home), JSON.stringify({ source, datasets }, null, 2));
}

/**
 * The manifest of a data folder, or undefined where none was loaded.
 * @throws LIST_DAMAGED when the file is not as it was written
 */
export async function readCatalog(home: string): Promise<Catalog | undefined> {
  const catalog = await readJson<Catalog>(pathOf(home), (value) => Array.isArray(value.datasets));
  if (catalog === undefined) return undefined;
  const datasets: CatalogDataset[] = [];
  for (const dataset of catalog.datasets) {
    const declared = await readDeclared(home, dataset.name);
    datasets.push(
      declared === undefined ? dataset : { ...dataset, indexVersion: declared.declared },
    );
  }
  return { source: catalog.source, datasets };
}

/** Which version of a list is active, with the version that its publisher calls it. */
export interface Declared {
  readonly version: string;
  readonly declared: string;
}

/** What stands beside a list's active version when a manifest loaded it; else undefined. */
export async function readDeclared(home: string, name: string): Promise<Declared | undefined> {
  const pointer = await readJson<Partial<Declared>>(activePath(home, name), () => true);
  return typeof pointer?.declared === 'string' ? (pointer as Declared) : undefined;
}

/** Says what the publisher calls the active version; every other way of importing forgets it. */
export async function writeDeclared(home: string, name: string, known: Declared): Promise<void> {
  await writeAtomically(activePath(home, name), JSON.stringify(known));
}

async function readJson<Shape>(
  path: string,
  isWhole: (value: Shape) => boolean,
): Promise<Shape | undefined> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Shape;
    if (typeof value === 'object' && value !== null && isWhole(value)) return value;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    if (!(error instanceof SyntaxError)) throw diskProblem(error, path);
  }
  throw problem('LIST_DAMAGED', { where: path, found: 'JSON of another shape' });
}
