import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestServer } from '../../store/testing/postgres.ts';
import { askings, exactly, twin } from './testing/twins.ts';
import { type Installation, nobody } from './testing/world.ts';

/**
 * Whether there are reports of suspicious activity cannot be told without the right to see them.
 * Of two installations, alike but for the organisation that has such reports, everybody else gets
 * the same answers to the byte, and the database is asked the same for each: there is no count, no
 * total, no header and no work from which a report, or a difference in time, could come.
 */
let server: TestServer;
let without: Installation | undefined;
let having: Installation | undefined;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startPostgres();
  const onEnd = (work: () => Promise<void>) => void ends.push(work);
  without = await twin(await server.newDatabase(), 'other', onEnd);
  having = await twin(await server.newDatabase(), 'main', onEnd);
}, 120_000);
afterAll(async () => {
  for (const end of ends) await end();
  await server.stop();
});

const SEED = Number(process.env['TAMIZ_SEED'] ?? 7);
const both = () => {
  if (without === undefined || having === undefined) throw new Error('both are there');
  return [without, having] as const;
};

test.each(['nobody', 'analyst', 'reviewer', 'manager', 'auditor', 'admin'])(
  '%s cannot tell whether there are any, whatever is asked',
  async (person) => {
    const [one, other] = both();
    const as = (twin: Installation) =>
      person === 'nobody' ? nobody(twin.app) : twin.as(person, 'main');
    const [byOne, byOther] = [await as(one), await as(other)];
    const statuses = new Map<number, number>();
    let queries = 0;
    const all = askings(one.app, SEED);
    expect(all.length).toBeGreaterThan(500);
    for (const asking of all) {
      const here = await exactly(one, byOne, asking);
      const there = await exactly(other, byOther, asking);
      expect(there, `${person} ${asking.method} ${asking.url}, seed ${SEED}`).toEqual(here);
      statuses.set(here.status, (statuses.get(here.status) ?? 0) + 1);
      queries += here.queries.length;
    }
    // A test that is refused everywhere, or watches nothing, would show nothing.
    if (person !== 'nobody') {
      expect(statuses.get(200) ?? 0).toBeGreaterThan(person === 'admin' ? 10 : 30);
      expect(queries).toBeGreaterThan(all.length);
    }
    if (process.env['TAMIZ_SEED'] !== undefined) {
      process.stdout.write(`${JSON.stringify([person, all.length, queries, [...statuses]])}\n`);
    }
  },
  600_000,
);

test('whoever has the right sees them, so that the two do differ', async () => {
  const [one, other] = both();
  for (const person of ['officer', 'chief']) {
    const [byOne, byOther] = [await one.as(person, 'main'), await other.as(person, 'main')];
    const differing: string[] = [];
    for (const url of ['/v1/sars', '/v1/sars/s1', '/v1/sars/s1/document', '/v1/sars/s1/history']) {
      const here = await exactly(one, byOne, { method: 'GET', url });
      const there = await exactly(other, byOther, { method: 'GET', url });
      if (here.status !== there.status || here.body !== there.body) differing.push(url);
    }
    expect(differing).toHaveLength(4);
  }
});
