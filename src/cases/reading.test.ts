import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../store/index.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { isDrawn, READING } from './reading.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA, DORA] = ['ana', 'bea', 'carla', 'dora'].map(user) as [
  Actor,
  Actor,
  Actor,
  Actor,
];
let world: World;
const run = (address: string, id: string, input: object, actor: Actor) =>
  world.run(commandOf(CASE_COMMANDS, address), id, input, actor);

beforeEach(async () => {
  world = new World(CASE_KINDS);
  const opening = { customer: 'customer-7', alerts: [syntheticAlert()] };
  await run('case/open', 'c1', opening, PROGRAM);
  await run('case/triage', 'c1', {}, CARLA);
  await run('case/assign', 'c1', { assignee: 'ana' }, CARLA);
  await run('case/investigate', 'c1', {}, ANA);
  const rows = [{ alerts: ['1'], verdict: 'false_positive', reasons: ['other-sex'] }];
  await run('case/propose', 'c1', { rows, text: 'Another.' }, ANA);
  await run('case/approve', 'c1', { proposal: '1' }, BEA);
});

const DRAW = { case: 'c1', seed: 'round-1', rate: 1 };
const READ = { verdict: 'false_positive', reasons: ['other-sex'], text: 'So it is.' };

describe('a second reading', () => {
  test('is of a closed false positive, by somebody who had no part in it', async () => {
    await expect(run('reading/draw', 'r1', DRAW, PROGRAM)).rejects.toMatchObject({
      code: 'CASE_STATE',
    });
    await run('case/close', 'c1', {}, BEA);
    expect(await run('reading/draw', 'r1', DRAW, PROGRAM)).toBe(1);
    expect(await run('reading/draw', 'r2', { ...DRAW, rate: 0 }, PROGRAM)).toBe(0);
    for (const actor of [ANA, BEA, CARLA]) {
      await expect(run('reading/answer', 'r1', READ, actor)).rejects.toMatchObject({
        code: 'CASE_SECOND_PERSON',
      });
    }
    await run('reading/answer', 'r1', READ, DORA);
    expect(world.state(READING, 'r1')).toMatchObject({ status: 'read', agrees: 'yes' });
    await expect(run('reading/answer', 'r1', READ, user('eva'))).rejects.toMatchObject({
      code: 'CASE_STATE',
    });
  });

  test('that differs is told, and changes nothing by itself', async () => {
    await run('case/close', 'c1', {}, BEA);
    await run('reading/draw', 'r1', DRAW, PROGRAM);
    const other = { verdict: 'true_match', reasons: ['same-birth-date'], text: 'It is the one.' };
    await run('reading/answer', 'r1', other, DORA);
    expect(world.state(READING, 'r1')).toMatchObject({ agrees: 'no', verdict: 'true_match' });
    await run('case/reopen', 'c1', { reason: 'second-reading', text: 'See there.' }, DORA);
    expect(world.replayed()).toEqual(world.states());
  });
});

test('chance picks about as many as it should, the same again, and more at a higher rate', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0.02, max: 0.9, noNaN: true }), (seed, rate) => {
      const all = Array.from({ length: 2_000 }, (_, n) => `c${n}`);
      const pick = (share: number) => all.filter((id) => isDrawn(seed, id, '2026-03-02', share));
      const drawn = pick(rate);
      expect(pick(rate)).toEqual(drawn);
      // Six standard deviations of a binomial: a fair draw is outside once in 500 million times.
      const spread = 6 * Math.sqrt(2_000 * rate * (1 - rate));
      expect(Math.abs(drawn.length - 2_000 * rate)).toBeLessThan(spread);
      expect(pick(rate * 1.1)).toEqual(expect.arrayContaining(drawn));
    }),
    { numRuns: 8 },
  );
});
