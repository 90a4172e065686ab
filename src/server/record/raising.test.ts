import { expect, test } from 'vitest';
import { systemClock, systemEntropy } from '../../base/index.ts';
import type { CustomerHits } from '../../screening/index.ts';
import { testScreener } from '../testing/server.ts';
import { bringingFor, type RaisedCount, raiseHits } from './raising.ts';
import { sharedInstallation } from './testing/shared.ts';
import type { Client } from './testing/world.ts';

/** Hits that a command found, as they come into cases of an organisation. */
const installation = sharedInstallation();
const { engine } = testScreener();

const hitsOf = (record: string, changes: Partial<CustomerHits> = {}): CustomerHits => ({
  record,
  examples: [
    {
      schema: 'Person',
      properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] },
    },
  ],
  threshold: 0.7,
  entities: ['north-1'],
  taken: 7,
  ...changes,
});

async function raise(hits: readonly CustomerHits[], tenant = 'main'): Promise<RaisedCount> {
  const { store } = installation();
  const bring = bringingFor({ store, world: { clock: systemClock, entropy: systemEntropy } });
  const around = { today: '2026-04-22', actor: 'us-bank' };
  return raiseHits(
    engine,
    hits,
    around,
    (customers) => bring(tenant, customers),
    () => {},
  );
}

const NOTHING = { opened: 0, added: 0, there: 0, suppressed: 0, refused: 0 };

async function casesOf(by: Client, customer: string) {
  const { json } = await by.send('GET', `/v1/cases?customer=${customer}`);
  return json['results'] as unknown as { id: string; openAlerts: number; alerts: object[] }[];
}

async function step(by: Client, id: string, name: string, input: object = {}) {
  const { status, json } = await by.send('POST', `/v1/cases/${id}/${name}`, input);
  expect([name, status, json['code']]).toEqual([name, 200, undefined]);
}

test('hits open one case a customer, and what a case says already comes no second time', async () => {
  const analyst = await installation().as('analyst');
  const two = [hitsOf('r-1'), hitsOf('r-2')];
  expect(await raise(two)).toMatchObject({ ...NOTHING, opened: 2 });
  // As a run does that was interrupted before it counted.
  expect(await raise(two)).toMatchObject({ ...NOTHING, there: 2 });
  const [first, ...others] = await casesOf(analyst, 'r-1');
  expect(others).toEqual([]);
  const { json } = await analyst.send('GET', `/v1/cases/${first?.id}`);
  expect(json).toMatchObject({
    status: 'new',
    openAlerts: 1,
    customerName: 'Lorenzo Quintanar Bermejo',
  });
  expect(json['alerts']).toMatchObject([{ entity: 'north-1', record: 7, band: 'strong' }]);
  // What the customer states has changed: the alert takes the place of the other.
  const examples = [
    { schema: 'Person', properties: { name: ['Lorenzo Quintanar'], birthDate: ['1966-07-17'] } },
  ];
  expect(await raise([hitsOf('r-1', { examples })])).toMatchObject({ ...NOTHING, added: 1 });
  expect(await casesOf(analyst, 'r-1')).toMatchObject([{ id: first?.id, openAlerts: 1 }]);
  // Nobody of another organisation sees it.
  expect(await casesOf(await installation().as('analyst', 'other'), 'r-1')).toEqual([]);
});

test('what is suppressed opens nothing, and what cannot come into a case keeps nobody back', async () => {
  const [analyst, reviewer] = [
    await installation().as('analyst'),
    await installation().as('reviewer'),
  ];
  await raise([hitsOf('r-3')]);
  const id = (await casesOf(analyst, 'r-3'))[0]?.id ?? '';
  await step(analyst, id, 'triage');
  await step(analyst, id, 'assign', { assignee: 'analyst' });
  await step(analyst, id, 'investigate');
  const rows = [
    { alerts: ['1'], verdict: 'false_positive', reasons: ['other-birth-date'], suppressDays: 90 },
  ];
  await step(analyst, id, 'propose', { rows, outcome: 'false_positive', text: 'Somebody else.' });
  await step(reviewer, id, 'approve', { proposal: '1' });
  await step(analyst, id, 'close');
  const odd = hitsOf('x'.repeat(300));
  expect(await raise([hitsOf('r-3'), odd, hitsOf('r-4')])).toMatchObject({
    ...NOTHING,
    suppressed: 1,
    refused: 1,
    opened: 1,
    firstRefusal: expect.stringContaining('customer'),
  });
  expect(await casesOf(analyst, 'r-3')).toHaveLength(1);
});

test('many customers are brought some at a time, and an unknown organisation is told', async () => {
  const sizes: number[] = [];
  const hits = Array.from({ length: 230 }, (_, n) => hitsOf(`m-${n}`));
  const around = { today: '2026-04-22', actor: 'us-bank' };
  const bring = async (customers: readonly object[]) => {
    sizes.push(customers.length);
    return customers.map(() => ({ case: 'c', became: 'opened' as const }));
  };
  expect(await raiseHits(engine, hits, around, bring, () => {})).toMatchObject({ opened: 230 });
  expect(sizes.reduce((sum, size) => sum + size)).toBe(230);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  await expect(raise([hitsOf('r-5')], 'nobody')).rejects.toMatchObject({ code: 'STORE_ABSENT' });
});
