import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../base/index.ts';
import { servedFolder, stop } from './testing/serving.ts';

/** The record as whoever runs Tamiz has it: commands, a real server, its embedded database. */
const { run, start } = servedFolder();
beforeAll(async () => {
  expect((await run('journal', 'create')).code).toBe(0);
});

const PASSWORD = 'cuatro gatos verdes bailan';

type Send = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: Json }>;
type Json = Record<string, unknown> & { readonly results?: readonly Json[] };

function sender(address: string, headers: Record<string, string> = {}): Send {
  return async (method, path, body) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { origin: address, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : {} };
  };
}

async function signIn(address: string, handle: string): Promise<Send> {
  const response = await fetch(`${address}/v1/session`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ handle, password: PASSWORD }),
  });
  expect(response.status).toBe(200);
  const { csrf } = (await response.json()) as { csrf: string };
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return sender(address, { cookie, 'x-tamiz-csrf': csrf });
}

async function join_(address: string, token: string): Promise<void> {
  const joined = await sender(address)('POST', '/v1/join', { token, password: PASSWORD });
  expect(joined.status).toBe(200);
}

describe('a server with a journal', () => {
  test('prints the link of its administrator once, and keeps cases over a rebuild', async () => {
    const first = await start();
    expect(first.link).toBeDefined();
    await join_(first.address, first.link ?? '');
    const admin = await signIn(first.address, 'admin');
    const invited = await admin('POST', '/v1/users/ana/invite', { name: 'A', roles: ['analyst'] });
    await join_(first.address, String(invited.json['token']));
    const ana = await signIn(first.address, 'ana');
    const customers = [
      { customer: 'c-1', schema: 'Organization', properties: { name: ['Cártel de Sinaloa'] } },
    ];
    const raised = await ana('POST', '/v1/alerts', { customers });
    const id = raised.json.results?.[0]?.['case'];
    expect(id).toMatch(/-1$/);
    const before = await ana('GET', `/v1/cases/${id}`);
    expect(before.status).toBe(200);
    const busy = await run('rebuild');
    expect(busy.err).toContain('HOME_LOCKED');
    await stop(first);
    expect((await run('rebuild')).code).toBe(0);
    const second = await start();
    expect(second.link).toBeUndefined();
    const again = await signIn(second.address, 'ana');
    expect((await again('GET', `/v1/cases/${id}`)).json).toEqual(before.json);
    await stop(second);
    const link = await run('account', 'link');
    expect(link.out).toMatch(/^\/#\/join\/main\.\S+$/m);
    expect((await run('account', 'found', '--organisation', 'second')).code).toBe(0);
    expect((await run('journal', 'verify')).code).toBe(0);
  }, 240_000);

  test('killed under load keeps every comment that it acknowledged', async () => {
    const random = seededRandom(7);
    const acknowledged: string[] = [];
    let id = '';
    for (let life = 0; life < 3; life++) {
      const served = await start();
      const ana = await signIn(served.address, 'ana');
      const { json } = await ana('GET', '/v1/cases');
      id = String(json.results?.[0]?.['id']);
      const there = await ana('GET', `/v1/cases/${id}`);
      const texts = (there.json['comments'] as { text: string }[]).map(({ text }) => text);
      expect(acknowledged.filter((text) => !texts.includes(text))).toEqual([]);
      const writing = Array.from({ length: 6 }, async (_, writer) => {
        for (let i = 0; ; i++) {
          const text = `life ${life}, writer ${writer}, ${i}`;
          const done = await ana('POST', `/v1/cases/${id}/comment`, { text }).catch(
            () => undefined,
          );
          if (done === undefined) return;
          if (done.status === 200) acknowledged.push(text);
        }
      });
      // At some moment after some have been acknowledged, however fast the machine is.
      const enough = acknowledged.length + 3 + Math.floor(random.next() * 10);
      while (acknowledged.length < enough) await sleep(1);
      await sleep(random.next() * 50);
      served.run.child.kill('SIGKILL');
      await served.run.ended;
      await Promise.all(writing);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(9);
    // The crash may have left half of a record, which goes when the journal is opened.
    expect((await run('rebuild')).code).toBe(0);
    expect((await run('journal', 'verify')).code).toBe(0);
  }, 240_000);
});
