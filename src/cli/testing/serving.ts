import { setTimeout as sleep } from 'node:timers/promises';
import type { Program, Running } from './program.ts';

/** A server that runs as a process of its own. */
export interface Served {
  readonly run: Running;
  readonly address: string;
  /** What the administrator joins by, where they were made just now. */
  readonly link: string | undefined;
}

/** Starts a server, and waits until it says where it is. */
export async function serve(program: Program, home: string, ...more: string[]): Promise<Served> {
  const run = program.start(home, 'serve', '--port', '0', ...more);
  const said = await run.said('(stop it with Ctrl-C)');
  const [, address = ''] = /Tamiz is at (\S+)/.exec(said) ?? [];
  // The link is told in the same breath.
  await sleep(50);
  const all = await run.said('(stop it with Ctrl-C)');
  return { run, address, link: /#\/join\/(\S+)/.exec(all)?.[1] };
}
