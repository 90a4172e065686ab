/**
 * What the measurements share: real files beside the checkout, and measured runs of the command.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../tools/steps.mjs';

export const data = join(root, '..', 'shared', 'data');
const reconstructed = join(data, 'lists', 'ofac', 'reconstructed_2026-04-21');

/** The SDN list of 2026-04-21, in OFAC's layout. */
export const sdnFiles = ['sdn', 'alt', 'add'].map((name) => join(reconstructed, `${name}.csv.gz`));

/** Ends the measurement where its files are absent. */
export function needData() {
  if (existsSync(data)) return;
  process.stderr.write(`This measurement needs the files in ${data}.\n`);
  process.exit(3);
}

/** A data folder that nobody has used. */
export function freshHome() {
  return mkdtempSync(join(tmpdir(), 'tamiz-bench-'));
}

/** Runs `tamiz` and returns its wall-clock seconds, CPU seconds and peak memory. */
export function measure(home, args) {
  const usage = join(home, 'usage.json');
  const done = spawnSync(
    process.execPath,
    [join(root, 'dist/cli/main.js'), '--home', home, ...args],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: `--import=${join(root, 'bench/usage.mjs')}`,
        TAMIZ_BENCH_USAGE: usage,
      },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  if (done.status !== 0) throw new Error(`tamiz ${args.join(' ')} failed:\n${done.stderr}`);
  return { ...JSON.parse(readFileSync(usage, 'utf8')), stdout: done.stdout, stderr: done.stderr };
}

/** Prints rows of figures as a table in Markdown. */
export function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const text = [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
  process.stdout.write(`${text}\n`);
}
