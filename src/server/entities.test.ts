import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (url: string) => server.app.inject({ url });

describe('/entities', () => {
  test('nests what is adjacent, through an edge to its far side, and nobody twice', async () => {
    const body = (await get('/entities/north-1')).json();
    const { ownershipOwner, addressEntity, sanctions, name } = body.properties;
    expect(name).toEqual(['Lorenzo Quintanar Bermejo']);
    expect(addressEntity[0]).toMatchObject({ id: 'north-4', schema: 'Address' });
    expect(sanctions[0]).toMatchObject({ id: 'north-5', properties: { entity: ['north-1'] } });
    const [ownership] = ownershipOwner;
    expect(ownership).toMatchObject({ schema: 'Ownership', properties: { owner: ['north-1'] } });
    expect(ownership.properties.asset[0]).toMatchObject({ id: 'north-2', schema: 'Company' });
    // The company does not lead back to the ownership.
    expect(ownership.properties.asset[0].properties).not.toHaveProperty('ownershipAsset');
    for (const key of ['caption', 'datasets', 'referents', 'target', 'first_seen', 'last_change']) {
      expect(ownership.properties.asset[0]).toHaveProperty(key);
    }
  });

  test('leaves links as ids without nesting', async () => {
    const body = (await get('/entities/north-1?nested=false')).json();
    expect(body.properties.addressEntity).toEqual(['north-4']);
    expect(body.properties).not.toHaveProperty('ownershipOwner');
    expect(body).toMatchObject({ referents: ['old-1'], last_change: '2026-04-21T08:00:00' });
  });

  test('has all keys also where nothing is known', async () => {
    const body = (await get('/entities/south-1')).json();
    expect(body).toMatchObject({
      first_seen: null,
      last_seen: null,
      last_change: null,
      referents: [],
      target: true,
    });
  });

  test('sends a referent to its entity', async () => {
    const response = await get('/entities/old-1?nested=false');
    expect(response.statusCode).toBe(308);
    expect(response.headers.location).toBe('/entities/north-1?nested=false');
  });

  test('does not know everyone', async () => {
    const response = await get('/entities/nobody');
    expect([response.statusCode, response.json()]).toEqual([404, { detail: 'No such entity!' }]);
  });
});

describe('/v1/entities', () => {
  test('tells the source of every value and who is linked how', async () => {
    const body = (await get('/v1/entities/old-1')).json();
    expect(body.entity.id).toBe('north-1');
    expect(body.sources.birthDate).toEqual([
      {
        value: '1966-07-17',
        dataset: 'test_north',
        record: '1',
        knownAt: '2026-04-21T08:00:00',
        heldFrom: '2025-02-20',
        original: '17 Jul 1966',
      },
    ]);
    const linked = body.linked as { property: string; id: string; far: { id: string }[] }[];
    expect(linked.map(({ property, id }) => [property, id])).toEqual([
      ['addressEntity', 'north-4'],
      ['ownershipOwner', 'north-3'],
      ['sanctions', 'north-5'],
    ]);
    expect(linked[1]?.far).toMatchObject([{ property: 'asset', id: 'north-2' }]);
    expect((await get('/v1/entities/nobody')).statusCode).toBe(404);
  });
});

describe('/v1/match', () => {
  const post = (payload: object) =>
    server.app.inject({ method: 'POST', url: '/v1/match', payload });

  test('gives entity, sources, score, band and evidence, and what it was held against', async () => {
    const response = await post({
      schema: 'Person',
      properties: { name: 'Lorenzo Quintanar Bermejo', birthDate: '17/07/1966' },
    });
    expect(response.statusCode).toBe(200);
    const { matches, total, coverage } = response.json();
    expect(total).toBe(1);
    expect(coverage.sentence).toEqual({
      en: 'Screened against two lists.',
      es: 'Se revisaron dos listas.',
    });
    expect(matches[0]).toMatchObject({ entity: { id: 'north-1' }, band: expect.any(String) });
    expect(matches[0].sources.name[0]).toMatchObject({ dataset: 'test_north', record: '1' });
    expect(matches[0].evidence[0].sentence).toEqual({
      en: expect.any(String),
      es: expect.any(String),
    });
  });

  test('without a schema the widest ones that have all properties are asked', async () => {
    const asked = async (properties: object) => (await post({ properties })).json();
    const vessel = await asked({ name: ['Estrella Ficticia'] });
    expect([vessel.schemas, vessel.matches[0].entity.id]).toEqual([['Thing'], 'south-1']);
    const name = 'Lorenzo Quintanar Bermejo';
    const person = await asked({ name, birthDate: '1966-07-17' });
    expect([person.schemas, person.matches[0].entity.id]).toEqual([['Person'], 'north-1']);
    expect(person.matches[0].band).toBe('strong');
    expect((await asked({ name, gender: 'male' })).schemas).toEqual(['Person']);
    expect((await asked({ name, taxNumber: 'X' })).schemas).toEqual(['LegalEntity']);
    expect((await asked({ name, publicKey: 'x' })).schemas).toEqual(['CryptoWallet']);
    const ship = await asked({ imoNumber: '9074729' });
    // Operators of ships have IMO numbers as well.
    expect(ship.schemas).toEqual(['Organization', 'Vessel']);
    expect(ship.matches[0].entity.id).toBe('south-1');
    const stranger = await asked({ name, shoeSize: '44' });
    expect(stranger).toMatchObject({ code: 'USAGE_PROPERTY', found: '"shoeSize"' });
  });

  test('answers of several schemas are merged, each listing once', async () => {
    const properties = { name: 'Estrella Ficticia', registrationNumber: 'X1' };
    const { schemas, matches, total } = (await post({ properties })).json();
    expect(schemas).toContain('LegalEntity');
    expect(schemas).toContain('Vessel');
    expect(matches.map((match: { entity: { id: string } }) => match.entity.id)).toEqual([
      'south-1',
    ]);
    expect(total).toBe(1);
  });

  test('says which properties do not go together, and which a schema does not have', async () => {
    const apart = await post({ properties: { birthDate: '1966', imoNumber: '9074729' } });
    expect([apart.statusCode, apart.json()]).toMatchObject([
      400,
      { code: 'USAGE_PROPERTY', found: '"birthDate", "imoNumber"' },
    ]);
    const strict = await post({ schema: 'Vessel', properties: { name: 'x', birthDate: '1966' } });
    expect([strict.statusCode, strict.json()]).toMatchObject([
      400,
      { code: 'USAGE_PROPERTY', found: '"birthDate"', remedy: expect.any(String) },
    ]);
    const unknown = await post({ schema: 'Sanction', properties: {} });
    expect(unknown.json()).toMatchObject({ code: 'USAGE_PROPERTY' });
    for (const threshold of [2, -1, 'NaN']) {
      expect((await post({ properties: {}, threshold })).statusCode).toBe(422);
    }
  });

  test('keeps to limit and threshold', async () => {
    const properties = { name: 'Lorenzo Quintanar Bermejo' };
    const none = (await post({ properties, limit: 0 })).json();
    expect([none.matches, none.total]).toEqual([[], 1]);
    expect((await post({ properties, threshold: 1 })).json().total).toBe(0);
  });
});
