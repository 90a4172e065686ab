import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { detectFormat } from '../detect.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { refusalOf } from '../testing/refusal.ts';
import { readIds } from './ids.ts';
import { readCslCsv } from './index.ts';

/** All people, companies and numbers here are invented. */
const COLUMNS = [
  ...['_id', 'source', 'entity_number', 'type', 'programs', 'name', 'title', 'addresses'],
  ...['federal_register_notice', 'start_date', 'end_date', 'standard_order'],
  ...['license_requirement', 'license_policy', 'call_sign', 'vessel_type', 'gross_tonnage'],
  ...['gross_registered_tonnage', 'vessel_flag', 'vessel_owner', 'remarks', 'source_list_url'],
  ...['alt_names', 'citizenships', 'dates_of_birth', 'nationalities', 'places_of_birth'],
  ...['source_information_url', 'ids'],
];
type Row = Readonly<Record<string, string>>;
const SDN = 'Specially Designated Nationals (SDN) - Treasury Department';
const ENTITY = 'Entity List (EL) - Bureau of Industry and Security';
const PERSON: Row = {
  _id: '77001',
  source: SDN,
  entity_number: '77001',
  type: 'Individual',
  programs: 'SDNTK; FTO',
  name: 'INVENTADO PRUEBA, Juan',
  title: 'Minister of Examples',
  addresses: 'Calle 1, Culiacan, Sinaloa, 80000, MX; SY',
  alt_names: 'EL INVENTADO; INVENTADO, J.',
  citizenships: 'MX',
  nationalities: 'MX; CO',
  dates_of_birth: '1966-07-17; circa 1965',
  places_of_birth: 'Culiacan, Mexico',
  remarks: '(Linked To: CARTEL INVENTADO)',
  ids: 'MX, 2022-06-23, 2017-08-16, G0000001, Passport; Male, Gender',
  source_list_url: 'http://example.test/sdn',
};
const FIRM: Row = {
  _id: 'abc1',
  source: ENTITY,
  name: 'Ejemplo Industrial, Inc.',
  addresses: '1 Street, Xian, 710000, CN; PO 1, ANTHONY, NM, 88201',
  federal_register_notice: '81 FR 1',
  start_date: '2016-09-07',
  end_date: '2030-01-02',
  standard_order: 'Y',
  license_requirement: 'For all items',
  license_policy: 'Presumption of denial',
  alt_names: 'Ejemplo Ltd; and Ejemplo Co.; F.K.A. Antes Inc.',
};

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[]) => `${cells.map(quote).join(',')}\n`;
const write = (...rows: readonly Row[]) =>
  [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name] ?? ''))].map(line).join('');
const read = (content: string | Uint8Array) => collect(readCslCsv, [memoryFile(content)]);

describe('readCslCsv', () => {
  test("a row of OFAC's list is read like OFAC's own files, and names OFAC's number", async () => {
    const { byId, signals, summary } = await read(write(PERSON));
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1 });
    const party = byId.get('us-csl-sdn-77001');
    expect(party?.schema).toBe('Person');
    expect(party?.referents).toEqual(['ofac-77001']);
    expect(party?.texts('lastName')).toEqual(['INVENTADO PRUEBA']);
    expect(party?.texts('alias')).toEqual(['EL INVENTADO', 'INVENTADO, J.']);
    expect(party?.texts('position')).toEqual(['Minister of Examples']);
    expect(party?.texts('birthDate')).toEqual(['1966-07-17', '1965']);
    expect(party?.texts('birthCountry')).toEqual(['mx']);
    expect(party?.texts('nationality')).toEqual(['mx', 'co']);
    expect(party?.texts('gender')).toEqual(['male']);
    expect(party?.texts('country')).toEqual(['mx', 'sy']);
    expect(party?.texts('address')).toEqual(['Calle 1, Culiacan, Sinaloa, 80000, Mexico']);
    expect(party?.texts('topics')).toEqual(['sanction', 'crime.traffick.drug', 'crime.terror']);
    expect(party?.values('passportNumber')[0]).toMatchObject({
      value: 'G0000001',
      original: 'Passport G0000001 (MX) issued 16 Aug 2017 expires 23 Jun 2022',
    });
    const sanction = byId.get('us-csl-sdn-77001-sanction');
    expect(sanction?.texts('programId')).toEqual(['SDNTK', 'FTO']);
    expect(sanction?.texts('authority')).toEqual(['Office of Foreign Assets Control']);
  });

  test('a row of another list is a LegalEntity with what the order says', async () => {
    const { byId, signals } = await read(write(FIRM));
    expect(signals.map(({ found }) => found)).toEqual([]);
    const party = byId.get('us-csl-el-abc1');
    expect(party?.schema).toBe('LegalEntity');
    expect(party?.referents).toEqual([]);
    expect(party?.texts('alias')).toEqual(['Ejemplo Ltd', 'Ejemplo Co.']);
    expect(party?.texts('previousName')).toEqual(['Antes Inc.']);
    expect(party?.texts('country')).toEqual(['cn']);
    expect(party?.texts('topics')).toEqual(['export.control']);
    expect(party?.values('name')[0]?.source.heldFrom).toBe('2016-09-07');
    const sanction = byId.get('us-csl-el-abc1-sanction');
    expect(sanction?.texts('program')).toEqual(['Entity List']);
    expect(sanction?.texts('startDate')).toEqual(['2016-09-07']);
    expect(sanction?.texts('endDate')).toEqual(['2030-01-02']);
    expect(sanction?.texts('reason')).toEqual(['81 FR 1']);
    expect(sanction?.texts('provisions')).toEqual([
      ...['For all items', 'Presumption of denial', 'Standard denial order'],
    ]);
  });

  test('one party on two lists is two listings', async () => {
    const source = 'Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department';
    const { byId } = await read(write(PERSON, { ...PERSON, source }));
    expect(byId.get('us-csl-ns-mbs-77001')?.referents).toEqual(['ofac-77001']);
    expect(byId.size).toBe(4);
  });

  test('what it does not know is told', async () => {
    const strange = {
      ...FIRM,
      source: 'New List (NEW) - Some Department',
      type: 'Robot',
      name: 'Ejempl? Industrial',
      standard_order: 'M',
      start_date: 'soon',
      ids: 'A 1',
    };
    const header = [...COLUMNS, 'colour'];
    const cells = [...COLUMNS.map((name) => (strange as Row)[name] ?? ''), 'red'];
    const { signals } = await read([header, cells].map(line).join(''));
    expect(signals.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
      'unknown-element: column colour',
      'unknown-value: list New List (NEW) - Some Department',
      'unknown-value: type robot',
      'odd-value: a name with letters lost: Ejempl? Industrial',
      'unknown-value: ids A 1',
      'odd-value: start_date soon',
      'unknown-value: standard_order M',
    ]);
  });

  test.each([
    ['a row without name', write({ ...FIRM, name: '' })],
    ['a row without list', write({ ...FIRM, source: 'Some list' })],
    ['a row without _id', write({ ...FIRM, _id: '' })],
    ['a row that is cut off', write(FIRM).slice(0, -30)],
    ['a quote that does not close', write(FIRM).slice(0, -70)],
    ['another table', 'id,name\n1,x\n'],
    ['nothing', ''],
  ])('refuses %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'LIST_FORMAT' });
  });

  test('random changes give parties or our error, never another', async () => {
    const whole = write(PERSON, FIRM);
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

describe('readIds', () => {
  const labels = (cell: string) => readIds(cell).details.map(({ label, value }) => [label, value]);

  test('the label last, as until 2022, and first, as since then', () => {
    const last =
      'MX, A1, Passport; Subject to Directive 3 - All transactions; and more, in debt, ' +
      'Executive Order 14024 Directive Information; 1Fz29BQp82pE3vXXcsZo, ' +
      'Digital Currency Address - XBT; Male, Gender';
    const first =
      'Passport, A1, MX; Executive Order 14024 Directive Information, Subject to Directive 3 - ' +
      'All transactions; and more, in debt; Digital Currency Address - XBT, ' +
      '1Fz29BQp82pE3vXXcsZo; Gender, Male';
    const expected = [
      ['Passport', 'A1'],
      [
        'Executive Order 14024 Directive Information',
        'Subject to Directive 3 - All transactions; and more, in debt',
      ],
      ['Digital Currency Address - XBT', '1Fz29BQp82pE3vXXcsZo'],
      ['Gender', 'Male'],
    ];
    expect(labels(last)).toEqual(expected);
    expect(labels(first)).toEqual(expected);
    expect(readIds(last).left).toEqual([]);
  });

  test('what ends in no label is left over', () => {
    expect(readIds('MX, A1, Passport; B2, Library Card').left).toEqual(['Library Card, B2']);
  });

  test('what is written is read again, either way round', () => {
    const value = fc.stringMatching(/^[A-Z0-9]{3,10}$/);
    const statement = fc.record({
      label: fc.constantFrom('Passport', 'R.F.C.', 'Tax ID No.', 'Cedula No.'),
      value,
      country: fc.option(fc.constantFrom('MX', 'CO', 'KP'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (all) => {
        const parts = all.map(({ label, value: number, country }) => [
          label,
          number,
          ...(country === undefined ? [] : [country]),
        ]);
        const expected = all.map(({ label, value: number }) => [label, number]);
        expect(labels(parts.map((one) => one.join(', ')).join('; '))).toEqual(expected);
        const reversed = parts.map((one) => [...one].reverse().join(', ')).join('; ');
        expect(labels(reversed)).toEqual(expected);
      }),
    );
  });
});

describe.skipIf(!hasSharedData)('published files', () => {
  const file = (name: string) => diskFile(sharedData('lists', 'us_csl_bis', name));

  test('the list of April 2022 is read whole', async () => {
    const csl = file('csl_consolidated_2022-04.csv.gz');
    expect(await detectFormat(csl)).toEqual({ format: 'us-csl-csv' });
    const { entities, signals, summary } = await collect(readCslCsv, [csl]);
    expect(summary.records).toBe(14_160);
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    const schemas = ['Person', 'Organization', 'LegalEntity', 'Vessel', 'Airplane', 'Sanction'];
    // One row is there twice, which is told.
    expect(schemas.map(count)).toEqual([5_286, 4_532, 3_625, 433, 283, 14_159]);
    expect(count('CryptoWallet')).toBe(345);
    const unknown = signals.filter(({ kind }) => kind !== 'odd-value');
    expect(unknown.map(({ kind }) => kind).sort()).toEqual([
      ...['dropped', 'unknown-value', 'unknown-value', 'unknown-value'],
    ]);
    expect(signals.length).toBeLessThan(50);
    const lists = ['sdn', 'el', 'dtc', 'dpl', 'ssi', 'uvl', 'isn', 'plc', 'meu', 'cmic', 'cap'];
    const rows = lists.map(
      (code) =>
        entities
          .filter((e) => e.schema !== 'Sanction' && e.schema !== 'CryptoWallet')
          .filter(({ id }) => id.startsWith(`us-csl-${code}-`)).length,
    );
    expect(rows).toEqual([10_026, 2_001, 727, 462, 290, 201, 163, 78, 71, 68, 52]);
    expect(await refusalOf('us_trade_csl', readCslCsv, [csl])).toBeUndefined();
  });

  test('half a list is refused, with the line on which it ends', async () => {
    const partial = file('csl_consolidated_partial_2023-11-30.csv.gz');
    expect(await refusalOf('us_trade_csl', readCslCsv, [partial])).toMatch(/LIST_FORMAT/);
  });
});
