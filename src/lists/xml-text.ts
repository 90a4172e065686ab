import { problem } from '../base/index.ts';

/** Turns the bytes of a file into text, chunk by chunk; malformed bytes throw `TypeError`. */
export interface XmlDecoder {
  readonly encoding: string;
  /** The text of the next bytes; a character cut by the chunk's end comes with the next one. */
  decode(chunk: Uint8Array, last: boolean): string;
}

/** The characters of Windows-1252 at 0x80 to 0x9F; a blank where the code page has none. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * Windows-1252 by hand, because the platform's decoder turned it into ISO-8859-1 in some releases
 * of Node and accepts the five bytes that the code page leaves undefined.
 */
function windows1252(): XmlDecoder {
  return {
    encoding: 'windows-1252',
    decode: (chunk) =>
      Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (c) => {
          const character = WINDOWS_1252[c.charCodeAt(0) - 0x80];
          if (character === undefined || character === ' ') throw new TypeError('undefined byte');
          return character;
        }),
  };
}

function platform(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): XmlDecoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return { encoding, decode: (chunk, last) => decoder.decode(chunk, { stream: !last }) };
}

/** The decoder of a table, whose publisher is known to write in one encoding. */
export function textDecoder(encoding: 'utf-8' | 'windows-1252'): XmlDecoder {
  return encoding === 'utf-8' ? platform('utf-8') : windows1252();
}

/** The first bytes that decide the encoding: byte order mark and XML declaration. */
export const DECLARATION_BYTES = 1_024;

/** Names accepted in the XML declaration. ASCII is read as the UTF-8 that it is. */
const DECLARED: Readonly<Record<string, () => XmlDecoder>> = {
  'utf-8': () => platform('utf-8'),
  utf8: () => platform('utf-8'),
  'us-ascii': () => platform('utf-8'),
  ascii: () => platform('utf-8'),
  'windows-1252': windows1252,
  // Whoever writes ISO-8859-1 with bytes from 0x80 to 0x9F means Windows-1252, as on the web.
  'iso-8859-1': windows1252,
  latin1: windows1252,
};

function byteOrderMark(prefix: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c] = prefix;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  return undefined;
}

/** The first bytes as text, for telling what a file is; damage does not matter here. */
export function previewText(prefix: Uint8Array): string {
  return new TextDecoder(byteOrderMark(prefix) ?? 'utf-8').decode(prefix);
}

/**
 * Chooses the decoder by byte order mark and declaration.
 * @param prefix the first bytes of the file, `DECLARATION_BYTES` or all there are
 * @throws LIST_FORMAT for an encoding that is not read, or a mark that contradicts the declaration
 */
export function xmlDecoder(prefix: Uint8Array, where: string): XmlDecoder {
  const mark = byteOrderMark(prefix);
  const start = new TextDecoder(mark ?? 'latin1').decode(prefix.subarray(0, DECLARATION_BYTES));
  const declaration = /^\uFEFF?<\?xml\s[^>]*?encoding\s*=\s*(["'])([^"']*)\1/.exec(start);
  const declared = declaration?.[2]?.toLowerCase();
  const fail = (found: string) =>
    problem('LIST_FORMAT', {
      where,
      expected: 'XML in UTF-8, UTF-16 with a byte order mark, Windows-1252 or ISO-8859-1',
      found,
      remedy: 'Fetch the file again from its publisher.',
    });
  if (mark !== undefined) {
    const agrees =
      declared === undefined || (mark === 'utf-8' ? /^utf-?8$/ : /^utf-16/).test(declared);
    if (!agrees) throw fail(`a byte order mark of ${mark} and a declaration of ${declared}`);
    return platform(mark);
  }
  const make = Object.hasOwn(DECLARED, declared ?? 'utf-8')
    ? DECLARED[declared ?? 'utf-8']
    : undefined;
  if (make === undefined) throw fail(`the encoding ${JSON.stringify(declared?.slice(0, 40))}`);
  return make();
}
