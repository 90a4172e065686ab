import type { Sink } from './sink.ts';
import type { HitWriter } from './writer.ts';

/** One JSON object a line; nothing at all where there is no hit. */
export function jsonlWriter(sink: Sink): HitWriter {
  return {
    write: (hit) => sink.write(`${JSON.stringify(hit)}\n`),
    finish: () => sink.close(),
    close: () => sink.close(),
    checkpoint: () => sink.flush(),
  };
}
