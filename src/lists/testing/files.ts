import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Entity } from '../../entity/index.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary, Signal } from '../types.ts';

/** A list file made of text or bytes, handed out in chunks of `step` bytes. */
export function memoryFile(content: string | Uint8Array, name = 'test', step = 4_096): ListFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    async *open() {
      for (let i = 0; i < bytes.length; i += step) yield bytes.subarray(i, i + step);
    },
  };
}

/** A real file, unpacked on the way when its name ends in `.gz`. */
export function diskFile(path: string): ListFile {
  return {
    name: basename(path),
    open: () =>
      path.endsWith('.gz') ? createReadStream(path).pipe(createGunzip()) : createReadStream(path),
  };
}

/** Everything that a reader gave. */
export interface Collected {
  readonly entities: readonly Entity[];
  readonly byId: ReadonlyMap<string, Entity>;
  readonly signals: readonly Signal[];
  readonly summary: ReadSummary;
}

/** Runs a reader to its end. */
export async function collect(
  reader: ListReader,
  files: readonly ListFile[],
  more: Partial<ReadContext> = {},
): Promise<Collected> {
  const signals: Signal[] = [];
  const context: ReadContext = {
    dataset: 'test_list',
    knownAt: '2026-01-01T00:00:00Z',
    onSignal: (signal) => signals.push(signal),
    ...more,
  };
  const entities: Entity[] = [];
  const run = reader(files, context);
  for (;;) {
    const step = await run.next();
    if (step.done) {
      const byId = new Map(entities.map((entity) => [entity.id, entity]));
      return { entities, byId, signals, summary: step.value };
    }
    entities.push(step.value);
  }
}
