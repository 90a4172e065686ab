import { createHmac } from 'node:crypto';
import { type Entropy, problem } from '../base/index.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { equalBytes } from './hashes.ts';

/**
 * Personal data enters the record as HMAC-SHA-256 of the data under a random salt of its own. While
 * both are kept, anybody can check that the data is what was recorded. Without the salt the
 * commitment says nothing: names and birth dates could be guessed, 256 random bits cannot.
 *
 * The salt has exactly 32 bytes: HMAC fills shorter keys up with zeros, so that two salts of
 * different lengths could open one commitment.
 */
const SALT_BYTES = 32;
/** Personal data of one record: a customer with all evidence fits, a scanned passport does not. */
export const PERSONAL_BYTES = 1_048_576;

/** What is kept beside the journal: the salt, then the data. */
export interface Sealed {
  readonly kept: Uint8Array;
  readonly commitment: Uint8Array;
}

/** Seals personal data. @throws JOURNAL_RECORD */
export function seal(data: Json | Uint8Array, entropy: Entropy): Sealed {
  const bytes = data instanceof Uint8Array ? data : jsonBytes(data);
  if (bytes.length > PERSONAL_BYTES) {
    const found = `${bytes.length} bytes (limit personalBytes, ${PERSONAL_BYTES})`;
    throw problem('JOURNAL_RECORD', { where: 'personal data', found });
  }
  const salt = entropy(SALT_BYTES);
  return { kept: Buffer.concat([salt, bytes]), commitment: commitmentOf(salt, bytes) };
}

/** What became of personal data. */
export type Opened =
  | { readonly state: 'kept'; readonly data: Buffer }
  | { readonly state: 'erased' | 'damaged' };

/** Opens what was kept, if it is what the record is bound to. */
export function openSealed(kept: Buffer, commitment: Uint8Array): Opened {
  if (kept.length >= SALT_BYTES) {
    if (isErased(kept)) return { state: 'erased' };
    const data = kept.subarray(SALT_BYTES);
    const found = commitmentOf(kept.subarray(0, SALT_BYTES), data);
    if (equalBytes(found, commitment)) return { state: 'kept', data };
  }
  return { state: 'damaged' };
}

/** Personal data and the salt that binds it to its record. */
export interface Seal {
  readonly salt: Uint8Array;
  readonly data: Uint8Array;
}

/** The two parts of what is kept beside a record. */
export function sealOf(kept: Buffer): Seal {
  return { salt: kept.subarray(0, SALT_BYTES), data: kept.subarray(SALT_BYTES) };
}

/** Whether the two are what a commitment binds. */
export function isBoundTo(commitment: Uint8Array, { salt, data }: Seal): boolean {
  return salt.length === SALT_BYTES && equalBytes(commitmentOf(salt, data), commitment);
}

/** Erased data is written over with zeros; 32 zeros are no salt that chance ever gives. */
export function isErased(kept: Uint8Array): boolean {
  return kept.every((byte) => byte === 0);
}

function commitmentOf(salt: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha256', salt).update(data).digest();
}

function jsonBytes(data: Json): Uint8Array {
  try {
    return Buffer.from(canonicalJson(data));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw problem('JOURNAL_RECORD', { where: 'personal data', found: error.message });
  }
}
