import { type FileHandle, open, rm } from 'node:fs/promises';
import { diskProblem } from '../base/index.ts';
import type { HitRecord } from '../screening/index.ts';

/** Which hits of a result, in which order; all in the order of the file when empty. */
export interface Selection {
  readonly band?: 'strong' | 'possible' | undefined;
  /** `score`: best first, ties in the order of the file. */
  readonly sort?: 'score' | 'file' | undefined;
}

/** Steps between a score of 0 and one of 1; hits have four decimals. */
const STEPS = 10_000;

/** Hits as lines of JSON on disk, so that memory does not grow with them; pages by position. */
export class HitFile {
  readonly path: string;
  /** Where each line begins, and where the next one will. */
  readonly #starts: number[] = [0];
  /** Of each hit its score in steps, doubled, and one more where it is strong. */
  readonly #ranks: number[] = [];
  /** The selection asked for last: who reads page by page asks for it again. */
  #selected: { readonly key: string; readonly positions: Uint32Array } | undefined;
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
    this.#ranks.push(2 * Math.round(hit.score * STEPS) + (hit.band === 'strong' ? 1 : 0));
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

  /** Hits of a selection from `offset` on, and how many the selection has. */
  async select(
    selection: Selection,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly hits: readonly HitRecord[] }> {
    const { band, sort = 'file' } = selection;
    if (band === undefined && sort === 'file') {
      return { total: this.count, hits: await this.page(offset, limit) };
    }
    const positions = this.#positions(band, sort);
    const hits: HitRecord[] = [];
    for (const position of positions.subarray(offset, offset + limit)) {
      hits.push(...(await this.page(position, 1)));
    }
    return { total: positions.length, hits };
  }

  #positions(band: Selection['band'], sort: 'score' | 'file'): Uint32Array {
    const key = `${band} ${sort} ${this.count}`;
    if (this.#selected?.key === key) return this.#selected.positions;
    const strong = band === 'strong' ? 1 : 0;
    const chosen: number[] = [];
    for (const [position, rank] of this.#ranks.entries()) {
      if (band === undefined || rank % 2 === strong) chosen.push(position);
    }
    const positions = sort === 'score' ? this.#bestFirst(chosen) : Uint32Array.from(chosen);
    this.#selected = { key, positions };
    return positions;
  }

  /** Sorts by counting, so that a million hits do not keep the requests of others waiting. */
  #bestFirst(chosen: readonly number[]): Uint32Array {
    const place = (position: number): number => STEPS - ((this.#ranks[position] as number) >> 1);
    const begins = new Uint32Array(STEPS + 2);
    for (const position of chosen) {
      const next = place(position) + 1;
      begins[next] = (begins[next] ?? 0) + 1;
    }
    for (let i = 1; i < begins.length; i++) begins[i] = (begins[i] ?? 0) + (begins[i - 1] ?? 0);
    const sorted = new Uint32Array(chosen.length);
    for (const position of chosen) {
      const at = begins[place(position)] as number;
      sorted[at] = position;
      begins[place(position)] = at + 1;
    }
    return sorted;
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
