import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { diskProblem, hasErrno } from '../../base/index.ts';
import { fileSink, type Sink, streamSink } from '../outputs/sink.ts';

/** Opens where lines are put behind those that are there: a file, or a stream. */
export async function openToAppend(output: string | Writable): Promise<Sink> {
  if (typeof output !== 'string') return streamSink(output);
  const { size, isTorn } = await endOf(output);
  const sink = await fileSink(output, size);
  // A crash may have left half a line, which must not spoil the next.
  if (isTorn) await sink.write('\n');
  return sink;
}

async function endOf(path: string): Promise<{ readonly size: number; readonly isTorn: boolean }> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await file.read(last, 0, 1, size - 1);
      return { size, isTorn: size > 0 && last.toString() !== '\n' };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return { size: 0, isTorn: false };
    throw diskProblem(error, path);
  }
}
