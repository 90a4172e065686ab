/** Runs a part of a measurement as a process of its own and watches its memory. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the process sent, with `peak`, its maximum resident set in bytes. */
export async function runWatched(script, args) {
  const child = fork(script, args, { execArgv: ['--max-old-space-size=20000'] });
  let peak = 0;
  // Linux keeps the maximum itself; elsewhere the process's own last word counts.
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 250);
  try {
    return await new Promise((resolve, reject) => {
      let answer;
      child.on('message', (message) => {
        peak = Math.max(peak, peakOf(child.pid));
        answer = message;
        child.disconnect();
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (code === 0 && answer !== undefined) resolve({ ...answer, peak });
        else reject(new Error(`ended with ${signal ?? code} at ${(peak / 2 ** 30).toFixed(1)} GB`));
      });
    });
  } finally {
    clearInterval(watch);
  }
}

function peakOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
