import { type CustomerFile, readCustomers } from '../records.ts';
import type { CustomerInput, CustomerRecord, RowSignal } from '../types.ts';
import { inputOf } from './fake.ts';

export interface ReadResult {
  readonly file: CustomerFile;
  readonly customers: readonly CustomerRecord[];
  readonly signals: readonly RowSignal[];
}

/** Reads a whole file. */
export async function readAll(
  content: string | Uint8Array | CustomerInput,
  map: Readonly<Record<string, string>> = {},
): Promise<ReadResult> {
  const input =
    typeof content === 'string' || content instanceof Uint8Array ? inputOf(content) : content;
  const signals: RowSignal[] = [];
  const customers: CustomerRecord[] = [];
  const file = readCustomers(input, { map, onSignal: (signal) => signals.push(signal) });
  for await (const customer of file) customers.push(customer);
  return { file, customers, signals };
}

/** `line kind: found` of each signal. */
export function told(result: ReadResult): readonly string[] {
  return result.signals.map(({ line, kind, found }) => `${line} ${kind}: ${found}`);
}
