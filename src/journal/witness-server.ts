import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { acquireLock, diskProblem, hasErrno, problem } from '../base/index.ts';
import type { JournalHome } from './home.ts';
import type { Verifier } from './key.ts';
import { NodeDisk } from './node-disk.ts';
import { type Answer, REQUEST_BYTES, Witness, witnessKey } from './witness.ts';

/** A request takes milliseconds; who sends it more slowly than this holds a place for nothing. */
const REQUEST_MS = 10_000;
const CONNECTIONS = 64;

/** A witness with its server, which listens when it is told to. */
export interface StartedWitness {
  readonly key: Verifier;
  readonly server: Server;
  close(): Promise<void>;
}

/** Opens the witness of a data folder; makes its key at the first start. @throws HOME_LOCKED */
export async function startWitness(options: {
  readonly place: JournalHome;
  readonly logs: readonly Verifier[];
  readonly name?: string;
  readonly onFault: (error: unknown) => void;
}): Promise<StartedWitness> {
  const { place, logs, name, onFault } = options;
  const { clock, entropy } = place;
  const folder = join(place.home, 'witness');
  if (new Set(logs.map((log) => log.name)).size < logs.length) {
    const found = 'two keys of one name';
    throw problem('USAGE_OPTION', { where: '--log', expected: 'one key for each log', found });
  }
  const disk = new NodeDisk();
  try {
    await disk.makeFolder(folder);
    const lock = await acquireLock(join(folder, 'lock'), clock);
    const signer = await witnessKey({ disk, folder, entropy }, name).catch((error: unknown) => {
      lock.release();
      throw error;
    });
    const witness = new Witness({ signer, logs, disk, folder, clock });
    const server = witnessServer(witness, onFault);
    const close = async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
      await disk.close();
      lock.release();
    };
    return { key: witness.key, server, close };
  } catch (error) {
    throw diskProblem(error, folder);
  }
}

/**
 * The HTTP interface of a witness, as C2SP tlog-witness has it: `POST /add-checkpoint`, and
 * `GET /HASH/checkpoint` with the SHA-256 of a log's name. `onFault` hears what went wrong here.
 */
export function witnessServer(witness: Witness, onFault: (error: unknown) => void): Server {
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, maxHeaderSize: 8_192 },
    (request, response) => {
      void answerTo(witness, request)
        .catch((error: unknown): Answer => {
          // Whoever asked went away: that is no fault here, and nobody is left to be told.
          if (!hasErrno(error, 'ECONNRESET')) onFault(error);
          return plain(500, 'the witness failed; it has not co-signed');
        })
        .then((answer) => send(response, answer));
    },
  );
  server.maxConnections = CONNECTIONS;
  return server;
}

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const { url = '', method = '' } = request;
  if (url === '/add-checkpoint') {
    if (method !== 'POST') return plain(405, 'send it by POST');
    const body = await bodyOf(request);
    if (body !== undefined) return witness.addCheckpoint(body);
    return plain(413, `more than ${REQUEST_BYTES} bytes (limit requestBytes)`);
  }
  const [, originHash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(url) ?? [];
  if (originHash === undefined) return plain(404, 'POST /add-checkpoint, GET /HASH/checkpoint');
  if (method !== 'GET') return plain(405, 'ask for it by GET');
  return witness.checkpointOf(originHash);
}

/** The body; undefined when it is too large, of which no more is read than that tells. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // To stop reading must not close the connection, on which the refusal is yet to go.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Uint8Array).length;
    if (length > REQUEST_BYTES) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type, text }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 && { allow: 'GET, POST' }),
    // What is left of a body that is too large is not worth reading.
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(text);
}

const plain = (status: number, why: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  text: `${why}\n`,
});
