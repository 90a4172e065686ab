import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntityBuilder, type Source } from '../../entity/index.ts';
import { buildEngine } from '../../matching/index.ts';
import { type TestServer, testScreener, testServer } from '../testing/server.ts';
import { goDate } from './form.ts';
import { readWatchmanQuery } from './query.ts';

const source = (record: string): Source => ({
  dataset: 'us_ofac_sdn',
  record,
  knownAt: '2026-04-21T08:00:00',
});
const WALLET = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';

/** A synthetic list in which nobody exists, with everything that Watchman has a place for. */
function entities() {
  const made = (id: string, schema: string, record = id) =>
    new EntityBuilder(id, schema, source(record));
  return [
    made('ofac-101', 'Person', '101')
      .add('name', 'Ximena Satizábal Prueba')
      .add('alias', 'Jimena Satizabal')
      .add('birthDate', '1970-02-03')
      .add('birthPlace', 'Culiacán')
      .add('gender', 'female')
      .add('nationality', 'mx')
      .add('passportNumber', 'G00998877')
      .add('email', 'ximena@example.org')
      .add('addressEntity', 'addr-1')
      .build(),
    made('addr-1', 'Address', '101')
      .add('full', 'Calle Inventada 1, Culiacán')
      .add('street', 'Calle Inventada 1')
      .add('city', 'Culiacán')
      .add('country', 'mx')
      .build(),
    made('wallet-1', 'CryptoWallet', '101')
      .add('publicKey', WALLET)
      .add('currency', 'xbt')
      .add('holder', 'ofac-101')
      .build(),
    made('sanction-1', 'Sanction', '101')
      .add('entity', 'ofac-101')
      .add('programId', 'US-SYNTHETIC')
      .add('provisions', 'Subject to Secondary Sanctions')
      .build(),
    made('own-1', 'Ownership', '101')
      .add('owner', 'ofac-101')
      .add('asset', 'ofac-102')
      .add('role', 'Owner')
      .build(),
    made('ofac-102', 'Organization', '102')
      .add('name', 'Transportes Ficticios Satizabal SA de CV')
      .add('previousName', 'Fletes Inventados')
      .build(),
    made('ofac-103', 'Vessel', '103')
      .add('name', 'Estrella Ficticia')
      .add('imoNumber', 'IMO 9074729')
      .add('flag', 'pa')
      .build(),
  ];
}

let server: TestServer;
beforeAll(async () => {
  const about = { dataset: 'us_ofac_sdn', title: 'SDN', version: 'abc', published: null };
  const engine = buildEngine([{ source: about, entities: entities() }]);
  const screener = { ...testScreener(), engine };
  server = await testServer({ screener: () => screener });
});
afterAll(() => server.close());

const search = async (query: string, headers: Record<string, string> = {}) => {
  const response = await server.app.inject({ url: `/v2/search?${query}`, headers });
  return { status: response.statusCode, body: response.body, headers: response.headers };
};
const found = async (query: string) => {
  const { status, body } = await search(query);
  expect(status).toBe(200);
  return JSON.parse(body) as { query: object; entities: Record<string, unknown>[] };
};
const idsOf = async (query: string) => (await found(query)).entities.map((e) => e['sourceID']);

describe('GET /v2/search', () => {
  test('gives a person with everything that is known', async () => {
    const parameters =
      'name=Ximena Satizabal Prueba&type=person&birthDate=1970-02-03&gender=F&altNames=Jimena' +
      '&gov_passport=MX:G00998877&address=Calle 1&email=x@example.org&requestID=r1';
    const { query, entities } = await found(parameters);
    expect(query).toMatchObject({
      name: 'Ximena Satizabal Prueba',
      entityType: 'person',
      sourceList: 'api-request',
      sourceID: '',
      person: {
        altNames: ['Jimena'],
        gender: 'female',
        birthDate: '1970-02-03T00:00:00Z',
        deathDate: null,
        titles: null,
        governmentIDs: [{ name: '', type: 'passport', country: 'MX', identifier: 'G00998877' }],
      },
      business: null,
      contact: { emailAddresses: ['x@example.org'], phoneNumbers: null },
      addresses: [{ line1: 'Calle 1', city: '', latitude: 0 }],
      cryptoAddresses: null,
      sourceData: null,
    });
    expect(entities).toHaveLength(1);
    expect(entities[0]).toEqual({
      name: 'Ximena Satizábal Prueba',
      entityType: 'person',
      sourceList: 'us_ofac',
      sourceID: '101',
      person: {
        name: 'Ximena Satizábal Prueba',
        altNames: ['Jimena Satizabal'],
        gender: 'female',
        birthDate: '1970-02-03T00:00:00Z',
        placeOfBirth: 'Culiacán',
        deathDate: null,
        titles: null,
        governmentIDs: [{ name: '', type: 'passport', country: 'mx', identifier: 'G00998877' }],
      },
      business: null,
      organization: null,
      aircraft: null,
      vessel: null,
      contact: {
        emailAddresses: ['ximena@example.org'],
        phoneNumbers: null,
        faxNumbers: null,
        websites: null,
      },
      addresses: [
        {
          ...{ line1: 'Calle Inventada 1', line2: '', city: 'Culiacán', postalCode: '' },
          ...{ state: '', country: 'MX', latitude: 0, longitude: 0 },
        },
      ],
      cryptoAddresses: [{ currency: 'XBT', address: WALLET }],
      affiliations: [
        {
          entityName: 'Transportes Ficticios Satizabal SA de CV',
          type: 'Ownership',
          details: 'Owner',
        },
      ],
      sanctionsInfo: {
        programs: ['US-SYNTHETIC'],
        secondary: true,
        description: 'Subject to Secondary Sanctions',
      },
      historicalInfo: null,
      sourceData: expect.objectContaining({ id: 'ofac-101' }),
      match: expect.any(Number),
    });
    expect(entities[0]?.['match']).toBeGreaterThan(0.9);
  });

  test('keeps to the type, and takes businesses and organizations for one', async () => {
    const name = 'name=Transportes Ficticios Satizabal';
    for (const type of ['business', 'organization'] as const) {
      const [entity] = (await found(`${name}&type=${type}`)).entities;
      expect(entity).toMatchObject({ entityType: type, sourceID: '102' });
      expect(entity?.[type]).toMatchObject({ created: null, governmentIDs: null });
      expect(entity?.['historicalInfo']).toEqual([
        { type: 'Former Name', value: 'Fletes Inventados', date: '0001-01-01T00:00:00Z' },
      ]);
    }
    expect(await idsOf(`${name}&type=person`)).toEqual([]);
    expect(await idsOf(`${name}&type=dragon`)).toEqual([]);
    expect(await idsOf(name)).toContain('102');
  });

  test('finds a vessel by its number and a holder by the wallet', async () => {
    const [vessel] = (await found('type=vessel&name=Otro Nombre&imoNumber=9074729')).entities;
    expect(vessel).toMatchObject({ sourceID: '103', vessel: { imoNumber: '9074729', flag: 'pa' } });
    const [holder] = (await found(`type=person&cryptoAddress=XBT:${WALLET}`)).entities;
    expect(holder).toMatchObject({ sourceID: '101' });
    expect(await idsOf(`type=person&cryptoAddress=${WALLET}`)).toEqual([]);
  });

  test('knows the publisher’s number, and lists by both of their names', async () => {
    const [entity] = (await found('sourceID=102')).entities;
    expect(entity).toMatchObject({ sourceID: '102', match: 1 });
    const name = 'name=Estrella Ficticia';
    expect(await idsOf(`${name}&source=us_ofac`)).toEqual(['103']);
    expect(await idsOf(`${name}&source=us_ofac_sdn`)).toEqual(['103']);
    const unknown = await search(`${name}&source=eu_csl`);
    expect([unknown.status, JSON.parse(unknown.body)]).toEqual([
      400,
      { error: 'source eu_csl not found' },
    ]);
  });

  test('keeps to limit and minMatch, and takes what is no number for not given', async () => {
    const name = 'name=Satizabal';
    const all = await idsOf(`${name}&minMatch=0`);
    expect(all.length).toBeGreaterThan(0);
    expect(await idsOf(`${name}&minMatch=1`)).toEqual([]);
    expect((await idsOf(`${name}&limit=1`)).length).toBe(1);
    for (const limit of ['0', '-3', 'many', '1000']) {
      expect(await idsOf(`${name}&limit=${limit}`)).toEqual(all);
    }
    expect(await idsOf(`${name}&minMatch=high`)).toEqual(all);
    expect(await idsOf('')).toEqual([]);
  });

  test('shows what a score is made of when asked', async () => {
    const plain = (await found('name=Estrella Ficticia')).entities[0];
    expect(plain).not.toHaveProperty('debug');
    const [entity] = (await found('name=Estrella Ficticia&debug=true')).entities;
    expect(Buffer.from(String(entity?.['debug']), 'base64').toString()).toMatch(/\S/);
    expect(entity?.['details']).toMatchObject({ finalScore: entity?.['match'] });
  });

  test.each([
    ['name=x&unknown=1', 'unknown'],
    ['name=x&birthDate=1970', 'birthDate'],
    ['name=x&type=vessel&gender=F&altNames=y', 'gender'],
    ['name=x&type=aircraft&gov_passport=MX:1', 'gov_passport'],
    ['name=x&b=1&a=1', 'a,b'],
  ])('refuses %s', async (query, names) => {
    const { status, body } = await search(query);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      error: `extra/unused query parameters in request: ${names}`,
    });
  });

  test('refuses a tonnage that is none', async () => {
    const { status, body } = await search('name=x&type=vessel&tonnage=heavy');
    expect([status, JSON.parse(body).error]).toEqual([
      400,
      'problem reading v2 search request: reading vessel tonnage: invalid',
    ]);
  });

  test('writes Senzing’s records', async () => {
    const query = 'name=Ximena Satizabal Prueba&type=person&format=senzing';
    const record = {
      DATA_SOURCE: 'us_ofac',
      RECORD_ID: '101',
      RECORD_TYPE: 'PERSON',
      NAME_FULL: 'Ximena Satizábal Prueba',
      DATE_OF_BIRTH: '1970-02-03',
      GENDER: 'F',
      ADDR_COUNTRY: 'MX',
      PASSPORT_NUMBER: 'G00998877',
      PASSPORT_COUNTRY: 'mx',
    };
    const list = await search(query);
    expect(list.headers['content-type']).toContain('application/x-ndjson');
    expect(JSON.parse(list.body)).toMatchObject([record]);
    for (const lines of [
      await search(`${query}/jsonl`),
      await search(query, { accept: 'senzing/ndjson' }),
    ]) {
      expect(lines.body.endsWith('}\n')).toBe(true);
      expect(JSON.parse(lines.body)).toMatchObject(record);
    }
    expect((await search(`${query}/xml`)).status).toBe(400);
  });

  test('takes GET alone', async () => {
    const response = await server.app.inject({ method: 'POST', url: '/v2/search' });
    expect(response.statusCode).toBe(405);
  });
});

test('GET /v2/listinfo counts the lists', async () => {
  expect((await server.app.inject({ url: '/v2/listinfo' })).json()).toEqual({
    lists: { us_ofac: 4 },
    listHashes: { us_ofac: 'abc' },
    startedAt: expect.stringMatching(/Z$/),
    endedAt: '2026-04-22T10:00:00Z',
    version: expect.stringMatching(/^tamiz /),
  });
});

describe('whatever is asked', () => {
  const names = fc.constantFrom(
    ...['name', 'type', 'limit', 'minMatch', 'birthDate', 'gov_curp', 'gov_', 'altNames'],
    ...['cryptoAddress', 'source', 'sourceID', 'debug', 'tonnage', 'format', 'imoNumber', 'x'],
  );
  const values = fc.oneof(
    fc.constantFrom('person', 'vessel', 'business', 'MX:1', 'XBT:abc', '1970-13-40', '1970', ''),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
  );
  const query = fc
    .array(fc.tuple(names, values), { maxLength: 8 })
    .map((pairs) => new URLSearchParams(pairs));

  test('is read or refused in words', () => {
    fc.assert(
      fc.property(query, (parameters) => {
        const read = readWatchmanQuery(parameters);
        if ('problem' in read) expect(read.problem).not.toBe('');
        else expect(read.limit).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is answered', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (parameters) => {
        const { status, body } = await search(parameters.toString());
        expect([200, 400]).toContain(status);
        if (status === 400) expect(JSON.parse(body).error).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });
});

test('dates are moments, or null', () => {
  expect(goDate('1970')).toBe('1970-01-01T00:00:00Z');
  expect(goDate('1970-12')).toBe('1970-12-01T00:00:00Z');
  for (const none of ['', undefined, '1970-02-30', '1970-13', '70-01-01', '1970-1-1', 'x']) {
    expect(goDate(none)).toBeNull();
  }
});
