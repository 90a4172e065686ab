import { ERRORS, type ErrorCode, type Post, problem } from '../base/index.ts';
import type { Entry, Journal, Receipt } from './journal.ts';

/** The server that has a journal, for a process that may write through it. */
export interface KeeperAddress {
  /** Such as `http://10.0.0.5:8080`. */
  readonly url: string;
  /** What both know, and nobody else. */
  readonly token: string;
  readonly post: Post;
}

/** A keeper that does not answer within this time is not waited for. */
const PATIENCE_MS = 30_000;

/** The journal of another process, which appends to it for whoever knows its token. */
export const remoteJournal = (keeper: KeeperAddress): Pick<Journal, 'append'> => ({
  append: (entry) => appendRemotely(keeper, entry),
});

async function appendRemotely(
  keeper: KeeperAddress,
  { type, body, personal }: Entry,
): Promise<Receipt> {
  const asked = { type, body: inBase64(body), personal: inBase64(personal) };
  const { seq, at } = (await askKeeper(keeper, 'append', asked)) as { seq: number; at: string };
  return { seq, at: new Date(at) };
}

/** Bytes as `{ base64 }`, JSON as `{ json }`. */
function inBase64(value: Entry['personal']) {
  if (value === undefined) return null;
  if (!(value instanceof Uint8Array)) return { json: value };
  return { base64: Buffer.from(value).toString('base64') };
}

/**
 * Asks a keeper to do something.
 * @throws STORE_KEEPER where it does not answer, and whatever it refused with
 */
export async function askKeeper(
  keeper: KeeperAddress,
  what: string,
  asked: unknown,
): Promise<unknown> {
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
  const { code, found } = (answer ?? {}) as { code?: string; found?: string };
  if (code !== undefined && code in ERRORS) {
    throw problem(code as ErrorCode, { found: found ?? 'what the keeper refused' });
  }
  throw problem('STORE_KEEPER', { where, found: `the status ${response.status}` });
}
