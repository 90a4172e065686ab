/** Made-up parties in OFAC's enhanced XML. */
import { indented, knownSets, Out, Parties } from './ofac-parts.mjs';

const FEATURES = 'FeatureType';

const leaf = (name, text, attributes = '') => `<${name}${attributes}>${text}</${name}>`;

const block = (name, lines, attributes = '') =>
  lines.length === 0
    ? []
    : [`<${name}${attributes}>`, ...lines.map((line) => `  ${line}`), `</${name}>`];

/** Elements that name a value by number. */
const named =
  (sets) =>
  (name, set, text, more = '') =>
    leaf(name, text, ` refId="${sets.of(set, text)}"${more}`);

function translation(party, { last, first }, index, value) {
  const { uid, isPerson } = party;
  const part = (type, text, n) =>
    block(
      'namePart',
      [value('type', 'NamePartType', type), leaf('value', text)],
      ` id="${uid * 100 + index * 2 + n}"`,
    );
  return block(
    'translation',
    [
      leaf('isPrimary', 'true'),
      value('script', 'Script', 'Latin'),
      ...(first === undefined ? [] : [leaf('formattedFirstName', first)]),
      leaf('formattedLastName', last),
      leaf('formattedFullName', first === undefined ? last : `${last}, ${first}`),
      ...block('nameParts', [
        ...part(isPerson ? 'Last Name' : 'Entity Name', last, 0),
        ...(first === undefined ? [] : part('First Name', first, 1)),
      ]),
    ],
    ` id="${uid * 100 + index}"`,
  );
}

function allNames(party, value) {
  return party.names.flatMap((name, index) =>
    block(
      'name',
      [
        leaf('isPrimary', String(index === 0)),
        ...(index === 0 ? [] : [value('aliasType', 'AliasType', 'A.K.A.')]),
        leaf('isLowQuality', String(name.weak && index > 0)),
        ...block('translations', translation(party, name, index, value)),
      ],
      ` id="${party.uid * 100 + index}"`,
    ),
  );
}

function allAddresses({ uid, addresses }, value) {
  return addresses.flatMap(({ street, city, postal, country }, index) => {
    const parts = [
      ['ADDRESS1', street],
      ['CITY', city],
      ['POSTAL CODE', postal],
    ].flatMap(([type, text], n) =>
      block(
        'addressPart',
        [value('type', 'LocPartType', type), leaf('value', text)],
        ` id="${uid * 100 + index * 3 + n}"`,
      ),
    );
    const only = block(
      'translation',
      [
        leaf('isPrimary', 'true'),
        value('script', 'Script', 'Latin'),
        ...block('addressParts', parts),
      ],
      ` id="${uid * 10 + index}"`,
    );
    const lines = [value('country', 'Country', country), ...block('translations', only)];
    return block('address', lines, ` id="${uid * 10 + index}"`);
  });
}

function allFeatures({ uid, born, texts }, sets) {
  const one = (type, text, index, more = []) =>
    block(
      'feature',
      [
        leaf('type', type, ` featureTypeId="${sets.of(FEATURES, type)}"`),
        leaf('versionId', uid * 10 + index),
        leaf('value', text),
        ...more,
        leaf('isPrimary', 'true'),
      ],
      ` id="${uid * 10 + index}"`,
    );
  const period = block(
    'valueDate',
    [
      leaf('fromDateBegin', `${born}-01-01`),
      leaf('fromDateEnd', `${born}-01-01`),
      leaf('toDateBegin', `${born}-12-31`),
      leaf('toDateEnd', `${born}-12-31`),
      leaf('isApproximate', 'false'),
      leaf('isDateRange', 'false'),
    ],
    ` id="${uid}"`,
  );
  return [
    ...(born === undefined ? [] : one('Birthdate', born, 0, period)),
    ...texts.flatMap(([type, text], index) => one(type, text, index + 1)),
  ];
}

function allDocuments({ uid, documents, names }, value) {
  return documents.flatMap(([type, number, country], index) =>
    block(
      'identityDocument',
      [
        value('type', 'IDRegDocType', type),
        leaf('name', names[0].last, ` nameId="${uid * 100}" nameTranslationId="${uid * 100}"`),
        leaf('documentNumber', number),
        leaf('isValid', 'true'),
        value('issuingCountry', 'Country', country),
      ],
      ` id="${uid * 10 + index}"`,
    ),
  );
}

function allRelations({ uid, relations }, value) {
  return relations.flatMap(([to, role], index) =>
    block(
      'relationship',
      [value('type', 'RelationType', role), leaf('relatedEntity', 'X', ` entityId="${to}"`)],
      ` id="${uid * 10 + index}"`,
    ),
  );
}

function entity(party, sets) {
  const value = named(sets);
  const { uid, isPerson, remarks, programs } = party;
  const id = ` id="${uid}"`;
  const listed = `${id} datePublished="2021-12-15"`;
  const basis = 'Executive Order 14059 (Illicit Drugs)';
  return block(
    'entity',
    [
      ...block('generalInfo', [
        leaf('identityId', uid),
        value('entityType', 'EntityType', isPerson ? 'Individual' : 'Entity'),
        ...(remarks === '' ? [] : [leaf('remarks', remarks)]),
      ]),
      ...block('sanctionsLists', [value('sanctionsList', 'List', 'SDN List', listed)]),
      ...block(
        'sanctionsPrograms',
        programs.map((tag) => value('sanctionsProgram', 'SanctionsProgram', tag, id)),
      ),
      ...block('sanctionsTypes', [value('sanctionsType', 'SanctionsType', 'Block', id)]),
      ...block('legalAuthorities', [value('legalAuthority', 'LegalBasis', basis, id)]),
      ...block('names', allNames(party, value)),
      ...block('addresses', allAddresses(party, value)),
      ...block('features', allFeatures(party, sets)),
      ...block('identityDocuments', allDocuments(party, value)),
      ...block('relationships', allRelations(party, value)),
    ],
    id,
  );
}

/** The values by number. */
function head(sets) {
  const values = sets
    .entries()
    .filter(([set]) => set !== FEATURES)
    .flatMap(([set, all]) => all.map(([text, number]) => [set, text, number]))
    .flatMap(([set, text, number]) =>
      block('referenceValue', [leaf('type', set), leaf('value', text)], ` refId="${number}"`),
    );
  const types = sets
    .entries()
    .filter(([set]) => set === FEATURES)
    .flatMap(([, all]) => all)
    .flatMap(([text, number]) =>
      block('featureType', [leaf('type', text)], ` featureTypeId="${number}"`),
    );
  const published = [leaf('dataAsOf', '2026-03-17T00:00:00'), '<filters />'];
  return [
    ...block('publicationInfo', published),
    ...block('referenceValues', values),
    ...block('featureTypes', types),
  ];
}

/** Writes the file and gives its size and how many parties it has. */
export async function writeEnhanced(path, bytes, seed = 4) {
  const sets = knownSets();
  // Drawn once, so that every value has its number before the first is written.
  for (let uid = 1, draw = new Parties(seed); uid <= 1_000; uid++) entity(draw.draw(uid), sets);
  const out = new Out(path);
  await out.write('<?xml version="1.0" encoding="utf-8"?>\n');
  await out.write('<sanctionsData xmlns="https://example.test/ENHANCED_XML">\n');
  await out.write(indented(1, head(sets)));
  await out.write('  <entities>\n');
  const draw = new Parties(seed);
  let parties = 0;
  for (; out.bytes < bytes; parties++) {
    await out.write(indented(2, entity(draw.draw(parties + 1), sets)));
  }
  await out.write('  </entities>\n</sanctionsData>\n');
  await out.close();
  return { bytes: out.bytes, parties };
}
