import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Clock,
  damageOf,
  diskProblem,
  fileSha256,
  type OnProgress,
  problem,
  randomId,
  sha256,
  silent,
  TamizError,
  toChunks,
  wireTime,
  withHomeLock,
  writeAtomically,
  writePacked,
} from '../base/index.ts';
import { encodeEntity } from '../entity/index.ts';
import { type FailedCheck, failedChecks, shrinkage } from './checks.ts';
import { detectFormat } from './detect.ts';
import { DigestFile } from './digests.ts';
import { readerFingerprint } from './fingerprint.ts';
import type { Manifest, SourceFile } from './manifest.ts';
import { READERS } from './readers.ts';
import { Tally } from './tally.ts';
import type { ListDescription, ListFile, ListFormat, ReadSummary } from './types.ts';
import { openListFile } from './unpack.ts';

/** What an import needs of the store. */
export interface Versions {
  readonly home: string;
  readonly clock: Clock;
  listFolder(name: string): string;
  versionFolder(name: string, version: string): string;
  active(name: string): Promise<Manifest | undefined>;
  manifest(name: string, version: string): Promise<Manifest>;
}

export interface ImportOptions {
  readonly onProgress?: OnProgress;
  readonly abort?: AbortSignal;
  /** The publisher did remove that many: a shrunk list is accepted. */
  readonly acceptShrink?: boolean;
  /** ISO date on which the publisher put it out, where the files themselves do not say. */
  readonly published?: string;
  /** Kept as history: the active version stays what it is. */
  readonly past?: boolean;
}

export interface ImportResult {
  readonly manifest: Manifest;
  /** False when the active version has the same content. */
  readonly changed: boolean;
}

/** A file to take in, with where it was fetched from. */
export interface Incoming {
  readonly file: ListFile;
  readonly fetched?: Pick<SourceFile, 'url' | 'etag' | 'lastModified'>;
}

/**
 * Takes in one version of a list. It becomes the active one only after it was read whole and passed
 * its checks; whatever goes wrong before that changes nothing. The same content again is not read
 * again.
 * @throws LIST_FORMAT for files that are not this list, LIST_CHECK, INPUT_TOO_LARGE, HOME_LOCKED
 */
export async function importVersion(
  store: Versions,
  description: ListDescription,
  incoming: readonly Incoming[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  return withHomeLock(store, () => importLocked(store, description, incoming, options));
}

/** `importVersion` for a caller that holds the lock. */
export async function importLocked(
  store: Versions,
  description: ListDescription,
  incoming: readonly Incoming[],
  options: ImportOptions,
): Promise<ImportResult> {
  const { name } = description;
  const folder = store.listFolder(name);
  const staging = join(folder, `.staging-${randomId()}`);
  try {
    await removeLeftovers(folder);
    await mkdir(staging, { recursive: true });
    const { format, files } = await stage(description, incoming, staging, options);
    const version = sha256(files.map((f) => `${f.name} ${f.sha256}\n`).join('')).slice(0, 16);
    const active = await wholeOrNone(store, () => store.active(name));
    if (active?.version === version && isCurrent(active)) {
      return { manifest: await dated(store, active, options.published), changed: false };
    }
    const kept = await wholeOrNone(store, () => store.manifest(name, version));
    if (kept !== undefined && isCurrent(kept)) {
      refuse(description, shrunk(description, kept.listings, active, options));
    } else {
      const source = { format, files, version };
      const manifest = await readWhole(store, description, source, { staging, active }, options);
      await writeAtomically(join(staging, 'manifest.json'), JSON.stringify(manifest, null, 2));
      await publish(folder, staging, store.versionFolder(name, version));
    }
    if (options.past !== true) {
      await writeAtomically(join(folder, 'active.json'), JSON.stringify({ version }));
    }
    const manifest = await store.manifest(name, version);
    return { manifest: await dated(store, manifest, options.published), changed: true };
  } catch (error) {
    throw diskProblem(error, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What came before or after says nothing of how large a version of the past was. */
function shrunk(
  description: ListDescription,
  listings: number,
  active: Manifest | undefined,
  { acceptShrink, past }: ImportOptions,
): readonly FailedCheck[] {
  return past === true ? [] : shrinkage(description, listings, active, acceptShrink);
}

/** The manifest with the date of publication that is known from elsewhere. */
async function dated(
  store: Versions,
  manifest: Manifest,
  published: string | undefined,
): Promise<Manifest> {
  if (published === undefined || manifest.published === published) return manifest;
  const { name, version } = manifest;
  if (manifest.published !== null && manifest.published.slice(0, 10) !== published) {
    throw problem('LIST_CHECK', {
      where: name,
      expected: `the date of publication in the file, ${manifest.published.slice(0, 10)}`,
      found: published,
    });
  }
  const whole = { ...manifest, published };
  const path = join(store.versionFolder(name, version), 'manifest.json');
  await writeAtomically(path, JSON.stringify(whole, null, 2));
  return whole;
}

/** Whether today's reader read it; one that an earlier reader read is read again. */
export function isCurrent(manifest: Manifest): boolean {
  return manifest.reader === readerFingerprint();
}

/** A version that is as it was written; a damaged one counts as none, so that it is made anew. */
export async function wholeOrNone(
  store: Versions,
  find: () => Promise<Manifest | undefined>,
): Promise<Manifest | undefined> {
  try {
    const manifest = await find();
    if (manifest === undefined) return undefined;
    const path = join(store.versionFolder(manifest.name, manifest.version), ENTITIES);
    return (await damageOf(path, manifest.entitiesSha256)) === undefined ? manifest : undefined;
  } catch (error) {
    if (error instanceof TamizError && error.code === 'LIST_DAMAGED') return undefined;
    throw error;
  }
}

/** Gives the staged folder its lasting name, in the place of a damaged one if there is one. */
async function publish(folder: string, staging: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  // Under a name with a dot, the next import removes it if this one does not come to it.
  if (existsSync(target)) await rename(target, join(folder, `.damaged-${randomId()}`));
  await rename(staging, target);
  await removeLeftovers(folder);
}

function refuse(description: ListDescription, failed: readonly FailedCheck[]): void {
  if (failed.length === 0) return;
  throw problem('LIST_CHECK', {
    where: description.name,
    found: failed.map((f) => `${f.name}: ${f.found} instead of ${f.expected}`).join('; '),
  });
}

/** What a crash left behind; nobody else writes here while the lock is held. */
async function removeLeftovers(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (name.startsWith('.')) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** The file of entities in a version's folder. */
export const ENTITIES = 'entities.jsonl.gz';
/** What each of them says in a few bytes; see `DigestFile`. */
export const DIGESTS = 'digests.txt';

const EXTENSION: Readonly<Record<ListFormat, string>> = {
  'ofac-csv': 'csv',
  'ofac-xml': 'xml',
  'ofac-advanced-xml': 'xml',
  'ofac-enhanced-xml': 'xml',
  'us-csl-csv': 'csv',
  'bis-dpl-tsv': 'txt',
  'un-xml': 'xml',
  'ftm-json': 'jsonl',
  'eu-xml': 'xml',
  'eu-old-xml': 'xml',
  'eu-csv': 'csv',
  'gb-hmt-csv': 'csv',
  'gb-fcdo-csv': 'csv',
  'ca-xml': 'xml',
  'au-xlsx': 'xlsx',
  'ch-xml': 'xml',
  'mx-69b-csv': 'csv',
  'mx-69b-bis-csv': 'csv',
  'mx-sfp-csv': 'csv',
};

/** Copies the files into the staging folder, packed, under names told by their content. */
async function stage(
  description: ListDescription,
  incoming: readonly Incoming[],
  staging: string,
  options: ImportOptions,
): Promise<{ format: ListFormat; files: SourceFile[] }> {
  const { onProgress = silent, abort } = options;
  const files: SourceFile[] = [];
  const formats = new Set<ListFormat>();
  for (const { file, fetched } of incoming) {
    const { format, part } = await detectFormat(file);
    formats.add(format);
    const name = `${part ?? 'list'}.${EXTENSION[format]}.gz`;
    if (files.some((other) => other.name === name)) {
      throw problem('LIST_FORMAT', {
        where: file.name,
        expected: 'one file of each kind',
        found: `a second ${part ?? format} file`,
      });
    }
    const hash = createHash('sha256');
    let bytes = 0;
    const measured = async function* () {
      for await (const chunk of file.open()) {
        abort?.throwIfAborted();
        hash.update(chunk);
        bytes += chunk.length;
        onProgress({ stage: `Copying ${file.name}`, done: bytes, unit: 'bytes' });
        yield chunk;
      }
    };
    await writePacked(join(staging, name), measured());
    files.push({ name, origin: file.name, bytes, sha256: hash.digest('hex'), ...fetched });
  }
  return { format: onlyFormat(description, formats), files: sorted(files) };
}

const sorted = (files: readonly SourceFile[]): SourceFile[] =>
  [...files].sort((a, b) => (a.name < b.name ? -1 : 1));

/** All files must be of one format, and of one that this list is published in. */
function onlyFormat(description: ListDescription, formats: ReadonlySet<ListFormat>): ListFormat {
  const [format, ...others] = formats;
  if (format === undefined || others.length > 0 || !description.formats.includes(format)) {
    throw problem('LIST_FORMAT', {
      where: description.name,
      expected: `files in one format: ${description.formats.join(' or ')}`,
      found: formats.size === 0 ? 'no files' : [...formats].join(' and '),
    });
  }
  return format;
}

/** Reads the staged files whole, writes their entities, checks, and gives the manifest. */
async function readWhole(
  store: Versions,
  description: ListDescription,
  source: { format: ListFormat; files: readonly SourceFile[]; version: string },
  { staging, active }: { readonly staging: string; readonly active: Manifest | undefined },
  options: ImportOptions,
): Promise<Manifest> {
  const fetched = wireTime(store.clock.now());
  const tally = new Tally();
  const digests = new DigestFile();
  let summary: ReadSummary = { records: 0 };
  const lines = async function* () {
    const files: ListFile[] = [];
    for (const { name, origin } of source.files) {
      files.push({ ...(await openListFile(join(staging, name))), name: origin });
    }
    const reader = READERS[source.format](files, {
      dataset: description.name,
      knownAt: fetched,
      onSignal: (signal) => tally.signal(signal),
      ...(options.abort && { signal: options.abort }),
    });
    for (let next = await reader.next(); ; next = await reader.next()) {
      options.abort?.throwIfAborted();
      if (next.done) {
        summary = next.value;
        return;
      }
      tally.add(next.value);
      options.onProgress?.({ stage: 'Reading', done: tally.listings, unit: 'records' });
      const line = encodeEntity(next.value);
      digests.add(line);
      yield line;
    }
  };
  const path = join(staging, ENTITIES);
  await writePacked(path, toChunks(lines()));
  refuse(description, [
    ...failedChecks(description, tally, summary.records),
    ...shrunk(description, tally.listings, active, options),
  ]);
  const entitiesSha256 = await fileSha256(path);
  await digests.write(join(staging, DIGESTS), entitiesSha256);
  return {
    name: description.name,
    title: description.title,
    version: source.version,
    format: source.format,
    reader: readerFingerprint(),
    published: summary.published ?? null,
    fetched,
    files: source.files,
    records: summary.records,
    entities: tally.entities,
    listings: tally.listings,
    names: tally.names,
    signals: tally.signals,
    examples: tally.examples,
    entitiesSha256,
  };
}
