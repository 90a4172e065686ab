import { describe, expect, test } from 'vitest';
import { sharedInstallation } from './testing/shared.ts';
import type { Client } from './testing/world.ts';

const installation = sharedInstallation();

/** A synthetic customer who may be the synthetic listed person. */
const customer = (id: string, changes: object = {}) => ({
  customer: id,
  schema: 'Person',
  properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'], ...changes },
});

async function raise(by: Client, ...customers: object[]) {
  const { status, json } = await by.send('POST', '/v1/alerts', { customers });
  expect(status).toBe(200);
  return json['results'] as unknown as { case: string | null; hits: number; error?: string }[];
}

async function step(by: Client, id: string, name: string, input: object = {}) {
  const { status, json } = await by.send('POST', `/v1/cases/${id}/${name}`, input);
  return { status, ...(json as { code?: string; status?: string }) };
}

const decision = (changes: object = {}) => ({
  rows: [
    { alerts: ['1'], verdict: 'false_positive', reasons: ['other-birth-date'], suppressDays: 90 },
  ],
  outcome: 'false_positive',
  text: 'The passport shows another date of birth.',
  ...changes,
});

/** A case that waits for a second person. */
async function proposed(id: string): Promise<string> {
  const analyst = await installation().as('analyst');
  const [raised] = await raise(analyst, customer(id));
  const opened = raised?.case ?? '';
  for (const [name, input] of [
    ['triage', {}],
    ['assign', { assignee: 'analyst' }],
    ['investigate', {}],
    ['propose', decision()],
  ] as const) {
    expect([name, (await step(analyst, opened, name, input)).code]).toEqual([name, undefined]);
  }
  return opened;
}

describe('alerts', () => {
  test('come into the one open case of a customer, once', async () => {
    const analyst = await installation().as('analyst');
    const [first, none] = await raise(
      analyst,
      customer('c-1'),
      customer('c-2', { name: ['Somebody Who Is Not Listed'] }),
    );
    expect(first).toMatchObject({ hits: 1, case: expect.stringMatching(/^[0-9a-f]{24}-1$/) });
    expect(none).toMatchObject({ hits: 0, case: null });
    const [again] = await raise(analyst, customer('c-1'));
    expect(again?.case).toBe(first?.case);
    const { json } = await analyst.send('GET', `/v1/cases/${first?.case}`);
    expect(json).toMatchObject({ status: 'new', openAlerts: 1, customer: 'c-1' });
    const [alert] = json['alerts'] as unknown as Record<string, unknown>[];
    expect(alert).toMatchObject({ dataset: 'test_north', listVersion: 'v1', band: 'strong' });
    expect(alert?.['explanation']).not.toEqual([]);
  });

  test('of one customer who is asked about by many at once come into one case', async () => {
    const analyst = await installation().as('analyst');
    const raised = await Promise.all(
      Array.from({ length: 8 }, () => raise(analyst, customer('c-many'))),
    );
    expect(new Set(raised.map(([one]) => one?.case)).size).toBe(1);
    const { json } = await analyst.send('GET', '/v1/cases?customer=c-many');
    expect(json['total']).toBe(1);
  });
});

test('what is wrong with one customer keeps nobody after it from being asked about', async () => {
  const analyst = await installation().as('analyst');
  const odd = customer('c-odd', { name: [`${'Lorenzo Quintanar Bermejo '.repeat(8)}\u{1f600}`] });
  const raised = await raise(
    analyst,
    { ...customer('c-blank'), name: '   ' },
    odd,
    { ...customer('c-none'), schema: 'Nothing' },
    customer('c-after'),
  );
  expect(raised).toHaveLength(4);
  // Whoever may be listed and has no name that a case could be called by.
  expect(raised[0]?.error).toMatch(/customerName/);
  expect(raised[1]?.error).toBeUndefined();
  expect(raised[2]?.error).toMatch(/Unknown schema/);
  expect(raised[3]?.case).toMatch(/-1$/);
});

test('what names nothing, or comes under an odd name, is refused and breaks nothing', async () => {
  const analyst = await installation().as('analyst');
  for (const id of ['%00', '%2e%2e', 'a%20b', 'x'.repeat(200)]) {
    const { status } = await analyst.send('GET', `/v1/cases/${id}`);
    expect([id, [404, 422].includes(status)]).toEqual([id, true]);
    expect((await analyst.send('GET', `/v1/sessions/${id}`)).status).toBeLessThan(500);
  }
  const { status } = await analyst.send('POST', '/v1/session', {}, { host: 'a b.localhost' });
  expect(status).toBeLessThan(500);
  const alerts = await analyst.send('POST', '/v1/alerts', { customers: [customer('a\u0000b')] });
  expect(alerts.status).toBe(422);
});

describe('a decision', () => {
  test('is proposed by one person and approved by another, never the same', async () => {
    const id = await proposed('c-3');
    const [analyst, reviewer] = [
      await installation().as('analyst'),
      await installation().as('reviewer'),
    ];
    expect((await step(analyst, id, 'approve', { proposal: '1' })).status).toBe(403);
    expect(await step(reviewer, id, 'approve', { proposal: '1' })).toMatchObject({
      status: 'approved',
    });
    expect(await step(analyst, id, 'close')).toMatchObject({ status: 'closed' });
    const { json } = await analyst.send('GET', `/v1/cases/${id}/history`);
    const events = json['results'] as unknown as { type: string; actor: { id: string } }[];
    expect(events.at(-2)).toMatchObject({ type: 'case.approved', actor: { id: 'reviewer' } });
  });

  test('is investigated by whom it is assigned to, and given back with a reason', async () => {
    const [manager, chief] = [await installation().as('manager'), await installation().as('chief')];
    const [raised] = await raise(manager, customer('c-4'));
    const id = raised?.case ?? '';
    await step(manager, id, 'triage');
    const refused = await step(manager, id, 'investigate');
    expect(refused).toMatchObject({ status: 403, code: 'ACCOUNT_RIGHT' });
    // Nobody who is not there, however the name is spelt.
    for (const assignee of ['analyts', 'nobody']) {
      const refused = await step(manager, id, 'assign', { assignee });
      expect(refused).toMatchObject({ status: 400, code: 'STORE_INPUT' });
    }
    await step(manager, id, 'assign', { assignee: 'manager' });
    const analyst = await installation().as('analyst');
    expect((await step(analyst, id, 'investigate')).code).toBe('CASE_ASSIGNEE');
    await step(analyst, id, 'assign', { assignee: 'analyst' });
    await step(analyst, id, 'investigate');
    await step(analyst, id, 'propose', decision());
    expect(
      await step(chief, id, 'return', {
        proposal: '1',
        reason: 'evidence-insufficient',
        text: 'Which document?',
      }),
    ).toMatchObject({ status: 'returned' });
  });

  test('that was approved suppresses the same again, until something changes', async () => {
    const id = await proposed('c-5');
    const [analyst, reviewer] = [
      await installation().as('analyst'),
      await installation().as('reviewer'),
    ];
    await step(reviewer, id, 'approve', { proposal: '1' });
    await step(analyst, id, 'close');
    const [same] = await raise(analyst, customer('c-5'));
    expect(same).toMatchObject({ hits: 1, case: null });
    const [changed] = await raise(analyst, customer('c-5', { passportNumber: ['G00123456'] }));
    expect(changed?.case).toMatch(/-2$/);
    const { json } = await analyst.send('GET', '/v1/suppressions?customer=c-5');
    const [suppression] = json['results'] as unknown as { id: string }[];
    const revoked = await reviewer.send('POST', `/v1/suppressions/${suppression?.id}/revoke`, {
      reason: 'mistake',
      text: 'It was granted too soon.',
    });
    expect(revoked).toMatchObject({ status: 200, json: { status: 'revoked', uses: 1 } });
  });
});
