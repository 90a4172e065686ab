/**
 * Speed and memory of reading lists: made-up files of 120 MB, as large as the SDN list is in OFAC's
 * advanced XML, each read to entities in a process of its own. A number behind the name is another
 * size in megabytes: `npm run bench -- lists 30`.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectFormat } from '../dist/lists/detect.js';
import { READERS } from '../dist/lists/readers.js';
import { openListFile } from '../dist/lists/unpack.js';
import { freshHome } from './common.mjs';
import { writeAdvanced } from './lib/ofac-advanced.mjs';
import { writeEnhanced } from './lib/ofac-enhanced.mjs';
import { Report } from './lib/report.mjs';

const MB = 1_000_000;
const RUNS = 3;
const FILES = [
  ['OFAC advanced XML', writeAdvanced],
  ['OFAC enhanced XML', writeEnhanced],
];

/** Reads a file to its last entity and says what that took. */
async function read(path) {
  const file = await openListFile(path);
  const { format } = await detectFormat(file);
  let signals = 0;
  let entities = 0;
  const context = {
    dataset: 'us_ofac_sdn',
    knownAt: '2026-01-01T00:00:00Z',
    onSignal: () => signals++,
  };
  const before = process.cpuUsage();
  const run = READERS[format]([file], context);
  let next = await run.next();
  for (; !next.done; next = await run.next()) entities++;
  const { user, system } = process.cpuUsage(before);
  return {
    records: next.value.records,
    entities,
    signals,
    cpu: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

function inOwnProcess(path) {
  const args = [fileURLToPath(import.meta.url), `--read=${path}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function main() {
  const size = Number(process.argv.slice(3).find((arg) => /^\d+$/.test(arg)) ?? 120);
  const report = new Report('lists');
  const home = freshHome();
  const rows = [];
  try {
    for (const [name, write] of FILES) {
      const path = join(home, 'list.xml');
      const { bytes, parties } = await write(path, size * MB);
      const runs = Array.from({ length: RUNS }, () => inOwnProcess(path));
      for (const { records, signals } of runs) {
        if (records === parties && signals === 0) continue;
        throw new Error(`${name}: ${records} of ${parties} parties read, ${signals} signals`);
      }
      runs.sort((a, b) => a.cpu - b.cpu);
      const { cpu, entities } = runs[Math.floor(RUNS / 2)];
      const megabytes = Math.max(...runs.map((run) => run.megabytes));
      const speed = bytes / MB / cpu;
      rows.push([
        name,
        (bytes / MB).toFixed(0),
        parties,
        entities,
        cpu.toFixed(1),
        speed.toFixed(1),
        megabytes.toFixed(0),
      ]);
      const speedText = `${speed.toFixed(1)} MB/s`;
      report.target(`${name}, ${size} MB: a CPU second`, '≥ 20 MB', speedText, speed >= 20);
      const memory = `${megabytes.toFixed(0)} MB`;
      report.target(`${name}, ${size} MB: peak memory`, '< 400 MB', memory, megabytes < 400);
    }
  } finally {
    rmSync(home, { recursive: true });
  }
  report.table(
    'Reading a list to entities, in a process of its own',
    ['file', 'MB', 'parties', 'entities', 'CPU seconds', 'MB a CPU second', 'peak MB'],
    rows,
    `Median of ${RUNS} runs by CPU time of all threads, the highest of their peaks; the load of ` +
      `the machine at the end was ${loadavg()[0].toFixed(1)}.`,
  );
  report.finish();
}

const child = process.argv.find((arg) => arg.startsWith('--read='));
if (child === undefined) await main();
else process.stdout.write(JSON.stringify(await read(child.slice('--read='.length))));
