import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasErrno, problem } from './errors.ts';
import { randomId } from './random.ts';

/** Turns the disk's own complaints into errors that say what to do; other errors pass through. */
export function diskProblem(error: unknown, path: string): unknown {
  if (hasErrno(error, 'ENOSPC')) {
    return problem('DISK_FULL', { where: path, found: 'none left', cause: error });
  }
  if (hasErrno(error, 'ENOENT')) {
    return problem('INPUT_NOT_FOUND', { where: path, found: 'no such file', cause: error });
  }
  if (hasErrno(error, 'EACCES') || hasErrno(error, 'EPERM')) {
    return problem('INPUT_NOT_FOUND', { where: path, found: 'no permission', cause: error });
  }
  if (hasErrno(error, 'EROFS')) {
    return problem('INPUT_NOT_FOUND', { where: path, found: 'a read-only disk', cause: error });
  }
  if (hasErrno(error, 'EISDIR')) {
    return problem('INPUT_NOT_FOUND', { where: path, found: 'a folder', cause: error });
  }
  return error;
}

/**
 * Writes a file so that a reader sees the old one or the whole new one: to a temporary name beside
 * it, synced, renamed, and the folder synced, so that the name survives a power cut as well.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${randomId()}.part`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      const chunks =
        typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskProblem(error, path);
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Windows cannot open a folder; there the rename itself is the best that can be had.
    if (!hasErrno(error, 'EISDIR') && !hasErrno(error, 'EPERM')) throw error;
  }
}

/** The SHA-256 of a file, in hexadecimal. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** The SHA-256 of bytes or text, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
