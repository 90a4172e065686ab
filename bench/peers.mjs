/**
 * The same questions to Tamiz and to what others use, in one run on one machine: nomenklatura's
 * LogicV2 (the matcher of yente) and Moov's Watchman, whichever is there. bench/peers/README.md
 * says how to install them; nothing else needs them.
 *
 *   --python=PATH    a Python that has nomenklatura (or TAMIZ_BENCH_PYTHON; else python3)
 *   --watchman=URL   a running Watchman with the SDN list (or TAMIZ_BENCH_WATCHMAN)
 *   --sample=N       customers of each kind that Watchman is asked for (1000)
 *   --save           write figures and pictures into bench/results
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { toFtm } from '../dist/entity/index.js';
import { DEFAULT_THRESHOLD } from '../dist/matching/index.js';
import { root } from '../tools/steps.mjs';
import { needData } from './common.mjs';
import { precisionRecallChart } from './lib/charts.mjs';
import { averagePrecision, judge, precisionRecall } from './lib/counts.mjs';
import { exampleOf } from './lib/customers.mjs';
import { scorePair } from './lib/judge.mjs';
import { readEntityBench, readOwnCases, readTable } from './lib/labelled.mjs';
import { percent, Report, rounded } from './lib/report.mjs';
import { sdnEngine } from './lib/sdn.mjs';
import { watchmanReport } from './lib/watchman.mjs';

const BRUTE_QUESTIONS = 3;
const BRUTE = 'brute';
const option = (name) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ??
  process.env[`TAMIZ_BENCH_${name.toUpperCase()}`];

const named = (schema, query, listing, same) => ({
  schema,
  query: { name: [query] },
  listing: { name: [listing] },
  same,
});

/** Every labelled set of pairs, in one form. */
function pairSets() {
  const bench = readTable('name_bench.csv').map((row) => ({
    ...named(row.schema, row.name1, row.name2, row.is_match === 'true'),
    firm: !Object.values(row).includes('LLM-proposed deviation'),
  }));
  const siblings = readTable('ofac_sibling_negatives.csv');
  return [
    ['name bench', bench],
    ['name bench, without softly labelled ones', bench.filter((pair) => pair.firm)],
    ['entity bench', readEntityBench()],
    ['listed siblings', siblings.map((row) => named('Person', row.name1, row.name2, false))],
    ['our own cases', readOwnCases()],
  ];
}

/** LogicV2's scores of every set and the CPU seconds they took; undefined where it is absent. */
function logicV2(sets) {
  const python = option('python') ?? 'python3';
  const input = sets.flatMap(([set, pairs]) =>
    pairs.map(({ schema, query, listing }) => JSON.stringify({ set, schema, query, listing })),
  );
  const script = join(root, 'bench', 'peers', 'logic_v2.py');
  const options = { input: input.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync(python, [script], options);
  if (status === 0) return JSON.parse(stdout);
  const reason = stderr?.trim().split('\n').at(-1) ?? 'no such program';
  process.stderr.write(`LogicV2 is not measured: ${python}: ${reason}\n`);
  return undefined;
}

function comparePairs(report, sets, peer) {
  const rows = [];
  for (const [name, pairs] of sets) {
    const ours = pairs.map((p) => ({ ...p, score: scorePair(p.schema, p.query, p.listing) }));
    const { scores } = peer.sets[name];
    const theirs = pairs.map((p, index) => ({ ...p, score: scores[index] }));
    rows.push([name, pairs.length, 'Tamiz', ...figuresOf(ours, DEFAULT_THRESHOLD)]);
    rows.push([name, pairs.length, 'LogicV2', ...figuresOf(theirs, 0.7)]);
    if (name === 'our own cases') draw(report, ours, theirs);
  }
  report.table(
    `The same pairs, nomenklatura ${peer.version}`,
    ['pairs', 'rows', 'by', 'right', 'precision', 'recall', 'F1', 'average precision'],
    rows,
    `Tamiz at ${DEFAULT_THRESHOLD}, LogicV2 at .7. The name and entity benches are ` +
      "nomenklatura's own, " +
      'our own cases are ours; each was written beside its engine.',
  );
}

function draw(report, ours, theirs) {
  const title = 'Our own cases: Tamiz and LogicV2';
  const svg = precisionRecallChart(title, `${ours.length} synthetic pairs of bench/cases`, [
    { name: 'Tamiz', rows: ours, mark: DEFAULT_THRESHOLD },
    { name: 'LogicV2', rows: theirs, mark: 0.7 },
  ]);
  report.picture({ file: 'peers-own-cases.svg', title, svg });
}

function figuresOf(rows, threshold) {
  const { right, precision, recall, f1, same } = judge(rows, threshold);
  const share = percent(right / rows.length, 1);
  // Without any true pair there is nothing to recall.
  if (same === 0) return [share, '', '', '', ''];
  const area = averagePrecision(precisionRecall(rows));
  return [share, ...[precision, recall, f1, area].map(rounded)];
}

/** A few listed customers, and each of them paired with every listed person. */
function bruteForce(engine) {
  const people = [...engine.entities()]
    .filter((entity) => entity.schema === 'Person')
    .map((entity) => toFtm(entity).properties);
  const examples = readTable('customers-mx.csv')
    .filter((row) => row.expected !== '')
    .slice(0, BRUTE_QUESTIONS)
    .map(exampleOf);
  const pairs = examples.flatMap(({ schema, properties: query }) =>
    people.map((listing) => ({ schema, query, listing })),
  );
  return { people: people.length, examples, pairs };
}

/** Customers against every listed person: by comparing with each, and by our index. */
function compareTimes(report, engine, { people, examples }, peer) {
  for (let i = 0; i < 200; i++) for (const example of examples) engine.match(example);
  const before = process.cpuUsage();
  for (let i = 0; i < 200; i++) for (const example of examples) engine.match(example);
  const { user, system } = process.cpuUsage(before);
  const ours = (user + system) / 1000 / 200 / examples.length;
  const theirs = (peer.sets[BRUTE].seconds * 1000) / examples.length;
  report.table(
    'One customer against every listed person, one core',
    ['by', 'CPU milliseconds a question', 'as multiple of Tamiz'],
    [
      ['Tamiz, by its index, exact', ours.toFixed(3), '1'],
      ['LogicV2, comparing with each', theirs.toFixed(0), (theirs / ours).toFixed(0)],
      ['LogicV2, one pair', (theirs / people).toFixed(4), (theirs / people / ours).toFixed(3)],
    ],
    `${examples.length} listed customers, warm; ${people} listed persons. yente does not compare ` +
      'with each: a search engine first picks candidates for LogicV2, and may miss some.',
  );
}

needData();
const report = new Report('peers');
const { engine } = await sdnEngine();
const sets = pairSets();
const brute = bruteForce(engine);
const peer = logicV2([...sets, [BRUTE, brute.pairs]]);
if (peer !== undefined) {
  comparePairs(report, sets, peer);
  compareTimes(report, engine, brute, peer);
}
await watchmanReport(report, engine, option('watchman'), Number(option('sample') ?? 1000));
report.finish();
