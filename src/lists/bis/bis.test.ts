import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { detectFormat } from '../detect.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { flipped, refusalOf } from '../testing/refusal.ts';
import { readBisDenied } from './index.ts';

/** All people and numbers here are invented. */
const HEADER = [
  ...['Name', 'Street_Address', 'City', 'State', 'Country', 'Postal_Code', 'Effective_Date'],
  ...['Expiration_Date', 'Standard_Order', 'Last_Update', 'Action', 'FR_Citation'],
];
const ROW = [
  ...['JUAN INVENTADO', 'CALLE 1, PISO 2', 'LAREDO', 'TX', 'US', '78040', '06/19/2003'],
  ...['06/29/2056', 'Y', '2007-01-31', 'NEW', '68 F.R. 1 6/27/03'],
];
const line = (cells: readonly string[]) =>
  `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join('\t')}\n`;
const write = (...rows: readonly (readonly string[])[]) => [HEADER, ...rows].map(line).join('');
const read = (content: string | Uint8Array) => collect(readBisDenied, [memoryFile(content)]);
const changed = (index: number, cell: string) => ROW.map((old, i) => (i === index ? cell : old));

describe('readBisDenied', () => {
  test('an order with two addresses is one party and one sanction', async () => {
    const more = changed(1, 'CALLE 9').map((cell, i) => (i === 4 ? 'MX' : cell));
    const { entities, signals, summary } = await read(write(ROW, more));
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1 });
    const [party, sanction] = entities;
    expect(party?.schema).toBe('LegalEntity');
    expect(party?.texts('name')).toEqual(['JUAN INVENTADO']);
    expect(party?.texts('address')).toEqual([
      'CALLE 1, PISO 2, LAREDO, TX 78040, US',
      'CALLE 9, LAREDO, TX 78040, MX',
    ]);
    expect(party?.texts('country')).toEqual(['us', 'mx']);
    expect(party?.texts('topics')).toEqual(['export.control']);
    expect(party?.values('name')[0]?.source.heldFrom).toBe('2003-06-19');
    expect(sanction?.texts('startDate')).toEqual(['2003-06-19']);
    expect(sanction?.texts('endDate')).toEqual(['2056-06-29']);
    expect(sanction?.texts('provisions')).toEqual(['Standard denial order']);
    expect(sanction?.texts('reason')).toEqual(['68 F.R. 1 6/27/03']);
    expect(sanction?.texts('entity')).toEqual([party?.id]);
  });

  test('its number stays when anything but name and effective date changes', async () => {
    const id = async (row: readonly string[]) => (await read(write(row))).entities[0]?.id;
    const first = await id(ROW);
    expect(await id(changed(1, 'ELSEWHERE'))).toBe(first);
    expect(await id(changed(0, 'JUANA INVENTADA'))).not.toBe(first);
    expect(await id(changed(6, '06/20/2003'))).not.toBe(first);
  });

  test('what it does not know is told', async () => {
    const cells = [...ROW, 'x'];
    for (const [index, cell] of [
      [4, 'QQ'],
      [7, 'INDEFINITE'],
      [8, 'M'],
    ] as const) {
      cells[index] = cell;
    }
    const text = [[...HEADER, 'Colour'], cells].map(line).join('');
    const { signals } = await read(text);
    expect(signals.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
      'unknown-element: column Colour',
      'unknown-value: country QQ',
      'unknown-value: Expiration_Date INDEFINITE',
      'unknown-value: Standard_Order M',
    ]);
  });

  test('what is written is read again', async () => {
    const cell = fc.stringMatching(/^[A-Z0-9][A-Z0-9 ,.'"&-]{0,12}[A-Z0-9]$/);
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const text = write(
          ...written.map(([name, street, city]) => [name, street, city, ...ROW.slice(3)]),
        );
        const { entities } = await read(text);
        const plain = (words: string) => words.replace(/ +/g, ' ');
        const parties = entities.filter(({ schema }) => schema === 'LegalEntity');
        const names = [...new Set(written.map(([name]) => plain(name)))];
        expect(parties.map((party) => party.texts('name')[0])).toEqual(names);
        for (const [name, street, city] of written) {
          const party = parties.find((one) => one.texts('name')[0] === plain(name));
          const address = `${plain(street)}, ${plain(city)}, TX 78040, US`;
          expect(party?.texts('address')).toContain(address);
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['a row without name', write(changed(0, ''))],
    ['a row without effective date', write(changed(6, ''))],
    ['a date of another order', write(changed(6, '2003-06-19'))],
    ['a row that is cut off', write(ROW).slice(0, -40)],
    ['another table', 'id\tname\n1\tx\n'],
    ['nothing', ''],
  ])('refuses %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'LIST_FORMAT' });
  });

  test('random changes give parties or our error, never another', async () => {
    const whole = write(ROW, ROW);
    const change = fc.tuple(fc.nat(whole.length), fc.nat(20), fc.string({ maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, cut, put]) => {
        const result = await read(whole.slice(0, at) + put + whole.slice(at + cut)).catch((e) => e);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(!hasSharedData)('published files', () => {
  const file = (name: string) => diskFile(sharedData('lists', 'us_csl_bis', name));

  test.each([
    ['dpl_2021-07-07.txt', 581, 461],
    ['dpl_2023-11-30.txt', 665, 547],
  ])('%s', async (name, rows, orders) => {
    expect(await detectFormat(file(name))).toEqual({ format: 'bis-dpl-tsv' });
    const { entities, signals, summary } = await collect(readBisDenied, [file(name)]);
    expect(summary.records).toBe(orders);
    expect(entities).toHaveLength(2 * orders);
    const addresses = entities.reduce((sum, e) => sum + e.values('address').length, 0);
    // A few rows of an order differ in nothing that we read.
    expect(addresses).toBeGreaterThan(0.98 * rows);
    // China by another name, and a state of the US in the wrong column.
    expect(signals.map(({ found }) => found)).toEqual(['country PRC', 'country PRC', 'country NM']);
  });

  test('is refused when it is cut, damaged or shrunken', async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file('dpl_2023-11-30.txt').open()) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    const refusal = (bytes: Uint8Array, before?: number) =>
      refusalOf('us_bis_denied', readBisDenied, [memoryFile(bytes, 'dpl.txt', 65_536)], before);
    expect(await refusal(whole, 547)).toBeUndefined();
    expect(await refusal(whole.subarray(0, whole.length / 2))).toMatch(/LIST_FORMAT/);
    const rows = whole.toString().split('\n');
    const third = rows.filter((_, index) => index === 0 || index % 3 !== 0).join('\n');
    expect(await refusal(Buffer.from(third), 600)).toMatch(/shrunk list/);
    const quote = whole.indexOf('"', 1_000);
    expect(await refusal(flipped(whole, quote))).toMatch(/LIST_FORMAT/);
  });
});
