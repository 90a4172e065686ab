import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock, seededRandom, systemEntropy } from '../base/index.ts';
import { ListStore } from '../lists/index.ts';
import { systemPost } from '../screening/index.ts';
import type { Context } from './context.ts';
import { UpdateFailure, updateServed } from './served.ts';
import { listedPerson } from './testing/files.ts';

let home: string;
let said = '';
let context: Context;
const at = (name: string): string => join(home, name);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-served-'));
  const stream = new Writable({
    decodeStrings: false,
    write: (text, _encoding, done) => {
      said += String(text);
      done();
    },
  });
  context = {
    stdout: stream,
    stderr: stream,
    env: {},
    clock: fixedClock('2026-04-21T12:00:00Z'),
    defaultHome: home,
    abort: new AbortController().signal,
    parallelism: 1,
    wait: async () => {},
    random: seededRandom(1),
    entropy: systemEntropy,
    post: systemPost,
  };
});
afterAll(() => rm(home, { recursive: true, force: true }));

const manifest = (version: number): Promise<void> =>
  writeFile(
    at('manifest.yml'),
    `datasets:\n  - {name: one_list, path: one.jsonl, version: ${version}}\n`,
  );

test('an update gets what is new, and what fails stays as it was', async () => {
  await writeFile(at('one.jsonl'), listedPerson('made-up-1', 'Nadie Inventado'));
  await manifest(1);
  await new ListStore({ home, clock: context.clock }).loadManifest(at('manifest.yml'));
  const before = await updateServed(context, {});
  expect(before.screener.engine.entity('made-up-1')?.caption).toBe('Nadie Inventado');

  await writeFile(at('one.jsonl'), listedPerson('made-up-1', 'Otro Inventado'));
  await manifest(2);
  const after = await updateServed(context, {});
  expect(after.screener.engine.entity('made-up-1')?.caption).toBe('Otro Inventado');
  expect(after.catalog?.datasets).toMatchObject([{ name: 'one_list', indexVersion: '2' }]);

  await rm(at('one.jsonl'));
  await manifest(3);
  const failure = await updateServed(context, {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UpdateFailure);
  const { cause, served } = failure as UpdateFailure;
  expect(cause).toMatchObject({ code: 'INPUT_NOT_FOUND' });
  expect(served.screener.engine.entity('made-up-1')?.caption).toBe('Otro Inventado');
  expect(said).toMatch(/^tamiz: one_list: .*\[INPUT_NOT_FOUND\]$/m);
});
