import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { diskProblem, problem, systemClock } from '../../base/index.ts';
import { readCustomers } from '../records.ts';
import { scopedTo } from '../scope.ts';
import { type Counts, noCounts, screenCustomers, screenFrom } from '../screen-file.ts';
import type { Screener, ScreenOptions, ScreenSummary } from '../types.ts';
import { hitWriter, outputFormat } from './formats.ts';
import { jsonlWriter } from './jsonl.ts';
import { ProgressFile } from './progress-file.ts';
import { fileSink, streamSink } from './sink.ts';
import type { HitWriter, Language } from './writer.ts';

export interface FileOptions extends Omit<ScreenOptions, 'onHit' | 'afterLine'> {
  /** A file, whose ending says the format, or a stream, which gets JSON lines. */
  readonly output: string | Writable;
  /** Goes on where an interrupted run of the same stopped. */
  readonly resume?: boolean;
  /** The language of CSV and XLSX; English when absent. */
  readonly language?: Language;
  /** Called with each hit as well, for example to show it. */
  readonly onHit?: ScreenOptions['onHit'];
  /** Records between two entries in the progress file, however long those take. */
  readonly checkpointEvery?: number;
}

const CHECKPOINT_RECORDS = 1_000;

/**
 * An entry waits for the disk three times. One that took a second is followed by twenty of work, so
 * that a slow disk costs a twentieth of the time and not most of it.
 */
const CHECKPOINT_REST = 20;

/**
 * Screens a file on this machine into a file of hits. While it runs, `<output>.progress.json`
 * beside it says how far the hits are whole; a rerun with `resume` cuts the output there and goes
 * on, and the result is byte for byte that of a run without interruption. The progress file goes
 * when the run is complete. An aborted XLSX is a valid workbook of the hits so far, but cannot be
 * gone on with. Throws `USAGE_OUTPUT`, `USAGE_RESUME`, `DISK_FULL` and what `screenCustomers`
 * throws.
 */
export async function screenFile(
  screener: Screener,
  path: string,
  options: FileOptions,
): Promise<ScreenSummary> {
  const { output, language = 'en' } = options;
  const scoped = scopedTo(screener, options.datasets);
  if (typeof output !== 'string') {
    if (options.resume === true) throw cannotResume('a stream');
    return screenInto(screener, path, options, jsonlWriter(streamSink(output)));
  }
  const format = outputFormat(output);
  await refuseOverwriting(path, output);
  await assertReadable(path, options.map);
  if (format === 'xlsx') {
    if (options.resume === true) throw cannotResume(output);
    const writer = hitWriter(format, await fileSink(output), scoped, language);
    return screenInto(screener, path, options, writer);
  }
  const progress = await ProgressFile.of(output, path, screener, options, language);
  const before = options.resume === true ? await progress.read() : undefined;
  const start = before?.outputBytes ?? 0;
  const sink = await fileSink(output, start);
  const writer = hitWriter(format, sink, scoped, language, start === 0);
  return screenOnwards(screener, path, options, before?.counts ?? noCounts(), writer, progress);
}

function cannotResume(found: string): Error {
  const expected = 'an output that can be gone on with, a .jsonl or .csv file';
  return problem('USAGE_RESUME', { expected, found });
}

/**
 * The customer file must not be written over, under whatever name: a link to it is the same file. A
 * pipe can be read once only, and is read twice here.
 */
async function refuseOverwriting(path: string, output: string): Promise<void> {
  const input = await stat(path).catch((error) => {
    throw diskProblem(error, path);
  });
  if (input.isFIFO()) {
    const expected = 'a file, as what is read into --out is looked at before';
    throw problem('USAGE_OUTPUT', { where: path, expected, found: 'a pipe' });
  }
  const target = await stat(output).catch(() => undefined);
  if (input.dev !== target?.dev || input.ino !== target.ino) return;
  throw problem('USAGE_OUTPUT', { where: output, found: 'the customer file itself' });
}

/** A file that cannot be read must not cost the hits of an earlier run. */
async function assertReadable(path: string, map: FileOptions['map']): Promise<void> {
  for await (const _ of readCustomers({ path }, { ...(map && { map }), onSignal: () => {} })) break;
}

/** The options of the screening itself: hits go to the writer. */
function screening(options: FileOptions, writer: HitWriter): ScreenOptions {
  return {
    ...options,
    onHit: async (hit) => {
      await writer.write(hit);
      await options.onHit?.(hit);
    },
  };
}

async function screenInto(
  screener: Screener,
  path: string,
  options: FileOptions,
  writer: HitWriter,
): Promise<ScreenSummary> {
  return closing(writer, async () => {
    const summary = await screenCustomers(screener, { path }, screening(options, writer));
    await writer.finish(summary);
    return summary;
  });
}

async function screenOnwards(
  screener: Screener,
  path: string,
  options: FileOptions,
  counts: Counts,
  writer: HitWriter,
  progress: ProgressFile,
): Promise<ScreenSummary> {
  const { checkpointEvery: every = CHECKPOINT_RECORDS, clock = systemClock } = options;
  let sinceSaved = 0;
  let notBefore = 0;
  const save = async (): Promise<void> => {
    if (writer.checkpoint !== undefined) await progress.save(await writer.checkpoint(), counts);
  };
  const savePaced = async (): Promise<void> => {
    const began = clock.elapsedMs();
    await save();
    sinceSaved = 0;
    if (options.checkpointEvery !== undefined) return;
    const ended = clock.elapsedMs();
    notBefore = ended + (ended - began) * CHECKPOINT_REST;
  };
  return closing(writer, async () => {
    await save();
    const wishes = { ...screening(options, writer), afterLine: counts.lastLine };
    const summary = await screenFrom(screener, { path }, wishes, counts, (_, flush) => {
      if (++sinceSaved < every || clock.elapsedMs() < notBefore) return undefined;
      // What counts as done is not asked again, so that it must be taken down by then.
      return flush().then(savePaced);
    });
    if (!summary.complete) await save();
    await writer.finish(summary);
    if (summary.complete) await progress.remove();
    return summary;
  });
}

/** The first failure is the one to tell; closing may well fail for the same reason. */
async function closing<Result>(writer: HitWriter, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await writer.close().catch(() => undefined);
    throw error;
  }
}
