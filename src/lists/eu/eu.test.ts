import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import type { Entity } from '../../entity/index.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { flipped, refusalOf } from '../testing/refusal.ts';
import { readEuOldXml, readEuXml } from './index.ts';
import { euParty, someParties } from './testing/arbitrary.ts';
import { type EuParty, writeEu } from './testing/write-eu.ts';

// Every name and number in this file is made up; only the shapes are the publisher's.
const read = (xml: string) => collect(readEuXml, [memoryFile(xml)], { dataset: 'eu_fsf' });

const list = (entities: string): string =>
  '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-03-02T21:00:00+01:00" ' +
  `globalFileId="1">${entities}</export>`;

const person = (more: string, attributes = 'designationDate="2022-02-23"'): string =>
  list(
    `<sanctionEntity logicalId="7" euReferenceNumber="EU.1.1" ${attributes}>` +
      '<regulation organisationType="council" entryIntoForceDate="2022-02-24" ' +
      'publicationDate="2022-02-23" numberTitle="2022/9 (OJ L1)" programme="TERR" logicalId="5">' +
      '<publicationUrl>http://example.test/a</publicationUrl></regulation>' +
      '<subjectType code="person" classificationCode="P"/>' +
      `<nameAlias wholeName="Juan Inventado" strong="true"/>${more}</sanctionEntity>`,
  );

/** Values with the publisher's wording behind `<-`, where it differs. */
const worded = (entity: Entity | undefined, property: string): string[] =>
  (entity?.values(property) ?? []).map(({ value, original }) =>
    original === undefined ? value : `${value} <- ${original}`,
  );

describe('readEuXml', () => {
  test('makes a party and a sanction for each act, each value with its two times', async () => {
    const { byId, signals, summary } = await read(person(''));
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1, published: '2026-03-02T20:00:00.000Z' });
    const party = byId.get('eu-7');
    expect([party?.schema, party?.texts('topics')]).toEqual([
      'Person',
      ['sanction', 'crime.terror'],
    ]);
    expect(party?.values('name')[0]?.source).toEqual({
      dataset: 'eu_fsf',
      record: '7',
      heldFrom: '2022-02-23',
      knownAt: '2026-03-02T20:00:00.000Z',
    });
    const sanction = byId.get('eu-7-sanction-5');
    expect([...(sanction?.properties ?? [])].map(([key, [v]]) => [key, v?.value])).toEqual([
      ['entity', 'eu-7'],
      ['authority', 'Council of the European Union'],
      ['program', 'TERR'],
      ['programId', 'EU-TERR'],
      ['reason', '2022/9 (OJ L1)'],
      ['sourceUrl', 'http://example.test/a'],
      ['authorityId', 'EU.1.1'],
      ['listingDate', '2022-02-23'],
      ['startDate', '2022-02-24'],
      ['date', '2022-02-23'],
    ]);
  });

  test('the first strong Latin name is the name; others are aliases, weak ones weak', async () => {
    const name = (whole: string, strong: string, more = '') =>
      `<nameAlias wholeName="${whole}" strong="${strong}" ${more}/>`;
    const more =
      name('Хуан', 'true') + name('El Flaco', 'false') + name('Juan B', 'true', 'gender="M"');
    const party = (await read(person(more))).byId.get('eu-7');
    expect(party?.texts('name')).toEqual(['Juan Inventado']);
    expect(party?.texts('alias')).toEqual(['Хуан', 'Juan B']);
    expect(party?.texts('weakAlias')).toEqual(['El Flaco']);
    expect(party?.texts('gender')).toEqual(['male']);
  });

  test.each([
    ['birthdate="1966-07-17" year="1966" monthOfYear="7" dayOfMonth="17"', ['1966-07-17']],
    ['year="1966" circa="true"', ['1966 <- circa 1966']],
    ['year="1966" monthOfYear="7"', ['1966-07']],
    ['yearRangeFrom="1966" yearRangeTo="1967"', ['1966 <- 1966 to 1967', '1967 <- 1966 to 1967']],
  ])('reads the date of birth %s', async (attributes, expected) => {
    const { byId, signals } = await read(person(`<birthdate ${attributes}/>`));
    expect(worded(byId.get('eu-7'), 'birthDate')).toEqual(expected);
    expect(signals).toEqual([]);
  });

  test.each([
    ['year="1345" calendarType="ISLAMIC"', 'calendar ISLAMIC'],
    ['birthdate="1966-02-31"', 'date of birth 1966-02-31'],
    ['yearRangeFrom="1967" yearRangeTo="1966"', 'date of birth 1967 to 1966'],
  ])('keeps the date of birth %s as a note and signals it', async (attributes, found) => {
    const { byId, signals } = await read(person(`<birthdate ${attributes}/>`));
    expect(byId.get('eu-7')?.texts('birthDate')).toEqual([]);
    expect(byId.get('eu-7')?.texts('notes')[0]).toMatch(/^Date of birth: /);
    expect(signals).toEqual([{ kind: 'odd-value', record: '7', found }]);
  });

  test('keeps only the ends of a long span of years, and tells it', async () => {
    const span = '<birthdate yearRangeFrom="1900" yearRangeTo="1950" circa="perhaps"/>';
    const { byId, signals } = await read(person(span));
    expect(byId.get('eu-7')?.texts('birthDate')).toEqual(['1900', '1950']);
    expect(signals.map(({ found }) => found)).toEqual([
      'circa perhaps',
      'date of birth 1900 to 1950: only the ends are kept',
    ]);
  });

  test('reads documents, addresses, contacts and countries', async () => {
    const { byId, signals } = await read(
      person(
        '<identification number="A1" latinNumber="A2" identificationTypeCode="passport" ' +
          'identificationTypeDescription="National passport" knownFalse="true" issuedBy="Quito" ' +
          'countryIso2Code="EC" countryDescription="ECUADOR"><remark>seen</remark></identification>' +
          '<identification identificationTypeCode="id"/>' +
          '<address street="Calle 1" poBox="5" city="Quito" countryIso2Code="EC" ' +
          'countryDescription="ECUADOR"><contactInfo key="EMAIL" value="a@b.test"/>' +
          '<contactInfo key="PIGEON" value="x"/></address>' +
          '<address countryIso2Code="00" countryDescription="UNKNOWN"/>' +
          '<citizenship countryIso2Code="PE" countryDescription="PERU"/>' +
          '<citizenship countryIso2Code="QQ" countryDescription="ATLANTIS"/>',
      ),
    );
    const party = byId.get('eu-7');
    const how = 'National passport, A1, issued by Quito, of ECUADOR, known to be false, seen';
    expect(worded(party, 'passportNumber')).toEqual([`A1 <- ${how}`, `A2 <- ${how}`]);
    expect(party?.texts('address')).toEqual(['Calle 1, P.O. Box 5, Quito, ECUADOR']);
    expect([party?.texts('country'), party?.texts('nationality')]).toEqual([['ec'], ['pe']]);
    expect(party?.texts('email')).toEqual(['a@b.test']);
    expect(party?.texts('notes')).toContain('Citizenship: ATLANTIS');
    expect(signals.map(({ found }) => found)).toEqual([
      'contactInfo PIGEON',
      'country QQ',
      'document without a number: id',
    ]);
  });

  test('signals whatever it does not know', async () => {
    const { signals } = await read(
      list(
        '<sanctionEntity logicalId="7" colour="red"><subjectType code="ship"/>' +
          '<nameAlias wholeName="A" strong="maybe"/><tail/>' +
          '<regulation programme="NEW" logicalId="1"/></sanctionEntity><thing/>',
      ),
    );
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'unknown-value subjectType ship',
      'unknown-value strong maybe',
      'unknown-value programme NEW',
      'unknown-element @colour',
      'unknown-element tail',
      'unknown-element thing',
    ]);
  });

  test.each([
    ['no number', list('<sanctionEntity/>'), 'a logicalId'],
    ['no name', list('<sanctionEntity logicalId="1"/>'), 'a name'],
    ['a number used twice', person('').replace('</export>', `${person('')}`), 'well-formed XML'],
    [
      'a number used twice',
      list('<sanctionEntity logicalId="1"><nameAlias wholeName="A"/></sanctionEntity>'.repeat(2)),
      'each logicalId once',
    ],
  ])('refuses %s', async (_, xml, expected) => {
    await expect(read(xml)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: expect.stringContaining(expected),
    });
  });

  test('stops when it is told to', async () => {
    const reader = collect(readEuXml, [memoryFile(person(''))], { signal: AbortSignal.abort() });
    await expect(reader).rejects.toMatchObject({ name: 'AbortError' });
  });
});

const once = (values: readonly string[]) => [...new Set(values)];

test('what is written is read again', async () => {
  await fc.assert(
    fc.asyncProperty(someParties, async (written) => {
      const { byId, entities, signals, summary } = await read(writeEu(written, '2026-08-01'));
      expect(signals).toEqual([]);
      expect(summary.records).toBe(written.length);
      expect(entities).toHaveLength(written.length * 2);
      for (const p of written) {
        const entity = byId.get(`eu-${p.logicalId}`);
        const [main, ...others] = p.names;
        const aliases = (strong: boolean) =>
          others.filter((n) => n.strong === strong).map((n) => n.whole);
        expect(entity?.schema).toBe(p.isPerson ? 'Person' : 'Organization');
        expect(entity?.texts('name')).toEqual([main?.whole]);
        expect(entity?.texts('alias')).toEqual(aliases(true));
        expect(entity?.texts('weakAlias')).toEqual(aliases(false));
        const days = once(p.births.map((b) => b['birthdate'] ?? b['year'] ?? ''));
        expect(entity?.texts(p.isPerson ? 'birthDate' : 'incorporationDate')).toEqual(days);
        const codes = once(p.citizenships.map(({ iso }) => iso.toLowerCase()));
        if (p.isPerson) expect(entity?.texts('nationality')).toEqual(codes);
        expect(entity?.texts(p.isPerson ? 'passportNumber' : 'idNumber')).toEqual(
          once(p.passports),
        );
        expect(entity?.texts('address')).toEqual(
          once(p.addresses.map(({ street, city }) => `${street}, ${city}, ECUADOR`)),
        );
        const sanction = byId.get(`eu-${p.logicalId}-sanction-9`);
        expect(sanction?.texts('reason')).toEqual([p.act]);
        expect(sanction?.texts('listingDate')).toEqual([p.designated]);
      }
    }),
    { numRuns: 60 },
  );
});

describe('a file that is not whole', () => {
  const made = (count: number): string => {
    const [one] = fc.sample(euParty, { seed: 7, numRuns: 1 });
    const many = Array.from({ length: count }, (_, i) => ({
      ...(one as EuParty),
      logicalId: String(i + 1),
      isPerson: i % 4 !== 0,
      births: [{ birthdate: '1970-01-01' }],
    }));
    return writeEu(many, '2026-08-01T00:00:00Z');
  };
  const refusal = (text: string | Uint8Array, before?: number) =>
    refusalOf('eu_fsf', readEuXml, [memoryFile(text)], before);

  test('cut or changed anywhere, it is refused with a reason', async () => {
    const bytes = Buffer.from(made(3));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 10 }), async (at) => {
        expect(await refusal(bytes.subarray(0, at))).toMatch(/^LIST_FORMAT: ./);
        expect(await refusal(flipped(bytes, at))).toMatch(/^LIST_FORMAT: ./);
      }),
      { numRuns: 60 },
    );
  });

  test('with a third of its entries gone, it is refused; whole, it is taken', async () => {
    expect(await refusal(made(6_000))).toBeUndefined();
    expect(await refusal(made(4_000))).toMatch(/number of Person: 3000 instead of/);
    expect(await refusal(made(5_000), 7_500)).toMatch(/shrunk list: 5000 instead of at least 5025/);
  });

  test('the list of another publisher is refused by name', async () => {
    expect(await refusal('<CONSOLIDATED_LIST/>')).toContain(
      '<CONSOLIDATED_LIST> instead of <export>',
    );
    expect(await refusal('<!doctype html><title>Token expired</title>')).toContain('an HTML page');
  });

  test('any text is a list or our error', async () => {
    const pieces = fc.array(
      fc.constantFrom(
        '<export>',
        '</export>',
        '<sanctionEntity ',
        'logicalId="1"',
        '>',
        '/>',
        '<a',
        '<nameAlias wholeName="A"/>',
        '</sanctionEntity>',
        'x',
        '&#0;',
        '"',
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const result = await read(parts.join('')).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(!hasSharedData)('the published files', () => {
  const file = (name: string) => [diskFile(sharedData('lists', 'eu', name))];

  test('one entity of today’s layout, nothing in it unknown', async () => {
    const { byId, signals, summary } = await collect(
      readEuXml,
      file('eu_fsf_sample_one_entity_2024-12-11.xml'),
    );
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 1, published: '2024-12-11T20:24:35.826Z' });
    expect(byId.get('eu-13')?.texts('alias')).toHaveLength(2);
    expect(byId.get('eu-13')?.texts('birthDate')).toEqual(['1937-04-28']);
    expect(byId.get('eu-13-sanction-348')?.texts('reason')).toEqual(['1210/2003 (OJ L169)']);
  });

  test('the list of 2016 in the old layout', async () => {
    const { entities, signals, summary } = await collect(
      readEuOldXml,
      file('eu_global_legacy_2012-02-21.xml.gz'),
    );
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect([count('Person'), count('Organization'), count('Sanction')]).toEqual([319, 276, 595]);
    expect(summary).toEqual({ records: 595, published: '2016-02-11' });
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'odd-value document UNKNOWN (other-Other identification number), AFG',
    ]);
    const born = entities.filter((e) => e.texts('birthDate').length > 0);
    expect(born.length).toBeGreaterThan(250);
  });
});

test('what is written in the old layout is read', async () => {
  const part = 'Id="1" Entity_id="7" legal_basis="1/2012 (OJ L49)" reg_date="2012-02-21"';
  const entity =
    `<ENTITY Id="7" Type="P" legal_basis="1/2012 (OJ L49)" reg_date="2012-02-21" programme="TAQA" ` +
    `remark="(Made up)" colour=""><NAME ${part}><WHOLENAME>Juan Inventado</WHOLENAME></NAME>` +
    `<NAME ${part}><FIRSTNAME>Otro</FIRSTNAME><LASTNAME>Nombre</LASTNAME></NAME>` +
    `<BIRTH ${part}><DATE>1958 - 1959 (approximative)</DATE><COUNTRY>QQQ</COUNTRY></BIRTH>` +
    `<PASSPORT ${part}><NUMBER>AD1 (passport-National passport) (x)</NUMBER></PASSPORT>` +
    `<ADDRESS ${part}><CITY>Quito</CITY><OTHER>PHONE[1 2]\nFAX[3]</OTHER></ADDRESS></ENTITY>`;
  const file = memoryFile(`<WHOLE Date="11/02/2016">${entity}</WHOLE>`);
  const { byId, signals } = await collect(readEuOldXml, [file]);
  const party = byId.get('eu-7');
  expect([party?.texts('name'), party?.texts('alias')]).toEqual([
    ['Juan Inventado'],
    ['Otro Nombre'],
  ]);
  expect(party?.texts('birthDate')).toEqual(['1958', '1959']);
  expect(party?.texts('passportNumber')).toEqual(['AD1']);
  expect(party?.texts('phone')).toEqual(['1 2', '3']);
  expect(party?.texts('notes')).toEqual(['birthCountry: QQQ', 'Made up']);
  expect(signals.map(({ found }) => found)).toEqual(['country QQQ', '@colour']);
  const twice = memoryFile(`<WHOLE>${entity}${entity}</WHOLE>`);
  await expect(collect(readEuOldXml, [twice])).rejects.toMatchObject({ found: '7 again' });
});
