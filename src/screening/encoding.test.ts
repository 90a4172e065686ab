import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDecoder } from './encoding.ts';

function decode(bytes: Uint8Array, chunk = bytes.length || 1) {
  const mixed: number[] = [];
  const decoder = createDecoder(bytes.subarray(0, 256), 'file.csv', (line) => mixed.push(line));
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += decoder.push(bytes.subarray(at, at + chunk));
  }
  text += decoder.end();
  return { text, mixed, encoding: decoder.encoding };
}

const latin = (text: string) => Buffer.from(text, 'latin1');
const be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from('Muñoz,Łódź,李')],
    ['UTF-8 with BOM', Buffer.from('\ufeffMuñoz,Łódź,李')],
    ['UTF-16 LE with BOM', Buffer.from('\ufeffMuñoz,Łódź,李', 'utf16le')],
    ['UTF-16 BE with BOM', be('\ufeffMuñoz,Łódź,李')],
    ['UTF-16 LE', Buffer.from('Muñoz,Łódź,李', 'utf16le')],
    ['UTF-16 BE', be('Muñoz,Łódź,李')],
  ])('%s is told and read', (encoding, bytes) => {
    for (const chunk of [1, 2, 3, 7, 1_000]) {
      const text = 'Muñoz,Łódź,李';
      expect(decode(bytes, chunk)).toEqual({ text, mixed: [], encoding });
    }
  });

  test('Windows-1252 is what is not UTF-8, its own characters included', () => {
    const { text, encoding, mixed } = decode(latin('Mu\xf1oz \x93Chapo\x94 \x80 5,Per\xfa'));
    expect(text).toBe('Muñoz “Chapo” € 5,Perú');
    expect(encoding).toBe('Windows-1252');
    expect(mixed).toEqual([]);
  });

  test('every byte of Windows-1252 is read as the Encoding Standard has it', () => {
    const special =
      '20ac 81 201a 192 201e 2026 2020 2021 2c6 2030 160 2039 152 8d 17d 8f ' +
      '90 2018 2019 201c 201d 2022 2013 2014 2dc 2122 161 203a 153 9d 17e 178';
    const codes = special.split(' ').map((code) => Number.parseInt(code, 16));
    for (let code = 0xa0; code <= 0xff; code++) codes.push(code);
    // A space after each keeps two of them from forming UTF-8.
    const bytes = Buffer.from(codes.flatMap((_, i) => [0x80 + i, 0x20]));
    expect(decode(bytes).text).toBe(codes.map((code) => `${String.fromCharCode(code)} `).join(''));
  });

  test('the first foreign byte may come after megabytes of ASCII', () => {
    const ascii = Buffer.alloc(3_000_000, 'name,dob\n');
    const old = decode(Buffer.concat([ascii, latin('Mu\xf1oz\n')]), 65_536);
    expect(old.encoding).toBe('Windows-1252');
    expect(old.text.endsWith('Muñoz\n')).toBe(true);
    const modern = decode(Buffer.concat([ascii, Buffer.from('Muñoz\n')]), 65_536);
    expect(modern.encoding).toBe('UTF-8');
    expect(modern.text.endsWith('Muñoz\n')).toBe(true);
  });

  test.each([
    ['UTF-8 first', [Buffer.from('name\nMuñoz\nAna\n'), latin('Per\xfa\nLu\xed\n')], 4],
    ['Windows-1252 first', [latin('name\r\nMu\xf1oz\r\n'), Buffer.from('Ana\r\nPerú\r\n')], 4],
    ['in one line', [latin('name\rMu\xf1oz,'), Buffer.from('Perú\r')], 2],
  ])('mixed encodings are both read, and told with the line: %s', (_, parts, line) => {
    for (const chunk of [1, 5, 1_000]) {
      const { text, mixed, encoding } = decode(Buffer.concat(parts), chunk);
      expect(text).toContain('Muñoz');
      expect(text).toContain('Perú');
      expect(mixed).toEqual([line]);
      expect(encoding).toBe('mixed: UTF-8 and Windows-1252');
    }
  });

  test('half a character of UTF-16, and UTF-32, are errors', () => {
    const cut = Buffer.from('\ufeffMuñoz', 'utf16le').subarray(0, -1);
    expect(() => decode(cut)).toThrow(/UTF-16 LE with BOM with half a character/);
    const lone = Buffer.from('\ufeffa\ud800b', 'utf16le');
    expect(() => decode(lone)).toThrow(expect.objectContaining({ code: 'INPUT_ENCODING' }));
    expect(() => decode(Uint8Array.of(0xff, 0xfe, 0, 0, 65, 0, 0, 0))).toThrow(/UTF-32/);
  });

  test('any text in any chunks comes back from UTF-8', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 50 }),
        fc.integer({ min: 1, max: 9 }),
        (tail, chunk) => {
          const text = `name\n${tail.replaceAll('\0', '')}`;
          expect(decode(Buffer.from(text), chunk).text).toBe(text);
        },
      ),
    );
  });

  test('any bytes are read alike in any chunks, and never fail', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (tail, chunk) => {
          const bytes = Buffer.concat([Buffer.from('name,dob\n'), tail]);
          expect(decode(bytes, chunk)).toEqual(decode(bytes));
        },
      ),
    );
  });
});
