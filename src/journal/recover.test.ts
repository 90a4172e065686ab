import { beforeAll, describe, expect, test } from 'vitest';
import { createJournal } from './create.ts';
import { Journal } from './journal.ts';
import { diskOf, HOME, smallJournal } from './testing/harness.ts';
import { testWorld } from './testing/world.ts';
import { verifyJournal } from './verify.ts';

const RECORDS = `${HOME}/records/000000000000.log`;

/** Opens a journal from files; what it says when it does not open. */
async function reopen(contents: ReadonlyMap<string, Uint8Array>) {
  const disk = diskOf(contents);
  const world = testWorld(disk);
  const journal = await Journal.open(world);
  return { journal, disk };
}

/**
 * Three groups: two records that are on the disk, then one group of three, and no checkpoint behind
 * the first: what a machine may have when it stops before the last sync.
 */
async function twoGroups() {
  const { disk, journal } = await smallJournal(2);
  const synced = (disk.contents().get(RECORDS) as Buffer).length;
  const entry = { type: 'test.record', body: 'x' };
  await Promise.all([entry, { ...entry, personal: 'Nadie' }, entry].map((e) => journal.append(e)));
  return { contents: disk.contents(), synced };
}

describe('a tail that a crash tore', () => {
  let contents: Map<string, Buffer>;
  let synced = 0;
  beforeAll(async () => {
    ({ contents, synced } = await twoGroups());
  });
  const withRecords = (bytes: Uint8Array) => new Map([...contents, [RECORDS, bytes]]);

  test('at every byte is cut back to the last whole record, and that is told', async () => {
    const whole = contents.get(RECORDS) as Buffer;
    const { journal } = await reopen(contents);
    const ends = (await journal.files.frames(2, 5)).map(({ end }) => end);
    for (let length = synced; length <= whole.length; length++) {
      const { journal: opened, disk } = await reopen(withRecords(whole.subarray(0, length)));
      const kept = ends.filter((end) => end <= length);
      expect(opened.size).toBe(2 + kept.length);
      const end = kept.at(-1) ?? synced;
      const cut = { file: 'records/000000000000.log', offset: end, bytes: length - end };
      expect(opened.recovery.cut).toEqual(length > end ? cut : undefined);
      expect(disk.contents().get(RECORDS)).toEqual(whole.subarray(0, end));
      const { seq } = await opened.append({ type: 'test.record', body: 'after' });
      expect(seq).toBe(2 + kept.length);
      expect((await verifyJournal(opened.files)).findings).toEqual([]);
    }
  });

  test('whose bytes are zeros from any byte on, or rubbish, is cut as well', async () => {
    const whole = contents.get(RECORDS) as Buffer;
    for (let from = synced; from < whole.length; from++) {
      for (const fill of [0, 0x54]) {
        const worse = Buffer.from(whole).fill(fill, from);
        if (worse.equals(whole)) continue;
        const { journal } = await reopen(withRecords(worse));
        expect(journal.size).toBeLessThan(5);
        expect(journal.size).toBeGreaterThanOrEqual(2);
        expect((await verifyJournal(journal.files)).findings).toEqual([]);
      }
    }
  });

  test('of which a later part arrived is cut: nobody had been told of any of it', async () => {
    const whole = contents.get(RECORDS) as Buffer;
    const { journal } = await reopen(contents);
    const [first] = await journal.files.frames(2, 3);
    const worse = Buffer.from(whole).fill(0, first!.offset, first!.end);
    expect((await reopen(withRecords(worse))).journal.size).toBe(2);
  });

  test('leaves nothing of personal data that nobody had been told was kept', async () => {
    const whole = contents.get(RECORDS) as Buffer;
    const { disk } = await reopen(withRecords(whole.subarray(0, synced)));
    const personal = `${HOME}/personal/000000000000.bin`;
    expect(contents.get(personal)!.includes('"Nadie"')).toBe(true);
    expect(disk.contents().get(personal)!.includes('"Nadie"')).toBe(false);
  });
});

describe('damage that no crash does', () => {
  test('below what is on the disk is an error with file, record and byte; nothing is changed', async () => {
    const { contents } = await twoGroups();
    const whole = contents.get(RECORDS) as Buffer;
    const { journal } = await reopen(contents);
    for (const { seq, offset, end } of await journal.files.frames(0, 2)) {
      for (let at = offset; at < end; at++) {
        const worse = Buffer.from(whole);
        worse[at]! ^= 0x10;
        const disk = diskOf(new Map([...contents, [RECORDS, worse]]));
        const error = await Journal.open(testWorld(disk)).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({
          code: 'JOURNAL_DAMAGED',
          where: 'records/000000000000.log',
          found: expect.stringContaining(`at byte ${offset}, record ${seq}: `),
        });
        expect(disk.contents().get(RECORDS)).toEqual(worse);
      }
    }
  });

  test('below a signed checkpoint is damage even in the last group', async () => {
    const { disk, journal } = await smallJournal(4);
    await journal.close();
    const contents = disk.contents();
    const whole = contents.get(RECORDS) as Buffer;
    const { offset } = await journal.files.frame(3);
    for (let length = offset; length < whole.length; length++) {
      const cut = diskOf(new Map([...contents, [RECORDS, whole.subarray(0, length)]]));
      await expect(Journal.open(testWorld(cut))).rejects.toMatchObject({
        code: 'JOURNAL_DAMAGED',
        found: '3 records; the checkpoint has 4',
      });
      expect(cut.contents().get(RECORDS)).toHaveLength(length);
    }
  });

  test.each([
    ['records/000000000000.log', undefined, 'JOURNAL_DAMAGED'],
    ['vkey', undefined, 'JOURNAL_DAMAGED'],
    ['checkpoint', undefined, 'JOURNAL_DAMAGED'],
    ['checkpoint', 'nonsense', 'NOTE_INVALID'],
    ['key', 'nonsense', 'NOTE_INVALID'],
  ])('%s as %j is refused', async (name, text, code) => {
    const { disk, journal } = await smallJournal(2);
    await journal.close();
    const contents = disk.contents();
    contents.delete(`${HOME}/${name}`);
    if (text !== undefined) contents.set(`${HOME}/${name}`, Buffer.from(text));
    await expect(Journal.open(testWorld(diskOf(contents)))).rejects.toMatchObject({ code });
  });

  test('no journal is made over records whose key was lost; one that was not begun is', async () => {
    const { disk, journal } = await smallJournal(2);
    await journal.close();
    const contents = disk.contents();
    contents.delete(`${HOME}/vkey`);
    const left = diskOf(contents);
    await expect(createJournal(testWorld(left), 'example.com/b')).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
    });
    expect(left.contents()).toEqual(contents);
    const torn = testWorld(diskOf(new Map()));
    await createJournal(torn, 'example.com/a');
    const begun = (torn.disk as typeof disk).contents();
    begun.delete(`${HOME}/vkey`);
    await createJournal(testWorld(diskOf(begun)), 'example.com/b');
  });

  test("another log's records in the place of one's own are refused", async () => {
    const { disk } = await smallJournal(2);
    const other = testWorld(diskOf(new Map()), { seed: 9 });
    await createJournal(other, 'example.com/other');
    const contents = (other.disk as typeof disk).contents();
    contents.set(RECORDS, disk.contents().get(RECORDS) as Buffer);
    await expect(Journal.open(testWorld(diskOf(contents)))).rejects.toThrow(
      /another log's records/,
    );
  });

  test('a file of a later form is told from damage', async () => {
    const { disk } = await smallJournal(2);
    const contents = disk.contents();
    const { crc32 } = await import('node:zlib');
    const later = Buffer.from(contents.get(RECORDS) as Buffer);
    later.writeUInt16BE(2, 8);
    later.writeUInt32BE(crc32(later.subarray(0, 80)), 80);
    contents.set(RECORDS, later);
    await expect(Journal.open(testWorld(diskOf(contents)))).rejects.toMatchObject({
      code: 'JOURNAL_NEWER',
    });
  });
});

describe('several files of records', () => {
  test('tiles that a power cut took are made again from the records', async () => {
    const { disk, journal } = await smallJournal(700, { segmentBytes: 10_000 });
    expect((await journal.files.segments()).length).toBeGreaterThan(1);
    await journal.close();
    const contents = disk.contents();
    for (const path of contents.keys()) if (path.includes('/tile/')) contents.delete(path);
    const { journal: again } = await reopen(contents);
    expect(again.size).toBe(700);
  });

  test('a next file that was being begun is put away; its header alone may be torn', async () => {
    const { disk, journal } = await smallJournal(512, { segmentBytes: 10_000 });
    await journal.append({ type: 'test.record', body: 'first of the last file' });
    const contents = disk.contents();
    const last = `${HOME}/records/000000000512.log`;
    const whole = contents.get(last) as Buffer;
    for (let length = 0; length < 84; length++) {
      const torn = new Map([...contents, [last, whole.subarray(0, length)]]);
      const { journal: again } = await reopen(torn);
      expect(again.size).toBe(512);
      const cut = { file: 'records/000000000512.log', offset: 0, bytes: length };
      expect(again.recovery.cut).toEqual(cut);
      expect(await again.append({ type: 'test.record', body: 1 })).toMatchObject({ seq: 512 });
      if (length % 12 === 0) expect((await verifyJournal(again.files)).findings).toEqual([]);
    }
    // What stands before the file that was being begun is on the disk, and not torn but damaged.
    const [first = 0] = (await journal.files.segments()).slice(-2);
    const before = `${HOME}/records/${String(first).padStart(12, '0')}.log`;
    const damaged = Buffer.from(contents.get(before) as Buffer);
    damaged[damaged.length - 1]! ^= 1;
    const both = new Map([...contents, [last, whole.subarray(0, 10)], [before, damaged]]);
    await expect(reopen(both)).rejects.toThrow(/\.log: .*record 511: bytes unlike/);
    for (let at = 0; at < 84; at += 3) {
      const worse = Buffer.from(whole);
      worse[at]! ^= 1;
      const opening = reopen(new Map([...contents, [last, worse]]));
      await expect(opening, `byte ${at}`).rejects.toThrow(/000000000512/);
    }
  });
});
