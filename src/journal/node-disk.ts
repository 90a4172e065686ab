import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hasErrno } from '../base/index.ts';
import type { Disk } from './disk.ts';

/**
 * The machine's own disk. A file stays open from its first write until it is released: the failure
 * of a sync is told to those who had the file open then, and a handle that was opened later might
 * never hear of it.
 */
export class NodeDisk implements Disk {
  readonly #open = new Map<string, Promise<FileHandle>>();

  async list(folder: string): Promise<readonly string[]> {
    return readdir(folder).catch((error: unknown) => absent(error, []));
  }

  async size(path: string): Promise<number | undefined> {
    return stat(path).then(
      (found) => found.size,
      (error: unknown) => absent(error, undefined),
    );
  }

  async read(path: string, offset: number, length: number): Promise<Buffer> {
    const file = await open(path, 'r');
    try {
      const bytes = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await file.close();
    }
  }

  async write(path: string, offset: number, bytes: Uint8Array): Promise<void> {
    const file = await this.#writable(path);
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await file.write(
        bytes,
        written,
        bytes.length - written,
        offset + written,
      );
      written += bytesWritten;
    }
  }

  async truncate(path: string, size: number): Promise<void> {
    await (await this.#writable(path)).truncate(size);
  }

  async sync(path: string): Promise<void> {
    await (await this.#writable(path)).datasync();
  }

  async syncFolder(folder: string): Promise<void> {
    try {
      const handle = await open(folder, 'r');
      await handle.sync().finally(() => handle.close());
    } catch (error) {
      // Windows cannot open a folder; there the names are as safe as they get.
      if (!hasErrno(error, 'EISDIR') && !hasErrno(error, 'EPERM')) throw error;
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(from, to);
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  async makeFolder(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }

  async release(path: string): Promise<void> {
    const file = this.#open.get(path);
    this.#open.delete(path);
    await (await file)?.close();
  }

  /** Closes every file. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((path) => this.release(path)));
  }

  #writable(path: string): Promise<FileHandle> {
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    const file = open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#open.set(path, file);
    file.catch(() => this.#open.delete(path));
    return file;
  }
}

function absent<Value>(error: unknown, value: Value): Value {
  if (hasErrno(error, 'ENOENT')) return value;
  throw error;
}
