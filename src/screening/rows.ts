import { problem } from '../base/index.ts';
import {
  type Column,
  columnsUsed,
  type GenderReading,
  planColumns,
  readingOfM,
} from './columns.ts';
import type { CsvReader, CsvRow } from './csv.ts';
import { createDecoder, type Decoder, ENCODING_HEAD } from './encoding.ts';
import { type OpenedCsv, openCsv } from './header.ts';
import { customerBytes, inputName } from './input.ts';
import { SeenIds } from './seen-ids.ts';
import type { CustomerInput, RowSignal } from './types.ts';

/** How the values of every row are to be read. */
export interface Plan {
  /** The columns that are used. */
  readonly columns: readonly Column[];
  readonly readingOfM: GenderReading;
}

/** A row that has something to ask or to tell. */
export interface Row {
  readonly line: number;
  readonly record: string;
  /** Its values under the columns that are used, trimmed; none when it is too large or blank. */
  readonly cells: readonly string[] | undefined;
  /** What is odd about the row or its place in the file, apart from what its values mean. */
  readonly signals: readonly RowSignal[];
  /** How many rows hold anything, from the first of the file to this one. */
  readonly rows: number;
}

/** Rows that follow each other, with how far the file had been read by then. */
export interface RowBatch {
  readonly rows: readonly Row[];
  readonly encoding: string;
  readonly bytes: number;
  /** The size of the file where it is known. */
  readonly totalBytes: number | undefined;
}

/** How many rows are looked at to tell how a gender column writes women and men. */
const FIRST_LOOK_ROWS = 1_000;
const FIRST_LOOK_CHARACTERS = 1_048_576;

/** A batch is what a thread is asked at once: some 30 ms of work. */
const BATCH_ROWS = 512;
const BATCH_CHARACTERS = 131_072;

const NO_SIGNALS: readonly RowSignal[] = [];

/**
 * Reads the rows of a customer file, in its order and in constant memory (16 to 32 bytes an id
 * apart): everything about a row that needs the rest of the file is settled here, so that the rows
 * themselves can be asked anywhere. Throws the INPUT_* errors for what cannot be read at all, after
 * the rows before it, and `USAGE_OPTION` for a mapping that makes no sense.
 */
export class RowReader {
  readonly #input: CustomerInput;
  readonly #map: Readonly<Record<string, string>>;
  readonly #where: string;
  readonly #seen = new SeenIds();
  #decoder: Decoder | undefined;
  #mixedFrom: number | undefined;
  #columns: readonly Column[] = [];
  #headings: readonly string[] = [];
  #idIndex: number | undefined;
  #readingOfM: GenderReading = 'unknown';
  delimiter = ',';
  /** Rows that hold anything, also those that are too large to be a record. */
  rows = 0;
  /** How many bytes have been read. */
  bytes = 0;
  /** The size of the file where it is known. */
  totalBytes: number | undefined;

  /** `map` has a property for headings that are not recognised by themselves. */
  constructor(input: CustomerInput, map: Readonly<Record<string, string>> = {}) {
    this.#input = input;
    this.#map = map;
    this.#where = inputName(input);
  }

  get encoding(): string {
    return this.#decoder?.encoding ?? 'UTF-8';
  }

  /** For the summary: every heading with the property it became, or null. */
  get columns(): Readonly<Record<string, string | null>> {
    return columnsUsed(this.#headings, this.#columns);
  }

  /** Known with the first batch. */
  get plan(): Plan {
    return { columns: this.#columns, readingOfM: this.#readingOfM };
  }

  async *batches(): AsyncGenerator<RowBatch> {
    for await (const csvRows of this.#afterFirstLook()) yield* this.#batchesOf(csvRows);
    if (this.rows === 0) {
      throw problem('INPUT_EMPTY', { where: this.#where, found: 'a header and nothing else' });
    }
  }

  *#batchesOf(csvRows: Iterable<CsvRow>): Generator<RowBatch> {
    let rows: Row[] = [];
    let characters = 0;
    let failure: { readonly error: unknown } | undefined;
    const batch = (): RowBatch => {
      const { encoding, bytes, totalBytes } = this;
      return { rows, encoding, bytes, totalBytes };
    };
    try {
      for (const csvRow of csvRows) {
        const row = this.#row(csvRow);
        if (row === undefined) continue;
        rows.push(row);
        for (const cell of row.cells ?? []) characters += cell.length;
        if (rows.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
        yield batch();
        rows = [];
        characters = 0;
      }
    } catch (error) {
      // What comes before a fault is sound, and is screened.
      failure = { error };
    }
    if (rows.length > 0) yield batch();
    if (failure !== undefined) throw failure.error;
  }

  /** Looks at the first rows to decide how a gender column is to be read, then gives all. */
  async *#afterFirstLook(): AsyncGenerator<Iterable<CsvRow>> {
    const ahead: CsvRow[] = [];
    let looked = false;
    let characters = 0;
    for await (const rows of this.#csvRows()) {
      while (!looked) {
        const next = rows.next();
        if (next.done === true) break;
        ahead.push(next.value);
        characters += next.value.fields.reduce((sum, field) => sum + field.length, 0);
        looked = ahead.length >= FIRST_LOOK_ROWS || characters >= FIRST_LOOK_CHARACTERS;
        if (looked) yield this.#look(ahead);
      }
      if (looked) yield rows;
    }
    if (!looked) yield this.#look(ahead);
  }

  #look(rows: readonly CsvRow[]): readonly CsvRow[] {
    const gender = this.#columns.find((column) => column.property === 'gender');
    if (gender !== undefined) {
      const values = rows.map((row) => row.fields[gender.index] ?? '');
      this.#readingOfM = readingOfM(gender.heading, values);
    }
    return rows;
  }

  async *#csvRows(): AsyncGenerator<IterableIterator<CsvRow>> {
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

  #takeHeader(opened: OpenedCsv): IterableIterator<CsvRow> {
    this.delimiter = opened.delimiter;
    this.#headings = opened.headings;
    this.#columns = planColumns(opened.headings, this.#map, this.#where);
    this.#idIndex = this.#columns.find((column) => column.role === 'id')?.index;
    return opened.rows;
  }

  async *#text(): AsyncGenerator<string> {
    let decoder: Decoder | undefined;
    const onBytes = (done: number, total: number | undefined): void => {
      this.bytes = done;
      this.totalBytes = total;
    };
    for await (const chunk of customerBytes(this.#input, onBytes)) {
      decoder ??= createDecoder(chunk.subarray(0, ENCODING_HEAD), this.#where, (line) => {
        this.#mixedFrom = line;
      });
      this.#decoder = decoder;
      yield decoder.push(chunk);
    }
    if (decoder !== undefined) yield decoder.end();
  }

  /** A row with what it has to tell; undefined when it is blank. */
  #row(row: CsvRow): Row | undefined {
    const { line, fields } = row;
    const mixed = this.#mixed(line);
    if (row.faults.length === 0 && fields.every((field) => field.trim() === '')) {
      if (mixed === undefined) return undefined;
      const { rows } = this;
      return { line, record: mixed.record, cells: undefined, signals: [mixed], rows };
    }
    const rows = ++this.rows;
    const id = this.#idIndex === undefined ? '' : (fields[this.#idIndex]?.trim() ?? '');
    const record = recordOf(id, line);
    const told = this.#signals(row, record, id);
    const signals = mixed === undefined ? told : [mixed, ...told];
    if (row.faults.some((fault) => fault.kind === 'row-too-large')) {
      return { line, record, cells: undefined, signals, rows };
    }
    const cells = this.#columns.map(({ index }) => fields[index]?.trim() ?? '');
    return { line, record, cells, signals, rows };
  }

  /** In the order in which a reader of the row would come upon them. */
  #signals({ line, fields, faults }: CsvRow, record: string, id: string): readonly RowSignal[] {
    const tooLarge = faults.some((fault) => fault.kind === 'row-too-large');
    const ragged = tooLarge ? undefined : this.#ragged(fields);
    const first = tooLarge || id === '' ? 0 : this.#seen.add(id, line);
    if (faults.length === 0 && ragged === undefined && first === 0) return NO_SIGNALS;
    const signals: RowSignal[] = faults.map(({ kind, found }) => ({ line, record, kind, found }));
    if (ragged !== undefined) signals.push({ line, record, kind: 'ragged-row', found: ragged });
    if (first !== 0) {
      const found = `${id.slice(0, 80)}, first on line ${first}`;
      signals.push({ line, record, kind: 'duplicate-id', found });
    }
    return signals;
  }

  #ragged(fields: readonly string[]): string | undefined {
    const expected = this.#headings.length;
    if (fields.length === expected) return undefined;
    const surplus = fields.slice(expected).some((field) => field.trim() !== '');
    if (fields.length > expected && !surplus) return undefined;
    return `${fields.length} values under ${expected} headings`;
  }

  /** Told in the order of the lines, although text is decoded ahead of the rows. */
  #mixed(line: number): RowSignal | undefined {
    const from = this.#mixedFrom;
    if (from === undefined || from > line) return undefined;
    this.#mixedFrom = undefined;
    const found = 'UTF-8 before or after this line and Windows-1252 on the other side';
    return { line: from, record: `row-${from}`, kind: 'mixed-encoding', found };
  }
}

/** What a customer is called: by the id of the file, or by its line. */
export function recordOf(id: string, line: number): string {
  return id === '' ? `row-${line}` : id;
}
