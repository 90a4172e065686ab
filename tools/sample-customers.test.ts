import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { loadData, packageRoot } from '../src/base/index.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly birth_date: string;
  readonly curp: string;
  readonly rfc: string;
  readonly country: string;
  readonly type: string;
  readonly note: string;
}

interface Register {
  readonly records: readonly {
    readonly id: string;
    readonly role: string;
    readonly properties: Readonly<Record<string, readonly string[]>>;
  }[];
}

const examples = join(packageRoot, 'data', 'examples');
const tool = join(packageRoot, 'tools', 'sample-customers.mjs');
const file = readFileSync(join(examples, 'customers.csv'), 'utf8');
const rows: readonly Row[] = parse(file, { columns: true });
const { expected, seed } = loadData<{ expected: Record<string, string>; seed: number }>(
  'examples/expected.json',
);
const register = new Map(
  loadData<Register>('register/cartels.json').records.map((record) => [record.id, record]),
);
const ordinary = rows.filter(({ id }) => expected[id] === undefined);
const planted = rows.filter(({ id }) => /^(ofac|tamiz)-/.test(expected[id] ?? ''));
const near = rows.filter(({ id }) => expected[id] === 'none-near');

const folder = mkdtempSync(join(tmpdir(), 'tamiz-sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The last character of a CURP, by long-hand addition of RENAPO's weights. */
function curpDigit(curp: string): string {
  const values = new Map([...'0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'].map((c, i) => [c, i]));
  let sum = 0;
  for (let weight = 18; weight >= 2; weight--) sum += values.get(curp[18 - weight]!)! * weight;
  return String((1_000 - (sum % 10)) % 10);
}

/** The last character of an RFC: the whole weighted sum, check digit included, is 0 modulo 11. */
function rfcPasses(rfc: string): boolean {
  const values = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
  const text = rfc.length === 12 ? ` ${rfc}` : rfc;
  const last = text[12] === 'A' ? 10 : Number(text[12]);
  const sum = [...text.slice(0, 12)].reduce((s, c, i) => s + values.indexOf(c) * (13 - i), 0);
  return (sum + last) % 11 === 0;
}

describe('the synthetic sample customers', () => {
  test('the checks of this test hold for known numbers', () => {
    expect(curpDigit('BOXW310820HNERXN09')).toBe('9');
    expect(rfcPasses('GODE561231GR8')).toBe(true);
    expect(rfcPasses('MAB9307148T4')).toBe(true);
    expect(rfcPasses('VACE460910SX6')).toBe(false);
  });

  test('making them again gives the same bytes, another seed others', () => {
    execFileSync(process.execPath, [tool, '--out', join(folder, 'same')], { stdio: 'pipe' });
    for (const name of ['customers.csv', 'expected.json']) {
      const again = readFileSync(join(folder, 'same', name));
      expect(again.equals(readFileSync(join(examples, name))), name).toBe(true);
    }
    const other = ['--seed', String(seed + 1), '--out', join(folder, 'other')];
    execFileSync(process.execPath, [tool, ...other], { stdio: 'pipe' });
    expect(readFileSync(join(folder, 'other', 'customers.csv'), 'utf8')).not.toBe(file);
  });

  test('2,000 rows with unique ids, each marked synthetic', () => {
    expect(rows).toHaveLength(2_000);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2_000);
    expect(rows.filter(({ note }) => note !== 'synthetic')).toEqual([]);
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['person', 'company']));
  });

  test('every CURP is whole, passes its check digit and agrees with birth date and RFC', () => {
    const withCurp = rows.filter(({ curp }) => curp !== '');
    expect(withCurp.length).toBeGreaterThan(1_000);
    for (const { id, curp, rfc, birth_date: birth } of withCurp) {
      expect(curp, id).toMatch(/^[A-Z]{4}\d{6}[HM][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d$/);
      expect(curp[17], `${id} ${curp}`).toBe(curpDigit(curp));
      if (birth !== '') expect(curp.slice(4, 10), id).toBe(birth.slice(2).replaceAll('-', ''));
      if (birth !== '') expect(/\d/.test(curp[16]!), id).toBe(birth < '2000');
      if (rfc !== '') expect(rfc.slice(0, 10), id).toBe(curp.slice(0, 10));
    }
  });

  test('every RFC has the length of its kind and passes its check digit', () => {
    const withRfc = rows.filter(({ rfc }) => rfc !== '');
    expect(withRfc.length).toBeGreaterThan(1_000);
    for (const { id, rfc, type } of withRfc) {
      expect(rfc, id).toMatch(/^[A-ZÑ&]{3,4}\d{6}[0-9A-Z]{3}$/);
      expect(rfc.length, id).toBe(type === 'person' ? 13 : 12);
      expect(rfcPasses(rfc), `${id} ${rfc}`).toBe(true);
    }
  });

  test('the file has the variety that real ones have', () => {
    const some = (test: (row: Row) => boolean): number => rows.filter(test).length;
    expect(some(({ name }) => /[ÁÉÍÓÚÑáéíóúñ]/.test(name))).toBeGreaterThan(500);
    expect(some(({ name }) => name === name.toUpperCase())).toBeGreaterThan(200);
    expect(some(({ name, type }) => type === 'person' && name.includes(','))).toBeGreaterThan(50);
    expect(some(({ type }) => type === 'company')).toBeGreaterThan(150);
    expect(
      some(({ birth_date: birth, type }) => type === 'person' && birth === ''),
    ).toBeGreaterThan(50);
  });

  test('the key names rows and records that exist; listed people are few', () => {
    expect(planted.length + near.length).toBe(Object.keys(expected).length);
    expect(near).toHaveLength(25);
    expect(planted).toHaveLength(42);
    const records = planted.map(({ id }) => register.get(expected[id]!)!);
    expect(records).not.toContain(undefined);
    expect(records.filter(({ role }) => role === 'person').length).toBeLessThanOrEqual(20);
    for (const role of ['organisation', 'faction', 'company']) {
      expect(records.some((record) => record.role === role)).toBe(true);
    }
  });

  test('no row that should not match has a number or the whole name of a listed party', () => {
    const bare = (text: string): string =>
      text
        .toUpperCase()
        .normalize('NFD')
        .replace(/[^A-Z0-9 ]/g, '')
        .split(' ')
        .sort()
        .join(' ');
    const listed = new Set<string>();
    for (const { properties: p } of register.values()) {
      for (const kind of ['name', 'alias', 'weakAlias', 'previousName', 'idNumber', 'taxNumber']) {
        for (const value of p[kind] ?? []) listed.add(bare(value));
      }
    }
    const astray = [...ordinary, ...near].filter(({ name, curp, rfc }) =>
      [name, curp, rfc].some((text) => text !== '' && listed.has(bare(text))),
    );
    expect(astray).toEqual([]);
  });
});
