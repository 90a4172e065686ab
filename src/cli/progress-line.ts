import type { OnProgress, Progress } from '../base/index.ts';
import type { Context } from './context.ts';

const BAR = 24;
/** Ten times a second is as fast as anybody reads. */
const INTERVAL_MS = 100;

/**
 * Shows progress on stderr: one line that is drawn over itself on a terminal, and a line every ten
 * seconds where stderr goes to a file.
 */
export function progressLine(context: Context): { report: OnProgress; clear: () => void } {
  const terminal = context.stderr.isTTY === true;
  const interval = terminal ? INTERVAL_MS : 10_000;
  let last = terminal ? Number.NEGATIVE_INFINITY : context.clock.elapsedMs();
  let drawn = false;
  const report = (progress: Progress): void => {
    const now = context.clock.elapsedMs();
    if (now - last < interval) return;
    last = now;
    const text = describe(progress);
    context.stderr.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
    drawn = terminal;
  };
  const clear = (): void => {
    if (drawn) context.stderr.write('\r\x1b[K');
    drawn = false;
  };
  return { report, clear };
}

function describe({ stage, done, total, unit }: Progress): string {
  const amount = unit === 'bytes' ? `${(done / 1e6).toFixed(1)} MB` : `${format(done)} ${unit}`;
  if (total === undefined || total === 0) return `${stage}: ${amount}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  return `${stage} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${amount}`;
}

const format = (count: number): string => count.toLocaleString('en-US');
