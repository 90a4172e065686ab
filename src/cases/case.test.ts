import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../base/index.ts';
import type { Actor } from '../store/index.ts';
import { CASE } from './case.ts';
import { openCaseOf } from './case-opening.ts';
import { clocksAt } from './clocks.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { SUPPRESSION } from './suppression.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA, DORA] = ['ana', 'bea', 'carla', 'dora'].map(user) as [
  Actor,
  Actor,
  Actor,
  Actor,
];
let world: World;
beforeEach(() => {
  world = new World(CASE_KINDS);
});

const run = (address: string, id: string, input: object, actor: Actor) =>
  world.run(commandOf(CASE_COMMANDS, address), id, input, actor);
const state = (id = 'c1') => world.state(CASE, id);
const refused = (code: string) => ({ code });

async function opened(alerts = [syntheticAlert()], id = 'c1', customer = 'customer-7') {
  await run('case/open', id, { customer, customerName: 'Ximena', alerts }, PROGRAM);
}

async function investigated(alerts = [syntheticAlert()], id = 'c1', customer = 'customer-7') {
  await opened(alerts, id, customer);
  await run('case/triage', id, {}, CARLA);
  await run('case/assign', id, { assignee: 'ana' }, CARLA);
  await run('case/investigate', id, {}, ANA);
}

const FALSE_POSITIVE = {
  rows: [{ alerts: ['1'], verdict: 'false_positive', reasons: ['other-birth-date'] }],
  text: 'Born in another decade.',
};
const BLOCKED = {
  rows: [{ alerts: ['1'], verdict: 'true_match', reasons: ['same-official-number'] }],
  outcome: 'true_match_blocked',
  day: '2026-03-02',
  text: 'The passport is the same.',
};
const QUESTION = {
  rows: [{ alerts: ['1'], verdict: 'needs_information', reasons: ['document-missing'] }],
  until: '2026-03-20',
  waitFor: 'document',
  text: 'A passport would tell.',
};

async function proposed(decision: object = FALSE_POSITIVE) {
  await investigated();
  await run('case/propose', 'c1', decision, ANA);
}

describe('a case', () => {
  test('goes from a hit to an end that two people agreed on', async () => {
    await proposed();
    expect(state()).toMatchObject({ status: 'decision_proposed', openAlerts: 1 });
    await run('case/approve', 'c1', { proposal: '1', text: 'Agreed.' }, BEA);
    expect(state()).toMatchObject({ status: 'approved', outcome: 'false_positive', openAlerts: 0 });
    await run('case/close', 'c1', {}, BEA);
    expect(state()).toMatchObject({
      status: 'closed',
      customer: 'customer-7',
      alerts: [
        { standing: 'decided', verdict: 'false_positive', caption: 'Ximena Satizábal Prueba' },
      ],
      proposals: [{ by: 'ana', answer: { as: 'approved', by: 'bea', text: 'Agreed.' } }],
    });
  });

  test('says nothing about persons for good', async () => {
    await proposed();
    const kept = JSON.stringify(world.events.map(({ data }) => data));
    expect(kept).not.toMatch(/Ximena|customer-7|decade/);
    // Neither the digest of what the customer states: whoever has a directory could guess it.
    expect(kept).not.toContain(sha256('customer'));
    expect(kept).toContain(sha256('listing'));
  });

  test('can still be read when the persons in it were erased', async () => {
    await proposed();
    await run('case/comment', 'c1', { text: 'Ask Ximena.' }, BEA);
    const erased = world.replayed(() => true).get('case/c1');
    expect(erased).toMatchObject({
      status: 'decision_proposed',
      customer: null,
      alerts: [{ entity: 'made-up-1', caption: null, explanation: null, evidenceDigest: null }],
      comments: [{ text: null }],
      proposals: [{ text: null, rows: [{ verdict: 'false_positive' }] }],
    });
  });

  test.each([
    ['the investigator', ANA, 'CASE_SECOND_PERSON'],
    ["a program's key", PROGRAM, 'CASE_PERSON'],
    ['Tamiz itself', { kind: 'system', id: 'tamiz' } as Actor, 'CASE_PERSON'],
  ])('is not approved by %s', async (_, actor, code) => {
    await proposed();
    const approving = run('case/approve', 'c1', { proposal: '1' }, actor);
    await expect(approving).rejects.toMatchObject(refused(code));
  });

  test('is not approved by who once investigated it, triaged it or attached a file', async () => {
    await investigated();
    await run('case/assign', 'c1', { assignee: 'bea' }, CARLA);
    const file = { mediaType: 'application/pdf', bytes: 9, sha256: sha256('file'), name: 'p.pdf' };
    await run('case/attach', 'c1', file, DORA);
    await run('case/propose', 'c1', FALSE_POSITIVE, BEA);
    for (const actor of [ANA, CARLA, DORA]) {
      const approving = run('case/approve', 'c1', { proposal: '1' }, actor);
      await expect(approving).rejects.toMatchObject(refused('CASE_SECOND_PERSON'));
    }
    await run('case/approve', 'c1', { proposal: '1' }, user('eva'));
  });

  test('is not approved by who had it assigned, even if they did nothing with it', async () => {
    await opened();
    await run('case/triage', 'c1', {}, CARLA);
    for (const assignee of ['bea', 'ana']) await run('case/assign', 'c1', { assignee }, CARLA);
    await run('case/investigate', 'c1', {}, ANA);
    await run('case/propose', 'c1', FALSE_POSITIVE, ANA);
    const approving = run('case/approve', 'c1', { proposal: '1' }, BEA);
    await expect(approving).rejects.toMatchObject(refused('CASE_SECOND_PERSON'));
    await run('case/approve', 'c1', { proposal: '1' }, DORA);
  });

  test('that is opened again needs another approver than before', async () => {
    await proposed();
    await run('case/approve', 'c1', { proposal: '1' }, BEA);
    await run('case/close', 'c1', {}, BEA);
    await run('case/reopen', 'c1', { reason: 'new-facts', text: 'A passport came.' }, CARLA);
    expect(state()).toMatchObject({ status: 'reopened', outcome: null, openAlerts: 1 });
    await run('case/triage', 'c1', {}, ANA);
    await run('case/assign', 'c1', { assignee: 'ana' }, ANA);
    await run('case/investigate', 'c1', {}, ANA);
    await run('case/propose', 'c1', BLOCKED, ANA);
    const again = run('case/approve', 'c1', { proposal: '2' }, BEA);
    await expect(again).rejects.toMatchObject(refused('CASE_SECOND_PERSON'));
    await run('case/approve', 'c1', { proposal: '2' }, DORA);
    expect(state().outcome).toBe('true_match_blocked');
  });

  test('is answered once, and only as it was read', async () => {
    await proposed();
    const stale = run('case/approve', 'c1', { proposal: '2' }, BEA);
    await expect(stale).rejects.toMatchObject(refused('CASE_PROPOSAL'));
    await run('case/approve', 'c1', { proposal: '1' }, BEA);
    const twice = run('case/approve', 'c1', { proposal: '1' }, DORA);
    await expect(twice).rejects.toMatchObject(refused('CASE_STATE'));
  });

  test('comes back with a reason, and goes on', async () => {
    await proposed();
    const why = { proposal: '1', reason: 'evidence-insufficient', text: 'Which decade?' };
    await run('case/return', 'c1', why, BEA);
    expect(state().proposals[0]?.answer).toMatchObject({ as: 'returned', reason: why.reason });
    await run('case/investigate', 'c1', {}, ANA);
    await run('case/propose', 'c1', FALSE_POSITIVE, ANA);
    // Who gave it back had no part in it.
    await run('case/approve', 'c1', { proposal: '2' }, BEA);
  });

  test('that asks for more waits once that is approved, and its alerts stay open', async () => {
    await proposed(QUESTION);
    await run('case/approve', 'c1', { proposal: '1' }, BEA);
    expect(state()).toMatchObject({
      status: 'waiting',
      waiting: { reason: 'document', until: '2026-03-20' },
      outcome: null,
      openAlerts: 1,
    });
  });

  test.each([
    ['a name alone', { ...BLOCKED, rows: [{ ...BLOCKED.rows[0], reasons: ['same-name'] }] }],
    ['reasons of another verdict', { ...FALSE_POSITIVE, rows: [BLOCKED.rows[0]] }],
    ['no outcome of a true match', { ...BLOCKED, outcome: undefined }],
    ['no day of a block', { ...BLOCKED, day: undefined }],
    ['an outcome of another verdict', { ...BLOCKED, outcome: 'false_positive', day: undefined }],
    ['no end of waiting', { ...QUESTION, until: undefined }],
    ['a suppressed true match', { ...BLOCKED, rows: [{ ...BLOCKED.rows[0], suppressDays: 9 }] }],
  ])('is not decided by %s', async (_, decision) => {
    await investigated();
    const input = JSON.parse(JSON.stringify(decision));
    const proposing = run('case/propose', 'c1', input, ANA);
    await expect(proposing).rejects.toMatchObject(refused('CASE_REASON'));
  });

  test.each([
    ['waits too long', { ...QUESTION, until: '2027-03-20' }],
    ['waits until yesterday', { ...QUESTION, until: '2026-03-01' }],
    ['waits until no day', { ...QUESTION, until: '2026-02-31' }],
    ['was blocked tomorrow', { ...BLOCKED, day: '2026-03-05' }],
    ['has an unknown verdict', { ...BLOCKED, rows: [{ ...BLOCKED.rows[0], verdict: 'guilty' }] }],
    ['has a field too many', { ...BLOCKED, approved: true }],
    ['has no words', { ...BLOCKED, text: '  ' }],
  ])('is not decided where it %s', async (_, decision) => {
    await investigated();
    const proposing = run('case/propose', 'c1', decision, ANA);
    await expect(proposing).rejects.toMatchObject(refused('STORE_INPUT'));
  });

  test('is decided by whoever has it, about every open alert once', async () => {
    await investigated([syntheticAlert(), syntheticAlert({ entity: 'made-up-2' })]);
    const other = run('case/propose', 'c1', FALSE_POSITIVE, BEA);
    await expect(other).rejects.toMatchObject(refused('CASE_ASSIGNEE'));
    const [row] = FALSE_POSITIVE.rows;
    for (const rows of [[row], [row, row], [{ ...row, alerts: ['1', '2', '3'] }]]) {
      const proposing = run('case/propose', 'c1', { ...FALSE_POSITIVE, rows }, ANA);
      await expect(proposing).rejects.toMatchObject(refused('CASE_ALERTS'));
    }
    const both = { ...FALSE_POSITIVE, rows: [{ ...row, alerts: ['1', '2'] }] };
    await run('case/propose', 'c1', both, ANA);
  });

  test('one reason is good for several alerts only where their evidence is identical', async () => {
    const other = syntheticAlert({ entity: 'made-up-2' });
    other.explanation = [{ ...other.explanation[0]!, points: 30 }];
    await investigated([syntheticAlert(), other]);
    const rows = [{ ...FALSE_POSITIVE.rows[0], alerts: ['1', '2'] }];
    const proposing = run('case/propose', 'c1', { ...FALSE_POSITIVE, rows }, ANA);
    await expect(proposing).rejects.toMatchObject(refused('CASE_EVIDENCE'));
  });
});

describe('alerts', () => {
  test('of a customer come into one case', async () => {
    await opened();
    expect((await openCaseOf(world.reader, 'customer-7'))?.id).toBe('c1');
    const second = opened([syntheticAlert()], 'c2');
    await expect(second).rejects.toMatchObject(refused('CASE_OPEN'));
    await opened([syntheticAlert()], 'c3', 'customer-8');
  });

  test('that say the same again are left out', async () => {
    await opened([syntheticAlert(), syntheticAlert()]);
    expect(state().alerts).toHaveLength(1);
    const again = { alerts: [syntheticAlert({ listVersion: 'v2', score: 0.9 })] };
    expect(await run('case/add-alerts', 'c1', again, PROGRAM)).toBe(0);
  });

  test('of a changed listing take the place of those of before', async () => {
    await opened();
    const changed = syntheticAlert({ listVersion: 'v2', listingDigest: sha256('changed') });
    await run('case/add-alerts', 'c1', { alerts: [changed] }, PROGRAM);
    expect(state().alerts).toMatchObject([
      { standing: 'superseded', supersededBy: '2' },
      { standing: 'open' },
    ]);
  });

  test('that come after a proposal are not approved unread', async () => {
    await proposed();
    const other = { alerts: [syntheticAlert({ entity: 'made-up-2' })] };
    await run('case/add-alerts', 'c1', other, PROGRAM);
    const approving = run('case/approve', 'c1', { proposal: '1' }, BEA);
    await expect(approving).rejects.toMatchObject(refused('CASE_ALERTS'));
    await run('case/withdraw', 'c1', { proposal: '1' }, ANA);
    expect(state().status).toBe('investigating');
  });

  test('that come after an approval hold the case open', async () => {
    await proposed();
    await run('case/approve', 'c1', { proposal: '1' }, BEA);
    const other = { alerts: [syntheticAlert({ entity: 'made-up-2' })] };
    await run('case/add-alerts', 'c1', other, PROGRAM);
    await expect(run('case/close', 'c1', {}, BEA)).rejects.toMatchObject(refused('CASE_ALERTS'));
    await run('case/investigate', 'c1', {}, ANA);
    expect(state().alerts).toMatchObject([{ standing: 'decided' }, { standing: 'open' }]);
  });

  test('that bind now and are strong press most', async () => {
    const effect = { id: 'sdgt.block', programme: 'SDGT', clocks: ['ofac.blocked.initial'] };
    const block = { ...effect, act: 'block', standing: 'in-force', citations: [] };
    await opened([syntheticAlert({ band: 'possible' })], 'c1', 'one');
    await opened([syntheticAlert()], 'c2', 'two');
    await opened([syntheticAlert({ effects: [block] })], 'c3', 'three');
    expect(['c1', 'c2', 'c3'].map((id) => state(id).priority)).toEqual([
      'normal',
      'high',
      'urgent',
    ]);
  });
});

describe('clocks of the law', () => {
  const effects = [
    {
      ...{ id: 'sdgt.block', programme: 'SDGT', act: 'block', standing: 'in-force' },
      clocks: ['ofac.blocked.initial', 'ofac.rejected'],
      citations: ['31-cfr-594'],
    },
  ];

  async function blocked() {
    await investigated([syntheticAlert({ effects })]);
    await run('case/propose', 'c1', BLOCKED, ANA);
    await run('case/approve', 'c1', { proposal: '1' }, BEA);
  }

  test('start with the approved outcome, those that the effects name', async () => {
    await blocked();
    expect(state().clocks).toMatchObject([
      { clock: 'ofac.blocked.initial', event: '2026-03-02', due: '2026-03-16', ended: null },
    ]);
    expect(state().due).toBe('2026-03-16');
  });

  test('start all where no effects were pinned', async () => {
    await proposed(BLOCKED);
    await run('case/approve', 'c1', { proposal: '1' }, BEA);
    expect(state().clocks.map(({ clock, due }) => [clock, due])).toEqual([
      ['ofac.blocked.initial', '2026-03-16'],
      ['ofac.blocked.annual', '2026-09-30'],
    ]);
  });

  test('go on whatever the case does, until what they ask for is done', async () => {
    await blocked();
    await run('case/close', 'c1', {}, BEA);
    await run('case/reopen', 'c1', { reason: 'mistake', text: 'Was it?' }, BEA);
    const at = (iso: string) => clocksAt(state(), new Date(iso)).map(({ standing }) => standing);
    // 03:00 of the 17th in London is still the 16th where the clock runs.
    expect(at('2026-03-17T03:00:00Z')).toEqual(['due']);
    expect(at('2026-03-17T05:00:00Z')).toEqual(['overdue']);
    const done = { clock: '1', as: 'done', day: '2026-03-17', reference: 'ORS 1' };
    world.later(15 * 24);
    await run('case/end-clock', 'c1', done, CARLA);
    expect(at('2027-01-01T00:00:00Z')).toEqual(['done-late']);
    expect(state().due).toBeUndefined();
    const again = run('case/end-clock', 'c1', done, CARLA);
    await expect(again).rejects.toMatchObject(refused('CASE_CLOCK'));
  });

  test('a clock that never ran says why', async () => {
    await blocked();
    const never = { clock: '1', as: 'void', day: '2026-03-03' };
    const ending = run('case/end-clock', 'c1', never, CARLA);
    await expect(ending).rejects.toMatchObject(refused('CASE_CLOCK'));
  });
});

test('what a decision suppresses is granted by its approval, and ends when it is opened again', async () => {
  const rows = [{ ...FALSE_POSITIVE.rows[0], suppressDays: 180 }];
  await proposed({ ...FALSE_POSITIVE, rows });
  expect(world.all(SUPPRESSION)).toEqual([]);
  await run('case/approve', 'c1', { proposal: '1' }, BEA);
  const [granted] = world.all(SUPPRESSION);
  expect(granted?.state).toMatchObject({ proposedBy: 'ana', approvedBy: 'bea', uses: 0 });
  await run('case/close', 'c1', {}, BEA);

  // The same again: no case, and it is counted.
  await opened([syntheticAlert({ listVersion: 'v2' })], 'c2');
  expect(world.states().has('case/c2')).toBe(false);
  expect(world.all(SUPPRESSION)[0]?.state).toMatchObject({ uses: 1, status: 'active' });

  await run('case/reopen', 'c1', { reason: 'complaint', text: 'Not so.' }, CARLA);
  expect(world.all(SUPPRESSION)[0]?.state).toMatchObject({ status: 'revoked' });
});
