import { problem } from '../../base/index.ts';
import type { ListFile } from '../types.ts';
import { readLines } from './lines.ts';
import { parseFtmLine } from './shape.ts';

/** The last word on an entity in a chain of changes: its new line, or that it is gone. */
export type Changes = ReadonlyMap<string, string | undefined>;

/**
 * Reads a chain of `entities.delta.json` files, oldest first, into the last word on each entity.
 * A line is `{"op": "ADD" | "MOD" | "DEL", "entity": {…}}`; for `DEL` the entity has an id only.
 * ADD and MOD both say what an entity is from now on: publishers use either for either.
 *
 * @throws LIST_FORMAT for whatever is malformed
 */
export async function readChanges(files: readonly ListFile[]): Promise<Changes> {
  const changes = new Map<string, string | undefined>();
  for (const file of files) {
    for await (const line of readLines(file)) {
      const where = `${file.name}, line ${line.number}`;
      const { op, entity } = parseChange(line.text, where);
      if (op === 'DEL') {
        changes.set(entity.id, undefined);
        continue;
      }
      const text = JSON.stringify(entity);
      // Held to the same form as the lines of a whole file, so that the place of an error is known.
      parseFtmLine({ text, number: line.number }, file.name);
      // Removed first, so that what comes back comes last, as in a file written anew.
      changes.delete(entity.id);
      changes.set(entity.id, text);
    }
  }
  return changes;
}

interface Change {
  readonly op: 'ADD' | 'MOD' | 'DEL';
  readonly entity: { readonly id: string };
}

function parseChange(text: string, where: string): Change {
  const fail = (found: string, cause?: unknown) =>
    problem('LIST_FORMAT', {
      where,
      expected: '{"op": "ADD", "MOD" or "DEL", "entity": {"id": …}}',
      found,
      cause,
    });
  let parsed: { op?: unknown; entity?: { id?: unknown } } | null;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw fail('what is not JSON', cause);
  }
  const { op, entity } = parsed ?? {};
  if (op !== 'ADD' && op !== 'MOD' && op !== 'DEL') throw fail(shown(op) ?? 'no operation');
  if (typeof entity !== 'object' || entity === null) throw fail('no entity');
  if (typeof entity.id !== 'string' || entity.id === '') throw fail('an entity without an id');
  return { op, entity: entity as Change['entity'] };
}

const shown = (value: unknown): string | undefined => JSON.stringify(value)?.slice(0, 60);

/**
 * The lines of a whole file after the changes: what changed stands where it stood, what is new
 * comes at the end. Only the changes are held in memory.
 *
 * @throws LIST_FORMAT when a line of the file before is malformed
 */
export async function* applyChanges(before: ListFile, changes: Changes): AsyncGenerator<string> {
  const left = new Map(changes);
  for await (const line of readLines(before)) {
    const { id } = parseFtmLine(line, before.name);
    if (!changes.has(id)) {
      yield line.text;
      continue;
    }
    // An id that stands twice in a file is written once: both lines were the same.
    const after = left.get(id);
    left.delete(id);
    if (after !== undefined) yield after;
  }
  for (const line of left.values()) if (line !== undefined) yield line;
}
