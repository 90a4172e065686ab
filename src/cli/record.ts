import type { AccountWorld, Link } from '../accounts/index.ts';
import { LIMITS, type OnProgress, problem } from '../base/index.ts';
import { type Journal, newToken, withJournal } from '../journal/index.ts';
import { ListStore } from '../lists/index.ts';
import type { ListDates } from '../oversight/index.ts';
import { Recorder } from '../screening/index.ts';
import type { RecordParts } from '../server/index.ts';
import type { RemoteStore, Store, StorePlace } from '../store/index.ts';
import { type Context, say, variable } from './context.ts';
import { homeOf } from './home.ts';
import type { GlobalOptions } from './options.ts';
import { withProgress } from './progress-line.ts';
import { keeping } from './recording.ts';

/** Where the record of a server is, and how people reach it. */
export interface RecordOptions extends GlobalOptions {
  /** The server that has the journal; without it this one opens that of its data folder. */
  readonly keeper?: string;
  /** The address by which people reach the server. */
  readonly publicUrl?: string;
}

/** What a server takes down, and what it keeps for organisations. */
export interface Served {
  readonly recorder?: Recorder;
  readonly record?: RecordParts;
  /** The link of the first administrator, where they were made just now. */
  readonly link?: Link;
}

/**
 * Loaded only by commands that work with what organisations keep: the database, the rights and the
 * rooms behind them take longer to load than a look-up takes.
 */
export const loadRecord = async () => {
  const [accounts, server, store] = await Promise.all([
    import('../accounts/index.ts'),
    import('../server/index.ts'),
    import('../store/index.ts'),
  ]);
  return { ...accounts, ...store, ...(await server.loadComposition()) };
};

/**
 * Works with the record of a server: where the data folder has a journal, or another server that
 * has one is named, there are accounts and what belongs to organisations, and questions are taken
 * down. Without either there is nothing of the kind.
 */
export async function withRecord<Result>(
  context: Context,
  options: RecordOptions,
  work: (served: Served) => Promise<Result>,
): Promise<Result> {
  if (options.keeper !== undefined) return withRemote(context, options, options.keeper, work);
  return keeping(context, options, async (kept) => {
    if (kept === undefined) {
      if (variable(context, 'TAMIZ_DATABASE') !== undefined) say(context, NO_JOURNAL);
      return work({});
    }
    const { recorder, journal } = kept;
    return withStore(context, options, journal, async (store) => {
      const world = await worldOf(context);
      const { firstAdministrator } = await loadRecord();
      const link = await firstAdministrator(store, world);
      const parts = await partsOf(context, options, store, world);
      const record = { ...parts, keeper: keeperOf(context, journal) };
      return work({ recorder, record, ...(link && { link }) });
    });
  });
}

/** Who may write through this server: commands on its folder, and servers that know its secret. */
function keeperOf(context: Context, journal: Journal): NonNullable<RecordParts['keeper']> {
  const token = variable(context, 'TAMIZ_KEEPER_TOKEN');
  return {
    journal,
    folderToken: newToken(context.entropy),
    ...(token !== undefined && { token: longEnough(token) }),
  };
}

const NO_JOURNAL =
  'TAMIZ_DATABASE is set, but the data folder has no journal. `tamiz journal create` makes one.';

/** Works with what organisations keep in a data folder, whose journal is open. */
export async function withStore<Result>(
  context: Context,
  options: GlobalOptions,
  journal: Journal,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const { openStore } = await loadRecord();
  const store = await withProgress(context, async (onProgress) =>
    openStore(await storePlace(context, options, onProgress), journal),
  );
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The same for a command, which opens the journal for it. */
export async function withOwnStore<Result>(
  context: Context,
  options: GlobalOptions,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const { clock, entropy } = context;
  const place = { home: homeOf(context, options.home), clock, entropy };
  return withJournal(place, (journal) => withStore(context, options, journal, work));
}

/** Where the documents of a data folder are. */
export async function storePlace(
  context: Context,
  options: GlobalOptions,
  onProgress: OnProgress,
): Promise<StorePlace> {
  const { RECORD_KINDS } = await loadRecord();
  const url = variable(context, 'TAMIZ_DATABASE');
  return {
    home: homeOf(context, options.home),
    ...(url !== undefined && { url }),
    kinds: RECORD_KINDS,
    clock: context.clock,
    onProgress,
  };
}

async function withRemote<Result>(
  context: Context,
  options: RecordOptions,
  keeper: string,
  work: (served: Served) => Promise<Result>,
): Promise<Result> {
  const url = variable(context, 'TAMIZ_DATABASE');
  const token = variable(context, 'TAMIZ_KEEPER_TOKEN');
  if (url === undefined || token === undefined) {
    const expected = 'TAMIZ_DATABASE and TAMIZ_KEEPER_TOKEN, as the keeper has them';
    throw problem('USAGE_OPTION', { where: '--keeper', expected, found: 'not both' });
  }
  const place = { url: keeper.replace(/\/$/, ''), token: longEnough(token), post: context.post };
  const { openRemoteStore } = await loadRecord();
  const store: RemoteStore = await openRemoteStore(url, place);
  try {
    const { clock } = context;
    const recorder = new Recorder(store.journal, { home: homeOf(context, options.home), clock });
    const record = await partsOf(context, options, store, await worldOf(context));
    return await work({ recorder, record });
  } finally {
    await store.close();
  }
}

async function worldOf({ clock, entropy }: Context): Promise<AccountWorld> {
  return (await loadRecord()).accountWorld(clock, entropy, fetch);
}

/** When the versions of lists that a data folder keeps were taken in. */
export async function listDatesOf(context: Context, options: GlobalOptions): Promise<ListDates> {
  const { datesOf } = await import('../oversight/index.ts');
  const { clock } = context;
  return datesOf(new ListStore({ home: homeOf(context, options.home), clock }));
}

async function partsOf(
  context: Context,
  options: RecordOptions,
  store: RecordParts['store'],
  world: AccountWorld,
): Promise<RecordParts> {
  const { recordParts } = await loadRecord();
  const { publicUrl } = options;
  const listDates = await listDatesOf(context, options);
  return recordParts({ store, world, listDates, ...(publicUrl !== undefined && { publicUrl }) });
}

function longEnough(token: string): string {
  if (token.length >= LIMITS.secretCharacters && !/\s/.test(token)) return token;
  const expected = `at least ${LIMITS.secretCharacters} characters without spaces`;
  throw problem('USAGE_OPTION', {
    where: 'TAMIZ_KEEPER_TOKEN',
    expected,
    found: `${token.length}`,
  });
}
