/**
 * Speed and memory of the commands that a user types, each in a process of its own: importing the
 * SDN list, screening 22,000 customers for the first time (the index is built in that run), and
 * again.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '../dist/matching/index.js';
import { data, freshHome, measure, needData, sdnFiles, table } from './common.mjs';

needData();
const home = freshHome();
const customers = join(data, 'matching', 'customers-mx.csv');
const out = join(home, 'hits.jsonl');
const steps = [
  ['import the SDN list (18,758 records)', ['lists', 'import', 'us_ofac_sdn', ...sdnFiles]],
  ['screen 22,000 customers, first run', ['screen', customers, '--out', out]],
  ['screen 22,000 customers, second run', ['screen', customers, '--out', out]],
  ['match one name', ['match', 'Ximena Satizabal', '--json']],
];
const rows = steps.map(([name, args]) => {
  const { seconds, cpu, megabytes } = measure(home, args);
  return [name, seconds.toFixed(1), cpu.toFixed(1), megabytes.toFixed(0)];
});

const [segment] = readdirSync(join(home, 'segments')).filter((name) => name.startsWith('us_ofac'));
const times = Array.from({ length: 7 }, () => {
  const started = performance.now();
  openEngine([join(home, 'segments', segment)]);
  return performance.now() - started;
}).sort((a, b) => a - b);
const ms = (n) => `${n.toFixed(0)} ms`;
rows.push(['open the index of the SDN list (median, worst of 7)', ms(times[3]), ms(times[6]), '']);
table(['step', 'seconds', 'CPU seconds', 'peak MB'], rows);
rmSync(home, { recursive: true });
