import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../base/index.ts';
import { CsvReader, type CsvRow } from './csv.ts';

function read(text: string, chunk = text.length || 1, delimiter = ','): CsvRow[] {
  const reader = new CsvReader('file.csv', delimiter, 1);
  const rows: CsvRow[] = [];
  for (let at = 0; at < text.length; at += chunk)
    rows.push(...reader.push(text.slice(at, at + chunk)));
  rows.push(...reader.end());
  return rows;
}

const fields = (text: string) => read(text).map((row) => row.fields);
const faults = (text: string) =>
  read(text).flatMap((row) => row.faults.map((fault) => `${row.line} ${fault.kind}`));

/** Every way of cutting a text in chunks gives the same rows. */
function everyChunk(text: string): CsvRow[] {
  const whole = read(text);
  for (const chunk of [1, 2, 3, 5, 8]) expect(read(text, chunk)).toEqual(whole);
  return whole;
}

describe('rows of RFC 4180', () => {
  test('quoted values hold delimiters, doubled quotes and line breaks; lines are counted', () => {
    const rows = everyChunk('a,"b, ""c""",d\r\n1,"two\r\nlines",3\r\n"",,\n');
    expect(rows).toEqual([
      { line: 1, fields: ['a', 'b, "c"', 'd'], faults: [] },
      { line: 2, fields: ['1', 'two\nlines', '3'], faults: [] },
      { line: 4, fields: ['', '', ''], faults: [] },
    ]);
  });

  test('all line ends are taken, also mixed and without a last one', () => {
    expect(everyChunk('a\nb\r\nc\rd').map((row) => [row.line, ...row.fields])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
  });

  test('what is sound reads as csv-parse reads it', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ñ', ' ', ',', ';', '"', '\n', "'", '李'),
    });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        (rows, delimiter, newline, always, chunk) => {
          const quote = (text: string) =>
            always || text.trim() === '' || /[",;\t|\n]/.test(text)
              ? `"${text.replaceAll('"', '""')}"`
              : text;
          const csv = rows.map((row) => row.map(quote).join(delimiter) + newline).join('');
          const ours = read(csv, chunk, delimiter);
          expect(ours.map((row) => row.fields)).toEqual(parse(csv, { delimiter }));
          expect(ours.flatMap((row) => row.faults)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('rows that are not sound', () => {
  test.each([
    ['a quote inside an unquoted value', 'tubo 5",x\n1,2\n', ['tubo 5"', 'x']],
    ['quotes inside a quoted value', '"Juan "Chapo" Ruiz",x\n1,2\n', ['Juan "Chapo" Ruiz', 'x']],
    ['an inner quote at the end', '"Juan "Chapo"",x\n1,2\n', ['Juan "Chapo"', 'x']],
    ['a quoted beginning', '"Chapo" Ruiz,x\n1,2\n', ['"Chapo" Ruiz', 'x']],
  ])('%s is kept as it stands, and told', (_, text, first) => {
    const rows = everyChunk(text);
    expect(rows.map((row) => row.fields)).toEqual([first, ['1', '2']]);
    expect(faults(text)).toEqual(['1 bad-quote']);
  });

  test('blanks around a quoted value are no fault', () => {
    expect(fields('a, "b, c" ,d\n')).toEqual([['a', 'b, c', 'd']]);
    expect(faults('a, "b, c" ,d\n')).toEqual([]);
  });

  test.each([
    ['at the end of the file', 'h,i\n1,2\n3,"open\n4,5\n', 3],
    ['found by the next quoted value', 'h,i\n1,"open\n2,x\n3,"y"\n', 2],
    ['found in a later line', 'h,i\n1,2\n"a","b\n"c","d"\n', 3],
    ['after a value of several lines', 'h,i\n"a\nb","c\n1,2', 3],
  ])('an unclosed quote names the line it was opened on: %s', (_, text, line) => {
    for (const chunk of [1, 4, 1_000]) {
      expect(() => read(text, chunk)).toThrow(
        expect.objectContaining({ code: 'INPUT_CSV', where: `file.csv, line ${line}` }),
      );
    }
  });

  test('a row over the limit is told and passed over, and the next ones are read', () => {
    const long = 'x'.repeat(LIMITS.csvRowBytes);
    for (const row of [`${long},1`, `"${long}",1`, `"${long}\n""y""\n",1`, `1,"${long}"`]) {
      for (const chunk of [10_000, 300_000, 10_000_000]) {
        const rows = read(`a,b\n${row}\nc,d\n`, chunk);
        const line = 3 + row.split('\n').length - 1;
        expect(rows.map((r) => [r.line, ...r.fields])).toEqual([
          [1, 'a', 'b'],
          [2],
          [line, 'c', 'd'],
        ]);
        expect(rows[1]?.faults.map((fault) => fault.kind)).toEqual(['row-too-large']);
      }
    }
  });

  test('the limit counts bytes, not characters', () => {
    const fits = 'ñ'.repeat(LIMITS.csvRowBytes / 2);
    expect(faults(`${fits}\n`)).toEqual([]);
    expect(faults(`${fits}a\n`)).toEqual(['1 row-too-large']);
  });

  test('a row over the limit that ends with the file is told; an open quote is an error', () => {
    const long = 'x'.repeat(2 * LIMITS.csvRowBytes);
    expect(read(`a\n${long}`, 300_000).at(-1)?.faults[0]?.kind).toBe('row-too-large');
    expect(() => read(`a\nb,"${long}`, 300_000)).toThrow(/line 2: .*never closed/);
    expect(() => read(`a\nb,"${long}\nc,"d"\n`, 300_000)).toThrow(/line 2: .*never closed/);
  });

  test('a megabyte of stray quotes takes no longer than one of letters', () => {
    const stray = `"${'a"'.repeat(400_000)},x\n`;
    expect(read(stray)[0]?.fields.length).toBe(2);
  });

  test('NUL characters are taken out and told', () => {
    expect(fields('a\0b,c\nd,e\n')).toEqual([
      ['ab', 'c'],
      ['d', 'e'],
    ]);
    expect(faults('a\0b,c\nd,e\n')).toEqual(['1 nul-bytes']);
  });

  test('nothing makes it fail but an unclosed quote, and chunks make no difference', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '),
      maxLength: 30,
    });
    const outcome = (input: string, chunk: number) => {
      try {
        return read(input, chunk);
      } catch (error) {
        return (error as Error).message;
      }
    };
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (input, chunk) => {
        const whole = outcome(input, 1_000);
        expect(outcome(input, chunk)).toEqual(whole);
        if (typeof whole === 'string') expect(whole).toContain('never closed');
      }),
      { numRuns: 2_000 },
    );
  });
});
