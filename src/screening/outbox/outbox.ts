import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno, writeAtomically } from '../../base/index.ts';
import type { Message } from './message.ts';

/** A message's file: its number, which is its place in the order, and its id. */
const NAME = /^(\d{12})-[0-9a-f]{32}-\d+\.json$/;

/**
 * Messages on their way, one file each, in `<home>/outbox`. A message is there, whole, until a
 * receiver took it; one that is given up moves to `failed/` and stays there. Whoever changes it
 * holds its lock.
 */
export class Outbox {
  readonly folder: string;

  constructor(home: string) {
    this.folder = join(home, 'outbox');
  }

  get failedFolder(): string {
    return join(this.folder, 'failed');
  }

  /** Makes the folders, for nobody else to read. */
  async prepare(): Promise<void> {
    await mkdir(this.failedFolder, { recursive: true, mode: 0o700 });
  }

  /** Clears away what a crash left half written. */
  async tidy(): Promise<void> {
    for (const folder of [this.folder, this.failedFolder]) {
      for (const name of await readdir(folder)) {
        if (/^\..+\.part$/.test(name)) await rm(join(folder, name), { force: true });
      }
    }
  }

  /** The files of messages that wait, in the order in which they must go. */
  async waiting(): Promise<readonly string[]> {
    return (await namesIn(this.folder)).filter((name) => NAME.test(name)).sort();
  }

  /** The number that the next message gets: behind all that are there. */
  async nextNumber(): Promise<number> {
    const names = [...(await this.waiting()), ...(await namesIn(this.failedFolder))];
    return 1 + Math.max(0, ...names.map((name) => Number(NAME.exec(name)?.[1] ?? 0)));
  }

  async put(number: number, message: Message): Promise<void> {
    const name = `${String(number).padStart(12, '0')}-${message.id}.json`;
    await writeAtomically(join(this.folder, name), JSON.stringify(message));
  }

  /** A message that waits; undefined where the file is not as it was written. */
  async read(name: string): Promise<Message | undefined> {
    try {
      const message = JSON.parse(await readFile(join(this.folder, name), 'utf8')) as Message;
      const { id, at, body } = message;
      const isWhole = [id, at, body].every((text) => typeof text === 'string');
      return isWhole && name.endsWith(`-${id}.json`) ? message : undefined;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
      throw error;
    }
  }

  /** A receiver has it. */
  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  /** Gives a message up: it is kept, with the reason; a damaged one as it is. */
  async fail(name: string, message: Message | undefined, at: string, found: string): Promise<void> {
    const failed = join(this.failedFolder, name);
    if (message === undefined) await rename(join(this.folder, name), failed);
    else {
      await writeAtomically(failed, JSON.stringify({ ...message, failed: { at, found } }));
      await this.remove(name);
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}
