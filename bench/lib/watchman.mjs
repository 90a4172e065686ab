/** Labelled customers asked of a running Watchman and of Tamiz, in turn. */
import { exampleOf } from './customers.mjs';
import { readTable } from './labelled.mjs';
import { percent } from './report.mjs';

/** Every k-th row, so that the sample holds every kind of record. */
const spread = (rows, count) => {
  const every = Math.max(1, Math.floor(rows.length / count));
  return rows.filter((_, index) => index % every === 0).slice(0, count);
};

/** Watchman's answer to a customer: the listings with their scores, best first. */
async function askWatchman(address, row) {
  const url = new URL('/v2/search', address);
  const asked = { name: row.name, type: 'person', limit: '20', minMatch: '0.01' };
  if (row.birth_date) asked.birthDate = row.birth_date;
  if (row.curp) asked['gov_curp'] = `MX:${row.curp}`;
  url.search = new URLSearchParams(asked).toString();
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`Watchman: ${answer.status} ${await answer.text()}`);
  const { entities } = await answer.json();
  return (entities ?? []).map(({ sourceID, match }) => ({ id: `ofac-${sourceID}`, score: match }));
}

function askTamiz(engine, row) {
  const { matches } = engine.match(exampleOf(row), { threshold: 0.01, limit: 20 });
  return matches.map(({ entity, score }) => ({ id: entity.id, score }));
}

/** Median milliseconds of an HTTP answer that needs no search. */
async function overhead(address) {
  const times = [];
  for (let i = 0; i < 200; i++) {
    const started = performance.now();
    await (await fetch(new URL('/v2/nothing', address))).text();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[100];
}

/** Asks one after the other, the first fifty twice, so that nothing is cold. */
async function run(rows, ask) {
  for (const row of rows.slice(0, 50)) await ask(row);
  const times = [];
  const innocent = [];
  const listed = [];
  for (const row of rows) {
    const started = performance.now();
    const found = await ask(row);
    times.push(performance.now() - started);
    if (row.expected === '') innocent.push(found[0]?.score ?? 0);
    else listed.push(found.find(({ id }) => id === `ofac-${row.expected}`)?.score ?? 0);
  }
  times.sort((a, b) => a - b);
  innocent.sort((a, b) => b - a);
  return { times, innocent, listed };
}

export async function watchmanReport(report, engine, address, sample) {
  if (address === undefined) {
    process.stderr.write('Watchman is not measured: no address was given (--watchman=URL).\n');
    return;
  }
  const http = await overhead(address);
  const customers = readTable('customers-mx.csv');
  const rows = [
    ...spread(
      customers.filter((row) => row.expected === ''),
      sample,
    ),
    ...spread(
      customers.filter((row) => row.expected !== ''),
      sample,
    ),
  ];
  const runs = [
    ['Tamiz, in the process', await run(rows, async (row) => askTamiz(engine, row))],
    ['Watchman, over HTTP', await run(rows, (row) => askWatchman(address, row))],
  ];
  const at = (sorted, share) => sorted[Math.floor(sorted.length * share)];
  const found = ({ innocent, listed }, alarms) => {
    const threshold = innocent[Math.floor(innocent.length * alarms)] + 1e-9;
    return percent(listed.filter((score) => score >= threshold).length / listed.length, 1);
  };
  report.table(
    'Labelled customers, SDN list',
    ['by', 'p50', 'p99', 'found without alarm', 'found at 0.3 % alarms', 'found at 1 % alarms'],
    runs.map(([name, result]) => [
      name,
      `${at(result.times, 0.5).toFixed(2)} ms`,
      `${at(result.times, 0.99).toFixed(2)} ms`,
      ...[0, 0.003, 0.01].map((alarms) => found(result, alarms)),
    ]),
    `${sample} innocent and ${sample} listed customers with name, birth date and CURP, one at a ` +
      `time. An HTTP answer without any search takes ${http.toFixed(2)} ms here.`,
  );
}
