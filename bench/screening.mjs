/**
 * Speed and memory of the commands that a user types, each in a process of its own: importing the
 * SDN list, screening 22,000 customers for the first time (the index is built in that run), and
 * again.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
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
table(['step', 'seconds', 'CPU seconds', 'peak MB'], rows);
rmSync(home, { recursive: true });
