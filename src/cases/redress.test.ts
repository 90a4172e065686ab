import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../base/index.ts';
import { citations, clocks } from '../law/index.ts';
import type { Actor } from '../store/index.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { dossierOf, missingOf, REDRESS, targetsAt } from './redress.ts';
import { REDRESS_ANSWERS, REDRESS_TYPES } from './redress-tables.ts';
import { idsOf } from './tables.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { expectSoundWorkflow } from './testing/sound-workflow.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
let world: World;
beforeEach(() => {
  world = new World(CASE_KINDS);
});
const run = (name: string, input: object = {}, actor: Actor = ANA) =>
  world.run(commandOf(CASE_COMMANDS, `redress/${name}`), 'r1', input, actor);
const state = () => world.state(REDRESS, 'r1');

async function filled(type: string): Promise<void> {
  for (const { id, required } of REDRESS_TYPES.find((one) => one.id === type)?.dossier ?? []) {
    if (required) await run('provide', { item: id, text: `About ${id}.` });
  }
}

describe.each(REDRESS_TYPES.map((type) => [type.id, type] as const))(
  '%s, as a table',
  (_, type) => {
    test('has states that can all be reached, and steps that lead on', () => {
      expectSoundWorkflow(type);
      for (const { step, by, answers } of type.steps) {
        expect(by === 'answer', step).toBe(answers !== undefined);
        for (const one of answers ?? []) expect(idsOf(REDRESS_ANSWERS)).toContain(one);
      }
      for (const { step, clock } of type.clocks) {
        expect(type.steps.map((one) => one.step)).toContain(step);
        expect(clocks.has(clock)).toBe(true);
      }
      for (const { reached } of type.targets) {
        for (const status of reached) expect(idsOf(type.states)).toContain(status);
      }
    });

    test('says where each piece of its dossier comes from, and how far that was verified', () => {
      for (const { id, citations: cited, verified } of [type, ...type.dossier]) {
        for (const one of cited) expect(citations.has(one), `${id} ${one}`).toBe(true);
        // Nobody compared anything with the official text.
        expect(['copy', 'secondary', 'unverified'], id).toContain(verified);
        if (cited.length === 0) expect(verified, id).toBe('unverified');
      }
    });

    test('is answered by a second person, or sent out by one', () => {
      expect(type.steps.filter(({ by }) => by === 'approve')).toHaveLength(1);
    });
  },
);

describe('a release for mistaken identity', () => {
  beforeEach(async () => {
    await run('open', { type: 'release', person: 'Ximena Satizabal' });
  });

  test('says what the rule asks for and what is missing', async () => {
    expect(dossierOf(state())).toHaveLength(10);
    const before = missingOf(state()).length;
    await run('provide', { item: 'value', text: 'USD 10.00 in an account.' });
    expect(missingOf(state())).toHaveLength(before - 1);
    await expect(run('step', { step: 'complete' })).rejects.toMatchObject({ code: 'CASE_DOSSIER' });
  });

  test('goes out complete, approved by somebody else, and is answered', async () => {
    await filled('release');
    await run('step', { step: 'complete' });
    await expect(run('approve', {}, ANA)).rejects.toMatchObject({ code: 'CASE_SECOND_PERSON' });
    await expect(run('approve', {}, PROGRAM)).rejects.toMatchObject({ code: 'CASE_PERSON' });
    await expect(run('step', { step: 'send' })).rejects.toMatchObject({ code: 'CASE_STATE' });
    await run('approve', {}, BEA);
    await run('step', { step: 'send' });
    await run('step', { step: 'more' });
    await run('provide', { item: 'transaction', text: 'An invoice.' });
    await run('step', { step: 'supplement' });
    await expect(run('answer', { as: 'upheld', text: 'x' })).rejects.toMatchObject({
      code: 'CASE_DOSSIER',
    });
    await run('answer', { as: 'granted', text: 'Released.' });
    await run('step', { step: 'close' });
    expect(state()).toMatchObject({ status: 'closed', answer: { as: 'granted', by: 'ana' } });
    expect(world.replayed()).toEqual(world.states());
    const kept = JSON.stringify(world.events.map(({ data }) => data));
    expect(kept).not.toMatch(/Ximena|Released|invoice/);
  });

  test('takes files that are attached, and no others', async () => {
    const file = { name: 'id.pdf', mediaType: 'application/pdf', bytes: 7, sha256: sha256('id') };
    const piece = { item: 'identity', sha256: sha256('id') };
    await expect(run('provide', piece)).rejects.toMatchObject({ code: 'CASE_DOSSIER' });
    await expect(run('provide', { item: 'identity' })).rejects.toMatchObject({
      code: 'CASE_DOSSIER',
    });
    await run('attach', file);
    await run('provide', piece);
    expect(state().items['identity']).toMatchObject({ sha256: sha256('id'), text: null });
  });

  test('is to be sent within days that the organisation set itself', async () => {
    expect(targetsAt(state(), world.now)).toMatchObject([{ id: 'send', standing: 'running' }]);
    world.later(5 * 24 + 1);
    expect(targetsAt(state(), world.now)).toMatchObject([{ standing: 'overdue' }]);
  });
});

test('a petition to revoke starts the clock of whoever decides about it', async () => {
  await run('open', { type: 'fto-revocation', person: 'An organisation' });
  await filled('fto-revocation');
  await run('step', { step: 'complete' });
  await run('approve', {}, BEA);
  await expect(run('step', { step: 'file' })).rejects.toMatchObject({ code: 'CASE_CLOCK' });
  await run('step', { step: 'file', day: '2026-03-02' });
  expect(state().clocks).toMatchObject([{ clock: 'fto.petition.answer', due: '2026-08-29' }]);
  const done = { clock: '1', as: 'done', day: '2026-08-01' };
  await expect(run('end-clock', done)).rejects.toMatchObject({ code: 'STORE_INPUT' });
  world.later(160 * 24);
  await run('end-clock', done);
  expect(state().due).toBeUndefined();
});

describe('a complaint', () => {
  test('is not answered by anybody who had a part in the case', async () => {
    const onCase = (name: string, input: object, actor: Actor) =>
      world.run(commandOf(CASE_COMMANDS, `case/${name}`), 'c1', input, actor);
    await onCase('open', { customer: 'customer-7', alerts: [syntheticAlert()] }, PROGRAM);
    await onCase('triage', {}, CARLA);
    await run('open', { type: 'complaint', case: 'c1', person: 'Ximena Satizabal' });
    await filled('complaint');
    await run('step', { step: 'acknowledge' });
    await run('step', { step: 'examine' });
    await run('answer', { as: 'upheld', text: 'You are somebody else. We are sorry.' });
    await expect(run('approve', {}, CARLA)).rejects.toMatchObject({ code: 'CASE_SECOND_PERSON' });
    await run('return', { text: 'Say how to contest it.' }, BEA);
    expect(state()).toMatchObject({ status: 'examining', answer: null, returns: [{ by: 'bea' }] });
    await run('answer', { as: 'upheld', text: 'You are somebody else. You may also …' });
    await run('approve', {}, BEA);
    expect(state()).toMatchObject({ status: 'answered', answer: { approvedBy: 'bea' } });
    expect(targetsAt(state(), world.now)).toMatchObject([{ standing: 'met' }, { standing: 'met' }]);
  });

  test('about a case that is not there is refused', async () => {
    const input = { type: 'complaint', case: 'none', person: 'Ximena' };
    await expect(run('open', input)).rejects.toMatchObject({ code: 'STORE_ABSENT' });
    const held = { type: 'complaint', property: 'none', person: 'Ximena' };
    await expect(run('open', held)).rejects.toMatchObject({ code: 'STORE_ABSENT' });
  });

  test('about nothing is refused: it could not be told who must not answer it', async () => {
    const input = { type: 'complaint', person: 'Ximena' };
    await expect(run('open', input)).rejects.toMatchObject({ code: 'CASE_DOSSIER' });
  });
});
