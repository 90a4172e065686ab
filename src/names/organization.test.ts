import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { analyseName, type NameKind } from './index.ts';

const roles = (text: string, kind: NameKind = 'organization'): string =>
  analyseName(text, kind)
    .tokens.map(({ text: word, role }) => (role === 'name' ? word : `${word}:${role}`))
    .join(' ');

describe('legal forms', () => {
  test.each(['S.A. de C.V.', 'SA DE CV', 's. a. de c. v.', 'S.A.de C.V.', 'S A DE C V'])(
    '%s is one token',
    (form) => {
      expect(roles(`Zurita ${form}`)).toBe('zurita sadecv:legalForm');
    },
  );

  test.each([
    ['Zurita Sociedad Anónima de Capital Variable', 'zurita sadecv:legalForm'],
    ['Zurita, S. de R.L. de C.V.', 'zurita sderldecv:legalForm'],
    ['Zurita S.P.R. de R.L.', 'zurita sprderl:legalForm'],
    ['Zurita S. de P.R. de R.L.', 'zurita sprderl:legalForm'],
    ['Zurita A.C.', 'zurita ac:legalForm'],
    ['Zurita SAPI de CV', 'zurita sapidecv:legalForm'],
    ['Zurita Co., Ltd.', 'zurita ltd:legalForm'],
    ['Zurita Corporation, Limited', 'zurita corp:legalForm ltd:legalForm'],
    ['Zurita GmbH & Co. KG', 'zurita gmbhcokg:legalForm'],
    ['Zurita y Cía. Ltda.', 'zurita ltda:legalForm'],
    ['Zurita Sdn. Bhd.', 'zurita sdnbhd:legalForm'],
    ['Zurita Pte Ltd', 'zurita pteltd:legalForm'],
    ['OOO Zurita', 'ooo:legalForm zurita'],
    ['ООО Зурита', 'ooo:legalForm zurita'],
    ['PT Zurita', 'pt:legalForm zurita'],
    ['Zurita PT', 'zurita pt'],
    // The letter before the form is no part of it.
    ['Doble A, S. de R.L. de C.V.', 'doble a:particle sderldecv:legalForm'],
    // Two letters are a form at the end only.
    ['AC Zurita', 'ac zurita'],
    ['Zurita SA Tijuana', 'zurita sa tijuana'],
    ['Zurita SA de CV Sucursal Tijuana', 'zurita sadecv:legalForm sucursal:generic tijuana'],
    ['Limited', 'limited'],
    ['Societatea cu Răspundere Limitată Zurita', 'srl:legalForm zurita'],
    ['Zurita S.R.L.', 'zurita srl:legalForm'],
    ['ANO Zurita', 'ano:legalForm zurita'],
    ['ТОО Зурита', 'too:legalForm zurita'],
    ['Zurita Aktiengesellschaft', 'zurita ag:legalForm'],
    ['Zurita e.V.', 'zurita ev:legalForm'],
    ['Zurita Sp. z o.o.', 'zurita zoo:legalForm'],
    ['Zurita p.l.c.', 'zurita plc:legalForm'],
    ['Zurita合同会社', 'zurita godokaisha:legalForm'],
  ])('%s', (text, expected) => {
    expect(roles(text)).toBe(expected);
  });

  test('forms of one family share a key', () => {
    const key = (text: string) => analyseName(text, 'organization').tokens.at(-1)?.keys;
    expect(key('Zurita LLC')).toEqual(key('Zurita S. de R.L. de C.V.'));
    expect(key('Zurita LLC')).not.toEqual(key('Zurita S.A.'));
  });

  test('a name of unknown kind has none of two letters, a person none at all', () => {
    expect(roles('Maria Co', 'unknown')).toBe('maria co');
    expect(roles('Zurita LLC', 'unknown')).toBe('zurita llc:legalForm');
    expect(roles('Maria Inc', 'person')).toBe('maria inc');
  });

  test('no writing belongs to two forms', () => {
    const { forms } = loadData<{ forms: { form: string; writings: string[] }[] }>(
      'names/legal-forms.json',
    );
    const owners = new Map<string, string>();
    for (const { form, writings } of forms) {
      for (const writing of writings) {
        const joined = writing.replaceAll(' ', '');
        expect([writing, owners.get(joined) ?? form]).toEqual([writing, form]);
        owners.set(joined, form);
      }
    }
  });

  test.skipIf(!hasSharedData)('99 % of the companies on the SAT 69-B list have one', () => {
    const file = sharedData('mexico', 'sat_69b_definitivos_2026-01-31.csv.gz');
    const rows: string[][] = parse(gunzipSync(readFileSync(file)).toString('latin1'), {
      relax_column_count: true,
      relax_quotes: true,
    });
    const names = rows.filter((row) => /^[A-ZÑ&]{3}\d{6}/.test(row[1] ?? '')).map((row) => row[2]!);
    const without = names.filter((name) => !roles(name).includes(':legalForm'));
    expect(names).toHaveLength(8_612);
    expect(without.length).toBeLessThan(names.length / 100);
  });
});

describe('company words', () => {
  test.each([
    ['Comercializadora Zurita', 'comercializadora:generic zurita'],
    ['Grupo Zurita y Asociados', 'grupo:generic zurita y:particle asociados:generic'],
    ['24 Horas', '24:number horas'],
    ['Zurita 2', 'zurita 2:number'],
  ])('%s', (text, expected) => {
    expect(roles(text)).toBe(expected);
  });

  test('translations of one word share a key and weigh little', () => {
    const [grupo] = analyseName('Grupo Zurita', 'organization').tokens;
    const [group, zurita] = analyseName('Group Zurita', 'organization').tokens;
    expect(grupo?.keys).toEqual(group?.keys);
    expect(zurita!.bits).toBeGreaterThan(group!.bits);
  });

  test('the kind of ship is no part of its name', () => {
    expect(roles('M/V Sea Zurita', 'vessel')).toBe('mv:title sea zurita');
    expect(roles('MV', 'vessel')).toBe('mv');
  });
});

describe('words that organisations write in several ways', () => {
  const shares = (a: string, b: string): boolean => {
    const [ours, theirs] = [a, b].map((text) => analyseName(`Zurita ${text}`, 'organization'));
    const keys = ours!.tokens[1]!.keys;
    return theirs!.tokens[1]!.keys.some((key) => keys.includes(key));
  };

  test.each([
    ['COMM', 'Communications'],
    ['Intl', 'Internacional'],
    ['GRP', 'Grupo'],
    ['SRVCES', 'Services'],
    ['Hnos', 'Brothers'],
    ['Inmob', 'Inmobiliaria'],
    ['Transp', 'Transportes'],
    ['Touzi', 'Investment'],
    ['Universidad', 'University'],
    ['Mexicana', 'México'],
    ['Deutsche', 'Germany'],
  ])('%s and %s', (a, b) => {
    expect(shares(a, b)).toBe(true);
  });

  test.each([
    ['México', 'Chile'],
    ['Trading', 'Holding'],
    ['University', 'Institute'],
    ['Imports', 'Exports'],
  ])('but not %s and %s', (a, b) => {
    expect(shares(a, b)).toBe(false);
  });

  test('what tells one organisation from another is not generic', () => {
    expect(roles('Zurita University')).toBe('zurita university');
  });
});

describe('numbers and abbreviations', () => {
  test.each([
    ['Brigada Forty-Four', 'brigada 44:number'],
    ['Brigada Forty 4', 'brigada 44:number'],
    ['Brigada Forty 44', 'brigada 40:number 44:number'],
    ['Brigada Fourty Four', 'brigada 44:number'],
    ['Three Zuritas', '3:number zuritas'],
    ['Rancho Viejo Zurita VIII', 'rancho:generic viejo zurita 8:number'],
    ['Puerto Zurita XIX', 'puerto zurita 19:number'],
    ['XI Zurita', 'xi zurita'],
    ['Zurita Twenty', 'zurita 20:number'],
    ['Zurita 1st', 'zurita 1:number'],
    ['U.S. Zurita', 'united:generic states zurita'],
    ['UK Zurita', 'united:generic kingdom zurita'],
    ['Zurita us', 'zurita us'],
  ])('%s', (text, expected) => {
    expect(roles(text)).toBe(expected);
  });

  test('a person is called what stands there', () => {
    expect(roles('Quinto Zurita', 'person')).toBe('quinto zurita');
    expect(roles('Quinto Zurita', 'unknown')).toBe('quinto zurita');
    expect(roles('Zurita Star III', 'vessel')).toBe('zurita star 3:number');
  });
});
