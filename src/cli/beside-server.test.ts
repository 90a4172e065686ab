import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fixedClock, systemEntropy } from '../base/index.ts';
import { openJournal } from '../journal/index.ts';
import { CUSTOMERS, LIST } from './testing/files.ts';
import { servedFolder, stop } from './testing/serving.ts';

/** Commands on the data folder of a server that runs: it has the journal, and records for them. */
const folder = servedFolder();
const { at, run, records, start } = folder;
const file = () => at(join('journal', 'server.json'));
beforeAll(async () => {
  await writeFile(at('customers.csv'), CUSTOMERS);
  await writeFile(at('list.jsonl'), LIST);
  expect((await run('lists', 'import', 'my_list', at('list.jsonl'))).code).toBe(0);
  expect((await run('journal', 'create')).code).toBe(0);
});

/** Asks all records of what was asked again; gives how many there were, by the way they came. */
async function replayAll(from: number): Promise<Record<string, number>> {
  const ways: Record<string, number> = {};
  for (let seq = from; seq < (await records()); seq++) {
    const { type } = JSON.parse((await run('journal', 'show', String(seq))).out);
    if (type !== 'screening.asked') continue;
    const json = JSON.parse((await run('replay', String(seq), '--json')).out);
    expect(json).toMatchObject({ isSame: true });
    ways[json.asked.way] = (ways[json.asked.way] ?? 0) + 1;
  }
  return ways;
}

test('a server records what commands on its folder ask, and what they asked is asked again', async () => {
  const alone = await run('match', 'Ximena Satizabal');
  const served = await start();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const before = await records();
  expect((await run('match', 'Ximena Satizabal')).out).toBe(alone.out);
  expect(await records()).toBe(before + 1);
  expect((await run('screen', at('customers.csv'), '--out', at('hits.jsonl'))).code).toBe(0);
  expect(readFileSync(at('hits.jsonl'), 'utf8')).toContain('Satizabal');
  // A row with hits has a record of its own, those without share one.
  expect(await replayAll(before)).toEqual({ 'look-up': 1, file: 3 });
  expect((await run('journal', 'verify')).code).toBe(0);
  const screened = await records();
  expect((await run('customers', 'load', at('customers.csv'))).code).toBe(0);
  expect((await run('customers', 'rescreen', '--dry-run')).code).toBe(0);
  expect((await run('watch', '--once', '--out', at('changes.jsonl'))).code).toBe(0);
  // Two of the three have hits.
  expect(await replayAll(screened)).toEqual({ customers: 6 });
  // What writes otherwise is refused, as before: a server too.
  for (const words of [['rebuild'], ['serve', '--port', '0'], ['journal', 'checkpoint']]) {
    expect((await run(...words)).err).toContain('HOME_LOCKED');
  }
  const { token } = JSON.parse(await readFile(file(), 'utf8'));
  expect(await stop(served)).not.toContain(token);
  expect(readdirSync(at('journal'))).not.toContain('server.json');
  expect((await run('journal', 'verify')).code).toBe(0);
}, 120_000);

test('the file of a server that was killed does no harm, and the next one replaces it', async () => {
  const killed = await start();
  killed.run.child.kill('SIGKILL');
  await killed.run.ended;
  const stale = await readFile(file(), 'utf8');
  const before = await records();
  expect((await run('match', 'Ximena Satizabal')).code).toBe(0);
  expect(await records()).toBe(before + 1);
  const next = await start();
  expect(await readFile(file(), 'utf8')).not.toBe(stale);
  expect((await run('match', 'Ximena Satizabal')).code).toBe(0);
  expect(await records()).toBe(before + 2);
  // The server tells nobody's token but takes its own.
  const { url, token } = JSON.parse(await readFile(file(), 'utf8'));
  const post = (path: string, bearer: string, body: object) =>
    fetch(`${url}/v1/keeper/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const taken = { type: 'screening.asked', body: { json: {} }, personal: null };
  expect((await post('append', JSON.parse(stale).token, taken)).status).toBe(401);
  expect((await post('append', token, { ...taken, type: 'case.approved' })).status).toBe(422);
  expect((await post('commit', token, {})).status).toBe(404);
  expect(await records()).toBe(before + 2);
  await stop(next);
}, 120_000);

test('whoever listens where a server was is told neither the token nor a name', async () => {
  const heard: string[] = [];
  const stranger = createServer((request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
    request.on('data', (chunk) => heard.push(String(chunk)));
    response.end(JSON.stringify({ proof: 'mine' }));
  });
  await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clock = fixedClock('2026-11-26T00:00:00Z');
  const { close } = await openJournal({ home: folder.home, clock, entropy: systemEntropy });
  try {
    for (const text of [JSON.stringify({ url, token: 'a-secret' }), '{"url":', 'null', '{}']) {
      await writeFile(file(), text);
      const refused = await run('match', 'Ximena Satizabal');
      expect(refused).toMatchObject({ out: '', err: expect.stringContaining('HOME_LOCKED') });
    }
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.join()).not.toMatch(/a-secret|Satizabal/);
  } finally {
    stranger.close();
    await close();
  }
}, 60_000);

test('a server that listens everywhere is asked on this machine', async () => {
  const served = await start('--host', '0.0.0.0', '--public-url', 'https://x.example');
  expect(JSON.parse(await readFile(file(), 'utf8')).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const before = await records();
  expect((await run('match', 'Ximena Satizabal')).code).toBe(0);
  expect(await records()).toBe(before + 1);
  await stop(served);
}, 60_000);
