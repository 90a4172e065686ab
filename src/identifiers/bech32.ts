const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** The constants that the check sum of bech32 (BIP 173) and bech32m (BIP 350) must come to. */
const BECH32 = 1;
const BECH32M = 0x2bc830a3;

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** The five-bit values of the text after the prefix; undefined when it has a foreign character. */
function values(text: string): number[] | undefined {
  const result: number[] = [];
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    result.push(value);
  }
  return result;
}

/** Whether the check sum of a bech32 or bech32m text in lower case is right. */
export function bech32Valid(text: string): boolean {
  const separator = text.lastIndexOf('1');
  const data = values(text.slice(separator + 1));
  if (separator < 1 || data === undefined || data.length < 6) return false;
  const prefix = [...text.slice(0, separator)].map((letter) => letter.charCodeAt(0));
  const all = [...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data];
  let sum = 1;
  for (const value of all) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((generator, bit) => {
      if ((top >> bit) & 1) sum ^= generator;
    });
  }
  return sum === BECH32 || sum === BECH32M;
}

const CASH_GENERATOR = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];
const CASH_PREFIX = 'bitcoincash';

/** Whether the check sum of a CashAddr text without its prefix is right. */
export function cashAddressValid(text: string): boolean {
  const data = values(text);
  if (data === undefined) return false;
  const prefix = [...CASH_PREFIX].map((letter) => letter.charCodeAt(0) & 31);
  let sum = 1n;
  for (const value of [...prefix, 0, ...data]) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(value);
    CASH_GENERATOR.forEach((generator, bit) => {
      if ((top >> BigInt(bit)) & 1n) sum ^= generator;
    });
  }
  return sum === 1n;
}
