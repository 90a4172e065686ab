import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../store/index.ts';
import { BULK } from './bulk.ts';
import { CASE } from './case.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { CASE_LIMITS } from './limits.ts';
import { SUPPRESSION } from './suppression.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
let world: World;
beforeEach(() => {
  world = new World(CASE_KINDS);
});
const run = (address: string, id: string, input: object, actor: Actor) =>
  world.run(commandOf(CASE_COMMANDS, address), id, input, actor);

async function opened(count: number, perCase = 1): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `c${n}`);
  for (const id of ids) {
    const alerts = Array.from({ length: perCase }, (_, n) =>
      syntheticAlert({ entity: `made-up-${n}` }),
    );
    await run('case/open', id, { customer: `customer-${id}`, alerts }, PROGRAM);
  }
  return ids;
}

const decision = (cases: readonly string[], more: object = {}) => ({
  cases,
  verdict: 'false_positive',
  reasons: ['other-birth-date'],
  text: 'The same common name, born decades apart.',
  ...more,
});
const statuses = (ids: readonly string[]) => ids.map((id) => world.state(CASE, id).status);

describe('a bulk decision', () => {
  test('decides about cases of identical evidence, by two people', async () => {
    const ids = await opened(3, 2);
    await run('bulk/propose', 'b1', decision(ids, { suppressDays: 90 }), ANA);
    expect(statuses(ids)).toEqual(ids.map(() => 'decision_proposed'));
    for (const [actor, code] of [
      [ANA, 'CASE_SECOND_PERSON'],
      [PROGRAM, 'CASE_PERSON'],
    ] as const) {
      await expect(run('bulk/approve', 'b1', {}, actor)).rejects.toMatchObject({ code });
    }
    // A part of it is not answered by itself.
    const alone = run('case/approve', 'c1', { proposal: '1' }, BEA);
    await expect(alone).rejects.toMatchObject({ code: 'CASE_PROPOSAL' });
    await run('bulk/approve', 'b1', {}, BEA);
    expect(world.state(BULK, 'b1')).toMatchObject({
      ...{ status: 'approved', by: 'ana', answeredBy: 'bea', alerts: 6 },
    });
    expect(statuses(ids)).toEqual(ids.map(() => 'approved'));
    expect(world.all(SUPPRESSION)).toHaveLength(6);
    await expect(run('bulk/approve', 'b1', {}, CARLA)).rejects.toMatchObject({
      code: 'CASE_STATE',
    });
    for (const id of ids) await run('case/close', id, {}, BEA);
    expect(world.replayed()).toEqual(world.states());
  });

  test('is refused for evidence that differs in a deciban, and then nothing happens', async () => {
    const ids = await opened(2);
    const other = syntheticAlert();
    other.explanation = [{ ...other.explanation[0]!, points: 30.9 }];
    await run('case/open', 'odd', { customer: 'odd', alerts: [other] }, PROGRAM);
    const proposing = run('bulk/propose', 'b1', decision([...ids, 'odd']), ANA);
    await expect(proposing).rejects.toMatchObject({ code: 'CASE_EVIDENCE' });
    expect(statuses([...ids, 'odd'])).toEqual(['new', 'new', 'new']);
    expect(world.all(BULK)).toEqual([]);
  });

  test('has a cap, and is against nobody', async () => {
    const ids = await opened(3, CASE_LIMITS.alertsAtOnce);
    const proposing = run('bulk/propose', 'b1', decision(ids), ANA);
    await expect(proposing).rejects.toMatchObject({ code: 'CASE_LIMIT' });
    const many = Array.from({ length: CASE_LIMITS.bulkCases + 1 }, (_, n) => `m${n}`);
    await expect(run('bulk/propose', 'b1', decision(many), ANA)).rejects.toMatchObject({
      code: 'STORE_INPUT',
    });
    const guilty = { verdict: 'true_match', reasons: ['same-wallet'] };
    await expect(run('bulk/propose', 'b1', decision(['c0'], guilty), ANA)).rejects.toMatchObject({
      code: 'STORE_INPUT',
    });
  });

  test('leaves alone what somebody else has, and what is not there', async () => {
    const ids = await opened(2);
    await run('case/triage', 'c1', {}, CARLA);
    await run('case/assign', 'c1', { assignee: 'bea' }, CARLA);
    await expect(run('bulk/propose', 'b1', decision(ids), ANA)).rejects.toMatchObject({
      code: 'CASE_ASSIGNEE',
    });
    await expect(run('bulk/propose', 'b1', decision(['none']), ANA)).rejects.toMatchObject({
      code: 'STORE_ABSENT',
    });
    // Who triaged one of them cannot approve any.
    await run('bulk/propose', 'b1', decision(ids), BEA);
    await expect(run('bulk/approve', 'b1', {}, CARLA)).rejects.toMatchObject({
      code: 'CASE_SECOND_PERSON',
    });
  });

  test.each([
    ['return', { reason: 'verdict-wrong', text: 'Not all.' }, BEA, 'returned'],
    ['withdraw', {}, ANA, 'withdrawn'],
  ])('goes back whole by %s', async (name, input, actor, status) => {
    const ids = await opened(2);
    await run('bulk/propose', 'b1', decision(ids), ANA);
    await run(`bulk/${name}`, 'b1', input, actor);
    expect(world.state(BULK, 'b1').status).toBe(status);
    expect(statuses(ids)).toEqual(['returned', 'returned']);
    await run('case/assign', 'c0', { assignee: 'carla' }, ANA);
    await run('case/investigate', 'c0', {}, CARLA);
    await run('bulk/propose', 'b2', decision(['c1']), ANA);
  });

  test('is not approved where an alert came since', async () => {
    const ids = await opened(2);
    await run('bulk/propose', 'b1', decision(ids), ANA);
    const alerts = [syntheticAlert({ entity: 'made-up-9' })];
    await run('case/add-alerts', 'c1', { alerts }, PROGRAM);
    await expect(run('bulk/approve', 'b1', {}, BEA)).rejects.toMatchObject({ code: 'CASE_ALERTS' });
    expect(statuses(ids)).toEqual(['decision_proposed', 'decision_proposed']);
  });
});
