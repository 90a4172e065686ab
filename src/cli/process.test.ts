import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../base/index.ts';
import { verifyWebhook } from '../screening/index.ts';
import { loadMadeUp } from '../screening/testing/customers.ts';
import { type Received, refuses, startReceiver, takes } from '../screening/testing/receiver.ts';
import { CUSTOMERS, LIST } from './testing/files.ts';
import { tamiz } from './testing/line.ts';
import { compileProgram, type Program, type Running } from './testing/program.ts';

let program: Program;
let folder = '';
/** A data folder with one made-up list. */
let home = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-process-'));
  home = at('home');
  await writeFile(at('list.jsonl'), LIST);
  await tamiz({ home }, 'lists', 'import', 'my_list', at('list.jsonl'));
  program = await compileProgram();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await program.remove();
});

describe('a screening that is interrupted', () => {
  const ROWS = 6_000;
  const customers = () => at('many.csv');
  let whole = '';

  beforeAll(async () => {
    const rows = Array.from({ length: ROWS }, (_, i) =>
      i % 10 === 0 ? `c${i},Telesforo Inventado Zurbarán` : `c${i},Persona Número ${i}`,
    );
    await writeFile(customers(), `id,name\n${rows.join('\n')}\n`);
    const outcome = await tamiz({ home }, 'screen', customers(), '--out', at('whole.jsonl'));
    expect(outcome.code).toBe(0);
    whole = await readFile(at('whole.jsonl'), 'utf8');
    expect(whole.split('\n')).toHaveLength(ROWS / 10 + 1);
  });

  /** Starts a screening and waits until it has promised some records but is far from its end. */
  async function begun(out: string): Promise<Running> {
    const run = program.start(home, 'screen', customers(), '--out', out);
    for (;;) {
      const progress = await readFile(`${out}.progress.json`, 'utf8').catch(() => '{}');
      if (JSON.parse(progress).counts?.records >= 1_000) return run;
      expect(run.child.exitCode).toBe(null);
      await sleep(2);
    }
  }

  test('by Ctrl-C is valid so far, and --resume ends it as if nothing had been', async () => {
    const out = at('stopped.jsonl');
    const run = await begun(out);
    run.child.kill('SIGINT');
    const { code, err } = await run.ended;
    expect(code).toBe(130);
    expect(err).toContain('Interrupted: what was written is whole. Run the same again with --res');
    const text = await readFile(out, 'utf8');
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(whole.length);
    expect(whole.startsWith(text)).toBe(true);
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
    const args = ['screen', customers(), '--out', out, '--resume'];
    const rerun = await program.start(home, ...args).ended;
    expect(rerun.code).toBe(0);
    expect(rerun.err).toContain(': 6,000 records, 600 with hits');
    expect(await readFile(out, 'utf8')).toBe(whole);
  });

  test('by kill -9 is gone on with as well', async () => {
    const out = at('killed.jsonl');
    const run = await begun(out);
    run.child.kill('SIGKILL');
    expect((await run.ended).code).toBe(-1);
    const rerun = await tamiz({ home }, 'screen', customers(), '--out', out, '--resume');
    expect(rerun.code).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(whole);
  });

  test('of a stream or a workbook does not promise what cannot be done', async () => {
    const stop = new AbortController();
    let written = 0;
    const run = program.start(home, 'screen', customers());
    run.child.stdout?.on('data', (chunk: Buffer) => {
      written += chunk.length;
      if (!stop.signal.aborted) run.child.kill('SIGINT');
      stop.abort();
    });
    const { code, out, err } = await run.ended;
    expect(code).toBe(130);
    expect(out).toHaveLength(out.lastIndexOf('\n') + 1);
    expect(Buffer.byteLength(out)).toBe(written);
    expect(err).toContain('Interrupted: what was written is whole.\n');
  });

  test('a reader that goes away ends it quietly', async () => {
    const { code, out, err } = await program.shell(home, `$tamiz screen ${customers()} | head -1`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(whole.slice(0, whole.indexOf('\n') + 1));
  });

  test('a reader of messages that goes away does not end it', async () => {
    const out = at('unread.jsonl');
    const command = `$tamiz screen ${customers()} --out ${out} 2> >(true)`;
    expect((await program.shell(home, command)).code).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(whole);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  const sample = join(packageRoot, 'data', 'examples', 'customers.csv');

  test.each(['jsonl', 'csv', 'xlsx'])('as .%s says so, and what to do', async (ending) => {
    const out = at(`full.${ending}`);
    await symlink('/dev/full', out);
    const { code, err } = await tamiz({ home }, 'screen', sample, '--out', out);
    expect(code).toBe(70);
    expect(err).toBe(
      `tamiz: ${out}: expected room on the disk, found none left. Free some space and run the ` +
        'command again; nothing that was complete is lost. [DISK_FULL]\n',
    );
  });

  test('behind stdout says so as well', async () => {
    const { code, err } = await program.shell(home, `$tamiz screen ${sample} > /dev/full`);
    expect(code).toBe(70);
    expect(err).toMatch(/^tamiz: standard output: expected room on the disk.*\[DISK_FULL\]\n$/);
  });
});

test('two processes on one data folder: the second is told who the first is', async () => {
  // A publisher that takes the request and never answers keeps the first one waiting.
  let asked: () => void;
  const waiting = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const server = createServer(() => asked());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = program.start(home, 'lists', 'update', 'us_ofac_sdn', '--from', address);
  await waiting;
  const second = await tamiz({ home }, 'lists', 'import', 'other_list', at('list.jsonl'));
  expect(second.code).toBe(70);
  expect(second.err).toContain(`found process ${first.child.pid} on `);
  expect((await tamiz({ home }, 'match', 'Ximena Satizabal Prueba')).out).toContain('made-up-1');
  first.child.kill('SIGTERM');
  expect((await first.ended).code).toBe(130);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const third = await tamiz({ home }, 'lists', 'import', 'other_list', at('list.jsonl'));
  expect(third.code).toBe(0);
});

describe('tamiz serve', () => {
  test('answers on a free port, and SIGTERM ends it in good order', async () => {
    const run = program.start(home, 'serve', '--port', '0');
    const [, address] = /Tamiz is at (\S+)/.exec(await run.said('(stop it with Ctrl-C)')) ?? [];
    const response = await fetch(`${address}/healthz`);
    expect(response.status).toBe(200);
    // The connection stays open, as a browser would leave it.
    run.child.kill('SIGTERM');
    // Far less than the half minute after which an idle connection would close by itself.
    const late = sleep(10_000, 'late', { ref: false });
    expect(await Promise.race([run.ended, late])).toMatchObject({ code: 0, out: '' });
    expect((await readdir(home)).filter((name) => name.startsWith('tamiz-'))).toEqual([]);
  });
});

test('outputs that are no terminal get no escape codes', async () => {
  const { code, out, err } = await program.start(home, 'match', 'Ximena Satizabal Prueba').ended;
  expect(code).toBe(0);
  expect(out).toContain('made-up-1');
  expect(out + err).not.toContain('\u001b');
});

test('a watch that is killed while a message waits sends it when it is started again', async () => {
  const receiver = await startReceiver(refuses(503));
  const watched = at('watched');
  await tamiz({ home: watched }, 'lists', 'import', 'my_list', at('list.jsonl'));
  await loadMadeUp(watched, CUSTOMERS);
  await writeFile(at('secret'), 'a-made-up-secret-of-a-test');
  const start = () =>
    program.start(
      watched,
      ...['watch', '--every', '1h', '--out', at('changes.jsonl')],
      ...['--webhook', receiver.address, '--secret-file', at('secret')],
    );
  try {
    const first = start();
    await first.said('is not taken (status 503)');
    first.child.kill('SIGKILL');
    await first.ended;
    receiver.answer(takes);
    const second = start();
    await second.said('is delivered.');
    second.child.kill('SIGTERM');
    const { code, err } = await second.ended;
    expect(code).toBe(0);
    expect(err).toContain('Neither lists nor customers changed.');
    const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    const { headers, body } = receiver.received.at(-1) as Received;
    const signature = headers['tamiz-signature'];
    const now = new Date(Number(/^t=(\d+)/.exec(signature ?? '')?.[1]) * 1_000);
    const secret = 'a-made-up-secret-of-a-test';
    expect(verifyWebhook({ signature, body, secret, now })).toBe(true);
    expect(await readdir(join(watched, 'outbox'))).toEqual(['failed']);
  } finally {
    await receiver.close();
  }
});
