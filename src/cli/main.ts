#!/usr/bin/env node
/** The only file that touches the process; everything else is told. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../base/index.ts';
import { run } from './run.ts';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first asks to stop in good order, the second insists.
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
  });
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(
  {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    clock: systemClock,
    defaultHome: join(homedir(), '.tamiz'),
    abort: abort.signal,
    pid: process.pid,
  },
  process.argv.slice(2),
);
