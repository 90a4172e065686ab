import type { OnProgress, Progress } from '../base/index.ts';
import type { Context } from './context.ts';
import { visible } from './visible.ts';

const BAR = 24;
/** Ten times a second is as fast as anybody reads. */
const INTERVAL_MS = 100;
/** In a file of messages, a line now and then shows that the work goes on. */
const FILE_INTERVAL_MS = 10_000;

/**
 * Shows the progress of some work on stderr: one line that is drawn over itself on a terminal and
 * is gone afterwards, and a line every ten seconds where stderr goes to a file.
 */
export async function withProgress<Result>(
  context: Context,
  work: (report: OnProgress) => Promise<Result>,
): Promise<Result> {
  const terminal = context.stderr.isTTY === true;
  const interval = terminal ? INTERVAL_MS : FILE_INTERVAL_MS;
  let last = terminal ? Number.NEGATIVE_INFINITY : context.clock.elapsedMs();
  let drawn = false;
  const report: OnProgress = (progress) => {
    const now = context.clock.elapsedMs();
    if (now - last < interval) return;
    last = now;
    const text = visible(describe(progress));
    context.stderr.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
    drawn = terminal;
  };
  try {
    return await work(report);
  } finally {
    if (drawn) context.stderr.write('\r\x1b[K');
  }
}

function describe({ stage, done, total, unit }: Progress): string {
  const name = stage === 'screen' ? 'Screening' : stage;
  const amount = unit === 'bytes' ? `${(done / 1e6).toFixed(1)} MB` : `${format(done)} ${unit}`;
  if (total === undefined || total === 0) return `${name}: ${amount}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  return `${name} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${amount}`;
}

const format = (count: number): string => count.toLocaleString('en-US');
