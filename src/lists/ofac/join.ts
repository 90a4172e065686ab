import type { ListFile, ReadContext } from '../types.ts';
import { csvRows, readCell, readUid, rowOptions } from './csv-rows.ts';
import type { Detail, OfacAddress, OfacName, OfacNameKind } from './record.ts';

/** What the other three files say of one entry. */
export interface JoinedRows {
  readonly names: readonly OfacName[];
  readonly addresses: readonly OfacAddress[];
  /** What the primary file's remarks leave off; empty when they are whole. */
  readonly comments: string;
  /** Remarks on aliases. */
  readonly remarks: readonly Detail[];
}

export interface Joined {
  /** The rows of an entry, once. */
  take(uid: string): JoinedRows;
  /** What nobody took: the entry and which rows. */
  left(): Iterable<readonly [uid: string, what: string]>;
}

interface Building {
  names: OfacName[];
  addresses: OfacAddress[];
  comments: string;
  remarks: Detail[];
  rows: string[];
}

/** Reads the three files that add to the primary one; a few ten thousand short rows. */
export async function joinRows(
  files: ReadonlyMap<string, ListFile>,
  context: ReadContext,
): Promise<Joined> {
  const byUid = new Map<string, Building>();
  const of = (uid: string): Building => {
    const known = byUid.get(uid);
    if (known !== undefined) return known;
    const fresh: Building = { names: [], addresses: [], comments: '', remarks: [], rows: [] };
    byUid.set(uid, fresh);
    return fresh;
  };
  for (const role of ['alt', 'add', 'comments']) {
    const file = files.get(role);
    if (file === undefined) continue;
    for await (const row of csvRows(file, rowOptions(file, context))) {
      const uid = readUid(file, row);
      const entry = of(uid);
      if (!entry.rows.includes(role)) entry.rows.push(role);
      const cell = (index: number) => readCell(row, index)?.trim();
      if (role === 'alt') addName(entry, uid, cell, context);
      else if (role === 'add') addAddress(entry, cell);
      else entry.comments += readCell(row, 1) ?? '';
    }
  }
  return {
    take(uid) {
      const { names, addresses, comments, remarks } = of(uid);
      byUid.delete(uid);
      return { names, addresses, comments, remarks };
    },
    *left() {
      for (const [uid, { rows }] of byUid) yield [uid, `${rows.join(', ')} rows`] as const;
    },
  };
}

type Cell = (index: number) => string | undefined;

const KINDS: ReadonlySet<string> = new Set(['aka', 'fka', 'nka']);

function addName(entry: Building, uid: string, cell: Cell, context: ReadContext): void {
  const kind = cell(2) ?? '';
  const name = cell(3);
  const remark = cell(4);
  if (!KINDS.has(kind)) {
    context.onSignal({ kind: 'unknown-value', record: uid, found: `alt_type ${kind}` });
  }
  if (name === undefined) {
    context.onSignal({ kind: 'odd-value', record: uid, found: 'an alias without a name' });
    return;
  }
  entry.names.push({ name, kind: KINDS.has(kind) ? (kind as OfacNameKind) : 'aka', weak: false });
  if (remark !== undefined) {
    // None was ever seen; what it would mean is for a person to say.
    const text = `${name}: ${remark}`;
    context.onSignal({ kind: 'odd-value', record: uid, found: `a remark on an alias: ${text}` });
    entry.remarks.push({ label: '', value: text, text });
  }
}

/** OFAC writes an empty row for an entry that has no address. */
function addAddress(entry: Building, cell: Cell): void {
  const street = cell(2);
  const place = cell(3);
  const country = cell(4);
  const remarks = cell(5);
  const address: OfacAddress = {
    ...(street !== undefined && { street }),
    ...(place !== undefined && { place }),
    ...(country !== undefined && { country }),
    ...(remarks !== undefined && { remarks }),
  };
  if (Object.keys(address).length > 0) entry.addresses.push(address);
}
