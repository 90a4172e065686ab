import { readFileSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import type { Clock } from './clock.ts';
import { hasErrno, problem } from './errors.ts';

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
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(JSON.stringify(mine));
      await file.close();
      return { release: () => releaseOwn(path, mine) };
    } catch (error) {
      if (!hasErrno(error, 'EEXIST')) throw error;
    }
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

function releaseOwn(path: string, mine: Holder): void {
  const holder = readHolder(path);
  if (holder?.pid === mine.pid && holder.since === mine.since) rmSync(path, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
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
