import type { Writable } from 'node:stream';
import type { Clock } from '../base/index.ts';

/** What the command line needs of the world; `main.ts` alone takes it from the process. */
export interface Context {
  /** For results: tables and JSON that another program may read. */
  readonly stdout: Writable;
  /** For everything else: progress, summaries, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Where data is kept unless `--home` or TAMIZ_HOME says otherwise. */
  readonly defaultHome: string;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly abort: AbortSignal;
  readonly pid: number;
}

/** The data folder: the option, else the environment, else the default. */
export function homeOf(context: Context, option: string | undefined): string {
  return option ?? context.env.TAMIZ_HOME ?? context.defaultHome;
}

export function say(context: Context, text: string): void {
  context.stderr.write(`${text}\n`);
}

export function print(context: Context, text: string): void {
  context.stdout.write(`${text}\n`);
}
