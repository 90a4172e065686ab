/**
 * Speed and memory of screening a large customer file against the SDN list, with one thread and
 * two, each run in a process of its own. The file has a million invented customers (or as many as
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

  const runs = [];
  for (const workers of [1, 2]) {
    const out = join(home, `hits-${workers}.jsonl`);
    const words = ['screen', customers, '--workers', workers, '--out', out];
    runs.push({ workers, ...measure(home, words.map(String)), hits: await fileSha256(out) });
  }
  const [one, two] = runs;
  if (one.hits !== two.hits) throw new Error('One thread and two found different hits.');
  table(
    ['threads', 'records', 'seconds', 'records a second', 'CPU µs a record', 'peak MB'],
    runs.map(({ workers, seconds, cpu, megabytes }) => [
      workers,
      records,
      seconds.toFixed(1),
      (records / seconds).toFixed(0),
      ((cpu * 1e6) / records).toFixed(0),
      megabytes.toFixed(0),
    ]),
  );
  process.stdout.write(
    `Two threads are ${(one.seconds / two.seconds).toFixed(2)} times as fast.\n`,
  );
} finally {
  rmSync(home, { recursive: true });
}
