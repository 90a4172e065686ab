import { askKeeper, type Journal, type KeeperAddress, remoteJournal } from '../journal/index.ts';
import { openServer } from './database.ts';
import { asProblem } from './faults.ts';
import { readScoped } from './reader.ts';
import type { Actor, Committed, Document, Happening, Store } from './types.ts';

/** A store that reads from the database, and lets the keeper write. */
export interface RemoteStore extends Store {
  /** The keeper's journal, for what is taken down of questions. */
  readonly journal: Pick<Journal, 'append'>;
}

/**
 * Opens the documents of an installation in a process that has not the journal. Any number of them
 * may share a PostgreSQL database; what they write goes through the one keeper.
 */
export async function openRemoteStore(url: string, keeper: KeeperAddress): Promise<RemoteStore> {
  const { db, close } = await openServer(url);
  return {
    commit: async (tenant, actor, happenings) => {
      const asked: CommitAsked = { tenant, actor, happenings };
      const { seq, at, documents } = (await askKeeper(keeper, 'commit', asked)) as CommitAnswer;
      return { seq, at: new Date(at), documents };
    },
    read: (scope, work) =>
      readScoped(db, scope, work).catch((error: unknown) => {
        throw asProblem(error);
      }),
    journal: remoteJournal(keeper),
    close,
  };
}

/** What is sent to a keeper, and what it answers. */
export interface CommitAsked {
  readonly tenant: string;
  readonly actor: Actor;
  readonly happenings: readonly Happening[];
}
type CommitAnswer = Omit<Committed, 'at' | 'documents'> & {
  readonly at: string;
  readonly documents: readonly Document[];
};
