/**
 * Many lists of numbers in two flat arrays: list `i` is `values[starts[i]]` up to
 * `values[starts[i + 1]]`. The usual form of postings in a search index.
 */
export interface NumberLists {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

/**
 * Lays out `count` lists from pairs in two parallel arrays, a list and a value; values keep the
 * order in which they come.
 */
export function encodeNumberLists(
  count: number,
  lists: Uint32Array,
  numbers: Uint32Array,
): NumberLists {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i] as number;
    starts[list + 1] = (starts[list + 1] as number) + 1;
  }
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const values = new Uint32Array(numbers.length);
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i] as number;
    const at = next[list] as number;
    values[at] = numbers[i] as number;
    next[list] = at + 1;
  }
  return { starts, values };
}

/** One list, as a view: nothing is copied. */
export function numberList(lists: NumberLists, index: number): Uint32Array {
  return lists.values.subarray(lists.starts[index] as number, lists.starts[index + 1] as number);
}
