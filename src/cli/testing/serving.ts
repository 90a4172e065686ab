import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { tamiz } from './line.ts';
import { compileProgram, type Program, type Running } from './program.ts';

/** A server that runs as a process of its own. */
export interface Served {
  readonly run: Running;
  readonly address: string;
  /** What the administrator joins by, where they were made just now. */
  readonly link: string | undefined;
}

/** A data folder of the tests of a file, and servers on it; both are gone when they end. */
export class ServedFolder {
  home = '';
  #program: Program | undefined;
  readonly #started: Served[] = [];

  async make(): Promise<void> {
    this.home = await mkdtemp(join(tmpdir(), 'tamiz-served-'));
    this.#program = await compileProgram();
  }

  async remove(): Promise<void> {
    for (const { run } of this.#started) run.child.kill('SIGKILL');
    await rm(this.home, { recursive: true });
    await this.#program?.remove();
  }

  readonly at = (name: string): string => join(this.home, name);

  /** Runs a command on the folder, in this process. */
  readonly run = (...args: string[]) => tamiz({ home: this.home }, ...args);

  /** How many records its journal has. */
  readonly records = async (): Promise<number> =>
    JSON.parse((await this.run('journal', '--json')).out).records;

  /** Starts a server, and waits until it says where it is. */
  readonly start = async (...more: string[]): Promise<Served> => {
    const served = await serve(this.#program as Program, this.home, ...more);
    this.#started.push(served);
    return served;
  };
}

/** One for the tests of the file that calls this. */
export function servedFolder(): ServedFolder {
  const folder = new ServedFolder();
  beforeAll(() => folder.make());
  afterAll(() => folder.remove());
  return folder;
}

/** Ends a server as a person does; gives what it wrote. */
export async function stop({ run: { child, ended } }: Served): Promise<string> {
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  expect(code).toBe(0);
  return out + err;
}

async function serve(program: Program, home: string, ...more: string[]): Promise<Served> {
  const run = program.start(home, 'serve', '--port', '0', ...more);
  const said = await run.said('(stop it with Ctrl-C)');
  const [, address = ''] = /Tamiz is at (\S+)/.exec(said) ?? [];
  // The link is told in the same breath.
  await sleep(50);
  const all = await run.said('(stop it with Ctrl-C)');
  return { run, address, link: /#\/join\/(\S+)/.exec(all)?.[1] };
}
