import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/index.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { seal } from './commitment.ts';
import { createJournal } from './create.ts';
import { Journal } from './journal.ts';
import { RECORD_BYTES } from './record.ts';
import { diskOf, HOME, smallJournal } from './testing/harness.ts';
import { SimDisk } from './testing/sim-disk.ts';
import { seededEntropy, testWorld } from './testing/world.ts';
import { verifyJournal } from './verify.ts';

/** A disk that counts. */
class CountingDisk extends SimDisk {
  syncs = 0;
  override async sync(path: string): Promise<void> {
    this.syncs += 1;
    await super.sync(path);
  }
}

async function freshJournal(disk = new CountingDisk(seededRandom(1))) {
  const world = testWorld(disk);
  await createJournal(world, 'example.com/fresh');
  return { disk, world, journal: await Journal.open(world) };
}

describe('recording', () => {
  test('records read back as they were given, numbered from 0 in the order of the calls', async () => {
    const { world, journal } = await freshJournal();
    const bytes = Uint8Array.of(0, 255, 10);
    const receipts = await Promise.all([
      journal.append({ type: 'list.activated', body: { list: 'made_up', rows: 3 } }),
      journal.append({ type: 'raw', body: bytes }),
      journal.append({ type: 'case.decided', body: null, personal: { who: 'Nadie Prueba' } }),
    ]);
    expect(receipts.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(await journal.read(0)).toEqual({
      seq: 0,
      at: world.clock.now(),
      type: 'list.activated',
      content: { body: { list: 'made_up', rows: 3 } },
    });
    expect((await journal.read(1)).content).toEqual({ bytes: Buffer.from(bytes) });
    expect(await journal.personal(1)).toEqual({ state: 'none' });
    const kept = await journal.personal(2);
    expect('data' in kept && String(kept.data)).toBe('{"who":"Nadie Prueba"}');
    await expect(journal.read(3)).rejects.toMatchObject({ code: 'JOURNAL_NUMBER' });
  });

  test('is canonical JSON, which anybody can read without us', async () => {
    const { journal } = await freshJournal();
    await journal.append({ type: 'a.b', body: { z: 1, a: ['ñ', 1e21] } });
    expect(String((await journal.files.frame(0)).record)).toBe(
      '{"at":"2026-04-21T12:00:00.000Z","body":{"a":["ñ",1e+21],"z":1},"seq":0,"type":"a.b","v":1}',
    );
  });

  test('many that wait share one sync; one alone needs one', async () => {
    const { disk, journal } = await freshJournal();
    disk.syncs = 0;
    const entry = { type: 'test.record', body: 'x' };
    await Promise.all(Array.from({ length: 200 }, () => journal.append(entry)));
    expect(disk.syncs).toBe(1);
    await journal.append(entry);
    expect(disk.syncs).toBe(2);
    await journal.append({ ...entry, personal: 'y' });
    expect(disk.syncs).toBe(4);
  });

  test('is acknowledged only when it is on the disk', async () => {
    const { disk, world, journal } = await freshJournal();
    let isSynced = false;
    const sync = disk.sync.bind(disk);
    let go = () => {};
    disk.sync = async (path) => {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      isSynced = true;
      await sync(path);
    };
    let isTold = false;
    const told = journal.append({ type: 'test.record', body: 1 }).then(() => {
      isTold = true;
    });
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect({ isTold, isSynced, size: journal.size }).toEqual({
      isTold: false,
      isSynced: false,
      size: 0,
    });
    go();
    await told;
    const again = await Journal.open({ ...world, disk: disk.afterPowerCut() });
    expect(again.size).toBe(1);
  });

  test.each([
    ['a type in capitals', { type: 'Case', body: 1 }, /the type "Case"/],
    ['a type of the journal', { type: 'journal.erased', body: 1 }, /of the journal's own/],
    ['a number that JSON has not', { type: 'a', body: Number.NaN }, /the number NaN/],
    ['half a character', { type: 'a', body: '\ud800' }, /not Unicode/],
    ['a function', { type: 'a', body: (() => 1) as unknown as Json }, /type function/],
    ['a date', { type: 'a', body: new Date(0) as unknown as Json }, /an object of a class/],
    ['nothing', { type: 'a', body: { a: undefined as unknown as Json } }, /type undefined/],
    ['too much', { type: 'a', body: 'x'.repeat(RECORD_BYTES) }, /limit recordBytes, 65535/],
    ['too much of a person', { type: 'a', body: 1, personal: 'x'.repeat(2e6) }, /personalBytes/],
  ])('%s is refused, and the next record takes the number', async (_, entry, says) => {
    const { journal } = await freshJournal();
    const error = await journal.append(entry).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'JOURNAL_RECORD' });
    expect(String(error)).toMatch(says);
    expect((await journal.append({ type: 'a', body: 1 })).seq).toBe(0);
  });

  test('more than the disk keeps up with is refused before memory fills', async () => {
    const { disk, journal } = await freshJournal();
    disk.sync = () => new Promise(() => {});
    const entry = { type: 'a', body: 'x'.repeat(60_000) };
    const busy: unknown[] = [];
    for (let i = 0; i < 1_300; i++) journal.append(entry).catch((error) => busy.push(error));
    await new Promise((resolve) => setImmediate(resolve));
    expect(busy.length).toBeGreaterThan(100);
    expect(busy[0]).toMatchObject({ code: 'JOURNAL_BUSY', http: 503 });
  });

  test('two journals in one folder are refused, and one that is absent is told', async () => {
    const { world } = await freshJournal();
    await expect(createJournal(world, 'example.com/b')).rejects.toMatchObject({
      code: 'JOURNAL_EXISTS',
    });
    const empty = testWorld(new SimDisk(seededRandom(1)));
    await expect(Journal.open(empty)).rejects.toMatchObject({ code: 'JOURNAL_ABSENT' });
    await expect(createJournal(empty, 'a b')).rejects.toMatchObject({ code: 'USAGE_OPTION' });
  });
});

describe('a disk that fails', () => {
  const entry = { type: 'test.record', body: 'x' };

  test('a sync stops the journal, even when the next one would say that all is well', async () => {
    const { disk, world, journal } = await freshJournal();
    await journal.append(entry);
    disk.failIn('sync', 0);
    const both = [journal.append(entry), journal.append(entry)];
    for (const failed of await Promise.allSettled(both)) {
      expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'JOURNAL_STOPPED' } });
    }
    const error = await journal.append(entry).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'JOURNAL_STOPPED', http: 503, exit: 70 });
    expect(String(error)).toContain('a writing that failed: input/output error');
    await expect(journal.checkpoint()).rejects.toMatchObject({ code: 'JOURNAL_STOPPED' });
    await journal.close();
    // What was seen after the failure is written again, so that a power cut no longer takes it.
    const next = await Journal.open({ ...world, disk: disk.afterKill() });
    expect(next.size).toBe(3);
    const after = await Journal.open({
      ...world,
      disk: (next.files.disk as SimDisk).afterPowerCut(),
    });
    expect(after.size).toBe(3);
  });

  test('what a killed process had written and not synced is on the disk when it is shown', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const { disk, world, journal } = await freshJournal(new CountingDisk(seededRandom(seed)));
      disk.sync = () => new Promise(() => {});
      void journal.append(entry);
      await new Promise((resolve) => setImmediate(resolve));
      const next = await Journal.open({ ...world, disk: disk.afterKill() });
      expect((await next.checkpoint()).size).toBe(1);
      const after = (next.files.disk as SimDisk).afterPowerCut();
      expect((await Journal.open({ ...world, disk: after })).size).toBe(1);
    }
  });

  test('what is signed is never written again: it is on the disk', async () => {
    const { world, journal, disk } = await freshJournal();
    await journal.append(entry);
    const written: string[] = [];
    const write = disk.write.bind(disk);
    disk.write = async (path, ...rest) => {
      written.push(path);
      await write(path, ...rest);
    };
    await Journal.open(world);
    expect(written).toEqual([`${HOME}/records/000000000000.log`]);
    await journal.close();
    written.length = 0;
    await Journal.open(world);
    expect(written).toEqual([]);
  });

  test('a full disk is called one, and stops the journal', async () => {
    const { disk, world, journal } = await freshJournal();
    disk.failIn('write', 0);
    await expect(journal.append(entry)).rejects.toMatchObject({ code: 'DISK_FULL', http: 507 });
    await expect(journal.append(entry)).rejects.toMatchObject({ code: 'JOURNAL_STOPPED' });
    const again = await Journal.open({ ...world, disk: disk.afterKill() });
    expect((await again.append(entry)).seq).toBe(again.size - 1);
  });

  test('a checkpoint that cannot be written is not given out', async () => {
    const { disk, journal } = await freshJournal();
    await journal.append(entry);
    disk.failIn('sync', 0);
    await expect(journal.checkpoint()).rejects.toMatchObject({ code: 'JOURNAL_STOPPED' });
  });

  test('one that is closed records nothing', async () => {
    const { journal } = await freshJournal();
    await journal.close();
    await expect(journal.append(entry)).rejects.toThrow(/one that was closed/);
  });
});

describe('personal data', () => {
  const secret = 'Ximena Satizábal Prueba 1970-05-17';

  async function erased() {
    const { disk, world, journal } = await freshJournal();
    const salt = seededEntropy(1);
    salt(32);
    await journal.append({ type: 'a', body: 1, personal: 'Telesforo Inventado' });
    await journal.append({ type: 'case.opened', body: { alert: 7 }, personal: secret });
    const before = await journal.checkpoint();
    const whole = disk.contents();
    await journal.erase(1, 'asked for by the person concerned');
    return { disk, world, journal, before, whole };
  }

  test('is bound by the record and verified', async () => {
    const { whole } = await erased();
    const files = (await Journal.open(testWorld(diskOf(whole)))).files;
    expect(await verifyJournal(files)).toMatchObject({
      findings: [],
      personal: { kept: 2, erased: 0 },
    });
  });

  test('erased, neither it nor its salt is in any file, and every proof stays valid', async () => {
    const { disk, journal, before, whole } = await erased();
    const personal = whole.get(`${HOME}/personal/000000000000.bin`) as Buffer;
    const { personal: place } = await journal.files.frame(1);
    const salt = personal.subarray(place.offset, place.offset + 32);
    const data = Buffer.from(JSON.stringify(secret));
    expect(personal.subarray(place.offset + 32)).toEqual(data);
    for (const after of [disk, disk.afterPowerCut()]) {
      for (const [path, bytes] of after.contents()) {
        expect(bytes.includes(data), path).toBe(false);
        expect(bytes.includes(secret.slice(0, 6)), path).toBe(false);
        expect(bytes.includes(salt.subarray(0, 8)), path).toBe(false);
      }
    }
    expect(await journal.personal(1)).toEqual({ state: 'erased' });
    expect(await journal.personal(0)).toMatchObject({ state: 'kept' });
    expect((await journal.read(2)).content).toEqual({
      body: { reason: 'asked for by the person concerned', seq: 1 },
    });
    const verdict = await verifyJournal(journal.files, {
      against: { name: 'the checkpoint from before', checkpoint: before },
    });
    expect(verdict).toMatchObject({ findings: [], personal: { kept: 1, erased: 1 } });
  });

  test('erased, cannot be confirmed by whoever guesses it', async () => {
    const { journal } = await erased();
    const { commitment } = await journal.read(1);
    // Whoever guesses right must still guess the salt: the same data seals differently each time.
    const guesses = Array.from({ length: 50 }, (_, i) => seal(secret, seededEntropy(100 + i)));
    const all = guesses.map((guess) => Buffer.from(guess.commitment).toString('hex'));
    expect(new Set(all).size).toBe(50);
    expect(all).not.toContain(Buffer.from(commitment as Uint8Array).toString('hex'));
    const zero = seal(secret, (bytes) => new Uint8Array(bytes));
    expect(zero.commitment).not.toEqual(commitment);
  });

  test('that two ask to erase is erased once, and is never seen half erased', async () => {
    const { disk, journal } = await freshJournal();
    await journal.append({ type: 'a', body: 1, personal: secret });
    const half = disk.write.bind(disk);
    let seen: unknown;
    disk.write = async (path, offset, bytes) => {
      if (path.endsWith('.bin')) {
        await half(path, offset, bytes.subarray(0, 40));
        seen = await journal.personal(0);
      }
      await half(path, offset, bytes);
    };
    const both = await Promise.allSettled([journal.erase(0, 'one'), journal.erase(0, 'two')]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(seen).toEqual({ state: 'erased' });
    expect(journal.size).toBe(2);
  });

  test('that is none, or erased, or of no record, is not erased', async () => {
    const { journal } = await erased();
    await expect(journal.erase(1, '')).rejects.toThrow(/erased already/);
    await expect(journal.erase(2, '')).rejects.toThrow(/no personal data/);
    await expect(journal.erase(9, '')).rejects.toMatchObject({ code: 'JOURNAL_NUMBER' });
  });

  test('whose erasure failed to reach the disk is erased for good when it is opened again', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const { disk, world, journal } = await freshJournal(new CountingDisk(seededRandom(seed)));
      await journal.append({ type: 'a', body: 1, personal: secret });
      // The first sync is of the record that says so, the second of the zeros.
      disk.failIn('sync', 1);
      await expect(journal.erase(0, 'asked for')).rejects.toMatchObject({
        code: 'JOURNAL_STOPPED',
      });
      const next = await Journal.open({ ...world, disk: disk.afterKill() });
      const after = (next.files.disk as SimDisk).afterPowerCut();
      for (const bytes of after.contents().values()) expect(bytes.includes('Ximena')).toBe(false);
    }
  });

  test('that was changed is damage, not data', async () => {
    const { whole } = await erased();
    const path = `${HOME}/personal/000000000000.bin`;
    const worse = Buffer.from(whole.get(path) as Buffer);
    worse[worse.length - 1]! ^= 1;
    const journal = await Journal.open(testWorld(diskOf(new Map([...whole, [path, worse]]))));
    await expect(journal.personal(1)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    await expect(journal.erase(1, '')).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });

  test('zeroed without a recorded erasure is found missing', async () => {
    const { whole } = await erased();
    const path = `${HOME}/personal/000000000000.bin`;
    const worse = Buffer.alloc((whole.get(path) as Buffer).length);
    const journal = await Journal.open(testWorld(diskOf(new Map([...whole, [path, worse]]))));
    const { findings } = await verifyJournal(journal.files);
    expect(findings.map(({ record, what }) => [record, what])).toEqual([
      [0, 'personal data is gone, by no recorded erasure'],
      [1, 'personal data is gone, by no recorded erasure'],
    ]);
  });

  test('whose erasure a crash broke off is erased when the journal is opened', async () => {
    const { disk, world, whole } = await erased();
    const path = `${HOME}/personal/000000000000.bin`;
    const back = new Map([...disk.contents(), [path, whole.get(path) as Buffer]]);
    const half = diskOf(back);
    expect((await verifyJournal((await smallJournal(0)).files)).findings).toEqual([]);
    const journal = await Journal.open({ ...world, disk: half });
    expect(journal.recovery.erased).toBe(1);
    expect(half.contents().get(path)!.includes(secret.slice(0, 6))).toBe(false);
    expect((await verifyJournal(journal.files)).findings).toEqual([]);
  });
});

describe('canonical JSON', () => {
  test('has one form whatever the order of keys, and is JSON', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(turned(value))).toBe(text);
        // -0 is written 0, as RFC 8785 says.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('sorts keys by UTF-16 units, as the example of RFC 8785', () => {
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\ud83d\ude00': 5,
      '\u0080': 6,
      ö: 7,
    };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map(([, n]) => n).join('')).toBe('2467153');
  });

  test('refuses what is too deep', () => {
    let deep: Json = 1;
    for (let i = 0; i < 70; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow(/64 levels/);
  });
});

/** The same value with the keys of every object in reverse. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  );
}
