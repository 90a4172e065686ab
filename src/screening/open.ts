import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Clock, type OnProgress, problem, silent, TamizError } from '../base/index.ts';
import type { Entity } from '../entity/index.ts';
import {
  type ListEntry,
  ListStore,
  type Manifest,
  REGISTER,
  type RegisterInfo,
  registerEntities,
  registerInfo,
} from '../lists/index.ts';
import {
  type Engine,
  openEngine,
  type SegmentShelf,
  segmentFingerprint,
  writeSegment,
} from '../matching/index.ts';
import type { ListState, Screener, Sentence } from './types.ts';

export interface OpenOptions {
  /** The data folder. */
  readonly home: string;
  readonly clock: Clock;
  /** ISO date: the lists as they stood at its end, by the versions that are kept. */
  readonly asOf?: string;
  readonly onProgress?: OnProgress;
  /** Indexes that are open already, by their files; what is opened is put there as well. */
  readonly shelf?: SegmentShelf;
}

/** What would be opened: by the manifests alone, without any index. */
export interface Plan {
  readonly parts: readonly Part[];
  readonly lists: readonly ListState[];
  readonly coverage: Screener['coverage'];
  /** Whether no list has a version that stood then, not even the register. */
  readonly isEmpty: boolean;
}

/** What an index is made of: a list's version, or the built-in register. */
interface Part {
  readonly dataset: string;
  readonly title: string;
  readonly version: string;
  /** 16 hexadecimal digits of what is indexed: the same version may be read anew. */
  readonly content: string;
  readonly published: string | null;
  readonly listings: number;
  readonly entities: () => Iterable<Entity> | AsyncIterable<Entity>;
}

/**
 * Opens the active lists of a data folder as one engine, the built-in register last: where an
 * official list has a party, the official list speaks. Indexes that are missing or made by other
 * rules are built first.
 */
export async function openScreener(options: OpenOptions): Promise<Screener> {
  const { parts, lists, coverage } = await planOf(options);
  const { engine } = await openParts(parts, options);
  return { engine, lists, coverage };
}

/** What `openScreener` would open. */
export async function planOf(options: OpenOptions): Promise<Plan> {
  const store = new ListStore(options);
  const lists = await store.lists(options.asOf);
  const active = lists.flatMap((list) => (list.active === undefined ? [] : [list.active]));
  const register = registerInfo();
  // The register of later designations has no place among lists of an earlier day.
  const early = options.asOf !== undefined && options.asOf < register.asOf;
  const parts = active.map((manifest) => partOf(store, manifest));
  if (!early) parts.push(registerPart(register));
  return {
    parts,
    lists: [...lists.map(stateOf), ...(early ? [] : [registerState(register)])],
    coverage: {
      registerOnly: active.length === 0,
      sentence: early ? coverageThen(active, options.asOf as string) : coverage(active, register),
    },
    isEmpty: parts.length === 0,
  };
}

/**
 * Opens versions of lists by what they were called and held, in the order that is given. `readAnew`
 * are lists of which the same files were read by other rules since.
 * @throws REPLAY_IMPOSSIBLE where one is not kept
 */
export async function openVersions(
  options: OpenOptions,
  wanted: readonly {
    readonly name: string;
    readonly version: string;
    readonly content: string | null;
  }[],
): Promise<{ readonly screener: Screener; readonly readAnew: readonly string[] }> {
  const store = new ListStore(options);
  const register = registerInfo();
  const entries = await store.lists();
  const parts: Part[] = [];
  const manifests: Manifest[] = [];
  for (const { name, version } of wanted) {
    if (name === REGISTER && version === register.version) parts.push(registerPart(register));
    else {
      const kept = name === REGISTER ? [] : await store.versions(name);
      const manifest = kept.find((one) => one.version === version);
      if (manifest === undefined) {
        throw problem('REPLAY_IMPOSSIBLE', {
          where: name,
          found: `the version ${version}, which is not kept`,
        });
      }
      manifests.push(manifest);
      parts.push(partOf(store, manifest));
    }
  }
  // An index that is made for this must not push out that of today.
  const { engine } = await openParts(parts, { ...options, asOf: register.asOf });
  const active = new Map(manifests.map((manifest) => [manifest.name, manifest]));
  const lists = entries.map((entry) => stateOf({ ...entry, active: active.get(entry.name) }));
  const registerOnly = manifests.length === 0;
  const screener = {
    engine,
    lists: [...lists, registerState(register)],
    coverage: { registerOnly, sentence: coverage(manifests, register) },
  };
  const readAnew = wanted.flatMap(({ name, content }, at) =>
    content === parts[at]?.content ? [] : [name],
  );
  return { screener, readAnew };
}

/** What `tamiz lists` shows, without opening any index. */
export async function readListStates(options: OpenOptions): Promise<readonly ListState[]> {
  const lists = await new ListStore(options).lists();
  return [...lists.map(stateOf), registerState(registerInfo())];
}

function partOf(store: ListStore, manifest: Manifest): Part {
  return {
    dataset: manifest.name,
    title: manifest.title,
    version: manifest.version,
    content: manifest.entitiesSha256.slice(0, 16),
    published: manifest.published,
    listings: manifest.listings,
    entities: () => store.entities(manifest),
  };
}

function registerPart(register: RegisterInfo): Part {
  return {
    dataset: REGISTER,
    title: register.title,
    version: register.version,
    content: register.version,
    published: register.checked,
    listings: register.records,
    entities: registerEntities,
  };
}

/** Opens the indexes; one that turns out damaged is built anew, as it holds nothing of its own. */
export async function openParts(
  parts: readonly Part[],
  options: OpenOptions,
): Promise<{ readonly engine: Engine; readonly paths: readonly string[] }> {
  for (let attempt = 0; ; attempt++) {
    const paths: string[] = [];
    for (const part of parts) paths.push(await segmentFor(part, options));
    try {
      return { engine: openEngine(paths, options.shelf), paths };
    } catch (error) {
      const damaged = error instanceof TamizError && error.code === 'SEGMENT_DAMAGED';
      if (!damaged || error.where === undefined || attempt >= parts.length) throw error;
      await rm(error.where, { force: true });
    }
  }
}

/** Entities that are laid out before other work gets its turn: some milliseconds. */
const TURN = 200;

/** The index file of a list's version, built when it is not there. */
async function segmentFor(
  part: Part,
  { home, asOf, onProgress = silent }: OpenOptions,
): Promise<string> {
  const folder = join(home, 'segments');
  const name = `${part.dataset}-${part.content}-${segmentFingerprint()}.seg`;
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const counted = async function* () {
    let done = 0;
    for await (const entity of part.entities()) {
      onProgress({ stage: `Indexing ${part.dataset}`, done: ++done, unit: 'records' });
      // Others are served meanwhile, where this is a server.
      if (done % TURN === 0) await setImmediate();
      yield entity;
    }
  };
  const { dataset, title, version, published } = part;
  await writeSegment(path, counted(), { dataset, title, version, published });
  // Who looks at the past must not make the present wait for its index.
  if (asOf === undefined) await removeOthers(folder, part.dataset, name);
  return path;
}

/** Older indexes of a list; whoever still uses one has read it whole. */
async function removeOthers(folder: string, dataset: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = /^(.+)-[0-9a-f]{16}-[0-9a-f]{12}\.seg$/.exec(name)?.[1];
    if (other === dataset && name !== keep) await rm(join(folder, name), { force: true });
  }
}

function stateOf({ name, title, titleEs, publisher, active }: ListEntry): ListState {
  return {
    name,
    title,
    titleEs,
    publisher,
    version: active?.version ?? null,
    published: active?.published ?? null,
    fetched: active?.fetched ?? null,
    entities: active?.listings ?? 0,
    names: active?.names ?? 0,
    state: active === undefined ? 'absent' : 'active',
  };
}

function registerState(register: RegisterInfo): ListState {
  return {
    name: REGISTER,
    title: register.title,
    titleEs: register.titleEs,
    publisher: register.publisher,
    version: register.version,
    published: register.checked,
    fetched: null,
    entities: register.records,
    names: register.names,
    state: 'built-in',
  };
}

/** The same of a day in the past. */
function coverageThen(active: readonly Manifest[], day: string): Sentence {
  const named = active
    .map(({ name, version, published, fetched }) => {
      return `${name} ${version} (${(published ?? fetched).slice(0, 10)})`;
    })
    .join(', ');
  if (active.length === 0) {
    return {
      en: `No version of any list is kept that stood on ${day}: see \`tamiz lists log\`.`,
      es: `No se conserva versión alguna de ninguna lista al ${day}: véase \`tamiz lists log\`.`,
    };
  }
  return {
    en: `Screened against the lists as they stood on ${day}: ${named}.`,
    es: `Se comparó con las listas como estaban el ${day}: ${named}.`,
  };
}

/** What was screened against, in plain words. */
function coverage(active: readonly Manifest[], register: RegisterInfo): Sentence {
  const { records, checked, asOf } = register;
  if (active.length === 0) {
    return {
      en:
        `Screened only against the built-in register of designated cartels (${records} records ` +
        `as of ${asOf}, checked ${checked}). It is not a full sanctions list: ` +
        'get those with `tamiz lists update`.',
      es:
        'Solo se comparó con el registro incorporado de cárteles designados ' +
        `(${records} registros al ${asOf}, revisado el ${checked}). ` +
        'No es una lista de sanciones completa: ' +
        'obténgalas con `tamiz lists update`.',
    };
  }
  const named = (published: string, fetched: string) =>
    active
      .map((list) => {
        const [word, date] =
          list.published === null ? [fetched, list.fetched] : [published, list.published];
        return `${list.name} (${word} ${date.slice(0, 10)})`;
      })
      .join(', ');
  return {
    en:
      `Screened against ${named('published', 'taken in')} ` +
      `and the built-in register of designated cartels (checked ${checked}).`,
    es:
      `Se comparó con ${named('publicada', 'incorporada')} ` +
      `y el registro incorporado de cárteles designados (revisado el ${checked}).`,
  };
}
