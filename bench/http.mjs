/**
 * Throughput of `POST /match/default`: starts the built server on the loopback address with the SDN
 * list, and sends it batches of 100 customers over four connections that are kept open. Ends after
 * a number of batches or seconds, whichever comes first; the first batches warm up and do not
 * count. The generator shares the machine with the server.
 *
 *     npm run bench -- http [--batches N] [--seconds N] [--connections N] [--url ADDRESS]
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../tools/steps.mjs';
import { data, freshHome, measure, needData, sdnFiles, table } from './common.mjs';

const BATCH = 100;
const { values: options } = parseArgs({
  // What `npm run bench -- http` passes on begins with the name.
  args: process.argv.slice(2).filter((word) => word !== 'http'),
  options: {
    batches: { type: 'string', default: '600' },
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '4' },
    /** A server that is running already, on this machine. */
    url: { type: 'string' },
    /** A file for the server's CPU profile. */
    profile: { type: 'string' },
  },
});
const most = Math.min(Number(options.batches), 100_000);
const seconds = Math.min(Number(options.seconds), 600);
const connections = Math.min(Number(options.connections), 64);

/** The customers as bodies of batches; those that stand on the list are spread among the others. */
function bodies() {
  const text = readFileSync(join(data, 'matching', 'customers-mx.csv'), 'utf8');
  const [header, ...rows] = text.trim().split(/\r?\n/);
  const column = Object.fromEntries(header.split(',').map((name, i) => [name, i]));
  const queries = rows.map((row) => {
    const cells = row.split(',');
    const given = { name: 'name', birthDate: 'birth_date', idNumber: 'curp', country: 'country' };
    const properties = {};
    for (const [property, heading] of Object.entries(given)) {
      const value = cells[column[heading]]?.trim() ?? '';
      if (value !== '') properties[property] = [value];
    }
    return { schema: 'Person', properties };
  });
  // A stride that has no divisor in common with the count visits every row once.
  const stride = 7_919;
  const mixed = queries.map((_, i) => queries[(i * stride) % queries.length]);
  const batches = [];
  for (let at = 0; at + BATCH <= mixed.length; at += BATCH) {
    const batch = mixed.slice(at, at + BATCH).map((query, i) => [`q${i}`, query]);
    batches.push(Buffer.from(JSON.stringify({ queries: Object.fromEntries(batch) })));
  }
  return batches;
}

/** Starts the built server and waits until it says where it is. */
async function startServer(home) {
  const { profile } = options;
  const where = profile && [
    `--cpu-prof-dir=${dirname(profile)}`,
    `--cpu-prof-name=${basename(profile)}`,
  ];
  const profiling = where ? ['--cpu-prof', ...where] : [];
  const main = join(root, 'dist', 'cli', 'main.js');
  const child = spawn(
    process.execPath,
    [...profiling, main, '--home', home, 'serve', '--port', '0'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  const address = await new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(`The server ended: ${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', resolve);
      child.kill('SIGTERM');
    });
  return { address, stop };
}

/** Sends one batch; resolves with milliseconds and how many queries had a match. */
function send(agent, address, body) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(`${address}/match/default`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    });
    asked.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const ms = performance.now() - started;
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode !== 200) reject(new Error(`${response.statusCode}: ${text}`));
        else resolve({ ms, text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function run(address) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const batches = bodies();
  const warm = Math.min(40, most);
  for (let i = 0; i < warm; i++) await send(agent, address, batches[i % batches.length]);
  const times = [];
  let hits = 0;
  let sent = 0;
  const started = performance.now();
  const inTime = () => performance.now() - started < seconds * 1_000;
  const worker = async () => {
    while (sent < most && inTime()) {
      const { ms, text } = await send(agent, address, batches[sent++ % batches.length]);
      times.push(ms);
      hits += text.split('"results":[{').length - 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = (performance.now() - started) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const queries = times.length * BATCH;
  table(
    ['queries', 'with matches', 'seconds', 'queries/s', 'p50 a batch', 'p99 a batch'],
    [
      [
        queries,
        hits,
        elapsed.toFixed(1),
        Math.round(queries / elapsed),
        `${at(0.5).toFixed(0)} ms`,
        `${at(0.99).toFixed(0)} ms`,
      ],
    ],
  );
}

needData();
if (options.url !== undefined) {
  const { hostname, origin } = new URL(options.url);
  if (hostname !== '127.0.0.1') throw new Error('Only a server on 127.0.0.1 is measured.');
  await run(origin);
} else {
  const home = freshHome();
  try {
    measure(home, ['lists', 'import', 'us_ofac_sdn', ...sdnFiles]);
    const server = await startServer(home);
    await run(server.address).finally(server.stop);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
