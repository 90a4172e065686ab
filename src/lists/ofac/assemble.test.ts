import { describe, expect, test } from 'vitest';
import type { Entity } from '../../entity/index.ts';
import type { Signal } from '../types.ts';
import { createAssembler } from './assemble.ts';
import type { OfacRecord } from './record.ts';
import { parseRemarks } from './remarks.ts';

/** All people, companies and numbers here are invented. */
const EMPTY: OfacRecord = {
  uid: '1',
  name: 'EJEMPLO PEREZ, Juan',
  type: 'individual',
  programs: ['SDNTK'],
  names: [],
  addresses: [],
  details: [],
};

interface Assembled {
  readonly all: readonly Entity[];
  readonly party: Entity;
  readonly signals: readonly Signal[];
  of(schema: string): readonly Entity[];
}

function assemble(...records: readonly (Partial<OfacRecord> & { remarks?: string })[]): Assembled {
  const signals: Signal[] = [];
  const assembler = createAssembler({
    dataset: 'us_ofac_sdn',
    knownAt: '2026-04-21',
    onSignal: (signal) => signals.push(signal),
  });
  const all: Entity[] = [];
  for (const { remarks, ...record } of records) {
    const details = remarks === undefined ? {} : { details: parseRemarks(remarks) };
    all.push(...assembler.party({ ...EMPTY, ...record, ...details }));
  }
  all.push(...assembler.links());
  const of = (schema: string) => all.filter((entity) => entity.schema === schema);
  return { all, party: all[0] as Entity, signals, of };
}

const values = (entity: Entity, property: string) =>
  entity.values(property).map(({ value, original }) => [value, original]);

describe('a person', () => {
  test('names, titles, programmes and source', () => {
    const { party, signals } = assemble({
      title: 'Haji; Minister of Examples',
      programs: ['SDNTK', 'FTO'],
      names: [
        { name: 'EJEMPLO, Juanito', kind: 'aka', weak: false },
        { name: 'ANTES, Juan', kind: 'fka', weak: false },
        { name: 'AHORA, Juan', kind: 'nka', weak: false },
        { name: 'EL JUAN', kind: 'fka', weak: true },
      ],
    });
    expect(party.id).toBe('ofac-1');
    expect(party.schema).toBe('Person');
    expect(party.caption).toBe('EJEMPLO PEREZ, Juan');
    expect(party.texts('lastName')).toEqual(['EJEMPLO PEREZ']);
    expect(party.texts('firstName')).toEqual(['Juan']);
    expect(party.texts('alias')).toEqual(['EJEMPLO, Juanito', 'AHORA, Juan']);
    expect(party.texts('previousName')).toEqual(['ANTES, Juan']);
    expect(party.texts('weakAlias')).toEqual(['EL JUAN']);
    expect(party.texts('title')).toEqual(['Haji']);
    expect(party.texts('position')).toEqual(['Minister of Examples']);
    expect(party.texts('programId')).toEqual(['SDNTK', 'FTO']);
    expect(party.texts('topics')).toEqual(['sanction', 'crime.traffick.drug', 'crime.terror']);
    expect(party.texts('sourceUrl')[0]).toMatch(/Details\.aspx\?id=1$/);
    expect(party.values('name')[0]?.source).toEqual({
      dataset: 'us_ofac_sdn',
      record: '1',
      knownAt: '2026-04-21',
    });
    expect(signals).toEqual([]);
  });

  test('remarks', () => {
    const { party, signals } = assemble({
      remarks:
        'DOB circa 1966; alt. DOB 1970 to 1971; POB Pyongyang, Korea, North; alt. POB Culiacan, ' +
        'Sinaloa, Mexico; nationality Mexico; citizen Burma; Gender Female; Passport A1 (Mexico) ' +
        'issued 12 Mar 2014; C.U.R.P. EEEE800101MSLXXX01 (Mexico); R.F.C. EEEE-800101-AB1 ' +
        '(Mexico); alt. Tax ID No. 99 (Texas); Email Address a@example.com; Website example.com; ' +
        'Phone Number 5512345678; National ID No. CNIC: 35-1 (Pakistan); ISIN XX1; ' +
        'info@example.org (email); http://www.example.org (website).',
    });
    expect(values(party, 'birthDate')).toEqual([
      ['1966', 'circa 1966'],
      ['1970', '1970 to 1971'],
      ['1971', '1970 to 1971'],
    ]);
    expect(party.texts('birthPlace')).toHaveLength(2);
    expect(party.texts('birthCountry')).toEqual(['kp', 'mx']);
    expect(values(party, 'nationality')).toEqual([['mx', 'Mexico']]);
    expect(values(party, 'citizenship')).toEqual([['mm', 'Burma']]);
    expect(party.texts('gender')).toEqual(['female']);
    expect(values(party, 'passportNumber')).toEqual([
      ['A1', 'Passport A1 (Mexico) issued 12 Mar 2014'],
    ]);
    expect(values(party, 'idNumber')).toEqual([
      ['EEEE800101MSLXXX01', 'C.U.R.P. EEEE800101MSLXXX01 (Mexico)'],
      ['35-1', 'National ID No. CNIC: 35-1 (Pakistan)'],
    ]);
    expect(values(party, 'taxNumber')).toEqual([
      ['EEEE-800101-AB1', 'R.F.C. EEEE-800101-AB1 (Mexico)'],
      ['99', 'alt. Tax ID No. 99 (Texas)'],
    ]);
    expect(party.texts('email')).toEqual(['a@example.com', 'info@example.org']);
    expect(party.texts('website')).toEqual(['example.com', 'http://www.example.org']);
    expect(party.texts('phone')).toEqual(['5512345678']);
    expect(party.texts('notes')).toEqual(['ISIN XX1']);
    expect(signals).toEqual([]);
  });

  test('an office in the remarks that the title column has too is not said twice', () => {
    const { party } = assemble({ title: 'Colonel', remarks: 'Colonel; Governor.' });
    expect(party.texts('notes')).toEqual(['Governor']);
  });

  test('addresses', () => {
    const { party, signals } = assemble({
      addresses: [
        { street: 'Calle Falsa 1', place: 'Culiacan, Sinaloa 80000', country: 'Mexico' },
        { country: 'undetermined' },
        { place: 'Poseidonia', country: 'Atlantis', remarks: 'under water' },
        { country: 'Lemuria' },
      ],
    });
    expect(party.texts('address')).toEqual([
      'Calle Falsa 1, Culiacan, Sinaloa 80000, Mexico',
      'Poseidonia, Atlantis',
    ]);
    expect(values(party, 'country')).toEqual([['mx', 'Mexico']]);
    expect(party.texts('notes')).toEqual(['Country: Atlantis', 'under water', 'Country: Lemuria']);
    expect(signals.map(({ found }) => found)).toEqual(['country Atlantis', 'country Lemuria']);
  });
});

test('what is not understood is signalled and kept', () => {
  const { party, signals } = assemble({
    programs: ['NEW-TAG'],
    remarks:
      'DOB yesterday; nationality Atlantis; Gender Unknown; Shoe Number 4711012; ' +
      'Passport issued in Atlantis; Passport B2 (Lemuria); ' +
      'Digital Currency Address - XBT 1abc; Email Address.',
  });
  expect(party.texts('notes')).toEqual([
    'DOB yesterday',
    'nationality Atlantis',
    'Gender Unknown',
    'Shoe Number 4711012',
    'Passport issued in Atlantis',
    'Digital Currency Address - XBT 1abc',
    'Email Address',
  ]);
  expect(party.texts('passportNumber')).toEqual(['B2']);
  expect(party.texts('topics')).toEqual(['sanction']);
  expect(signals.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
    'unknown-value: programme tag NEW-TAG',
    'odd-value: DOB yesterday',
    'odd-value: nationality Atlantis',
    'odd-value: Gender Unknown',
    'unknown-value: statement without a known label: Shoe Number 4711012',
    'odd-value: Passport issued in Atlantis',
    'unknown-value: country of: Passport B2 (Lemuria)',
    'odd-value: Digital Currency Address - XBT 1abc',
    'odd-value: Email Address',
  ]);
});

test('a label that only the other format can give, and cut remarks', () => {
  const { party, signals } = assemble({
    details: [
      { label: 'Shoe Number', value: '47', text: 'Shoe Number 47' },
      { label: '', value: 'Passport A', text: 'Passport A', cut: true },
    ],
  });
  expect(party.texts('notes')).toEqual(['Shoe Number 47', 'Passport A']);
  expect(party.texts('passportNumber')).toEqual([]);
  expect(signals.map(({ kind }) => kind)).toEqual(['unknown-value', 'odd-value']);
});

test('a vessel', () => {
  const { party, signals } = assemble({
    name: 'EXAMPLE STAR',
    type: 'vessel',
    vessel: {
      callSign: 'XX1',
      type: 'Tug',
      tonnage: '1,000',
      grossTonnage: '2,500',
      flag: 'Panama',
      owner: 'Example Shipping',
    },
    remarks:
      'Vessel Registration Identification IMO 1234567; MMSI 123456789; Former Vessel Flag Iran; ' +
      'Vessel Year of Build 1998; nationality Iran; DOB 1998.',
  });
  expect(party.schema).toBe('Vessel');
  expect(party.texts('callSign')).toEqual(['XX1']);
  expect(party.texts('imoNumber')).toEqual(['IMO1234567']);
  expect(party.texts('mmsi')).toEqual(['123456789']);
  expect(party.texts('tonnage')).toEqual(['1000']);
  expect(party.texts('grossRegisteredTonnage')).toEqual(['2500']);
  expect(party.texts('flag')).toEqual(['pa']);
  expect(party.texts('pastFlags')).toEqual(['ir']);
  expect(party.texts('buildDate')).toEqual(['1998']);
  expect(party.texts('country')).toEqual(['ir']);
  expect(party.texts('notes')).toEqual(['Owner: Example Shipping', 'DOB 1998']);
  expect(signals.map(({ found }) => found)).toEqual(['DOB 1998']);
});

test('an aircraft', () => {
  const { party } = assemble({
    name: 'XX-ABC',
    type: 'aircraft',
    remarks:
      'Aircraft Model B747; Aircraft Tail Number XX-ABC; Aircraft Mode S Transponder Code 1F.',
  });
  expect(party.schema).toBe('Airplane');
  expect(party.texts('model')).toEqual(['B747']);
  expect(party.texts('registrationNumber')).toEqual(['XX-ABC']);
  expect(party.texts('icaoCode')).toEqual(['1F']);
});

test('sanctions carry the act and the provisions', () => {
  const { of, party } = assemble({
    type: 'entity',
    programs: ['CAATSA - RUSSIA', 'SDGT'],
    remarks: 'Secondary sanctions risk: See Section 11.; Organization Type: Examples.',
  });
  expect(party.schema).toBe('Organization');
  expect(party.texts('sector')).toEqual(['Examples']);
  const [first, second] = of('Sanction') as [Entity, Entity];
  expect(first.id).toBe('ofac-1-sanction-caatsa-russia');
  expect(first.texts('entity')).toEqual(['ofac-1']);
  expect(second.texts('programId')).toEqual(['SDGT']);
  expect(second.texts('country')).toEqual(['us']);
  expect(second.texts('reason')[0]).toMatch(/Executive Order 13224.*31 CFR part 594/);
  expect(second.texts('provisions')).toEqual(['Secondary sanctions risk: See Section 11.']);
});

test('wallets belong to their party and share its topics', () => {
  const address = '1ExampleExampleExampleExampleExampl';
  const { of } = assemble({ remarks: `Digital Currency Address - XBT ${address}.` });
  const [wallet] = of('CryptoWallet') as [Entity];
  expect(wallet.id).toBe(`ofac-1-wallet-XBT-${address}`);
  expect(wallet.texts('publicKey')).toEqual([address]);
  expect(wallet.texts('currency')).toEqual(['XBT']);
  expect(wallet.texts('holder')).toEqual(['ofac-1']);
  expect(wallet.texts('topics')).toContain('crime.traffick.drug');
});

describe('links', () => {
  const organisation = { type: 'entity' as const };
  const linked = (name: string, ...others: readonly Partial<OfacRecord>[]) =>
    assemble({ remarks: `Linked To: ${name}.` }, ...others.map((o) => ({ ...organisation, ...o })));
  const objects = (assembled: Assembled) =>
    assembled.of('UnknownLink').map((link) => link.texts('object')[0]);

  test('by primary name, although it comes later in the file', () => {
    const found = linked('CARTEL X', { uid: '2', name: 'CARTEL X' });
    expect(objects(found)).toEqual(['ofac-2']);
    const [link] = found.of('UnknownLink') as [Entity];
    expect(link.texts('subject')).toEqual(['ofac-1']);
    expect(link.texts('role')).toEqual(['Linked To']);
    expect(found.party.texts('notes')).toEqual(['Linked To: CARTEL X']);
  });

  test('a primary name wins over an alias, an alias over other punctuation', () => {
    const alias = {
      uid: '2',
      name: 'A',
      names: [{ name: 'CO X', kind: 'fka', weak: false }],
    } as const;
    const loose = { uid: '3', name: 'CO. X' };
    expect(objects(linked('CO X', alias, loose))).toEqual(['ofac-2']);
    expect(objects(linked('CO X', alias, loose, { uid: '4', name: 'CO X' }))).toEqual(['ofac-4']);
    expect(objects(linked('CO-X', loose))).toEqual(['ofac-3']);
  });

  test('among namesakes: a shared programme, then no vessel, then nobody', () => {
    const other = { uid: '2', name: 'X', programs: ['CUBA'] };
    const same = { uid: '3', name: 'X', programs: ['FTO', 'SDNTK'] };
    expect(objects(linked('X', other, same))).toEqual(['ofac-3']);
    const vessel = { uid: '4', name: 'X', type: 'vessel' } as const;
    expect(objects(linked('X', vessel, same))).toEqual(['ofac-3']);
    const ambiguous = linked('X', same, { ...same, uid: '5' });
    expect(objects(ambiguous)).toEqual([]);
    expect(ambiguous.signals).toEqual([
      { kind: 'unresolved-link', record: '1', found: 'Linked To: X (2 parties of that name)' },
    ]);
    expect(ambiguous.party.texts('notes')).toEqual(['Linked To: X']);
  });

  test('never to itself', () => {
    expect(objects(linked('EJEMPLO PEREZ, Juan'))).toEqual([]);
  });
});
