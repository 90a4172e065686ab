import { makeCustomer } from './customer.ts';
import { RowReader } from './rows.ts';
import type { CustomerInput, CustomerRecord, RowSignal } from './types.ts';

export interface ReadOptions {
  /** Heading to property, for columns that are not recognised by themselves. */
  readonly map?: Readonly<Record<string, string>>;
  readonly onSignal?: (signal: RowSignal) => void;
}

/** The customers of a file, to be read once; what the file turned out to be is known afterwards. */
export interface CustomerFile extends AsyncIterable<CustomerRecord> {
  readonly encoding: string;
  readonly delimiter: string;
  readonly columns: Readonly<Record<string, string | null>>;
  /** Rows that hold anything, also those that are too large to be a record. */
  readonly rows: number;
}

/**
 * Reads the customers of a CSV file, in its order and in constant memory (16 to 32 bytes an id
 * apart). Faults of a row are signalled before the row is given. Throws the INPUT_* errors for what
 * cannot be read at all, and `USAGE_OPTION` for a mapping that makes no sense.
 */
export function readCustomers(input: CustomerInput, options: ReadOptions): CustomerFile {
  const reader = new RowReader(input, options.map);
  const tellAll = options.onSignal ?? (() => {});
  return {
    get encoding() {
      return reader.encoding;
    },
    get delimiter() {
      return reader.delimiter;
    },
    get columns() {
      return reader.columns;
    },
    get rows() {
      return reader.rows;
    },
    async *[Symbol.asyncIterator]() {
      for await (const { rows } of reader.batches()) {
        for (const { line, record, cells, signals } of rows) {
          for (const signal of signals) tellAll(signal);
          if (cells === undefined) continue;
          yield makeCustomer({ line, record, cells }, reader.plan, (kind, found) =>
            tellAll({ line, record, kind, found }),
          );
        }
      }
    },
  };
}
