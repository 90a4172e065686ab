import { describe, expect, test } from 'vitest';
import { CASE } from './case.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { hasWaitedOut, serviceLevelsAt } from './service-levels.ts';
import { SERVICE_LEVELS } from './tables.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [
  ReturnType<typeof user>,
  ReturnType<typeof user>,
  ReturnType<typeof user>,
];

async function world() {
  const made = new World(CASE_KINDS);
  const run = (name: string, input: object, actor = ANA) =>
    made.run(commandOf(CASE_COMMANDS, `case/${name}`), 'c1', input, actor);
  const alerts = [syntheticAlert({ band: 'possible' })];
  await run('open', { customer: 'customer-7', alerts }, PROGRAM);
  const standing = (levels = SERVICE_LEVELS) =>
    Object.fromEntries(
      serviceLevelsAt(made.state(CASE, 'c1'), made.now, levels).map((one) => [
        one.measure,
        one.standing,
      ]),
    );
  return { made, run, standing };
}

const DECISION = {
  rows: [{ alerts: ['1'], verdict: 'false_positive', reasons: ['other-birth-date'] }],
  text: 'Born in another decade.',
};

describe('service levels', () => {
  test('warn, and then are breached, by the hours of the priority', async () => {
    const { made, run, standing } = await world();
    expect(standing()).toEqual({ triage: 'running', decision: 'running' });
    made.later(18);
    expect(standing()).toEqual({ triage: 'warning', decision: 'running' });
    made.later(6);
    expect(standing()).toEqual({ triage: 'breached', decision: 'running' });
    await run('triage', {}, CARLA);
    expect(standing().triage).toBe('met');
    await run('prioritise', { priority: 'urgent' }, CARLA);
    expect(standing()).toEqual({ triage: 'met-late', decision: 'breached' });
  });

  test('pause while a case waits, where that is agreed', async () => {
    const { made, run, standing } = await world();
    await run('triage', {}, CARLA);
    await run('assign', { assignee: 'ana' }, CARLA);
    await run('investigate', {});
    made.later(50);
    await run('wait', { reason: 'customer', until: '2026-03-10' });
    made.later(100);
    expect(standing().decision).toBe('running');
    expect(standing({ ...SERVICE_LEVELS, pausesWhileWaiting: false }).decision).toBe('breached');
    await run('investigate', {});
    made.later(4);
    expect(standing().decision).toBe('warning');
    await run('propose', DECISION);
    expect(standing()).toMatchObject({ decision: 'met', approval: 'running' });
    made.later(24);
    expect(standing().approval).toBe('breached');
    await run('return', { proposal: '1', reason: 'text-unclear', text: 'Which?' }, BEA);
    // What came back is not decided, and the hours in between count.
    expect(standing()).toMatchObject({ decision: 'breached', approval: 'met' });
  });

  test('begin anew where a case is opened again', async () => {
    const { made, run, standing } = await world();
    made.later(200);
    await run('triage', {}, CARLA);
    await run('assign', { assignee: 'ana' }, CARLA);
    await run('investigate', {});
    await run('propose', DECISION);
    await run('approve', { proposal: '1' }, BEA);
    expect(standing()).toEqual({ triage: 'met-late', decision: 'met-late', approval: 'met' });
    await run('close', {}, BEA);
    made.later(1);
    await run('reopen', { reason: 'mistake', text: 'Another one.' }, CARLA);
    expect(standing()).toEqual({ triage: 'running', decision: 'running' });
  });

  test('tell a case that has waited long enough', async () => {
    const { made, run } = await world();
    await run('triage', {}, CARLA);
    await run('assign', { assignee: 'ana' }, CARLA);
    await run('investigate', {});
    await run('wait', { reason: 'customer', until: '2026-03-04' });
    made.later(48);
    expect(hasWaitedOut(made.state(CASE, 'c1'), made.now)).toBe(false);
    made.later(24);
    expect(hasWaitedOut(made.state(CASE, 'c1'), made.now)).toBe(true);
  });
});
