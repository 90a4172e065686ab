import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, sha256 } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import type { Catalog } from '../lists/index.ts';
import type { Screener } from '../screening/index.ts';
import type { Taken } from './recording.ts';
import { createServer } from './server.ts';

/**
 * Sends a request that was taken down to a server with these lists that listens nowhere; gives the
 * digest of its answer.
 */
export async function requestAgain(
  screener: Screener,
  { questions }: { readonly questions: Json },
  { clock, catalog }: { readonly clock: Clock; readonly catalog: Catalog | undefined },
): Promise<Json> {
  const { method, url, accept, body } = questions as unknown as Taken;
  const workFolder = await mkdtemp(join(tmpdir(), 'tamiz-replay-'));
  const app = await createServer({
    screener: () => screener,
    // These are the lists of that day.
    past: async () => screener,
    catalog: () => catalog,
    clock,
    host: '127.0.0.1',
    workFolder,
  });
  try {
    // Which of the two a body is goes by the route, whatever its Content-Type said.
    const isForm = url.startsWith('/reconcile/');
    const { payload } = await app.inject({
      method,
      url,
      headers: { host: '127.0.0.1', ...(accept !== '' && { accept }) },
      ...(method === 'POST' && { payload: isForm ? formOf(body) : JSON.stringify(body) }),
    });
    return sha256(payload);
  } finally {
    await app.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

const formOf = (body: Json): string =>
  new URLSearchParams(body as Record<string, string>).toString();
