import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** One request as the server saw it. */
export interface Seen {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine that answers each path as its test says, in good and in bad ways. */
export interface BadServer {
  readonly address: string;
  readonly seen: readonly Seen[];
  /** Answers of a path, one a request; the last of them stays. */
  answer(path: string, ...answers: readonly Answer[]): void;
  close(): Promise<void>;
}

export async function startBadServer(): Promise<BadServer> {
  const seen: Seen[] = [];
  const answers = new Map<string, Answer[]>();
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    seen.push({
      path: url,
      range: headers.range,
      ifRange: headers['if-range'] as string | undefined,
      ifNoneMatch: headers['if-none-match'],
    });
    const queue = answers.get(url) ?? [status(404, 'not found')];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: (path, ...list) => answers.set(path, [...list]),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ETAG = '"one"';

/** The whole body, ranges and conditions honoured as a good server does. */
export const whole =
  (body: string | Uint8Array, etag = ETAG): Answer =>
  (request, response) => {
    const bytes = Buffer.from(body);
    const { headers } = request;
    if (headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
    if (Number.isNaN(from) || headers['if-range'] !== etag) {
      response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
    } else if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    } else {
      const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      const rest = bytes.subarray(from);
      response.writeHead(206, { etag, 'content-range': range, 'content-length': rest.length });
      response.end(rest);
    }
  };

/** Says the whole length, sends `bytes` of it and breaks the connection. */
export const cut =
  (body: string, bytes: number, etag = ETAG): Answer =>
  (_request, response) => {
    response.writeHead(200, { etag, 'content-length': Buffer.byteLength(body) });
    response.write(Buffer.from(body).subarray(0, bytes), () => {
      // Only when the other side has read them, also on a busy machine: a stream that breaks off
      // drops what it has received and not handed on.
      setTimeout(() => response.destroy(), 200);
    });
  };

/** A status with a short body. */
export const status =
  (code: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end(body);
  };

/** A `Content-Length` that is not the body's. */
export const wrongLength =
  (body: string, length: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': length });
    response.write(body);
    setTimeout(() => response.destroy(), 20);
  };

/** One byte after another, `pauseMs` apart. */
export const drip =
  (body: string, pauseMs: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
    let at = 0;
    const timer = setInterval(() => {
      if (at >= body.length || response.destroyed) {
        clearInterval(timer);
        response.end();
      } else response.write(body.slice(at, ++at));
    }, pauseMs);
  };

/** Begins, and then says nothing more. */
export const stall =
  (body: string, bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, bytes));
  };

/** Does not even begin. */
export const silent: Answer = () => {};

/** The body packed for the way. */
export const packedOnTheWay =
  (body: string): Answer =>
  (_request, response) => {
    const bytes = gzipSync(body);
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bytes.length });
    response.end(bytes);
  };

/** Goes on for ever. */
export const endless: Answer = (_request, response) => {
  response.writeHead(200);
  const chunk = Buffer.alloc(65_536, 'a');
  const more = () => {
    while (!response.destroyed && response.write(chunk)) {
      // The buffer is not full yet.
    }
  };
  response.on('drain', more);
  more();
};
