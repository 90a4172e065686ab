import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Whether it was answered as taken. */
  taken: boolean;
}

/** What a receiver does with a request that it has read. */
export type Manner = (received: Received, response: ServerResponse) => void;

/** A receiver of webhooks on this machine, as good or bad as its test wants. */
export interface Receiver {
  readonly address: string;
  readonly received: readonly Received[];
  /** How the next requests are answered, one each; the last manner stays. */
  answer(...manners: readonly Manner[]): void;
  close(): Promise<void>;
}

export async function startReceiver(...first: readonly Manner[]): Promise<Receiver> {
  const received: Received[] = [];
  let manners: Manner[] = first.length > 0 ? [...first] : [takes];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request).catch(() => undefined);
    if (body === undefined) return;
    const headers = request.headers as Received['headers'];
    const one: Received = { headers, body, taken: false };
    received.push(one);
    const manner = manners.length > 1 ? manners.shift() : manners[0];
    manner?.(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (...list) => {
      manners = [...list];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}

export const takes: Manner = (received, response) => {
  received.taken = true;
  response.writeHead(204).end();
};

/** Takes it, and the answer gets lost on the way. */
export const takesAndBreaks: Manner = (received, response) => {
  received.taken = true;
  response.destroy();
};

/** Takes it, and then talks for ever. */
export const takesAndTalks: Manner = (received, response) => {
  received.taken = true;
  response.writeHead(200);
  const chunk = Buffer.alloc(65_536, 'a');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk)) {
      // The buffer is not full yet.
    }
  };
  response.on('drain', more);
  more();
};

export const refuses =
  (status: number, headers: Readonly<Record<string, string>> = {}): Manner =>
  (_received, response) => {
    response.writeHead(status, headers).end('no');
  };

/** Reads it and breaks the connection. */
export const breaks: Manner = (_received, response) => {
  response.destroy();
};

/** Reads it and never says anything. */
export const stays: Manner = () => {};
