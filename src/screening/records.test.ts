import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { inputOf } from './testing/fake.ts';
import { readAll, told } from './testing/read.ts';

const failing = (code: string, found: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(found) });

describe('customer files', () => {
  test('a file is read with its columns, lines and ids', async () => {
    const { file, customers, signals } = await readAll(
      'id,Nombre completo,Fecha de nacimiento,Saldo\nc1,Ana Prueba,1980-02-01,5\n\n , ,\nc2,Luis Prueba,,\n',
    );
    expect(file.encoding).toBe('UTF-8');
    expect(file.delimiter).toBe(',');
    expect(file.columns).toEqual({
      id: 'id',
      'Nombre completo': 'name',
      'Fecha de nacimiento': 'birthDate',
      Saldo: null,
    });
    expect(file.rows).toBe(2);
    expect(signals).toEqual([]);
    expect(customers).toEqual([
      {
        line: 2,
        record: 'c1',
        example: {
          id: 'c1',
          schema: 'Person',
          properties: { birthDate: ['1980-02-01'], name: ['Ana Prueba'] },
        },
        also: [{ id: 'c1', schema: 'Organization', properties: { name: ['Ana Prueba'] } }],
        query: { id: 'c1', 'Nombre completo': 'Ana Prueba', 'Fecha de nacimiento': '1980-02-01' },
      },
      {
        line: 5,
        record: 'c2',
        example: { id: 'c2', schema: 'LegalEntity', properties: { name: ['Luis Prueba'] } },
        query: { id: 'c2', 'Nombre completo': 'Luis Prueba' },
      },
    ]);
  });

  test('a file without ids counts its rows by their lines', async () => {
    const { customers } = await readAll('name\n"Ana\nPrueba"\nLuis Prueba\n');
    expect(customers.map((customer) => customer.record)).toEqual(['row-2', 'row-4']);
  });

  test.each([
    ['no bytes', ''],
    ['blanks only', ' \r\n\n'],
    ['nothing but a byte order mark', '\ufeff'],
    ['a header and nothing else', 'id,name\n'],
    ['a header and blank rows', 'id,name\n,\n \n'],
    ['a separator line only', 'sep=;\n'],
  ])('an empty file is an error: %s', async (_, text) => {
    await expect(readAll(text)).rejects.toThrow(failing('INPUT_EMPTY', /expected a file with/));
  });

  test.each([
    [',', 'id,name\nc1,Ana\n'],
    [';', 'id;name\nc1;Ana\n'],
    ['\t', 'id\tname\nc1\tAna\n'],
    ['|', 'id|name\nc1|Ana\n'],
    [';', 'sep=;\r\nid;name\r\nc1;Ana\r\n'],
    [';', '\n\nid;name\nc1;Ana\n'],
    [';', '"name (last, first, middle)";name;id\nx;Ana;c1\n'],
    [',', 'name\nAna'],
  ])('the delimiter %j is found by the header', async (delimiter, text) => {
    const { file, customers } = await readAll(text);
    expect(file.delimiter).toBe(delimiter);
    expect(customers[0]?.example.properties['name']).toEqual(['Ana']);
    expect(customers[0]?.line).toBe(text.split('\n').findIndex((line) => line.includes('Ana')) + 1);
  });

  test('ragged rows are kept, and told with their lengths', async () => {
    const result = await readAll('id,name,country\nc1,Ana\nc2,Luis,mx,,\nc3,Ruiz, Eva,mx\n');
    expect(told(result)).toEqual([
      '2 ragged-row: 2 values under 3 headings',
      '4 ragged-row: 4 values under 3 headings',
      '4 unknown-country: Eva',
    ]);
    expect(result.customers.map((c) => c.query['name'])).toEqual(['Ana', 'Luis', 'Ruiz']);
  });

  test('duplicate ids are told with the first line, and all are given', async () => {
    const result = await readAll('id,name\nc1,Ana\nc2,Luis\nc1,Eva\n');
    expect(told(result)).toEqual(['4 duplicate-id: c1, first on line 2']);
    expect(result.customers.map((c) => c.query['name'])).toEqual(['Ana', 'Luis', 'Eva']);
  });

  test('a row that is too large is counted and told, and the rest is read', async () => {
    const long = 'x'.repeat(LIMITS.csvRowBytes + 1);
    const result = await readAll(`id,name\nc1,Ana\nc2,${long}\nc3,Eva\n`);
    expect(told(result)).toEqual([
      `3 row-too-large: more than ${LIMITS.csvRowBytes} bytes (limit csvRowBytes)`,
    ]);
    expect(result.customers.map((customer) => customer.record)).toEqual(['c1', 'c3']);
    expect(result.file.rows).toBe(3);
  });

  test('an unclosed quote names its line, a stray one is told', async () => {
    await expect(readAll('id,name\nc1,"Ana\nc2,Eva\n')).rejects.toThrow(
      failing('INPUT_CSV', /customers\.csv, line 2: .*never closed/),
    );
    const result = await readAll('id,name\nc1,Ana "La Reina" Ruiz\n');
    expect(told(result)).toEqual(['2 bad-quote: Ana "La Reina" Ruiz']);
    await expect(readAll('id,na"me\nc1,Ana\n')).rejects.toThrow(failing('INPUT_CSV', /header/));
    await expect(readAll('"id,name\nc1,Ana\n')).rejects.toThrow(failing('INPUT_CSV', /line 1/));
  });

  test('a header of a million columns is refused before it is all read', async () => {
    let given = 0;
    async function* bytes() {
      for (;;) {
        given += 65_536;
        yield Buffer.alloc(65_536, 'column,');
      }
    }
    const input = { name: 'wide.csv', bytes: bytes() };
    await expect(readAll(input)).rejects.toThrow(failing('INPUT_TOO_LARGE', /csvRowBytes/));
    expect(given).toBeLessThan(4 * LIMITS.csvRowBytes);
    const columns = `name${',x'.repeat(LIMITS.csvColumns)}\nAna\n`;
    await expect(readAll(columns)).rejects.toThrow(failing('INPUT_TOO_LARGE', /csvColumns/));
  });

  test('mixed encodings are told once, with the line', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\nc1,Muñoz\nc2,Ana\n'),
      Buffer.from('c3,Per\xfa\nc4,Lu\xeds\n', 'latin1'),
    ]);
    const result = await readAll(bytes);
    expect(result.signals.map(({ line, kind }) => [line, kind])).toEqual([[4, 'mixed-encoding']]);
    expect(result.customers.map((c) => c.query['name'])).toEqual(['Muñoz', 'Ana', 'Perú', 'Luís']);
    expect(result.file.encoding).toBe('mixed: UTF-8 and Windows-1252');
  });

  test('NUL characters are taken out and told', async () => {
    const result = await readAll('id,name\nc1,A\0na\n');
    expect(told(result)).toEqual(['2 nul-bytes: NUL characters, taken out']);
    expect(result.customers[0]?.query['name']).toBe('Ana');
  });
});

describe('packed files and files of other kinds', () => {
  test('gzip is unpacked', async () => {
    const { customers } = await readAll(gzipSync('id,name\nc1,Ana\n'));
    expect(customers.map((customer) => customer.record)).toEqual(['c1']);
  });

  test('a gzip bomb is stopped early', async () => {
    const bomb = gzipSync(`name\n${`${'x'.repeat(999)}\n`.repeat(64_000)}`);
    await expect(readAll(inputOf(bomb, 4_096))).rejects.toThrow(
      failing('INPUT_TOO_LARGE', /grows more than 200 times/),
    );
  });

  test('a gzip file that was cut off or damaged is an error', async () => {
    const packed = gzipSync('id,name\nc1,Ana\n'.repeat(1_000));
    await expect(readAll(packed.subarray(0, -20))).rejects.toThrow(failing('INPUT_PACKED', /gzip/));
    const damaged = Buffer.from(packed);
    damaged.fill(255, 12, 40);
    await expect(readAll(damaged)).rejects.toThrow(failing('INPUT_PACKED', /gzip/));
  });

  test.each([
    ['an Excel workbook', Buffer.from('PK\x03\x04rest of it')],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1ffff', 'hex')],
    ['a PDF document', Buffer.from('%PDF-1.7\n')],
  ])('%s is named, with what to do', async (kind, bytes) => {
    await expect(readAll(bytes)).rejects.toThrow(failing('INPUT_FORMAT', new RegExp(kind)));
    await expect(readAll(bytes)).rejects.toThrow(/Save As, "CSV UTF-8/);
  });

  test.each([
    ['of another kind', Buffer.from('%PDF-1.7\n'), 'INPUT_FORMAT'],
    ['in UTF-32', Buffer.from('fffe00004e000000', 'hex'), 'INPUT_ENCODING'],
    ['without names', Buffer.from('saldo\n5\n'), 'INPUT_COLUMNS'],
  ])('a source %s is let go of', async (_, bytes, code) => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield Buffer.concat([bytes, Buffer.alloc(300_000, 'x,\n')]);
      } finally {
        closed = true;
      }
    }
    const reading = readAll({ name: 'customers.csv', bytes: source() });
    await expect(reading).rejects.toThrow(expect.objectContaining({ code }));
    expect(closed).toBe(true);
  });

  test('a file that is not there, and a folder, are errors', async () => {
    const missing = failing('INPUT_NOT_FOUND', /no such file/);
    await expect(readAll({ path: '/nowhere/customers.csv' })).rejects.toThrow(missing);
    const folder = failing('INPUT_NOT_FOUND', /a folder/);
    await expect(readAll({ path: import.meta.dirname ?? '.' })).rejects.toThrow(folder);
  });
});

describe('any file', () => {
  const name = fc
    .string({
      unit: fc.constantFrom('A', 'ñ', 'é', ' ', ',', ';', '"', '\t', '|', "'"),
      maxLength: 12,
    })
    .map((text) => `x${text}x`);
  const latinSafe = (text: string) => Buffer.from(text, 'latin1');
  const encodings: Record<string, (text: string) => Buffer> = {
    utf8: (text) => Buffer.from(text),
    bom: (text) => Buffer.from(`\ufeff${text}`),
    windows: latinSafe,
    utf16le: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    utf16be: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    gzip: (text) => gzipSync(text),
  };

  test('what is written is read, whatever delimiter, encoding and line end', async () => {
    const run = fc.asyncProperty(
      fc.array(name, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom(...Object.keys(encodings)),
      fc.constantFrom('\n', '\r\n', '\r'),
      async (names, delimiter, encoding, newline) => {
        const rows = [
          ['id', 'full_name', 'país'],
          ...names.map((text, i) => [`c${i}`, text, 'MX']),
        ];
        const quote = (text: string) =>
          /[,;"\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const csv = rows.map((row) => row.map(quote).join(delimiter) + newline).join('');
        const bytes = (encodings[encoding] as (text: string) => Buffer)(csv);
        const { customers, signals, file } = await readAll(bytes);
        expect(customers.map((customer) => customer.example.properties)).toEqual(
          names.map((text) => ({ name: [text], country: ['mx'] })),
        );
        expect(signals).toEqual([]);
        expect(file.rows).toBe(names.length);
      },
    );
    await fc.assert(run, { numRuns: 200 });
  });
});

describe.skipIf(!hasSharedData)('real exports', () => {
  test('the 22,000 customers of the benchmark are read without a signal', async () => {
    const path = sharedData('matching', 'customers-mx.csv');
    const { customers, signals, file } = await readAll({ path });
    expect(customers.length).toBe(22_000);
    expect(new Set(customers.map((customer) => customer.record)).size).toBe(22_000);
    expect(signals).toEqual([]);
    expect(Object.values(file.columns).filter((property) => property === null).length).toBe(2);
  });

  test('a gzipped export in English is read', async () => {
    const path = sharedData('matching', 'people_not_listed_us.csv.gz');
    const { customers, signals } = await readAll({ path });
    expect(customers.length).toBe(50_000);
    expect(new Set(customers.map((customer) => customer.example.schema))).toEqual(
      new Set(['Person']),
    );
    expect(new Set(signals.map((signal) => signal.kind))).toEqual(new Set(['unknown-country']));
  });

  test('a public procurement export with free text is read', async () => {
    const path = sharedData('customers', 'compranet_contracts_2017-02-15.csv');
    const { customers, file } = await readAll({ path });
    expect(file.columns['proveedor']).toBe('name');
    expect(customers.length).toBe(file.rows);
    expect(customers.length).toBeGreaterThan(5_000);
  });
});
