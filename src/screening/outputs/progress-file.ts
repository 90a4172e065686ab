import { open, readFile, rm, stat } from 'node:fs/promises';
import { diskProblem, hasErrno, problem, sha256, writeAtomically } from '../../base/index.ts';
import type { Counts } from '../screen-file.ts';
import type { Screener, ScreenOptions } from '../types.ts';
import type { Language } from './writer.ts';

/** How much of the input is compared when a run goes on. */
const HEAD_BYTES = 1_048_576;

/** What must be the same for a run to go on. */
interface Run {
  readonly input: { readonly bytes: number; readonly sha256OfFirstMegabyte: string };
  /** What the hits depend on apart from the input: options and list versions. */
  readonly settings: string;
}

interface Progress extends Run {
  readonly version: 1;
  /** How many bytes of the output belong to the records counted. */
  readonly outputBytes: number;
  readonly counts: Counts;
}

/**
 * `<out>.progress.json`: says how far an output is whole, and everything a rerun needs to go on.
 */
export class ProgressFile {
  readonly #out: string;
  readonly #path: string;
  readonly #run: Run;

  private constructor(out: string, run: Run) {
    this.#out = out;
    this.#path = `${out}.progress.json`;
    this.#run = run;
  }

  static async of(
    out: string,
    path: string,
    screener: Screener,
    options: Partial<ScreenOptions>,
    language: Language,
  ): Promise<ProgressFile> {
    const settings = settingsOf(screener, options, language);
    return new ProgressFile(out, { input: await fingerprint(path), settings });
  }

  async save(outputBytes: number, counts: Counts): Promise<void> {
    const progress: Progress = { version: 1, ...this.#run, outputBytes, counts };
    await writeAtomically(this.#path, `${JSON.stringify(progress)}\n`);
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  /** What to go on from; undefined when nothing has been begun. Throws `USAGE_RESUME`. */
  async read(): Promise<Progress | undefined> {
    const where = this.#path;
    let text: string;
    try {
      text = await readFile(where, 'utf8');
    } catch (error) {
      if (!hasErrno(error, 'ENOENT')) throw diskProblem(error, where);
      if ((await sizeOf(this.#out)) === undefined) return undefined;
      const found = 'an output without one: its run was complete, or wrote none';
      throw problem('USAGE_RESUME', { where, found });
    }
    const progress = parse(text, where);
    const changed = await this.#changed(progress);
    if (changed !== undefined) throw problem('USAGE_RESUME', { where, found: changed });
    return progress;
  }

  async #changed(progress: Progress): Promise<string | undefined> {
    const { input, settings } = this.#run;
    if (
      progress.input.bytes !== input.bytes ||
      progress.input.sha256OfFirstMegabyte !== input.sha256OfFirstMegabyte
    ) {
      return 'a customer file that has changed since';
    }
    if (progress.settings !== settings) return 'other options or other list versions than before';
    const size = (await sizeOf(this.#out)) ?? 0;
    if (size >= progress.outputBytes) return undefined;
    return `an output of ${size} bytes where ${progress.outputBytes} had been written`;
  }
}

function parse(text: string, where: string): Progress {
  let progress: Partial<Progress> | null;
  try {
    progress = JSON.parse(text) as Partial<Progress> | null;
  } catch (cause) {
    throw problem('USAGE_RESUME', { where, found: 'a file that is not whole', cause });
  }
  if (progress?.version === 1 && progress.input && progress.counts) return progress as Progress;
  throw problem('USAGE_RESUME', { where, found: 'a file of another version or kind' });
}

function settingsOf(
  screener: Screener,
  { threshold, limit, datasets, map }: Partial<ScreenOptions>,
  language: Language,
): string {
  const lists = screener.engine.segments.map(({ dataset, version }) => [dataset, version]);
  const only = datasets === undefined ? null : [...datasets].sort();
  const columns = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify({ threshold, limit, only, columns, language, lists }));
}

async function fingerprint(path: string): Promise<Run['input']> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      return { bytes: size, sha256OfFirstMegabyte: sha256(head.subarray(0, bytesRead)) };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw diskProblem(error, path);
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw diskProblem(error, path);
  }
}
