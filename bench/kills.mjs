/**
 * Whether anything that was acknowledged is lost when a server is killed: a real server with the
 * embedded database, killed with `SIGKILL` at random moments while people comment, propose and
 * approve. After each kill, everything that was acknowledged in that life must be there; in the
 * end, everything, the same again from the journal alone, and the journal must verify.
 *
 *     npm run bench -- kills [--kills N] [--seed N]
 */
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freshHome } from './common.mjs';
import { Caseload } from './lib/caseload.mjs';
import { seeded } from './lib/random.mjs';
import {
  closeConnections,
  joinWith,
  serve,
  signIn,
  stopServer,
  tamiz,
  withSession,
} from './lib/servers.mjs';

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const kills = Number(options.kills);
const { next: random } = seeded(Number(options.seed));
const load = new Caseload(random, 6);
const home = freshHome();

/** Everything about cases that a person sees, by id. */
async function allCases(by) {
  const cases = new Map();
  for (let offset = 0; ; offset += 200) {
    const { json } = await by('GET', `/v1/cases?limit=200&offset=${offset}`);
    for (const one of json.results) cases.set(one.id, one);
    if (cases.size >= json.total) return cases;
  }
}

/** What was acknowledged since the last look and is not there. */
function missing(cases, seen) {
  const textsOf = (id) => cases.get(id)?.comments.map(({ text }) => text) ?? [];
  const answered = (id, proposal) =>
    cases.get(id)?.proposals.find((one) => one.id === proposal)?.answer?.as === 'approved';
  const comments = [...load.comments].slice(seen.comments);
  const approvals = [...load.approvals].slice(seen.approvals);
  return [
    ...comments.filter(([text, id]) => !textsOf(id).includes(text)).map(([text]) => text),
    ...approvals.filter((one) => !answered(...one.split(' '))),
  ];
}

tamiz(home, {}, 'journal', 'create');
let server = await serve(home, {});
await joinWith(server.address, await server.find(/#\/join\/(\S+)/));
const admin = await signIn(server.address, 'admin');
const people = [];
for (let i = 0; i < 6; i++) {
  const role = i % 3 === 0 ? 'reviewer' : 'analyst';
  const handle = `${role}-${i}`;
  const body = { name: `Nadie ${i}`, roles: [role] };
  const { json } = await admin('POST', `/v1/users/${handle}/invite`, { body });
  await joinWith(server.address, json.token);
  const { session } = await signIn(server.address, handle);
  people.push({ handle, role, session });
}

const lost = [];
const seen = { comments: 0, approvals: 0 };
for (let kill = 0; kill < kills; kill++) {
  let isOver = false;
  const working = people.map(async ({ handle, role, session }) => {
    const by = withSession(server.address, session);
    while (!isOver) {
      await (role === 'reviewer' ? load.review(by) : load.work(by, handle)).catch((error) => {
        if (!isOver) throw error;
      });
    }
  });
  // After some steps, however fast the machine is, and then at any moment of the next ones.
  const enough = load.written + random() * 15;
  while (load.written < enough) await setTimeout(1);
  await setTimeout(random() * 60);
  isOver = true;
  server.child.kill('SIGKILL');
  await Promise.all([server.gone, ...working]);
  server = await serve(home, {});
  const cases = await allCases(withSession(server.address, people[1].session));
  lost.push(...missing(cases, seen));
  seen.comments = load.comments.size;
  seen.approvals = load.approvals.size;
  process.stderr.write(`\r${kill + 1} of ${kills} kills, ${load.written} writes …`);
}

const look = async () => allCases(withSession(server.address, people[1].session));
const live = await look();
lost.push(...missing(live, { comments: 0, approvals: 0 }));
await stopServer(server);
tamiz(home, {}, 'rebuild');
server = await serve(home, {});
/** Cases without what is told of a moment, such as how long is left. */
const records = (cases) =>
  JSON.stringify([...cases].sort(), (key, value) =>
    key === 'clocksAt' || key === 'levels' ? undefined : value,
  );
const isSame = records(await look()) === records(live);
await stopServer(server);
tamiz(home, {}, 'journal', 'verify');
process.stdout.write(
  `\n${kills} kills, seed ${options.seed}. Acknowledged: ${load.written} writes, of them ` +
    `${load.comments.size} comments, ` +
    `${load.approvals.size} approvals of ${live.size} cases; lost ${lost.length}.\n` +
    `Rebuilt from the journal: ${isSame ? 'the same' : 'OTHER'}. The journal verifies.\n`,
);
rmSync(home, { recursive: true, force: true });
closeConnections();
if (lost.length > 0 || !isSame) process.exitCode = 1;
