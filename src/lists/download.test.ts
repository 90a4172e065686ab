import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../base/index.ts';
import { type DownloadOptions, download } from './download.ts';
import { type Net, systemNet } from './net.ts';
import {
  type BadServer,
  cut,
  drip,
  endless,
  packedOnTheWay,
  silent,
  stall,
  startBadServer,
  status,
  whole,
  wrongLength,
} from './testing/bad-server.ts';

const BODY = `<list>${'<entry/>'.repeat(2_000)}</list>`;

let server: BadServer;
let folder: string;
let target: string;
let slept: number[];

beforeEach(async () => {
  server = await startBadServer();
  folder = mkdtempSync(join(tmpdir(), 'tamiz-download-'));
  target = join(folder, 'list.xml');
  slept = [];
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The real network without the waiting between attempts. */
const net: Net = {
  get: systemNet.get,
  sleep: async (ms) => {
    slept.push(ms);
  },
};

const fetchIt = (options: Partial<DownloadOptions> = {}, path = '/list.xml') =>
  download(server.address + path, target, { net, ...options });

const written = () => readFileSync(target, 'utf8');

describe('a server that behaves', () => {
  test('gives the file, its state and the progress', async () => {
    server.answer('/list.xml', whole(BODY));
    const progress: Progress[] = [];
    const got = await fetchIt({ onProgress: (p) => progress.push(p) });
    expect(got).toEqual({ status: 'fetched', etag: '"one"' });
    expect(written()).toBe(BODY);
    expect(progress.at(-1)).toMatchObject({ done: BODY.length, total: BODY.length, unit: 'bytes' });
    expect(readdirSync(folder)).toEqual(['list.xml']);
  });

  test('says that nothing has changed', async () => {
    server.answer('/list.xml', whole(BODY));
    expect(await fetchIt({ known: { etag: '"one"' } })).toEqual({ status: 'unchanged' });
    expect(server.seen[0]?.ifNoneMatch).toBe('"one"');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('may send it packed or slowly', async () => {
    server.answer('/list.xml', packedOnTheWay(BODY));
    await fetchIt();
    expect(written()).toBe(BODY);
    server.answer('/list.xml', drip('<list/>', 30));
    await fetchIt({ idleMs: 5_000 });
    expect(written()).toBe('<list/>');
  });
});

describe('a connection that breaks', () => {
  test('is taken up where it stopped', async () => {
    server.answer('/list.xml', cut(BODY, 5_000), cut(BODY, 9), whole(BODY));
    await fetchIt();
    expect(written()).toBe(BODY);
    expect(server.seen.length).toBeGreaterThanOrEqual(2);
    expect(server.seen[1]).toMatchObject({ range: 'bytes=5000-', ifRange: '"one"' });
    expect(slept[0]).toBe(1_000);
  });

  test('is taken up by a later run as well', async () => {
    server.answer('/list.xml', cut(BODY, 5_000), status(404));
    await expect(fetchIt()).rejects.toMatchObject({ code: 'LIST_DOWNLOAD' });
    server.answer('/list.xml', whole(BODY));
    await fetchIt();
    expect(written()).toBe(BODY);
    expect(server.seen.at(-1)?.range).toBe('bytes=5000-');
  });

  test('does not join the halves of two files', async () => {
    const other = BODY.replaceAll('entry', 'ENTRY');
    server.answer('/list.xml', cut(BODY, 5_000), whole(other, '"two"'));
    await fetchIt();
    expect(written()).toBe(other);
  });

  test('a file that is shorter now, or a range nobody asked for, begins anew', async () => {
    server.answer('/list.xml', cut(BODY, 5_000), status(416), whole('<list/>', '"two"'));
    await fetchIt();
    expect(written()).toBe('<list/>');
    const elsewhere = status(206, 'xyz', { 'content-range': 'bytes 7-9/10', etag: '"one"' });
    server.answer('/list.xml', cut(BODY, 5_000), elsewhere, whole(BODY));
    await fetchIt();
    expect(written()).toBe(BODY);
    expect(server.seen.at(-1)?.range).toBeUndefined();
  });

  test('a length that is wrong is a broken connection', async () => {
    server.answer('/list.xml', wrongLength(BODY, BODY.length + 10));
    await expect(fetchIt()).rejects.toMatchObject({ code: 'LIST_DOWNLOAD' });
    expect(slept).toEqual([1_000, 2_000, 4_000]);
    expect(readdirSync(folder)).not.toContain('list.xml');
  });

  test('a length that the client did not enforce is enforced here', async () => {
    const headers = { 'content-length': '99' };
    const lying: Net = { ...net, get: async () => new Response('<list/>', { headers }) };
    const found = expect.stringContaining('7 bytes of 99 announced');
    await expect(fetchIt({ net: lying })).rejects.toMatchObject({ code: 'LIST_DOWNLOAD', found });
  });
});

describe('a server that is not well', () => {
  test('is asked again', async () => {
    server.answer('/list.xml', status(500), status(503), whole(BODY));
    await fetchIt();
    expect(written()).toBe(BODY);
    expect(slept).toEqual([1_000, 2_000]);
  });

  test.each([
    ['stops in the middle', stall(BODY, 100)],
    ['never answers', silent],
  ])('is given up when it %s', async (_what, answer) => {
    server.answer('/list.xml', answer);
    const found = expect.stringMatching(/^nothing for 0.1 s/);
    await expect(fetchIt({ idleMs: 100 })).rejects.toMatchObject({ code: 'LIST_DOWNLOAD', found });
    expect(readdirSync(folder)).not.toContain('list.xml');
  });

  test('is not there', async () => {
    const address = server.address;
    await server.close();
    const found = expect.stringContaining('ECONNREFUSED');
    await expect(download(`${address}/x`, target, { net })).rejects.toMatchObject({ found });
    server = await startBadServer();
  });

  test('never ends', async () => {
    server.answer('/list.xml', endless);
    const code = 'INPUT_TOO_LARGE';
    await expect(fetchIt({ maxBytes: 1_000_000 })).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an answer that is not the file', () => {
  const html = '<!DOCTYPE html><html><head><title>Please log in</title></head></html>';
  const error = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>x</Message></Error>';

  test.each([
    ['an HTML page', status(200, html), 'an HTML page titled "Please log in"'],
    ['an XML error', status(200, error), 'the XML error message NoSuchKey'],
    [
      'an XML error with its status',
      status(403, error),
      'status 403, the XML error message NoSuchKey',
    ],
    ['a page that is not found', status(404, 'nothing here'), 'status 404'],
  ])('is refused at once: %s', async (_what, answer, found) => {
    server.answer('/list.xml', answer);
    await expect(fetchIt()).rejects.toMatchObject({ code: 'LIST_DOWNLOAD', found });
    expect(server.seen).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('redirects', () => {
  test('are followed', async () => {
    server.answer('/list.xml', status(302, '', { location: '/elsewhere.xml' }));
    server.answer('/elsewhere.xml', whole(BODY));
    await fetchIt();
    expect(written()).toBe(BODY);
  });

  test('are not followed for ever', async () => {
    server.answer('/list.xml', status(302, '', { location: '/list.xml' }));
    await expect(fetchIt()).rejects.toMatchObject({ found: 'more than 5 redirects' });
    expect(server.seen).toHaveLength(6);
  });

  test('never lead from https to http', async () => {
    const headers = { location: 'http://example.org/list.xml' };
    const leading: Net = { ...net, get: async () => new Response(null, { status: 302, headers }) };
    await expect(
      download('https://example.org/list.xml', target, { net: leading }),
    ).rejects.toMatchObject({ code: 'LIST_DOWNLOAD', found: 'a redirect to http://' });
  });

  test('never carry the token to another server', async () => {
    const hops = ['https://a.example/list.xml', 'https://a.example/2', 'https://b.example/3'];
    const sent: [string, string | undefined][] = [];
    const leading: Net = {
      ...net,
      get: async (url, { headers }) => {
        sent.push([url, headers['authorization']]);
        const location = hops[hops.indexOf(url) + 1];
        if (location === undefined) return new Response(BODY);
        return new Response(null, { status: 302, headers: { location } });
      },
    };
    const [first = ''] = hops;
    await download(first, target, { net: leading, authorization: 'Token t' });
    expect(sent).toEqual([
      ['https://a.example/list.xml', 'Token t'],
      ['https://a.example/2', 'Token t'],
      ['https://b.example/3', undefined],
    ]);
    expect(written()).toBe(BODY);
  });
});

test('the caller can stop it, and what arrived is kept', async () => {
  server.answer('/list.xml', stall(BODY, 4_000));
  const caller = new AbortController();
  const running = fetchIt({ abort: caller.signal, onProgress: () => caller.abort() });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(folder).sort()).toEqual(['list.xml.part', 'list.xml.part.json']);
});
