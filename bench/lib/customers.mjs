/** The labelled customers against the SDN list: what is found at what price in false alarms. */
import { DEFAULT_THRESHOLD } from '../../dist/matching/index.js';
import { Baseline } from './jaro-winkler.mjs';
import { readTable } from './labelled.mjs';
import { percent } from './report.mjs';

/** Least score that is looked at: what is below is as good as not found. */
const LEAST = 0.01;

/** A customer as a question, every field used. */
export function exampleOf({ name, birth_date: birthDate, curp, country }) {
  const properties = { name: [name] };
  if (birthDate) properties.birthDate = [birthDate];
  if (curp) properties.idNumber = [curp];
  if (country) properties.country = [country];
  return { schema: 'Person', properties };
}

/** Asks for every customer; `nameOnly` leaves the other fields out. */
function askAll(engine, customers, nameOnly = false) {
  const innocent = [];
  const listed = [];
  const pairs = [];
  for (const customer of customers) {
    const example = exampleOf(nameOnly ? { name: customer.name } : customer);
    const { matches } = engine.match(example, { threshold: LEAST, limit: 20 });
    const right = ({ entity }) => entity.id === `ofac-${customer.expected}`;
    for (const match of matches) pairs.push({ score: match.score, same: right(match) });
    if (customer.expected === '') innocent.push(matches[0]?.score ?? 0);
    else listed.push({ score: matches.find(right)?.score ?? 0, kind: customer.kind });
  }
  return { innocent, listed, pairs };
}

/** The same asked of the baseline, by name, among persons. */
function askBaseline(engine, customers) {
  const baseline = personBaseline(engine);
  const innocent = [];
  const listed = [];
  for (const customer of customers) {
    const found = baseline.ask(customer.name, 0.8);
    if (customer.expected === '') innocent.push(found[0]?.score ?? 0);
    else {
      const right = found.find(({ id }) => id === `ofac-${customer.expected}`);
      listed.push({ score: right?.score ?? 0, kind: customer.kind });
    }
  }
  return { innocent, listed };
}

/** The baseline over every name of every listed person. */
export function personBaseline(engine) {
  const baseline = new Baseline();
  for (const entity of engine.entities()) {
    if (entity.schema !== 'Person') continue;
    for (const property of ['name', 'alias', 'weakAlias', 'previousName']) {
      for (const name of entity.texts(property)) baseline.add(entity.id, name);
    }
  }
  return baseline;
}

/** Share found and share of alarms at every threshold that an innocent customer's score sets. */
export function detection({ innocent, listed }) {
  const points = [];
  const scores = [...new Set(innocent)].filter((s) => s > 0).sort((a, b) => b - a);
  // Without any alarm: above the highest score of an innocent one.
  points.push({ alarms: 0, found: shareAbove(listed, (scores[0] ?? 0) + 1e-9) });
  for (const score of scores) {
    const alarms = innocent.filter((s) => s >= score).length / innocent.length;
    if (alarms > 0.1) break;
    points.push({ alarms, found: shareAbove(listed, score) });
  }
  return points;
}

const shareAbove = (listed, threshold) =>
  listed.filter(({ score }) => score >= threshold).length / listed.length;

/** The best that can be had without more than `share` alarms. */
function foundAt({ innocent, listed }, share) {
  const sorted = [...innocent].sort((a, b) => b - a);
  const threshold = sorted[Math.floor(sorted.length * share)] + 1e-9;
  return { threshold, found: shareAbove(listed, threshold) };
}

/** All tables of the customers; returns what the pictures show. */
export function customersReport(report, engine, { baseline = false } = {}) {
  const customers = readTable('customers-mx.csv');
  const full = askAll(engine, customers);
  const runs = [
    ['all fields', full],
    ['name only', askAll(engine, customers, true)],
    ...(baseline ? [['token Jaro-Winkler, name only', askBaseline(engine, customers)]] : []),
  ];
  report.table(
    'Labelled customers: found at a given share of false alarms',
    ['asked with', 'alarms on innocent customers', 'threshold', 'listed people found'],
    runs.flatMap(([name, run]) =>
      [0.003, 0.0005].map((share) => {
        const { threshold, found } = foundAt(run, share);
        return [name, percent(share), threshold.toFixed(4), percent(found)];
      }),
    ),
    `${full.innocent.length} invented and ${full.listed.length} listed people, SDN list.`,
  );
  for (const [share, least] of [
    [0.003, 0.985],
    [0.0005, 0.93],
  ]) {
    const { found } = foundAt(full, share);
    const measure = `labelled customers: found at ${percent(share)} alarms`;
    report.target(measure, `≥ ${percent(least, 1)}`, percent(found), found >= least);
  }
  const thresholds = [...new Set([0.5, 0.6, 0.7, 0.8, 0.9, DEFAULT_THRESHOLD])].sort();
  report.table(
    'Labelled customers: at given thresholds, all fields',
    ['threshold', 'alarms on innocent customers', 'listed people found'],
    thresholds.map((t) => [
      t,
      percent(full.innocent.filter((s) => s >= t).length / full.innocent.length),
      percent(shareAbove(full.listed, t)),
    ]),
  );
  const kinds = [...new Set(full.listed.map((l) => l.kind))].sort();
  report.table(
    `Labelled customers: by how they were written, at ${DEFAULT_THRESHOLD}`,
    ['how it was written', 'records', 'found', 'share'],
    kinds.map((kind) => {
      const ones = full.listed.filter((l) => l.kind === kind);
      const found = ones.filter((l) => l.score >= DEFAULT_THRESHOLD).length;
      return [kind, ones.length, found, percent(found / ones.length, 1)];
    }),
  );
  return {
    runs: runs.map(([name, run]) => ({ name, points: detection(run) })),
    pairs: full.pairs,
    // By name only, ours and, where it was asked, the baseline's.
    thresholds: runs.slice(1).map(([, run]) => foundAt(run, 0.003).threshold),
  };
}
