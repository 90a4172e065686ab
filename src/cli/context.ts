import type { Writable } from 'node:stream';
import type { Clock, Entropy, Post, Random, Wait } from '../base/index.ts';
import { visible } from './visible.ts';

/** What the command line needs of the world; `main.ts` alone takes it from the process. */
export interface Context {
  /** For results: tables and JSON that another program may read. */
  readonly stdout: Writable & {
    /** How wide the terminal is; absent where there is none. */
    readonly columns?: number;
  };
  /** For everything else: progress, summaries, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly wait: Wait;
  /** For nothing that has to be secret. */
  readonly random: Random;
  /** For keys and salts. */
  readonly entropy: Entropy;
  /** Sends what a webhook is told. */
  readonly post: Post;
  /** How many threads can run at the same time on this machine. */
  readonly parallelism: number;
  /** Where data is kept unless `--home` or TAMIZ_HOME says otherwise. */
  readonly defaultHome: string;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly abort: AbortSignal;
}

/** An environment variable; one that is set to nothing counts as not set. */
export function variable(context: Context, name: string): string | undefined {
  const value = context.env[name];
  return value === '' ? undefined : value;
}

/** Tells a person something, on stderr. */
export function say(context: Context, text: string): void {
  context.stderr.write(`${visible(text)}\n`);
}

/** Prints a result for a person, on stdout. */
export function print(context: Context, text: string): void {
  context.stdout.write(`${visible(text)}\n`);
}

/** Prints a result for a program, on stdout. */
export function printJson(context: Context, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
