import type { Clock, OnProgress } from '../base/index.ts';
import { deleteEmbedded, type OpenDatabase, openEmbedded, openServer } from './database.ts';
import { asProblem } from './faults.ts';
import { Keeper, type KeptJournal } from './keeper.ts';
import { dropAll, migrate } from './migrations.ts';
import type { Kinds } from './projection.ts';
import { readScoped } from './reader.ts';
import { prepareFields } from './search-fields.ts';
import { holdServer } from './server-lock.ts';
import type { Kind, Store } from './types.ts';

/** Where documents are kept, and what kinds of them there are. */
export interface StorePlace {
  /** The data folder; its database is used where `url` names none. */
  readonly home: string;
  /** The address of a PostgreSQL database: `postgres://…`. */
  readonly url?: string;
  readonly kinds: readonly Kind[];
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  /** See `EmbeddedPlace`. */
  readonly boot?: () => Promise<string | undefined>;
}

/**
 * Opens the documents of an installation for reading and writing: the one process that has the
 * journal does this. The database is brought to the form of this version, and shows what the
 * journal has before this returns.
 * @throws HOME_LOCKED with who has it, STORE_AHEAD, STORE_NEWER, STORE_UNREACHABLE
 */
export async function openStore(place: StorePlace, journal: KeptJournal): Promise<Store> {
  const { database, release } = await openDatabase(place);
  const close = () => database.close().finally(release);
  return openStoreIn({ ...database, close }, place, journal);
}

/** The same in a database that is open already; closing the store closes it. */
export async function openStoreIn(
  { db, close }: OpenDatabase,
  place: Pick<StorePlace, 'kinds' | 'clock' | 'onProgress'>,
  journal: KeptJournal,
): Promise<Store> {
  const kinds: Kinds = new Map(place.kinds.map((kind) => [kind.name, kind]));
  const keeper = new Keeper({ db, journal, kinds, clock: place.clock });
  try {
    await migrate(db);
    await prepareFields(db, kinds);
    await keeper.catchUp(place.onProgress);
  } catch (error) {
    await close();
    throw asProblem(error);
  }
  return {
    commit: (tenant, actor, happenings) => keeper.commit(tenant, actor, happenings),
    read: (scope, work) =>
      readScoped(db, scope, work).catch((error: unknown) => {
        throw asProblem(error);
      }),
    close: async () => {
      await keeper.settled();
      await close();
    },
  };
}

/**
 * Makes the database anew from the journal. Nothing is lost: it only shows what stands there.
 * @throws HOME_LOCKED with who has it, STORE_UNREACHABLE
 */
export async function rebuildStore(place: StorePlace, journal: KeptJournal): Promise<void> {
  if (place.url === undefined) {
    // Under its lock, or another process would lose its files while it works with them.
    await (await openEmbedded(place)).close();
    await deleteEmbedded(place.home);
  } else {
    const { database, release } = await openDatabase(place);
    try {
      await dropAll(database.db);
    } finally {
      await database.close();
      await release();
    }
  }
  await (await openStore(place, journal)).close();
}

interface Held {
  readonly database: OpenDatabase;
  readonly release: () => Promise<void>;
}

async function openDatabase(place: StorePlace): Promise<Held> {
  const { url } = place;
  if (url === undefined) return { database: await openEmbedded(place), release: async () => {} };
  const release = await holdServer(url);
  return { database: await openServer(url), release };
}
