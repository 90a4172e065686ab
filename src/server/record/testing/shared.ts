import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type TestServer } from '../../../store/testing/postgres.ts';
import { type Installation, newInstallation } from './world.ts';

/**
 * One installation for all tests of a file, over a server of its own: there from the first test on,
 * gone after the last.
 */
export function sharedInstallation(
  changes: Parameters<typeof newInstallation>[1] = {},
): () => Installation {
  let server: TestServer;
  let installation: Installation;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    const url = await server.newDatabase();
    installation = await newInstallation(url, changes, (work) => ends.push(work));
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    await server.stop();
  });
  return () => installation;
}
