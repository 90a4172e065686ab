import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Generated, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { acquireLock, type Clock, diskProblem, packageRoot } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { bootOfSystem, markClosed, markOpen, markUnfinished, mayHaveLost } from './boot.ts';

/** The tables, as queries see them. Times are of the journal, numbers fit a JavaScript number. */
export interface Tables {
  /** One row: how far the journal is shown. */
  readonly position: {
    readonly one: Generated<boolean>;
    /** The first record that is not shown yet. */
    readonly next: number;
    /** The key of the journal, which no other has. */
    readonly journal: string;
  };
  readonly event: {
    readonly seq: number;
    /** Which of the events of the record it is. */
    readonly part: number;
    readonly at: Date;
    readonly tenant: string;
    readonly actor_kind: 'user' | 'key' | 'system';
    readonly actor_id: string;
    readonly kind: string;
    readonly id: string;
    readonly revision: number;
    readonly compartment: string;
    readonly type: string;
    readonly data: { readonly [key: string]: Json };
    readonly personal: { readonly [key: string]: Json } | null;
  };
  readonly document: {
    readonly tenant: string;
    readonly kind: string;
    readonly id: string;
    readonly revision: number;
    readonly compartment: string;
    readonly state: object;
  };
  /** By which fields documents of which kinds are looked for. */
  readonly searched: {
    readonly kind: string;
    readonly field: string;
  };
  /** These fields of each document, as text; those that it lacks, or that are null, are missing. */
  readonly document_field: {
    readonly tenant: string;
    readonly kind: string;
    readonly id: string;
    readonly compartment: string;
    readonly field: string;
    readonly value: string;
    /** Where it is a number, to be ordered as one. */
    readonly number: number | null;
  };
}

/** All tables stand in a schema of their own: a database may have other uses. */
export const SCHEMA = 'tamiz';

/** A database that is open. */
export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** Where the embedded database of a data folder is. */
const folderOf = (home: string): string => join(home, 'store');
const DATABASE = 'database';

/** The database that is embedded in this process. */
export interface EmbeddedPlace {
  readonly home: string;
  readonly clock: Clock;
  /** Names the present boot of the system; tests name others. */
  readonly boot?: () => Promise<string | undefined>;
}

/**
 * Opens the embedded database of a data folder, under a lock of its own, as PGlite has none. Its
 * memory is about 300 MB; the first opening takes some seconds where the build made no empty one.
 * One that a power cut may have hurt is begun anew, empty.
 * @throws HOME_LOCKED with who has it
 */
export async function openEmbedded(place: EmbeddedPlace): Promise<OpenDatabase> {
  const folder = folderOf(place.home);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw diskProblem(error, folder);
  });
  const lock = await acquireLock(join(folder, 'lock'), place.clock);
  try {
    const boot = await (place.boot ?? bootOfSystem)();
    if (await mayHaveLost(folder, boot)) await deleteEmbedded(place.home);
    const pglite = await openOrMake(folder, boot);
    const db = newKysely(onePool(pglite));
    const close = async () => {
      try {
        await db.destroy();
        // A database that was asked nothing is not closed by that, and would keep the process.
        if (!pglite.closed) await pglite.close();
        await markClosed(folder, join(folder, DATABASE));
      } finally {
        lock.release();
      }
    };
    return { db, close };
  } catch (error) {
    lock.release();
    throw diskProblem(error, folder);
  }
}

async function openOrMake(folder: string, boot: string | undefined) {
  // Loaded only here: whoever has a server need not load 10 MB of WebAssembly.
  const { PGlite } = await import('@electric-sql/pglite');
  const database = join(folder, DATABASE);
  if (existsSync(database)) {
    await markOpen(folder, boot);
    return PGlite.create(database);
  }
  await markUnfinished(folder);
  const empty = await readFile(EMPTY).catch(() => undefined);
  const pglite = await PGlite.create(database, empty && { loadDataDir: new Blob([empty]) });
  await markOpen(folder, boot);
  return pglite;
}

/** What PGlite begins with where nobody has to make it; the build made it. */
const EMPTY = join(packageRoot, 'dist', 'empty-database.tar.gz');

/** Deletes the embedded database of a data folder; nobody may have it open. */
export async function deleteEmbedded(home: string): Promise<void> {
  await rm(join(folderOf(home), DATABASE), { recursive: true, force: true });
}

/** Opens a PostgreSQL database by its address. */
export async function openServer(url: string): Promise<OpenDatabase> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    // A query that hangs must not hang everybody; the longest are those of a rebuild.
    statement_timeout: STATEMENT_MS,
    application_name: 'tamiz',
    types: { getTypeParser: numbersAsNumbers(pg.types.getTypeParser) as never },
  });
  // A connection that breaks is replaced, and whoever uses it is told by the query that fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = newKysely(pool as unknown as PostgresPool);
  return { db, close: () => db.destroy() };
}

const POOL_CONNECTIONS = 10;
const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;

/** PostgreSQL's `bigint`, which `pg` gives as text; PGlite gives a number. */
const BIGINT = 20;

/** Reads numbers as numbers, and everything else as usual. */
export function numbersAsNumbers(usual: (oid: number, format: never) => unknown) {
  return (oid: number, format: never) => (oid === BIGINT ? Number : usual(oid, format));
}

/** Queries over a pool of connections. */
export function newKysely(pool: PostgresPool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(SCHEMA);
}

/** What `onePool` needs of PGlite. */
interface Embedded {
  query(text: string, parameters?: unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>;
  close(): Promise<void>;
}

/** A pool of the one connection that PGlite has: whoever comes second waits for the first. */
function onePool(embedded: Embedded): PostgresPool {
  let last: Promise<void> = Promise.resolve();
  return {
    connect: async () => {
      let release = (): void => {};
      const before = last;
      last = new Promise((resolve) => {
        release = resolve;
      });
      await before;
      const query = async (text: string, parameters: readonly unknown[]) => {
        const { rows, affectedRows } = await embedded.query(text, [...parameters]);
        // Kysely reads how many rows were changed; no query here asks for it.
        return { command: 'SELECT', rowCount: affectedRows ?? rows.length, rows };
      };
      return { query: query as never, release };
    },
    end: () => embedded.close(),
  };
}
