/**
 * Many lists of numbers in two flat arrays: list `i` is `values[starts[i]]` up to
 * `values[starts[i + 1]]`. The usual form of postings in a search index.
 */
export interface NumberLists {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

/** Lays out `count` lists; numbers keep the order in which they were added. */
export function encodeNumberLists(
  count: number,
  entries: readonly (readonly [list: number, value: number])[],
): NumberLists {
  const starts = new Uint32Array(count + 1);
  for (const [list] of entries) starts[list + 1] = (starts[list + 1] as number) + 1;
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const values = new Uint32Array(entries.length);
  for (const [list, value] of entries) {
    const at = next[list] as number;
    values[at] = value;
    next[list] = at + 1;
  }
  return { starts, values };
}

/** One list, as a view: nothing is copied. */
export function numberList(lists: NumberLists, index: number): Uint32Array {
  return lists.values.subarray(lists.starts[index] as number, lists.starts[index + 1] as number);
}
