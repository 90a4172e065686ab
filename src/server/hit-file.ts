import { type FileHandle, open, rm } from 'node:fs/promises';
import { diskProblem } from '../base/index.ts';
import type { HitRecord } from '../screening/index.ts';

/** Hits as lines of JSON on disk, so that memory does not grow with them; pages by position. */
export class HitFile {
  readonly path: string;
  /** Where each line begins, and where the next one will. */
  readonly #starts: number[] = [0];
  #writer: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  async append(hit: HitRecord): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(hit)}\n`);
    const start = this.#starts.at(-1) as number;
    try {
      this.#writer ??= await open(this.path, 'wx', 0o600);
      await this.#writer.write(line, 0, line.length, start);
    } catch (error) {
      throw diskProblem(error, this.path);
    }
    this.#starts.push(start + line.length);
  }

  /** No more hits will come. */
  async close(): Promise<void> {
    await this.#writer?.close();
    this.#writer = undefined;
  }

  /** Hits from `offset` on, in the order in which they were found. */
  async page(offset: number, limit: number): Promise<readonly HitRecord[]> {
    const first = Math.min(offset, this.count);
    const start = this.#starts[first] as number;
    const end = this.#starts[Math.min(first + limit, this.count)] as number;
    if (start === end) return [];
    const file = await open(this.path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      const lines = buffer.toString('utf8').trimEnd().split('\n');
      return lines.map((line) => JSON.parse(line) as HitRecord);
    } finally {
      await file.close();
    }
  }

  /** All hits, a page at a time. */
  async *all(): AsyncGenerator<HitRecord> {
    for (let offset = 0; offset < this.count; offset += PAGE) {
      yield* await this.page(offset, PAGE);
    }
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
  }
}

const PAGE = 500;
