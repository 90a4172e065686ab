import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { type Entropy, problem } from '../base/index.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';

/**
 * Ed25519 keys in the text forms of C2SP signed-note: `name+hash+base64` for the public one, which
 * anybody may have, and `PRIVATE+KEY+name+hash+base64` as Go's sumdb/note writes the private one.
 */

/** What a key signs: notes of its own, or what it has seen of others (C2SP tlog-cosignature). */
export const KEY_TYPES = { note: 0x01, cosignature: 0x04 } as const;
type KeyType = (typeof KEY_TYPES)[keyof typeof KEY_TYPES];

export interface Verifier {
  readonly name: string;
  /** Four bytes by which signatures name their key. */
  readonly id: number;
  readonly type: KeyType;
  /** The key as text, to be published. */
  readonly text: string;
  verifies(message: Uint8Array, signature: Uint8Array): boolean;
}

export interface Signer extends Verifier {
  sign(message: Uint8Array): Uint8Array;
  /** The key as text, for its file alone; a function, which nothing prints by accident. */
  reveal(): string;
}

const KEY_BYTES = 32;
/** What DER puts before the 32 bytes of an Ed25519 key (RFC 8410, section 10). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE = 'PRIVATE+KEY+';
const MAX_NAME = 255;

/** A new key. @throws USAGE_OPTION for a name that a note cannot carry */
export function newSigner(name: string, type: KeyType, entropy: Entropy): Signer {
  if (!isKeyName(name)) {
    throw problem('USAGE_OPTION', {
      where: 'the name of a key',
      expected: `up to ${MAX_NAME} characters without spaces and plus signs, as example.com/log`,
      found: JSON.stringify(name),
      remedy: 'Name it as an address that is yours, without https://.',
    });
  }
  return signerOf(name, type, entropy(KEY_BYTES));
}

/** Reads a private key. @throws NOTE_INVALID, which never shows it */
export function parseSigner(text: string, where: string): Signer {
  const found = 'another text, which is not shown';
  const expected = 'a private key as C2SP signed-note writes it';
  if (!text.startsWith(PRIVATE)) throw problem('NOTE_INVALID', { where, expected, found });
  const parts = partsOf(text.slice(PRIVATE.length));
  if (parts === undefined) throw problem('NOTE_INVALID', { where, expected, found });
  const signer = signerOf(parts.name, parts.type, parts.key);
  if (signer.id !== parts.id) throw problem('NOTE_INVALID', { where, expected, found });
  return signer;
}

/** Reads the public key of a log, or of a witness. @throws NOTE_INVALID */
export function parseVerifier(text: string, of: 'log' | 'witness', where: string): Verifier {
  const parts = partsOf(text);
  if (parts !== undefined) {
    const verifier = verifierOf(parts.name, parts.type, parts.key);
    const isRight = parts.type === (of === 'log' ? KEY_TYPES.note : KEY_TYPES.cosignature);
    if (verifier.id === parts.id && isRight) return verifier;
  }
  throw problem('NOTE_INVALID', {
    where,
    expected: `the public key of a ${of} as C2SP signed-note writes it: name+hash+base64`,
    found: JSON.stringify(text.slice(0, MAX_NAME)),
  });
}

/** Whether a signature may carry this name: the specification rules out spaces and plus signs. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_NAME && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

function partsOf(text: string) {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const bytes = decodeBase64(base64);
  const type = Object.values(KEY_TYPES).find((known) => known === bytes?.[0]);
  if (type === undefined || bytes?.length !== 1 + KEY_BYTES || !isKeyName(name)) return undefined;
  return { name, id: Number.parseInt(id, 16), type, key: bytes.subarray(1) };
}

function signerOf(name: string, type: KeyType, seed: Uint8Array): Signer {
  const der = Buffer.concat([PKCS8, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const verifier = verifierOf(name, type, spki.subarray(SPKI.length));
  const [, hex = ''] = verifier.text.split('+');
  const secret = `${PRIVATE}${name}+${hex}+${encodeBase64(Uint8Array.of(type, ...seed))}`;
  return { ...verifier, sign: (message) => sign(null, message, key), reveal: () => secret };
}

function verifierOf(name: string, type: KeyType, key: Uint8Array): Verifier {
  const material = Uint8Array.of(type, ...key);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), material]), 'buffer');
  const der = Buffer.concat([SPKI, key]);
  let object: KeyObject | undefined;
  return {
    name,
    id: id.readUInt32BE(),
    type,
    text: `${name}+${id.toString('hex', 0, 4)}+${encodeBase64(material)}`,
    verifies: (message, signature) => {
      object ??= createPublicKey({ key: der, format: 'der', type: 'spki' });
      return verify(null, message, object, signature);
    },
  };
}
