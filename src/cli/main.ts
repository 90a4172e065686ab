#!/usr/bin/env node
/** The only file that touches the process; everything else is told. */
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import {
  diskProblem,
  hasErrno,
  randomId,
  seededRandom,
  systemClock,
  systemEntropy,
  systemWait,
} from '../base/index.ts';
import { systemPost } from '../screening/index.ts';
import type { Context } from './context.ts';
import { INTERRUPTED } from './exit.ts';
import { run } from './run.ts';
import { tell } from './tell.ts';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first asks to stop in good order, the second insists.
    if (abort.signal.aborted) process.exit(INTERRUPTED);
    abort.abort();
  });
}

const context: Context = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  clock: systemClock,
  wait: systemWait,
  random: seededRandom(Number.parseInt(randomId().slice(0, 8), 16)),
  entropy: systemEntropy,
  post: systemPost,
  parallelism: availableParallelism(),
  defaultHome: join(homedir(), '.tamiz'),
  abort: abort.signal,
};

// A stream tells its failure to nobody in particular, so nobody in particular must be listening.
process.stdout.on('error', (error) => {
  process.exit(tell(context, diskProblem(error, 'standard output')));
});
process.stderr.on('error', (error) => {
  // Whoever read the progress went away; the work is still worth doing.
  if (!hasErrno(error, 'EPIPE')) throw error;
});
// Node would exit with 1, which means hits.
process.on('uncaughtException', (error) => process.exit(tell(context, error)));

process.exitCode = await run(context, process.argv.slice(2));
