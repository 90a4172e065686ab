import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntityBuilder, type Source } from '../entity/index.ts';
import { buildEngine } from '../matching/index.ts';
import { type TestServer, testScreener, testServer } from './testing/server.ts';

const source: Source = { dataset: 'test_links', record: '1', knownAt: '2026-04-21T08:00:00' };
const made = (id: string, schema: string) => new EntityBuilder(id, schema, source);

/** A synthetic owner of two companies with two addresses, which stand before and after it. */
function entities() {
  return [
    made('addr-2', 'Address').add('full', 'Calle Segunda 2, Culiacán').add('country', 'mx').build(),
    made('owner', 'Person')
      .add('name', 'Dueña Inventada')
      .add('addressEntity', 'addr-1')
      .add('addressEntity', 'addr-2')
      .add('addressEntity', 'not-loaded')
      .build({ referents: ['owner-before'] }),
    ...['b', 'a'].flatMap((letter) => [
      made(`own-${letter}`, 'Ownership')
        .add('owner', 'owner')
        .add('asset', `co-${letter}`)
        .add('asset', `co-${letter}-2`)
        .build({ lastChange: `2026-0${letter === 'a' ? 2 : 3}-01T00:00:00` }),
      made(`co-${letter}`, 'Company').add('name', `Empresa ${letter} Ficticia`).build(),
      made(`co-${letter}-2`, 'Company').add('name', `Filial ${letter} Ficticia`).build(),
    ]),
    made('addr-1', 'Address').add('full', 'Calle Primera 1, Culiacán').build(),
  ];
}

let server: TestServer;
beforeAll(async () => {
  const about = { dataset: 'test_links', title: 'Links', version: '1', published: null };
  const engine = buildEngine([{ source: about, entities: entities() }]);
  const screener = { ...testScreener(), engine };
  server = await testServer({ screener: () => screener });
});
afterAll(() => server.close());

const get = async (path: string) => {
  const response = await server.app.inject({ url: `/entities/${path}` });
  return { status: response.statusCode, location: response.headers.location, ...response.json() };
};
const ids = (page: { results: { id: string }[] }) => page.results.map(({ id }) => id);

describe('/entities/{id}/adjacent', () => {
  test('gives every link with a page of who is behind it', async () => {
    const { status, entity, adjacent } = await get('owner/adjacent');
    expect(status).toBe(200);
    expect(entity).toMatchObject({ id: 'owner', datasets: ['test_links'] });
    expect(entity.properties.addressEntity).toEqual(['addr-1', 'addr-2', 'not-loaded']);
    expect(Object.keys(adjacent).sort()).toEqual(['addressEntity', 'ownershipOwner']);
    // In the order of the list, not of the values; what is not loaded cannot be given.
    expect(ids(adjacent.addressEntity)).toEqual(['addr-2', 'addr-1']);
    expect(adjacent.addressEntity).toMatchObject({
      total: { value: 2, relation: 'eq' },
      limit: 10,
      offset: 0,
    });
    expect(ids(adjacent.ownershipOwner)).toEqual(['own-b', 'own-a']);
  });

  test('cuts pages, but not the far side of an edge', async () => {
    const { adjacent } = await get('owner/adjacent?limit=1&offset=1');
    expect(ids(adjacent.addressEntity)).toEqual(['addr-1']);
    const [edge] = adjacent.ownershipOwner.results;
    expect(edge).toMatchObject({ id: 'own-a', properties: { owner: ['owner'] } });
    expect(edge.properties.asset.map(({ id }: { id: string }) => id)).toEqual(['co-a', 'co-a-2']);
    expect(edge.properties.asset[0].properties).not.toHaveProperty('ownershipAsset');
    expect(adjacent.ownershipOwner).toMatchObject({
      total: { value: 2, relation: 'eq' },
      limit: 1,
      offset: 1,
    });
  });

  test('of an edge gives both of its ends', async () => {
    const { adjacent } = await get('own-a/adjacent');
    expect(ids(adjacent.owner)).toEqual(['owner']);
    expect(ids(adjacent.asset)).toEqual(['co-a', 'co-a-2']);
    // Not looked through: a thing is not an edge.
    expect(adjacent.owner.results[0].properties.addressEntity).toEqual([
      'addr-1',
      'addr-2',
      'not-loaded',
    ]);
  });

  test('of one property is sorted as asked', async () => {
    const by = async (sort: string) => ids(await get(`owner/adjacent/ownershipOwner?sort=${sort}`));
    expect(await by('last_change')).toEqual(['own-a', 'own-b']);
    expect(await by('last_change:desc')).toEqual(['own-b', 'own-a']);
    expect(await by('_doc')).toEqual(['own-b', 'own-a']);
    expect(await get('owner/adjacent/ownershipOwner?sort=secret')).toMatchObject({
      status: 400,
      detail: 'Invalid sort field: secret',
    });
  });

  test('has pages beyond the end and of nothing', async () => {
    for (const query of ['offset=2', 'limit=0', 'limit=-3']) {
      const page = await get(`owner/adjacent/addressEntity?${query}`);
      expect([page.status, page.results, page.total.value]).toEqual([200, [], 2]);
    }
    const none = await get('co-a/adjacent/addressEntity');
    expect([none.results, none.total.value]).toEqual([[], 0]);
  });

  test('refuses what is no such thing', async () => {
    expect(await get('nobody/adjacent')).toMatchObject({ status: 404, detail: 'No such entity!' });
    for (const property of ['name', 'banana', 'country', '__proto__']) {
      expect(await get(`owner/adjacent/${property}`)).toMatchObject({
        status: 404,
        detail: 'No such property!',
      });
    }
    for (const query of ['limit=501', 'offset=9500', 'limit=x']) {
      expect((await get(`owner/adjacent?${query}`)).status).toBe(422);
    }
  });

  test('sends a referent to the same place of its entity', async () => {
    const response = await server.app.inject({ url: '/entities/owner-before/adjacent?limit=1' });
    expect([response.statusCode, response.headers.location]).toEqual([
      308,
      '/entities/owner/adjacent?limit=1',
    ]);
  });
});
