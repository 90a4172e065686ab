import { createHmac, timingSafeEqual } from 'node:crypto';
import { problem } from '../base/index.ts';
import { cookieName, type Headers, readCookie } from './cookies.ts';
import { readSessionToken } from './secrets.ts';

/** The header in which a page sends the token of its session back. */
export const CSRF_HEADER = 'x-tamiz-csrf';

/** Requests that change nothing by their nature. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What a page has to send with every request that changes something. It follows from the secret of
 * the session, which another site can make the browser send and cannot read.
 */
export function csrfToken(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('tamiz csrf').digest('base64url');
}

/** The same for the session of a request; undefined where it has none. */
export function csrfOf(headers: Headers, secure: boolean): string | undefined {
  const cookie = readCookie(headers, cookieName(secure));
  const session = cookie === undefined ? undefined : readSessionToken(cookie);
  return session && csrfToken(session.secret);
}

/** What a request is judged by. */
export interface AskedBy {
  readonly method: string;
  readonly headers: Headers;
  /** Where our own pages come from, such as `https://tamiz.example`. */
  readonly origins: readonly string[];
}

/**
 * A request that changes something comes from a page of this server: for signing in, where there is
 * no session yet. A browser says so in `Sec-Fetch-Site` or `Origin`, which no page can write.
 *
 * @throws ACCOUNT_FORGED
 */
export function checkSameOrigin({ method, headers, origins }: AskedBy): void {
  if (SAFE.has(method)) return;
  const site = headers['sec-fetch-site'];
  const origin = headers['origin'];
  if (site === undefined && origin === undefined) throw forged('no origin');
  if (site !== undefined && site !== 'same-origin') throw forged('another site');
  if (origin === undefined) return;
  const own = typeof origin === 'string' && origins.includes(origin.toLowerCase());
  if (!own) throw forged('another origin');
}

/**
 * The same for requests with a session, which must carry its token as well. A key needs none of
 * this: no browser sends it by itself.
 *
 * @throws ACCOUNT_FORGED
 */
export function checkNotForged(asked: AskedBy, secure: boolean): void {
  if (SAFE.has(asked.method)) return;
  checkSameOrigin(asked);
  const token = csrfOf(asked.headers, secure);
  const given = asked.headers[CSRF_HEADER];
  if (token === undefined || typeof given !== 'string') throw forged('no token');
  const expected = Buffer.from(token);
  const sent = Buffer.from(given);
  const right = sent.length === expected.length && timingSafeEqual(sent, expected);
  if (!right) throw forged('another token');
}

function forged(found: string) {
  return problem('ACCOUNT_FORGED', { found });
}
