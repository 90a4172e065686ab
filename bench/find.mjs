/**
 * How long it takes to find documents among many, as a person to whom only some rows are shown:
 * the case of a customer, what waits for a decision, the first page of all. Real PostgreSQL,
 * synthetic cases.
 *
 *     npm run bench -- find [DOCUMENTS]
 */
import pg from 'pg';
import { CASE } from '../dist/cases/index.js';
import { openServer } from '../dist/store/database.js';
import { migrate } from '../dist/store/migrations.js';
import { readScoped } from '../dist/store/reader.js';
import { prepareFields } from '../dist/store/search-fields.js';
import { table } from './common.mjs';
import { startPostgres } from './lib/postgres.mjs';

const count = Number(process.argv[3] ?? 100_000);
const { url, stop } = await startPostgres();
const { db, close } = await openServer(url);
await migrate(db);
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(
  `insert into tamiz.document
   select 'main', 'case', 'c' || i, 1, '', jsonb_build_object(
     'customer', 'customer-' || i,
     'status', case when i % 50 = 0 then 'decision_proposed' else 'closed' end,
     'assignee', 'analyst-' || i % 20,
     'due', to_char(date '2026-01-01' + i % 300, 'YYYY-MM-DD'),
     'padding', repeat('x', 1500))
   from generate_series(1, $1) as i`,
  [count],
);
const begun = performance.now();
await prepareFields(db, new Map([[CASE.name, CASE]]));
const prepared = performance.now() - begun;
await client.query('vacuum analyze');
const searches = {
  'the case of a customer': { where: { customer: 'customer-777' } },
  'what waits for a decision, by day': {
    where: { status: 'decision_proposed' },
    orderBy: 'due',
    limit: 20,
  },
  'of two states, of one analyst': {
    where: { status: ['decision_proposed', 'closed'], assignee: 'analyst-3' },
  },
  'all, by day': { orderBy: 'due', descending: true },
  all: {},
};
const rows = [];
for (const [name, search] of Object.entries(searches)) {
  const times = [];
  let total = 0;
  for (let i = 0; i < 15; i++) {
    const started = performance.now();
    const scope = { tenant: 'main', compartments: [] };
    ({ total } = await readScoped(db, scope, (reader) => reader.find(CASE, search)));
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  rows.push([name, `${total}`, times[7].toFixed(1), times[14].toFixed(1)]);
}
table(['looked for', 'found', 'p50 ms', 'worst ms'], rows);
process.stdout.write(`${count} documents; their fields were filled in in ${prepared | 0} ms.\n`);
await client.end();
await close();
await stop();
