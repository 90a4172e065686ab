import { createHash, timingSafeEqual } from 'node:crypto';
import type { Entropy } from '../base/index.ts';
import { ACCOUNT_LIMITS } from './limits.ts';

/** An organisation's id: it stands in tokens and addresses. */
export const TENANT = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A user's handle, which the administrator gives. */
export const HANDLE = '[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?';

const ID = '[0-9a-f]{32}';
const SECRET = '[A-Za-z0-9_-]{43}';
const SESSION = new RegExp(`^(${TENANT})\\.(${ID})\\.(${SECRET})$`);
/** A key is named by who grants it; an underscore would hide where its id ends. */
const KEY = new RegExp(`^tamiz_(${TENANT})_(${HANDLE})_(${SECRET})$`);

/** What a token says: whose it is, and what proves it. */
export interface Token {
  readonly tenant: string;
  readonly id: string;
  readonly secret: string;
}

/** A new secret of 256 bits, as a text of 43 characters. */
export function newSecret(entropy: Entropy): string {
  return Buffer.from(entropy(32)).toString('base64url');
}

/** A new id of 128 bits in hexadecimal. */
export function newId(entropy: Entropy): string {
  return Buffer.from(entropy(16)).toString('hex');
}

/**
 * What is kept of a secret. It has 256 random bits, so that one SHA-256 is enough: there is nothing
 * to guess. The text is hashed, not what it stands for: base64 has several texts for some bytes.
 */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What a secret is compared with where there is none, so that the work is the same. */
const NO_DIGEST = '0'.repeat(64);

/** Whether a secret is the one whose digest is kept, in a time that does not tell how nearly. */
export function isSecret(secret: string, digest: string | undefined): boolean {
  const kept = Buffer.from(digest ?? NO_DIGEST);
  const given = Buffer.from(digestOf(secret));
  return kept.length === given.length && timingSafeEqual(kept, given) && digest !== undefined;
}

/** The token of a session or a one-time link. */
export function sessionToken({ tenant, id, secret }: Token): string {
  return `${tenant}.${id}.${secret}`;
}

/** The token of a key: its beginning lets programs that look for leaked secrets know it. */
export function keyToken({ tenant, id, secret }: Token): string {
  return `tamiz_${tenant}_${id}_${secret}`;
}

/** Reads the token of a session or link; undefined for anything else. */
export function readSessionToken(text: string): Token | undefined {
  return read(SESSION, text);
}

/** Reads the token of a key; undefined for anything else. */
export function readKeyToken(text: string): Token | undefined {
  return read(KEY, text);
}

function read(form: RegExp, text: string): Token | undefined {
  if (text.length > ACCOUNT_LIMITS.headerCharacters) return undefined;
  const [, tenant, id, secret] = form.exec(text) ?? [];
  if (tenant === undefined || id === undefined || secret === undefined) return undefined;
  return { tenant, id, secret };
}
