import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  diskProblem,
  problem,
  TamizError,
  toChunks,
  withHomeLock,
  writeAtomically,
} from '../../base/index.ts';
import {
  applyChanges,
  type Changes,
  type DeltaStep,
  parseDeltaIndex,
  readChanges,
  stepsBetween,
} from '../ftm/index.ts';
import {
  type ImportOptions,
  type ImportResult,
  importLocked,
  isCurrent,
  type Versions,
  wholeOrNone,
} from '../import.ts';
import type { Manifest } from '../manifest.ts';
import type { ListDescription, ListFile } from '../types.ts';
import { openListFile } from '../unpack.ts';
import { readDeclared, writeDeclared } from './catalog.ts';
import { type FetchOptions, fetchFile, fetchText, isRemote, resolveAddress } from './fetch.ts';
import type { DatasetSpec } from './spec.ts';

export interface LoadOptions extends ImportOptions, FetchOptions {}

/** What became of one dataset of a manifest. */
export interface LoadedDataset {
  readonly name: string;
  /** From the whole file, from changes to the version before, or not at all. */
  readonly how: 'whole' | 'changes' | 'unchanged';
  readonly result: ImportResult;
  /** Why changes could not be used, where there were some. */
  readonly instead?: TamizError;
}

/** A dataset of a manifest as a list: FollowTheMoney, and nothing else is known of it. */
export function describeDataset({ name, title, publisher = '' }: DatasetSpec): ListDescription {
  return {
    ...{ name, title, titleEs: title, publisher, publisherUrl: '', terms: '' },
    ...{ formats: ['ftm-json'], downloads: [], counts: {}, fillRates: {}, shrinkLimit: 0.67 },
  };
}

/**
 * Loads one dataset: by its changes where the version at hand is within their chain, else whole;
 * not at all when the version at hand is the one that is named.
 * @throws LIST_MANIFEST, LIST_DOWNLOAD, and what `importVersion` throws
 */
export async function loadDataset(
  store: Versions,
  spec: DatasetSpec,
  options: LoadOptions,
): Promise<LoadedDataset> {
  const { name, entitiesUrl } = spec;
  if (entitiesUrl === undefined) {
    const expected = 'a path or an entities_url for what is loaded';
    throw problem('LIST_MANIFEST', { where: name, expected, found: 'neither' });
  }
  const folder = join(store.home, 'downloads', name);
  return withHomeLock(store, async () => {
    const work: Work = { store, spec, folder, options, entitiesUrl };
    try {
      return await load(work);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

interface Work {
  readonly store: Versions;
  readonly spec: DatasetSpec;
  readonly entitiesUrl: string;
  readonly folder: string;
  readonly options: LoadOptions;
}

async function load(work: Work): Promise<LoadedDataset> {
  const { store, spec } = work;
  const { name } = spec;
  const target = spec.version ?? (await versionOfFile(work.entitiesUrl));
  const active = await wholeOrNone(store, () => store.active(name));
  const base = await readDeclared(store.home, name);
  if (active === undefined || base === undefined || target === undefined || !isCurrent(active)) {
    return loadWhole(work, target);
  }
  if (target === base.declared) {
    return { name, how: 'unchanged', result: { manifest: active, changed: false } };
  }
  if (spec.deltaUrl === undefined || target < base.declared) return loadWhole(work, target);
  let chain: Chain | undefined;
  try {
    chain = await fetchChain(work, spec.deltaUrl, base.declared, target);
  } catch (error) {
    // A chain that is broken costs a longer way, not the update.
    if (!(error instanceof TamizError)) throw error;
    return { ...(await loadWhole(work, target)), instead: error };
  }
  return chain === undefined ? loadWhole(work, target) : loadChanges(work, active, chain);
}

/** The time of a file that has no version, as yente writes it; undefined for an address. */
async function versionOfFile(address: string): Promise<string | undefined> {
  if (isRemote(address)) return undefined;
  try {
    const { mtime } = await stat(address);
    return mtime.toISOString().replace(/\D/g, '').slice(0, 14);
  } catch (error) {
    throw diskProblem(error, address);
  }
}

async function loadWhole(work: Work, target: string | undefined): Promise<LoadedDataset> {
  const { store, spec, folder, options, entitiesUrl } = work;
  const path = await fetchFile(entitiesUrl, join(folder, 'entities.ftm.json'), options, spec);
  const fetched = isRemote(entitiesUrl) ? { url: entitiesUrl } : {};
  const incoming = [{ file: await openListFile(path), fetched }];
  const result = await importLocked(store, describeDataset(spec), incoming, options);
  const { version } = result.manifest;
  await writeDeclared(store.home, spec.name, { version, declared: target ?? version });
  return { name: spec.name, how: 'whole', result };
}

interface Chain {
  /** The version after its last step. */
  readonly version: string;
  readonly changes: Changes;
}

/** The changes since a version; undefined when they do not go back that far. */
async function fetchChain(
  { spec, folder, options }: Work,
  deltaUrl: string,
  base: string,
  target: string,
): Promise<Chain | undefined> {
  const { authToken } = spec;
  const expected = authToken === undefined ? {} : { authToken };
  const index = await fetchText(deltaUrl, join(folder, 'delta.json'), options, expected);
  const steps = stepsBetween(parseDeltaIndex(index, deltaUrl), base, target);
  const last = steps?.at(-1);
  if (steps === undefined || last === undefined) return undefined;
  const files: ListFile[] = [];
  for (const [i, step] of steps.entries()) {
    files.push(await fetchStep(step, deltaUrl, join(folder, `${i}.delta.json`), spec, options));
  }
  return { version: last.version, changes: await readChanges(files) };
}

async function fetchStep(
  { url, checksum }: DeltaStep,
  deltaUrl: string,
  target: string,
  { authToken }: DatasetSpec,
  options: LoadOptions,
): Promise<ListFile> {
  const path = await fetchFile(resolveAddress(url, deltaUrl), target, options, {
    ...(authToken !== undefined && { authToken }),
    ...(checksum !== undefined && { checksum }),
  });
  return openListFile(path);
}

/** Makes the whole file of the new version out of the one before, and imports that. */
async function loadChanges(
  { store, spec, folder, options }: Work,
  active: Manifest,
  { version: declared, changes }: Chain,
): Promise<LoadedDataset> {
  const { name } = spec;
  const declare = (version: string) => writeDeclared(store.home, name, { version, declared });
  if (changes.size === 0) {
    await declare(active.version);
    return { name, how: 'changes', result: { manifest: active, changed: false } };
  }
  const source = join(store.versionFolder(name, active.version), active.files[0]?.name ?? '');
  const path = join(folder, 'entities.ftm.json');
  await writeAtomically(path, toChunks(applyChanges(await openListFile(source), changes)));
  const incoming = [{ file: await openListFile(path) }];
  const result = await importLocked(store, describeDataset(spec), incoming, options);
  await declare(result.manifest.version);
  return { name, how: 'changes', result };
}
