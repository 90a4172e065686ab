import { expect, test } from 'vitest';
import { sharedInstallation } from './testing/shared.ts';
import type { Client } from './testing/world.ts';

const installation = sharedInstallation();

interface Step {
  readonly step: string;
  readonly hindrance: string | null;
}

const stepsOf = async (by: Client, id: string): Promise<readonly Step[]> =>
  (await by.send('GET', `/v1/cases/${id}/steps`)).json['results'] as unknown as Step[];

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const DECISION = {
  rows: [{ alerts: ['1'], verdict: 'true_match', reasons: ['same-birth-date'] }],
  outcome: 'true_match_blocked',
  day: '2026-03-09',
  text: 'The same person, by the date of birth.',
};

/** What each step is asked with, where it changes nothing that a later one needs. */
const INPUTS: Readonly<Record<string, object>> = {
  triage: {},
  assign: { assignee: 'analyst' },
  prioritise: { priority: 'high' },
  investigate: {},
  wait: { reason: 'customer', until: later(3) },
  propose: DECISION,
  withdraw: { proposal: '1' },
  approve: { proposal: '1' },
  return: { proposal: '1', reason: 'text-unclear', text: 'Which document was it?' },
  close: {},
  reopen: { reason: 'new-facts', text: 'A passport was found.' },
  comment: { text: 'Looked at.' },
  pin: { sort: 'record', reference: '7', text: 'The question.' },
  'end-clock': { clock: '9', as: 'done', day: '2026-03-10' },
  'extend-clock': { clock: '9', extension: 'x', by: 'x' },
};

const take = (by: Client, id: string, step: string) =>
  by.send('POST', `/v1/cases/${id}/${step}`, INPUTS[step] ?? {});

/** Steps of which it is said that somebody cannot take them are refused, whatever hinders them. */
async function othersAreRefused(id: string): Promise<Record<string, readonly string[]>> {
  const open: Record<string, readonly string[]> = {};
  for (const person of ['analyst', 'reviewer', 'manager', 'auditor']) {
    const by = await installation().as(person);
    const steps = await stepsOf(by, id);
    const free = steps.filter(({ hindrance }) => hindrance === null).map(({ step }) => step);
    open[person] = free;
    for (const step of Object.keys(INPUTS)) {
      if (free.includes(step)) continue;
      const { status } = await take(by, id, step);
      expect([person, step, status >= 400 && status < 500]).toEqual([person, step, true]);
    }
  }
  return open;
}

test('a person is told exactly the steps of a case that they can take', async () => {
  const [analyst, reviewer] = [
    await installation().as('analyst'),
    await installation().as('reviewer'),
  ];
  const properties = { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] };
  const { json } = await analyst.send('POST', '/v1/alerts', {
    customers: [{ customer: 'k-1', schema: 'Person', properties }],
  });
  const id = String((json['results'] as unknown as { case: string }[])[0]?.case);
  const walk: [Client, string, Record<string, string[]>][] = [
    [analyst, 'triage', { analyst: ['triage', 'prioritise'], reviewer: [], auditor: [] }],
    [analyst, 'assign', { analyst: ['assign'], manager: ['assign'] }],
    [analyst, 'investigate', { analyst: ['investigate'], manager: ['assign'] }],
    [analyst, 'propose', { analyst: ['wait', 'propose'] }],
    [reviewer, 'approve', { analyst: ['withdraw'], reviewer: ['approve', 'return'] }],
    [analyst, 'close', { analyst: ['close'], reviewer: ['comment'] }],
    [await installation().as('manager'), 'reopen', { manager: ['reopen'], auditor: [] }],
  ];
  for (const [by, step, expected] of walk) {
    const open = await othersAreRefused(id);
    for (const [person, steps] of Object.entries(expected)) {
      expect([step, person, open[person]]).toEqual([step, person, expect.arrayContaining(steps)]);
      if (steps.length === 0 && person === 'auditor') expect(open[person]).toEqual([]);
    }
    expect([step, (await take(by, id, step)).status]).toEqual([step, 200]);
  }
});

test('whoever worked on a case is told why they cannot approve it', async () => {
  const manager = await installation().as('manager');
  const analyst = await installation().as('analyst');
  const properties = { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] };
  const { json } = await manager.send('POST', '/v1/alerts', {
    customers: [{ customer: 'k-2', schema: 'Person', properties }],
  });
  const id = String((json['results'] as unknown as { case: string }[])[0]?.case);
  for (const step of ['triage', 'assign', 'investigate', 'propose']) {
    expect([step, (await take(analyst, id, step)).status]).toEqual([step, 200]);
  }
  const steps = await stepsOf(manager, id);
  expect(steps).toContainEqual({ step: 'approve', hindrance: 'second-person' });
  expect((await take(manager, id, 'approve')).json).toMatchObject({ code: 'CASE_SECOND_PERSON' });
});

test('cases are found by any of several values, and say how their clocks stand', async () => {
  const analyst = await installation().as('analyst');
  const { json } = await analyst.send('GET', '/v1/cases?status=reopened&status=decision_proposed');
  const found = json['results'] as unknown as Record<string, object[]>[];
  expect(found.map(({ status }) => String(status)).sort()).toEqual([
    'decision_proposed',
    'reopened',
  ]);
  const reopened = found.find(({ customer }) => String(customer) === 'k-1');
  expect(reopened?.['clocksAt']).toEqual([]);
  expect(reopened?.['levels']).toContainEqual(expect.objectContaining({ measure: 'triage' }));
  expect((await analyst.send('GET', '/v1/cases?status=new')).json['total']).toBe(0);
});

test('words for all of it, and what each person may do, are told to who may read', async () => {
  const [auditor, admin] = [await installation().as('auditor'), await installation().as('admin')];
  const words = await auditor.send('GET', '/v1/words/cases');
  expect(words.json).toMatchObject({ states: expect.any(Array), reasons: expect.any(Object) });
  expect((await admin.send('GET', '/v1/words/cases')).status).toBe(403);
  const rights = (await admin.send('GET', '/v1/session')).json['rights'] as unknown as string[];
  expect(rights).toContain('user:invite');
  expect(rights).not.toContain('case:read');
});
