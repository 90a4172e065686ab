/**
 * What it takes to screen customers again when a list changes: a million invented customers (or as
 * many as the word behind says) are loaded and screened against the SDN list without 85 of its
 * people, then the whole list comes. At last everybody is asked about everything: what was found by
 * asking about the change alone must be the same. All of it is done in a folder without a journal
 * and in one with, which says what taking everybody down costs; a number behind says how often.
 * `npm run bench -- rescreening 100000 3` is done sooner.
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
const rounds = Number(process.argv[4] ?? 1);
const FIRST = 'everybody is asked for the first time';
const CHANGE = '85 listings are new';
const ANEW = 'everybody is asked anew';
/** By step, the seconds of each round without a journal and with one, also of the processor. */
const seconds = new Map([FIRST, CHANGE, ANEW].map((step) => [step, { without: [], with: [] }]));

for (let round = 0; round < rounds; round++) {
  // Each goes first in turn, as a machine may get slower while it works.
  for (const recorded of round % 2 === 0 ? [false, true] : [true, false]) await oneRound(recorded);
}
const least = (of, key) => Math.min(...of.map((one) => one[key]));
table(
  ['step', 'seconds without a journal', 'with one', 'ratio', 'processor without', 'with', 'ratio'],
  [...seconds].map(([step, taken]) => [
    step,
    ...['took', 'cpu'].flatMap((key) => {
      const [without, recorded] = [least(taken.without, key), least(taken.with, key)];
      return [without.toFixed(1), recorded.toFixed(1), (recorded / without).toFixed(3)];
    }),
  ]),
);

async function customersIn(home) {
  const customers = join(home, 'customers.csv');
  await pipeline(Readable.from(customerLines(records)), createWriteStream(customers));
  return customers;
}

/** Does all of it once, in a folder of its own. */
async function oneRound(recorded) {
  const home = freshHome();
  try {
    const customers = await customersIn(home);
    const steps = [];
    const step = (what, ...words) => {
      const { seconds: took, cpu, megabytes, stdout, stderr } = measure(home, words);
      steps.push([what, took.toFixed(1), megabytes.toFixed(0), lastSummary(stderr)]);
      seconds.get(what)?.[recorded ? 'with' : 'without'].push({ took, cpu });
      return stdout;
    };
    if (recorded) measure(home, ['journal', 'create']);
    step(
      'the list without 85 people is taken in',
      'lists',
      'import',
      'us_ofac_sdn',
      ...without(home),
    );
    // Builds the index of the list, which is not what is measured.
    measure(home, ['match', 'Ximena Satizabal']);
    step('customers are loaded', 'customers', 'load', customers);
    step(FIRST, 'customers', 'rescreen');
    step('nothing changed', 'customers', 'rescreen');
    step('the whole list is taken in', 'lists', 'import', 'us_ofac_sdn', ...sdnFiles);
    measure(home, ['match', 'Ximena Satizabal']);
    step(CHANGE, 'customers', 'rescreen');
    const anew = ['customers', 'rescreen', '--dry-run', '--threshold', '0.70000001'];
    const differences = step(ANEW, ...anew);
    process.stdout.write(recorded ? '\nWith a journal:\n' : '\nWithout a journal:\n');
    table(['step', 'seconds', 'peak MB', 'what came of it'], steps);
    if (differences !== '') throw new Error(`Asking everybody anew differs:\n${differences}`);
    process.stdout.write('Asking everybody anew finds the same hits.\n');
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** The files of the list without 85 of its people, spread over all of it. */
function without(home) {
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
