import { TamizError } from '../../base/index.ts';
import { describeList } from '../catalogue.ts';
import { failedChecks, shrinkage } from '../checks.ts';
import type { Manifest } from '../manifest.ts';
import { Tally } from '../tally.ts';
import type { ListFile, ListReader } from '../types.ts';

/**
 * Why a version of a list would be refused, in the words that its user reads: the reader's error,
 * or the checks that it fails; undefined when it would be taken.
 * @param before how many listings the active version has
 */
export async function refusalOf(
  name: string,
  reader: ListReader,
  files: readonly ListFile[],
  before?: number,
): Promise<string | undefined> {
  const tally = new Tally();
  const run = reader(files, {
    dataset: name,
    knownAt: '2026-01-01T00:00:00Z',
    onSignal: (signal) => tally.signal(signal),
  });
  try {
    let next = await run.next();
    for (; !next.done; next = await run.next()) tally.add(next.value);
    const description = describeList(name);
    const active = before === undefined ? undefined : ({ listings: before } as Manifest);
    const failed = [
      ...failedChecks(description, tally, next.value.records),
      ...shrinkage(description, tally.listings, active),
    ];
    if (failed.length === 0) return undefined;
    return failed.map((f) => `${f.name}: ${f.found} instead of ${f.expected}`).join('; ');
  } catch (error) {
    if (!(error instanceof TamizError)) throw error;
    return `${error.code}: ${error.found}`;
  }
}

/** The bytes with one of them changed in its highest bit. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x80;
  return copy;
}
