import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestServer } from '../../store/testing/postgres.ts';
import { type Client, type Installation, newInstallation } from './testing/world.ts';

let server: TestServer;
let installation: Installation;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startPostgres();
  const listDates = async () => '2026-01-01T00:00:00Z';
  const changes = { listDates };
  installation = await newInstallation(await server.newDatabase(), changes, (end) =>
    ends.push(end),
  );
});
afterAll(async () => {
  for (const end of ends) await end();
  await server.stop();
});

type Measure = { readonly id: string; readonly figures: readonly { readonly value: number }[] };

async function measured(by: Client, query = ''): Promise<ReadonlyMap<string, Measure>> {
  const { status, json } = await by.send('GET', `/v1/oversight${query}`);
  expect(status).toBe(200);
  const measures = json['measures'] as unknown as readonly Measure[];
  return new Map(measures.map((one) => [one.id, one]));
}

const firstValue = (measures: ReadonlyMap<string, Measure>, id: string) =>
  measures.get(id)?.figures[0]?.value;

/** Brings one alert into a case. */
async function raise(customer: string): Promise<void> {
  const analyst = await installation.as('analyst');
  const listed = { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] };
  const customers = [{ customer, schema: 'Person', properties: listed }];
  const { json } = await analyst.send('POST', '/v1/alerts', { customers });
  expect(json['results']).toMatchObject([{ hits: 1 }]);
}

test('an auditor sees the numbers as of any moment that has passed; nobody else’s', async () => {
  const auditor = await installation.as('auditor');
  const started = new Date().toISOString();
  await raise('c-1');
  const between = new Date().toISOString();
  const then = await measured(auditor, `?until=${between}`);
  expect(firstValue(then, 'alerts.raised')).toBe(1);
  expect(firstValue(then, 'lists.age')).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await raise('c-2');
  expect(await measured(auditor, `?until=${between}`)).toEqual(then);
  expect(firstValue(await measured(auditor), 'alerts.raised')).toBe(2);
  expect(firstValue(await measured(auditor, `?until=${started}`), 'alerts.raised')).toBeUndefined();
  const stranger = await installation.as('auditor', 'other');
  expect(firstValue(await measured(stranger), 'alerts.raised')).toBeUndefined();
  expect(firstValue(await measured(stranger), 'people.work')).toBeUndefined();
});

test('as CSV, and to those alone who have the right', async () => {
  const manager = await installation.as('manager');
  const { status, headers } = await manager.send('GET', '/v1/oversight?format=csv');
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 200,
    type: 'text/csv; charset=utf-8',
  });
  for (const person of ['analyst', 'reviewer', 'admin']) {
    const by = await installation.as(person);
    expect((await by.send('GET', '/v1/oversight')).status).toBe(403);
  }
});

test.each(['2999-01-01', 'soon', '2026-02-30', `${'9'.repeat(60)}`])(
  'until %s is refused',
  async (until) => {
    const auditor = await installation.as('auditor');
    const { status } = await auditor.send('GET', `/v1/oversight?until=${until}`);
    expect([400, 422]).toContain(status);
  },
);
