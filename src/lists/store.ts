import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Clock,
  damageOf,
  diskProblem,
  hasErrno,
  packedLines,
  problem,
} from '../base/index.ts';
import { decodeEntity, type Entity } from '../entity/index.ts';
import { CATALOGUE, describeList } from './catalogue.ts';
import { readCatalog } from './datasets/catalog.ts';
import { describeDataset, type LoadedDataset } from './datasets/load.ts';
import { loadManifest, type ManifestOptions } from './datasets/load-manifest.ts';
import { type Digest, DigestFile, digestOfLine, idOfLine, readDigests } from './digests.ts';
import { changesBetween, type EntityChange, type IdChange } from './history.ts';
import {
  DIGESTS,
  ENTITIES,
  type ImportOptions,
  type ImportResult,
  importVersion,
} from './import.ts';
import type { Manifest } from './manifest.ts';
import { systemNet } from './net.ts';
import { openListFile } from './unpack.ts';
import { type UpdateOptions, updateList } from './update.ts';

/** What is known of a list: its description's words, and its active version. */
export interface ListEntry {
  readonly name: string;
  readonly title: string;
  readonly titleEs: string;
  readonly publisher: string;
  readonly active: Manifest | undefined;
}

/**
 * The lists of one data folder, every version kept by its content:
 *
 *     <home>/lists/<name>/versions/<version>/   source files, entities.jsonl.gz, digests.txt,
 *                                              manifest.json
 *     <home>/lists/<name>/active.json           {"version": …}
 *
 * Reading takes no lock: versions never change, and `active.json` is replaced whole.
 */
export class ListStore {
  readonly home: string;
  readonly clock: Clock;

  constructor(options: { readonly home: string; readonly clock: Clock }) {
    this.home = options.home;
    this.clock = options.clock;
  }

  /**
   * The catalogue's lists in its order, then lists of one's own by name; with a date, as they stood
   * at its end.
   */
  async lists(asOf?: string): Promise<readonly ListEntry[]> {
    const known = CATALOGUE.map((list) => list.name);
    const own = (await namesIn(this.#path())).filter((name) => !known.includes(name)).sort();
    const catalog = await readCatalog(this.home);
    const entries: ListEntry[] = [];
    for (const name of [...known, ...own]) {
      const active = asOf === undefined ? await this.active(name) : await this.asOf(name, asOf);
      if (active === undefined && !known.includes(name)) continue;
      const spec = catalog?.datasets.find((dataset) => dataset.name === name);
      const described = known.includes(name) || spec === undefined;
      const { title, titleEs, publisher } = described ? describeList(name) : describeDataset(spec);
      entries.push({ name, title, titleEs, publisher, active });
    }
    return entries;
  }

  /** The active version of a list, or undefined. */
  async active(name: string): Promise<Manifest | undefined> {
    const pointer = await readJson<{ version: string }>(this.#path(name, 'active.json'));
    return pointer === undefined ? undefined : this.manifest(name, pointer.version);
  }

  /** The manifest of one version. @throws LIST_DAMAGED when it is gone */
  async manifest(name: string, version: string): Promise<Manifest> {
    const path = join(this.versionFolder(name, version), 'manifest.json');
    const manifest = await readJson<Manifest>(path);
    if (manifest === undefined) throw problem('LIST_DAMAGED', { where: path, found: 'no file' });
    if (manifest.name !== name || typeof manifest.entitiesSha256 !== 'string') {
      throw problem('LIST_DAMAGED', { where: path, found: 'JSON of another shape' });
    }
    return manifest;
  }

  /**
   * The version of a list that stood at the end of a day: the latest by its date of publication, or
   * by the day it was taken in where that is not known.
   */
  async asOf(name: string, day: string): Promise<Manifest | undefined> {
    const versions = await this.versions(name);
    return versions.filter((version) => dayOf(version).slice(0, 10) <= day).at(-1);
  }

  /** Every version that is kept, the oldest first. */
  async versions(name: string): Promise<readonly Manifest[]> {
    const names = await namesIn(this.#path(name, 'versions'));
    const manifests: Manifest[] = [];
    for (const version of names) {
      if (/^[0-9a-f]{16}$/.test(version)) manifests.push(await this.manifest(name, version));
    }
    return manifests.sort((a, b) => compare(dayOf(a), dayOf(b)) || compare(a.fetched, b.fetched));
  }

  /**
   * The entities of a version, one by one.
   * @throws LIST_DAMAGED, before the first of them, when the file is not as it was written
   */
  async *entities(manifest: Manifest): AsyncGenerator<Entity> {
    for await (const line of this.#lines(manifest)) yield decodeEntity(line);
  }

  /** The entities of a version that have one of these ids. @throws LIST_DAMAGED */
  async entitiesOf(
    manifest: Manifest,
    ids: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, Entity>> {
    const found = new Map<string, Entity>();
    if (ids.size === 0) return found;
    for await (const line of this.#lines(manifest)) {
      if (ids.has(idOfLine(line))) found.set(idOfLine(line), decodeEntity(line));
    }
    return found;
  }

  /**
   * Which entities changed from one version of a list to another; see `changesBetween`.
   * @throws LIST_DAMAGED
   */
  async changedIds(before: Manifest, after: Manifest): Promise<readonly IdChange[]> {
    return changesBetween(await this.#digests(before), await this.#digests(after));
  }

  /** The same with the entities as they were and as they are. @throws LIST_DAMAGED */
  async changes(before: Manifest, after: Manifest): Promise<readonly EntityChange[]> {
    const changed = await this.changedIds(before, after);
    const ids = new Set(changed.map(({ id }) => id));
    const old = await this.entitiesOf(before, ids);
    const now = await this.entitiesOf(after, ids);
    return changed.map(({ kind, id }) => {
      return { kind, id, before: old.get(id), after: now.get(id) };
    });
  }

  async #digests(manifest: Manifest): Promise<readonly Digest[]> {
    const { name, version, entitiesSha256 } = manifest;
    const path = join(this.versionFolder(name, version), DIGESTS);
    const kept = await readDigests(path, entitiesSha256);
    if (kept !== undefined) return kept;
    const file = new DigestFile();
    const digests: Digest[] = [];
    for await (const line of this.#lines(manifest)) {
      file.add(line);
      digests.push(digestOfLine(line));
    }
    // Where it cannot be kept, the next comparison takes longer; this one is as good.
    await file.write(path, entitiesSha256).catch(() => undefined);
    return digests;
  }

  async *#lines({ name, version, entitiesSha256 }: Manifest): AsyncGenerator<string> {
    const path = join(this.versionFolder(name, version), ENTITIES);
    const damage = await damageOf(path, entitiesSha256);
    if (damage !== undefined) throw problem('LIST_DAMAGED', { where: path, found: damage });
    yield* packedLines(path);
  }

  /** Takes in files at hand; see `importVersion`. */
  async importFiles(
    name: string,
    paths: readonly string[],
    options: ImportOptions = {},
  ): Promise<ImportResult> {
    const files = [];
    for (const path of paths) files.push({ file: await openListFile(path) });
    return importVersion(this, describeList(name), files, options);
  }

  /** Fetches a list from its publisher, a mirror or a folder; see `updateList`. */
  async update(name: string, options: UpdateOptions = {}): Promise<ImportResult> {
    return updateList(this, describeList(name), { net: systemNet, ...options });
  }

  /** Loads what a manifest in yente's form names; see `loadManifest`. */
  async loadManifest(
    source: string,
    options: Partial<ManifestOptions> = {},
  ): Promise<readonly LoadedDataset[]> {
    return loadManifest(this, source, { net: systemNet, environment: {}, ...options });
  }

  listFolder(name: string): string {
    return this.#path(name);
  }

  versionFolder(name: string, version: string): string {
    return this.#path(name, 'versions', version);
  }

  #path(...parts: string[]): string {
    return join(this.home, 'lists', ...parts);
  }
}

/** By which a version is placed in history. */
const dayOf = ({ published, fetched }: Manifest): string => published ?? fetched;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // What else stands there, such as notes of the file manager, is none of ours.
    return entries.filter((e) => e.isDirectory() && /^[a-z0-9]/.test(e.name)).map((e) => e.name);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw diskProblem(error, folder);
  }
}

async function readJson<Shape>(path: string): Promise<Shape | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw diskProblem(error, path);
  }
  const damaged = (found: string, cause?: unknown) =>
    problem('LIST_DAMAGED', { where: path, found, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged('text that is not JSON', error);
  }
  const isWhole =
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'version') === 'string';
  if (!isWhole) throw damaged('JSON of another shape');
  return value as Shape;
}
