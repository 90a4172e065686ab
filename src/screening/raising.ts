import { problem, silent } from '../base/index.ts';
import { DEFAULT_THRESHOLD, type Engine } from '../matching/index.ts';
import { examplesOfRow, type PlannedRow } from './customer.ts';
import type { CustomerHits, Raise } from './customers/asked.ts';
import type { RowRecording } from './recording/rows.ts';
import type { RowsAsked } from './recording/ways.ts';
import { recordOf } from './rows.ts';
import type { HitRecord } from './types.ts';

/** A row of a file, and what was found of it. */
export interface RowWithHits {
  readonly row: PlannedRow;
  readonly hits: readonly HitRecord[];
}

/** Brings the rows of a customer file that have hits before people. */
export class RowRaising {
  readonly #raise: Raise;
  readonly #engine: Engine;
  readonly #asked: RowsAsked;

  /** @throws CUSTOMERS_NO_ID where the file says of nobody who they are */
  constructor(raise: Raise, engine: Engine, asked: RowsAsked) {
    if (!asked.plan.columns.some(({ role }) => role === 'id')) {
      throw problem('CUSTOMERS_NO_ID', { found: 'no column with one' });
    }
    this.#raise = raise;
    this.#engine = engine;
    this.#asked = asked;
  }

  async raise(rows: readonly RowWithHits[], recording: RowRecording | undefined): Promise<void> {
    if (rows.length === 0) return;
    const hits = rows.map((one) => this.#hitsOf(one, recording?.numberOf(one.row.line)));
    await this.#raise(this.#engine, hits, silent);
  }

  #hitsOf({ row, hits }: RowWithHits, taken: number | undefined): CustomerHits {
    const { plan, wishes } = this.#asked;
    const { threshold = DEFAULT_THRESHOLD, datasets } = wishes;
    return {
      // A row that is called by its line is nobody's customer, and another one in the next file.
      record: row.record === recordOf('', row.line) ? '' : row.record,
      examples: examplesOfRow(row, plan, () => {}),
      threshold,
      entities: hits.map(({ entity }) => entity),
      ...(datasets && { datasets }),
      ...(taken !== undefined && { taken }),
    };
  }
}
