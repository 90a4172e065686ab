import { isAscii, isUtf8 } from 'node:buffer';
import { problem } from '../base/index.ts';

/**
 * Turns the bytes of a customer file into text, in one pass and constant memory.
 *
 * UTF-16 is told by its byte order mark, or by its NUL bytes. Everything else is read byte sequence
 * by byte sequence: what is well-formed UTF-8 is UTF-8, any other byte from 0x80 up is
 * Windows-1252. ASCII means the same in both, so nothing need be known of the file in advance: a
 * first foreign byte after gigabytes of ASCII is read as rightly as one in the header. A file where
 * both occur was pasted together from two, which is told with the line.
 */
export interface Decoder {
  /** The text of a further chunk, as far as it is complete. */
  push(chunk: Uint8Array): string;
  /** The rest; throws `INPUT_ENCODING` when a character is cut off. */
  end(): string;
  /** What the bytes so far turned out to be, for people. */
  readonly encoding: string;
}

/** How many bytes `createDecoder` wants to see to tell UTF-16 without a byte order mark. */
export const ENCODING_HEAD = 256;

/**
 * Chooses the decoder by the first bytes of a file (`ENCODING_HEAD`, or all it has). `onMixed` is
 * called once, with the line (from 1) where the second of two encodings begins.
 */
export function createDecoder(
  head: Uint8Array,
  where: string,
  onMixed: (line: number) => void,
): Decoder {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (!a && !b && c === 0xfe && d === 0xff)) {
    throw problem('INPUT_ENCODING', { where, found: 'UTF-32' });
  }
  if (a === 0xff && b === 0xfe) return utf16('UTF-16 LE with BOM', where, false);
  if (a === 0xfe && b === 0xff) return utf16('UTF-16 BE with BOM', where, true);
  const nuls = [0, 0];
  const seen = Math.min(head.length, ENCODING_HEAD) & ~1;
  for (let i = 0; i < seen; i++) {
    if (head[i] === 0) nuls[i % 2] = (nuls[i % 2] as number) + 1;
  }
  const [even = 0, odd = 0] = nuls;
  if (odd > seen * 0.3 && even === 0) return utf16('UTF-16 LE', where, false);
  if (even > seen * 0.3 && odd === 0) return utf16('UTF-16 BE', where, true);
  return new ByteDecoder(onMixed);
}

/** UTF-16; the standard decoder knows little endian, so big endian is swapped first. */
function utf16(encoding: string, where: string, swap: boolean): Decoder {
  const decoder = new TextDecoder('utf-16le', { fatal: true });
  let odd: Uint8Array = new Uint8Array(0);
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw problem('INPUT_ENCODING', { where, found: `${encoding} with half a character`, cause });
    }
  };
  return {
    encoding,
    push: (chunk) => {
      const bytes = Buffer.concat([odd, chunk]);
      const whole = bytes.length & ~1;
      odd = bytes.subarray(whole);
      const even = bytes.subarray(0, whole);
      return decode(swap ? even.swap16() : even);
    },
    end: () => {
      if (odd.length > 0) decode(odd);
      return decode(undefined);
    },
  };
}

type Kind = 'utf8' | 'legacy';

class ByteDecoder implements Decoder {
  readonly #onMixed: (line: number) => void;
  readonly #seen = new Set<Kind>();
  #carry: Buffer = Buffer.alloc(0);
  #started = false;
  #bom = false;
  /** Line breaks before the chunk at hand. */
  #lines = 0;
  #afterReturn = false;

  constructor(onMixed: (line: number) => void) {
    this.#onMixed = onMixed;
  }

  get encoding(): string {
    if (this.#seen.size === 2) return 'mixed: UTF-8 and Windows-1252';
    if (this.#bom) return 'UTF-8 with BOM';
    return this.#seen.has('legacy') ? 'Windows-1252' : 'UTF-8';
  }

  push(chunk: Uint8Array): string {
    const bytes = Buffer.concat([this.#carry, chunk]);
    const cut = unfinishedTail(bytes);
    this.#carry = bytes.subarray(cut);
    return this.#decode(bytes.subarray(0, cut));
  }

  end(): string {
    const rest = this.#carry;
    this.#carry = Buffer.alloc(0);
    return this.#decode(rest);
  }

  #decode(input: Buffer): string {
    if (input.length === 0) return '';
    let bytes = input;
    if (!this.#started) {
      this.#started = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        this.#bom = true;
        bytes = bytes.subarray(3);
      }
    }
    const text = this.#textOf(bytes);
    this.#lines += this.#breaks(bytes);
    return text;
  }

  #textOf(bytes: Buffer): string {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (isUtf8(bytes)) {
      this.#note('utf8', bytes, 0);
      return bytes.toString('utf8');
    }
    return this.#bySequence(bytes);
  }

  /** Runs of one encoding, so that a file in Windows-1252 is not taken apart byte by byte. */
  #bySequence(bytes: Buffer): string {
    let text = '';
    let from = 0;
    let kind: Kind | undefined;
    let at = 0;
    while (at < bytes.length) {
      if ((bytes[at] as number) < 0x80) {
        at++;
        continue;
      }
      const length = utf8Length(bytes, at);
      const here: Kind = length > 0 ? 'utf8' : 'legacy';
      if (kind !== here) {
        this.#note(here, bytes, at);
        text += textIn(kind, bytes.subarray(from, at));
        from = at;
        kind = here;
      }
      at += Math.max(1, length);
    }
    return text + textIn(kind, bytes.subarray(from));
  }

  #note(kind: Kind, bytes: Buffer, from: number): void {
    if (this.#seen.has(kind)) return;
    this.#seen.add(kind);
    if (this.#seen.size < 2) return;
    let at = from;
    while ((bytes[at] as number) < 0x80) at++;
    const wasAfterReturn = this.#afterReturn;
    this.#onMixed(this.#lines + this.#breaks(bytes.subarray(0, at)) + 1);
    this.#afterReturn = wasAfterReturn;
  }

  /** Counts line breaks of all three kinds, also where CR and LF fall into two chunks. */
  #breaks(bytes: Buffer): number {
    let count = 0;
    let afterReturn = this.#afterReturn;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === 13 || (byte === 10 && !afterReturn)) count++;
      afterReturn = byte === 13;
    }
    this.#afterReturn = afterReturn;
    return count;
  }
}

function textIn(kind: Kind | undefined, bytes: Buffer): string {
  if (kind === 'utf8') return bytes.toString('utf8');
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => {
    return CONTROLS_1252[char.charCodeAt(0) - 0x80] as string;
  });
}

/**
 * Windows-1252 from 0x80 to 0x9F, where it differs from Latin-1, as the Encoding Standard has it
 * (https://encoding.spec.whatwg.org/index-windows-1252.txt). Node 20's own decoder gives Latin-1.
 */
const CONTROLS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * Length of the well-formed UTF-8 sequence of two to four bytes at `at`, or 0 (The Unicode
 * Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
 */
function utf8Length(bytes: Uint8Array, at: number): number {
  const [length, low, high] = leadOf(bytes[at] as number);
  if (length === 0 || at + length > bytes.length) return 0;
  const second = bytes[at + 1] as number;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) {
    if (((bytes[at + i] as number) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Length of the sequence that a lead byte opens, and the range of its second byte. */
function leadOf(lead: number): readonly [length: number, low: number, high: number] {
  if (lead >= 0xc2 && lead <= 0xdf) return [2, 0x80, 0xbf];
  if (lead === 0xe0) return [3, 0xa0, 0xbf];
  if (lead === 0xed) return [3, 0x80, 0x9f];
  if (lead >= 0xe1 && lead <= 0xef) return [3, 0x80, 0xbf];
  if (lead === 0xf0) return [4, 0x90, 0xbf];
  if (lead === 0xf4) return [4, 0x80, 0x8f];
  if (lead >= 0xf1 && lead <= 0xf3) return [4, 0x80, 0xbf];
  return [0, 0, 0];
}

/** Where a sequence begins that the next chunk may complete; the length when there is none. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const at = bytes.length - back;
    const [length] = leadOf(bytes[at] as number);
    if (length > back) return at;
    if (length > 0 || (bytes[at] as number) < 0x80) break;
  }
  return bytes.length;
}
