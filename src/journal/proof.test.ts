import { describe, expect, test } from 'vitest';
import { readCheckpoint } from './checkpoint.ts';
import { exportJournal } from './export.ts';
import { JournalFiles } from './files.ts';
import { leafHash } from './hashes.ts';
import { KEY_TYPES, newSigner } from './key.ts';
import { checkProof, proveRecord } from './proof.ts';
import { rootAt } from './prove.ts';
import { diskOf, HOME, smallJournal } from './testing/harness.ts';
import { seededEntropy } from './testing/world.ts';
import { subtreesOf, tilePath, tilesOf } from './tiles.ts';
import { TileTree } from './tree.ts';

describe('a proof', () => {
  test('holds for every record, says what it holds for, and nothing about persons', async () => {
    const { journal } = await smallJournal(300, { segmentBytes: 20_000 });
    await expect(proveRecord(journal.files, 0)).rejects.toMatchObject({ code: 'JOURNAL_NUMBER' });
    await journal.checkpoint();
    for (let seq = 0; seq < 300; seq += 7) {
      const text = await proveRecord(journal.files, seq);
      expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra \S+\nindex \d+\n(\S{44}\n)*\nexample/);
      expect(text).not.toContain('Nadie');
      const proven = checkProof(text, journal.key);
      expect(proven).toMatchObject({ record: { seq, type: 'test.record' }, size: 300 });
    }
    const more = Array.from({ length: 300 }, (_, i) => ({ type: 'test.record', body: i }));
    await Promise.all(more.map((entry) => journal.append(entry)));
    await expect(proveRecord(journal.files, 300)).rejects.toMatchObject({ code: 'JOURNAL_NUMBER' });
    await journal.checkpoint();
    for (const seq of [0, 299, 300, 599]) {
      const proven = checkProof(await proveRecord(journal.files, seq), journal.key);
      expect(proven).toMatchObject({ record: { seq }, size: 600 });
    }
  });

  test('with any character changed proves nothing', async () => {
    const { journal } = await smallJournal(5);
    await journal.checkpoint();
    const text = await proveRecord(journal.files, 3);
    for (let at = 0; at < text.length; at++) {
      const worse = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
      expect(() => checkProof(worse, journal.key), `character ${at}`).toThrow();
    }
    const other = newSigner('example.com/small', KEY_TYPES.note, seededEntropy(8));
    expect(() => checkProof(text, other)).toThrow(/none that/);
    expect(() => checkProof('x'.repeat(300_000), other)).toThrow(/more than/);
  });

  test('is made from the records where a tile is wrong, and never given when it does not hold', async () => {
    const { disk, journal } = await smallJournal(300, { segmentBytes: 20_000 });
    await journal.close();
    const contents = disk.contents();
    const tile = `${HOME}/tile/0/000`;
    const worse = Buffer.from(contents.get(tile) as Buffer);
    worse[32 * 7]! ^= 1;
    const mended = new JournalFiles(diskOf(new Map([...contents, [tile, worse]])), HOME);
    const text = await proveRecord(mended, 6);
    expect(checkProof(text, journal.key).record.seq).toBe(6);
    const longer = await smallJournal(301, { segmentBytes: 20_000 });
    await longer.journal.append({ type: 'test.record', body: 1 });
    await longer.journal.close();
    const foreign = longer.disk.contents().get(`${HOME}/checkpoint`) as Buffer;
    const both = new Map([...contents, [`${HOME}/checkpoint`, foreign]]);
    const forged = proveRecord(new JournalFiles(diskOf(both), HOME), 6);
    await expect(forged).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });
});

test('roots of any size, in any order, of a journal with three levels of tiles', async () => {
  const { journal } = await smallJournal(66_000, { segmentBytes: 4_000_000 });
  const tree = new TileTree();
  const roots = new Map<number, Uint8Array>();
  for (const { hash } of await journal.files.frames(0, 66_000)) {
    tree.append(hash);
    if ([700, 65_536, 65_800, 66_000].includes(tree.size)) roots.set(tree.size, tree.root());
  }
  for (const size of [66_000, 700, 65_800, 65_536, 66_000]) {
    expect(await rootAt(journal.files.subtrees(size), size), `${size}`).toEqual(roots.get(size));
  }
});

/** What an outsider does with the files, with nothing of ours but the hash functions. */
test('an export is a log of C2SP tlog-tiles, whole and without secrets', async () => {
  const { disk, journal } = await smallJournal(700, { segmentBytes: 20_000 });
  await journal.close();
  const secret = (disk.contents().get(`${HOME}/key`) as Buffer).toString().trim();
  const out = diskOf(new Map());
  const { files } = await exportJournal(journal.files, { folder: '/out', disk: out });
  const all = out.contents();
  expect(files).toBe(all.size);
  for (const [path, bytes] of all) {
    expect(bytes.includes('Nadie'), path).toBe(false);
    expect(bytes.includes(secret.slice(-20)), path).toBe(false);
  }
  const read = (name: string) => all.get(`/out/${name}`) as Buffer;
  const { size, root } = readCheckpoint(read('checkpoint'), journal.key, '');
  expect(size).toBe(700);
  const subtree = subtreesOf(async (level, n, width) => read(tilePath(level, n, width)), size);
  expect(await rootAt(subtree, size)).toEqual(Buffer.from(root));
  const expected = [...tilesOf(size)].flatMap(([level, n, width]) => [
    tilePath(level, n, width),
    ...(level === 0 ? [tilePath('entries', n, width)] : []),
  ]);
  expect([...all.keys()].sort()).toEqual(
    [...expected, 'checkpoint', 'vkey'].map((name) => `/out/${name}`).sort(),
  );
  let seq = 0;
  for (const [level, n, width] of tilesOf(size)) {
    if (level > 0) continue;
    const bundle = read(tilePath('entries', n, width));
    const hashes = read(tilePath(0, n, width));
    let at = 0;
    for (let entry = 0; entry < width; entry++) {
      const record = bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at));
      at += 2 + record.length;
      expect(Buffer.from(leafHash(record))).toEqual(hashes.subarray(entry * 32, entry * 32 + 32));
      expect(JSON.parse(String(record)).seq).toBe(seq++);
    }
    expect(at).toBe(bundle.length);
  }
  await expect(exportJournal(journal.files, { folder: '/out', disk: out })).rejects.toMatchObject({
    code: 'USAGE_OPTION',
  });
});
