/**
 * Names what a file is when it is not what was asked for. Publishers' servers answer a wrong
 * address with status 200 and an HTML page, or with the storage's XML error, so content alone
 * tells.
 */

/** How many leading bytes are enough to know a file by. */
export const PREFIX_BYTES = 65_536;

const MAGIC: readonly (readonly [readonly number[], string])[] = [
  [[0x1f, 0x8b], 'a gzip file that was not unpacked'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or a spreadsheet'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Office document'],
];

/**
 * What the first bytes show a file to be that can never be a list; undefined when it may be one.
 */
export function foreignBytes(prefix: Uint8Array): string | undefined {
  if (prefix.length === 0) return 'an empty file';
  for (const [magic, what] of MAGIC) {
    if (magic.every((byte, index) => prefix[index] === byte)) return what;
  }
  return undefined;
}

/** The same for the first characters: blank files, HTML pages and storage errors. */
export function foreignText(prefix: string): string | undefined {
  const text = prefix.replace(/^[\uFEFF\s]+/, '');
  if (text === '') return 'a file with nothing but blanks';
  const start = text.replace(/^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|\s+)+/, '');
  if (/^<!doctype\s+html|^<(?:html|head|body|script|title)[\s>]/i.test(start)) {
    const title = /<title[^>]*>([^<]*)/i.exec(start)?.[1]?.trim().slice(0, 80);
    return title ? `an HTML page titled ${JSON.stringify(title)}` : 'an HTML page';
  }
  if (/^<Error[\s>]/.test(start)) {
    const code = /<Code>([^<]{1,80})<\/Code>/.exec(start)?.[1];
    return code === undefined ? 'an XML error message' : `the XML error message ${code}`;
  }
  return undefined;
}

/** The first bytes of a stream; the rest is not read. */
export async function readPrefix(
  bytes: AsyncIterable<Uint8Array>,
  length: number = PREFIX_BYTES,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    total += chunk.length;
    if (total >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}
