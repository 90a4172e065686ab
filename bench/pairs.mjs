/**
 * How often the engine is right about two parties, each pair on its own: the labelled name pairs of
 * nomenklatura's bench beside the scores that its LogicV2 gave them, its pairs of entities, its
 * ranking cases, different listed people who share their surnames, and our own synthetic cases.
 * With `--wrong` every pair that is judged wrongly is printed.
 */
import { DEFAULT_THRESHOLD } from '../dist/matching/index.js';
import { needData } from './common.mjs';
import { precisionRecallChart, reliabilityReport } from './lib/charts.mjs';
import { averagePrecision, bestF1, judge, precisionRecall } from './lib/counts.mjs';
import { engineOf, scoreIn, scorePair } from './lib/judge.mjs';
import { readEntityBench, readOwnCases, readRankingCases, readTable } from './lib/labelled.mjs';
import { percent, Report, rounded } from './lib/report.mjs';

const report = new Report('pairs');

/** Name pairs with our score and LogicV2's. */
function nameBench() {
  const frozen = new Map(
    readTable('name_bench_logicv2.csv').map((row) => [keyOf(row), Number(row.score)]),
  );
  const rows = readTable('name_bench.csv').map((row) => ({
    text: `${row.schema}: ${row.name1} | ${row.name2} (${row.notes})`,
    same: row.is_match === 'true',
    // The label's text is the data set's own.
    firm: !Object.values(row).includes('LLM-proposed deviation'),
    person: row.schema === 'Person',
    score: scorePair(row.schema, { name: [row.name1] }, { name: [row.name2] }),
    logicV2: frozen.get(keyOf(row)),
  }));
  const parts = [
    ['all', () => true, 0.85],
    ['without softly labelled ones', (row) => row.firm, 0.95],
    ['persons', (row) => row.person, 0.88],
    ['persons, without softly labelled ones', (row) => row.person && row.firm],
  ];
  const table = parts.flatMap(([name, belongs, target]) => {
    const ours = rows.filter(belongs);
    const known = ours.filter((row) => row.logicV2 !== undefined);
    const theirs = known.map((row) => ({ ...row, score: row.logicV2 }));
    const { f1 } = judge(ours, DEFAULT_THRESHOLD);
    if (target !== undefined) {
      report.target(`name bench, ${name}: F1`, `≥ ${target}`, rounded(f1), f1 >= target);
    }
    return [
      [name, 'Tamiz', ...qualityOf(ours, DEFAULT_THRESHOLD)],
      [name, 'LogicV2 (frozen)', ...qualityOf(theirs, 0.7)],
    ];
  });
  report.table(
    'Name pairs',
    ['part', 'by', 'rows', 'precision', 'recall', 'F1', 'average precision', 'best F1 (at)'],
    table,
    `Tamiz at its default threshold ${DEFAULT_THRESHOLD}, LogicV2 at its .7. ` +
      'LogicV2 has no frozen score for a few rows; those are left out of its lines only.',
  );
  pictures(rows, parts);
  return rows;
}

function pictures(rows, parts) {
  const files = ['all', 'firm', 'persons', 'persons-firm'];
  parts.forEach(([name, belongs], index) => {
    const ours = rows.filter(belongs);
    const theirs = ours
      .filter((row) => row.logicV2 !== undefined)
      .map((row) => ({ ...row, score: row.logicV2 }));
    const title = `Name bench, ${name}`;
    const svg = precisionRecallChart(title, `${ours.length} pairs of names`, [
      { name: 'Tamiz', rows: ours, mark: DEFAULT_THRESHOLD },
      { name: 'LogicV2 (frozen scores)', rows: theirs, mark: 0.7 },
    ]);
    report.picture({ file: `name-bench-${files[index]}.svg`, title, svg });
  });
}

const keyOf = (row) => [row.schema, row.name1, row.name2, row.is_match].join('\t');

function qualityOf(rows, threshold) {
  const { precision, recall, f1 } = judge(rows, threshold);
  const curve = precisionRecall(rows);
  const best = bestF1(curve);
  return [
    rows.length,
    ...[precision, recall, f1, averagePrecision(curve)].map(rounded),
    `${rounded(best.f1)} (${best.threshold.toFixed(2)})`,
  ];
}

/** Pairs with properties: the entity bench, and our own cases by the file they stand in. */
function entityPairs(cases) {
  return cases.map((one) => ({ ...one, score: scorePair(one.schema, one.query, one.listing) }));
}

function rightTable(title, groups, note) {
  report.table(
    title,
    ['part', 'pairs', 'right', 'share right', 'missed', 'false alarms'],
    groups.map(([name, rows]) => {
      const { right, missed, alarms } = judge(rows, DEFAULT_THRESHOLD);
      return [name, rows.length, right, percent(right / rows.length, 1), missed, alarms];
    }),
    note,
  );
}

function entityBench() {
  const rows = entityPairs(readEntityBench());
  const { right } = judge(rows, DEFAULT_THRESHOLD);
  const share = right / rows.length;
  report.target('entity bench: right', '≥ 95 %', percent(share, 1), share >= 0.95);
  const schemas = [...new Set(rows.map((row) => row.schema))];
  rightTable('Entity bench', [
    ['all', rows],
    ...schemas.map((schema) => [schema, rows.filter((row) => row.schema === schema)]),
  ]);
  return rows.map((row) => ({ ...row, text: textOf(row) }));
}

function ownCases() {
  const rows = entityPairs(readOwnCases());
  if (rows.length === 0) return [];
  const groups = [...new Set(rows.map((row) => row.group))];
  rightTable(
    'Our own cases',
    [['all', rows], ...groups.map((group) => [group, rows.filter((row) => row.group === group)])],
    'Synthetic Mexican and Latin American pairs, in `bench/cases`.',
  );
  return rows.map((row) => ({ ...row, text: `${row.group}: ${textOf(row)} (${row.why})` }));
}

const textOf = ({ schema, query, listing }) =>
  `${schema}: ${JSON.stringify(query)} | ${JSON.stringify(listing)}`;

function ranking() {
  const cases = readRankingCases().map(({ schema, better, worse, result }) => {
    const engine = engineOf(schema, result);
    const [high, low] = [better, worse].map((query) => scoreIn(engine, schema, query));
    return { right: high > low, high, low, schema, better, worse };
  });
  const right = cases.filter((one) => one.right).length;
  report.target('ranking cases', 'all', `${right} of ${cases.length}`, right === cases.length);
  report.show(
    'Ranking cases',
    ['better', 'its score', 'worse', 'its score', ''],
    cases.map(({ better, high, worse, low, right: ok }) => [
      JSON.stringify(better),
      high.toFixed(4),
      JSON.stringify(worse),
      low.toFixed(4),
      ok ? 'right' : 'wrong',
    ]),
  );
}

function siblings() {
  const rows = readTable('ofac_sibling_negatives.csv').map((row) => ({
    text: `siblings: ${row.name1} | ${row.name2}`,
    same: false,
    score: scorePair('Person', { name: [row.name1] }, { name: [row.name2] }),
  }));
  const { alarms } = judge(rows, DEFAULT_THRESHOLD);
  const share = alarms / rows.length;
  const measured = `${percent(share)} (${alarms} of ${rows.length})`;
  report.target('listed siblings taken for one another', '≤ 3 %', measured, share <= 0.03);
  return rows;
}

needData();
const judged = [nameBench(), entityBench(), siblings(), ownCases()];
ranking();
reliabilityReport(
  report,
  'reliability-pairs.svg',
  'Do scores keep what they promise? Labelled pairs',
  'All pairs of this page except the ranking cases; the share of true pairs in them is not that ' +
    'of a customer file.',
  judged.flat(),
);
if (process.argv.includes('--wrong')) {
  const rows = judged.flat().filter((row) => row.same !== row.score >= DEFAULT_THRESHOLD);
  report.show(
    'Judged wrongly',
    ['labelled', 'score', 'pair'],
    rows.map(({ same, score, text }) => [same ? 'same' : 'different', score.toFixed(4), text]),
  );
}
report.finish();
