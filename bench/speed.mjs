/**
 * Speed of the engine on one core, with the whole SDN list: how soon it answers after a start, how
 * long a question takes that finds nothing and one that finds somebody, and what each leaves behind
 * in memory. `--save` writes the figures into bench/results.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../dist/matching/index.js';
import { needData } from './common.mjs';
import { exampleOf } from './lib/customers.mjs';
import { readTable } from './lib/labelled.mjs';
import { Report } from './lib/report.mjs';
import { sdnEngine } from './lib/sdn.mjs';
import { startTimes } from './lib/starting.mjs';

const WARM_PASSES = 5;
const MOST_QUESTIONS = 5_000;
const BATCH = 100;
const MB = 2 ** 20;

needData();
const { path } = await sdnEngine();
const customers = readTable('customers-mx.csv');
const innocent = customers
  .filter((row) => row.expected === '')
  .map(exampleOf)
  .slice(0, MOST_QUESTIONS);
const listed = customers.filter((row) => row.expected !== '').map(exampleOf);
const named = (example) => ({ ...example, properties: { name: example.properties.name } });

async function main() {
  const report = new Report('speed');
  await starts(report);
  queries(report);
  memory(report);
  report.finish();
}

/** From the start of a process to its first answer, the index already built. */
async function starts(report) {
  const rows = await startTimes(path);
  report.table(
    'From the start of the process to the first answer',
    ['way in', 'median', 'best', 'worst', 'starts'],
    rows.map(({ name, times }) => [
      name,
      `${middle(times).toFixed(0)} ms`,
      `${times[0].toFixed(0)} ms`,
      `${times.at(-1).toFixed(0)} ms`,
      times.length,
    ]),
    'The index of the SDN list already built. A bare Node that does nothing is the least there is.',
  );
  for (const { name, times, target } of rows) {
    if (target === undefined) continue;
    const time = middle(times);
    const measure = `ready to answer after start, index already built: ${name}`;
    report.target(measure, `≤ ${target} ms`, `${time.toFixed(0)} ms`, time <= target);
  }
}

function queries(report) {
  const forms = [
    ['all fields', (example) => example],
    ['name only', named],
  ];
  const runs = forms.flatMap(([form, asked]) => {
    // A fresh engine: nothing has been asked before, and in the first form nothing is compiled.
    const engine = openEngine([path]);
    const runOf = (name, examples, isOf) => ({ name, ...timed(engine, examples.map(asked), isOf) });
    return [
      runOf(`finds nothing, ${form}`, innocent, (total) => total === 0),
      runOf(`finds somebody, ${form}`, listed, (total) => total > 0),
    ];
  });
  report.table(
    'One question, one core',
    [
      'question',
      'questions',
      'first pass p50',
      'p99',
      'warm p50',
      'p99',
      'p99 of all passes',
      'a second',
    ],
    runs.map(({ name, first, warm, all, rate }) => [
      name,
      first.length,
      ...[at(first, 0.5), at(first, 0.99), at(warm, 0.5), at(warm, 0.99), at(all, 0.99)].map(us),
      Math.round(rate),
    ]),
    `Warm: for each question the median of ${WARM_PASSES} passes, so that what the machine does ` +
      'beside does not count; “all passes” lets it count.',
  );
  const [none, some] = runs;
  for (const [measure, run, share, target] of [
    ['no-match query p50', none, 0.5, 60],
    ['no-match query p99', none, 0.99, 500],
    ['match query p99', some, 0.99, 2000],
  ]) {
    const ms = at(run.warm, share);
    report.target(`one core, whole SDN: ${measure}`, `≤ ${target} µs`, us(ms), ms * 1000 <= target);
  }
}

/**
 * Milliseconds of each question whose answer `isOf` the wanted kind: in the first pass, and as the
 * median of the passes after it.
 */
function timed(engine, examples, isOf) {
  const once = (example) => {
    const started = performance.now();
    const { total } = engine.match(example);
    return { example, ms: performance.now() - started, wanted: isOf(total) };
  };
  const asked = examples.map(once).filter(({ wanted }) => wanted);
  const first = Float64Array.from(asked, ({ ms }) => ms);
  const passes = Array.from({ length: WARM_PASSES }, () =>
    Float64Array.from(asked, ({ example }) => once(example).ms),
  );
  const warm = first.map((_, i) => middle(passes.map((times) => times[i]).sort((a, b) => a - b)));
  const all = Float64Array.from(passes.flatMap((times) => [...times]));
  const seconds = all.reduce((sum, ms) => sum + ms, 0) / 1000;
  return { first: first.sort(), warm: warm.sort(), all: all.sort(), rate: all.length / seconds };
}

function memory(report) {
  const nothing = allocationOf('nothing');
  const somebody = allocationOf('somebody');
  report.table(
    'Memory',
    ['what', ''],
    [
      ['index of the SDN list on disk', `${(statSync(path).size / MB).toFixed(1)} MB`],
      ['resident before opening the index', `${(nothing.bare / MB).toFixed(0)} MB`],
      ['resident after opening the index', `${(nothing.opened / MB).toFixed(0)} MB`],
      ['allocated by a question that finds nothing', bytes(nothing.each)],
      ['allocated by a question that finds somebody', bytes(somebody.each)],
    ],
    'Resident: with the 22,000 customers in memory. Allocation: growth of the heap while no ' +
      `garbage is collected, median of batches of ${BATCH}.`,
  );
}

/** Asks a process with a young generation so large that nothing is collected while it counts. */
function allocationOf(kind) {
  const flags = ['--expose-gc', '--max-semi-space-size=256', '--min-semi-space-size=256'];
  const args = [...flags, fileURLToPath(import.meta.url), `--allocation=${kind}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function allocated(nothing) {
  const examples = nothing ? innocent : listed;
  globalThis.gc();
  const bare = process.memoryUsage.rss();
  const engine = openEngine([path]);
  const opened = process.memoryUsage.rss();
  const asked = examples.filter((example) => engine.match(example).total > 0 !== nothing);
  const grown = [];
  for (let from = 0; from + BATCH <= asked.length && grown.length < 40; from += BATCH) {
    const batch = asked.slice(from, from + BATCH);
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (const example of batch) engine.match(example);
    grown.push((process.memoryUsage().heapUsed - before) / BATCH);
  }
  return { bare, opened, each: middle(grown.sort((a, b) => a - b)) };
}

function bytes(n) {
  return n < 10_000 ? `${Math.round(n)} bytes` : `${(n / 1024).toFixed(1)} kB`;
}

const us = (ms) => `${(ms * 1000).toFixed(0)} µs`;
const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
function middle(sorted) {
  return at(sorted, 0.5);
}

const child = process.argv.find((arg) => arg.startsWith('--allocation='));
if (child === undefined) await main();
else process.stdout.write(JSON.stringify(allocated(child.endsWith('=nothing'))));
