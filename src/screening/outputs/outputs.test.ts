import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeEngine, listed, screenerOf } from '../testing/fake.ts';
import type { HitRecord, ScreenSummary } from '../types.ts';
import { cellText } from './csv.ts';
import { hitWriter, outputFormat } from './formats.ts';
import { fileSink, streamSink } from './sink.ts';
import { screenFile } from './to-file.ts';
import { xlsxWriter } from './xlsx.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-outputs-'));
});
afterAll(() => rm(folder, { recursive: true }));

const screener = screenerOf(fakeEngine([listed('p-1', 'Ana Prueba', 'us_test')]));

function hit(record: string, name: string, caption = 'PRUEBA, Ana'): HitRecord {
  return {
    record,
    query: { name, 'Fecha de nacimiento': '1980-02-01' },
    entity: 'p-1',
    caption,
    dataset: 'us_test',
    score: 0.8123,
    band: 'possible',
    explanation: [
      {
        feature: 'name',
        agreement: 'equal',
        query: name,
        listing: caption,
        points: 20,
        sentence: { en: 'The names are equal.', es: 'Los nombres son iguales.' },
      },
    ],
  };
}

const summary: ScreenSummary = {
  records: 3,
  recordsWithHits: 2,
  hits: { strong: 0, possible: 2, none: 0 },
  signals: { 'impossible-date': 4 },
  encoding: 'UTF-8',
  delimiter: ',',
  columns: { name: 'name' },
  lastLine: 4,
  complete: true,
  coverage: { en: 'Screened against <two> lists.', es: 'Comparado con dos listas.' },
};

const ODD = [
  '=1+1',
  '+52 55',
  '-Ana',
  '@ana',
  'a "b", c',
  'two\nlines',
  '\u0001\ud800_x0041_<&>😀',
  '',
];
const hits = ODD.map((name, i) => hit(`c${i}`, name, name));

async function written(name: string, language: 'en' | 'es' = 'en'): Promise<Buffer> {
  const path = join(folder, name);
  const writer = hitWriter(outputFormat(path), await fileSink(path), screener, language);
  for (const one of hits) await writer.write(one);
  await writer.finish(summary);
  return readFile(path);
}

describe('formats', () => {
  test('they are told by the ending; any other is an error', () => {
    expect(['a.jsonl', 'b.JSON', 'c.csv', 'd.XLSX'].map(outputFormat)).toEqual([
      'jsonl',
      'jsonl',
      'csv',
      'xlsx',
    ]);
    for (const path of ['hits.txt', 'hits', 'hits.xls', '.csv']) {
      expect(() => outputFormat(path)).toThrow(expect.objectContaining({ code: 'USAGE_OUTPUT' }));
    }
  });

  test('JSON lines hold the hits as they are', async () => {
    const text = (await written('hits.jsonl')).toString();
    expect(text.endsWith('\n')).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(hits);
  });

  test('CSV is by RFC 4180, with a byte order mark and the sentences of its language', async () => {
    const bytes = await written('hits.csv', 'es');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = parse(bytes, { bom: true, record_delimiter: '\r\n' }) as string[][];
    expect(rows[0]).toEqual([
      'record',
      'band',
      'score',
      'caption',
      'entity',
      'dataset',
      'query',
      'explanation',
    ]);
    expect(rows.length).toBe(hits.length + 1);
    expect(rows.slice(1).map((row) => row[0])).toEqual(hits.map((one) => one.record));
    expect(rows[5]).toEqual([
      'c4',
      'possible',
      '0.8123',
      'a "b", c',
      'p-1',
      'us_test',
      'name: a "b", c; Fecha de nacimiento: 1980-02-01',
      'Los nombres son iguales.',
    ]);
  });

  test('a cell that a spreadsheet would run gets an apostrophe', () => {
    expect(['=A1', '+1', '-1', '@x', '\tx'].map(cellText)).toEqual([
      "'=A1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
    ]);
    expect(cellText('\r=x,"')).toBe('"\'\r=x,"""');
    expect(['a=b', 'Ana', '', '1'].map(cellText)).toEqual(['a=b', 'Ana', '', '1']);
    expect(cellText(-0.5)).toBe('-0.5');
  });
});

/** The texts and numbers of a sheet, row by row; fails when it is not well-formed. */
function sheetCells(xml: string): string[][] {
  const rows: string[][] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    if (tag.name === 'row') rows.push([]);
    if (tag.name === 'c') text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', (tag) => {
    if (tag.name === 'c') rows.at(-1)?.push(text);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return rows;
}

describe('workbooks', () => {
  test('every part is well-formed, and the cells hold what was written', async () => {
    const parts = unzipSync(await written('hits.xlsx'));
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ]);
    for (const part of Object.values(parts)) sheetCells(strFromU8(part));
    const rows = sheetCells(strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array));
    expect(rows[0]?.slice(0, 3)).toEqual(['Record', 'Band', 'Score']);
    expect(rows[1]?.[3]).toBe('=1+1');
    expect(rows[1]?.[2]).toBe('0.8123');
    // XML has no such characters, and a spreadsheet reads `_x005F_` as an underscore.
    expect(rows[7]?.[3]).toBe('\ufffd\ufffd_x005F_x0041_<&>😀');
    expect(rows.length).toBe(hits.length + 1);
  });

  test('no cell is a formula, and the second sheet tells what was screened', async () => {
    const parts = unzipSync(await written('resumen.xlsx', 'es'));
    const text = (name: string) => strFromU8(parts[`xl/${name}.xml`] as Uint8Array);
    expect(text('worksheets/sheet1')).not.toContain('<f>');
    expect(text('workbook')).toContain('name="Resumen"');
    const rows = sheetCells(text('worksheets/sheet2'));
    expect(rows).toContainEqual(['Comparado con', 'Comparado con dos listas.']);
    expect(rows).toContainEqual(['Registros', '3']);
    expect(rows).toContainEqual(['Aviso: impossible-date', '4']);
    expect(rows).toContainEqual(['Lista: us_test', 'List us_test, 2026-04-21, v1']);
  });

  test('the same hits give the same bytes', async () => {
    expect(await written('one.xlsx')).toEqual(await written('two.xlsx'));
  });

  test('many hits are written as they come, a cell too long says it was cut', async () => {
    const path = join(folder, 'many.xlsx');
    const writer = hitWriter('xlsx', await fileSink(path), screener, 'en');
    for (let i = 0; i < 3_000; i++) await writer.write(hit(`c${i}`, 'Ana'));
    await writer.write(hit('long', 'x'.repeat(40_000)));
    await writer.finish(summary);
    const parts = unzipSync(await readFile(path));
    const rows = sheetCells(strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array));
    expect(rows.length).toBe(3_002);
    expect(rows.at(-1)?.[6]?.length).toBe(32_767);
    expect(rows.at(-1)?.[6]?.endsWith(' […]')).toBe(true);
  });

  test('more hits than a sheet can hold are an error', async () => {
    const writer = xlsxWriter(streamSink(new PassThrough().resume()), 'en', [], 3);
    await writer.write(hit('c1', 'Ana'));
    await writer.write(hit('c2', 'Ana'));
    await expect(writer.write(hit('c3', 'Ana'))).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_TOO_LARGE' }),
    );
  });
});

describe('sinks', () => {
  test('a full disk is an error that says so, at once or when closing', async () => {
    const full = expect.objectContaining({ code: 'DISK_FULL' });
    const sink = await fileSink('/dev/full');
    await expect(sink.write('x'.repeat(100_000))).rejects.toThrow(full);
    await sink.close();
    const later = await fileSink('/dev/full');
    await later.write('x');
    await expect(later.close()).rejects.toThrow(full);
  });

  test('a stream that is slow is waited for', async () => {
    const slow = new PassThrough({ highWaterMark: 10 });
    const sink = streamSink(slow);
    let done = false;
    const writing = sink.write('more than ten bytes').then(() => {
      done = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    slow.resume();
    await writing;
    expect(await sink.flush()).toBe(19);
    await sink.close();
    expect(slow.writableEnded).toBe(false);
  });

  test('a stream that breaks is an error', async () => {
    const broken = new PassThrough();
    const sink = streamSink(broken);
    broken.destroy(new Error('gone'));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(sink.write('x')).rejects.toThrow('gone');
  });

  test('a stream gets JSON lines', async () => {
    const path = join(folder, 'customers.csv');
    await writeFile(path, 'id,name\nc1,Ana Prueba\n');
    const output = new PassThrough();
    await screenFile(screener, path, { output });
    expect(JSON.parse(String(output.read()))).toMatchObject({ record: 'c1', entity: 'p-1' });
    await expect(screenFile(screener, path, { output, resume: true })).rejects.toThrow(
      expect.objectContaining({ code: 'USAGE_RESUME' }),
    );
  });
});
