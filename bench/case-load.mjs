/**
 * How long a step of a case takes when many people work: two real servers over one PostgreSQL
 * database, of which the first has the journal. In the end it looks whether anything that was
 * acknowledged is missing, whether the database had deadlocks, whether the tables made anew from
 * the journal are the same, and whether the journal verifies.
 *
 *     npm run bench -- case-load [--seconds N] [--users N] [--pause MS]
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { freshHome, table } from './common.mjs';
import { Caseload } from './lib/caseload.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { seeded } from './lib/random.mjs';
import { closeConnections, joinWith, serve, signIn, stopServer, tamiz } from './lib/servers.mjs';

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seconds: { type: 'string', default: '60' },
    users: { type: 'string', default: '50' },
    /** What a person thinks between two steps, at most. */
    pause: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const seconds = Number(options.seconds);
const users = Number(options.users);
const { next: random } = seeded(Number(options.seed));
const load = new Caseload(random, users);

async function people(addresses, admin) {
  const all = [];
  for (let i = 0; i < users; i++) {
    const isReviewer = i % 5 === 0;
    const handle = `${isReviewer ? 'reviewer' : 'analyst'}-${i}`;
    const body = { name: `Nadie ${i}`, roles: [isReviewer ? 'reviewer' : 'analyst'] };
    const { json } = await admin('POST', `/v1/users/${handle}/invite`, { body });
    const where = addresses[i % addresses.length];
    await joinWith(where, json.token);
    all.push({ handle, isReviewer, by: await signIn(where, handle) });
  }
  return all;
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const home = freshHome();
const second = freshHome();
const { url, stop } = await startPostgres();
const env = { TAMIZ_DATABASE: url, TAMIZ_KEEPER_TOKEN: randomBytes(32).toString('hex') };
tamiz(home, env, 'journal', 'create');
const keeper = await serve(home, env);
const token = await keeper.find(/#\/join\/(\S+)/);
const other = await serve(second, env, '--keeper', keeper.address);
await joinWith(keeper.address, token);
const admin = await signIn(keeper.address, 'admin');
const all = await people([keeper.address, other.address], admin);
process.stderr.write(`${users} people, two servers, ${seconds} s, seed ${options.seed}\n`);
const until = performance.now() + seconds * 1000;
await Promise.all(
  all.map(async ({ handle, isReviewer, by }) => {
    while (performance.now() < until) {
      await (isReviewer ? load.review(by) : load.work(by, handle));
      await setTimeout(random() * Number(options.pause));
    }
  }),
);

const rows = [...load.times].map(([name, times]) => {
  const sorted = times.sort((a, b) => a - b);
  const ms = (share) => at(sorted, share).toFixed(1);
  return [name, String(sorted.length), ms(0.5), ms(0.95), ms(0.99)];
});
table(['step', 'done', 'p50 ms', 'p95 ms', 'p99 ms'], rows);
const actions = [...load.times].filter(([name]) => !['read', 'list', 'alerts'].includes(name));
const everything = actions.flatMap(([, times]) => times).sort((a, b) => a - b);
const answers = [...load.statuses.values()].reduce((sum, count) => sum + count, 0);
process.stdout.write(
  `All steps of cases: ${everything.length}, p50 ${at(everything, 0.5).toFixed(1)} ms, ` +
    `p95 ${at(everything, 0.95).toFixed(1)} ms; ${(answers / seconds).toFixed(0)} requests a ` +
    `second. Answers by status: ${JSON.stringify(Object.fromEntries(load.statuses))}\n`,
);

const client = new pg.Client({ connectionString: url });
await client.connect();
const thereAre = async (query) => new Set((await client.query(query)).rows.map(({ one }) => one));
const comments = await thereAre(
  "select personal->>'text' as one from tamiz.event where type = 'remark.commented'",
);
const approvals = await thereAre(
  "select id || ' ' || (data->>'proposal') as one from tamiz.event where type = 'case.approved'",
);
const lost = [
  ...[...load.comments.keys()].filter((text) => !comments.has(text)),
  ...[...load.approvals].filter((one) => !approvals.has(one)),
];
const { rows: locks } = await client.query(
  'select deadlocks from pg_stat_database where datname = current_database()',
);
process.stdout.write(
  `Acknowledged: ${load.comments.size} comments, ${load.approvals.size} approvals; ` +
    `lost ${lost.length}; deadlocks ${locks[0].deadlocks}.\n`,
);
const digest = async () => {
  const { rows: documents } = await client.query(
    `select md5(string_agg(row::text, '|' order by row::text)) as digest from (
       select tenant, kind, id, revision, state::text from tamiz.document) as row`,
  );
  return documents[0].digest;
};
const live = await digest();
for (const server of [other, keeper]) await stopServer(server);
tamiz(home, env, 'rebuild');
const isSame = live === (await digest());
process.stdout.write(`Rebuilt from the journal: ${isSame ? 'the same' : 'OTHER'}.\n`);
tamiz(home, env, 'journal', 'verify');
process.stdout.write('The journal verifies.\n');
await client.end();
await stop();
for (const folder of [home, second]) rmSync(folder, { recursive: true, force: true });
closeConnections();
if (lost.length > 0 || !isSame) process.exitCode = 1;
