import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { parseCheckpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosign, cosignedAt } from './cosignature.ts';
import { leafHash } from './hashes.ts';
import { KEY_TYPES, newSigner, parseSigner, parseVerifier } from './key.ts';
import { formatNote, isSignedBy, parseNote, signNote } from './note.ts';
import { inclusionProof, rootAt } from './prove.ts';
import { bundleOf, subtreesOf, tilePath, tilesOf } from './tiles.ts';
import { TileTree } from './tree.ts';
import { isIncluded } from './verify-proof.ts';

/** Not a secret: the tests' own. */
const fixed = (byte: number) => (count: number) => new Uint8Array(count).fill(byte);
const log = newSigner('example.com/log', KEY_TYPES.note, fixed(1));
const witness = newSigner('witness.example/w', KEY_TYPES.cosignature, fixed(2));
const other = newSigner('example.com/log', KEY_TYPES.note, fixed(3));
const bytes = (text: string) => Buffer.from(text);

describe('the example of C2SP signed-note', () => {
  // Written by the specification's authors: https://c2sp.org/signed-note
  const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  const note =
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONn' +
    'cAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

  test('holds, and no longer after any change', () => {
    const verifier = parseVerifier(key, 'log', 'the example');
    expect(isSignedBy(parseNote(bytes(note), ''), verifier)).toBe(true);
    const changed = note.replace('an example', 'no example');
    expect(isSignedBy(parseNote(bytes(changed), ''), verifier)).toBe(false);
    expect(verifier.text).toBe(key);
  });
});

describe('keys', () => {
  test('are read as they are written', () => {
    expect(parseSigner(log.reveal(), '').reveal()).toBe(log.reveal());
    expect(parseVerifier(log.text, 'log', '').text).toBe(log.text);
    expect(log.reveal()).toMatch(/^PRIVATE\+KEY\+example\.com\/log\+[0-9a-f]{8}\+AQEB/);
  });

  test('never show themselves by accident', () => {
    for (const shown of [JSON.stringify(log), inspect(log), String(log)]) {
      expect(shown).not.toContain('PRIVATE');
    }
    expect(() => parseSigner(`${log.reveal()}x`, 'key')).toThrow(
      /another text, which is not shown/,
    );
    expect(() => parseSigner(log.text, 'key')).toThrow(/not shown/);
  });

  test('with any character changed are no keys', () => {
    for (const [text, parse] of [
      [log.text, (text: string, where: string) => parseVerifier(text, 'log', where)],
      [log.reveal(), parseSigner],
    ] as const) {
      for (let at = 0; at < text.length; at++) {
        const worse = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
        expect(() => parse(worse, 'a key')).toThrow();
      }
    }
  });

  test.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'x'.repeat(256)])('no name %j', (name) => {
    expect(() => newSigner(name, KEY_TYPES.note, fixed(1))).toThrow(/without spaces and plus/);
  });
});

describe('notes', () => {
  test('are read as they are written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const text = `${[...line].filter((c) => c >= ' ').join('')}\n`;
        const note = signNote(text, log);
        const again = parseNote(bytes(formatNote(note)), '');
        expect(formatNote(again)).toBe(formatNote(note));
        expect(again.text).toBe(text);
        expect(isSignedBy(again, log)).toBe(true);
        expect(isSignedBy(again, other)).toBe(false);
      }),
    );
  });

  test('a forged signature beside a good one is refused; unknown ones are passed over', () => {
    const note = signNote('text\n', log);
    const [good] = note.signatures;
    const forged = { ...good!, signature: Uint8Array.from(good!.signature, (b) => b ^ 1) };
    expect(isSignedBy({ ...note, signatures: [good!, forged] }, log)).toBe(false);
    const unknown = { ...forged, name: 'somebody.example' };
    expect(isSignedBy({ ...note, signatures: [unknown, good!] }, log)).toBe(true);
  });

  test.each([
    '',
    'a\n',
    'a\n\n',
    'a\n\n— x AAAAAAA=',
    'a\n\n- x AAAAAAA=\n',
    'a\n\n— x AAAA\n',
    'a\n\n— x AAAAAAB=\n',
    'a\n\n— x  AAAAAAA=\n',
    'a\n\n— a+b AAAAAAA=\n',
    'a\tb\n\n— x AAAAAAA=\n',
    `a\n\n${'— x AAAAAAA=\n'.repeat(33)}`,
    'a'.repeat(200_000),
  ])('%j is none', (text) => {
    expect(() => parseNote(bytes(text), 'it')).toThrow(/it: expected a text signed/);
  });

  test('bytes that are not UTF-8 are none', () => {
    expect(() => parseNote(Buffer.from([0xff, 10, 10]), '')).toThrow(/UTF-8/);
  });

  test('any input is either refused or read as it stands', () => {
    const piece = fc.constantFrom('a', '\n', '\n\n', '— ', 'x ', 'AAAAAAA=', ' ', '\u0000', '0');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        try {
          expect(formatNote(parseNote(bytes(text), ''))).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'NOTE_INVALID' });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('checkpoints', () => {
  const root = leafHash(bytes('x'));
  const checkpoint = signCheckpoint(1, root, log);
  const text = formatNote(checkpoint.note);

  test('are read by whoever has the key', () => {
    expect(readCheckpoint(bytes(text), log, '')).toMatchObject({ origin: log.name, size: 1 });
    expect(() => readCheckpoint(bytes(text), other, 'it')).toThrow(/it: .*none that/);
    const elsewhere = newSigner('example.com/else', KEY_TYPES.note, fixed(1));
    expect(() => readCheckpoint(bytes(text), elsewhere, '')).toThrow(/a checkpoint of example.com/);
  });

  test('with any byte changed are refused', () => {
    const whole = bytes(text);
    for (let at = 0; at < whole.length; at++) {
      for (const bit of [1, 32, 128]) {
        const worse = Buffer.from(whole);
        worse[at]! ^= bit;
        expect(() => readCheckpoint(worse, log, ''), `byte ${at}`).toThrow();
      }
    }
  });

  test.each(['\n1\nR\n', 'o\n01\nR\n', 'o\n-1\nR\n', 'o\n1\nAAAA\n', 'o\n1\nR', 'o\n1\nR\n\nx\n'])(
    '%j is none',
    (body) => {
      const note = signNote(body.replace('R', Buffer.from(root).toString('base64')), log);
      expect(() => parseCheckpoint(bytes(formatNote(note)), '')).toThrow(/NOTE|expected/);
    },
  );

  test('co-signatures tell when, and only for this text', () => {
    const at = new Date('2026-04-21T12:00:00Z');
    const cosigned = {
      ...checkpoint.note,
      signatures: [...checkpoint.note.signatures, cosign(checkpoint.note.text, at, witness)],
    };
    const read = parseNote(bytes(formatNote(cosigned)), '');
    expect(cosignedAt(read, witness)).toEqual(at);
    expect(isSignedBy(read, log)).toBe(true);
    expect(cosignedAt({ ...read, text: read.text.replace('1', '2') }, witness)).toBeUndefined();
    expect(cosignedAt(checkpoint.note, witness)).toBeUndefined();
    // Another time would be another message.
    const later = Buffer.from(read.signatures[1]!.signature);
    later[7]! ^= 1;
    const forged = { ...read.signatures[1]!, signature: later };
    expect(cosignedAt({ ...read, signatures: [forged] }, witness)).toBeUndefined();
  });
});

/** A log of 15 entries that transparency-dev/tessera wrote and signed. */
describe.skipIf(!hasSharedData)('the published log', () => {
  const folder = sharedData('formats', 'tlog-tiles', 'testdata', 'log');
  const key = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
  const verifier = parseVerifier(key, 'log', 'the log');
  const read = (path: string) => readFileSync(join(folder, path));

  test('every checkpoint, bundle and tile is what these files make of the entries', async () => {
    const bundle = read(tilePath('entries', 0, 15));
    const entries: Buffer[] = [];
    for (let at = 0; at < bundle.length; at += 2 + entries.at(-1)!.length) {
      entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
    }
    expect(entries.slice(0, 7).join(' ')).toBe('one two three four five six seven');
    expect(entries).toHaveLength(15);
    const tree = new TileTree();
    const roots = [tree.root()];
    for (const entry of entries) {
      tree.append(leafHash(entry));
      roots.push(tree.root());
    }
    const names = readdirSync(folder).filter((name) => name.startsWith('checkpoint'));
    expect(names).toHaveLength(17);
    for (const name of names) {
      const { size, root } = readCheckpoint(read(name), verifier, name);
      expect(Buffer.from(root)).toEqual(roots[size]);
      expect(bundleOf(entries.slice(0, size)).length).toBeLessThanOrEqual(bundle.length);
      for (const [level, index, width] of tilesOf(size)) {
        const hashes = entries.slice(0, size).map(leafHash);
        expect(read(tilePath(level, index, width))).toEqual(Buffer.concat(hashes));
        expect(read(tilePath('entries', index, width))).toEqual(bundleOf(entries.slice(0, size)));
      }
    }
  });

  test('proofs from its tiles hold against its checkpoint', async () => {
    const { size, root } = readCheckpoint(read('checkpoint'), verifier, '');
    const subtree = subtreesOf(async (level, n, width) => read(tilePath(level, n, width)), size);
    expect(Buffer.from(await rootAt(subtree, size))).toEqual(Buffer.from(root));
    for (let index = 0; index < size; index++) {
      const leaf = await subtree(0, index);
      const proof = await inclusionProof(subtree, index, size);
      expect(isIncluded({ leaf, index, size, root, proof })).toBe(true);
    }
  });
});
