import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { analyseName, bitsOf } from './index.ts';

const table = join(packageRoot, 'data', 'names', 'frequencies.json');

describe('bitsOf', () => {
  test('common names say less than rare ones, particles next to nothing', () => {
    const order = ['de', 'maria', 'hernandez', 'guzman', 'loera', 'zzyzxian'];
    const bits = order.map((word) => bitsOf(word, 'person'));
    expect(bits).toEqual([...bits].sort((a, b) => a - b));
    expect(new Set(bits).size).toBe(order.length);
  });

  test('are what the counts give: 7 of 100 Mexicans have the surname Hernandez', () => {
    // 88,428 of 1,256,438, times Mexico's weight of 0.6, plus what the other populations add.
    expect(bitsOf('hernandez', 'person')).toBeGreaterThan(4);
    expect(bitsOf('hernandez', 'person')).toBeLessThan(-Math.log2(0.6 * (88_428 / 1_256_438)));
  });

  test('a word means another thing in another kind of name', () => {
    expect(bitsOf('comercializadora', 'organization')).toBeLessThan(
      bitsOf('comercializadora', 'person'),
    );
    expect(bitsOf('hernandez', 'unknown')).toBe(
      Math.min(bitsOf('hernandez', 'person'), bitsOf('hernandez', 'organization')),
    );
  });

  test('short unknown words and numbers weigh less than long ones', () => {
    expect(bitsOf('qx', 'person')).toBeLessThan(bitsOf('qxwvz', 'person'));
    expect(bitsOf('7', 'organization')).toBeLessThan(bitsOf('2004', 'organization'));
    expect(bitsOf('12345678901234', 'organization')).toBeLessThanOrEqual(12);
  });
});

describe('the share of given names', () => {
  const share = (word: string): number | undefined =>
    analyseName(`Zzyzx ${word}`, 'person').tokens[1]!.givenShare;

  test.each(['maria', 'juan', 'guadalupe', 'sergey', 'james', 'mohammad'])(
    '%s is given',
    (word) => {
      expect(share(word)).toBeGreaterThan(0.8);
    },
  );

  test.each(['hernandez', 'lopez', 'kim', 'wang', 'johnson'])('%s is a surname', (word) => {
    expect(share(word)).toBeLessThan(0.2);
  });

  test.each(['martin', 'thomas', 'santiago', 'wei'])('%s is both', (word) => {
    expect(share(word)).toBeGreaterThan(0.1);
    expect(share(word)).toBeLessThan(0.9);
  });

  test('of what nobody counted, and of what is no name, is unknown', () => {
    expect(share('zzyzxian')).toBeUndefined();
    expect(share('x')).toBeUndefined();
    expect(analyseName('Dr. Juan Luis', 'person').tokens[0]!.givenShare).toBeUndefined();
  });
});

describe('common names of the world', () => {
  const common =
    'wang li zhang ming ping mei xu minh tran nguyen kim park jung hyun singh kaur kumar khan ' +
    'mohammad ahmed ali hassan hussein abdul fatima ivan sergey aleksandrovich john smith silva';

  test.each(common.split(' '))('%s is cheap', (word) => {
    expect(bitsOf(word, 'person')).toBeLessThan(10);
  });

  test.each(['hun', 'xiaoming', 'jianguo', 'minsu'])('%s is not rare', (word) => {
    expect(bitsOf(word, 'person')).toBeLessThan(14);
  });

  test('cost the same in a name, and bits are whole tenths', () => {
    const { bits } = analyseName('WANG, Bin', 'person').tokens[1]!;
    expect(bits).toBeLessThan(8);
    for (const word of [...common.split(' '), 'xiaoming', 'loera', 'qx']) {
      const worth = bitsOf(word, 'person');
      expect(Math.round(worth * 10) / 10).toBe(worth);
    }
  });

  test('a rare name stays rare', () => {
    expect(bitsOf('zzyzxian', 'person')).toBe(17);
    expect(bitsOf('loera', 'person')).toBeGreaterThan(10);
  });
});

describe('the table of frequencies', () => {
  test('is small, ordered, and has each word once', () => {
    expect(statSync(table).size).toBeLessThan(150_000);
    const { person, organization } = JSON.parse(readFileSync(table, 'utf8'));
    for (const { buckets, tail } of [person, organization]) {
      const bits = buckets.map((bucket: { bits: number }) => bucket.bits);
      expect(bits).toEqual([...bits].sort((a: number, b: number) => a - b));
      expect(bits.at(-1)).toBeLessThan(tail);
      const words = buckets.flatMap((bucket: { words: string }) => bucket.words.split(' '));
      expect(new Set(words).size).toBe(words.length);
    }
    expect(person.buckets.flatMap((b: { words: string }) => b.words.split(' '))).toHaveLength(
      11_000,
    );
  });

  test('says of each word which share of its bearers have it as a given name', () => {
    const { person, chinese } = JSON.parse(readFileSync(table, 'utf8'));
    for (const { words, given } of [...person.buckets, ...chinese.buckets]) {
      expect(given).toMatch(/^[0-9-]+$/);
      expect(given).toHaveLength(words.split(' ').length);
    }
  });

  test.skipIf(!hasSharedData)('is what the tool makes of the public files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'names-'));
    try {
      const copy = join(folder, 'frequencies.json');
      const tool = join(packageRoot, 'tools', 'name-frequencies.mjs');
      execFileSync(process.execPath, [tool, sharedData(), copy]);
      expect(readFileSync(copy, 'utf8')).toBe(readFileSync(table, 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
