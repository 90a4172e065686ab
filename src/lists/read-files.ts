import type { Entity } from '../entity/index.ts';
import { describeList } from './catalogue.ts';
import { detectFormat } from './detect.ts';
import { READERS } from './readers.ts';
import { openListFile } from './unpack.ts';

/**
 * The entities of a list's files, without a store: for programs that use Tamiz as a library, and
 * for tests. Signals are left out; a store keeps and checks them.
 * @param knownAt ISO time from which the version counts as known
 * @throws LIST_FORMAT for files that are malformed
 */
export async function readListFiles(
  name: string,
  paths: readonly string[],
  knownAt: string,
): Promise<readonly Entity[]> {
  const files = await Promise.all(paths.map(openListFile));
  const [first] = files;
  if (first === undefined) return [];
  const { format } = await detectFormat(first);
  const entities: Entity[] = [];
  const context = { dataset: describeList(name).name, knownAt, onSignal: () => {} };
  for await (const entity of READERS[format](files, context)) entities.push(entity);
  return entities;
}
