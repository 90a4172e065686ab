import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { isTarget } from '../../entity/index.ts';
import { detectFormat } from '../detect.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { refusalOf } from '../testing/refusal.ts';
import { satDays, updatedDay } from './days.ts';
import { readMxSat, readMxSfp } from './index.ts';
import { type SatRow, type SfpRow, writeOldSfp, writeSat, writeSfp } from './testing/write-mx.ts';

// Every name and number in this file is made up; only the shapes are the publishers'.
const LETTER = '500-05-2018-00001 de fecha 01 de junio de 2018';
const step = (day: string, letter = LETTER) => ({ letter, day });
const ROW: SatRow = {
  rfc: 'NIN080808AB1',
  name: 'NADIE INVENTADO, S.A. DE C.V.',
  state: 'Definitivo',
  steps: { presunción: step('01/06/2018'), definitivo: step('28/09/2018') },
};
const readSat = (rows: readonly SatRow[]) =>
  collect(readMxSat, [memoryFile(writeSat(rows))], { dataset: 'mx_sat_69b' });

describe('readMxSat: a risk list, never a sanction', () => {
  test.each([
    ['Presunto', ['reg.warn'], /^Presumed/, true],
    ['Definitivo', ['reg.action'], /^Definitive: .* no conviction/, true],
    ['Desvirtuado', [], /^Exonerated: the taxpayer rebutted/, false],
    ['Sentencia Favorable', [], /^Exonerated: a court ruled for the taxpayer/, false],
  ])('%s', async (state, topics, meaning, target) => {
    const steps = {
      presunción: step('01/06/2018'),
      ...(state === 'Desvirtuado' && { desvirtuado: step('02/07/2019') }),
      ...(state === 'Definitivo' && { definitivo: step('02/07/2019') }),
      ...(state === 'Sentencia Favorable' && { 'sentencia favorable': step('02/07/2019') }),
    };
    const { entities, signals, summary } = await readSat([{ ...ROW, state, steps }]);
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1, published: '2026-01-31' });
    // No Sanction is made of any state, so nothing that looks for one can find it.
    expect(entities.map(({ schema }) => schema)).toEqual(['Organization']);
    const [entity] = entities;
    expect(entity?.texts('topics')).toEqual(topics);
    expect(entity?.texts('status')).toEqual([state]);
    expect(entity?.texts('summary')[0]).toMatch(meaning);
    expect(entity?.texts('summary')).toHaveLength(2);
    expect(entity?.caption).toBe(`${ROW.name} (69-B: ${state})`);
    expect(entity && isTarget(entity)).toBe(target);
    expect(entity?.values('name')[0]?.source.heldFrom).toBe(
      state === 'Presunto' ? '2018-06-01' : '2019-07-02',
    );
  });

  test('keeps the letters and days of each step, and who it is', async () => {
    const { entities } = await readSat([ROW, { ...ROW, rfc: 'AINA800101AB1', name: 'AINA NADIE' }]);
    const [firm, person] = entities;
    expect(firm?.id).toBe('mx-69b-nin080808ab1-500-05-2018-00001');
    expect([firm?.schema, person?.schema]).toEqual(['Organization', 'Person']);
    expect(firm?.texts('taxNumber')).toEqual(['NIN080808AB1']);
    expect(firm?.texts('notes')).toEqual([
      `presunción: ${LETTER}; SAT 01/06/2018; DOF 01/06/2018`,
      `definitivo: ${LETTER}; SAT 28/09/2018; DOF 28/09/2018`,
    ]);
    expect([firm?.texts('createdAt'), firm?.texts('modifiedAt')]).toEqual([
      ['2018-06-01'],
      ['2018-09-28'],
    ]);
  });

  test('a name that a court had removed is dropped, and the ruling told', async () => {
    const removed = { ...ROW, rfc: 'XXXXXXXXXXXX', name: 'Información suprimida por ejecutoria' };
    const { entities, signals, summary } = await readSat([ROW, removed]);
    expect([entities.length, summary.records]).toEqual([1, 2]);
    expect(signals).toEqual([
      {
        kind: 'dropped',
        record: 'test 2',
        found: 'removed by a court: Información suprimida por ejecutoria',
      },
    ]);
  });

  test('a taxpayer of two letters is two records; the same letter twice, too', async () => {
    const other = { presunción: step('01/06/2019', '500-05-2019-00002 de fecha 1 de junio') };
    const { entities } = await readSat([ROW, { ...ROW, steps: other }, ROW]);
    expect(entities.map(({ id }) => id.slice(20))).toEqual([
      '500-05-2018-00001',
      '500-05-2019-00002',
      '500-05-2018-00001-2',
    ]);
  });

  test('what it does not know is kept or told', async () => {
    const { entities, signals } = await readSat([
      { ...ROW, rfc: 'NO-RFC', state: 'Otro', steps: { presunción: step('pronto') } },
      { ...ROW, steps: { ...ROW.steps, 'sentencia favorable': step('01/01/2020') } },
    ]);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'odd-value RFC NO-RFC',
      'unknown-value Situación del contribuyente Otro',
      'odd-value date pronto',
      'odd-value date pronto',
      'odd-value definitivo, with a step of sentencia favorable',
    ]);
    expect([entities[0]?.schema, entities[0]?.texts('topics')]).toEqual([
      'LegalEntity',
      ['reg.warn'],
    ]);
  });

  test('article 69-B Bis says what it is about', async () => {
    const text =
      'Información actualizada al 13 de junio de 2025,,,,,,,\n' +
      'No.,RFC,Nombre del Contribuyente,Situación del contribuyente,' +
      'Número y fecha de oficio global definitivo SAT,Publicación página SAT definitivo,' +
      'Número y fecha de oficio global definitivo DOF,Publicación DOF definitivo\n' +
      `1,NIN080808AB1,"NADIE, \nS.A. DE C.V.",Definitivo,${LETTER},25/01/2024,${LETTER},05/07/2024\n`;
    const file = memoryFile(Buffer.from(text, 'latin1'));
    expect(await detectFormat(file)).toEqual({ format: 'mx-69b-bis-csv' });
    const { entities, signals } = await collect(readMxSat, [file]);
    expect(signals).toEqual([]);
    expect(entities[0]?.texts('name')).toEqual(['NADIE, S.A. DE C.V.']);
    expect(entities[0]?.texts('summary')[0]).toMatch(/69-B Bis: .* tax losses/);
  });

  test.each([
    ['another table', 'a,b\n1,2\n', 'a table without them'],
    ['no RFC', writeSat([{ ...ROW, rfc: '' }]), 'no RFC'],
    ['no name', writeSat([{ ...ROW, name: '' }]), 'no name'],
    ['a byte that is no letter', Buffer.concat([writeSat([ROW]), Buffer.from([0x81])]), 'windows'],
  ])('refuses %s', async (_, content, found) => {
    await expect(collect(readMxSat, [memoryFile(content)])).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringContaining(found),
    });
  });
});

test.each([
  ['01/06/2018', ['2018-06-01']],
  ['01/02/2019 - 03/04/2020', ['2019-02-01', '2020-04-03']],
  ['12-03-19 // 05/06/2020', ['2019-03-12', '2020-06-05']],
  ['43259', ['2018-06-08']],
  ['31/02/2018', undefined],
  ['pronto', undefined],
])('the days of %s', (text, days) => expect(satDays(text)).toEqual(days));

test('the day of a listing', () => {
  expect(updatedDay('Información actualizada al 18 de mayo de 2021')).toBe('2021-05-18');
  expect(updatedDay('Listado completo de contribuyentes')).toBeUndefined();
});

const rfc = fc.stringMatching(/^[A-Z]{3,4}\d{6}[A-Z0-9]{3}$/);
const day = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
  .map((n) => [...n.map((part) => String(part).padStart(2, '0')), '2019'].join('/'));
const satRow: fc.Arbitrary<SatRow> = fc.record({
  rfc,
  name: fc.stringMatching(/^[A-ZÁÉÍÓÚÑ]{2,8}( [A-ZÑ]{2,8}){0,3}(, S\.A\. DE C\.V\.| "X")?$/),
  state: fc.constantFrom('Presunto', 'Definitivo', 'Desvirtuado', 'Sentencia Favorable'),
  steps: fc.record({ presunción: day.map((d) => step(d)) }),
});

test('what is written is read again', async () => {
  const rows = fc.uniqueArray(satRow, { selector: (r) => r.rfc, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const { entities, signals, summary } = await readSat(written);
      expect(signals).toEqual([]);
      expect(summary.records).toBe(written.length);
      expect(
        entities.map((e) => [e.texts('taxNumber')[0], e.texts('name')[0], e.texts('status')[0]]),
      ).toEqual(written.map((r) => [r.rfc, r.name, r.state]));
      const days = written.map((r) => r.steps['presunción']?.day.split('/').reverse().join('-'));
      expect(entities.map((e) => e.texts('createdAt')[0])).toEqual(days);
      for (const entity of entities) expect(entity.texts('topics')).not.toContain('sanction');
    }),
    { numRuns: 80 },
  );
});

const RULING: SfpRow = {
  name: 'NADIE  S.A. DE C.V.',
  agency: 'INSTITUTO INVENTADO',
  file: '0041/2013',
  ruling: 'SANCIONATORIA CON MULTA E INHABILITACIÓN',
  notified: '2014-08-19',
  term: '2 AÑOS 6 MESES',
  amount: '90664.00',
};

describe('readMxSfp', () => {
  test.each([
    ['from 2021', writeSfp, '2021-01-14'],
    ['of 2016', writeOldSfp, undefined],
  ] as const)('the layout %s', async (_, write, published) => {
    const bytes = write([
      RULING,
      { ...RULING, name: 'Otra "NADA"' },
      { ...RULING, file: '2', ruling: 'ABSOLUTORIA' },
    ]);
    const { entities, signals, summary } = await collect(readMxSfp, [memoryFile(bytes)]);
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 3, ...(published !== undefined && { published }) });
    const parties = entities.filter((e) => e.schema === 'LegalEntity');
    expect(parties.map((e) => e.texts('name')[0])).toEqual(['NADIE S.A. DE C.V.', 'Otra "NADA"']);
    expect(parties.map((e) => e.texts('topics'))).toEqual([['debarment'], ['debarment']]);
    const [first, last] = entities.filter((e) => e.texts('entity')[0] === parties[0]?.id);
    expect([...(first?.properties ?? [])].map(([key, [v]]) => [key, v?.value]).slice(3)).toEqual([
      ['authority', 'INSTITUTO INVENTADO'],
      ['authorityId', '0041/2013'],
      ['status', 'SANCIONATORIA CON MULTA E INHABILITACIÓN'],
      ['reason', 'hechos'],
      ['listingDate', '2014-08-19'],
      ['date', '2014-08-19'],
      ['duration', '2 AÑOS 6 MESES'],
      ['summary', 'Multa: 90664.00 MXN'],
    ]);
    expect(last?.texts('status')).toEqual(['ABSOLUTORIA']);
    expect(await detectFormat(memoryFile(bytes))).toEqual({ format: 'mx-sfp-csv' });
  });

  test('who was acquitted has no topic; a ruling that is not known counts and is told', async () => {
    const one = await collect(readMxSfp, [
      memoryFile(writeSfp([{ ...RULING, ruling: 'ABSOLUTORIA' }])),
    ]);
    expect([one.entities[0]?.texts('topics'), one.entities[0]?.texts('status')]).toEqual([
      [],
      ['Acquitted'],
    ]);
    const two = await collect(readMxSfp, [memoryFile(writeSfp([{ ...RULING, ruling: 'OTRA' }]))]);
    expect(two.entities[0]?.texts('topics')).toEqual(['reg.action']);
    expect(two.signals.map(({ found }) => found)).toEqual(['ruling OTRA']);
  });

  test('a row of another width is told and kept whole; as the last one it is a cut file', async () => {
    const bytes = writeSfp([RULING, { ...RULING, agency: 'A,\tB', name: 'ANCHA' }, RULING]);
    const { entities, signals } = await collect(readMxSfp, [memoryFile(bytes)]);
    expect(signals.map(({ found }) => found)).toEqual([
      'line 3 of another width than the header',
      'ruling absent',
    ]);
    const wide = entities.find((e) => e.texts('name')[0] === 'ANCHA');
    expect(wide?.texts('notes')[0]).toContain('A | B | 0041/2013');
    const cut = memoryFile(bytes.subarray(0, bytes.length - 40));
    await expect(collect(readMxSfp, [cut])).rejects.toMatchObject({
      found: 'a row of another width: the file was cut off',
    });
  });

  test('what is written is read again', async () => {
    const row = fc.record({
      name: fc.stringMatching(/^[A-ZÑÓ]{2,6} [A-Z]{2,6}$/),
      agency: fc.constantFrom('UNA', 'OTRA Ñ'),
      file: fc.stringMatching(/^\d{4}\/20\d\d$/),
      ruling: fc.constantFrom(
        'SANCIONATORIA CON MULTA',
        'SANCIONATORIA CON MULTA E INHABILITACIÓN',
      ),
      notified: day.map((d) => d.split('/').reverse().join('-')),
      term: fc.constantFrom('', '3 MESES'),
      amount: fc.integer({ min: 1, max: 9_999_999 }).map(String),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), fc.boolean(), async (written, isOld) => {
        const bytes = isOld ? writeOldSfp(written) : writeSfp(written);
        const { entities, summary, byId } = await collect(readMxSfp, [memoryFile(bytes)]);
        expect(summary.records).toBe(written.length);
        expect(byId.size).toBe(entities.length);
        const rulings = entities.filter((e) => e.schema === 'Sanction');
        const read = rulings.map((e) =>
          [
            byId.get(e.texts('entity')[0] ?? '')?.texts('name')[0],
            e.texts('authorityId')[0],
            e.texts('status')[0],
            e.texts('listingDate')[0],
            e.texts('duration')[0] ?? '',
            e.texts('summary')[0],
          ].join('|'),
        );
        expect(read.sort()).toEqual(
          written
            .map((r) =>
              [r.name, r.file, r.ruling, r.notified, r.term, `Multa: ${r.amount} MXN`].join('|'),
            )
            .sort(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that is not whole', () => {
  const sat = (count: number) =>
    writeSat(
      Array.from({ length: count }, (_, i) => ({
        ...ROW,
        rfc: `${i % 5 === 0 ? 'AINA' : 'NIN'}${String(i).padStart(6, '0')}AB1`,
      })),
    );
  const refusal = (bytes: Uint8Array, before?: number) =>
    refusalOf('mx_sat_69b', readMxSat, [memoryFile(bytes, 'test', 65_536)], before);

  test('half of a listing, or two thirds, is refused; whole, it is taken', async () => {
    const whole = sat(12_000);
    expect(await refusal(whole)).toBeUndefined();
    expect(await refusal(whole.subarray(0, whole.length / 2))).toMatch(/^LIST_FORMAT|number of /);
    expect(await refusal(sat(8_000))).toMatch(/number of Person: 1600 instead of/);
    expect(await refusal(whole, 18_000)).toMatch(/shrunk list: 12000 instead of at least 12060/);
    const rulings = Array.from({ length: 880 }, (_, i) => ({ ...RULING, name: `NADIE ${i}` }));
    const few = await refusalOf('mx_sfp_sanctioned', readMxSfp, [memoryFile(writeSfp(rulings))]);
    expect(few).toMatch(/number of LegalEntity: 880 instead of/);
  });

  test('any text is a listing or our error', async () => {
    const head = 'No,RFC,Nombre del Contribuyente,Situación del contribuyente\n';
    const piece = fc.constantFrom('1', ',', '"', '\n', 'NIN080808AB1', 'Definitivo', '\0', 'X');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const bytes = Buffer.from(head + pieces.join(''), 'latin1');
        for (const reader of [readMxSat, readMxSfp]) {
          const result = await collect(reader, [memoryFile(bytes)]).catch((e: unknown) => e);
          if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(!hasSharedData)('the published files', () => {
  const file = (name: string) => diskFile(sharedData('mexico', name));

  test.each([
    ['sat_69b_Listado_Completo_2021-05-18.csv.gz', 12_505, 87, '2021-05-18', 0, 'complete'],
    ['sat_69b_Listado_Completo_2022-11-30.csv.gz', 12_666, 86, '2022-11-30', 26, 'complete'],
    ['sat_69b_Listado_Completo_2023-07.csv.gz', 12_686, 87, undefined, 31, 'complete'],
    ['sat_69b_definitivos_2026-01-31.csv.gz', 11_336, 74, '2026-01-31', 40, 'definitivo'],
    ['sat_69b_presuntos_2026-01-31.csv.gz', 966, 15, '2026-01-31', 0, 'presunto'],
    ['sat_69b_desvirtuados_2026-01-31.csv.gz', 340, 0, '2026-01-31', 0, 'desvirtuado'],
  ] as const)('%s', async (name, rows, removed, published, contradictions, part) => {
    expect(await detectFormat(file(name))).toEqual({ format: 'mx-69b-csv', part });
    const { entities, byId, signals, summary } = await collect(readMxSat, [file(name)]);
    expect([summary.records, summary.published]).toEqual([rows, published]);
    expect([entities.length, byId.size]).toEqual([rows - removed, rows - removed]);
    expect(signals.filter(({ kind }) => kind === 'dropped')).toHaveLength(removed);
    expect(signals.filter(({ kind }) => kind !== 'dropped')).toHaveLength(contradictions);
    expect(entities.some((e) => e.texts('topics').includes('sanction'))).toBe(false);
    for (const e of entities) {
      const clears = ['Desvirtuado', 'Sentencia Favorable'].includes(e.texts('status')[0] ?? '');
      expect(isTarget(e)).toBe(!clears);
    }
  });

  test('the four states of 2023', async () => {
    const { entities } = await collect(readMxSat, [
      file('sat_69b_Listado_Completo_2023-07.csv.gz'),
    ]);
    const count = (state: string) => entities.filter((e) => e.texts('status')[0] === state).length;
    // Less the 87 whose name a court had removed, of 10,895, 1,328, 331 and 132.
    expect(['Definitivo', 'Sentencia Favorable', 'Desvirtuado', 'Presunto'].map(count)).toEqual([
      10_823, 1_328, 331, 117,
    ]);
  });

  test('three listings of one day are taken as one list', async () => {
    const parts = ['definitivos', 'presuntos', 'desvirtuados'];
    const files = parts.map((part) => file(`sat_69b_${part}_2026-01-31.csv.gz`));
    expect(await refusalOf('mx_sat_69b', readMxSat, files)).toBeUndefined();
  });

  test('article 69-B Bis', async () => {
    const { entities, signals } = await collect(readMxSat, [
      file('sat_69b_global_definitivo_notice.csv'),
    ]);
    expect([entities.length, signals]).toEqual([3, []]);
  });

  test.each([
    ['sfp_proveedores_sancionados_2016.csv.gz', 1_504, 1_322, 32],
    ['sfp_proveedores_sancionados_2026-02.csv.gz', 1_954, 1_697, 27],
  ] as const)('%s', async (name, rows, suppliers, odd) => {
    const { entities, byId, signals, summary } = await collect(readMxSfp, [file(name)]);
    expect([summary.records, byId.size]).toEqual([rows, rows + suppliers]);
    expect(entities.filter((e) => e.schema === 'Sanction')).toHaveLength(rows);
    expect(signals).toHaveLength(odd);
    expect(await refusalOf('mx_sfp_sanctioned', readMxSfp, [file(name)])).toBeUndefined();
  });
});
