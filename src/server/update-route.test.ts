import { describe, expect, test } from 'vitest';
import { problem } from '../base/index.ts';
import { testServer } from './testing/server.ts';

const post = (server: Awaited<ReturnType<typeof testServer>>, query: string) =>
  server.app.inject({ method: 'POST', url: `/updatez${query}` });

describe('POST /updatez', () => {
  test('lets nobody without the token, or where there is none', async () => {
    let runs = 0;
    const run = async (): Promise<void> => void runs++;
    const refused = [403, { detail: 'Invalid token.' }];
    for (const update of [undefined, { token: '', run }, { token: 'secret', run }]) {
      const server = await testServer(update === undefined ? {} : { update });
      for (const query of ['', '?token=', '?token=other', '?sync=true']) {
        const response = await post(server, query);
        expect([response.statusCode, response.json()]).toEqual(refused);
      }
      await server.close();
    }
    expect(runs).toBe(0);
  });

  test('waits for the update only when asked to, and runs one at a time', async () => {
    let runs = 0;
    let finish = (): void => {};
    const run = (): Promise<void> => {
      runs++;
      return new Promise((resolve) => {
        finish = resolve;
      });
    };
    const server = await testServer({ update: { token: 'secret', run } });
    const at = await post(server, '?token=secret');
    expect([at.statusCode, at.json(), runs]).toEqual([200, { status: 'ok' }, 1]);
    let answered = false;
    const waiting = post(server, '?token=secret&sync=true').then((response) => {
      answered = true;
      return response;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([answered, runs]).toEqual([false, 1]);
    finish();
    expect((await waiting).json()).toEqual({ status: 'ok' });
    const again = post(server, '?token=secret&sync=1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    finish();
    await again;
    expect(runs).toBe(2);
    await server.close();
  });

  test('says what went wrong to who waits, and logs it for who does not', async () => {
    const run = async (): Promise<void> => {
      throw problem('LIST_DOWNLOAD', { where: 'my_list', found: 'nothing' });
    };
    const server = await testServer({ update: { token: 'secret', run } });
    const response = await post(server, '?token=secret&sync=true');
    expect([response.statusCode, response.json().code]).toEqual([502, 'LIST_DOWNLOAD']);
    expect((await post(server, '?token=secret')).statusCode).toBe(200);
    await new Promise((resolve) => setImmediate(resolve));
    expect(JSON.stringify(server.lines)).toContain('TamizError');
    expect(JSON.stringify(server.lines)).not.toContain('secret');
    await server.close();
  });
});
