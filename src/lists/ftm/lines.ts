import { LIMITS, problem } from '../../base/index.ts';
import type { ListFile } from '../types.ts';

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/**
 * The lines of a UTF-8 file without their ends (LF or CRLF) and without the byte order mark. Blank
 * lines are left out, but counted.
 *
 * @throws LIST_FORMAT for bytes that are not UTF-8, INPUT_TOO_LARGE for a line over the limit
 */
export async function* readLines(file: ListFile): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of rawLines(file)) {
    number++;
    const text = decode(bytes, `${file.name}, line ${number}`);
    const bare = (number === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
    if (bare !== '') yield { text: bare, number };
  }
}

const NEWLINE = 0x0a;

async function* rawLines(file: ListFile): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length > LIMITS.ftmLineBytes) {
      throw problem('INPUT_TOO_LARGE', {
        where: `${file.name}, line ${number}`,
        expected: `lines of at most ${LIMITS.ftmLineBytes} bytes`,
        found: 'a longer one',
        remedy: 'Check that the file has one entity a line.',
      });
    }
    parts.push(part);
  };
  for await (const chunk of file.open()) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
      parts = [];
      length = 0;
      number++;
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield Buffer.concat(parts);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array, where: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw problem('LIST_FORMAT', {
      where,
      expected: 'text in UTF-8',
      found: 'bytes that are not UTF-8',
      cause,
    });
  }
}
