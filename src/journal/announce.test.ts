import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Post, systemEntropy } from '../base/index.ts';
import { announce, announced, newToken, proofOf } from './announce.ts';

/** What commands on a data folder are told of the server that has its journal. */
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-announce-'));
});
afterAll(() => rm(home, { recursive: true }));

const url = 'http://127.0.0.1:8080';
const place = (post: Post) => ({ entropy: systemEntropy, post });
const file = () => join(home, 'journal', 'server.json');

/** A server that knows a token, and everything that it is told. */
function serverWith(token: string): { readonly post: Post; readonly heard: string[] } {
  const heard: string[] = [];
  const post: Post = async (address, { headers, body }) => {
    heard.push(`${address} ${JSON.stringify(headers)} ${body}`);
    return Response.json({ proof: proofOf(token, JSON.parse(body).nonce) });
  };
  return { post, heard };
}

test('a server is found by whoever may read the folder, and only while it has the token', async () => {
  const token = newToken(systemEntropy);
  const takeBack = await announce(home, { url, token });
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  const { post, heard } = serverWith(token);
  expect(await announced(home, place(post))).toEqual({ url, token, post });
  expect(heard.join()).not.toContain(token);
  // No number is used twice: what was shown once shows nothing.
  await announced(home, place(post));
  expect(new Set(heard).size).toBe(2);
  expect(await announced(home, place(serverWith('another').post))).toBeUndefined();
  await takeBack();
  expect(await readdir(join(home, 'journal'))).toEqual([]);
  expect(await announced(home, place(post))).toBeUndefined();
});

test('whatever stands in the file, or is answered, is no server and no fault', async () => {
  await mkdir(join(home, 'journal'), { recursive: true });
  const answers = fc.oneof(fc.string(), fc.json(), fc.constant('{"proof":"x"}'));
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ url: fc.oneof(fc.webUrl(), fc.string()), token: fc.string() })
      .map((one) => JSON.stringify(one)),
    fc.constant(JSON.stringify({ url, token: 'secret' })),
  );
  await fc.assert(
    fc.asyncProperty(texts, answers, async (text, answer) => {
      await writeFile(file(), text);
      const post: Post = async () => new Response(answer);
      expect(await announced(home, place(post))).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('an answer that has no end is not read to it', async () => {
  await announce(home, { url, token: 'secret' });
  let given = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      given++;
      controller.enqueue(Buffer.alloc(512, 32));
    },
  });
  expect(
    await announced(
      home,
      place(async () => new Response(endless)),
    ),
  ).toBeUndefined();
  expect(given).toBeLessThan(10);
});
