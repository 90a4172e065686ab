import { Writable } from 'node:stream';
import type { Post } from '../../base/index.ts';
import { fixedClock, seededRandom, systemEntropy } from '../../base/index.ts';
import { systemPost } from '../../screening/index.ts';
import type { Context } from '../context.ts';
import { run } from '../run.ts';

/** What a command line came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface World {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly abort?: AbortSignal;
  readonly now?: string;
  readonly post?: Post;
  /** Width of the terminal that stdout is. */
  readonly columns?: number;
  /** Whether stderr is a terminal. */
  readonly isTTY?: boolean;
  /** Called with each thing that is written to stderr. */
  readonly onSaid?: (text: string) => void;
}

/** A stream that keeps what is written to it. */
class Memory extends Writable {
  text = '';
  readonly onText: (text: string) => void;

  constructor(onText: (text: string) => void = () => {}) {
    super({ decodeStrings: false });
    this.onText = onText;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    const text = chunk.toString();
    this.text += text;
    this.onText(text);
    done();
  }
}

/** What is around a command line, with a data folder and a world of its own. */
export function contextOf(world: World): Context & {
  readonly stdout: Memory;
  readonly stderr: Memory;
} {
  const { home, env = {}, abort, columns, isTTY, onSaid, post = systemPost } = world;
  const { now = '2026-04-21T12:00:00Z' } = world;
  const stdout = Object.assign(new Memory(), columns === undefined ? {} : { columns });
  const stderr = Object.assign(new Memory(onSaid), isTTY === undefined ? {} : { isTTY });
  const clock = fixedClock(now);
  return {
    stdout,
    stderr,
    env,
    clock,
    // Nobody waits in a test: time goes on by itself.
    wait: async (ms) => clock.advance(ms),
    random: seededRandom(1),
    entropy: systemEntropy,
    post,
    // Threads run compiled modules only; the tests of the program have those.
    parallelism: 1,
    defaultHome: home,
    abort: abort ?? new AbortController().signal,
  };
}

/** Runs a command line in this process. */
export async function tamiz(world: World, ...args: readonly string[]): Promise<Outcome> {
  const context = contextOf(world);
  const code = await run(context, args);
  return { code, out: context.stdout.text, err: context.stderr.text };
}
