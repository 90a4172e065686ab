import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { diskProblem, hasErrno } from '../../base/index.ts';

/** Where the bytes of an output go. */
export interface Sink {
  /** Resolves when there is room for more. */
  write(content: string | Uint8Array): Promise<void>;
  /** Writes out what was given so far; resolves to the length of the output, now on the disk. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

/** How much is gathered before it is written. */
const BUFFER_BYTES = 65_536;

/**
 * A file, written from byte `start` on; what stood behind is cut off. Throws `DISK_FULL` and
 * `INPUT_NOT_FOUND`.
 */
export async function fileSink(path: string, start = 0): Promise<Sink> {
  try {
    const file = await open(path, start === 0 ? 'w' : 'r+', 0o600);
    try {
      if (start > 0) await file.truncate(start);
      return new FileSink(file, path, start);
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    throw diskProblem(error, path);
  }
}

class FileSink implements Sink {
  readonly #file: FileHandle;
  readonly #path: string;
  #position: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  constructor(file: FileHandle, path: string, start: number) {
    this.#file = file;
    this.#path = path;
    this.#position = start;
  }

  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= BUFFER_BYTES) await this.#drain();
  }

  async flush(): Promise<number> {
    await this.#drain();
    try {
      // What is promised to be there must outlast a power cut.
      await this.#file.datasync();
    } catch (error) {
      // Devices and pipes keep nothing, so that there is nothing to make outlast anything.
      if (!hasErrno(error, 'EINVAL')) throw diskProblem(error, this.#path);
    }
    return this.#position;
  }

  async close(): Promise<void> {
    try {
      await this.#drain();
    } finally {
      await this.#file.close();
    }
  }

  async #drain(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    try {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, from, undefined, this.#position);
        from += bytesWritten;
        this.#position += bytesWritten;
      }
    } catch (error) {
      throw diskProblem(error, this.#path);
    }
  }
}

/** A stream such as the standard output; it is not ended, as it belongs to someone else. */
export function streamSink(stream: Writable): Sink {
  let position = 0;
  let failure: unknown;
  const onError = (error: unknown): void => {
    failure = error;
  };
  stream.on('error', onError);
  return {
    async write(content) {
      if (failure !== undefined) throw failure;
      position += Buffer.byteLength(content);
      if (!stream.write(content)) await once(stream, 'drain');
    },
    async flush() {
      return position;
    },
    async close() {
      stream.off('error', onError);
    },
  };
}
