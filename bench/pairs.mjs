/**
 * How often the engine is right about two names, at the default threshold, each pair on its own:
 * the labelled name pairs of nomenklatura's bench, and different listed people who share their
 * surnames. And how often invented people of many countries raise an alarm on the whole SDN list.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { systemClock } from '../dist/base/index.js';
import { EntityBuilder } from '../dist/entity/index.js';
import { buildEngine, DEFAULT_THRESHOLD } from '../dist/matching/index.js';
import { openScreener } from '../dist/screening/index.js';
import { data, freshHome, measure, needData, sdnFiles, table } from './common.mjs';

needData();
const read = (...path) => {
  const bytes = readFileSync(join(data, 'matching', ...path));
  return parse(path.at(-1).endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
};
const percent = (share) => `${(share * 100).toFixed(2)} %`;

/** Whether asking for one name finds a list that holds only the other. */
function matches(schema, asked, listed) {
  const source = { dataset: 'pair', record: '1', knownAt: '' };
  const entity = new EntityBuilder('pair', schema, source).add('name', listed).build();
  const info = { dataset: 'pair', title: 'pair', version: '1', published: null };
  const engine = buildEngine([{ source: info, entities: [entity] }]);
  return engine.match({ schema, properties: { name: [asked] } }).total > 0;
}

function scores(rows) {
  const count = { true: { true: 0, false: 0 }, false: { true: 0, false: 0 } };
  for (const row of rows) count[row.is_match][String(row.found)]++;
  const precision = count.true.true / (count.true.true + count.false.true);
  const recall = count.true.true / (count.true.true + count.true.false);
  const f1 = (2 * precision * recall) / (precision + recall);
  return [rows.length, ...[precision, recall, f1].map((n) => n.toFixed(3))];
}

const pairs = read('name_bench.csv').map((row) => ({
  ...row,
  found: matches(row.schema, row.name1, row.name2),
}));
// The label's text is the data set's own.
const firm = (row) => !Object.values(row).includes('LLM-proposed deviation');
const person = (row) => row.schema === 'Person';
table(
  ['name pairs', 'rows', 'precision', 'recall', 'F1'],
  [
    ['all', ...scores(pairs)],
    ['without softly labelled ones', ...scores(pairs.filter(firm))],
    ['persons', ...scores(pairs.filter(person))],
    ['persons, without softly labelled ones', ...scores(pairs.filter(person).filter(firm))],
  ],
);

const siblings = read('ofac_sibling_negatives.csv');
const taken = siblings.filter((row) => matches('Person', row.name1, row.name2)).length;
const rows = [
  [`listed siblings taken for one another (${siblings.length})`, taken / siblings.length],
];

const home = freshHome();
measure(home, ['lists', 'import', 'us_ofac_sdn', ...sdnFiles]);
const { engine } = await openScreener({ home, clock: systemClock });
const people = read('people_not_listed_us.csv.gz').slice(0, 5_000);
const alarms = (properties) =>
  people.filter((p) => engine.match({ schema: 'Person', properties: properties(p) }).total > 0)
    .length / people.length;
const named = (p) => ({ name: [p.full_name] });
const dated = (p) => ({ ...named(p), birthDate: [p.date_of_birth] });
rows.push([`alarms on invented people, name and birth date (${people.length})`, alarms(dated)]);
rows.push([`alarms on invented people, name only (${people.length})`, alarms(named)]);
table(
  [`at ${DEFAULT_THRESHOLD}`, 'share'],
  rows.map(([name, share]) => [name, percent(share)]),
);
rmSync(home, { recursive: true });
