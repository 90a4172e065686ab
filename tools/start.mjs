/**
 * `npm start`: installs, builds, screens the sample customers and serves the workbench. Everything
 * that is already done is not done again.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildAll, root } from './steps.mjs';

const parent = process.ppid;
buildAll();
const child = spawn(
  process.execPath,
  [join(root, 'dist/cli/main.js'), 'start', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// npm does not pass a signal on to what it runs; that it is gone shows in whose child this is.
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 1_000).unref();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 0;
});
