import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno, randomId, writeAtomically } from '../../base/index.ts';
import type { HitChange } from '../customers/rescreen.ts';
import type { CustomersState } from '../customers/state.ts';
import { fileSink, type Sink } from '../outputs/sink.ts';
import { MOST_CHANGES, messageOf } from './message.ts';
import type { Outbox } from './outbox.ts';

/** The first line of a stage: which run it is of, and what its changes start from. */
interface Heading {
  readonly run: string;
  /** When the run began; the state that it leads to says the same. */
  readonly at: string;
  /** The file of hits that stood before it. */
  readonly before: string | null;
  /** The number of its first message; null where nobody is to be sent any. */
  readonly first: number | null;
}

const pathOf = (outbox: Outbox): string => join(outbox.folder, 'staged.jsonl');

/**
 * Changes of a run that does not count yet. They are on the disk when its state is written, which
 * makes it count, and from then on they are messages: a crash before that moment leaves nothing to
 * be told, and one after it loses nothing.
 */
export class Stage {
  readonly #sink: Sink;

  private constructor(sink: Sink) {
    this.#sink = sink;
  }

  static async begin(
    outbox: Outbox,
    state: CustomersState,
    now: Date,
    { messages }: { readonly messages: boolean },
  ): Promise<Stage> {
    const heading: Heading = {
      run: randomId(),
      at: now.toISOString(),
      before: state.hits ?? null,
      first: messages ? await outbox.nextNumber() : null,
    };
    const path = pathOf(outbox);
    const line = `${JSON.stringify(heading)}\n`;
    await writeAtomically(path, line);
    return new Stage(await fileSink(path, Buffer.byteLength(line)));
  }

  async add(change: HitChange): Promise<void> {
    await this.#sink.write(`${JSON.stringify(change)}\n`);
  }

  /** When this is done, the run may count. */
  async keep(): Promise<void> {
    await this.#sink.flush();
  }

  async close(): Promise<void> {
    await this.#sink.close();
  }
}

/**
 * Takes up what a run left on the stage: makes it messages and lines of the output where the state
 * says that the run counts, and drops it where not. Doing so again after a crash gives the same
 * messages; lines of the output may then stand twice.
 */
export async function settleStage(
  outbox: Outbox,
  state: CustomersState,
  openOut: () => Promise<Sink>,
): Promise<void> {
  const path = pathOf(outbox);
  const heading = await headingOf(path);
  if (heading === undefined || !counts(heading, state)) {
    await rm(path, { force: true });
    return;
  }
  try {
    await publish(outbox, path, heading, openOut);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The disk lost what it had promised to keep: a person has to look.
    await rename(path, join(outbox.failedFolder, `staged-${heading.run}.jsonl`));
    return;
  }
  await rm(path, { force: true });
}

const counts = ({ at, before }: Heading, { hits, screened }: CustomersState): boolean =>
  screened?.at === at && hits !== undefined && hits !== before;

async function headingOf(path: string): Promise<Heading | undefined> {
  try {
    for await (const line of linesOf(path)) return JSON.parse(line) as Heading;
  } catch (error) {
    const isTorn = error instanceof SyntaxError;
    if (!isTorn && !hasErrno(error, 'ENOENT')) throw error;
  }
  return undefined;
}

async function publish(
  outbox: Outbox,
  path: string,
  { run, at, first }: Heading,
  openOut: () => Promise<Sink>,
): Promise<void> {
  let lines = -1;
  for await (const _ of linesOf(path)) lines++;
  if (lines <= 0) return;
  const parts = Math.ceil(lines / MOST_CHANGES);
  const out = await openOut();
  try {
    let changes: HitChange[] = [];
    let part = 0;
    let isHeading = true;
    for await (const line of linesOf(path)) {
      if (isHeading) {
        isHeading = false;
        continue;
      }
      const change = JSON.parse(line) as HitChange;
      changes.push(change);
      await out.write(`${JSON.stringify({ at, ...change })}\n`);
      if (changes.length < MOST_CHANGES && part * MOST_CHANGES + changes.length < lines) continue;
      part++;
      const message = messageOf({ run, at, part, parts }, changes);
      if (first !== null) await outbox.put(first + part - 1, message);
      changes = [];
    }
    await out.flush();
  } finally {
    await out.close();
  }
}

/** The lines of a file, one in memory at a time; only a line feed ends one. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let begun = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (begun + String(chunk)).split('\n');
    begun = lines.pop() as string;
    yield* lines;
  }
  if (begun !== '') yield begun;
}
