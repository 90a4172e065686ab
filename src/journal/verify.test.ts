import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../base/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { createJournal } from './create.ts';
import { JournalFiles } from './files.ts';
import { encodeFrame, type Frame } from './frame.ts';
import { leafHash } from './hashes.ts';
import { Journal } from './journal.ts';
import { KEY_TYPES, newSigner } from './key.ts';
import { diskOf, HOME, smallJournal } from './testing/harness.ts';
import { SimDisk } from './testing/sim-disk.ts';
import { seededEntropy, testWorld } from './testing/world.ts';
import { verifyJournal } from './verify.ts';

const RECORDS = `${HOME}/records/000000000000.log`;
const witness = newSigner('witness.example/w', KEY_TYPES.cosignature, seededEntropy(5));

/** Has a test's witness co-sign what the journal has. */
async function witnessed(journal: Journal): Promise<Checkpoint> {
  const checkpoint = await journal.checkpoint();
  const { text, signatures } = checkpoint.note;
  const seen = cosign(text, new Date('2026-04-21T12:00:00Z'), witness);
  const note = { text, signatures: [...signatures, seen] };
  await journal.keepWitnessed({ ...checkpoint, note }, witness);
  return checkpoint;
}

const verify = (contents: ReadonlyMap<string, Uint8Array>) =>
  verifyJournal(new JournalFiles(diskOf(contents), HOME));

describe('any single changed byte', () => {
  test('of a small journal is found, in the file where it is, with the record', async () => {
    const { disk, journal } = await smallJournal(5);
    await journal.erase(3, 'asked for');
    await witnessed(journal);
    await journal.append({ type: 'test.record', body: 'behind the checkpoint' });
    await journal.close();
    const contents = disk.contents();
    expect(await verify(contents)).toMatchObject({
      size: 7,
      findings: [],
      personal: { kept: 1, erased: 1 },
      signed: 7,
      witnessed: { size: 6, by: 'witness.example/w' },
    });
    const frames = await journal.files.frames(0, 7);
    let changes = 0;
    for (const [path, bytes] of contents) {
      const file = path.slice(HOME.length + 1);
      for (let at = 0; at < bytes.length; at++) {
        const worse = Buffer.from(bytes);
        worse[at]! ^= 1 << (at % 8);
        const verdict = await verify(new Map([...contents, [path, worse]])).catch(
          // The public key is what everything is judged by: without it, nothing is.
          (error: { code: string; where: string }) => ({ findings: [{ file: 'vkey', ...error }] }),
        );
        const what = `byte ${at} of ${file}`;
        expect(verdict.findings.length, what).toBeGreaterThan(0);
        if (file !== 'vkey')
          expect(
            verdict.findings.map((f) => f.file),
            what,
          ).toContain(file);
        const record = recordAt(file, at, frames);
        if (record !== undefined)
          expect(verdict.findings, what).toContainEqual(expect.objectContaining({ file, record }));
        changes += 1;
      }
    }
    expect(changes).toBeGreaterThan(2_000);
  });

  test('of a journal of two files and their tiles, at 60 places', async () => {
    const { disk, journal } = await smallJournal(600, { segmentBytes: 20_000 });
    await journal.close();
    const contents = disk.contents();
    const frames = await journal.files.frames(0, 600);
    const random = seededRandom(7);
    const files = [...contents.keys()].filter((path) => /records|personal|tile/.test(path));
    expect(files.length).toBeGreaterThan(5);
    for (let change = 0; change < 60; change++) {
      const path = files[change % files.length] as string;
      const worse = Buffer.from(contents.get(path) as Buffer);
      const at = Math.floor(random.next() * worse.length);
      worse[at]! ^= 1 + Math.floor(random.next() * 255);
      const file = path.slice(HOME.length + 1);
      const { findings } = await verify(new Map([...contents, [path, worse]]));
      const first = Number(/\d{12}/.exec(file)?.[0] ?? 0);
      const own = frames.filter(({ seq }) => seq >= first);
      const record = recordAt(file, at, own) ?? Number(/(\d+)$/.exec(file)?.[1]) * 256 + (at >> 5);
      expect(findings, `byte ${at} of ${file}`).toContainEqual(
        expect.objectContaining({ file, record }),
      );
    }
  });
});

/** The record to which a byte belongs. */
function recordAt(file: string, at: number, frames: readonly Frame[]): number | undefined {
  const [{ seq: first } = { seq: 0 }] = frames;
  if (file.startsWith('records/')) {
    return at < 84
      ? first
      : frames.find((f) => first <= f.seq && at >= f.offset && at < f.end)?.seq;
  }
  if (!file.startsWith('personal/')) return undefined;
  return frames.find(({ personal: { offset, length } }) => at >= offset && at < offset + length)
    ?.seq;
}

/** What somebody with the permissions of the journal's own process may do to it. */
describe('an adversary', () => {
  let contents: Map<string, Buffer>;
  let frames: Frame[];
  let checkpoint: Checkpoint;
  beforeAll(async () => {
    const { disk, journal } = await smallJournal(6);
    checkpoint = await witnessed(journal);
    await journal.close();
    contents = disk.contents();
    frames = await journal.files.frames(0, 6);
  });

  /** The records file with these frames, checksums and numbers made right. */
  const rewritten = (records: readonly Uint8Array[]): Map<string, Uint8Array> => {
    const head = (contents.get(RECORDS) as Buffer).subarray(0, 84);
    const made = records.map((record, seq) => {
      const { synced, personal } = frames[seq] as Frame;
      return encodeFrame({ seq, synced, personal }, record, leafHash(record));
    });
    return new Map([...contents, [RECORDS, Buffer.concat([head, ...made])]]);
  };
  const records = () => frames.map(({ record }) => record);
  const changed = (): Uint8Array[] => {
    const all: Uint8Array[] = records();
    all[2] = Buffer.from(String(all[2]).replace('"number":2', '"number":9'));
    return all;
  };

  test.each([
    ['drops the last two', () => records().slice(0, 4), /records 4 to 5 are missing/],
    ['drops one in the middle', () => records().toSpliced(2, 1), /calls itself record 3|missing/],
    ['swaps two', () => [0, 2, 1, 3, 4, 5].map((at) => records()[at]!), /calls itself record 2/],
    ['changes one and its checksums', changed, /another root .* they were changed/],
  ])('who %s is found', async (_, forge, says) => {
    const { findings } = await verify(rewritten(forge()));
    expect(findings.map(({ what }) => what).join('; ')).toMatch(says);
    const opening = Journal.open(testWorld(diskOf(rewritten(forge()))));
    await expect(opening).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });

  test('who takes an old checkpoint back with the records is found by whoever kept the new', async () => {
    const { disk, journal } = await smallJournal(3);
    await journal.close();
    const verdict = await verifyJournal(new JournalFiles(disk, HOME), {
      against: { name: 'the witness', checkpoint },
    });
    expect(verdict.findings).toEqual([
      { file: 'the witness', record: 3, what: 'records 3 to 5 are missing, which it covers' },
    ]);
  });

  test('who has the key and writes everything anew is found by whoever kept a checkpoint', async () => {
    const world = testWorld(new SimDisk(seededRandom(1)));
    await createJournal(world, 'example.com/small');
    const journal = await Journal.open(world);
    for (let i = 0; i < 6; i++) await journal.append({ type: 'test.record', body: 'forged' });
    await journal.close();
    // By itself it is flawless: that is what the promise does not cover.
    expect((await verifyJournal(journal.files)).findings).toEqual([]);
    const { findings } = await verifyJournal(journal.files, {
      against: { name: 'the witness', checkpoint },
    });
    expect(findings).toEqual([
      {
        file: 'the witness',
        what: 'another root than the first 6 records have: they were changed',
      },
    ]);
  });

  test('who takes a whole file of records away is found', async () => {
    const { disk, journal } = await smallJournal(600, { segmentBytes: 20_000 });
    await journal.close();
    const all = disk.contents();
    const [first, second] = await journal.files.segments();
    expect(second).toBeGreaterThan(0);
    const name = `${HOME}/records/${String(first).padStart(12, '0')}.log`;
    const { findings } = await verify(new Map([...all].filter(([path]) => path !== name)));
    expect(findings[0]).toMatchObject({ record: second, what: /it begins with record/ });
  });
});

test('personal data of a record that a crash kept out is told as that, until it is opened', async () => {
  const { disk, world, journal } = await smallJournal(2);
  await journal.close();
  const path = `${HOME}/personal/000000000000.bin`;
  const whole = disk.contents().get(path) ?? Buffer.alloc(0);
  const left = diskOf(new Map([...disk.contents(), [path, Buffer.concat([whole, whole])]]));
  const { findings } = await verify(left.contents());
  expect(findings.map(({ offset }) => offset)).toEqual([whole.length]);
  expect(findings[0]?.what).toMatch(/belong to no record; a crash may have left them/);
  const again = await Journal.open({ ...world, disk: left });
  expect((await verifyJournal(again.files)).findings).toEqual([]);
});

test('a tail that a crash tore is a finding until the journal is opened', async () => {
  const { disk, journal } = await smallJournal(2);
  await journal.append({ type: 'test.record', body: 'x' });
  const contents = disk.contents();
  const whole = contents.get(RECORDS) as Buffer;
  const torn = new Map([...contents, [RECORDS, whole.subarray(0, whole.length - 1)]]);
  expect((await verify(torn)).findings).toEqual([
    expect.objectContaining({
      record: 2,
      what: expect.stringContaining('a crash may have torn it'),
    }),
  ]);
  // Where somebody is writing, only what is signed is looked at.
  const files = new JournalFiles(diskOf(torn), HOME);
  expect(await verifyJournal(files, { upTo: 2 })).toMatchObject({ size: 2, findings: [] });
});
