import { ERRORS, type ErrorCode, type Post, problem } from '../base/index.ts';
import type { Entry, Journal, Receipt } from '../journal/index.ts';
import { openServer } from './database.ts';
import { asProblem } from './faults.ts';
import { readScoped } from './reader.ts';
import type { Actor, Committed, Document, Happening, Store } from './types.ts';

/** The server that has the journal, for another one that shares its PostgreSQL database. */
export interface KeeperAddress {
  /** Such as `http://10.0.0.5:8080`. */
  readonly url: string;
  /** What both servers know and nobody else. */
  readonly token: string;
  readonly post: Post;
}

/** A store that reads from the database, and lets the keeper write. */
export interface RemoteStore extends Store {
  /** The keeper's journal, for what is taken down of questions. */
  readonly journal: Pick<Journal, 'append'>;
}

/** A keeper that does not answer within this time is not waited for. */
const PATIENCE_MS = 30_000;

/**
 * Opens the documents of an installation in a process that has not the journal. Any number of them
 * may share a PostgreSQL database; what they write goes through the one keeper.
 */
export async function openRemoteStore(url: string, keeper: KeeperAddress): Promise<RemoteStore> {
  const { db, close } = await openServer(url);
  return {
    commit: async (tenant, actor, happenings) => {
      const asked: CommitAsked = { tenant, actor, happenings };
      const { seq, at, documents } = (await ask(keeper, 'commit', asked)) as CommitAnswer;
      return { seq, at: new Date(at), documents };
    },
    read: (scope, work) =>
      readScoped(db, scope, work).catch((error: unknown) => {
        throw asProblem(error);
      }),
    journal: { append: (entry) => appendRemotely(keeper, entry) },
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

async function appendRemotely(
  keeper: KeeperAddress,
  { type, body, personal }: Entry,
): Promise<Receipt> {
  const asked = { type, body: inBase64(body), personal: inBase64(personal) };
  const { seq, at } = (await ask(keeper, 'append', asked)) as { seq: number; at: string };
  return { seq, at: new Date(at) };
}

/** Bytes as `{ base64 }`, JSON as `{ json }`. */
function inBase64(value: Entry['personal']) {
  if (value === undefined) return null;
  if (!(value instanceof Uint8Array)) return { json: value };
  return { base64: Buffer.from(value).toString('base64') };
}

async function ask(keeper: KeeperAddress, what: string, asked: unknown): Promise<unknown> {
  const where = `${keeper.url}/v1/keeper/${what}`;
  const headers = {
    authorization: `Bearer ${keeper.token}`,
    'content-type': 'application/json',
  };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  let answer: unknown;
  try {
    response = await keeper.post(where, { headers, body: JSON.stringify(asked), signal });
    answer = await response.json();
  } catch (cause) {
    throw problem('STORE_KEEPER', { where, found: 'none that answered', cause });
  }
  if (response.ok) return answer;
  const { code, found } = answer as { code?: string; found?: string };
  if (code !== undefined && code in ERRORS) {
    throw problem(code as ErrorCode, { found: found ?? 'what the keeper refused' });
  }
  throw problem('STORE_KEEPER', { where, found: `the status ${response.status}` });
}
