import { createHash } from 'node:crypto';

export const BITCOIN_ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
export const RIPPLE_ALPHABET = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

/** The bytes that a Base58 text stands for; undefined when it has a foreign character. */
export function decodeBase58(text: string, alphabet = BITCOIN_ALPHABET): Buffer | undefined {
  let number = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const hex = number === 0n ? '' : number.toString(16);
  const body = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  let zeros = 0;
  while (text[zeros] === alphabet[0]) zeros++;
  return Buffer.concat([Buffer.alloc(zeros), body]);
}

const CHECKSUM_BYTES = 4;
const HASH_BYTES = 20;

/**
 * Base58Check: version, hash of 20 bytes, and the first four bytes of the double SHA-256 of both.
 * `versions` are the allowed versions in hexadecimal.
 */
export function base58CheckValid(
  text: string,
  versions: readonly string[],
  alphabet = BITCOIN_ALPHABET,
): boolean {
  const bytes = decodeBase58(text, alphabet);
  if (bytes === undefined || bytes.length <= CHECKSUM_BYTES) return false;
  const payload = bytes.subarray(0, -CHECKSUM_BYTES);
  const version = payload.subarray(0, -HASH_BYTES).toString('hex');
  const digest = (data: Buffer) => createHash('sha256').update(data).digest();
  const checksum = digest(digest(payload)).subarray(0, CHECKSUM_BYTES);
  return versions.includes(version) && checksum.equals(bytes.subarray(-CHECKSUM_BYTES));
}
