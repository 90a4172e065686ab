/** Real servers of the record, and people who use them over HTTP, for measurements. */
import { spawn, spawnSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { root } from '../../tools/steps.mjs';

const PASSWORD = 'cuatro gatos verdes bailan';
const main = join(root, 'dist', 'cli', 'main.js');
const agent = new Agent({ keepAlive: true, maxSockets: 100 });

/** Closes the connections to the servers, which would keep the process. */
export const closeConnections = () => agent.destroy();

/** Runs a command, and gives what it prints. */
export function tamiz(home, env, ...words) {
  const done = spawnSync(process.execPath, [main, '--home', home, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) throw new Error(`tamiz ${words.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** Starts a server, and waits until it says where it is. */
export async function serve(home, env, ...more) {
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
  const gone = new Promise((resolve) => child.on('exit', resolve));
  const address = await find(/Tamiz is at (\S+)/);
  return { child, address, find, gone };
}

/** One request; gives the status, the answer and how long it took. */
export function send(address, method, path, { body, headers = {} } = {}) {
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
        response.on('error', reject);
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

/** Signs in; gives what sends requests of the session. */
export async function signIn(address, handle) {
  const body = { handle, password: PASSWORD };
  const { status, json, headers } = await send(address, 'POST', '/v1/session', { body });
  if (status !== 200) throw new Error(`${handle}: ${JSON.stringify(json)}`);
  const [cookie] = String(headers['set-cookie']).split(';');
  return withSession(address, { cookie, 'x-tamiz-csrf': json.csrf });
}

/** What sends requests of a session, which outlives the server that began it. */
export function withSession(address, session) {
  const by = (method, path, options = {}) =>
    send(address, method, path, { ...options, headers: { ...session, ...options.headers } });
  return Object.assign(by, { session });
}

/** Uses a link that works once. */
export async function joinWith(address, token) {
  const body = { token, password: PASSWORD };
  const { status, json } = await send(address, 'POST', '/v1/join', { body });
  if (status !== 200) throw new Error(JSON.stringify(json));
}

/** Stops a server, and waits until it is gone. */
export async function stopServer({ child, gone }) {
  child.kill('SIGTERM');
  await gone;
}
