import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { diskProblem, LIMITS, problem, TamizError } from '../base/index.ts';

/**
 * Writes an upload to a file of its own that only this user can read, and gives its size. What is
 * over the limit is refused before or while it arrives (`INPUT_TOO_LARGE`), and nothing stays.
 */
export async function spool(
  body: Readable | undefined,
  headers: IncomingMessage['headers'],
  path: string,
  most: number = LIMITS.uploadBytes,
): Promise<number> {
  if (/^multipart\//i.test(headers['content-type'] ?? '')) {
    throw problem('INPUT_FORMAT', {
      where: 'request body',
      found: 'a multipart form',
      remedy: 'Send the bytes of the file itself as the body.',
    });
  }
  if (Number(headers['content-length'] ?? 0) > most) throw tooLarge(most);
  if (body === undefined) throw nothing();
  try {
    const size = await write(body, path, most);
    if (size === 0) throw nothing();
    return size;
  } catch (error) {
    await rm(path, { force: true });
    throw error instanceof TamizError ? error : diskProblem(error, 'upload');
  }
}

async function write(body: Readable, path: string, most: number): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    // The stream is left open when the loop is left early: the refusal still has to be sent on it.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      size += (chunk as Uint8Array).length;
      if (size > most) throw tooLarge(most);
      await file.writeFile(chunk as Uint8Array);
    }
    return size;
  } finally {
    await file.close();
  }
}

const tooLarge = (most: number): TamizError =>
  problem('INPUT_TOO_LARGE', {
    where: 'request body',
    expected: `at most ${most} bytes (limit uploadBytes)`,
    found: 'more',
  });

const nothing = (): TamizError =>
  problem('INPUT_EMPTY', { where: 'request body', found: 'no bytes' });
