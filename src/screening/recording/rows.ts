import type { Engine } from '../../matching/index.ts';
import type { PlannedRow } from '../customer.ts';
import type { HitRecord } from '../types.ts';
import type { Recorder } from './recorder.ts';
import { mannerOfRows, type RowsAsked, rowsAsked } from './ways.ts';

/** Rows without hits that are taken down together, and characters of them. */
const ROWS = 512;
const CHARACTERS = 262_144;
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
  #characters = 0;
  #waiting: Promise<unknown>[] = [];

  constructor(recorder: Recorder, engine: Engine, asked: RowsAsked) {
    this.#recorder = recorder;
    this.#engine = engine;
    this.#asked = asked;
  }

  /** Takes a row down; undefined where there is nothing to wait for. */
  take(row: PlannedRow, hits: readonly HitRecord[]): Promise<void> | undefined {
    if (hits.length > 0) this.#write([row], [hits]);
    else {
      this.#rows.push(row);
      for (const cell of row.cells) this.#characters += cell.length;
      if (this.#rows.length >= ROWS || this.#characters >= CHARACTERS) this.#writeRows();
    }
    return this.#waiting.length >= MOST_WAITING ? this.#settle() : undefined;
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
    this.#characters = 0;
    this.#write(
      rows,
      rows.map(() => []),
    );
  }

  #write(rows: readonly PlannedRow[], hits: readonly (readonly HitRecord[])[]): void {
    this.#began ??= this.#recorder.begin(this.#engine, mannerOfRows(this.#asked));
    const written = this.#began.then((began) =>
      this.#recorder.record(this.#engine, began, rowsAsked(rows, hits)),
    );
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
