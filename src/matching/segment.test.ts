import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../base/index.ts';
import { encodeEntity, isListing } from '../entity/index.ts';
import { partyNames } from './party.ts';
import { Segment } from './segment.ts';
import { SegmentBuilder } from './segment-builder.ts';
import {
  decodeSections,
  encodeSections,
  readSegmentFile,
  writeSegmentFile,
} from './segment-format.ts';
import { listings } from './testing/people.ts';

const source = { dataset: 'synthetic', title: 'Synthetic', version: 'v1', published: null };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamiz-segment-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('segments', () => {
  test('hold every entity and every name as they went in', () => {
    fc.assert(
      fc.property(listings, (entities) => {
        const builder = new SegmentBuilder(source);
        for (const entity of entities) builder.add(entity);
        const segment = new Segment(decodeSections(encodeSections(builder.finish()), 'memory'));
        expect(segment.entityCount).toBe(entities.length);
        entities.forEach((entity, index) => {
          expect(encodeEntity(segment.entity(index))).toBe(encodeEntity(entity));
          expect(segment.entityOfId(entity.id)).toBe(index);
          const names = isListing(entity.schema) ? partyNames(entity) : [];
          const from = segment.namesByEntity[index] as number;
          expect((segment.namesByEntity[index + 1] as number) - from).toBe(names.length);
          names.forEach(({ words, parts }, nth) => {
            const start = segment.nameStarts[from + nth] as number;
            const end = segment.nameStarts[from + nth + 1] as number;
            expect(segment.wordsOf(from + nth)).toEqual(words);
            expect([...segment.partCode.subarray(start, end)]).toEqual([...parts.codes]);
            expect([...segment.partBits.subarray(start, end)]).toEqual([...parts.bits]);
          });
        });
        expect([...segment.pointingAt('s-0')]).toEqual([entities.length - 1]);
        expect(segment.entityOfId('nobody')).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test('a file that is damaged anywhere is refused', async () => {
    const path = join(folder, 'a.seg');
    await writeSegmentFile(
      path,
      new Map([
        ['one', Buffer.from('abc')],
        ['two', Buffer.alloc(9)],
      ]),
    );
    expect([...(readSegmentFile(path).get('one') ?? [])]).toEqual([97, 98, 99]);
    const good = readFileSync(path);
    for (let at = 0; at < good.length; at++) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] as number) ^ 0x40;
      writeFileSync(path, bad);
      expect(() => readSegmentFile(path), `byte ${at}`).toThrow(
        expect.objectContaining({ code: 'SEGMENT_DAMAGED' }),
      );
    }
    for (const length of [0, 7, 47, good.length - 1]) {
      writeFileSync(path, good.subarray(0, length));
      expect(() => readSegmentFile(path), `${length} bytes`).toThrow(
        expect.objectContaining({ code: 'SEGMENT_DAMAGED' }),
      );
    }
  });

  test('random bytes are refused as well', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 200; round++) {
      const bytes = Uint8Array.from({ length: 300 }, () => random.next() * 256);
      expect(() => decodeSections(bytes, 'noise')).toThrow(
        expect.objectContaining({ code: 'SEGMENT_DAMAGED' }),
      );
    }
  });
});
