import { readFileSync, rmSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from './clock.ts';
import { hasErrno, problem } from './errors.ts';
import { diskProblem } from './files.ts';
import { randomId } from './random.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

export interface Lock {
  release(): void;
}

/**
 * Takes the lock file at `path` or says who holds it. A lock whose process is gone (a crash, a
 * power cut) is taken over; one from another host cannot be judged and is respected.
 */
export async function acquireLock(path: string, clock: Clock): Promise<Lock> {
  await mkdir(dirname(path), { recursive: true });
  const mine: Holder = { pid: process.pid, host: hostname(), since: clock.now().toISOString() };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await place(path, mine)) return { release: () => releaseOwn(path, mine) };
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder)) {
      throw problem('HOME_LOCKED', {
        where: path,
        found: `process ${holder.pid} on ${holder.host}, since ${holder.since}`,
      });
    }
    rmSync(path, { force: true });
  }
  throw problem('HOME_LOCKED', { where: path, found: 'another process that took it first' });
}

/**
 * Does what only one process at a time may do, under the lock file at `path`.
 * @throws HOME_LOCKED
 */
export async function withLock<Result>(
  path: string,
  clock: Clock,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(path, clock).catch((error: unknown) => {
    throw diskProblem(error, path);
  });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** The same for what changes a data folder. @throws HOME_LOCKED */
export function withHomeLock<Result>(
  { home, clock }: { readonly home: string; readonly clock: Clock },
  work: () => Promise<Result>,
): Promise<Result> {
  return withLock(join(home, 'lock'), clock, work);
}

/**
 * Puts the lock file there with its content at once: written under another name and linked, which
 * fails when the name is taken. A file that is there but still empty would look like nobody's.
 */
async function place(path: string, mine: Holder): Promise<boolean> {
  const draft = `${path}.${randomId()}`;
  try {
    await writeFile(draft, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return false;
    throw diskProblem(error, path);
  } finally {
    await rm(draft, { force: true });
  }
}

function releaseOwn(path: string, mine: Holder): void {
  const holder = readHolder(path);
  if (holder?.pid === mine.pid && holder.since === mine.since) rmSync(path, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    const { pid, host, since } = holder ?? {};
    if (typeof pid !== 'number' || !(pid > 0) || typeof host !== 'string') return undefined;
    return { pid, host, since: String(since) };
  } catch {
    // Gone meanwhile, or torn by a power cut: nobody holds it.
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return hasErrno(error, 'EPERM');
  }
}
