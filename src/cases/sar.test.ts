import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../store/index.ts';
import { CASE } from './case.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { SAR, SAR_WORKFLOW } from './sar.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { expectSoundWorkflow } from './testing/sound-workflow.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
let world: World;
const run = (name: string, input: object = {}, actor: Actor = ANA) =>
  world.run(commandOf(CASE_COMMANDS, `sar/${name}`), 's1', input, actor);
const state = () => world.state(SAR, 's1');

const CONTENT = {
  activities: ['38n'],
  from: '2026-01-01',
  until: '2026-02-01',
  amount: '5000',
  subjects: [{ name: 'Telesforo Zurbarán Inventado', customer: 'customer-7' }],
  narrative: 'Cash came in rounds of nine thousand.',
};
const DRAFT = {
  ...{ case: 'c1', detected: '2026-03-02', suspect: 'known', isUrgent: false },
  ...CONTENT,
};

beforeEach(async () => {
  world = new World(CASE_KINDS);
  const opening = { customer: 'customer-7', alerts: [syntheticAlert()] };
  await world.run(commandOf(CASE_COMMANDS, 'case/open'), 'c1', opening, PROGRAM);
});

test('the states of a report can all be reached', () => {
  expectSoundWorkflow(SAR_WORKFLOW);
});

describe('a report of suspicious activity', () => {
  test('is written, approved by somebody else, filed in time, and kept', async () => {
    await run('draft', DRAFT);
    await run('propose');
    for (const [actor, code] of [
      [ANA, 'CASE_SECOND_PERSON'],
      [PROGRAM, 'CASE_PERSON'],
    ] as const) {
      await expect(run('approve', {}, actor)).rejects.toMatchObject({ code });
    }
    await run('return', { text: 'Which rounds?' }, BEA);
    await run('revise', CONTENT, CARLA);
    await run('propose');
    await expect(run('approve', {}, CARLA)).rejects.toMatchObject({ code: 'CASE_SECOND_PERSON' });
    await run('approve', {}, BEA);
    expect(state()).toMatchObject({ status: 'approved', amount: '5000.00', due: '2026-04-01' });
    world.later(18 * 24);
    await run('filed', { day: '2026-03-20' }, CARLA);
    expect(state().clocks).toMatchObject([
      { clock: 'sar.file', ended: { as: 'done', day: '2026-03-20' } },
      { clock: 'sar.records', due: '2031-03-20', ended: null },
    ]);
    await run('acknowledge', { as: 'accepted', reference: '31000000000001' }, PROGRAM);
    expect(state()).toMatchObject({ status: 'acknowledged', reference: '31000000000001' });
    expect(world.replayed()).toEqual(world.states());
  });

  test('leaves no trace in its case', async () => {
    const before = world.state(CASE, 'c1');
    await run('draft', DRAFT);
    await run('propose');
    await run('approve', {}, BEA);
    world.later(18 * 24);
    await run('filed', { day: '2026-03-20' });
    expect(world.state(CASE, 'c1')).toBe(before);
    const others = world.events.filter(({ kind }) => kind !== 'sar');
    expect(JSON.stringify(others)).not.toMatch(/s1|38n|suspicious/);
    // Nor in any field by which something else is looked for.
    for (const { name, compartment, fields } of CASE_KINDS) {
      expect(compartment, name).toBe(name === 'sar' ? 'sar' : undefined);
      if (name !== 'sar') expect(fields).not.toContain('sar');
    }
  });

  test('has a compartment that no command outside of it reaches', () => {
    for (const { kind, right, name } of CASE_COMMANDS) {
      expect(right.startsWith('sar:'), `${kind.name}/${name}`).toBe(kind.name === 'sar');
    }
  });

  test('says nothing of persons for good', async () => {
    await run('draft', DRAFT);
    const kept = JSON.stringify(world.events.map(({ data }) => data));
    expect(kept).not.toMatch(/Telesforo|rounds|customer-7/);
    expect(world.replayed(() => true).get('sar/s1')).toMatchObject({ content: null });
  });

  test('without a suspect has longer, and what is urgent is called in at once', async () => {
    await run('draft', { ...DRAFT, suspect: 'unknown', isUrgent: true });
    expect(state().clocks.map(({ clock, due }) => [clock, due])).toEqual([
      ['sar.file.nosuspect', '2026-05-01'],
      ['sar.phone', '2026-03-02'],
    ]);
  });

  test('that is refused by the authority comes back with its errors', async () => {
    await run('draft', DRAFT);
    await run('propose');
    await run('approve', {}, BEA);
    world.later(18 * 24);
    await run('filed', { day: '2026-03-20' });
    await expect(run('acknowledge', { as: 'rejected' })).rejects.toMatchObject({
      code: 'STORE_INPUT',
    });
    await run('acknowledge', { as: 'rejected', text: 'E001: a field is missing.' });
    expect(state()).toMatchObject({ status: 'returned', approvedBy: null, filedOn: null });
    await run('revise', CONTENT);
    await run('propose');
    await run('approve', {}, BEA);
  });

  test('may be given up without a reason, and then no clock runs', async () => {
    await run('draft', DRAFT);
    await run('abandon', {}, BEA);
    expect(state()).toMatchObject({ status: 'abandoned' });
    expect(state().due).toBeUndefined();
    await expect(run('propose')).rejects.toMatchObject({ code: 'CASE_STATE' });
  });

  test.each([
    ['of no case', { case: 'none' }, 'STORE_ABSENT'],
    ['over days that run back', { from: '2026-02-02' }, 'STORE_INPUT'],
    ['of half a cent', { amount: '0.005' }, 'CASE_AMOUNT'],
    ['without words', { narrative: ' ' }, 'STORE_INPUT'],
  ])('%s is refused', async (_, change, code) => {
    await expect(run('draft', { ...DRAFT, ...change })).rejects.toMatchObject({ code });
  });
});
