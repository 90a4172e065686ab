/**
 * Speed and memory of screening a large customer file against the SDN list, with one thread and
 * two, without a journal and with one in which every row is taken down, each run in a process of
 * its own. The file has a million invented customers (or as many as
 * the word behind says), made of the names, dates and CURPs of the labelled ones and a seed; one in
 * a hundred is a listed person. `npm run bench -- file-screening 100000` is done sooner.
 */
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileSha256 } from '../dist/base/index.js';
import { freshHome, measure, needData, sdnFiles, table } from './common.mjs';
import { customerLines } from './lib/customer-file.mjs';

needData();
const records = Number(process.argv[3] ?? 1_000_000);
const home = freshHome();
try {
  const customers = join(home, 'customers.csv');
  await pipeline(Readable.from(customerLines(records)), createWriteStream(customers));
  measure(home, ['lists', 'import', 'us_ofac_sdn', ...sdnFiles]);
  // Builds the index, which is not what is measured.
  measure(home, ['match', 'Ximena Satizabal']);

  const screened = (workers, name) => {
    const out = join(home, `hits-${name}.jsonl`);
    const words = ['screen', customers, '--workers', workers, '--out', out];
    return { workers, name, out, ...measure(home, words.map(String)) };
  };
  // The same twice without a journal and twice with one, in turn: the first warms the disk.
  const runs = [screened(1, 'one thread'), screened(2, 'two threads')];
  measure(home, ['journal', 'create']);
  runs.push(screened(1, 'one thread, taken down'), screened(2, 'two threads, taken down'));
  for (const run of runs) run.hits = await fileSha256(run.out);
  if (runs.some(({ hits }) => hits !== runs[0].hits)) throw new Error('Runs found different hits.');
  table(
    ['', 'records', 'seconds', 'records a second', 'CPU µs a record', 'peak MB'],
    runs.map(({ name, seconds, cpu, megabytes }) => [
      name,
      records,
      seconds.toFixed(1),
      (records / seconds).toFixed(0),
      ((cpu * 1e6) / records).toFixed(0),
      megabytes.toFixed(0),
    ]),
  );
  const [one, two, oneTaken, twoTaken] = runs;
  const times = (a, b) => (a.seconds / b.seconds).toFixed(2);
  const cost = (a, b) => `${(100 * (a.cpu / b.cpu - 1)).toFixed(1)} % CPU`;
  process.stdout.write(
    `Two threads are ${times(one, two)} times as fast. Taking down costs ` +
      `${cost(oneTaken, one)} with one thread, ${cost(twoTaken, two)} with two.\n`,
  );
} finally {
  rmSync(home, { recursive: true });
}
