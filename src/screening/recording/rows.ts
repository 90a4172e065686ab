import type { Engine } from '../../matching/index.ts';
import type { PlannedRow } from '../customer.ts';
import type { HitRecord } from '../types.ts';
import type { Recorder } from './recorder.ts';
import { mannerOfRows, type RowsAsked, rowsAsked } from './ways.ts';

/** Rows without hits that are taken down together, and bytes of them as they are written. */
const ROWS = 512;
const BYTES = 524_288;
/** Records that wait for the disk while more rows are asked. */
const MOST_WAITING = 64;

/**
 * Takes down the rows of a customer file and what came of them. A row with hits has a record of its
 * own, as it is what a case begins with and may have to be kept when others are erased; the many
 * without any share one.
 */
export class RowRecording {
  readonly #recorder: Recorder;
  readonly #engine: Engine;
  readonly #asked: RowsAsked;
  /** The record of how they are asked about. */
  #began: Promise<number> | undefined;
  #rows: PlannedRow[] = [];
  #bytes = 0;
  #waiting: Promise<unknown>[] = [];
  /** By line, the records of rows with hits. */
  readonly #numbers = new Map<number, number>();

  constructor(recorder: Recorder, engine: Engine, asked: RowsAsked) {
    this.#recorder = recorder;
    this.#engine = engine;
    this.#asked = asked;
  }

  /**
   * Takes a row down. Where it gives something to wait for, every row up to this one is taken down
   * after it but those without hits that are not full yet.
   */
  take(row: PlannedRow, hits: readonly HitRecord[]): Promise<void> | undefined {
    if (hits.length > 0) this.#write([row], [hits]);
    else {
      const bytes = Buffer.byteLength(JSON.stringify(row.cells));
      // A row that may be as large as a record can hold is not put to others.
      if (this.#bytes + bytes > BYTES) this.#writeRows();
      this.#rows.push(row);
      this.#bytes += bytes;
      if (this.#rows.length >= ROWS) this.#writeRows();
    }
    return this.#waiting.length >= MOST_WAITING ? this.#settle() : undefined;
  }

  /** The record of a row with hits that was taken down; it can be asked for once. */
  numberOf(line: number): number | undefined {
    const number = this.#numbers.get(line);
    this.#numbers.delete(line);
    return number;
  }

  /** Returns when everything that was taken would survive a power cut. */
  async flush(): Promise<void> {
    this.#writeRows();
    await this.#settle();
  }

  #writeRows(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    this.#bytes = 0;
    this.#write(
      rows,
      rows.map(() => []),
    );
  }

  #write(rows: readonly PlannedRow[], hits: readonly (readonly HitRecord[])[]): void {
    this.#began ??= this.#recorder.begin(this.#engine, mannerOfRows(this.#asked));
    const written = this.#began.then(async (began) => {
      const { seq } = await this.#recorder.record(this.#engine, began, rowsAsked(rows, hits));
      const [row] = rows;
      if (row !== undefined && hits[0]?.length) this.#numbers.set(row.line, seq);
    });
    // Told when it is waited for.
    written.catch(() => undefined);
    this.#waiting.push(written);
  }

  async #settle(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting);
  }
}
