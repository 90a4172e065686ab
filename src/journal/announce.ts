import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entropy, type Post, writeAtomically } from '../base/index.ts';
import type { KeeperAddress } from './remote.ts';

/** Where the server that has the journal can be asked, and the token that it takes. */
type Announced = Pick<KeeperAddress, 'url' | 'token'>;

const pathOf = (home: string): string => join(home, 'journal', 'server.json');

/** Bytes of a token that nobody can guess. */
const TOKEN_BYTES = 32;

/** A token for commands on a data folder; another one whenever its journal is opened. */
export const newToken = (entropy: Entropy): string =>
  Buffer.from(entropy(TOKEN_BYTES)).toString('base64url');

/**
 * Tells commands on a data folder that a server has its journal. Whoever may read the file may read
 * the journal as well, and has no more by it. Gives what takes it back.
 */
export async function announce(home: string, announced: Announced): Promise<() => Promise<void>> {
  const path = pathOf(home);
  await writeAtomically(path, JSON.stringify(announced));
  return () => rm(path, { force: true });
}

/**
 * The server that has the journal of a data folder. A crash may have left the file, and somebody
 * else may listen at that address now: nobody is told the token, or anything else, before they have
 * shown that they have it. Undefined where nobody does.
 */
export async function announced(
  home: string,
  { entropy, post }: { readonly entropy: Entropy; readonly post: Post },
): Promise<KeeperAddress | undefined> {
  const told = await readAnnounced(home);
  if (told === undefined) return undefined;
  const nonce = newToken(entropy);
  const shown = await proofFrom(told.url, nonce, post);
  const isShown = shown !== undefined && isSame(shown, proofOf(told.token, nonce));
  return isShown ? { ...told, post } : undefined;
}

/** What shows to whoever sent a nonce that somebody has the token, and does not tell it. */
export const proofOf = (token: string, nonce: string): string =>
  createHmac('sha256', token).update(`tamiz journal server\n${nonce}`).digest('base64url');

async function readAnnounced(home: string): Promise<Announced | undefined> {
  try {
    const { url, token } = (JSON.parse(await readFile(pathOf(home), 'utf8')) ?? {}) as {
      readonly [key in keyof Announced]?: unknown;
    };
    const isWhole = typeof url === 'string' && typeof token === 'string' && token !== '';
    return isWhole && /^http:\/\/[^/]+$/.test(url) ? { url, token } : undefined;
  } catch {
    // None, half of one, or one that this user may not read: then there is no server to be asked.
    return undefined;
  }
}

/** A server on this machine that does not answer within this time is asked again later. */
const PATIENCE_MS = 1_000;
/** Whoever answers with more is not a server of ours. */
const ANSWER_BYTES = 1_024;

async function proofFrom(url: string, nonce: string, post: Post): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const body = JSON.stringify({ nonce });
    const response = await post(`${url}/v1/keeper/proof`, { headers, body, signal });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('latin1');
      if (text.length > ANSWER_BYTES) return undefined;
    }
    const { proof } = JSON.parse(text) as { readonly proof?: unknown };
    return typeof proof === 'string' ? proof : undefined;
  } catch {
    // Nobody listens, or somebody who speaks otherwise: whatever it is, it is not the server.
    return undefined;
  }
}

function isSame(shown: string, expected: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
