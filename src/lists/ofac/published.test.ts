import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { collect, diskFile } from '../testing/files.ts';
import { readOfacCsv, readOfacRecords } from './csv.ts';
import { csvRows } from './csv-rows.ts';
import { formatRemarks, parseRemarks, REMARKS_LIMIT } from './remarks.ts';

const silent = { dataset: 'us_ofac_sdn', knownAt: '', onSignal: () => {} };
const ofac = (...parts: string[]) => sharedData('lists', 'ofac', ...parts);

/** Rows and, where they were counted independently: entities, individuals, vessels, aircraft. */
const VERSIONS: readonly [string, number, readonly number[] | undefined][] = [
  ['2021-06-03', 8_945, [3_668, 4_595, 405, 277]],
  ['2021-07-07', 8_976, [3_673, 4_620, 406, 277]],
  ['2022-02-23', 9_108, [3_748, 4_656, 424, 280]],
  ['2023-01-07', 11_443, [4_575, 5_890, 685, 293]],
  ['2023-12-29', 13_821, [6_033, 6_646, 764, 378]],
  ['2024-06-19', 15_402, [7_252, 6_915, 861, 374]],
  ['2024-06-21', 15_410, undefined],
  ['2024-06-22', 15_422, undefined],
  ['2024-06-28', 15_440, undefined],
  ['2024-07-02', 15_443, [7_270, 6_927, 872, 374]],
];

describe.skipIf(!hasSharedData)('official versions', () => {
  test.each(VERSIONS)('%s', async (date, rows, types) => {
    const counts = { entity: 0, individual: 0, vessel: 0, aircraft: 0 };
    const file = diskFile(ofac('sdn_csv', `sdn_${date}.csv.gz`));
    for await (const record of readOfacRecords([file], silent)) counts[record.type] += 1;
    const found = Object.values(counts);
    expect(found.reduce((a, b) => a + b)).toBe(rows);
    if (types !== undefined) expect(found).toEqual(types);
  });

  test('remarks are given back as published in at least 99.9 % of rows', async () => {
    let all = 0;
    let same = 0;
    for await (const { cells } of csvRows(diskFile(ofac('sdn_csv', 'sdn_2024-07-02.csv.gz')))) {
      const remarks = cells[11] as string;
      if (remarks.trim() === '-0-') continue;
      const cut = remarks.length >= REMARKS_LIMIT - 1 && !remarks.endsWith('.');
      all += 1;
      if (formatRemarks(parseRemarks(remarks, cut)) === remarks) same += 1;
    }
    expect(same / all).toBeGreaterThan(0.999);
  });

  test('the consolidated non-SDN list', async () => {
    const files = ['prim', 'add', 'alt', 'comments'].map((part) =>
      diskFile(ofac('cons', `cons_${part}_2025-12-19.csv`)),
    );
    const { summary, signals } = await collect(readOfacCsv, files);
    expect(summary.records).toBe(442);
    expect(signals.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
      'unresolved-link: Linked To: HAMAS (0 parties of that name)',
    ]);
  });
});

describe.skipIf(!hasSharedData)('the list of April 2026', () => {
  test('every record becomes a party, and nearly every statement is understood', async () => {
    const files = ['sdn', 'alt', 'add'].map((part) =>
      diskFile(ofac('reconstructed_2026-04-21', `${part}.csv.gz`)),
    );
    const { entities, byId, signals, summary } = await collect(readOfacCsv, files);
    expect(summary.records).toBe(18_758);
    expect(byId.size).toBe(entities.length);
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect(['Organization', 'Person', 'Vessel', 'Airplane'].map(count)).toEqual([
      9_547, 7_408, 1_461, 342,
    ]);
    const holding = (property: string, label: RegExp) =>
      entities.filter((e) => e.values(property).some((v) => label.test(v.original ?? ''))).length;
    expect(holding('idNumber', /^(?:alt\. )?C\.U\.R\.P\. /)).toBe(514);
    expect(holding('taxNumber', /^(?:alt\. )?R\.F\.C\. /)).toBe(328);
    const unknown = signals.filter(({ kind }) => kind === 'unknown-value');
    expect(unknown.map(({ record }) => record)).toEqual(['7885', '11313']);
    const unresolved = signals.filter(({ found }) => found.startsWith('Linked To'));
    expect(unresolved.length).toBeLessThan(50);
    expect(count('UnknownLink')).toBeGreaterThan(8_500);
    expect(signals.filter(({ kind }) => kind === 'dropped')).toEqual([]);
    const cjng = byId.get('ofac-17671');
    expect(cjng?.texts('programId')).toEqual(['SDNTK', 'ILLICIT-DRUGS-EO14059', 'SDGT', 'FTO']);
  });
});
