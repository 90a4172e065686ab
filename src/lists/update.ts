import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, problem, TamizError, withHomeLock } from '../base/index.ts';
import { detectFormat } from './detect.ts';
import { download } from './download.ts';
import {
  type ImportOptions,
  type ImportResult,
  type Incoming,
  importLocked,
  importVersion,
  isCurrent,
  type Versions,
  wholeOrNone,
} from './import.ts';
import type { Manifest } from './manifest.ts';
import type { Net } from './net.ts';
import type { ListDescription } from './types.ts';
import { openListFile } from './unpack.ts';

export interface UpdateOptions extends ImportOptions {
  /** A folder with the publisher's files, or the address of a mirror. */
  readonly from?: string;
  readonly net?: Net;
  readonly idleMs?: number;
}

/**
 * Gets the newest version of a list: from its publisher, from a mirror (`from` an address, to which
 * the publisher's file names are added) or from a folder. A publisher that says that nothing has
 * changed is believed.
 * @throws LIST_DOWNLOAD, and what `importVersion` throws
 */
export async function updateList(
  store: Versions,
  description: ListDescription,
  options: UpdateOptions & { readonly net: Net },
): Promise<ImportResult> {
  if (description.downloads.length === 0) {
    throw problem('USAGE_UNKNOWN_LIST', {
      found: description.name,
      expected: 'a list with a publisher',
      remedy: 'Take its files with `tamiz lists import`.',
    });
  }
  const { from } = options;
  if (from !== undefined && !/^https?:\/\//.test(from)) {
    return importVersion(store, description, await filesIn(from, description), options);
  }
  // Held while fetching too: two processes must not write to one file that is on its way.
  return withHomeLock(store, async () => {
    const active = await wholeOrNone(store, () => store.active(description.name));
    const failures: TamizError[] = [];
    for (const set of description.downloads) {
      try {
        return await fetchSet(store, description, set, active, options);
      } catch (error) {
        // Another set of files may be there; a list that fails its checks would fail them again.
        if (!(error instanceof TamizError) || error.code !== 'LIST_DOWNLOAD') throw error;
        failures.push(error);
      }
    }
    throw allFailed(description, failures);
  });
}

function allFailed({ name }: ListDescription, failures: readonly TamizError[]): TamizError {
  const [only, ...others] = failures as [TamizError];
  if (others.length === 0) return only;
  const found = failures.map((failure) => `${failure.found} at ${failure.where}`).join('; ');
  return problem('LIST_DOWNLOAD', { where: name, found, cause: only });
}

type DownloadSet = ListDescription['downloads'][number];

async function fetchSet(
  store: Versions,
  description: ListDescription,
  set: DownloadSet,
  active: Manifest | undefined,
  options: UpdateOptions & { readonly net: Net },
): Promise<ImportResult> {
  const folder = join(store.home, 'downloads', description.name);
  const incoming: Incoming[] = [];
  // What an earlier reader read is fetched anew, as a server would only say that it is unchanged.
  const isComplete =
    active !== undefined &&
    isCurrent(active) &&
    set.every(({ url }) => active?.files.some((file) => file.url === at(url)));
  function at(url: string): string {
    if (options.from === undefined) return url;
    return `${options.from.replace(/\/$/, '')}/${url.split('/').at(-1)}`;
  }
  let unchanged = 0;
  for (const { file, url } of set) {
    const address = at(url);
    const target = join(folder, file);
    const known = isComplete ? active?.files.find((f) => f.url === address) : undefined;
    const got = await download(address, target, { ...options, ...(known && { known }) });
    if (got.status === 'unchanged') {
      unchanged++;
      // The others may have changed; then this one's stored copy goes with them.
      const stored = join(
        store.versionFolder(description.name, active?.version ?? ''),
        known?.name ?? '',
      );
      incoming.push({
        file: await openListFile(stored),
        ...(known && { fetched: validators(known) }),
      });
      continue;
    }
    const { status: _, ...said } = got;
    incoming.push({ file: await sniffed(target, address), fetched: { url: address, ...said } });
  }
  if (unchanged === set.length && active !== undefined) return { manifest: active, changed: false };
  try {
    return await importLocked(store, description, incoming, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const validators = ({ url, etag, lastModified }: Manifest['files'][number]) => ({
  ...(url !== undefined && { url }),
  ...(etag !== undefined && { etag }),
  ...(lastModified !== undefined && { lastModified }),
});

/** A server that answers 200 with an error page or an error document has not given the list. */
async function sniffed(
  path: string,
  url: string,
): Promise<Awaited<ReturnType<typeof openListFile>>> {
  const file = await openListFile(path);
  try {
    await detectFormat(file);
  } catch (error) {
    await rm(path, { force: true });
    if (!(error instanceof TamizError)) throw error;
    throw problem('LIST_DOWNLOAD', { where: url, found: error.found, cause: error });
  }
  return file;
}

/** The files of the first set that a folder has whole, by the publisher's names, packed or not. */
async function filesIn(folder: string, description: ListDescription): Promise<Incoming[]> {
  let present: readonly string[];
  try {
    present = readdirSync(folder);
  } catch (error) {
    throw diskProblem(error, folder);
  }
  const find = (file: string) =>
    present.find((name) => [file, `${file}.gz`].includes(name.toLowerCase()));
  // Long remarks may be absent: OFAC publishes the file only when there are some.
  const optional = (file: string) => file.endsWith('_comments.csv');
  const set = description.downloads.find((files) =>
    files.every(({ file }) => find(file) !== undefined || optional(file)),
  );
  if (set === undefined) {
    const names = description.downloads.map((files) => files.map((f) => f.file).join(', '));
    throw problem('INPUT_NOT_FOUND', {
      where: folder,
      expected: `${names.join(', or ')}; each may end with .gz`,
      found: present.slice(0, 8).join(', ') || 'an empty folder',
      remedy: 'Name the files with `tamiz lists import`, whatever they are called.',
    });
  }
  const incoming: Incoming[] = [];
  for (const { file } of set) {
    const name = find(file);
    if (name !== undefined) incoming.push({ file: await openListFile(join(folder, name)) });
  }
  return incoming;
}
