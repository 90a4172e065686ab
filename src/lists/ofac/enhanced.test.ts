import { describe, expect, test } from 'vitest';
import { collect, memoryFile } from '../testing/files.ts';
import { readOfacEnhanced } from './enhanced.ts';

/** All people, companies and numbers here are invented. */
const VALUES = [
  ...['Individual', 'A.K.A.', 'P.K.A.', 'Latin', 'Cyrillic', 'Mexico', 'CITY', 'PLANET'],
  ...['REGION', 'Passport', 'Deceased', 'Confirmed', 'False', 'Male', 'FTO', 'SDN List'],
  ...['Block', 'INA', 'Family member of', 'High'],
];
const idOf = (text: string) => String(100 + VALUES.indexOf(text));
const named = (name: string, text: string, more = '') =>
  `<${name} refId="${idOf(text)}"${more}>${text}</${name}>`;
const TYPES: Readonly<Record<string, string>> = { Birthdate: '8', Gender: '224' };

interface Parts {
  readonly head?: string;
  readonly general?: string;
  readonly names?: string;
  readonly more?: string;
}

const name = (primary: boolean, type: string, ...translations: readonly string[]) =>
  `<name id="1"><isPrimary>${primary}</isPrimary>${type}<isLowQuality>false</isLowQuality>` +
  `<translations>${translations.join('')}</translations></name>`;
const translation = (script: string, full: string) =>
  `<translation id="1"><isPrimary>true</isPrimary>${named('script', script)}` +
  `<formattedFullName>${full}</formattedFullName></translation>`;
const MAIN = name(true, '', translation('Latin', 'PRUEBA, Juan'));

function write({ head = '', general = '', names = MAIN, more = '' }: Parts): string {
  const values = VALUES.map(
    (text) =>
      `<referenceValue refId="${idOf(text)}"><type>T</type><value>${text}</value></referenceValue>`,
  ).join('');
  const types = Object.entries(TYPES)
    .map(([text, id]) => `<featureType featureTypeId="${id}"><type>${text}</type></featureType>`)
    .join('');
  return (
    `<sanctionsData><publicationInfo><dataAsOf>2026-03-07T00:00:00</dataAsOf><filters>${head}` +
    `</filters></publicationInfo><referenceValues>${values}</referenceValues>` +
    `<featureTypes>${types}</featureTypes><entities><entity id="7"><generalInfo>` +
    `${named('entityType', 'Individual')}${general}</generalInfo><sanctionsPrograms>` +
    `${named('sanctionsProgram', 'FTO', ' id="1"')}</sanctionsPrograms><names>${names}</names>` +
    `${more}</entity></entities></sanctionsData>`
  );
}

async function read(parts: Parts) {
  const all = await collect(readOfacEnhanced, [memoryFile(write(parts))]);
  const told = all.signals.map(({ kind, record, found }) => `${kind} ${record}: ${found}`);
  return { ...all, told, party: all.byId.get('ofac-7') };
}

const feature = (type: string, content: string) =>
  `<feature id="1"><type featureTypeId="${TYPES[type] ?? '99'}">${type}</type>` +
  `<versionId>1</versionId>${content}<isPrimary>true</isPrimary></feature>`;

describe('readOfacEnhanced', () => {
  test('names in other scripts are other names; what is said in general is kept in words', async () => {
    const names =
      name(true, '', translation('Latin', 'PRUEBA, Juan'), translation('Cyrillic', 'ПРУЕБА')) +
      name(false, named('aliasType', 'P.K.A.'), translation('Latin', 'EL INVENTADO'));
    const general = `${named('livingStatus', 'Deceased')}<isUsPerson>false</isUsPerson>`;
    const { party, told } = await read({ names, general });
    expect(told).toEqual(['unknown-value 7: aliasType P.K.A.']);
    expect(party?.texts('name')).toEqual(['PRUEBA, Juan']);
    expect(party?.texts('alias')).toEqual(['ПРУЕБА', 'EL INVENTADO']);
    expect(party?.texts('notes')).toEqual(['Living status: Deceased', 'isUsPerson: false']);
  });

  test('features: the period where the words are no date, a false one, a comment', async () => {
    const period = (approximate: boolean) =>
      '<valueDate id="1"><fromDateBegin>1960-01-01</fromDateBegin>' +
      '<toDateEnd>1962-12-31</toDateEnd>' +
      `<isApproximate>${approximate}</isApproximate><isDateRange>true</isDateRange></valueDate>`;
    const { party, told } = await read({
      more:
        '<features>' +
        feature('Birthdate', `<value>in the sixties</value>${period(false)}`) +
        feature('Birthdate', '<value>1970</value><comments>by his own word</comments>') +
        feature('Birthdate', `<value>1980</value>${named('reliability', 'False')}`) +
        feature('Gender', `<value>Male</value><valueRefId>${idOf('Male')}</valueRefId>`) +
        feature('Gender', '<value>Male</value><valueRefId>999</valueRefId>') +
        feature('Birthdate', '<value></value>') +
        '</features>',
    });
    expect(party?.texts('birthDate')).toEqual(['1960', '1961', '1962', '1970']);
    expect(party?.texts('gender')).toEqual(['male']);
    expect(party?.texts('notes')).toEqual([
      'Birthdate 1970: by his own word',
      'Birthdate 1980 (reliability: False)',
    ]);
    expect(told).toEqual([
      'unknown-value 7: valueRefId 999 (Male), which the file does not define',
      'odd-value 7: a feature Birthdate without value',
    ]);
  });

  test('the number decides where the words beside it are others', async () => {
    const { party, told } = await read({
      more: `<features>${feature('Gender', '<value>Male</value>').replace('>Gender<', '>Sex<')}</features>`,
    });
    expect(party?.texts('gender')).toEqual(['male']);
    expect(told).toEqual(['odd-value 7: type 224 is Gender, but called Sex']);
  });

  test('documents with issuer, place and validity', async () => {
    const { party, told } = await read({
      more:
        `<identityDocuments><identityDocument id="1">${named('type', 'Passport')}` +
        '<name nameId="1" nameTranslationId="1">X</name><documentNumber>A1</documentNumber>' +
        '<isValid>false</isValid><issuingAuthority>SRE</issuingAuthority>' +
        `<issuingLocation>Culiacan</issuingLocation>${named('issuingCountry', 'Mexico')}` +
        '<expirationDate id="1"><fromDateBegin>2024-02-29</fromDateBegin>' +
        '<isApproximate>false</isApproximate><isDateRange>false</isDateRange></expirationDate>' +
        '<comments>x</comments><idFeatures><idFeature id="1" featureVersionId="2">y</idFeature>' +
        '</idFeatures></identityDocument></identityDocuments>',
    });
    expect(told).toEqual([]);
    const text = 'Passport A1 (Mexico) expires 29 Feb 2024';
    expect(party?.values('passportNumber')[0]).toMatchObject({ value: 'A1', original: text });
    const said = ['not valid', 'issued in Culiacan', 'issued by SRE', 'x', 'y'];
    expect(party?.texts('notes')).toEqual(said.map((words) => `${text}: ${words}`));
  });

  test('addresses: a region in the place of the country, a part that is unknown', async () => {
    const address = (country: string, type: string, value: string) =>
      `<address id="1">${country}<translations><translation id="1"><isPrimary>true</isPrimary>` +
      `${named('script', 'Latin')}<addressParts><addressPart id="1">${named('type', type)}` +
      `<value>${value}</value></addressPart></addressParts></translation></translations></address>`;
    const { party, told } = await read({
      more:
        `<addresses>${address(named('country', 'Mexico'), 'CITY', 'Culiacan')}` +
        `${address('', 'REGION', 'Gaza')}${address('', 'PLANET', 'Mars')}</addresses>`,
    });
    expect(party?.texts('address')).toEqual(['Culiacan, Mexico']);
    expect(told).toEqual(['unknown-value 7: addressPart PLANET']);
  });

  test('links with period, quality and comment; one to nobody is told', async () => {
    const link = (to: string) =>
      `<relationship id="1">${named('type', 'Family member of')}` +
      `<relatedEntity entityId="${to}">X</relatedEntity>${named('quality', 'High')}` +
      '<dateRange id="1"><fromDateBegin>1999-01-01</fromDateBegin>' +
      '<toDateEnd>2004-12-31</toDateEnd><isApproximate>false</isApproximate>' +
      '<isDateRange>true</isDateRange></dateRange><comments>x</comments></relationship>';
    const { byId, told } = await read({
      more: `<relationships>${link('7')}${link('')}</relationships>`,
    });
    expect(told).toEqual(['unresolved-link 7: Family member of to nobody']);
    expect(byId.get('ofac-7-family-member-of-7')?.texts('summary')).toEqual([
      ...['Period: 1999 to 2004', 'Quality: High', 'x'],
    ]);
  });

  test('a list without a day of its own is told', async () => {
    const list = named('sanctionsList', 'SDN List', ' id="1" datePublished="soon"');
    const { told } = await read({ more: `<sanctionsLists>${list}</sanctionsLists>` });
    expect(told).toEqual(['odd-value 7: datePublished soon']);
  });

  test.each([
    [
      'a selection of programmes',
      { head: `<sanctionsPrograms>${named('sanctionsProgram', 'FTO')}</sanctionsPrograms>` },
      'a whole list',
    ],
    ['an entity without number', { more: '</entity><entity>' }, 'an id of digits on each entity'],
  ] as const)('%s is refused', async (_, parts, expected) => {
    await expect(read(parts)).rejects.toMatchObject({ code: 'LIST_FORMAT', expected });
  });

  test('a file without its head is refused', async () => {
    for (const text of [
      '<sanctionsData/>',
      write({}).replace(/<publicationInfo>.*<\/publicationInfo>/, ''),
    ]) {
      await expect(collect(readOfacEnhanced, [memoryFile(text)])).rejects.toMatchObject({
        code: 'LIST_FORMAT',
        expected: 'publicationInfo before the entities',
      });
    }
  });

  test('what is new around the records is told', async () => {
    const text = write({})
      .replace('<entities>', '<news/><entities count="1"><group/>')
      .replace('2026-03-07T', 'some day T')
      .replace('<referenceValue refId="100"', '<referenceValue');
    const { signals } = await collect(readOfacEnhanced, [memoryFile(text)]);
    expect(signals.map(({ found }) => found)).toEqual([
      'dataAsOf some day T00:00:00',
      'referenceValue  without number',
      ...['news', 'entities@count', 'entities/group'],
      'entityType 100 (Individual), which the file does not define',
    ]);
  });
});
