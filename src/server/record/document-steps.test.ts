import { describe, expect, test } from 'vitest';
import { sharedInstallation } from './testing/shared.ts';
import type { Client } from './testing/world.ts';

/**
 * What is told of steps against what happens when they are taken: of redress, blocked property and
 * bulk decisions. Whatever somebody is told that they cannot do is refused; what they can is done.
 */
const installation = sharedInstallation();

interface Value {
  readonly id: string;
  readonly hindrance: string | null;
}
interface Step {
  readonly step: string;
  readonly hindrance: string | null;
  readonly values?: Readonly<Record<string, readonly Value[]>>;
}

const EVERYBODY = ['analyst', 'officer', 'reviewer', 'manager', 'auditor'] as const;
const as = (person: string) => installation().as(person);

async function stepsOf(by: Client, path: string): Promise<readonly Step[]> {
  return (await by.send('GET', `${path}/steps`)).json['results'] as unknown as Step[];
}

async function take(by: Client, path: string, step: string, input: object = {}) {
  const { status, json } = await by.send('POST', `${path}/${step}`, input);
  return { status, code: json['code'] };
}

async function done(by: Client, path: string, step: string, input: object = {}): Promise<void> {
  expect([step, await take(by, path, step, input)]).toEqual([step, { status: 200 }]);
}

/**
 * Everybody is refused every step, and every value of one, of which they are not told that they
 * can take it.
 */
async function othersAreRefused(path: string, all: Readonly<Record<string, object>>) {
  const told: Record<string, readonly Step[]> = {};
  for (const person of EVERYBODY) {
    const by = await as(person);
    const steps = await stepsOf(by, path);
    told[person] = steps;
    for (const [name, input] of Object.entries(all)) {
      const step = steps.find((one) => one.step === name);
      const [field, values] = Object.entries(step?.values ?? {})[0] ?? [];
      const isFree = step?.hindrance === null;
      const hindered = (values ?? []).filter(({ hindrance }) => hindrance !== null);
      const tries = isFree ? hindered.map(({ id }) => ({ ...input, [field ?? '']: id })) : [input];
      for (const one of tries) {
        const { status } = await take(by, path, name, one);
        expect([person, name, one, status >= 400 && status < 500]).toEqual([
          person,
          name,
          one,
          true,
        ]);
      }
    }
  }
  return told;
}

const customer = (id: string) => ({
  customer: id,
  schema: 'Person',
  properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] },
});

async function openCase(id: string): Promise<string> {
  const { json } = await (await as('analyst')).send('POST', '/v1/alerts', {
    customers: [customer(id)],
  });
  return String((json['results'] as unknown as { case: string }[])[0]?.case);
}

const free = (steps: readonly Step[] | undefined, name: string) =>
  steps?.find(({ step }) => step === name)?.hindrance === null;
const valuesOf = (steps: readonly Step[] | undefined, name: string, field: string) =>
  steps?.find(({ step }) => step === name)?.values?.[field];

describe('redress', () => {
  const ALL = {
    provide: { item: 'harm', text: 'x' },
    step: { step: 'escalate' },
    answer: { as: 'upheld', text: 'x' },
    approve: {},
    return: { text: 'x' },
    pin: { sort: 'record', reference: '1', text: 'x' },
    'end-clock': { clock: '1', as: 'done', day: '2026-03-10' },
  };

  test('a complaint goes only the ways that are told, and is answered by an outsider', async () => {
    const [analyst, officer, reviewer, manager] = [
      await as('analyst'),
      await as('officer'),
      await as('reviewer'),
      await as('manager'),
    ];
    const of = await openCase('s-complaint');
    // The manager has a part in the case, and so none in the answer.
    await done(manager, `/v1/cases/${of}`, 'triage');
    const path = '/v1/redress/s-1';
    const opening = { type: 'complaint', case: of, person: 'Lorenzo Quintanar' };
    await done(officer, path, 'open', opening);
    let told = await othersAreRefused(path, ALL);
    expect(valuesOf(told['analyst'], 'step', 'step')).toContainEqual({
      id: 'acknowledge',
      hindrance: null,
    });
    await done(officer, path, 'step', { step: 'acknowledge' });
    told = await othersAreRefused(path, { ...ALL, step: { step: 'close' } });
    expect(valuesOf(told['analyst'], 'step', 'step')).toContainEqual({
      id: 'examine',
      hindrance: 'dossier',
    });
    for (const item of ['complainant', 'identity', 'what']) {
      await done(officer, path, 'provide', { item, text: `About ${item}.` });
    }
    const { json } = await analyst.send('GET', path);
    expect(json).toMatchObject({ missing: [], clocksAt: [], targets: expect.any(Array) });
    await done(officer, path, 'step', { step: 'examine' });
    told = await othersAreRefused(path, { ...ALL, answer: { as: 'granted', text: 'x' } });
    await done(officer, path, 'answer', { as: 'upheld', text: 'You were taken for another.' });
    told = await othersAreRefused(path, ALL);
    expect(told['manager']).toContainEqual({ step: 'approve', hindrance: 'second-person' });
    expect(told['reviewer']).toContainEqual({ step: 'approve', hindrance: null });
    await done(reviewer, path, 'approve');
    await done(officer, path, 'step', { step: 'close' });
    told = await othersAreRefused(path, ALL);
    expect(free(told['analyst'], 'comment')).toBe(true);
    expect(told['auditor']).toEqual([]);
  });
});

describe('blocked property', () => {
  const entry = { amount: '10.00', currency: 'USD', day: '2026-03-09', licence: 'L-1' };
  const ALL = {
    enter: { ...entry, type: 'fee', entry: 'no-1' },
    propose: { ...entry, type: 'release', entry: 'no-2' },
    reverse: { entry: 'no-3', of: 'none', text: 'x' },
    approve: { entry: 'p-1' },
    refuse: { entry: 'p-0', text: 'x' },
    'end-clock': { clock: '9', as: 'done', day: '2026-03-10' },
  };

  test('is let go of by two people, and only what is there', async () => {
    const [analyst, reviewer] = [await as('analyst'), await as('reviewer')];
    const path = '/v1/properties/s-1';
    await done(analyst, path, 'open', {
      form: 'account',
      regime: 'other',
      programmes: [],
      holder: 'Lorenzo Quintanar',
      description: 'An account.',
    });
    let told = await othersAreRefused(path, ALL);
    expect(told['analyst']).toContainEqual({ step: 'propose', hindrance: 'balance' });
    await done(analyst, path, 'enter', { ...entry, type: 'block', entry: 'b-1' });
    told = await othersAreRefused(path, { ...ALL, refuse: { entry: 'b-1', text: 'x' } });
    expect(valuesOf(told['analyst'], 'enter', 'type')).toContainEqual({
      id: 'lapse',
      hindrance: 'balance',
    });
    await done(analyst, path, 'propose', { ...entry, type: 'release', entry: 'p-1' });
    told = await othersAreRefused(path, { approve: ALL.approve });
    expect(valuesOf(told['reviewer'], 'approve', 'entry')).toEqual([
      { id: 'p-1', hindrance: null },
    ]);
    await done(reviewer, path, 'approve', { entry: 'p-1' });
    told = await othersAreRefused(path, { ...ALL, approve: { entry: 'p-9' } });
    expect(valuesOf(told['officer'], 'reverse', 'of')?.map(({ id }) => id)).toEqual(['b-1', 'p-1']);
    // Whoever entered what is wrong does not agree that it is reversed.
    await done(await as('officer'), path, 'reverse', { entry: 'r-1', of: 'p-1', text: 'Wrong.' });
    await othersAreRefused(path, { approve: { entry: 'r-1' } });
    await done(reviewer, path, 'refuse', { entry: 'r-1', text: 'It was right.' });
  });
});

describe('a bulk decision', () => {
  test('is answered by a person who had a part in none of its cases', async () => {
    const [analyst, reviewer, manager] = [
      await as('analyst'),
      await as('reviewer'),
      await as('manager'),
    ];
    const cases = [await openCase('s-b1'), await openCase('s-b2')];
    await done(manager, `/v1/cases/${cases[1]}`, 'triage');
    const path = '/v1/bulks/s-1';
    await done(analyst, path, 'propose', {
      cases,
      verdict: 'false_positive',
      reasons: ['other-birth-date'],
      text: 'All of them are other people.',
    });
    const ALL = {
      approve: {},
      return: { reason: 'text-unclear', text: 'x' },
      withdraw: {},
    };
    const told = await othersAreRefused(path, ALL);
    expect(told['manager']).toContainEqual({ step: 'approve', hindrance: 'second-person' });
    expect(told['officer']).toContainEqual({ step: 'withdraw', hindrance: 'proposer' });
    expect(free(told['analyst'], 'withdraw')).toBe(true);
    await done(reviewer, path, 'approve');
    await othersAreRefused(path, ALL);
  });
});

describe('keys', () => {
  test('are listed to their owners, and to whoever may see all', async () => {
    const [admin, analyst, reviewer] = [
      await as('admin'),
      await as('analyst'),
      await as('reviewer'),
    ];
    const scopes = ['screen:ask'];
    for (const [id, owner] of [
      ['s-mine', 'analyst'],
      ['s-other', 'reviewer'],
    ]) {
      await done(admin, `/v1/keys/${id}`, 'grant', { owner, label: 'Nightly', scopes, days: 9 });
    }
    const ids = async (by: Client, query: string) => {
      const { status, json } = await by.send('GET', `/v1/keys${query}`);
      const results = (json['results'] ?? []) as unknown as { id: string }[];
      return [status, ...results.map(({ id }) => id)];
    };
    expect(await ids(analyst, '?owner=analyst')).toEqual([200, 's-mine']);
    expect(await ids(reviewer, '?owner=reviewer')).toEqual([200, 's-other']);
    const notOwn = ['', '?owner=reviewer', '?owner=analyst&owner=reviewer', '?Owner=analyst'];
    for (const query of [...notOwn, '?owner=', '?owner[]=analyst', '?handle=analyst']) {
      expect([query, await ids(analyst, query)]).toEqual([query, [403]]);
    }
    expect((await ids(admin, '')).length).toBe(3);
    // What nobody may grant without knowing of it is not named.
    const { json } = await admin.send('GET', '/v1/words/keys');
    expect(json['scopes']).toContain('case:read');
    expect(JSON.stringify(json)).not.toContain('sar');
    expect((await analyst.send('GET', '/v1/words/keys')).status).toBe(403);
  });
});
