/**
 * What it takes to screen customers again when a list changes: a million invented customers (or as
 * many as the word behind says) are loaded and screened against the SDN list without 85 of its
 * people, then the whole list comes. At last everybody is asked about everything: what was found by
 * asking about the change alone must be the same. `npm run bench -- rescreening 100000` is done
 * sooner.
 */
import { createWriteStream, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { freshHome, measure, needData, sdnFiles, table } from './common.mjs';
import { customerLines } from './lib/customer-file.mjs';

const CHANGED = 85;
/** The line of a summary that counts customers. */
const lastSummary = (stderr) => stderr.match(/^.*(?:customers, |Customers: ).*$/m)?.[0] ?? '';

needData();
const records = Number(process.argv[3] ?? 1_000_000);
const home = freshHome();
try {
  const customers = join(home, 'customers.csv');
  await pipeline(Readable.from(customerLines(records)), createWriteStream(customers));
  const steps = [];
  const step = (what, ...words) => {
    const { seconds, megabytes, stdout, stderr } = measure(home, words);
    steps.push([what, seconds.toFixed(1), megabytes.toFixed(0), lastSummary(stderr)]);
    return stdout;
  };
  step('the list without 85 people is taken in', 'lists', 'import', 'us_ofac_sdn', ...without());
  // Builds the index of the list, which is not what is measured.
  measure(home, ['match', 'Ximena Satizabal']);
  step('customers are loaded', 'customers', 'load', customers);
  step('everybody is asked for the first time', 'customers', 'rescreen');
  step('nothing changed', 'customers', 'rescreen');
  step('the whole list is taken in', 'lists', 'import', 'us_ofac_sdn', ...sdnFiles);
  measure(home, ['match', 'Ximena Satizabal']);
  step('85 listings are new', 'customers', 'rescreen');
  const anew = ['customers', 'rescreen', '--dry-run', '--threshold', '0.70000001'];
  const differences = step('everybody is asked anew', ...anew);
  table(['step', 'seconds', 'peak MB', 'what came of it'], steps);
  if (differences !== '') throw new Error(`Asking everybody anew differs:\n${differences}`);
  process.stdout.write('Asking everybody anew finds the same hits.\n');
} finally {
  rmSync(home, { recursive: true });
}

/** The files of the list without 85 of its people, spread over all of it. */
function without() {
  const texts = sdnFiles.map((file) => gunzipSync(readFileSync(file)).toString('latin1'));
  const people = texts[0].split('\n').filter((line) => line.includes('"individual"'));
  const every = Math.floor(people.length / CHANGED);
  const gone = new Set(
    people
      .filter((_, at) => at % every === 0)
      .slice(0, CHANGED)
      .map((line) => line.split(',')[0]),
  );
  return texts.map((text, nth) => {
    const path = join(home, ['sdn.csv.gz', 'alt.csv.gz', 'add.csv.gz'][nth]);
    const kept = text.split('\n').filter((line) => !gone.has(line.split(',')[0]));
    writeFileSync(path, gzipSync(Buffer.from(kept.join('\n'), 'latin1')));
    return path;
  });
}
