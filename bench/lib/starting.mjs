/** How soon a process of its own answers: as a library, as a command, as a server. */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../tools/steps.mjs';
import { freshHome, measure, sdnFiles } from '../common.mjs';

const STARTS = 9;
const command = join(root, 'dist/cli/main.js');
const room = (name) => JSON.stringify(pathToFileURL(join(root, 'dist', name, 'index.js')).href);

const program = (text) => ['--input-type=module', '--eval', text];

/** Wall-clock milliseconds of several starts by each way in, sorted. */
export async function startTimes(segment) {
  const home = freshHome();
  measure(home, ['lists', 'import', 'us_ofac_sdn', ...sdnFiles]);
  const match = [command, '--home', home, 'match', 'Ximena Satizabal', '--json'];
  // The first use builds the index.
  measure(home, match.slice(3));
  const library =
    `import { openEngine } from ${room('matching')};` +
    `const engine = openEngine([${JSON.stringify(segment)}]);` +
    "engine.match({ schema: 'Person', properties: { name: ['Ximena Satizabal'] } });";
  const ways = [
    { name: 'bare Node', times: await several(() => timeOf(program(''))) },
    { name: 'library', times: await several(() => timeOf(program(library))), target: 300 },
    { name: '`tamiz match`', times: await several(() => timeOf(match)) },
    { name: '`tamiz serve`, first HTTP answer', times: await several(() => serverTime(home)) },
  ];
  rmSync(home, { recursive: true });
  return ways;
}

async function several(once) {
  const times = [];
  for (let i = 0; i < STARTS; i++) times.push(await once());
  return times.sort((a, b) => a - b);
}

function timeOf(args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  // 1 is how `match` says that it found somebody, or nobody.
  if (status === null || status > 1) throw new Error(stderr);
  return performance.now() - started;
}

/** Starts the server on a free port; milliseconds until its first answer to a question. */
async function serverTime(home) {
  const started = performance.now();
  const args = [command, '--home', home, 'serve', '--port', '0'];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const address = await new Promise((resolve, reject) => {
      let said = '';
      const listen = (chunk) => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found) resolve(found[0]);
      };
      server.stdout.on('data', listen);
      server.stderr.on('data', listen);
      server.on('exit', () => reject(new Error(said)));
    });
    const answer = await fetch(`${address}/match/default`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        queries: { q: { schema: 'Person', properties: { name: ['Ximena Satizabal'] } } },
      }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.text();
    return performance.now() - started;
  } finally {
    server.kill();
  }
}
