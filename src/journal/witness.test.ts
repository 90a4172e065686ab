import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../base/index.ts';
import { encodeBase64 } from './base64.ts';
import { parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosignedAt } from './cosignature.ts';
import { EMPTY_ROOT, leafHash } from './hashes.ts';
import { KEY_TYPES, newSigner } from './key.ts';
import { formatNote, parseNote, signaturesOf } from './note.ts';
import { smallJournal } from './testing/harness.ts';
import { naiveProof, naiveRoot } from './testing/naive-tree.ts';
import { Crash, SimDisk } from './testing/sim-disk.ts';
import { seededEntropy, testWorld } from './testing/world.ts';
import { REQUEST_BYTES, Witness, witnessKey } from './witness.ts';
import { cosignBy } from './witness-client.ts';
import { type StartedWitness, startWitness } from './witness-server.ts';

const log = newSigner('example.com/log', KEY_TYPES.note, seededEntropy(1));
const stranger = newSigner('example.com/log', KEY_TYPES.note, seededEntropy(2));
const records = Array.from({ length: 40 }, (_, i) => Buffer.from(`record ${i}`));
const fork = records.map((record, i) => (i === 3 ? Buffer.from('forged') : record));

async function fresh(disk = new SimDisk(seededRandom(1))) {
  const { clock } = testWorld(disk);
  const place = { disk, folder: '/witness', entropy: seededEntropy(3) };
  const signer = await witnessKey(place, 'witness.example/w');
  return { disk, clock, witness: new Witness({ signer, logs: [log], clock, ...place }) };
}

/** A request about the first `size` of some records, with the proof from `old`. */
function request(
  old: number,
  size: number,
  { from = records, key = log, proof = undefined as readonly Uint8Array[] | undefined } = {},
): Buffer {
  const all = from.slice(0, size);
  const hashes = proof ?? (old === 0 || old > size ? [] : naiveProof(old, all));
  const head = [`old ${old}`, ...hashes.map(encodeBase64)].join('\n');
  const { note } = signCheckpoint(size, naiveRoot(all), key);
  return Buffer.from(`${head}\n\n${formatNote(note)}`);
}

describe('what the specification asks of add-checkpoint', () => {
  test('200: a first checkpoint, a later one that begins with it, the same again', async () => {
    const { witness, clock } = await fresh();
    for (const [old, size] of [
      [0, 5],
      [5, 9],
      [9, 9],
      [9, 40],
    ] as const) {
      clock.advance(1_000);
      const body = request(old, size);
      const answer = await witness.addCheckpoint(body);
      expect(answer).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
      const text = body.toString().slice(body.indexOf('\n\n') + 2);
      const note = parseNote(Buffer.from(`${text}${answer.text}`), '');
      expect(cosignedAt(note, witness.key)).toEqual(clock.now());
    }
  });

  test('409 with the size: whoever asks from another size than was seen last', async () => {
    const { witness } = await fresh();
    await witness.addCheckpoint(request(0, 5));
    for (const old of [0, 4, 6]) {
      const answer = await witness.addCheckpoint(request(old, 9));
      expect(answer).toEqual({ status: 409, type: 'text/x.tlog.size', text: '5\n' });
    }
    const { witness: empty } = await fresh();
    expect(await empty.addCheckpoint(request(3, 5))).toMatchObject({ status: 409, text: '0\n' });
  });

  test('404: a log it does not know; 403: a signature that is not the log’s', async () => {
    const { witness } = await fresh();
    const other = newSigner('example.com/other', KEY_TYPES.note, seededEntropy(1));
    expect((await witness.addCheckpoint(request(0, 5, { key: other }))).status).toBe(404);
    expect((await witness.addCheckpoint(request(0, 5, { key: stranger }))).status).toBe(403);
    const body = request(0, 5).toString();
    const [good = ''] = /— .*\n$/.exec(body) ?? [];
    const forged = `${good.slice(0, 30)}${good[30] === 'A' ? 'B' : 'A'}${good.slice(31)}`;
    const both = await witness.addCheckpoint(Buffer.from(body + forged));
    expect(both.status).toBe(403);
    expect((await witness.addCheckpoint(Buffer.from(body))).status).toBe(200);
  });

  test('422: a fork, a proof that does not hold, another root of the same size', async () => {
    const { witness, disk } = await fresh();
    await witness.addCheckpoint(request(0, 5));
    const before = disk.contents();
    const proof = naiveProof(5, records.slice(0, 9));
    for (const body of [
      request(5, 9, { from: fork }),
      request(5, 5, { from: fork }),
      request(5, 9, { proof: [] }),
      request(5, 9, { proof: proof.slice(1) }),
      request(5, 9, { proof: [...proof, EMPTY_ROOT] }),
      request(5, 5, { proof: [EMPTY_ROOT] }),
    ]) {
      const answer = await witness.addCheckpoint(body);
      expect(answer.status).toBe(422);
      expect(answer.text).toMatch(/not proved to begin with the 5 seen before/);
    }
    expect(disk.contents()).toEqual(before);
    const { witness: empty } = await fresh();
    const proved = await empty.addCheckpoint(request(0, 5, { proof: [EMPTY_ROOT] }));
    expect(proved).toMatchObject({ status: 422, text: expect.stringContaining('no hashes') });
  });

  test('a log without records: only with the root of nothing', async () => {
    const { witness } = await fresh();
    const { note } = signCheckpoint(0, leafHash(Buffer.from('x')), log);
    const wrong = Buffer.from(`old 0\n\n${formatNote(note)}`);
    expect((await witness.addCheckpoint(wrong)).status).toBe(422);
    expect((await witness.addCheckpoint(request(0, 0))).status).toBe(200);
    expect((await witness.addCheckpoint(request(0, 5))).status).toBe(200);
  });

  test('400: whatever is not a request', async () => {
    const { witness } = await fresh();
    await witness.addCheckpoint(request(0, 5));
    const good = request(5, 9).toString();
    const many = `old 5\n${`${encodeBase64(EMPTY_ROOT)}\n`.repeat(64)}${good.slice(good.indexOf('\n\n') + 1)}`;
    for (const text of [
      '',
      'old 5',
      good.replace('old 5', 'old 05'),
      good.replace('old 5', 'old -5'),
      good.replace('old 5', 'new 5'),
      good.replace('old 5\n', 'old 5\nAAAA\n'),
      good.replace('\n9\n', '\n09\n'),
      many,
      'x'.repeat(REQUEST_BYTES + 1),
    ]) {
      expect((await witness.addCheckpoint(Buffer.from(text))).status).toBe(400);
    }
    expect((await witness.addCheckpoint(request(9, 5))).status).toBe(400);
  });

  test('any bytes are answered, and nothing but a request is co-signed', async () => {
    const { witness } = await fresh();
    const pieces = fc.constantFrom('old 0', '\n', '\n\n', 'example.com/log', '5', '— x AAAAAAA=');
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(pieces).map((all) => Buffer.from(all.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        expect([400, 404]).toContain((await witness.addCheckpoint(bytes)).status);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a witness', () => {
  test('asked twice at once signs one history: the second is in conflict', async () => {
    const { witness } = await fresh();
    await witness.addCheckpoint(request(0, 5));
    const both = await Promise.all([
      witness.addCheckpoint(request(5, 9)),
      witness.addCheckpoint(request(5, 7, { from: records })),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 409]);
  });

  test('keeps what it signed before it answers, whenever the power goes', async () => {
    for (let operations = 0; operations < 40; operations++) {
      const { witness, disk, clock } = await fresh(new SimDisk(seededRandom(operations)));
      await witness.addCheckpoint(request(0, 5));
      disk.crashIn(operations);
      const answer = await witness.addCheckpoint(request(5, 9)).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      const after = disk.afterPowerCut();
      const place = { disk: after, folder: '/witness', entropy: seededEntropy(3) };
      const signer = await witnessKey(place, undefined);
      const next = new Witness({ signer, logs: [log], clock, ...place });
      // Another history from the size before is refused wherever the first one was answered.
      const other = await next.addCheckpoint(request(5, 12));
      expect(other.status).toBeOneOf(answer === undefined ? [200, 409] : [409]);
    }
  });

  test('whose memory is damaged signs nothing', async () => {
    const { witness, disk } = await fresh();
    await witness.addCheckpoint(request(0, 5));
    const [path = ''] = [...disk.contents().keys()].filter((name) => name.includes('/logs/'));
    disk.tamper(path, Buffer.from('rubbish'));
    await expect(witness.addCheckpoint(request(0, 9))).rejects.toMatchObject({
      code: 'NOTE_INVALID',
    });
  });

  test('has one name for good', async () => {
    const { disk } = await fresh();
    const place = { disk, folder: '/witness', entropy: seededEntropy(4) };
    expect((await witnessKey(place, undefined)).name).toBe('witness.example/w');
    await expect(witnessKey(place, 'another.example')).rejects.toMatchObject({
      code: 'USAGE_OPTION',
    });
  });
});

describe('over HTTP', () => {
  let home = '';
  let witness: StartedWitness;
  let url = '';
  const faults: unknown[] = [];
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tamiz-witness-'));
    const { clock } = testWorld(new SimDisk(seededRandom(1)));
    const place = { home, clock, entropy: seededEntropy(6) };
    const { journal } = await smallJournal(3);
    witness = await startWitness({
      place,
      logs: [journal.key, log],
      onFault: (error) => faults.push(error),
    });
    witness.server.listen(0, '127.0.0.1');
    await once(witness.server, 'listening');
    url = `http://127.0.0.1:${(witness.server.address() as AddressInfo).port}`;
    await expect(startWitness({ place, logs: [log], onFault: () => {} })).rejects.toMatchObject({
      code: 'HOME_LOCKED',
    });
  });
  afterAll(async () => {
    await witness.close();
    await rm(home, { recursive: true });
    expect(faults).toEqual([]);
  });

  const ask: Parameters<typeof cosignBy>[1]['ask'] = (address, { headers, body, signal }) =>
    fetch(address, { method: 'POST', headers, body, signal, redirect: 'manual' });
  const abort = new AbortController().signal;

  test('a journal has its checkpoints co-signed, from the first on and after its own were lost', async () => {
    const { journal } = await smallJournal(3);
    await expect(cosignBy(journal, { url, ask, abort })).rejects.toMatchObject({
      code: 'USAGE_OPTION',
    });
    const first = await cosignBy(journal, { url, ask, abort, witness: witness.key });
    expect(first).toMatchObject({ by: witness.key.name, checkpoint: { size: 3 } });
    await journal.append({ type: 'test.record', body: 1 });
    // Known by now, so that its key need not be given.
    const second = await cosignBy(journal, { url, ask, abort });
    expect(second.checkpoint.size).toBe(4);
    const { note } = second.checkpoint;
    expect(signaturesOf(note, witness.key)).toHaveLength(1);
    expect(signaturesOf(note, journal.key)).toHaveLength(1);
    // The monitors' side of it.
    const origin = createHash('sha256').update(journal.key.name).digest('hex');
    const seen = await fetch(`${url}/${origin}/checkpoint`);
    expect(seen.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(parseCheckpoint(Buffer.from(await seen.text()), '').size).toBe(4);
    // The same journal, of which nobody knows that it was witnessed: the witness tells the size.
    const { journal: forgetful } = await smallJournal(3);
    await forgetful.append({ type: 'test.record', body: 1 });
    await forgetful.append({ type: 'test.record', body: 2 });
    const third = await cosignBy(forgetful, { url, ask, abort, witness: witness.key });
    expect(third.checkpoint.size).toBe(5);
    await expect(cosignBy(journal, { url, ask, abort })).rejects.toMatchObject({
      code: 'WITNESS_REFUSED',
      found: 'that it has seen 5 records; this journal has 4: rolled back?',
    });
    const { journal: forked } = await smallJournal(4);
    await forked.append({ type: 'test.record', body: 2 });
    await forked.append({ type: 'test.record', body: 3 });
    const refusal = cosignBy(forked, { url, ask, abort, witness: witness.key });
    await expect(refusal).rejects.toThrow(/status 422: these 6 records are not proved to begin/);
  });

  test.each([
    ['GET', '/add-checkpoint', 405],
    ['POST', '/', 404],
    ['GET', '/../etc/passwd', 404],
    ['GET', `/${'0'.repeat(64)}/checkpoint`, 404],
    ['DELETE', `/${'0'.repeat(64)}/checkpoint`, 405],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const answer = await new Promise<number | undefined>((resolve) => {
      httpRequest(`${url}`, { method, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(answer).toBe(status);
  });

  test('what is too large is refused unread', async () => {
    const body = 'x'.repeat(REQUEST_BYTES + 1);
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('limit requestBytes');
    // Without end: it is answered although the rest never comes.
    const endless = httpRequest(`${url}/add-checkpoint`, { method: 'POST' });
    endless.on('error', () => {});
    endless.write('x'.repeat(2_000_000));
    const [refused] = (await once(endless, 'response')) as [{ statusCode: number }];
    expect(refused.statusCode).toBe(413);
    endless.destroy();
  });

  test('who goes away in the middle is no fault of the witness', async () => {
    const gone = httpRequest(`${url}/add-checkpoint`, { method: 'POST' });
    gone.on('error', () => {});
    await new Promise<void>((resolve) => gone.write('old 0', () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.destroy();
    const { status } = await fetch(`${url}/`);
    expect(status).toBe(404);
  });

  test('a witness that is not there, or signs with another key, is told', async () => {
    const { journal } = await smallJournal(3);
    const other = newSigner('other.example', KEY_TYPES.cosignature, seededEntropy(9));
    const away = cosignBy(journal, { url: 'http://127.0.0.1:1', ask, abort, witness: other });
    await expect(away).rejects.toMatchObject({ code: 'WITNESS_REFUSED' });
    const liar: typeof ask = async () => new Response('— other.example AAAAAAA=\n');
    const lied = cosignBy(journal, { url, ask: liar, abort, witness: other });
    await expect(lied).rejects.toThrow(/a signature of none of other\.example\+/);
    const endless: typeof ask = async () => new Response('x'.repeat(20_000));
    await expect(cosignBy(journal, { url, ask: endless, abort, witness: other })).rejects.toThrow(
      /more than 16384 bytes/,
    );
  });
});
