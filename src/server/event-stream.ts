import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventLog, LoggedEvent } from './event-log.ts';
import { API_HEADERS } from './headers.ts';

/** Proxies hang up on connections that are silent for a minute; a comment line keeps them. */
const HEARTBEAT_MS = 15_000;

/** A client that reads slower than this much behind is cut off; it comes back where it was. */
const MOST_BEHIND_BYTES = 4_194_304;

/**
 * Sends the events of a log as `text/event-stream` (WHATWG HTML, server-sent events) until the
 * last one. `Last-Event-ID` continues after a broken connection.
 */
export function streamEvents(log: EventLog, request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...API_HEADERS,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 2000\n\n');
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS).unref();
  let stop = (): unknown => undefined;
  raw.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
  stop = log.listen(lastEventId(request), (event) => {
    if (raw.writableLength > MOST_BEHIND_BYTES) raw.destroy();
    if (raw.destroyed || raw.writableEnded) return;
    raw.write(frame(event));
    if (log.ended && LAST.has(event.event)) raw.end();
  });
  // One who comes back after the last event has nothing left to hear.
  if (log.ended && !raw.writableEnded) raw.end();
}

const LAST = new Set(['done', 'failed', 'cancelled']);

const frame = ({ id, event, data }: LoggedEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;

function lastEventId(request: FastifyRequest): number {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : 0;
}
