import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../base/index.ts';
import { screenCustomers } from '../screening/index.ts';
import { type TestServer, testServer } from './testing/server.ts';

let server: TestServer;
afterEach(() => server.close());

async function listen(): Promise<{ base: string; port: number }> {
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, port };
}

describe('over a real socket', () => {
  test('a file is streamed up and its events down while it is screened', async () => {
    server = await testServer({ clock: systemClock }, screenCustomers);
    const { base, port } = await listen();
    const sending = httpRequest({
      port,
      method: 'POST',
      path: '/v1/screenings?name=many.csv',
      headers: { 'content-type': 'application/octet-stream' },
    });
    const answering = once(sending, 'response');
    sending.write('id,name\n');
    for (let part = 0; part < 20; part++) {
      const rows = Array.from({ length: 250 }, (_, n) => `c${part * 250 + n},Nadie Conocido\n`);
      if (!sending.write(rows.join(''))) await once(sending, 'drain');
    }
    sending.end('last,Lorenzo Quintanar Bermejo\n');
    const [answer] = (await answering) as [AsyncIterable<Buffer> & { statusCode: number }];
    expect(answer.statusCode).toBe(202);
    let text = '';
    for await (const chunk of answer) text += chunk.toString();
    const { events } = JSON.parse(text) as { events: string };

    const stream = await fetch(base + events);
    const told = await stream.text();
    const names = [...told.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
    expect(new Set(names)).toEqual(new Set(['progress', 'hit', 'done']));
    expect(names.at(-1)).toBe('done');
    expect(told).toContain('"records":5001');
  });

  test('open event streams end when the server is closed', async () => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    server = await testServer({}, async (_screener, _input, options) => {
      options.onProgress?.({ stage: 'screen', done: 1, total: 2, unit: 'bytes' });
      begin();
      await new Promise((resolve) => options.abort?.addEventListener('abort', resolve));
      throw new Error('aborted');
    });
    const { base } = await listen();
    const upload = await fetch(`${base}/v1/screenings`, { method: 'POST', body: 'id,name\n1,x\n' });
    const { events } = (await upload.json()) as { events: string };
    await begun;
    const stream = await fetch(base + events);
    const told = stream.text();
    await server.app.close();
    expect(await told).toMatch(/event: progress[\s\S]*event: cancelled\ndata: \{\}\n\n$/);
  });

  test('an upload that breaks off leaves nothing, and the server goes on', async () => {
    server = await testServer({}, screenCustomers);
    const { base, port } = await listen();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /v1/screenings HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nid,name\n',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await once(socket, 'close');
    const response = await fetch(`${base}/healthz`);
    expect(response.status).toBe(200);
    expect(server.lines.filter(({ fault }) => fault !== undefined)).toEqual([]);
  });

  test('an address over yente’s limit but under the parser’s is told so', async () => {
    server = await testServer({}, screenCustomers);
    const { base } = await listen();
    const response = await fetch(`${base}/search/default?q=${'a'.repeat(60_100)}`);
    expect([response.status, await response.json()]).toEqual([
      414,
      { detail: 'Request URI too long' },
    ]);
  });
});
