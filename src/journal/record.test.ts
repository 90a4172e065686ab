import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { KEY_TYPES, newSigner } from './key.ts';
import { checkProof } from './proof.ts';
import { decodeRecord, encodeRecord, type JournalRecord } from './record.ts';
import { seededEntropy } from './testing/world.ts';

const record: fc.Arbitrary<JournalRecord> = fc
  .record({
    seq: fc.nat(),
    at: fc.date({ min: new Date(0), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true }),
    type: fc.constantFrom('a', 'case.decided', 'list-version.activated'),
    content: fc.oneof(
      fc.jsonValue({ maxDepth: 3 }).map((body) => ({ body: JSON.parse(JSON.stringify(body)) })),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => ({ bytes: Buffer.from(bytes) })),
    ),
    bound: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 })),
  })
  .map(({ bound, ...rest }) => ({
    ...rest,
    ...(bound !== null && { commitment: Buffer.from(bound) }),
  }));

const text = (value: Json) => Buffer.from(canonicalJson(value));
const good = { v: 1, seq: 3, at: '2026-04-21T12:00:00.000Z', type: 'a.b', body: null };

describe('a record', () => {
  test('is read as it is written, and written one way only', () => {
    fc.assert(
      fc.property(record, (one) => {
        const bytes = encodeRecord(one);
        const read = decodeRecord(bytes, 'it');
        expect(read).toEqual(one);
        expect(encodeRecord(read)).toEqual(bytes);
      }),
    );
  });

  test('holds no control character, so that none can hold the header of another', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(encodeRecord(one).every((byte) => byte >= 0x20)).toBe(true);
      }),
    );
  });

  test('of a later form is told from a damaged one', () => {
    expect(decodeRecord(text(good), 'it').seq).toBe(3);
    expect(() => decodeRecord(text({ ...good, v: 2 }), 'it')).toThrow(
      /a record of form 2, after 1/,
    );
  });

  test.each([
    { ...good, seq: -1.5 },
    { ...good, at: '2026-04-21' },
    { ...good, at: 'never' },
    { ...good, type: 'A' },
    { ...good, more: 1 },
    { ...good, bytes: 'AA==' },
    { ...good, commitment: 'AAAA' },
    { v: 1, seq: 3, at: good.at, type: 'a' },
    { ...good, v: 0 },
    null,
    5,
    [],
  ])('%j is none', (value) => {
    expect(() => decodeRecord(text(value as Json), 'it')).toThrow(
      /JSON that is no record|canonical/,
    );
  });

  test('in another spelling is damaged', () => {
    const { seq, ...rest } = good;
    for (const other of [
      JSON.stringify(good, null, 1),
      JSON.stringify({ seq, ...rest }),
      canonicalJson(good).replace('"a.b"', '"\\u0061.b"'),
      canonicalJson(good).replace('3', '3.0'),
    ]) {
      expect(() => decodeRecord(Buffer.from(other), 'it')).toThrow(/canonical/);
    }
  });
});

test('whatever is given to be read is read or refused in words', () => {
  const key = newSigner('example.com/log', KEY_TYPES.note, seededEntropy(1));
  const pieces = fc.constantFrom(
    ...['c2sp.org/tlog-proof@v1', '\n', '\n\n', 'extra ', 'AAAA', 'index 0', 'example.com/log'],
    ...['{"v":1,', '"seq":1', '}', '— ', '0', ' ', 'R'.repeat(43), '='],
  );
  const anything = fc.oneof(
    fc.array(pieces).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(anything, (input) => {
      for (const read of [
        () => checkProof(input, key),
        () => decodeRecord(Buffer.from(input), 'it'),
        () => parseCheckpoint(Buffer.from(input), 'it'),
      ]) {
        try {
          read();
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/NOTE_|JOURNAL_/) });
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
