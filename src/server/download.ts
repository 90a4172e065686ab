import type { ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import {
  type HitRecord,
  type HitWriter,
  type ScreenSummary,
  type Sink,
  streamSink,
} from '../screening/index.ts';

/** A file of hits as it is being written; stops when the client hangs up. */
export function hitStream(
  hits: AsyncIterable<HitRecord>,
  summary: ScreenSummary,
  writerTo: (sink: Sink) => HitWriter,
  response: ServerResponse,
): Readable {
  const stream = new PassThrough();
  // Fastify hears of errors by itself while it sends; after that nobody needs to.
  stream.on('error', () => undefined);
  // Whoever waits for room is woken by an error, not by silence.
  response.once('close', () => stream.destroy(new Error('The client hung up.')));
  const write = async (): Promise<void> => {
    const writer = writerTo(streamSink(stream));
    for await (const hit of hits) await writer.write(hit);
    await writer.finish(summary);
    stream.end();
  };
  write().catch((error: unknown) => stream.destroy(error as Error));
  return stream;
}
