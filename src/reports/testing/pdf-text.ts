/** Code page 1252 from 0x80 on; some versions of Node decode these bytes as Latin-1. */
const BEYOND = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const decoded = (hex: string): string =>
  [...Buffer.from(hex, 'hex')]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? BEYOND[byte - 0x80] : String.fromCharCode(byte)))
    .join('');

/** The text of a PDF of the house, page by page, to see in tests that it is there. */
export function pdfText(bytes: Uint8Array): string[] {
  const raw = Buffer.from(bytes);
  const source = raw.toString('latin1');
  const pages: string[] = [];
  for (const found of source.matchAll(/\/Length (\d+)\n>>\nstream\n/g)) {
    const start = (found.index ?? 0) + found[0].length;
    const content = raw.subarray(start, start + Number(found[1])).toString('latin1');
    const lines = [...content.matchAll(/\[(.*?)\] TJ/g)].map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => decoded(hex)).join(''),
    );
    if (lines.length > 0) pages.push(lines.join('\n'));
  }
  return pages;
}
