/**
 * How the engine grows with the list: the SDN list's parties, ten times as many, a hundred times,
 * and four million, by synthesis (bench/lib/synthesis.mjs). Every size is built, and then opened
 * and asked, in processes of its own, one after the other; what does not finish is said so.
 *
 *   --factors=1,10,100   multiples of the SDN list
 *   --entities=4000000   a number of parties; several with commas
 *   --keep               keep the index files in the temporary folder
 *   --save               write figures into bench/results
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEngine, writeSegment } from '../dist/matching/index.js';
import { needData } from './common.mjs';
import { exampleOf } from './lib/customers.mjs';
import { readTable } from './lib/labelled.mjs';
import { Report } from './lib/report.mjs';
import { readSdn } from './lib/sdn.mjs';
import { partiesOf, synthesise } from './lib/synthesis.mjs';
import { runWatched } from './lib/watched.mjs';

const GB = 2 ** 30;
const MOST_SECONDS_A_GROUP = 90;
const folder = join(tmpdir(), 'tamiz-bench-scaling');
const option = (name, otherwise) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;

/** Lays out `count` parties as a segment; keeps some of them as questions. */
async function build(count, path) {
  const parties = partiesOf(await readSdn());
  const questions = [];
  const every = Math.max(1, Math.floor(count / 1000));
  const started = performance.now();
  let done = 0;
  let making = 0;
  const counted = function* () {
    const made = synthesise(parties, count);
    for (;;) {
      const before = performance.now();
      const { value: entity, done: ended } = made.next();
      making += performance.now() - before;
      if (ended) break;
      if (done % every === 0) questions.push(questionOf(entity));
      if (++done % 20_000 === 0) progress(done, count, started);
      yield entity;
    }
    process.stderr.write('\n');
  };
  const source = { dataset: 'synthetic', title: 'synthetic', version: '1', published: null };
  const info = await writeSegment(path, counted(), source);
  writeFileSync(`${path}.questions`, JSON.stringify(questions));
  return {
    // What it takes to make the parties up is not the engine's.
    seconds: (performance.now() - started - making) / 1000,
    bytes: statSync(path).size,
    entities: info.entities,
    names: info.names,
  };
}

function progress(done, count, started) {
  const seconds = (performance.now() - started) / 1000;
  const memory = (process.memoryUsage.rss() / GB).toFixed(1);
  const rate = Math.round(done / seconds);
  process.stderr.write(`\r  ${done} of ${count} taken in, ${rate} a second, ${memory} GB   `);
}

/** A listed party as a customer file would have it: name as spoken, birth date. */
function questionOf(entity) {
  const name = entity.caption.split(', ').reverse().join(' ');
  const [date] = entity.schema === 'Person' ? entity.texts('birthDate') : [];
  const properties = { name: [name], ...(date && { birthDate: [date] }) };
  return { schema: entity.schema, properties };
}

/** Opens the segment and asks three kinds of questions, each twice: the second time counts. */
function ask(path) {
  const started = performance.now();
  const engine = openEngine([path]);
  const openMs = performance.now() - started;
  const opened = process.memoryUsage.rss();
  const customers = readTable('customers-mx.csv');
  const innocent = customers
    .filter((row) => row.expected === '')
    .slice(0, 2000)
    .map(exampleOf);
  const listed = customers
    .filter((row) => row.expected !== '')
    .slice(0, 1000)
    .map(exampleOf);
  const groups = [innocent, listed, JSON.parse(readFileSync(`${path}.questions`, 'utf8'))];
  const times = groups.map((examples) => {
    for (const example of examples.slice(0, 300)) engine.match(example);
    return timed(engine, examples);
  });
  return { openMs, opened, times };
}

function timed(engine, examples) {
  const times = [];
  let found = 0;
  const started = performance.now();
  for (const example of examples) {
    const before = performance.now();
    if (engine.match(example).total > 0) found++;
    times.push(performance.now() - before);
    if (performance.now() - started > MOST_SECONDS_A_GROUP * 1000) break;
  }
  return { times, found };
}

async function measureSize(name, count) {
  const path = join(folder, `${count}.seg`);
  process.stderr.write(`${name}: ${count} parties\n`);
  try {
    const built = await runWatched(fileURLToPath(import.meta.url), [`--build=${count}`, path]);
    process.stderr.write(`  built in ${built.seconds.toFixed(0)} s; asking\n`);
    const asked = await runWatched(fileURLToPath(import.meta.url), ['--ask', path]);
    return { name, count, built, asked };
  } catch (error) {
    process.stderr.write(`  ${error.message}\n`);
    return { name, count, failed: error.message.split('\n')[0].slice(0, 120) };
  } finally {
    if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true });
  }
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const ms = (n) => `${n < 10 ? n.toFixed(2) : n.toFixed(0)} ms`;

function rowsOf(sizes, cells, width) {
  return sizes.map((size) =>
    size.failed === undefined
      ? [size.name, ...cells(size)]
      : [size.name, `did not finish: ${size.failed}`, ...Array(width - 2).fill('')],
  );
}

async function main() {
  needData();
  mkdirSync(folder, { recursive: true });
  const report = new Report('scaling');
  const parties = partiesOf(await readSdn()).length;
  const factors = option('factors', '1,10,100').split(',').filter(Boolean).map(Number);
  const counts = option('entities', '4000000').split(',').filter(Boolean).map(Number);
  const sizes = [];
  for (const [name, count] of [
    ...factors.map((factor) => [`SDN × ${factor}`, factor * parties]),
    ...counts.map((count) => [`${count} parties`, count]),
  ]) {
    mkdirSync(folder, { recursive: true });
    sizes.push(await measureSize(name, count));
  }
  tables(report, sizes);
  report.finish();
}

function tables(report, sizes) {
  const gb = (bytes) => `${(bytes / GB).toFixed(2)} GB`;
  report.table(
    'Building and opening',
    [
      'list',
      'parties',
      'names',
      'built in',
      'peak memory',
      'file',
      'opened in',
      'peak memory when asked',
    ],
    rowsOf(
      sizes,
      ({ built, asked }) => [
        built.entities,
        built.names,
        `${built.seconds.toFixed(0)} s`,
        gb(built.peak),
        gb(built.bytes),
        ms(asked.openMs),
        gb(asked.peak),
      ],
      8,
    ),
    'Each in a process of its own; peak memory is the process’s maximum resident set, which ' +
      'while building holds the vocabulary of the synthesis as well.',
  );
  const groups = ['innocent customers', 'listed customers', 'listed parties'];
  report.table(
    'One question, one core',
    ['list', ...groups.map((group) => `${group}: found, p50, p99`), 'all: p99'],
    rowsOf(
      sizes,
      ({ asked }) => [
        ...asked.times.map(({ times, found }) => {
          const sorted = [...times].sort((a, b) => a - b);
          return `${found} of ${times.length}, ${ms(at(sorted, 0.5))}, ${ms(at(sorted, 0.99))}`;
        }),
        ms(allP99(asked)),
      ],
      5,
    ),
    'Customers with all their fields; listed parties by name as spoken, with birth date.',
  );
  for (const { count, failed, asked } of sizes.filter((size) => size.count >= 4_000_000)) {
    const measured = failed ?? `p99 ${ms(allP99(asked))}, ${gb(asked.peak)}`;
    const met = failed === undefined && allP99(asked) <= 10 && asked.peak < 6 * GB;
    report.target(`${count} synthetic entities`, 'opens, p99 ≤ 10 ms, < 6 GB', measured, met);
  }
}

const allP99 = (asked) => {
  const sorted = asked.times.flatMap(({ times }) => times).sort((a, b) => a - b);
  return at(sorted, 0.99);
};

const [, , first = '', path] = process.argv;
if (first.startsWith('--build=')) {
  process.send(await build(Number(first.slice('--build='.length)), path));
} else if (first === '--ask') process.send(ask(path));
else await main();
