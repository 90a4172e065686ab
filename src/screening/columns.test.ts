import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { allSchemas, countryCode } from '../entity/index.ts';
import { endsWithLegalForm, foldHeading, foldWords, planColumns, recognise } from './columns.ts';

const data = loadData<{
  columns: Record<string, { property?: string; headings: string[] }>;
  types: Record<string, string[]>;
  demonyms: Record<string, string[]>;
  legalForms: string[];
}>('screening/columns.json');

describe('the table of headings', () => {
  test('each heading stands once, folded, under a property that exists', () => {
    const all = Object.values(data.columns).flatMap((column) => column.headings);
    expect(new Set(all).size).toBe(all.length);
    for (const heading of all) expect(foldHeading(heading)).toBe(heading);
    for (const [code, words] of Object.entries(data.demonyms)) {
      expect(countryCode(code)).toBe(code);
      for (const word of words) expect(foldWords(word)).toBe(word);
    }
    for (const form of data.legalForms) expect(foldWords(form)).toBe(form);
    const known = new Set([...allSchemas().values()].flatMap((s) => [...s.getProperties().keys()]));
    for (const { property } of Object.values(data.columns)) {
      if (property !== undefined) expect(known).toContain(property);
    }
    for (const schema of Object.keys(data.types))
      expect(allSchemas().get(schema)?.matchable).toBe(true);
  });
});

describe('headings', () => {
  test.each([
    ['Fecha_de_Nacimiento', 'birthDate'],
    ['FECHA DE NACIMIENTO:', 'birthDate'],
    ['fechaDeNacimiento', 'birthDate'],
    ['D.O.B.', undefined],
    ['DOB', 'birthDate'],
    ['birth_date', 'birthDate'],
    ['R.F.C.', 'rfc'],
    ['C.U.R.P.', 'curp'],
    ['Razón Social', 'fullName'],
    ['País', 'country'],
    ['customerID', 'id'],
    ['No. de cliente', 'id'],
    ['nombre(s)', 'firstName'],
    ['wallet', 'publicKey'],
    ['imo', 'imoNumber'],
    ['saldo', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%s is %s', (heading, role) => {
    expect(recognise(heading)).toBe(role);
  });

  test('a mapping goes before what is recognised, and takes roles, headings and properties', () => {
    const columns = planColumns(
      ['name', 'Titulo', 'Nac', '__proto__'],
      { name: 'alias', titulo: 'name', Nac: 'fecha_nacimiento', ['__proto__']: 'name' },
      'file.csv',
    );
    expect(columns.map(({ heading, property }) => [heading, property])).toEqual([
      ['name', 'alias'],
      ['Titulo', 'name'],
      ['Nac', 'birthDate'],
      ['__proto__', 'name'],
    ]);
    expect(planColumns(['x'], { x: 'ogrnCode' }, 'f')[0]?.property).toBe('ogrnCode');
  });

  test('a mapping to nothing known, or of a heading that is not there, lists what is', () => {
    const usage = (message: RegExp) =>
      expect.objectContaining({ code: 'USAGE_OPTION', message: expect.stringMatching(message) });
    const plan = (map: Record<string, string>) => () => planColumns(['name', 'x'], map, 'f.csv');
    expect(plan({ x: 'shoeSize' })).toThrow(
      usage(/--map "x=shoeSize".*birthDate.*found "shoeSize"/),
    );
    expect(plan({ y: 'name' })).toThrow(usage(/one of the headings "name", "x", found "y"/));
    expect(plan({ x: 'owner' })).toThrow(usage(/found "owner"/));
    expect(plan({ x: 'constructor' })).toThrow(usage(/found "constructor"/));
  });

  test('a file that says nobody is an error with its headings and how to map them', () => {
    const plan = () => planColumns(['uno', 'dos', 'pais'], {}, 'f.csv');
    expect(plan).toThrow(expect.objectContaining({ code: 'INPUT_COLUMNS' }));
    expect(plan).toThrow(
      /f\.csv: .*found the headings "uno", "dos", "pais"\. .*--map "Heading=name"/,
    );
  });

  test('a quick look at the last word finds what looking at the whole name finds', () => {
    const form = new RegExp(` (?:${data.legalForms.join('|')})$`);
    const whole = (name: string) =>
      form.test(foldWords(name.replace(/[.,']/g, ''))) || form.test(foldWords(name));
    const piece = fc.oneof(
      fc.constantFrom(...data.legalForms),
      fc.constantFrom(
        'S.A.',
        'C.V.',
        'de',
        'Inc',
        "l'l",
        'Ñandú',
        ' ',
        '.',
        ',',
        '—',
        'S.A.deC.V.',
      ),
    );
    const glue = fc.constantFrom('', ' ', '.', '. ', '\u00a0', '\u0301');
    const names = fc.array(fc.tuple(piece, glue), { maxLength: 6 }).map((p) => p.flat().join(''));
    let found = 0;
    fc.assert(
      fc.property(names, (name) => {
        expect(endsWithLegalForm(name)).toBe(whole(name));
        found += Number(whole(name));
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test('folding plain letters quickly is folding', () => {
    const slowly = (text: string) =>
      text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(text, (one) => void expect(foldWords(one)).toBe(slowly(one))));
  });

  test('legal forms are told at the end only', () => {
    for (const name of [
      'Uno S.A. de C.V.',
      'UNO SA DE CV',
      'Uno, S. de R.L.',
      'Uno Inc.',
      'Uno LLC',
    ]) {
      expect(endsWithLegalForm(name)).toBe(true);
    }
    for (const name of ['Inc', 'Vincent', 'Corp Ana', 'Ana Salinc']) {
      expect(endsWithLegalForm(name)).toBe(false);
    }
  });
});
