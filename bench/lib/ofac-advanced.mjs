/** Made-up parties in OFAC's advanced XML. */
import { indented, knownSets, Out, Parties } from './ofac-parts.mjs';

/** The rows of one party in each part of the advanced XML. */
function advancedRows(party, sets) {
  const { uid } = party;
  const id = (set, value) => sets.of(set, value);
  const locations = party.addresses.map(({ street, city, postal, country }, index) => [
    `<Location ID="${uid * 10 + index}">`,
    `  <LocationAreaCode AreaCodeID="${id('Country', country)}" />`,
    `  <LocationCountry CountryID="${id('Country', country)}" CountryRelevanceID="1413" />`,
    ...[
      ['ADDRESS1', street],
      ['CITY', city],
      ['POSTAL CODE', postal],
    ].flatMap(([type, value]) => [
      `  <LocationPart LocPartTypeID="${id('LocPartType', type)}">`,
      '    <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">',
      '      <Comment />',
      `      <Value>${value}</Value>`,
      '    </LocationPartValue>',
      '  </LocationPart>',
    ]),
    `  <FeatureVersionReference FeatureVersionID="${uid * 100 + index}" />`,
    '</Location>',
  ]);
  const documents = party.documents.map(([type, number, country], index) => [
    `<IDRegDocument ID="${uid * 10 + index}" IDRegDocTypeID="${id('IDRegDocType', type)}" ` +
      `IdentityID="${uid}" IssuedBy-CountryID="${id('Country', country)}" ` +
      `ValidityID="${id('Validity', 'Valid')}">`,
    '  <Comment />',
    `  <IDRegistrationNo>${number}</IDRegistrationNo>`,
    '  <IssuingAuthority />',
    `  <DocumentedNameReference DocumentedNameID="${uid}" />`,
    '</IDRegDocument>',
  ]);
  const relations = party.relations.map(([to, role], index) => [
    `<ProfileRelationship ID="${uid * 10 + index}" From-ProfileID="${uid}" To-ProfileID="${to}" ` +
      `RelationTypeID="${id('RelationType', role)}" ` +
      `RelationQualityID="${id('RelationQuality', 'Unknown')}" Former="false" ` +
      `SanctionsEntryID="${uid}">`,
    '  <Comment />',
    '</ProfileRelationship>',
  ]);
  return { locations, documents, relations, entry: advancedEntry(party, sets) };
}

function advancedEntry({ uid, programs }, sets) {
  const period =
    '<DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />';
  const measure = (type, comment) => [
    `  <SanctionsMeasure ID="${uid}" SanctionsTypeID="${sets.of('SanctionsType', type)}">`,
    ...(comment === undefined ? [] : [`    <Comment>${comment}</Comment>`]),
    `    ${period}`,
    '  </SanctionsMeasure>',
  ];
  return [
    `<SanctionsEntry ID="${uid}" ProfileID="${uid}" ListID="${sets.of('List', 'SDN List')}">`,
    `  <EntryEvent ID="${uid}" EntryEventTypeID="${sets.of('EntryEventType', 'Created')}" ` +
      `LegalBasisID="${sets.of('LegalBasis', 'Executive Order 14059 (Illicit Drugs)')}">`,
    '    <Comment />',
    '    <Date CalendarTypeID="1">',
    '      <Year>2021</Year>',
    '      <Month>12</Month>',
    '      <Day>15</Day>',
    '    </Date>',
    '  </EntryEvent>',
    ...measure('Block'),
    ...programs.flatMap((tag) => measure('Program', tag)),
    '</SanctionsEntry>',
  ];
}

const SCRIPT = (sets) =>
  `ScriptID="${sets.of('Script', 'Latin')}" ScriptStatusID="1" Acronym="false"`;

function advancedAliases(party, sets, groups) {
  const { uid, isPerson } = party;
  const type = (name) => sets.of('NamePartType', name);
  const aliases = party.names.map(({ last, first, weak }, index) => {
    const parts = [[type(isPerson ? 'Last Name' : 'Entity Name'), last]];
    if (first !== undefined) parts.push([type('First Name'), first]);
    const kind = sets.of('AliasType', index === 0 ? 'Name' : 'A.K.A.');
    return [
      `<Alias FixedRef="${uid}" AliasTypeID="${kind}" Primary="${index === 0}" ` +
        `LowQuality="${weak && index > 0}">`,
      `  <DocumentedName ID="${uid * 100 + index}" FixedRef="${uid}" DocNameStatusID="1">`,
      ...parts.flatMap(([part, text]) => {
        groups.push(part);
        const attributes = `NamePartGroupID="${groups.length}" ${SCRIPT(sets)}`;
        return [
          '    <DocumentedNamePart>',
          `      <NamePartValue ${attributes}>${text}</NamePartValue>`,
          '    </DocumentedNamePart>',
        ];
      }),
      '  </DocumentedName>',
      '</Alias>',
    ];
  });
  return aliases.flat();
}

function advancedFeature(uid, index, type, lines, sets) {
  return [
    `<Feature ID="${uid * 100 + index}" FeatureTypeID="${sets.of('FeatureType', type)}">`,
    `  <FeatureVersion ID="${uid * 100 + index}" ` +
      `ReliabilityID="${sets.of('Reliability', 'Unknown')}">`,
    '    <Comment />',
    ...lines.map((line) => `    ${line}`),
    '  </FeatureVersion>',
    `  <IdentityReference IdentityID="${uid}" IdentityFeatureLinkTypeID="1" />`,
    '</Feature>',
  ];
}

function advancedBirth(year) {
  const point = (name, month, day) => [
    `    <${name}>`,
    `      <Year>${year}</Year>`,
    `      <Month>${month}</Month>`,
    `      <Day>${day}</Day>`,
    `    </${name}>`,
  ];
  const flags = 'YearFixed="false" MonthFixed="false" DayFixed="false"';
  const end = (name, month, day) => [
    `  <${name} Approximate="false" ${flags}>`,
    ...point('From', month, day),
    ...point('To', month, day),
    `  </${name}>`,
  ];
  return [
    `<DatePeriod CalendarTypeID="1" ${flags}>`,
    ...end('Start', 1, 1),
    ...end('End', 12, 31),
    '</DatePeriod>',
    '<VersionDetail DetailTypeID="1430" />',
  ];
}

function advancedParty(party, sets) {
  const { uid, isPerson, born, texts, addresses, remarks } = party;
  const groups = [];
  const aliases = advancedAliases(party, sets, groups);
  let next = 0;
  const feature = (type, lines) => advancedFeature(uid, next++, type, lines, sets);
  return [
    `<DistinctParty FixedRef="${uid}">`,
    remarks === '' ? '  <Comment />' : `  <Comment>${remarks}</Comment>`,
    `  <Profile ID="${uid}" PartySubTypeID="${isPerson ? 4 : 3}">`,
    `    <Identity ID="${uid}" FixedRef="${uid}" Primary="true" False="false">`,
    ...aliases.map((line) => `      ${line}`),
    '      <NamePartGroups>',
    ...groups.flatMap((type, index) => [
      '        <MasterNamePartGroup>',
      `          <NamePartGroup ID="${index + 1}" NamePartTypeID="${type}" />`,
      '        </MasterNamePartGroup>',
    ]),
    '      </NamePartGroups>',
    '    </Identity>',
    ...[
      ...(born === undefined ? [] : feature('Birthdate', advancedBirth(born))),
      ...texts.flatMap(([type, text]) =>
        feature(type, [`<VersionDetail DetailTypeID="1432">${text}</VersionDetail>`]),
      ),
      ...addresses.flatMap((_, index) =>
        feature('Location', [`<VersionLocation LocationID="${uid * 10 + index}" />`]),
      ),
    ].map((line) => `    ${line}`),
    '  </Profile>',
    '</DistinctParty>',
  ];
}

function advancedHead(sets) {
  const value = (set, text, id, more = '') => `      <${set} ID="${id}"${more}>${text}</${set}>`;
  const blocks = sets
    .entries()
    .flatMap(([set, values]) => [
      `    <${set}Values>`,
      ...values.map(([text, id]) => value(set, text, id)),
      `    </${set}Values>`,
    ]);
  return [
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
    '<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">',
    '  <DateOfIssue CalendarTypeID="1">',
    '    <Year>2026</Year>',
    '    <Month>3</Month>',
    '    <Day>17</Day>',
    '  </DateOfIssue>',
    '  <ReferenceValueSets>',
    '    <PartyTypeValues>',
    value('PartyType', 'Individual', 1),
    value('PartyType', 'Entity', 2),
    '    </PartyTypeValues>',
    '    <PartySubTypeValues>',
    value('PartySubType', 'Unknown', 3, ' PartyTypeID="2"'),
    value('PartySubType', 'Unknown', 4, ' PartyTypeID="1"'),
    '    </PartySubTypeValues>',
    ...blocks,
    '  </ReferenceValueSets>',
  ];
}

/** Writes the file and gives how many parties and links it has. */
export async function writeAdvanced(path, bytes, seed = 4) {
  const sets = knownSets();
  const parties = [];
  const draw = new Parties(seed);
  // As many as fill the file, by the size of the first hundred.
  const sizeOf = (party) => {
    const { locations, documents, relations, entry } = advancedRows(party, sets);
    const rows = [...locations, ...documents, ...relations, entry, advancedParty(party, sets)];
    return rows.reduce((sum, lines) => sum + indented(2, lines).length, 0);
  };
  for (let size = 0; size < bytes; ) {
    const party = draw.draw(parties.length + 1);
    parties.push(party);
    size += sizeOf(party);
  }
  const out = new Out(path);
  await out.write(indented(0, advancedHead(sets)));
  const section = async (name, rowsOf) => {
    await out.write(`  <${name}>\n`);
    for (const party of parties) {
      for (const lines of rowsOf(party)) await out.write(indented(2, lines));
    }
    await out.write(`  </${name}>\n`);
  };
  await section('Locations', (party) => advancedRows(party, sets).locations);
  await section('IDRegDocuments', (party) => advancedRows(party, sets).documents);
  await section('DistinctParties', (party) => [advancedParty(party, sets)]);
  await section('ProfileRelationships', (party) => advancedRows(party, sets).relations);
  await section('SanctionsEntries', (party) => [advancedRows(party, sets).entry]);
  await out.write('  <SanctionsEntryLinks />\n</Sanctions>\n');
  await out.close();
  return { bytes: out.bytes, parties: parties.length };
}
