import { describe, expect, test } from 'vitest';
import { collect, memoryFile } from '../testing/files.ts';
import { readOfacAdvanced } from './advanced.ts';

/** All people, companies and numbers here are invented. */
const SETS = [
  [
    'AliasType',
    [
      ['1403', 'Name'],
      ['1400', 'A.K.A.'],
      ['1', 'P.K.A.'],
    ],
  ],
  [
    'Country',
    [
      ['10', 'Mexico'],
      ['11', 'Peru'],
    ],
  ],
  ['DetailReference', [['20', 'Male']]],
  [
    'EntryEventType',
    [
      ['1', 'Created'],
      ['2', 'Amended'],
    ],
  ],
  [
    'FeatureType',
    [
      ['8', 'Birthdate'],
      ['25', 'Location'],
      ['224', 'Gender'],
      ['3', 'Vessel Flag'],
    ],
  ],
  [
    'IDRegDocDateType',
    [
      ['1480', 'Issue Date'],
      ['1', 'Seen'],
    ],
  ],
  ['IDRegDocType', [['1571', 'Passport']]],
  [
    'LegalBasis',
    [
      ['1', 'Unknown'],
      ['30', 'INA'],
    ],
  ],
  ['List', [['1550', 'SDN List']]],
  [
    'LocPartType',
    [
      ['1454', 'CITY'],
      ['1', 'Unknown'],
      ['2', 'PLANET'],
    ],
  ],
  [
    'NamePartType',
    [
      ['1520', 'Last Name'],
      ['1521', 'First Name'],
      ['1528', 'Nickname'],
      ['1', 'Rune'],
    ],
  ],
  ['PartyType', [['1', 'Individual']]],
  ['RelationType', [['15004', 'Family member of']]],
  ['RelationQuality', [['1540', 'High']]],
  [
    'Reliability',
    [
      ['1', 'Unknown'],
      ['1561', 'False'],
    ],
  ],
  [
    'SanctionsType',
    [
      ['1', 'Program'],
      ['1705', 'Block'],
    ],
  ],
  [
    'Script',
    [
      ['215', 'Latin'],
      ['220', 'Cyrillic'],
    ],
  ],
  [
    'Validity',
    [
      ['1', 'Valid'],
      ['2', 'Fraudulent'],
    ],
  ],
] as const;

const sets = SETS.map(
  ([set, values]) =>
    `<${set}Values>${values.map(([id, text]) => `<${set} ID="${id}">${text}</${set}>`).join('')}` +
    `</${set}Values>`,
).join('');

const part = (group: string, script: string, text: string) =>
  `<DocumentedNamePart><NamePartValue NamePartGroupID="${group}" ScriptID="${script}" ` +
  `ScriptStatusID="1" Acronym="false">${text}</NamePartValue></DocumentedNamePart>`;
const documented = (...parts: readonly string[]) =>
  `<DocumentedName ID="1" FixedRef="7" DocNameStatusID="1">${parts.join('')}</DocumentedName>`;
const alias = (type: string, primary: boolean, ...names: readonly string[]) =>
  `<Alias FixedRef="7" AliasTypeID="${type}" Primary="${primary}" LowQuality="false">` +
  `${names.join('')}</Alias>`;
const MAIN = alias('1403', true, documented(part('1', '215', 'Prueba'), part('2', '215', 'Juan')));
const GROUPS =
  '<NamePartGroups>' +
  [
    ['1', '1520'],
    ['2', '1521'],
    ['3', '1528'],
    ['4', '1'],
  ]
    .map(([id, type]) => `<NamePartGroup ID="${id}" NamePartTypeID="${type}"/>`)
    .map((group) => `<MasterNamePartGroup>${group}</MasterNamePartGroup>`)
    .join('') +
  '</NamePartGroups>';

interface Parts {
  readonly root?: string;
  readonly locations?: string;
  readonly documents?: string;
  readonly aliases?: string;
  readonly more?: string;
  readonly features?: string;
  readonly relations?: string;
  readonly entries?: string;
}

const ENTRY =
  '<SanctionsEntry ID="1" ProfileID="7" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1" ' +
  'LegalBasisID="30"><Date CalendarTypeID="1"><Year>2025</Year><Month>2</Month><Day>20</Day>' +
  '</Date></EntryEvent><SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>FTO</Comment>' +
  '</SanctionsMeasure></SanctionsEntry>';

function write(parts: Parts): string {
  const party =
    '<DistinctParty FixedRef="7"><Comment/><Profile ID="7" PartySubTypeID="4">' +
    `<Identity ID="70" FixedRef="7" Primary="true" False="false">${parts.aliases ?? MAIN}` +
    `${GROUPS}</Identity>${parts.more ?? ''}${parts.features ?? ''}</Profile></DistinctParty>`;
  return (
    `<Sanctions Version="3"${parts.root ?? ''}><DateOfIssue CalendarTypeID="1"><Year>2026</Year>` +
    `<Month>3</Month><Day>7</Day></DateOfIssue><ReferenceValueSets>${sets}<PartySubTypeValues>` +
    '<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>' +
    `</ReferenceValueSets><Locations>${parts.locations ?? ''}</Locations>` +
    `<IDRegDocuments>${parts.documents ?? ''}</IDRegDocuments>` +
    `<DistinctParties>${party}</DistinctParties>` +
    `<ProfileRelationships>${parts.relations ?? ''}</ProfileRelationships>` +
    `<SanctionsEntries>${parts.entries ?? ENTRY}</SanctionsEntries><SanctionsEntryLinks/></Sanctions>`
  );
}

async function read(parts: Parts) {
  const all = await collect(readOfacAdvanced, [memoryFile(write(parts))]);
  const told = all.signals.map(({ kind, record, found }) => `${kind} ${record}: ${found}`);
  return { ...all, told, party: all.byId.get('ofac-7') };
}

const feature = (type: string, content: string, reliability = '1') =>
  `<Feature ID="1" FeatureTypeID="${type}"><FeatureVersion ID="1" ReliabilityID="${reliability}">` +
  `<Comment/>${content}</FeatureVersion>` +
  '<IdentityReference IdentityID="70" IdentityFeatureLinkTypeID="1"/></Feature>';

describe('names', () => {
  test('of other scripts, nicknames and false identities are other names', async () => {
    const cyrillic = documented(part('1', '220', 'Пруеба'), part('2', '220', 'Хуан'));
    const main = alias(
      '1403',
      true,
      documented(part('1', '215', 'Prueba'), part('2', '215', 'Juan')),
      cyrillic,
    );
    const nickname = alias('1400', false, documented(part('3', '215', 'El Inventado')));
    const more =
      '<Identity ID="71" FixedRef="7" Primary="false" False="true">' +
      `${alias('1403', true, documented(part('1', '215', 'Falso')))}${GROUPS}</Identity>`;
    const { party, told } = await read({ aliases: main + nickname, more });
    expect(told).toEqual([]);
    expect(party?.texts('name')).toEqual(['PRUEBA, Juan']);
    expect(party?.texts('alias')).toEqual(['ПРУЕБА, Хуан', 'El Inventado']);
    expect(party?.texts('weakAlias')).toEqual(['FALSO']);
  });

  test('unknown kinds, parts and groups are told, and the words are kept', async () => {
    const odd = alias('1', false, documented(part('4', '215', 'Uno'), part('9', '999', 'Dos')));
    const { party, told } = await read({ aliases: MAIN + odd });
    expect(party?.texts('alias')).toEqual(['UNO DOS']);
    expect(told).toEqual([
      'unknown-value 7: AliasType P.K.A.',
      'unknown-value 7: NamePartType Rune',
      'unknown-value 7: Script 999, which the file does not define',
      'odd-value 7: NamePartGroup 9, which is not there',
    ]);
  });
});

describe('features', () => {
  const day = (y: number, m: number, d: number) =>
    `<Year>${y}</Year><Month>${m}</Month><Day>${d}</Day>`;
  const period = (from: string, to: string, approximate = false) =>
    '<DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false">' +
    `<Start Approximate="${approximate}" YearFixed="false" MonthFixed="false" DayFixed="false">` +
    `<From>${from}</From><To>${from}</To></Start>` +
    `<End Approximate="false" YearFixed="false" MonthFixed="false" DayFixed="false">` +
    `<From>${to}</From><To>${to}</To></End></DatePeriod>`;

  test.each([
    ['a day', period(day(1966, 7, 17), day(1966, 7, 17)), '17 Jul 1966', ['1966-07-17']],
    ['a month', period(day(2024, 2, 1), day(2024, 2, 29)), 'Feb 2024', ['2024-02']],
    ['a year', period(day(1966, 1, 1), day(1966, 12, 31)), '1966', ['1966']],
    ['about', period(day(1966, 1, 1), day(1966, 12, 31), true), 'circa 1966', ['1966']],
    ['years', period(day(1960, 1, 1), day(1962, 12, 31)), '1960 to 1962', ['1960', '1961', '1962']],
    ['months', period(day(1966, 1, 1), day(1966, 3, 31)), 'Jan 1966 to Mar 1966', ['1966']],
  ])('%s of birth', async (_, content, text, dates) => {
    const { party, told } = await read({ features: feature('8', content) });
    expect(told).toEqual([]);
    expect(party?.texts('birthDate')).toEqual(dates);
    expect(party?.values('birthDate')[0]?.original ?? dates[0]).toBe(text);
  });

  test('a value of a set, a value that is false, and what is not there', async () => {
    const reference = (id: string) => `<VersionDetail DetailTypeID="1" DetailReferenceID="${id}"/>`;
    const { party, told } = await read({
      features:
        feature('224', reference('20')) +
        feature('224', '<VersionDetail DetailTypeID="1">Female</VersionDetail>', '1561') +
        feature('224', reference('99')) +
        feature('99', '<VersionDetail DetailTypeID="1">x</VersionDetail>') +
        feature('8', period(day(1966, 2, 30), day(1966, 2, 30))) +
        feature('25', '<VersionLocation LocationID="99"/>'),
    });
    expect(party?.texts('gender')).toEqual(['male']);
    // What has no known type is kept in its own words.
    expect(party?.texts('notes')).toEqual(['x', 'Gender Female (reliability: False)']);
    expect(told).toEqual([
      'unknown-value 7: DetailReference 99, which the file does not define',
      'odd-value 7: a feature Gender without value',
      'unknown-value 7: FeatureType 99, which the file does not define',
      'odd-value 7: a feature  without value',
      ...Array.from({ length: 4 }, () => 'odd-value 7: a day 1966-2-30'),
      'odd-value 7: a feature Birthdate without value',
      'odd-value 7: Location 99, which is not there',
    ]);
  });

  test('places by their parts; a part of unknown kind is the whole place', async () => {
    const location = (id: string, type: string, value: string, country = '') =>
      `<Location ID="${id}">${country}<LocationPart LocPartTypeID="${type}"><LocationPartValue ` +
      'Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment/>' +
      `<Value>${value}</Value></LocationPartValue></LocationPart></Location>`;
    const peru = '<LocationCountry CountryID="11" CountryRelevanceID="1"/>';
    const { party, told } = await read({
      locations:
        location('1', '1454', 'Lima', peru) +
        location('2', '1', 'Somewhere') +
        location('3', '2', 'Mars') +
        '<Location ID="4"/>',
      features: ['1', '2', '3', '4']
        .map((id) => feature('25', `<VersionLocation LocationID="${id}"/>`))
        .join(''),
    });
    expect(party?.texts('address')).toEqual(['Lima, Peru', 'Somewhere']);
    expect(party?.texts('country')).toEqual(['pe']);
    expect(told).toEqual(['unknown-value test: LocPartType PLANET']);
  });
});

describe('documents, links and entries', () => {
  const document = (attributes: string, content = '') =>
    `<IDRegDocument ID="1" IDRegDocTypeID="1571" ${attributes}>` +
    `<IDRegistrationNo>A1</IDRegistrationNo>${content}</IDRegDocument>`;

  test('a document with all that is said of it', async () => {
    const { party, told } = await read({
      documents: document(
        'IdentityID="70" IssuedBy-CountryID="10" ValidityID="2"',
        '<Comment>seen once</Comment><IssuingAuthority>SRE</IssuingAuthority>',
      ),
    });
    expect(told).toEqual([]);
    expect(party?.values('passportNumber')[0]).toMatchObject({
      value: 'A1',
      original: 'Passport A1 (Mexico)',
    });
    expect(party?.texts('notes')).toEqual([
      ...['Passport A1 (Mexico): fraudulent', 'Passport A1 (Mexico): issued by SRE'],
      'Passport A1 (Mexico): seen once',
    ]);
  });

  test('rows of nobody are told', async () => {
    const { told } = await read({
      documents: document('IdentityID="99"'),
      relations:
        '<ProfileRelationship ID="1" From-ProfileID="98" To-ProfileID="7" RelationTypeID="15004" ' +
        'RelationQualityID="1540" Former="true" SanctionsEntryID="1"/>',
      entries: ENTRY + ENTRY.replace('ProfileID="7"', 'ProfileID="97"'),
    });
    expect(told).toEqual([
      'dropped 97: a SanctionsEntry of no party',
      'dropped 98: a ProfileRelationship of no party',
      'dropped 99: an IDRegDocument of no Identity',
    ]);
  });

  test('a former link says so', async () => {
    const { byId } = await read({
      relations:
        '<ProfileRelationship ID="1" From-ProfileID="7" To-ProfileID="7" RelationTypeID="15004" ' +
        'RelationQualityID="1540" Former="true" SanctionsEntryID="1"><Comment>x</Comment>' +
        '</ProfileRelationship>',
    });
    const link = byId.get('ofac-7-family-member-of-7');
    expect(link?.texts('summary')).toEqual(['former', 'Quality: High', 'x']);
  });

  test('a party on no list, and what an entry says beyond programme and day', async () => {
    const alone = await read({ entries: '' });
    expect(alone.told).toEqual(['odd-value 7: no SanctionsEntry']);
    const { byId, told } = await read({
      entries: ENTRY.replace('EntryEventTypeID="1"', 'EntryEventTypeID="2"').replace(
        '<SanctionsMeasure',
        '<LimitationsToListing>only so far</LimitationsToListing><SanctionsMeasure ID="2" ' +
          'SanctionsTypeID="1705"><Comment>all of it</Comment></SanctionsMeasure><SanctionsMeasure',
      ),
    });
    expect(told).toEqual(['unknown-value test: EntryEventType Amended']);
    const sanction = byId.get('ofac-7-sanction-fto');
    expect(sanction?.texts('provisions')).toEqual(['Block: all of it', 'only so far']);
    expect(sanction?.values('listingDate')).toMatchObject([
      { value: '2025-02-20', original: '2025-02-20, SDN List, INA' },
    ]);
  });
});

describe('the file as a whole', () => {
  test.each([
    ['a file of changes', { root: ' DeltaBaseVersion="2"' }, /file of changes/],
    ['two profiles', { more: '</Profile><Profile ID="8" PartySubTypeID="4">' }, /several/],
    ['a row without number', { entries: ENTRY.replace(' ProfileID="7"', '') }, /none/],
    ['a location without number', { locations: '<Location/>' }, /none/],
  ] as const)('%s is refused', async (_, parts, found) => {
    await expect(read(parts)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringMatching(found),
    });
  });

  test.each(['DateOfIssue', 'ReferenceValueSets', 'SanctionsEntries'])(
    'without %s it is refused',
    async (name) => {
      const text = write({}).replace(new RegExp(`<${name}[ >].*</${name}>`), '');
      await expect(collect(readOfacAdvanced, [memoryFile(text)])).rejects.toMatchObject({
        code: 'LIST_FORMAT',
        expected: `the part ${name}`,
      });
    },
  );

  test('what parties refer to is not looked for behind them', async () => {
    const locations = '<Locations><Location ID="1"/></Locations>';
    const text = write({ locations: '' }).replace(/<Locations>.*<\/Locations>|<Locations\/>/, '');
    const late = text.replace('</DistinctParties>', `</DistinctParties>${locations}`);
    await expect(collect(readOfacAdvanced, [memoryFile(late)])).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: 'Locations/Location before the parties, as in the schema',
    });
  });

  test('what is new around the records is told', async () => {
    const text = write({ root: ' tone="x"' })
      .replace('<Locations>', '<News/><Locations count="0">')
      .replace('<DistinctParties>', '<DistinctParties count="1"><Group/>')
      .replace(
        '<SanctionsEntryLinks/>',
        '<SanctionsEntryLinks><SanctionsEntryLink ID="1"/></SanctionsEntryLinks>',
      )
      .replace('<ReferenceValueSets>', '<ReferenceValueSets><ColourValues/>');
    const { signals } = await collect(readOfacAdvanced, [memoryFile(text)]);
    expect(signals.map(({ found }) => found)).toEqual([
      ...['@tone', 'ColourValues', 'News', 'Locations@count'],
      ...['DistinctParties@count', 'DistinctParties/Group'],
      'SanctionsEntryLinks/SanctionsEntryLink',
    ]);
  });
});
