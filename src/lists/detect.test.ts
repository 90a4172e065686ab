import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { detectFormat } from './detect.ts';
import { diskFile, memoryFile } from './testing/files.ts';

const detect = (content: string | Uint8Array) => detectFormat(memoryFile(content, 'x', 7));

describe('detectFormat', () => {
  test.each([
    ['<?xml version="1.0"?>\n<!-- c --><sdnList xmlns="u">', { format: 'ofac-xml' }],
    ['\uFEFF<p:sdnList xmlns:p="u"/>', { format: 'ofac-xml' }],
    ['<Sanctions xmlns="u" Version="3">', { format: 'ofac-advanced-xml' }],
    ['<sanctionsData xmlns="u">', { format: 'ofac-enhanced-xml' }],
    ["<?xml version='1.0'?><CONSOLIDATED_LIST x='y'>", { format: 'un-xml' }],
    ['{"id": "a", "schema": "Person", "properties": {}}\n', { format: 'ftm-json' }],
    [
      `\n{"id":"a","schema":"Person","properties":{"name":["${'x'.repeat(70_000)}`,
      {
        format: 'ftm-json',
      },
    ],
    [
      '36,"A, B",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n',
      {
        format: 'ofac-csv',
        part: 'sdn',
      },
    ],
    ['36,25,"a ""b"", c","d",e,-0- \r\n', { format: 'ofac-csv', part: 'add' }],
    ['36,12,"aka","X",-0- \r\n', { format: 'ofac-csv', part: 'alt' }],
    ['"36","a\nb"\r\n', { format: 'ofac-csv', part: 'comments' }],
  ])('%.40j', async (content, expected) => {
    expect(await detect(content)).toEqual(expected);
  });

  test('reads UTF-16 with a mark', async () => {
    expect(await detect(Buffer.from('\uFEFF<sdnList/>', 'utf16le'))).toEqual({
      format: 'ofac-xml',
    });
  });

  test.each([
    ['', 'an empty file'],
    ['<!DOCTYPE html><title>Log in</title>', 'an HTML page titled "Log in"'],
    ['<Error><Code>AccessDenied</Code></Error>', 'the XML error message AccessDenied'],
    ['<!DOCTYPE sdnList []><sdnList/>', '(DTD)'],
    ['<other>', 'root element <other>'],
    ['<<', 'damaged XML'],
    ['[{"id": "a"}]', 'a JSON list'],
    ['{"op": "ADD", "entity": {"id": "a"}}', 'delta'],
    ['{"versions": {}}', 'not FollowTheMoney'],
    ['{\n"id": "a"}', 'not FollowTheMoney'],
    ['id,name,schema\n1,2,3', 'a table of 3 columns that begins "id,name,schema"'],
    ['36,a,b,c\n', 'a table of 4 columns'],
    ['hello', 'text that begins "hello"'],
    ['%PDF-1.7', 'a PDF document'],
    ['\u001f', 'text that begins'],
  ])('says that %j is none', async (content, found) => {
    await expect(detect(content)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringContaining(found),
    });
  });

  test('says that packed bytes were not unpacked', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 8, 0]);
    await expect(detect(bytes)).rejects.toMatchObject({
      found: 'a gzip file that was not unpacked',
    });
  });

  test('any bytes are a format or our error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const result = await detect(bytes).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 300 },
    );
  });
});

describe.skipIf(!hasSharedData)('published files', () => {
  const files = (folder: readonly string[], pattern: RegExp): string[] =>
    readdirSync(sharedData(...folder))
      .filter((name) => pattern.test(name))
      .map((name) => sharedData(...folder, name));

  test.each([
    [['lists', 'un'], /./, { format: 'un-xml' }, 4],
    [['lists', 'ofac', 'cons'], /^consolidated/, { format: 'ofac-xml' }, 1],
    [['lists', 'ofac', 'cons'], /^cons_advanced/, { format: 'ofac-advanced-xml' }, 1],
    [['formats', 'ofac'], /advanced/, { format: 'ofac-advanced-xml' }, 1],
    [['lists', 'ofac', 'cons'], /^cons_prim/, { format: 'ofac-csv', part: 'sdn' }, 1],
    [['lists', 'ofac', 'sdn_csv'], /^sdn_20/, { format: 'ofac-csv', part: 'sdn' }, 10],
    [['lists', 'ofac', 'sdn_csv'], /^alt_/, { format: 'ofac-csv', part: 'alt' }, 5],
    [['lists', 'ofac', 'sdn_csv'], /^add_/, { format: 'ofac-csv', part: 'add' }, 5],
    [['lists', 'ofac', 'sdn_csv'], /^sdn_com/, { format: 'ofac-csv', part: 'comments' }, 6],
    [['matching', 'wire', 'zala'], /^entities/, { format: 'ftm-json' }, 1],
    [['matching', 'wire', 'parteispenden'], /^entities/, { format: 'ftm-json' }, 1],
    [['lists', 'ftm'], /^yente_.*ftm\.json/, { format: 'ftm-json' }, 2],
  ] as const)('%j %s', async (folder, pattern, expected, count) => {
    const found = files(folder, pattern);
    expect(found).toHaveLength(count);
    for (const path of found) expect(await detectFormat(diskFile(path))).toEqual(expected);
  });
});
