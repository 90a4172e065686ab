/**
 * How often the engine is right on labelled customers: 2,000 records of listed people as customer
 * files write them, and 20,000 invented people with common names, against the SDN list.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { systemClock } from '../dist/base/index.js';
import { openScreener } from '../dist/screening/index.js';
import { data, freshHome, measure, needData, sdnFiles, table } from './common.mjs';

needData();
const home = freshHome();
measure(home, ['lists', 'import', 'us_ofac_sdn', ...sdnFiles]);
const { engine } = await openScreener({ home, clock: systemClock });

const customers = parse(readFileSync(join(data, 'matching', 'customers-mx.csv')), {
  columns: true,
});
const innocent = [];
const listed = [];
for (const customer of customers) {
  const { matches } = engine.match(exampleOf(customer), { threshold: 0.02, limit: 20 });
  if (customer.expected === '') {
    innocent.push(matches[0]?.score ?? 0);
  } else {
    const found = matches.find((match) => match.entity.id === `ofac-${customer.expected}`);
    listed.push({ score: found?.score ?? 0, kind: customer.kind });
  }
}
innocent.sort((a, b) => b - a);

const percent = (share) => `${(share * 100).toFixed(2)} %`;
const foundAt = (threshold) => listed.filter((l) => l.score >= threshold).length / listed.length;
const alertsAt = (threshold) => innocent.filter((s) => s >= threshold).length / innocent.length;

table(
  ['alerts on innocent customers', 'threshold', 'listed people found'],
  [0.003, 0.0005].map((share) => {
    const threshold = innocent[Math.floor(innocent.length * share)] + 1e-9;
    return [percent(share), threshold.toFixed(4), percent(foundAt(threshold))];
  }),
);
table(
  ['threshold', 'alerts on innocent customers', 'listed people found'],
  [0.5, 0.6, 0.7, 0.8, 0.9].map((t) => [t, percent(alertsAt(t)), percent(foundAt(t))]),
);
const kinds = [...new Set(listed.map((l) => l.kind))].sort();
table(
  ['how it was written', 'records', 'found at .7'],
  kinds.map((kind) => {
    const ones = listed.filter((l) => l.kind === kind);
    return [kind, ones.length, ones.filter((l) => l.score >= 0.7).length];
  }),
);
rmSync(home, { recursive: true });

/** A customer as a question, every field used. */
function exampleOf({ name, birth_date: birthDate, curp, country }) {
  const properties = { name: [name] };
  if (birthDate) properties.birthDate = [birthDate];
  if (curp) properties.idNumber = [curp];
  if (country) properties.country = [country];
  return { schema: 'Person', properties };
}
