import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom, systemClock, systemEntropy } from '../base/index.ts';
import { type Compiled, compileSources } from '../base/testing/compile.ts';
import { createHomeJournal, openJournal, withStillFiles } from './home.ts';
import { verifyJournal } from './verify.ts';

let compiled: Compiled;
let home = '';
const place = () => ({ home, clock: systemClock, entropy: systemEntropy });

beforeAll(async () => {
  compiled = await compileSources();
  home = await mkdtemp(join(tmpdir(), 'tamiz-journal-'));
  await createHomeJournal(place(), 'example.com/killed');
});
afterAll(async () => {
  await compiled.remove();
  await rm(home, { recursive: true });
});

/** Records without end, and writes the number of each record that was acknowledged to stdout. */
const script = () => `
  import { writeSync } from 'node:fs';
  import { systemClock, systemEntropy } from ${JSON.stringify(moduleOf('base'))};
  import { openJournal } from ${JSON.stringify(moduleOf('journal'))};
  const place = { home: ${JSON.stringify(home)}, clock: systemClock, entropy: systemEntropy };
  const { journal } = await openJournal(place);
  writeSync(1, 'open\\n');
  const one = async (i) => {
    const body = 'x'.repeat((i * 37) % 900);
    const { seq } = await journal.append({ type: 'killed.record', body, personal: 'Nadie ' + i });
    writeSync(1, seq + '\\n');
  };
  for (let i = 0; ; ) await Promise.all(Array.from({ length: 1 + (i % 40) }, () => one(i++)));
`;
const moduleOf = (room: string) => pathToFileURL(join(compiled.dist, room, 'index.js')).href;

/** Kills a process after it said so many numbers of kept records; returns all it said. */
async function recordUntilKilled(after: number): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script()], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    if (out.split('\n').length > after + 1) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(err).toBe('');
  return out.slice(0, out.lastIndexOf('\n')).split('\n').slice(1).map(Number);
}

test('a process that is killed again and again loses nothing that it had acknowledged', async () => {
  const random = seededRandom(11);
  let size = 0;
  for (let kill = 0; kill < 30; kill++) {
    const kept = await recordUntilKilled(Math.floor(random.next() * 100));
    const { journal, close } = await openJournal(place());
    expect(journal.size).toBeGreaterThanOrEqual(Math.max(size, ...kept.map((seq) => seq + 1)));
    expect(journal.size).toBeGreaterThanOrEqual(size + kept.length);
    for (const seq of kept.slice(-3)) expect(await journal.read(seq)).toMatchObject({ seq });
    size = journal.size;
    await close();
  }
  const verdict = await withStillFiles(place(), (files) => verifyJournal(files));
  expect(verdict).toMatchObject({ size, findings: [], personal: { kept: size } });
});

test('a second process is refused, and told who has the journal', async () => {
  const { close } = await openJournal(place());
  const child = spawn(process.execPath, ['--input-type=module', '-e', script()]);
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(err).toContain(`found process ${process.pid} on`);
  await close();
});
