import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, TamizError } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { diskFile, memoryFile } from './testing/files.ts';
import { writeXml, type XmlNode } from './testing/write-xml.ts';
import { readXml, type XmlElement, type XmlEvent } from './xml.ts';

const layout = { root: 'list', records: ['head', 'items/item'] };

async function events(content: string | Uint8Array, step?: number): Promise<XmlEvent[]> {
  const all: XmlEvent[] = [];
  for await (const event of readXml(memoryFile(content, 'x.xml', step), layout)) all.push(event);
  return all;
}

async function records(content: string | Uint8Array, step?: number): Promise<XmlElement[]> {
  return (await events(content, step)).flatMap((e) => (e.kind === 'record' ? [e.element] : []));
}

async function failure(content: string | Uint8Array): Promise<TamizError> {
  const result = await events(content).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(TamizError);
  expect((result as TamizError).code).toBe('LIST_FORMAT');
  return result as TamizError;
}

describe('readXml', () => {
  test('gives containers, records and strangers in their order', async () => {
    const all = await events(
      '<?xml version="1.0"?><p:list xmlns:p="u:x" p:day="2"><p:head/><items a="1">' +
        '<item k="v">x <b>y</b><![CDATA[<z>]]></item><other><item/></other>loose</items></p:list>',
    );
    expect(all).toEqual([
      { kind: 'open', path: '', attributes: new Map([['day', '2']]) },
      expect.objectContaining({ kind: 'record', path: 'head' }),
      { kind: 'open', path: 'items', attributes: new Map([['a', '1']]) },
      expect.objectContaining({ kind: 'record', path: 'items/item' }),
      { kind: 'other', path: 'items/other' },
      { kind: 'other', path: 'items/#text' },
    ]);
    const item = all[3]?.kind === 'record' ? all[3].element : undefined;
    expect(item).toMatchObject({ name: 'item', text: 'x <z>', attributes: new Map([['k', 'v']]) });
    expect(item?.children).toMatchObject([{ name: 'b', text: 'y' }]);
  });

  test.each([
    ['a cut end', '<list><items><item>a', 'inside <item>'],
    ['a cut end between records', '<list><items><item/>', 'inside <items>'],
    ['a cut root', '<list>', 'inside <list>'],
    ['a mismatched tag', '<list><items><item></items></list>', 'unexpected close tag'],
    ['an external entity', '<!DOCTYPE list [<!ENTITY x SYSTEM "f">]><list>&x;</list>', 'DTD'],
    ['an unknown entity', '<list>&x;</list>', 'undefined entity'],
    ['a control character', '<list><head>\u0001</head></list>', 'disallowed character'],
    ['a written control character', '<list><head>&#1;</head></list>', 'malformed character'],
    ['an XML 1.1 control', '<?xml version="1.1"?><list>&#1;</list>', 'malformed character'],
    ['a repeated attribute', '<list><head a="1" a="2"/></list>', 'duplicate attribute'],
    ['a repeated local attribute', '<list><head x:a="1" a="2"/></list>', 'a twice'],
    ['a second root', '<list/><list/>', 'root'],
    ['text after the root', '<list/>x', 'text data outside of root'],
    ['an unquoted attribute', '<list a=1/>', 'unquoted attribute'],
  ])('refuses %s', async (_, xml, found) => {
    const error = await failure(xml);
    expect(error.found).toContain(found);
    expect(error.where).toMatch(/^x\.xml, line \d+, column \d+$/);
  });

  test('names line and column', async () => {
    expect((await failure('<list>\n  <head>\n</x></list>')).where).toBe('x.xml, line 3, column 4');
  });

  test.each([
    ['', 'an empty file'],
    [' \n ', 'nothing but blanks'],
    ['<!DOCTYPE html><html><title>Sign in</title></html>', 'an HTML page titled "Sign in"'],
    ['<html><body>x</body></html>', 'an HTML page'],
    ['<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', 'NoSuchKey'],
    ['{"id": "a"}', 'text that begins "{'],
    ['\u001f', 'text that begins'],
    ['PK\u0003\u0004', 'a ZIP archive'],
    ['<sdnList/>', '<sdnList> instead of <list>'],
  ])('says what %j is', async (content, found) => {
    expect((await failure(content)).found).toContain(found);
  });

  test('holds the limits on depth, text and records', async () => {
    const deep = `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`;
    expect((await failure(`<list><head>${deep}</head></list>`)).found).toContain('64 deep');
    expect((await failure(`<list><x>${deep}</x></list>`)).found).toContain('64 deep');
    const long = 'x'.repeat(LIMITS.xmlTextCharacters + 70_000);
    for (const xml of [`<head>${long}</head>`, `<!--${long}-->`, `<head a="${long}"/>`, long]) {
      expect((await failure(`<list>${xml}</list>`)).found).toContain('without a tag');
    }
    const many = '<a/>'.repeat(LIMITS.xmlRecordCharacters / 4 + 20_000);
    expect((await failure(`<list><head>${many}</head></list>`)).found).toContain('a record of');
  });
});

describe('encodings', () => {
  const text = '<list><head>Peña € 你好</head></list>';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const latin = (declared: string, byte: number) =>
    Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${declared}"?><list><head>Pe`),
      Buffer.from([byte]),
      Buffer.from('a</head></list>'),
    ]);

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 little-endian', utf16],
    ['UTF-16 big-endian', Buffer.from(utf16).swap16()],
  ])('reads %s, cut anywhere', async (_, bytes) => {
    for (const step of [1, 2, 3, 1_000]) {
      expect((await records(bytes, step))[0]?.text).toBe('Peña € 你好');
    }
  });

  test('honours the declaration', async () => {
    expect((await records(latin('windows-1252', 0xf1)))[0]?.text).toBe('Peña');
    expect((await records(latin('Windows-1252', 0x80)))[0]?.text).toBe('Pe€a');
    expect((await records(latin('ISO-8859-1', 0xf1)))[0]?.text).toBe('Peña');
    expect((await failure(latin('windows-1252', 0x81))).found).toContain('not windows-1252');
    expect((await failure(latin('utf-8', 0xf1))).found).toContain('bytes that are not utf-8');
    expect((await failure(latin('koi8-r', 0xf1))).found).toContain('"koi8-r"');
    expect((await failure(latin('__proto__', 0xf1))).found).toContain('"__proto__"');
  });

  test('says where the damage is', async () => {
    const bytes = Buffer.from('<list>\n<head>ab?</head></list>');
    bytes[bytes.indexOf('?')] = 0xff;
    expect((await failure(bytes)).where).toBe('x.xml, line 2, column 8');
  });

  test('refuses a mark that contradicts the declaration, and an odd byte of UTF-16', async () => {
    const contradicted = `\uFEFF<?xml version="1.0" encoding="windows-1252"?>${text}`;
    expect((await failure(Buffer.from(contradicted))).found).toContain('byte order mark');
    expect((await failure(utf16.subarray(0, -1))).found).toContain('not utf-16le');
  });
});

const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/).filter((n) => !/^xmlns/i.test(n));
const legal = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what XML cannot hold.
  .map((s) => s.replace(/[\u0000-\u0008\u000b-\u001f\uFFFE\uFFFF]/g, '').trim());
const node: fc.Memo<XmlNode> = fc.memo((depth) =>
  fc.record({
    name,
    attributes: fc.dictionary(name, legal, { maxKeys: 3, noNullPrototype: true }),
    text: legal,
    children: depth <= 1 ? fc.constant([]) : fc.array(node(depth - 1), { maxLength: 3 }),
  }),
);

const plain = (element: XmlElement): XmlNode => ({
  name: element.name,
  attributes: Object.fromEntries(element.attributes),
  text: element.text,
  children: element.children.map(plain),
});

describe('properties', () => {
  test('what is written is read again, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node(3)), fc.integer({ min: 1, max: 50 }), async (items, step) => {
        const written = items.map((item) => ({ ...item, name: 'item' }));
        const xml = writeXml({ name: 'list', children: [{ name: 'items', children: written }] });
        expect((await records(xml, step)).map(plain)).toEqual(written);
      }),
      { numRuns: 200 },
    );
  });

  const never = async (bytes: Uint8Array): Promise<void> => {
    try {
      await events(bytes);
    } catch (error) {
      if (!(error instanceof TamizError)) throw error;
    }
  };

  test('random bytes give records or our error, never another', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), never), { numRuns: 500 });
  });

  test('random markup gives records or our error, never another', async () => {
    const piece = fc.constantFrom(
      ...['<', '>', '/>', '</', '<list>', '</list>', '<items>', '</items>', '<item', '<item>', '='],
      ...['</item>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '&', ';', '&#x', '&amp;', '"'],
      ...["'", 'a', ':', ' ', '\n', '<!DOCTYPE', '[', ']', '&constructor;', 'xmlns', '\uD83D', '0'],
    );
    const pieces = fc
      .array(piece, { maxLength: 60 })
      .map((p) => Buffer.from(`<list>${p.join('')}`));
    await fc.assert(fc.asyncProperty(pieces, never), { numRuns: 2_000 });
  });

  describe.skipIf(!hasSharedData)('of damaged real structure', () => {
    test('gives records or our error, never another', async () => {
      const path = sharedData('lists', 'ofac', 'cons', 'consolidated_2025-03-28.xml');
      const chunks: Uint8Array[] = [];
      for await (const chunk of diskFile(path).open()) chunks.push(chunk);
      const real = Buffer.concat(chunks).subarray(0, 6_000);
      const parse = async (bytes: Uint8Array): Promise<void> => {
        try {
          const file = memoryFile(bytes, 'damaged', 700);
          for await (const _ of readXml(file, { root: 'sdnList', records: ['sdnEntry'] }));
        } catch (error) {
          if (!(error instanceof TamizError)) throw error;
        }
      };
      const change = fc.record({
        at: fc.nat(real.length - 1),
        cut: fc.nat(40),
        put: fc.uint8Array({ maxLength: 4 }),
      });
      const changes = fc.array(change, { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(changes, async (all) => {
          let bytes = Buffer.from(real);
          for (const { at, cut, put } of all) {
            bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
          }
          await parse(bytes);
        }),
        { numRuns: 500 },
      );
    });
  });
});
