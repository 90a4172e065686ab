import { problem } from '../base/index.ts';
import {
  type Column,
  columnsUsed,
  type GenderReading,
  planColumns,
  readingOfM,
} from './columns.ts';
import type { CsvReader, CsvRow } from './csv.ts';
import { makeCustomer } from './customer.ts';
import { createDecoder, type Decoder, ENCODING_HEAD } from './encoding.ts';
import { type OpenedCsv, openCsv } from './header.ts';
import { customerBytes, inputName, type OnBytes } from './input.ts';
import { SeenIds } from './seen-ids.ts';
import type { CustomerInput, CustomerRecord, RowSignal } from './types.ts';

export interface ReadOptions {
  /** Heading to property, for columns that are not recognised by themselves. */
  readonly map?: Readonly<Record<string, string>>;
  readonly onSignal?: (signal: RowSignal) => void;
  readonly onBytes?: OnBytes;
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
  return new CustomerReader(input, options);
}

/** How many rows are looked at to tell how a gender column writes women and men. */
const FIRST_LOOK_ROWS = 1_000;
const FIRST_LOOK_CHARACTERS = 1_048_576;

class CustomerReader implements CustomerFile {
  readonly #input: CustomerInput;
  readonly #options: ReadOptions;
  readonly #where: string;
  readonly #seen = new SeenIds();
  #decoder: Decoder | undefined;
  #mixedFrom: number | undefined;
  #columns: readonly Column[] = [];
  #headings: readonly string[] = [];
  #idIndex: number | undefined;
  #readingOfM: GenderReading = 'unknown';
  delimiter = ',';
  rows = 0;

  constructor(input: CustomerInput, options: ReadOptions) {
    this.#input = input;
    this.#options = options;
    this.#where = inputName(input);
  }

  get encoding(): string {
    return this.#decoder?.encoding ?? 'UTF-8';
  }

  get columns(): Readonly<Record<string, string | null>> {
    return columnsUsed(this.#headings, this.#columns);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CustomerRecord> {
    const ahead: CsvRow[] = [];
    let looked = false;
    let characters = 0;
    for await (const rows of this.#csvRows()) {
      for (const row of rows) {
        if (looked) {
          const customer = this.#customer(row);
          if (customer !== undefined) yield customer;
          continue;
        }
        characters += row.fields.reduce((sum, field) => sum + field.length, 0);
        ahead.push(row);
        if (ahead.length < FIRST_LOOK_ROWS && characters < FIRST_LOOK_CHARACTERS) continue;
        looked = true;
        yield* this.#firstLook(ahead);
      }
    }
    if (!looked) yield* this.#firstLook(ahead);
    if (this.rows === 0) {
      throw problem('INPUT_EMPTY', { where: this.#where, found: 'a header and nothing else' });
    }
  }

  /** Decides how a gender column is to be read, then goes on with the rows it looked at. */
  *#firstLook(rows: readonly CsvRow[]): Generator<CustomerRecord> {
    const gender = this.#columns.find((column) => column.property === 'gender');
    if (gender !== undefined) {
      const values = rows.map((row) => row.fields[gender.index] ?? '');
      this.#readingOfM = readingOfM(gender.heading, values);
    }
    for (const row of rows) {
      const customer = this.#customer(row);
      if (customer !== undefined) yield customer;
    }
  }

  async *#csvRows(): AsyncGenerator<Iterable<CsvRow>> {
    let reader: CsvReader | undefined;
    let start = '';
    for await (const text of this.#text()) {
      if (reader !== undefined) {
        yield reader.push(text);
        continue;
      }
      start += text;
      const opened = openCsv(start, false, this.#where);
      if (opened === undefined) continue;
      reader = opened.reader;
      yield this.#takeHeader(opened);
    }
    if (reader !== undefined) yield reader.end();
    else yield this.#takeHeader(openCsv(start, true, this.#where) as OpenedCsv);
  }

  #takeHeader(opened: OpenedCsv): Iterable<CsvRow> {
    this.delimiter = opened.delimiter;
    this.#headings = opened.headings;
    this.#columns = planColumns(opened.headings, this.#options.map ?? {}, this.#where);
    this.#idIndex = this.#columns.find((column) => column.role === 'id')?.index;
    return opened.rows;
  }

  async *#text(): AsyncGenerator<string> {
    const onBytes = this.#options.onBytes ?? (() => {});
    let decoder: Decoder | undefined;
    for await (const chunk of customerBytes(this.#input, onBytes)) {
      decoder ??= createDecoder(chunk.subarray(0, ENCODING_HEAD), this.#where, (line) => {
        this.#mixedFrom = line;
      });
      this.#decoder = decoder;
      yield decoder.push(chunk);
    }
    if (decoder !== undefined) yield decoder.end();
  }

  #customer(row: CsvRow): CustomerRecord | undefined {
    const { line, fields } = row;
    this.#tellMixed(row);
    if (row.faults.length === 0 && fields.every((field) => field.trim() === '')) return undefined;
    this.rows++;
    const id = this.#idIndex === undefined ? '' : (fields[this.#idIndex]?.trim() ?? '');
    const record = id === '' ? `row-${line}` : id;
    const tell = (kind: RowSignal['kind'], found: string): void => {
      this.#options.onSignal?.({ line, record, kind, found });
    };
    for (const { kind, found } of row.faults) tell(kind, found);
    if (row.faults.some((fault) => fault.kind === 'row-too-large')) return undefined;
    this.#checkLength(fields, tell);
    const first = id === '' ? 0 : this.#seen.add(id, line);
    if (first !== 0) tell('duplicate-id', `${id.slice(0, 80)}, first on line ${first}`);
    return makeCustomer({ line, record, fields }, this.#columns, this.#readingOfM, tell);
  }

  #checkLength(fields: readonly string[], tell: (kind: 'ragged-row', found: string) => void): void {
    const expected = this.#headings.length;
    const surplus = fields.slice(expected).some((field) => field.trim() !== '');
    if (fields.length >= expected && !surplus) return;
    tell('ragged-row', `${fields.length} values under ${expected} headings`);
  }

  /** Told in the order of the lines, although text is decoded ahead of the rows. */
  #tellMixed(row: CsvRow): void {
    const line = this.#mixedFrom;
    if (line === undefined || line > row.line) return;
    this.#mixedFrom = undefined;
    const found = 'UTF-8 before or after this line and Windows-1252 on the other side';
    this.#options.onSignal?.({ line, record: `row-${line}`, kind: 'mixed-encoding', found });
  }
}
