import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyWebhook } from '../screening/index.ts';
import {
  type Received,
  type Receiver,
  refuses,
  startReceiver,
  takes,
} from '../screening/testing/receiver.ts';
import { CUSTOMERS, listedPerson } from './testing/files.ts';
import { tamiz } from './testing/line.ts';

const SECRET = 'made-up-SeCrEt-of-a-test';
const ONE = listedPerson('made-up-1', 'Ximena Satizábal Prueba', { birthDate: ['1970-05-17'] });
const TWO = listedPerson('made-up-2', 'Telesforo Inventado Zurbarán');

let home: string;
let receiver: Receiver;
const at = (name: string): string => join(home, name);
const hook = (): string[] => ['--webhook', receiver.address];
const env = { TAMIZ_WEBHOOK_SECRET: SECRET };

async function importList(text: string): Promise<void> {
  await writeFile(at('list.jsonl'), text);
  const { code } = await tamiz({ home }, 'lists', 'import', 'my_list', at('list.jsonl'));
  expect(code).toBe(0);
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-watch-'));
  receiver = await startReceiver();
  await writeFile(at('customers.csv'), CUSTOMERS);
  const { code } = await tamiz({ home }, 'customers', 'load', at('customers.csv'));
  expect(code).toBe(0);
});
afterEach(async () => {
  await receiver.close();
  await rm(home, { recursive: true, force: true });
});

test('a new version of a list gives the new hit, signed, and a line of the output', async () => {
  await importList(ONE);
  const first = await tamiz({ home, env }, 'watch', '--once', ...hook(), '--out', at('o.jsonl'));
  expect(first).toMatchObject({ code: 0, out: '' });
  expect(first.err).toContain('1 new, 0 gone, 0 changed; 1 in all.');

  await importList(ONE + TWO);
  const now = '2026-04-22T12:00:00Z';
  const second = await tamiz(
    { home, env, now },
    ...['watch', '--once', ...hook(), '--out', at('o.jsonl'), '--fail-on-change'],
  );
  expect(second.code).toBe(1);
  expect(receiver.received).toHaveLength(2);
  const { headers, body } = receiver.received[1] as Received;
  const signature = headers['tamiz-signature'];
  expect(verifyWebhook({ signature, body, secret: SECRET, now: new Date(now) })).toBe(true);
  expect(JSON.parse(body)).toMatchObject({
    id: headers['idempotency-key'],
    type: 'hits.changed',
    at: '2026-04-22T12:00:00.000Z',
    part: 1,
    parts: 1,
    changes: [
      {
        change: 'new',
        record: 'c3',
        entity: 'made-up-2',
        dataset: 'my_list',
        cause: { by: 'list', list: 'my_list', change: 'added' },
      },
    ],
  });
  const lines = (await readFile(at('o.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).record)).toEqual(['c1', 'c3']);

  const third = await tamiz({ home, env, now }, 'watch', '--once', ...hook(), '--fail-on-change');
  expect(third).toMatchObject({ code: 0, out: '', err: 'Neither lists nor customers changed.\n' });
});

test('shown only: lines on stdout, nothing sent, and the same the next time', async () => {
  await importList(ONE);
  const dry = () => tamiz({ home, env }, 'watch', '--dry-run', ...hook(), '--fail-on-change');
  const { code, out, err } = await dry();
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ change: 'new', record: 'c1' });
  expect(err).toContain('A dry run: nothing was changed.');
  expect(await dry()).toMatchObject({ code: 1, out });
  expect(receiver.received).toEqual([]);
});

test('a receiver that is away is told of, with the exit code of a fault, and gets it later', async () => {
  receiver.answer(refuses(500));
  await importList(ONE);
  const once = ['watch', '--once', ...hook(), '--lang', 'es', '--fail-on-change'];
  const away = await tamiz({ home, env }, ...once);
  expect(away.code).toBe(70);
  expect(away.err).toMatch(/Mensaje [0-9a-f]{32}-1 no aceptado \(status 500\); otro intento en/);
  expect(away.err).toContain('found 1 message that waits. Nothing is lost');
  expect(away.err).toContain('[WEBHOOK_WAITING]');
  receiver.answer(takes);
  const back = await tamiz({ home, env }, ...once);
  expect(back.code).toBe(0);
  expect(back.err).toMatch(/Mensaje [0-9a-f]{32}-1 entregado/);
});

test('what was told by screening again by hand is not told again', async () => {
  await importList(ONE);
  const byHand = await tamiz({ home }, 'customers', 'rescreen');
  const { code, out, err } = await tamiz({ home, env }, 'watch', '--once', ...hook());
  expect(JSON.parse(byHand.out)).toMatchObject({ change: 'new', record: 'c1' });
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toContain('0 new, 0 gone, 0 changed; 1 in all.');
  expect(receiver.received).toEqual([]);
});

test('a message that is given up is told by its file', async () => {
  receiver.answer(refuses(410));
  await importList(ONE);
  const { code, err } = await tamiz({ home, env }, 'watch', '--once', ...hook());
  expect(code).toBe(70);
  expect(err).toMatch(/000000000001-[0-9a-f]{32}-1\.json: expected .*found status 410/);
  expect(err).toContain('[WEBHOOK_GIVEN_UP]');
});

test('a list that cannot be had is told, and its exit code stays when hits changed', async () => {
  const manifest = (version: number) =>
    writeFile(
      at('manifest.yml'),
      `datasets:\n  - {name: gone_list, path: gone.jsonl, version: ${version}}\n`,
    );
  await writeFile(at('gone.jsonl'), ONE);
  await manifest(1);
  await tamiz({ home }, 'lists', 'load-manifest', at('manifest.yml'));
  await rm(at('gone.jsonl'));
  await manifest(2);
  await importList(TWO);
  const { code, out, err } = await tamiz({ home, env }, 'watch', '--once', '--fail-on-change');
  expect(err).toMatch(/^tamiz: gone_list: .* \[INPUT_NOT_FOUND\]\n/);
  expect(code).toBe(3);
  const records = out.trimEnd().split('\n');
  expect(records.map((line) => JSON.parse(line).record).sort()).toEqual(['c1', 'c3']);
});

test('it goes on until it is ended, which is no interruption; each line has its time', async () => {
  await importList(ONE);
  const ending = new AbortController();
  const onSaid = (text: string): void => {
    if (text.includes('Neither')) ending.abort();
  };
  const { code, err } = await tamiz(
    { home, env, abort: ending.signal, onSaid },
    ...['watch', '--every', '30m', ...hook()],
  );
  expect(code).toBe(0);
  const lines = err.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^2026-04-21T12:00:00Z 3 customers, /);
  expect(lines.at(-1)).toBe('2026-04-21T12:30:00Z Neither lists nor customers changed.');
});

describe('the secret', () => {
  test('comes from a file as well, without its last line feed, and is nowhere to be seen', async () => {
    await writeFile(at('secret'), `${SECRET}\n`);
    await importList(ONE);
    receiver.answer(refuses(500), refuses(302, { location: '/SeCrEt' }), takes);
    const address = `${receiver.address}?key=SeCrEt`;
    const more = ['--webhook', address, '--secret-file', at('secret'), '--out', at('o.jsonl')];
    const { code, out, err } = await tamiz({ home }, 'watch', '--once', ...more);
    expect(code).toBe(0);
    const { headers, body } = receiver.received[2] as Received;
    const signature = headers['tamiz-signature'];
    // The two attempts before took a few seconds of the clock.
    const now = new Date('2026-04-21T12:00:03Z');
    expect(verifyWebhook({ signature, body, secret: SECRET, now })).toBe(true);
    const kept = await readFile(at('o.jsonl'), 'utf8');
    const sent = JSON.stringify(receiver.received);
    expect(`${out}${err}${kept}${sent}`).not.toContain('SeCrEt');
  });

  test.each([
    ['none', {}, 'no secret'],
    ['a short one', { TAMIZ_WEBHOOK_SECRET: 'short-SeCrEt' }, 'a secret of 12 characters'],
  ])('%s is refused before anything is done, and not shown', async (_, given, found) => {
    const { code, out, err } = await tamiz({ home, env: given }, 'watch', '--once', ...hook());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`found ${found}.`);
    expect(err).toContain('[USAGE_WEBHOOK]');
    expect(err).not.toContain('SeCrEt');
  });

  test('a file that is not there is told', async () => {
    const more = [...hook(), '--secret-file', at('nowhere')];
    const { code, err } = await tamiz({ home, env }, 'watch', '--once', ...more);
    expect(code).toBe(3);
    expect(err).toContain('nowhere');
  });
});

test.each([
  [['--every', '0h'], 'a time such as 30m, 1h or 1d'],
  [['--every', '15d'], 'a time such as 30m, 1h or 1d'],
  [['--every', 'often'], 'a time such as 30m, 1h or 1d'],
  [['--webhook', 'http://example.org/SeCrEt'], 'http to another machine'],
  [['--out', 'o.csv'], 'a file ending in .jsonl or .json'],
  [['--threshold', '2'], 'a number from 0 to 1'],
])('%j is refused', async (more, words) => {
  const { code, err } = await tamiz({ home, env }, 'watch', '--once', ...more);
  expect(code).toBe(2);
  expect(err).toContain(words);
  expect(err).not.toContain('SeCrEt');
});
